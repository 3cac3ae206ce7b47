package flat

import (
	"slices"

	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
)

// Line is a line of text and where it stood. With a known span, Place.Start is the place of the first byte of Text.
type Line struct {
	Text   string
	Place  report.Place
	Turned bool // a character that turns the direction of the text stands before Text on the same line
	Edge   bool // it is the first or the last line of a page of paper
	before int  // words that stood on the same line before Text
	origin int  // the line that the reader was given
}

// Row is a row of a statutory table as the text has it.
type Row struct {
	Table   report.Table
	Edition report.Edition
	Row     report.Row
	Across  bool // the whole line of table four, all groups side by side
	Label   string
	How     printed.How
	Place   report.Place // of the label
	Cells   int          // how many the form has
	Pieces  []Piece
	Heads   []string // the heads of the columns as printed, when all were found; not of table four
	// Text is what stands between the label and the next one, as printed.
	Text   string
	Layout Layout
	// Glued tells that the number of the next label touches the last piece: 81 and 1. stand as 811.
	Glued bool
	// Heading is what stands between the caption of the row's block and its first row, heads and all; Over what stands in
	// front of the label on its line, behind the number or border before it.
	Heading, Over string
	// Muddled tells that the heads over the row stand in another order than the form prints them.
	Muddled bool
	// Ahead tells that numbers stand in front of the first label of the row's block: each label may belong to the numbers
	// before it.
	Ahead bool
	// Headless tells that the heads of the columns were not found above the row.
	Headless bool
	// ByOrder tells that the row lost its label and was taken by its place among the numbers; BySum that its own sum was
	// needed to find where it begins and ends.
	ByOrder, BySum bool
}

// Fits tells whether the row has as many pieces as the form has cells.
func (r *Row) Fits() bool { return len(r.Pieces) == r.Cells && !r.Glued }

// Piece is a printed text between two boundaries.
type Piece struct {
	Raw   string
	Place report.Place
	// Turned tells that a character before it on its line turns the direction of the text: its digits may be shown in another
	// order than they stand in.
	Turned bool
	// Folio tells that the number stands where copies of paper print the number of the page.
	Folio bool
}

// Layout says which boundaries a row was split at.
type Layout uint8

// The layouts.
const (
	ByBlank Layout = iota // line breaks and white space
	ByPipe                // pipes; an empty cell is kept
)

// Result is what a text holds of the statutory tables.
type Result struct {
	Rows     []Row
	Editions [3]report.Edition // by report.Table; NoEdition when the table was not found
	// Decided tells that labels of one edition alone were found, and not that one edition was as good as the other.
	Decided [3]bool
	Used    []bool // by line: it belongs to a table
	// Before is what stands right in front of the first label of each table.
	Before [3]string
}

// Reader finds rows. It is read-only once made and may be shared.
type Reader struct {
	sequences []sequence
	wrapping  wrapping
}

// New compiles the labels of all forms.
func New() *Reader {
	r := &Reader{wrapping: newWrapping()}
	for _, t := range report.Tables() {
		for _, e := range []report.Edition{report.Edition2019, report.Edition2021} {
			form, _ := report.FormOf(t, e)
			r.sequences = append(r.sequences, sequenceOf(form))
		}
	}
	return r
}

// MaxBytes is the longest text that is looked at; a report has 30 kB.
const MaxBytes = 4 << 20

// Read finds the tables that want asks for. It needs time in proportion to the text.
func (r *Reader) Read(lines []Line, want func(report.Table) bool) Result {
	result := Result{Used: make([]bool, len(lines))}
	s := newStream(r.wrapping.unwrap(lines))
	if s == nil {
		return result
	}
	used := make([]bool, len(s.lines))
	for _, t := range report.Tables() {
		if !want(t) {
			continue
		}
		best, decided := r.best(s, t, 0, len(s.normal))
		if !best.enough() {
			result.take(r.ordered(s, best))
			continue
		}
		result.Editions[t], result.Decided[t] = best.sequence.form.Edition, decided
		result.Before[t] = best.before()
		rows := best.rows(used)
		if slices.ContainsFunc(rows, func(row Row) bool { return !row.Fits() }) || len(rows) < best.sequence.rows {
			rows = result.complete(rows, r.ordered(s, best))
		}
		s.markFolios(rows)
		result.Rows = append(result.Rows, rows...)
		for _, other := range copies(s, best) {
			result.Rows = append(result.Rows, other.rows(used)...)
		}
	}
	s.tellUsed(used, result.Used)
	return result
}

