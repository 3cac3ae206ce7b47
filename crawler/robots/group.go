package robots

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// rule is one Allow or Disallow line. A line in GBK has two patterns: the bytes as
// they stand and the same text in UTF-8, for links are escaped in either way.
type rule struct {
	allow    bool
	text     string // the line, for a reader
	patterns []pattern
}

// group is what the file says to us.
type group struct {
	name  string // the product token it was written for, "*", or "" when none fits
	rules []rule
	delay time.Duration
}

// find returns the rule that decides: most octets first, Allow before Disallow. It
// also returns the spelling that matched; nil when no rule concerns any of them.
func (g group) find(spellings []string) (best *rule, spelling string) {
	most := -1
	for i := range g.rules {
		r := &g.rules[i]
		for _, p := range r.patterns {
			if p.octets < most || p.octets == most && (best.allow || !r.allow) {
				continue
			}
			if s, ok := p.matchAny(spellings); ok {
				best, spelling, most = r, s, p.octets
			}
		}
	}
	return best, spelling
}

// choose gathers the records of every group written for agent; when there is none,
// those written for "*" (RFC 9309 section 2.2.1). A group begins with one or more
// User-agent lines; only a rule ends their list, other records between them do not.
// Rules that stand before any User-agent line belong to nobody and are skipped.
func choose(records []record, agent string) (g group, skipped []string) {
	var named, all gatherer
	named.name, all.name = agent, "*"
	began, open := false, false // a User-agent line was seen; their list is still open
	for _, r := range records {
		if r.field == userAgent {
			if !open {
				named.in, all.in = false, false
			}
			began, open = true, true
			named.hear(agent != "" && productToken(r.value) == agent)
			all.hear(isEverybody(r.value))
			continue
		}
		if !began {
			skipped = append(skipped, fmt.Sprintf("line %d skipped: %q before any User-agent", r.line, r.text))
			continue
		}
		if r.field != crawlDelay {
			open = false
		}
		if why := apply(r, &named, &all); why != "" {
			skipped = append(skipped, fmt.Sprintf("line %d skipped: %s", r.line, why))
		}
	}
	switch {
	case named.heard:
		return named.group, skipped
	case all.heard:
		return all.group, skipped
	}
	return group{}, skipped
}

// gatherer collects one group while the file is walked.
type gatherer struct {
	group
	in    bool // the group being read is ours
	heard bool // some group was
}

func (g *gatherer) hear(ours bool) {
	g.in = g.in || ours
	g.heard = g.heard || ours
}

// apply adds a record to the gatherers that are in its group.
func apply(r record, to ...*gatherer) (why string) {
	if r.field == crawlDelay {
		delay, err := parseDelay(r.value)
		if err != nil {
			return err.Error()
		}
		for _, g := range to {
			if g.in {
				g.delay = max(g.delay, delay)
			}
		}
		return ""
	}
	made, ok := newRule(r)
	if !ok {
		return "" // an empty path: a rule about nothing
	}
	for _, g := range to {
		if g.in {
			g.rules = append(g.rules, made)
		}
	}
	return ""
}

func newRule(r record) (rule, bool) {
	p, ok := newPattern(r.value)
	if !ok {
		return rule{}, false
	}
	made := rule{allow: r.field == allow, text: r.text, patterns: []pattern{p}}
	if raw, ok := newPattern(r.bytes); ok && raw.text != p.text {
		made.patterns = append(made.patterns, raw)
	}
	return made, true
}

// parseDelay reads seconds, also with a fraction.
func parseDelay(s string) (time.Duration, error) {
	seconds, err := strconv.ParseFloat(s, 64)
	if err != nil || seconds < 0 || math.IsNaN(seconds) || math.IsInf(seconds, 0) {
		return 0, fmt.Errorf("the Crawl-delay %q is no number of seconds", clip(s))
	}
	if seconds > math.MaxInt64/float64(2*time.Second) {
		return math.MaxInt64 / 2, nil
	}
	return time.Duration(seconds * float64(time.Second)), nil
}

// productToken takes the token off the front of a User-Agent line or value, in
// lower case: letters, "_" and "-" only (RFC 9309 section 2.2.1).
func productToken(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r == '_' || r == '-')
	})
	if end >= 0 {
		s = s[:end]
	}
	return strings.ToLower(s)
}

// isEverybody says whether a User-agent value is "*", alone or before other words.
func isEverybody(value string) bool {
	words := strings.Fields(value)
	return len(words) > 0 && words[0] == "*"
}
