package portal

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// TestPlainFoldsEveryCharacter holds that going over a text once gives what folding, dropping and joining give, for every
// character there is.
func TestPlainFoldsEveryCharacter(t *testing.T) {
	for r := rune(0); r <= utf8.MaxRune; r++ {
		text := "年" + string(r) + "报"
		kept := strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Cf, r) {
				return -1
			}
			return r
		}, text)
		if want, got := strings.Join(strings.Fields(width.Fold.String(kept)), ""), plain(text); got != want {
			t.Errorf("%U: %q, want %q", r, got, want)
		}
	}
	if got := plain("a\xff年报 "); got != "a\uFFFD年报" {
		t.Errorf("broken bytes: %q", got)
	}
}
