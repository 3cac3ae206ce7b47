package extract

import (
	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
)

// Evidence is what the page says of one row of a statutory table: the row that the labels name, and the pieces
// that are printed for it. A grid gives pieces whose positions are known; a stream of tokens gives pieces whose
// order is known and whose boundaries perhaps are not. Both propose; settling decides which piece fills which cell.
type Evidence struct {
	Table report.Table
	Row   report.Row
	// Keys are the cells that the pieces stand for, one to one. Empty when the head over the row was not read:
	// then the pieces stand in the order of the form. A zero Place in Pieces is never a cell.
	Keys   []report.Key
	Pieces []Piece
	// Shape tells why the pieces do not stand for the cells one to one; empty when they do.
	Shape string
	// Uncertain tells that the place of the numbers was inferred and not given by the labels alone.
	Uncertain bool
	Label     string // as printed
	How       printed.How
	Place     report.Place // of the label, or of the row
	Text      string       // of a row from running text: all that stands between its label and the next
	// Grid is the number of the <table> that the row stands in, 0 for running text; Section the number of the section
	// above it, 0 when unknown and -1 above the first; Above the heading of that section and the lines over the table.
	Grid, Section int
	Above         []string
	// Doubt is the text that casts doubt on every number of the row; Unit the unit of money that label, corner, caption
	// or the lines above name. Headless tells that no head named the columns.
	Doubt, Unit string
	Headless    bool
	// Split tells that the label spans rows of numbers that have no label of their own.
	Split bool
	// Ahead tells that numbers stand in front of the labels of the row's block.
	Ahead bool
	// Veiled tells that a style sheet does not show the table of the row.
	Veiled bool
	// Across tells that the row is a whole line of table four, all of its groups side by side.
	Across bool
}

// Piece is one printed text where a value is expected.
type Piece struct {
	Raw   string
	Place report.Place
	Unit  string // the unit that the head of the column prints; empty when it prints none
	Head  string // the head of the column as printed
	Doubt string // what in the head names something else than the form does
	// Merged tells that the cell spans the cells of other rows of data: whose number it is, or of which rows the sum, is open.
	Merged bool
	// Open tells that the text is not all that stands there: a picture, a form control, digits that are struck out,
	// digits that another direction of the text shows in another order.
	Open bool
	// Media names what stands beside the text and is none: the picture 4.png.
	Media string
	// Folio tells that the number may be that of a page, of a copy of paper that lost the cell's own.
	Folio bool
}

// evidence collects what is proposed on a page, with the votes of the labels for an edition of each table.
type evidence struct {
	rows       []Evidence
	votes      [3][3]int // by report.Table and report.Edition
	unconsumed []report.Unconsumed
	findings   []report.Finding
	notes      []tableNote // rows of text in tables
}

// vote counts a label that only some editions print.
func (e *evidence) vote(w *printed.Word) {
	if w.In(report.Edition2019) != w.In(report.Edition2021) {
		for _, edition := range []report.Edition{report.Edition2019, report.Edition2021} {
			if w.In(edition) {
				e.votes[w.Table][edition]++
			}
		}
	}
}
