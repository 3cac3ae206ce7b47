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

// dangerous tells whether a spreadsheet may run the text.
func dangerous(s string) bool {
	return formula.MatchString(s) && (!harmless.MatchString(s) || strings.ContainsAny(s, "\t\r\n"))
}
