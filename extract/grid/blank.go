package grid

import "unicode/utf8"

// IsBlank reports whether the character shows nothing: white space of any
// width, control characters, and the zero-width characters and directional
// marks that strings.TrimSpace keeps (U+200B, U+FEFF, U+00AD and their like).
func IsBlank(r rune) bool {
	switch {
	case r <= ' ':
		return true
	case r < 0x7f:
		return false
	case r <= 0xa0, r == 0xad:
		return true
	case r < 0x1680:
		return r == 0x115f || r == 0x1160
	case r == 0x1680, r == 0x180e:
		return true
	case r < 0x2000:
		return false
	case r <= 0x200f, r >= 0x2028 && r <= 0x202f, r >= 0x205f && r <= 0x206f:
		return true
	}
	return r == 0x2800 || r == 0x3000 || r == 0x3164 || r == 0xfeff || r == 0xffa0
}

// blankLead reports whether a blank character beyond ASCII can start with b.
func blankLead(b byte) bool {
	return b == 0xc2 || b == 0xe1 || b == 0xe2 || b == 0xe3 || b == 0xef
}

// Trim cuts blank characters (see [IsBlank]) from both ends. The result shares
// memory with s.
func Trim(s string) string {
	start := leadingBlanks(s)
	return s[start : len(s)-trailingBlanks(s[start:])]
}

// leadingBlanks returns the length in bytes of the blanks s starts with.
func leadingBlanks(s string) int {
	i := 0
	for i < len(s) {
		if b := s[i]; b < utf8.RuneSelf {
			if b > ' ' && b != 0x7f {
				break
			}
			i++
			continue
		} else if !blankLead(b) {
			break
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if !IsBlank(r) {
			break
		}
		i += size
	}
	return i
}

// trailingBlanks returns the length in bytes of the blanks s ends with.
func trailingBlanks[T string | []byte](s T) int {
	end := len(s)
	for end > 0 {
		if b := s[end-1]; b < utf8.RuneSelf {
			if b > ' ' && b != 0x7f {
				break
			}
			end--
			continue
		}
		r, size := utf8.DecodeLastRuneInString(string(s[max(0, end-utf8.UTFMax):end]))
		if !IsBlank(r) {
			break
		}
		end -= size
	}
	return len(s) - end
}

// isBlank reports whether s shows nothing.
func isBlank(s string) bool {
	return leadingBlanks(s) == len(s)
}
