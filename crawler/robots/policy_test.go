package robots_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/nianbao/nianbao/crawler/robots"
)

func TestKinds(t *testing.T) {
	rules := []byte("User-agent: *\nDisallow: /x\n")
	page := []byte("\n<!DOCTYPE html><title>404</title>\n<script>allow: 1</script>")
	cases := []struct {
		name  string
		facts robots.Facts
		kind  robots.Kind
		open  bool // may "/" be fetched
	}{
		{"200 with rules", robots.Facts{Status: 200, Body: rules}, robots.Rules, true},
		{"200 empty", robots.Facts{Status: 200}, robots.Rules, true},
		{"204", robots.Facts{Status: 204}, robots.Rules, true},
		{"200 with a page", robots.Facts{Status: 200, Body: page}, robots.AllowAll, true},
		{"206", robots.Facts{Status: 206, Body: rules}, robots.NotToday, false},
		{"301 not followed", robots.Facts{Status: 301}, robots.NotToday, false},
		{"304 without a copy", robots.Facts{Status: 304}, robots.NotToday, false},
		{"400", robots.Facts{Status: 400}, robots.Deny, false},
		{"401", robots.Facts{Status: 401}, robots.Deny, false},
		{"403 with rules", robots.Facts{Status: 403, Body: rules}, robots.Deny, false},
		{"404", robots.Facts{Status: 404, Body: []byte("User-agent: *\nDisallow: /")}, robots.AllowAll, true},
		{"408", robots.Facts{Status: 408}, robots.NotToday, false},
		{"410", robots.Facts{Status: 410}, robots.AllowAll, true},
		{"412", robots.Facts{Status: 412}, robots.Deny, false},
		{"425", robots.Facts{Status: 425}, robots.NotToday, false},
		{"429", robots.Facts{Status: 429}, robots.NotToday, false},
		{"468", robots.Facts{Status: 468}, robots.Deny, false},
		{"500", robots.Facts{Status: 500, Body: rules}, robots.NotToday, false},
		{"503", robots.Facts{Status: 503}, robots.NotToday, false},
		{"599", robots.Facts{Status: 599}, robots.NotToday, false},
		{"no answer", robots.Facts{Failure: "timeout"}, robots.NotToday, false},
		{"cut answer", robots.Facts{Status: 200, Body: rules, Failure: "truncated"}, robots.NotToday, false},
		{"nothing at all", robots.Facts{}, robots.NotToday, false},
		{"wall with 200", robots.Facts{Status: 200, Body: page, Wall: true}, robots.Deny, false},
		{"wall with 404", robots.Facts{Status: 404, Wall: true}, robots.Deny, false},
		{"wall with 521", robots.Facts{Status: 521, Wall: true}, robots.Deny, false},
		{"from another host", robots.Facts{Status: 200, Body: rules, OffHost: "b.test"}, robots.Rules, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := robots.Decide(c.facts, "nianbao")
			if p.Kind != c.kind || p.Reason == "" {
				t.Errorf("kind %q (%q), want %q", p.Kind, p.Reason, c.kind)
			}
			if ok, why := p.Allowed("/"); ok != c.open || why == "" {
				t.Errorf("allowed %v (%q), want %v", ok, why, c.open)
			}
		})
	}
	if ok, _ := (robots.Policy{}).Allowed("/"); ok {
		t.Error("the zero policy allows")
	}
}

func TestPaths(t *testing.T) {
	const tree = "User-agent: *\nAllow: /gk/\nDisallow: /gk/secret\nAllow: /p\nDisallow: /p\nDisallow: /*.php\nDisallow: /fish*.jsp\nDisallow: /*?sid=\nDisallow: /end$\nDisallow: /a$b\nDisallow: private/\n"
	cases := []struct {
		path string
		rule string // the line that decides
		ok   bool
	}{
		{"/gk/1.html", "Allow: /gk/", true},
		{"/gk/secret/1", "Disallow: /gk/secret", false},
		{"/page", "Allow: /p", true},
		{"/x/y.php?z", "Disallow: /*.php", false},
		{"/fishes.jsp", "Disallow: /fish*.jsp", false},
		{"/x/fishes.jsp", "no rule", true},
		{"/l?sid=9", "Disallow: /*?sid=", false},
		{"/l?x=1&sid=9", "no rule", true},
		{"/end", "Disallow: /end$", false},
		{"/ending", "no rule", true},
		{"/a", "no rule", true},
		{"/a$b", "Disallow: /a$b", false},
		{"/private/1", "Disallow: private/", false},
		{"/x/../gk/./secret", "Disallow: /gk/secret", false},
		{"/x/%2e%2e/gk/secret", "Disallow: /gk/secret", false},
		{"/../end", "Disallow: /end$", false},
		{"/x/..", "no rule", true},
		{"/gk/secret#top", "Disallow: /gk/secret", false},
		{"gk/secret", "Disallow: /gk/secret", false},
		{"", "no rule", true},
	}
	p := robots.Decide(robots.Facts{Status: 200, Body: []byte(tree)}, "nianbao")
	for _, c := range cases {
		t.Run(c.path, func(t *testing.T) {
			if ok, rule := p.Allowed(c.path); ok != c.ok || rule != c.rule {
				t.Errorf("allowed %v by %q, want %v by %q", ok, rule, c.ok, c.rule)
			}
		})
	}
}

