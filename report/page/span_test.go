package page_test

import (
	"testing"

	"golang.org/x/net/html/charset"

	"github.com/nianbao/nianbao/fixtures/gallery"
	"github.com/nianbao/nianbao/report/page"
)

// TestRawSpan leads every number of every gallery page, in every encoding, back to its raw bytes: these bytes alone,
// decoded, are what stands there.
func TestRawSpan(t *testing.T) {
	encodings, n := map[string]int{}, 0
	for p := range gallery.Pages(1) {
		text := page.Decode(p.Bytes, p.ContentType)
		if text.Text != p.Text {
			continue // a page whose label lies; its truth is about another text
		}
		for key, cell := range p.Truth.Cells {
			if n++; cell.End == 0 || n%97 != 0 {
				continue
			}
			from, to, ok := page.RawSpan(p.Bytes, p.ContentType, cell.Start, cell.End)
			if !ok || text.Text[cell.Start:cell.End] != decoded(t, p.Bytes[from:to], text.Encoding) {
				t.Fatalf("%s: %s stands at %d–%d: %v, %q", p.Name, key, from, to, ok, p.Text[cell.Start:cell.End])
			}
		}
		encodings[text.Encoding]++
	}
	if len(encodings) < 3 {
		t.Errorf("encodings: %v", encodings)
	}
}

func decoded(t *testing.T, raw []byte, name string) string {
	t.Helper()
	e, _ := charset.Lookup(name)
	out, err := e.NewDecoder().Bytes(raw)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// TestRawSpanRefuses holds that nothing is guessed where there is no such place.
func TestRawSpanRefuses(t *testing.T) {
	for name, span := range map[string][2]int{"behind the end": {0, 99}, "before the beginning": {-1, 2}, "backwards": {3, 2}} {
		if _, _, ok := page.RawSpan([]byte("政府"), "", span[0], span[1]); ok {
			t.Errorf("%s: a place was given", name)
		}
	}
	gbk := []byte{0xD5, 0xFE, 0xB8, 0xAE} // 政府
	if _, _, ok := page.RawSpan(gbk, "text/html; charset=gbk", 1, 3); ok {
		t.Error("inside a character: a place was given")
	}
}
