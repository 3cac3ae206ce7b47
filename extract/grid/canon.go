package grid

import (
	"html"
	"strings"
	"unicode/utf8"

	"github.com/nianbao/nianbao/extract/blank"
)

// appendCanon appends the text without its blank characters.
func appendCanon(dst []byte, text string) []byte {
	start := 0 // of what is not yet appended
	for i := 0; i < len(text); {
		size := 1
		switch b := text[i]; {
		case b < utf8.RuneSelf && b > ' ' && b != 0x7f, b >= utf8.RuneSelf && !blank.Lead(b):
			i++
			continue
		case b >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(text[i:])
			if !blank.Is(r) {
				i += n
				continue
			}
			size = n
		}
		dst = append(dst, text[start:i]...)
		i += size
		start = i
	}
	return append(dst, text[start:]...)
}

// appendSource appends source text with its references decoded ("&amp;") and
// without its blank characters.
func appendSource(dst []byte, source string) []byte {
	for {
		i := strings.IndexByte(source, '&')
		if i < 0 {
			return appendCanon(dst, source)
		}
		dst = appendCanon(dst, source[:i])
		n := referenceLen(source[i:])
		dst = appendReference(dst, source[i:i+n])
		source = source[i+n:]
	}
}

// appendReference appends what a character reference stands for.
func appendReference(dst []byte, reference string) []byte {
	if strings.HasPrefix(reference, "&nbsp") {
		return dst
	}
	return appendCanon(dst, html.UnescapeString(reference))
}

// referenceLen returns the length of the character reference that s starts
// with, together with the letters and digits that touch it.
func referenceLen(s string) int {
	i := 1
	if strings.HasPrefix(s, "&nbsp") {
		i = len("&nbsp") // the longest name that starts so; what follows is text
	} else {
		for i < len(s) && (s[i] == '#' && i == 1 || isAlnum(s[i])) {
			i++
		}
	}
	if i < len(s) && s[i] == ';' {
		i++
	}
	return i
}

func isAlnum(b byte) bool {
	return b >= '0' && b <= '9' || b|0x20 >= 'a' && b|0x20 <= 'z'
}

// isBlankSource reports whether source text shows nothing.
func isBlankSource(source string) bool {
	for {
		source = source[blank.Leading(source):]
		if source == "" {
			return true
		}
		if source[0] != '&' {
			return false
		}
		n := referenceLen(source)
		if len(appendReference(nil, source[:n])) > 0 {
			return false
		}
		source = source[n:]
	}
}

// trimSource returns the span, inside source text, from its first character
// that is not blank to its last one.
func trimSource(source string) (start, end int) {
	if strings.IndexByte(source, '&') < 0 {
		start = blank.Leading(source)
		return start, len(source) - blank.Trailing(source[start:])
	}
	start = -1
	eachUnit(source, func(from, to int, canon []byte) bool {
		if len(canon) > 0 {
			if start < 0 {
				start = from
			}
			end = to
		}
		return true
	})
	return max(start, 0), end
}

// eachUnit calls visit for each character or reference of source text, with
// its place and its canonical text, until visit returns false.
func eachUnit(source string, visit func(from, to int, canon []byte) bool) {
	var scratch [utf8.UTFMax]byte
	for i := 0; i < len(source); {
		var canon []byte
		var n int
		if source[i] == '&' {
			n = referenceLen(source[i:])
			canon = appendReference(scratch[:0], source[i:i+n])
		} else {
			_, n = utf8.DecodeRuneInString(source[i:])
			canon = appendCanon(scratch[:0], source[i:i+n])
		}
		if !visit(i, i+n, canon) {
			return
		}
		i += n
	}
}