func TestRobotsItselfIsAlwaysAllowed(t *testing.T) {
	check(t, "User-agent: *\nDisallow: /\n", "nianbao", []verdict{{"/robots.txt", true}, {"/robots.txt.bak", false}, {"/", false}})
}

func TestOnlyTheFirst500KiBCount(t *testing.T) {
	head := "User-agent: *\nDisallow: /before\n"
	body := head + strings.Repeat("#"+strings.Repeat("x", 62)+"\n", 16<<10) + "Disallow: /after\n"
	if len(body) < 1<<20 {
		t.Fatalf("the file has %d bytes, not 1 MiB", len(body))
	}
	check(t, body, "nianbao", []verdict{{"/before", false}, {"/after", true}})

	// A line across the limit is left out, not read by half.
	fill := head + strings.Repeat("#\n", (robots.MaxBytes-len(head)-len("Disallow: /"))/2)
	check(t, fill+strings.Repeat(" ", robots.MaxBytes-len(fill)-len("Disallow: /"))+"Disallow: /half\n", "nianbao", []verdict{{"/", true}, {"/before", false}})
}

func TestCrawlDelay(t *testing.T) {
	cases := []struct {
		name, file string
		want       time.Duration
		noted      string
	}{
		{"seconds", "User-agent: *\nCrawl-delay: 5\n", 5 * time.Second, ""},
		{"fraction", "User-agent: *\nCrawl-delay: 0.5\n", 500 * time.Millisecond, ""},
		{"the longest of two", "User-agent: *\nCrawl-delay: 9\nCrawl-delay: 2\n", 9 * time.Second, ""},
		{"of our group only", "User-agent: *\nCrawl-delay: 9\nDisallow: /x\n\nUser-agent: nianbao\nCrawl-delay: 2\n", 2 * time.Second, ""},
		{"none", "User-agent: *\nDisallow: /x\n", 0, ""},
		{"a word", "User-agent: *\nCrawl-delay: abc\nCrawl-delay: 3\n", 3 * time.Second, `line 2 skipped: the Crawl-delay "abc"`},
		{"below zero", "User-agent: *\nCrawl-delay: -1\n", 0, "line 2 skipped"},
		{"not a number", "User-agent: *\nCrawl-delay: NaN\n", 0, "line 2 skipped"},
		{"beyond the limit", "User-agent: *\nCrawl-delay: 86401\n", robots.MaxCrawlDelay, "longer than 24h"},
		{"beyond all limits", "User-agent: *\nCrawl-delay: 1e300\n", robots.MaxCrawlDelay, "longer than 24h"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := robots.Decide(robots.Facts{Status: 200, Body: []byte(c.file)}, "nianbao")
			if got := p.CrawlDelay(); got != c.want {
				t.Errorf("delay %s, want %s", got, c.want)
			}
			notes := strings.Join(p.Notes, "\n")
			if (c.noted == "") != (notes == "") || !strings.Contains(notes, c.noted) {
				t.Errorf("notes %q, want %q", notes, c.noted)
			}
		})
	}
}

func TestKeptAndMadeAgain(t *testing.T) {
	file := "Disallow: /early\nUser-agent: *\nDisallow: /x\nCrawl-delay: 4\n"
	p := robots.Decide(robots.Facts{Status: 200, Body: []byte(file), OffHost: "b.test"}, "nianbao/1")
	data, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	var again robots.Policy
	if err := json.Unmarshal(data, &again); err != nil {
		t.Fatal(err)
	}
	if again.Evidence() != p.Evidence() {
		t.Errorf("evidence %q, want %q", again.Evidence(), p.Evidence())
	}
	if ok, _ := again.Allowed("/x"); ok || again.CrawlDelay() != 4*time.Second {
		t.Errorf("made again: /x allowed %v, delay %s", ok, again.CrawlDelay())
	}
	for _, want := range []string{`"nianbao": rules (status 200)`, "group: *, rules: 1", "crawl-delay: 4s", "answered by another host: b.test", `line 1 skipped: "Disallow: /early" before any User-agent`} {
		if !strings.Contains(p.Evidence(), want) {
			t.Errorf("evidence lacks %q:\n%s", want, p.Evidence())
		}
	}
	if string(p.Facts().Body) != file {
		t.Errorf("the file kept is %q", p.Facts().Body)
	}
}

func TestZeroPolicyAsJSON(t *testing.T) {
	data, err := json.Marshal(robots.Policy{})
	if err != nil || string(data) != "null" {
		t.Fatalf("%s, %v", data, err)
	}
	p := robots.Decide(robots.Facts{Status: 404}, "nianbao")
	if err := json.Unmarshal(data, &p); err != nil || p.Kind != "" {
		t.Errorf("kind %q, %v", p.Kind, err)
	}
	if err := json.Unmarshal([]byte(`{"facts":7}`), &p); err == nil {
		t.Error("facts of the wrong type were taken")
	}
}
