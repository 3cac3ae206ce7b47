package robots

import (
	"fmt"
	"net/http"
	"slices"
	"time"
)

// MaxBytes is how much of a robots.txt counts, in bytes: the 500 KiB that
// RFC 9309 section 2.5 asks a crawler to read at least.
const MaxBytes = 500 << 10

// MaxCrawlDelay is the longest Crawl-delay that is kept. A policy is read anew
// every day, so a longer one says no more than this; it is noted when it is cut.
const MaxCrawlDelay = 24 * time.Hour

// Kind says what an answer to /robots.txt means for the whole host.
type Kind string

// The kinds of policy. The zero Kind belongs to a robots.txt that was never read;
// its policy allows nothing.
const (
	// AllowAll: the host has no rules (404, 410, or a page that is no robots.txt).
	AllowAll Kind = "allow_all"
	// Rules: the host has rules; ask for each path.
	Rules Kind = "rules"
	// Deny: the host refused to show its rules; nothing may be fetched.
	Deny Kind = "deny"
	// NotToday: the rules could not be learnt; nothing may be fetched until they can.
	NotToday Kind = "not_today"
)

// Facts is what became of the request for /robots.txt. It is plain data, so that
// it can be kept and the Policy made from it again.
type Facts struct {
	// Status is the HTTP status of the last answer; 0 when none came.
	Status int `json:"status"`
	// Body is that answer's body as received, after content decoding. What lies
	// beyond MaxBytes is not read.
	Body []byte `json:"body,omitempty"`
	// Failure is the error text when no complete answer came: a timeout, a lost
	// connection, a cut body. Empty when Status and Body are whole.
	Failure string `json:"failure,omitempty"`
	// Wall says that the answer was recognised as a bot wall, whatever its status.
	Wall bool `json:"wall,omitempty"`
	// OffHost is the host that answered in the end when a redirect led away from
	// the one asked. Its rules count for the host asked (RFC 9309 section 2.3.1.2).
	OffHost string `json:"off_host,omitempty"`
}

// Policy is what one host allows one agent. It is made by [Decide] and does not
// change; its zero value allows nothing.
type Policy struct {
	// Kind says whether rules decide at all.
	Kind Kind
	// Reason says in a few words why Kind is as it is.
	Reason string
	// Notes names what was odd in the file: skipped lines, an HTML page instead
	// of rules, a cut, a Crawl-delay beyond MaxCrawlDelay.
	Notes []string

	agent string // product token asked for
	facts Facts  // with Body cut to MaxBytes
	group group
	plain *second // nil when the library can't judge the group
}

// Decide says what the answer described by facts means for agent, a product token
// like "nianbao" or a User-Agent line that begins with one.
//
// 404 and 410 allow everything. Every other 4xx is a refusal to show the rules and
// denies everything (stricter than RFC 9309 section 2.3.1.3, which would allow it),
// except 408, 425 and 429, which ask to come again. 5xx, failures, redirects that
// were not followed to an end and partial answers mean NotToday. A wall denies,
// whatever the status.
func Decide(facts Facts, agent string) Policy {
	if len(facts.Body) > MaxBytes {
		facts.Body = facts.Body[:MaxBytes+1] // one byte more tells that there was more
	}
	facts.Body = slices.Clone(facts.Body)
	p := Policy{agent: productToken(agent), facts: facts}
	p.Kind, p.Reason = classify(facts)
	if facts.OffHost != "" {
		p.Notes = append(p.Notes, "answered by another host: "+facts.OffHost)
	}
	if p.Kind == Rules {
		p.read()
	}
	return p
}

// classify reads the status alone.
func classify(f Facts) (Kind, string) {
	status := fmt.Sprintf("status %d", f.Status)
	switch s := f.Status; {
	case f.Wall:
		return Deny, "a bot wall answered, " + status
	case f.Failure != "":
		return NotToday, f.Failure
	case s == http.StatusPartialContent:
		return NotToday, status + ", a part of the file only"
	case s >= 200 && s < 300:
		return Rules, status
	case s >= 300 && s < 400:
		return NotToday, status + ", a redirect that came to no end"
	case s == http.StatusNotFound, s == http.StatusGone:
		return AllowAll, status + ", no robots.txt"
	case s == http.StatusRequestTimeout, s == http.StatusTooEarly, s == http.StatusTooManyRequests:
		return NotToday, status
	case s >= 400 && s < 500:
		return Deny, status
	default:
		return NotToday, status
	}
}

// read parses the body of a successful answer into the group that concerns us.
func (p *Policy) read() {
	text, notes := decode(p.facts.Body)
	p.Notes = append(p.Notes, notes...)
	records, skipped := parse(text)
	chosen, misplaced := choose(records, p.agent)
	p.group = chosen
	p.Notes = append(p.Notes, summary(append(skipped, misplaced...))...)
	if p.group.delay > MaxCrawlDelay {
		p.Notes = append(p.Notes, fmt.Sprintf("Crawl-delay %s is longer than %s", p.group.delay, MaxCrawlDelay))
		p.group.delay = MaxCrawlDelay
	}
	if looksLikeMarkup(text) {
		p.Notes = append(p.Notes, "an HTML page at /robots.txt")
		if len(records) == 0 {
			p.Kind, p.Reason = AllowAll, p.Reason+", a page without rules"
		}
	}
	p.plain = newSecond(p.group.rules)
}

// Allowed says whether path may be fetched, and by which rule: the deciding line of
// the file, "no rule" when none concerns the path, or the reason why the whole host
// is allowed or denied. path is what stands in the request line: the escaped path
// with its query, for example "/col/col1.html?page=2".
func (p Policy) Allowed(path string) (ok bool, rule string) {
	switch p.Kind {
	case AllowAll:
		return true, p.Reason
	case Rules:
		return p.judge(path)
	case "":
		return false, "robots.txt was not read"
	default:
		return false, p.Reason
	}
}

// judge finds the rule with the most octets that matches any spelling of path;
// Allow wins a tie (RFC 9309 section 2.2.2). Where the second reader says no, the
// answer is no.
func (p Policy) judge(path string) (bool, string) {
	spellings := spellingsOf(path)
	if spellings[0] == "/robots.txt" {
		return true, "/robots.txt itself"
	}
	best, spelling := p.group.find(spellings)
	if best == nil {
		best, spelling = &rule{allow: true, text: "no rule"}, spellings[0]
	}
	if best.allow && p.plain != nil && !p.plain.allows(spelling) {
		return false, "denied by the second reader of the group"
	}
	return best.allow, best.text
}

// CrawlDelay is the pause that the host asks between two requests, at most
// MaxCrawlDelay; 0 when it asks none. Crawl-delay is no part of RFC 9309, but
// honoured.
func (p Policy) CrawlDelay() time.Duration { return p.group.delay }