// take adds the rows of a table whose labels did not stand in order.
func (r *Result) take(rows []Row) {
	if len(rows) > 0 {
		r.Editions[rows[0].Table] = rows[0].Edition
		r.Rows = append(r.Rows, rows...)
	}
}

// complete puts rows that were read by their order in the place of those that the labels did not give. Rows of the other
// edition stand for the whole table.
func (r *Result) complete(rows, ordered []Row) []Row {
	if len(ordered) == 0 || ordered[0].Edition == r.Editions[ordered[0].Table] || contradict(rows, ordered) {
		return fillIn(rows, ordered)
	}
	t := ordered[0].Table
	r.Editions[t], r.Decided[t] = ordered[0].Edition, true
	return ordered
}

// ordered reads the rows of a table by the order of their numbers, as far as that says anything.
func (r *Reader) ordered(s *stream, best *chain) []Row {
	switch best.sequence.form.Table {
	case report.Disclosure:
		return append(s.inBlocks(best), s.strayRows(best)...)
	case report.Disputes:
		if rows := s.lineOfFour(best); rows != nil {
			return rows
		}
		return s.inParts(best)
	}
	rows := r.byOrder(s, best)
	for i := range r.sequences {
		if q := &r.sequences[i]; len(rows) == 0 && q.form.Table == report.Applications && q != best.sequence {
			rows = r.byOrder(s, &chain{stream: s, sequence: q})
		}
	}
	return rows
}

// best finds a table in a part of the text, in the form that fits better. decided is false when both fit as well.
func (r *Reader) best(s *stream, t report.Table, from, to int) (best *chain, decided bool) {
	for i := range r.sequences {
		if r.sequences[i].form.Table != t {
			continue
		}
		c := findChain(s, &r.sequences[i], from, to)
		switch {
		case best == nil:
			best = c
		case c.better(best):
			best, decided = c, true
		default:
			decided = best.better(c)
		}
	}
	return best, decided
}

// mostCopies bounds how often the same table is looked for before and behind the one that was found.
const mostCopies = 2

// copies finds further copies of a table: a text may hold the report twice, and the copies may differ.
func copies(s *stream, c *chain) []*chain {
	var found []*chain
	from, to := c.anchors[0].start, c.anchors[len(c.anchors)-1].end
	for range mostCopies {
		before := findChain(s, c.sequence, 0, from)
		if !before.enough() {
			break
		}
		found, from = append(found, before), before.anchors[0].start
	}
	for range mostCopies {
		behind := findChain(s, c.sequence, to, len(s.normal))
		if !behind.enough() {
			break
		}
		found, to = append(found, behind), behind.anchors[len(behind.anchors)-1].end
	}
	return found
}

// tellUsed turns the use of the lines as they were put in order into that of the lines as they were given. What was
// left out between two used lines belongs to the table too.
func (s *stream) tellUsed(used, given []bool) {
	for i := range used {
		if used[i] {
			given[s.lines[i].origin] = true
		}
	}
	known := make([]bool, len(given))
	for i := range s.lines {
		known[s.lines[i].origin] = true
	}
	last := false
	for i := 0; i < len(given); i++ {
		if known[i] {
			last = given[i]
			continue
		}
		next := i
		for next < len(given) && !known[next] {
			next++
		}
		for ; i < next; i++ {
			given[i] = last && next < len(given) && given[next]
		}
		i--
	}
}
