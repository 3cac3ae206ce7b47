// Package blank knows the characters that show nothing: white space of any width, control characters, and the characters
// without width that [strings.TrimSpace] and [unicode.IsSpace] do not know.
package blank

import "unicode/utf8"

// Is reports whether the character shows nothing: white space, control characters, and the characters of [ZeroWidth].
func Is(r rune) bool {
	switch {
	case r <= ' ':
		return true
	case r < 0x7f:
		return false
	case r <= 0xa0, r == 0xad:
		return true
	case r < 0x1680:
		return r == 0x61c || r == 0x115f || r == 0x1160
	case r == 0x1680, r == 0x180e:
		return true
	case r < 0x2000:
		return false
	case r <= 0x200f, r >= 0x2028 && r <= 0x202f, r >= 0x205f && r <= 0x206f:
		return true
	case r < 0x2800:
		return false
	case r == 0x2800, r == 0x3000, r == 0x3164, r >= 0xfe00 && r <= 0xfe0f, r == 0xfeff, r == 0xffa0, r >= 0xfff9 && r <= 0xfffb:
		return true
	}
	return r >= 0x1d173 && r <= 0x1d17a || r >= 0xe0000 && r <= 0xe007f
}

// ZeroWidth reports whether the character has no width either, so that it separates nothing.
func ZeroWidth(r rune) bool {
	return r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2060 && r <= 0x206f ||
		r == 0xfeff || r == 0xad || r == 0x180e || r == 0 || r >= 0xfe00 && r <= 0xfe0f
}

// Wide reports whether the character shows nothing and takes up room, as white space does.
func Wide(r rune) bool { return Is(r) && !ZeroWidth(r) }

// Lead reports whether a blank character beyond ASCII can start with the byte b of UTF-8.
func Lead(b byte) bool {
	switch b {
	case 0xc2, 0xd8, 0xe1, 0xe2, 0xe3, 0xef, 0xf0, 0xf3:
		return true
	}
	return false
}

// Trim cuts blank characters (see [Is]) from both ends. The result shares
// memory with s.
func Trim(s string) string {
	start := Leading(s)
	return s[start : len(s)-Trailing(s[start:])]
}

// Leading returns the length in bytes of the blanks s starts with.
func Leading(s string) int {
	i := 0
	for i < len(s) {
		if b := s[i]; b < utf8.RuneSelf {
			if b > ' ' && b != 0x7f {
				break
			}
			i++
			continue
		} else if !Lead(b) {
			break
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if !Is(r) {
			break
		}
		i += size
	}
	return i
}

// Trailing returns the length in bytes of the blanks s ends with.
func Trailing[T string | []byte](s T) int {
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
		if !Is(r) {
			break
		}
		end -= size
	}
	return len(s) - end
}

// Only reports whether s shows nothing.
func Only(s string) bool {
	return Leading(s) == len(s)
}
