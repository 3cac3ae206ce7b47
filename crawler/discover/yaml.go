package discover

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"github.com/nianbao/nianbao/crawler/source"
)

// YAML writes the proposal as a sources file, with the reasons as comments. Whatever a page said stands in quotes, on
// one line and without control characters.
func (p *Proposal) YAML() string {
	var out strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&out, format+"\n", args...) }
	for _, n := range p.Notes {
		line("# %s", clean(n, longestComment))
	}
	if p.Region != "" {
		line("name: %s", quote(p.Region))
	}
	s := &p.Site
	line("sites:")
	line("  - id: %s", quote(s.ID))
	line("    name: %s", quote(s.Name))
	line("    division: %s  # %s", digits(s.Division), clean(p.Place, longestComment))
	line("    home: %s", quote(s.Home))
	if len(s.Hosts) > 0 {
		line("    hosts:  # on which reports lie that the columns name")
		for _, h := range s.Hosts {
			line("      - %s", quote(h))
		}
	}
	if s.Family != "" {
		line("    family: %s", quote(s.Family))
	}
	line("    status: %s", s.Status)
	line("    columns:")
	for i := range s.Columns {
		if i < len(p.Reasons) {
			line("      # %s", clean(p.Reasons[i], longestComment))
		}
		writeColumn(line, s, &s.Columns[i])
	}
	writeBodies(line, s.Bodies)
	return out.String()
}

// writeColumn leaves out what the column inherits.
func writeColumn(line func(string, ...any), s *source.Site, c *source.Column) {
	line("      - url: %s", quote(c.URL))
	line("        kind: %s", c.Kind)
	if c.Division != "" && (c.Kind == source.ColumnBody || c.Division != s.Division) {
		line("        division: %s", digits(c.Division))
	}
	if c.Agency != "" {
		line("        agency: %s", quote(c.Agency))
	}
	if c.Family != s.Family {
		line("        family: %s", quote(c.Family))
	}
}

func writeBodies(line func(string, ...any), bodies []source.Body) {
	if len(bodies) > 0 {
		line("    bodies:")
	}
	for _, b := range bodies {
		parts := "name: " + quote(b.Name)
		if b.Division != "" {
			parts += ", division: " + digits(b.Division)
		}
		if len(b.Aliases) > 0 {
			names := make([]string, len(b.Aliases))
			for i, a := range b.Aliases {
				names[i] = quote(a)
			}
			parts += ", aliases: [" + strings.Join(names, ", ") + "]"
		}
		line("      - {%s}", parts)
	}
}

// Bounds in characters.
const (
	longestComment = 500
	longestText    = 2000
)

// plainText is what may stand without quotes anywhere in YAML: it begins with a Chinese character.
var plainText = regexp.MustCompile(`^\p{Han}[\p{Han}A-Za-z0-9]*$`)

// plainWord is an id or name of a family, or an address without anything that YAML reads.
var plainWord = regexp.MustCompile(`^([a-z][a-z0-9]*(-[a-z0-9]+)*|https?://[A-Za-z0-9./_~%=-]+(:\d+)?[A-Za-z0-9./_~%=-]*)$`)

var words = map[string]bool{"true": true, "false": true, "null": true, "yes": true, "no": true, "on": true, "off": true, "y": true, "n": true}

// quote writes a text as a YAML scalar; a JSON string is one (YAML 1.2, 7.3.1).
func quote(s string) string {
	if plainText.MatchString(s) || plainWord.MatchString(s) && !words[s] {
		return s
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(clean(s, longestText)) // a string always has a form in JSON
	return strings.TrimSpace(text.String())
}

// digits writes a code, which must not be taken for a number.
func digits(code string) string { return `"` + notDigit.ReplaceAllString(code, "") + `"` }

var notDigit = regexp.MustCompile(`\D`)

// clean makes a text of a page fit for one line of a file or terminal: no control characters, no marks that change
// the direction or hide, white space folded, and at most so many characters.
func clean(s string, most int) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r), r == unicode.ReplacementChar, r == '\u2028', r == '\u2029':
			return -1
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
