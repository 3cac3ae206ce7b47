package chart

import (
	"fmt"
	"html"
	"strconv"
	"strings"
)

// drawing collects the elements of a figure.
type drawing struct{ strings.Builder }

// begin opens a figure of so many units; label is what it says in words.
func begin(width, height float64, label string, more ...string) *drawing {
	d := &drawing{}
	fmt.Fprintf(d, `<svg xmlns="http://www.w3.org/2000/svg" class="chart" `+strings.Join(more, " ")+` viewBox="0 0 %s %s" width="%s" height="%s" role="img" aria-label="%s" font-family="sans-serif" font-size="11">`,
		num(width), num(height), num(width), num(height), html.EscapeString(label))
	return d
}

func (d *drawing) end() string { d.WriteString("</svg>"); return d.String() }

// rect draws a box; title is shown on pointing at it.
func (d *drawing) rect(x, y, w, h float64, class, fill, title string) {
	fmt.Fprintf(d, `<rect x="%s" y="%s" width="%s" height="%s" class="%s" fill="%s">`, num(x), num(y), num(w), num(h), class, fill)
	if title != "" {
		fmt.Fprintf(d, `<title>%s</title>`, html.EscapeString(title))
	}
	d.WriteString("</rect>")
}

func (d *drawing) line(x1, y1, x2, y2 float64, class, dashes string) {
	fmt.Fprintf(d, `<line x1="%s" y1="%s" x2="%s" y2="%s" class="%s" stroke="#888"`, num(x1), num(y1), num(x2), num(y2), class)
	if dashes != "" {
		fmt.Fprintf(d, ` stroke-dasharray="%s"`, dashes)
	}
	d.WriteString("/>")
}

func (d *drawing) text(x, y float64, anchor, class, text string) {
	fmt.Fprintf(d, `<text x="%s" y="%s" text-anchor="%s" class="%s" fill="#444">%s</text>`, num(x), num(y), anchor, class, html.EscapeString(text))
}

// bold writes a heading, small a figure above a bar, legible over a line.
func (d *drawing) bold(x, y float64, text string) {
	fmt.Fprintf(d, `<text x="%s" y="%s" class="heading" font-size="15" font-weight="bold" fill="#222">%s</text>`, num(x), num(y), html.EscapeString(text))
}

func (d *drawing) small(x, y float64, text string) {
	fmt.Fprintf(d, `<text x="%s" y="%s" text-anchor="middle" class="figure" font-size="10" fill="#444" stroke="#fff" stroke-width="3" paint-order="stroke">%s</text>`, num(x), num(y), html.EscapeString(text))
}

// open moves what follows until close.
func (d *drawing) open(x, y float64) {
	fmt.Fprintf(d, `<g transform="translate(%s %s)">`, num(x), num(y))
}

func (d *drawing) close() { d.WriteString("</g>") }

// num writes a coordinate with at most one decimal.
func num(f float64) string {
	return strings.TrimSuffix(strconv.FormatFloat(f, 'f', 1, 64), ".0")
}

// Colours of figures that stand alone; a page replaces them by class.
const (
	colourBar    = "#2f6f73"
	colourDoubt  = "#c58a1a"
	colourMedian = "#8a3b2a"
	colourLess   = "#c9d0d2"
)
