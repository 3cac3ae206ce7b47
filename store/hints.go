package store

import (
	"encoding/json"
	"strings"

	"github.com/nianbao/nianbao/report/page"
)

// better tells whether hints a say more than hints b. A page that is seen in several lists keeps the best hints,
// whichever list was read first: those with the more specific division, then those that name the body, the
// source, the date and the title, in this order, those of a body's own column, then the first in the order of their JSON text.
func better(a, b page.Hints) bool {
	if x, y := specificity(a), specificity(b); x != y {
		return x > y
	}
	return encodeHints(a) < encodeHints(b)
}

func specificity(h page.Hints) int {
	code := h.Division
	for strings.HasSuffix(code, "000") { // a county written with the twelve digits of a village
		code = strings.TrimSuffix(code, "000")
	}
	n := len(code) << 4
	for i, said := range []string{h.ListTitle, h.ListDate, h.Source, h.Agency} {
		if said != "" {
			n |= 1 << i
		}
	}
	n <<= 1
	if h.Own {
		n |= 1
	}
	return n
}

// encodeHints writes hints as JSON; equal hints give equal texts.
func encodeHints(h page.Hints) string {
	text, err := json.Marshal(h)
	if err != nil { // a struct of strings always has a JSON form
		panic(err)
	}
	return string(text)
}

func decodeHints(text string) (h page.Hints, err error) {
	return h, decodeAll(&decoding{text, &h})
}
