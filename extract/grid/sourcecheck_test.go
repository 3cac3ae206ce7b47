package grid_test

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/nianbao/nianbao/extract/blank"
	"github.com/nianbao/nianbao/extract/grid"
)

// checkSources holds what must be true of every span: it lies in the source,
// and the source there reads the same as the tree. It reads the source with
// the parser's own tokenizer, not with the package's.
func checkSources(tb testing.TB, page string) {
	tb.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return
	}
	s := grid.Locate(page, root)
	for _, n := range elements(root, "td", "th") {
		span := s.Cell(n)
		inRange(tb, page, span)
		if span.Known() && plain(n) {
			if got, want := stripped(page[span.Start:span.End]), ownText(n); got != want {
				tb.Fatalf("cell %v reads %q, tree has %q", span, got, want)
			}
		}
	}
	for n := range root.Descendants() {
		if n.Type != html.TextNode {
			continue
		}
		span := s.Text(n)
		inRange(tb, page, span)
		if span.Known() && n.Parent.Namespace == "" && n.Parent.Data != "textarea" && n.Parent.Data != "title" {
			if got, want := stripped(page[span.Start:span.End]), squeeze(n.Data); got != want {
				tb.Fatalf("text %v reads %q, tree has %q", span, got, want)
			}
		}
	}
}

func inRange(tb testing.TB, page string, s grid.Span) {
	tb.Helper()
	if s.Start < 0 || s.End < s.Start || s.End > len(page) {
		tb.Fatalf("span %v outside of %d bytes", s, len(page))
	}
}

// plain reports whether a cell holds text and inline elements only, so that
// its text is that of its source without tags.
func plain(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && !strings.Contains(" p b i br div span font a li ", " "+d.Data+" ") || len(d.Attr) > 0 {
			return false
		}
	}
	return true
}

func ownText(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return squeeze(b.String())
}

// stripped returns the text of a piece of source.
func stripped(source string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(source))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return squeeze(b.String())
		case html.TextToken:
			b.Write(z.Text())
		}
	}
}

// squeeze drops all blanks.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if blank.Is(r) {
			return -1
		}
		return r
	}, s)
}
