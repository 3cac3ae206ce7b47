package extract

import (
	"cmp"
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/nianbao/nianbao/extract/blank"
	"github.com/nianbao/nianbao/extract/grid"
	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
)

// tableReader reads the tables of one page.
type tableReader struct {
	*session
	binder *binder
	places *grid.Sources // of the cells in the source, made when the first table asks
}

// read binds one table; false when it is no statutory one.
func (t *tableReader) read(block *Block) bool {
	if !t.reader.mayBeStatutory(block.Grid) && !t.binder.hinted {
		return false
	}
	if t.places == nil {
		t.places = grid.Locate(t.doc.text, t.doc.root)
	}
	block.spans = t.places.Spans(block.Grid)
	return t.binder.table(block)
}

// above is what stands over a table: the heading of the section and the lines between the table and what was before it.
type above struct {
	section int    // 0 when unknown, -1 above the first heading
	heading string // of the section
	lines   []string
	own     []string // all of these, and the <caption>, for the table in hand
	unit    string   // of money, that these lines name
}

// longestLine is the longest text, in bytes, that is taken for a title of a table and not for running text.
const longestLine = 150

// open begins a section.
func (a *above) open(number int, heading string) { *a = above{section: number, heading: heading} }

// line takes a block of text in. Running text is no title of a table.
func (a *above) line(text string) {
	if len(text) > longestLine {
		a.lines = nil
		return
	}
	if len(a.lines) == 2 {
		a.lines = a.lines[1:]
	}
	a.lines = append(a.lines[:len(a.lines):len(a.lines)], text)
}

// inside settles what stands over the table in hand.
func (a *above) inside(block *Block) {
	a.own, a.unit = nil, ""
	if a.section == 0 {
		return
	}
	if a.heading != "" && len(a.heading) < longestLine {
		a.own = append(a.own, a.heading)
	}
	a.own = append(a.own, a.lines...)
	for n := block.node.FirstChild; n != nil; n = n.NextSibling {
		if n.DataAtom == atom.Caption {
			if text := textOf(n); len(text) < longestLine {
				a.own = append(a.own, text)
			}
		}
	}
	for _, text := range a.own {
		if strings.Contains(text, "单位") {
			a.unit = joinUnits(a.unit, printed.MoneyUnit(text))
		}
	}
	a.lines = nil
}

func textOf(n *html.Node) string {
	var out strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			out.WriteString(d.Data)
		}
	}
	return blank.Trim(out.String())
}

// joinUnits gives the unit that two places name; when they contradict each other it is not known.
func joinUnits(a, b string) string {
	if a == "" || a == b {
		return b
	}
	if b == "" {
		return a
	}
	return printed.UnclearUnit
}

// mostRows is the number of rows that are taken from the tables of a page; the forms have 34 at most.
const mostRows = 10_000

// usualRows is how many rows the forms have, with a table cut in two.
const usualRows = 40

// propose hands a row over, with what stands above it.
func (b *binder) propose(e *Evidence) {
	if len(b.out.rows) >= mostRows {
		if len(b.out.rows) == mostRows && !b.full {
			b.full = true
			b.out.findings = append(b.out.findings, report.Finding{
				Relation: report.RuleGivenUp, Severity: report.Warning, Fault: report.FaultReader,
				Message: fmt.Sprintf("the page has more than %d rows with labels of the forms; the others were not read", mostRows),
			})
		}
		return
	}
	e.Veiled = b.block.Veiled
	e.Grid, e.Section, e.Above = b.block.Place.Table, b.above.section, b.above.own
	e.Doubt = cmp.Or(e.Doubt, b.context.doubt)
	e.Unit = joinUnits(joinUnits(b.above.unit, b.context.unit), printed.MoneyUnit(e.Label))
	if b.out.rows == nil {
		b.out.rows = make([]Evidence, 0, usualRows)
	}
	b.out.rows = append(b.out.rows, *e)
}

// mayBeStatutory is a quick look for a label of any form.
func (r *Reader) mayBeStatutory(g *grid.Grid) bool {
	for i := range g.Cells {
		if c := &g.Cells[i]; !c.Empty && !isFigure(c.Text) {
			l := printed.ReadLabel(c.Text)
			if len(r.lexicon.Exact(l)) > 0 || printed.CaptionItem(l.Normal) > 0 {
				return true
			}
		}
	}
	return false
}

// missing tells whether some statutory table has not been found yet.
func (s *session) missing() bool {
	var have [3]bool
	for i := range s.out.rows {
		have[s.out.rows[i].Table] = true
	}
	return have != [3]bool{true, true, true}
}

// readDivs looks for tables made of other elements, when some statutory table did not stand in a <table>. Their
// texts are blocks of running text, too, and are taken out of it.
func (t *tableReader) readDivs() {
	if t.doc.root == nil || !t.missing() || !t.hasFlatLabels() {
		return
	}
	number := 0
	for i := range t.doc.blocks {
		number = max(number, t.doc.blocks[i].Place.Table)
	}
	t.binder.hinted, t.binder.above = false, above{}
	found := grid.Config{}.FindDivs(t.doc.root)
	for _, layout := range t.doc.layouts {
		for i := range layout.Cells {
			found = append(found, grid.Config{}.FindDivs(layout.Cells[i].Node)...)
		}
	}
	taken := map[*html.Node]bool{}
	for _, g := range found {
		if !t.reader.mayBeStatutory(g) {
			continue
		}
		number++
		block := Block{Kind: TableKind, Grid: g, Place: report.Place{Table: number}, node: g.Node}
		if t.read(&block) {
			taken[g.Node] = true
		}
	}
	t.takeOut(taken)
}

// takeOut marks the blocks of running text that stand inside one of the elements.
func (t *tableReader) takeOut(elements map[*html.Node]bool) {
	if len(elements) == 0 {
		return
	}
	for i := range t.doc.blocks {
		for n := t.doc.blocks[i].node; n != nil; n = n.Parent {
			if elements[n] {
				t.outline.skip[i] = true
				break
			}
		}
	}
}
