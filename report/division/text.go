package division

import (
	"strings"
	"unicode"
)

// Normalise brings a name to the form in which names are compared: full-width letters, digits and brackets become plain ones, every
// kind of bracket that only wraps the whole name and all white space and invisible characters go, and one sort of middle dot stays.
// Chinese characters are never exchanged for others.
func Normalise(name string) string {
	if plainHan(name) {
		return name
	}
	s := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == unicode.ReplacementChar:
			return -1
		case r == '•' || r == '‧' || r == '∙' || r == '・' || r == '･':
			return '·'
		}
		return foldRune(r)
	}, name)
	return unwrap(s)
}

// plainHan tells whether there is nothing to do, which holds for nearly every name in a register.
func plainHan(s string) bool {
	for _, r := range s {
		if r < 0x3400 || r > 0x9fff {
			return false
		}
	}
	return true
}

// unwrap takes off quotes and brackets around the whole name, and punctuation at its ends.
func unwrap(s string) string {
	for {
		t := strings.Trim(s, `,.;:!?|>-_'"“”‘’、。《》【】[]〔〕「」…*#`)
		if strings.HasPrefix(t, "(") && strings.HasSuffix(t, ")") && strings.Count(t, "(") == 1 && strings.Count(t, ")") == 1 {
			t = t[1 : len(t)-1]
		}
		if t == s {
			return s
		}
		s = t
	}
}

// foldWidth turns full-width forms of ASCII and the ideographic space into plain ones and leaves everything else.
func foldWidth(s string) string { return strings.Map(foldRune, s) }

func foldRune(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '　':
		return ' '
	}
	return r
}
