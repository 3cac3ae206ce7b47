package panel_test

import (
	"slices"
	"testing"

	"github.com/nianbao/nianbao/report/panel"
)

func TestWrap(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		most int
		want []string
	}{
		"fits":         {"one two", 7, []string{"one two"}},
		"words":        {"one two three", 8, []string{"one two", "three"}},
		"Chinese":      {"中位数不计", 6, []string{"中位数", "不计"}},
		"mixed":        {"N 的 中位数", 6, []string{"N 的", "中位数"}},
		"a long word":  {"applications.received.total is", 10, []string{"applications.received.total", "is"}},
		"nothing":      {"", 10, []string{""}},
		"broken bytes": {"a \xff\xffb", 2, []string{"a", "\xff", "\xff", "b"}},
	} {
		if got := panel.Wrap(c.text, c.most); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
}
