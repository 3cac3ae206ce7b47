package solve_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/extract/solve"
	"github.com/nianbao/nianbao/report"
)

// page is an invented report: its true numbers, and the text of every row as a page may show it.
type page struct {
	forms report.Forms
	truth map[report.Key]int64
	rows  [][]report.Key // tables three and four, row by row; table four in one row
}

// newPage draws a report that balances. Rows are mostly zero, as real ones are; size is about the greatest leaf;
// 0 asks for numbers that are easily mistaken for one another when they are glued.
func newPage(rng *rand.Rand, e report.Edition, size int) *page {
	p := &page{forms: report.Forms{report.NoEdition, e, e}, truth: map[report.Key]int64{}}
	form, _ := report.FormOf(report.Applications, e)
	rows, columns := form.Blocks[0].Rows, form.Blocks[0].Columns
	at := func(r report.Row, c report.Column) report.Key {
		return report.Key{Table: report.Applications, Row: r, Column: c}
	}
	for _, c := range columns[:len(columns)-1] {
		var results int64
		for _, r := range rows {
			if r.Row > report.RowCarriedIn && r.Row < report.RowTotal {
				v := leaf(rng, c.Column, size)
				p.truth[at(r.Row, c.Column)] = v
				results += v
			}
		}
		out := leaf(rng, c.Column, size)
		in := min(leaf(rng, c.Column, size), results+out)
		p.truth[at(report.RowTotal, c.Column)], p.truth[at(report.RowCarriedOut, c.Column)] = results, out
		p.truth[at(report.RowCarriedIn, c.Column)], p.truth[at(report.RowReceived, c.Column)] = in, results+out-in
	}
	form, _ = report.FormOf(report.Disputes, e)
	for _, k := range form.Keys() {
		if p.truth[k] = leaf(rng, k.Column, size); k.Column == report.ColumnTotal {
			p.truth[k] = 0
		}
	}
	p.sum()
	return p
}

func leaf(rng *rand.Rand, c report.Column, size int) int64 {
	few := 3
	switch c {
	case report.ColumnPerson, report.ColumnUpheld:
		few = 1
	case report.ColumnBusiness, report.ColumnOther, report.ColumnPending:
		few = 2
	}
	if rng.IntN(few+1) > 0 {
		return 0
	}
	if size == 0 {
		return treacherous[rng.IntN(len(treacherous))]
	}
	return int64(rng.IntN(1 + rng.IntN(size)))
}

// treacherous numbers can be cut from one another's digits.
var treacherous = []int64{1, 2, 10, 11, 12, 20, 21, 22, 100, 101, 110, 111}

// sum fills the last column of every row, and lists the rows.
func (p *page) sum() {
	for _, t := range []report.Table{report.Applications, report.Disputes} {
		form, _ := report.FormOf(t, p.forms[t])
		var row []report.Key
		var sum int64
		for _, k := range form.Keys() {
			row = append(row, k)
			if k.Column != report.ColumnTotal {
				sum += p.truth[k]
				continue
			}
			p.truth[k] = sum
			if sum = 0; t == report.Applications || k.Row == report.RowSuitAfter {
				p.rows, row = append(p.rows, row), nil
			}
		}
	}
}

// runs writes the rows as text in which each boundary between two numbers is left with the given share.
func (p *page) runs(rng *rand.Rand, left float64) []solve.Run {
	var runs []solve.Run
	for _, keys := range p.rows {
		runs = append(runs, p.run(rng, left, keys))
	}
	return runs
}

func (p *page) run(rng *rand.Rand, left float64, keys []report.Key) solve.Run {
	run := solve.Run{Keys: keys}
	for j, k := range keys {
		if j == 0 || rng.Float64() < left {
			run.Chunks = append(run.Chunks, "")
		}
		run.Chunks[len(run.Chunks)-1] += report.Int(p.truth[k]).String()
	}
	return run
}

// mixedRuns writes some rows of table three two in one run, some only from a later cell on, and leaves some out.
func (p *page) mixedRuns(rng *rand.Rand, left float64) []solve.Run {
	var runs []solve.Run
	for i := 0; i < len(p.rows); i++ {
		keys := p.rows[i]
		switch rng.IntN(6) {
		case 0:
			if i+2 < len(p.rows) {
				i++
				keys = append(append([]report.Key{}, keys...), p.rows[i]...)
			}
		case 1:
			keys = keys[rng.IntN(len(keys)):]
		case 2:
			continue
		}
		runs = append(runs, p.run(rng, left, keys))
	}
	return runs
}

// printed puts every number into its cell.
func (p *page) printed() *report.Report {
	r := &report.Report{Forms: p.forms, Year: 2023}
	for k, v := range p.truth {
		*r.Cells.At(k) = report.Cell{State: report.Printed, Value: report.Int(v)}
	}
	return r
}

// outcome counts the cells of solved pages.
type outcome struct{ cells, read, thin, wrong, named, silent int }

// judge compares the cells with what was printed; a wrong cell is named when a doubt or a finding names it.
func (o *outcome) judge(t *testing.T, r *report.Report, got solve.Result, printed map[report.Key]int64) {
	r.Spent = got.Spent
	named := map[report.Key]bool{}
	for _, d := range got.Doubts {
		for _, k := range d.Cells {
			named[k] = true
			if d.Reason == solve.Thin {
				o.thin++
			}
		}
	}
	for _, f := range report.Check(r) {
		for _, k := range f.Cells {
			named[k] = true
		}
	}
	for k, want := range printed {
		o.cells++
		v, ok := r.Cells.At(k).Number()
		if !ok {
			continue
		}
		o.read++
		if v.Equal(report.Int(want)) {
			continue
		}
		o.wrong++
		if named[k] {
			o.named++
		} else {
			o.silent++
			t.Logf("%s: read %s, printed %d", k, v, want)
		}
	}
}

func words(s string) []string { return strings.Fields(s) }
