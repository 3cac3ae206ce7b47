package blank_test

import (
	"testing"

	"github.com/nianbao/nianbao/extract/blank"
)

const (
	wide = " \t\n\r\v\f\x7f\u0085\u00a0\u1680\u2000\u200a\u2028\u202f\u205f\u2800\u3000\u3164"
	thin = "\x00\u00ad\u180e\u200b\u200d\u200e\u202e\u2060\u206f\ufe0f\ufeff"
)

func TestCharacters(t *testing.T) {
	for _, r := range wide + thin + "\u061c\ufff9\U0001d173\U000e0041" {
		if !blank.Is(r) || blank.Trim(string(r)+"1"+string(r)) != "1" || !blank.Only(string(r)) {
			t.Errorf("%U shows something", r)
		}
	}
	for _, r := range wide {
		if !blank.Wide(r) || blank.ZeroWidth(r) {
			t.Errorf("%U has no width", r)
		}
	}
	for _, r := range thin {
		if blank.Wide(r) || !blank.ZeroWidth(r) {
			t.Errorf("%U has a width", r)
		}
	}
	for _, r := range "0-~¡é一。，（〔“—…／０\u0600\u110bd\ufffd𠀀🀄" {
		if s := string(r); blank.Is(r) || blank.Wide(r) || blank.ZeroWidth(r) || blank.Trim(" "+s+" ") != s {
			t.Errorf("%U is blank", r)
		}
	}
}

// TestLead holds that no character is missed by looking at its first byte, and that what has no width shows nothing.
func TestLead(t *testing.T) {
	for r := rune(0x80); r <= 0x10ffff; r++ {
		if r >= 0xd800 && r <= 0xdfff {
			continue
		}
		if blank.Is(r) && !blank.Lead(string(r)[0]) {
			t.Errorf("%U begins with another byte", r)
		}
		if blank.ZeroWidth(r) && !blank.Is(r) {
			t.Errorf("%U has no width and is not blank", r)
		}
	}
}
