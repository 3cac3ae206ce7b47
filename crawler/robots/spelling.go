package robots

import "strings"

// use says what a normalised text is for.
type use bool

const (
	inPattern use = true  // "*" and a final "$" are special
	inURL     use = false // "*" and "$" are themselves
)

const upperHex = "0123456789ABCDEF"

// normalise brings percent-encoding into one form (RFC 9309 section 2.2.2, RFC 3986
// section 6.2.2): unreserved characters stand for themselves, octets outside of
// printable ASCII are escaped, escapes are in upper case. A literal "*" or "$" of a
// URL, and a "$" inside a pattern, become %2A and %24.
func normalise(s string, kind use) string {
	var b strings.Builder
	b.Grow(len(s) + 8)
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			octet := unhex(s[i+1])<<4 | unhex(s[i+2])
			i += 2
			if isUnreserved(octet) {
				b.WriteByte(octet)
			} else {
				escape(&b, octet)
			}
		case c == '*' && kind == inPattern, c == '$' && kind == inPattern && i == len(s)-1:
			b.WriteByte(c)
		case c == '*', c == '$', c == '%', mustEscape(c):
			escape(&b, c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// spellingsOf returns the ways to write a request path that mean the same to a
// rule: normalised, and, when its query holds reserved characters that may stand
// there escaped or not (as in ?u=https://a.test), all of them so and all of them so.
func spellingsOf(path string) []string {
	path, _, _ = strings.Cut(path, "#")
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	file, query, asked := strings.Cut(normalise(path, inURL), "?")
	file = withoutDots(file)
	if !asked {
		return []string{file}
	}
	all := []string{file + "?" + query}
	for _, other := range []string{queryEscaper.Replace(query), queryUnescaper.Replace(query)} {
		if other != query {
			all = append(all, file+"?"+other)
		}
	}
	return all
}

// The reserved characters that a query may hold as they are, without meaning there.
var (
	queryEscaper   = strings.NewReplacer(":", "%3A", "/", "%2F", "?", "%3F", "@", "%40")
	queryUnescaper = strings.NewReplacer("%3A", ":", "%2F", "/", "%3F", "?", "%40", "@")
)

// withoutDots resolves "." and ".." segments, which a server would resolve too.
func withoutDots(path string) string {
	if !strings.Contains(path, "/.") {
		return path
	}
	var kept []string
	segments := strings.Split(path[1:], "/")
	for i, s := range segments {
		last := i == len(segments)-1
		switch {
		case s == ".." && len(kept) > 0:
			kept = kept[:len(kept)-1]
		case s != "." && s != "..":
			kept = append(kept, s)
			continue
		}
		if last {
			kept = append(kept, "")
		}
	}
	return "/" + strings.Join(kept, "/")
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func unhex(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c >= 'a':
		return c - 'a' + 10
	default:
		return c - 'A' + 10
	}
}

// isUnreserved is the set of RFC 3986 section 2.3.
func isUnreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
}

// mustEscape holds for octets that may not stand in a URL as they are.
func mustEscape(c byte) bool {
	return c <= ' ' || c >= 0x7f || strings.IndexByte("\"<>\\^`{|}", c) >= 0
}

func escape(b *strings.Builder, c byte) {
	b.Write([]byte{'%', upperHex[c>>4], upperHex[c&15]})
}
