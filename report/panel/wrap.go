package panel

import (
	"strings"
	"unicode/utf8"
)

// Wrap breaks a text into lines of at most so many half-width places: between words, and anywhere in Chinese.
func Wrap(text string, most int) (lines []string) {
	var line strings.Builder
	used := 0
	for word := range words(text) {
		w := placesOf(word)
		if used > 0 && used+placesOf(strings.TrimRight(word, " ")) > most {
			lines = append(lines, strings.TrimRight(line.String(), " "))
			line.Reset()
			used = 0
		}
		line.WriteString(word)
		used += w
	}
	return append(lines, strings.TrimRight(line.String(), " "))
}

// words gives the parts between which a line may end: a word with the space behind it, or one Chinese character.
func words(text string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		start := 0
		for end := 0; end < len(text); {
			r, size := utf8.DecodeRuneInString(text[end:])
			end += size
			if r == ' ' || r >= wide {
				if !yield(text[start:end]) {
					return
				}
				start = end
			}
		}
		if start < len(text) {
			yield(text[start:])
		}
	}
}

// wide is the first character of the blocks that take two places: CJK radicals and what follows.
const wide = 0x2E80

func placesOf(text string) (n int) {
	for _, r := range text {
		n++
		if r >= wide {
			n++
		}
	}
	return n
}
