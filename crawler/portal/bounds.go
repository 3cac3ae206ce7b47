package portal

import (
	"fmt"
	"strings"
)

// Bounds of a page that is made into a tree: about ten times what the largest honest list has. A tag takes some 300
// bytes of memory.
const (
	mostBytes = 4 << 20
	mostTags  = 100_000
	mostNodes = 1_000_000
)

var errTooManyBytes = fmt.Errorf("larger than %d MiB, more than is read of a list page", mostBytes>>20)

// bounded gives the text of a page as it may be parsed, or says why it may not.
func bounded(text string) (string, error) {
	tags := strings.Count(text, "<")
	if tags > mostTags {
		return "", fmt.Errorf("%d tags, more than the %d that are read of a list page", tags, mostTags)
	}
	if tags*(min(countFormats(text), deepestTree)+1) <= mostNodes {
		return text, nil
	}
	return withoutFormats(text), nil
}

// deepestTree is how deep the parser lets a tree get.
const deepestTree = 512

// countFormats counts the tags that open an element of formatting. The parser opens each of those that are not closed
// anew in every paragraph that follows, so that n tags may become n² nodes.
func countFormats(text string) int {
	n := 0
	for {
		at := strings.IndexByte(text, '<')
		if at < 0 {
			return n
		}
		text = text[at+1:]
		if isFormat(text) {
			n++
		}
	}
}

// withoutFormats gives every element of formatting a name that formats nothing: what is read of a list page does not
// depend on them.
func withoutFormats(text string) string {
	var b strings.Builder
	b.Grow(len(text) + len(text)/8)
	for {
		at := strings.IndexByte(text, '<')
		if at < 0 {
			b.WriteString(text)
			return b.String()
		}
		b.WriteString(text[:at+1])
		text = text[at+1:]
		if rest, closing := strings.CutPrefix(text, "/"); closing {
			b.WriteByte('/')
			text = rest
		}
		if isFormat(text) {
			b.WriteString("x-")
		}
	}
}

// isFormat tells whether a tag, without its "<", is one of the elements that WHATWG HTML 13.2.4.3 lists as formatting.
// Links are not among the answers: the parser closes one before it opens the next.
func isFormat(tag string) bool {
	const longest = len("strike")
	end := 0
	for end < len(tag) && end <= longest && isLetter(tag[end]) {
		end++
	}
	if end == 0 || end > longest {
		return false
	}
	switch strings.ToLower(tag[:end]) {
	case "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u":
		return true
	}
	return false
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
