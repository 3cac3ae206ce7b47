package export

import (
	"regexp"
	"strings"
)

var (
	// A spreadsheet takes a cell that begins so, white space aside, for a formula; in some languages the full-width
	// signs too.
	formula = regexp.MustCompile(`^[\s\x{3000}\x{FEFF}]*[=+\-@＝＋－＠]|^[\t\r\n]`)
	// Signed numbers and lone dashes begin alike and are harmless.
	harmless = regexp.MustCompile(`^\s*(?:[+\-＋－]?[0-9][0-9,]*(?:\.[0-9]+)?%?|[-－]+)\s*$`)
)

// Defuse puts an apostrophe before a text that a spreadsheet would run as a formula, and leaves any other as it is.
func Defuse(s string) string {
	if dangerous(s) {
		return "'" + s
	}
	return s
}

// dangerous tells whether a spreadsheet may run the text.
func dangerous(s string) bool {
	return suspicious(s) && formula.MatchString(s) && (!harmless.MatchString(s) || strings.ContainsAny(s, "\t\r\n"))
}

// suspicious tells from the first byte whether the text may begin like a formula: white space, a sign, or the lead of
// U+3000, U+FEFF and the full-width signs. Nearly every text of a dataset needs no closer look.
func suspicious(s string) bool {
	if s == "" {
		return false
	}
	switch c := s[0]; {
	case c <= ' ', c == 0xE3, c == 0xEF:
		return true
	default:
		return strings.IndexByte("=+-@", c) >= 0
	}
}
