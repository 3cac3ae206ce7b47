package cage_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/nianbao/nianbao/fixtures/gallery"
	"github.com/nianbao/nianbao/web/cage"
)

const most = 64 << 20

// written gives what comes out of a page.
func written(t *testing.T, source string, span cage.Span) (page string, marked bool) {
	t.Helper()
	var out strings.Builder
	marked, _, err := cage.HTML(&out, source, span, most)
	if err != nil {
		t.Fatal(err)
	}
	return out.String(), marked
}

// TestMarks marks cells of every gallery page: what is marked is what stands there, once and whole.
func TestMarks(t *testing.T) {
	pages, cells := 0, 0
	for p := range gallery.Pages(1) {
		pages++
		n := 0
		for key, cell := range p.Truth.Cells {
			if n++; cell.End == 0 || n%97 != pages%97 {
				continue
			}
			cells++
			page, marked := written(t, p.Text, cage.Span{Start: cell.Start, End: cell.End})
			if got := squeezed(textOf(t, page, "mark")); !marked || got != squeezed(visible(t, p.Text[cell.Start:cell.End])) {
				t.Errorf("%s: %s: marked %q (%t), want %q", p.Name, key, got, marked, p.Text[cell.Start:cell.End])
			}
		}
	}
	if cells < 100 {
		t.Errorf("only %d cells of %d pages were looked at", cells, pages)
	}
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }

// visible is the text of a piece of source.
func visible(t *testing.T, source string) string {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(source))
	text := ""
	for z.Next() != html.ErrorToken {
		if token := z.Token(); token.Type == html.TextToken {
			text += token.Data
		}
	}
	return text
}

// textOf gives the text of all elements of a name.
func textOf(t *testing.T, page, name string) (text string) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(page))
	inside := false
	for z.Next() != html.ErrorToken {
		switch token := z.Token(); {
		case token.Data == name && token.Type == html.StartTagToken:
			inside = true
		case token.Data == name && token.Type == html.EndTagToken:
			inside = false
		case inside && token.Type == html.TextToken:
			text += token.Data
		}
	}
	return text
}

// TestOnlyShapes holds that nothing comes out but elements that shape text, with the spans of cells.
func TestOnlyShapes(t *testing.T) {
	check := func(name, page string) {
		t.Helper()
		z := html.NewTokenizer(strings.NewReader(page))
		for z.Next() != html.ErrorToken {
			token := z.Token()
			switch token.Type {
			case html.TextToken, html.EndTagToken:
				continue
			case html.StartTagToken:
			default:
				t.Fatalf("%s: %s %q", name, token.Type, token)
			}
			if !slices.Contains(shapes, token.Data) {
				t.Fatalf("%s: an element %s", name, token.Data)
			}
			for _, a := range token.Attr {
				if a.Key != "colspan" && a.Key != "rowspan" && (token.Data != "mark" || a.Key != "id") || strings.Trim(a.Val, "0123456789cel") != "" {
					t.Fatalf("%s: %s=%q on %s", name, a.Key, a.Val, token.Data)
				}
			}
		}
	}
	for p := range gallery.Pages(2) {
		page, _ := written(t, p.Text, cage.Span{})
		check(p.Name, page)
	}
	for h := range gallery.Hostiles() {
		page, _ := written(t, string(h.Bytes[:min(len(h.Bytes), 4<<20)]), cage.Span{Start: 10, End: 5000})
		check(h.Name, page)
	}
	for _, p := range tricks {
		page, _ := written(t, p, cage.Span{Start: 3, End: 20})
		check(p, page)
		if strings.Contains(page, "<script") || strings.Contains(page, "<img") || strings.Contains(page, "<a") {
			t.Errorf("%q became %q", p, page)
		}
	}
}

var shapes = strings.Fields(`table caption thead tbody tfoot tr td th p div br hr h1 h2 h3 h4 h5 h6 ul ol li dl dt dd pre blockquote
	b strong i em u sub sup center mark`)

// tricks are ways in which sanitisers were fooled, in own words.
var tricks = []string{
	`<script>alert(1)</script>`, `<scr<script>ipt>alert(1)</script>`, `<svg/onload=alert(1)>`, `<svg><style><img src=x onerror=alert(1)></style></svg>`,
	`<math><mi><table><mglyph><style><img src=x onerror=alert(1)>`, `<noscript><p title="</noscript><img src=x onerror=alert(1)>">`,
	`<td colspan="2 onclick=alert(1)">x`, `<td colspan='2"onclick=alert(1)'>x`, `<td style="background:url(//h.test)">x`, `<p onclick=alert(1)>x`,
	`<a href="javascript:alert(1)">x</a>`, `<base href="//h.test"><link rel=stylesheet href=x>`, `<meta http-equiv=refresh content="0;url=//h.test">`,
	`<iframe srcdoc="<script>alert(1)</script>"></iframe>`, `<template><script>alert(1)</script></template>`, `<textarea><script>alert(1)</script></textarea>`,
	`<title><img src=x onerror=alert(1)></title>`, `<!--><script>alert(1)</script>-->`, `<![CDATA[<script>alert(1)</script>]]>`, `<?xml <script>alert(1)</script> ?>`,
	`&lt;script&gt;alert(1)&lt;/script&gt;`, `<plaintext><script>alert(1)</script>`, `<xmp><script>alert(1)</script></xmp>`, `<form action=//h.test><input autofocus onfocus=alert(1)>`,
	"<p\x00><script\x00>alert(1)</script>", `<table background="javascript:alert(1)"><tr><td>x`, `<div/onmouseover='alert(1)'>x`, `<b <script>alert(1)</script>`,
}

// TestTextIsKept holds what people could read, and what they could not.
func TestTextIsKept(t *testing.T) {
	page, _ := written(t, `<style>p{}</style><p>甲<span>乙</span>&lt;b&gt; & 丙</p><script>丁</script><section>戊</section><img alt=x>`, cage.Span{})
	if want := `<p>甲乙&lt;b&gt; &amp; 丙</p><div>戊</div> ▢ `; page != want {
		t.Errorf("%q, want %q", page, want)
	}
	var out strings.Builder
	marked, cut, err := cage.Text(&out, "甲 <b>12</b>", cage.Span{Start: 7, End: 9}, most)
	if want := `<pre>甲 &lt;b&gt;<mark id="cell">12</mark>&lt;/b&gt;</pre>`; err != nil || !marked || cut || out.String() != want {
		t.Errorf("%q %t %t %v, want %q", out.String(), marked, cut, err, want)
	}
}

// TestCut holds that a long page is cut, said so, and never before the mark.
func TestCut(t *testing.T) {
	source := strings.Repeat("<p>甲</p>", 1000) + "<p>12</p>" + strings.Repeat("<p>乙</p>", 1000)
	at := strings.Index(source, "12")
	var out strings.Builder
	marked, cut, err := cage.HTML(&out, source, cage.Span{Start: at, End: at + 2}, 2000)
	if err != nil || !marked || !cut || out.Len() > 2200 || !strings.Contains(out.String(), `<mark id="cell">12</mark>`) {
		t.Errorf("%d bytes, marked %t, cut %t, %v", out.Len(), marked, cut, err)
	}
}
