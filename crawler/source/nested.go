package source

import (
	"bytes"
	"errors"
	"fmt"
)

// mostNested is how deep a YAML file may nest; a sources file needs about ten levels.
const mostNested = 100

// Nested refuses a YAML text that nests deeper than any file of this program does: a decoder takes memory in the square of
// the depth. It counts brackets that are open, list marks side by side and spaces before a line, quotes or not.
func Nested(text []byte) error {
	open, number := 0, 0
	for line := range bytes.SplitSeq(text, []byte("\n")) {
		number++
		rest := bytes.TrimLeft(line, " \t-?:")
		marks := bytes.Count(line[:len(line)-len(rest)], []byte("- ")) + bytes.Count(line[:len(line)-len(rest)], []byte("? "))
		if marks > mostNested || len(line)-len(rest) > 2*mostNested+marks*2 && len(bytes.TrimSpace(rest)) > 0 {
			return fmt.Errorf("line %d: %w", number, errDeep)
		}
		for _, c := range rest {
			switch c {
			case '[', '{':
				open++
			case ']', '}':
				open = max(open-1, 0)
			}
			if open > mostNested {
				return fmt.Errorf("line %d: %w", number, errDeep)
			}
		}
	}
	return nil
}

var errDeep = errors.New("nests more than 100 levels deep")
