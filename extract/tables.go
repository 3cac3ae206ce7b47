package extract

import (
	"golang.org/x/net/html"

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
	t.binder.hinted = false
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
