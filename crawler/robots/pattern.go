package robots

import "strings"

// pattern is the path of a rule, made ready to match (RFC 9309 section 2.2.3):
// "*" stands for any octets, "$" at the end for the end of the path, everything else
// for itself, from the first octet on.
type pattern struct {
	text   string   // normalised
	parts  []string // the literals between the stars
	ends   bool     // "$" stood at the end
	octets int      // how specific the rule is
}

// newPattern makes a pattern from a rule's value; false when the value is empty.
// A path without its leading slash gets one.
func newPattern(value string) (pattern, bool) {
	if value == "" {
		return pattern{}, false
	}
	if value[0] != '/' && value[0] != '*' {
		value = "/" + value
	}
	p := pattern{text: normalise(value, inPattern)}
	p.octets = len(p.text)
	literal, ends := strings.CutSuffix(p.text, "$")
	p.parts, p.ends = strings.Split(literal, "*"), ends
	return p, true
}

// special says whether the pattern needs more than a comparison of prefixes.
func (p pattern) special() bool { return p.ends || len(p.parts) > 1 }

// matchAny returns the first of the spellings that matches.
func (p pattern) matchAny(spellings []string) (string, bool) {
	for _, s := range spellings {
		if p.match(s) {
			return s, true
		}
	}
	return "", false
}

// match walks the literals from left to right, each at its earliest place, which
// finds a match whenever there is one, in time linear in path and pattern.
func (p pattern) match(path string) bool {
	rest, ok := strings.CutPrefix(path, p.parts[0])
	if !ok {
		return false
	}
	tail := p.parts[1:]
	for i, literal := range tail {
		if p.ends && i == len(tail)-1 {
			return strings.HasSuffix(rest, literal)
		}
		at := strings.Index(rest, literal)
		if at < 0 {
			return false
		}
		rest = rest[at+len(literal):]
	}
	return !p.ends || rest == ""
}
