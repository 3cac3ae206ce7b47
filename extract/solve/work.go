package solve

import (
	"slices"

	"github.com/nianbao/nianbao/report"
)

// work is the solving of one table from the cells of the report and back.
type work struct {
	table
	cells *report.Cells
	runs  []Run
	out   *Result
	mine  []int   // the runs of this table
	local [][]int // their cells
	done  []bool  // runs with nothing left to decide
}

// largestValue bounds the numbers that take part in sums.
const largestValue = 1_000_000_000_000

// do solves the table: empty cells that follow from what is certain, then the runs, then empty cells again.
func (w *work) do() {
	w.takeRuns()
	w.load()
	if len(w.mine) == 0 {
		w.fill(true)
		return
	}
	certain := w.known
	w.fill(false)
	w.readRuns(&certain)
	w.known = certain
	w.fill(true)
}

// takeRuns collects the runs of the table and refuses those that claim a cell that is not theirs to claim.
func (w *work) takeRuns() {
	var claimed cellSet
	for n := range w.runs {
		run := &w.runs[n]
		if len(run.Keys) == 0 || run.Keys[0].Table != w.f.table || !run.Keys[0].Valid() {
			continue
		}
		local, own := w.locate(run.Keys), claimed
		if local == nil || !own.claim(local) {
			w.doubt(Doubt{Reason: Misplaced, Cells: run.Keys})
			continue
		}
		claimed = own
		w.mine, w.local = append(w.mine, n), append(w.local, local)
	}
	w.owned = claimed
	w.done = make([]bool, len(w.mine))
}

// locate numbers the keys within the table; nil when one is not in it or has a number.
func (w *work) locate(keys []report.Key) []int {
	local := make([]int, len(keys))
	for j, k := range keys {
		local[j] = w.f.number(k)
		if local[j] < 0 || w.cells[w.f.at[local[j]]].State.HasValue() {
			return nil
		}
	}
	return local
}

// load takes over what was read of the cells outside the runs.
func (w *work) load() {
	for i, at := range w.f.at {
		if w.owned.has(i) {
			continue
		}
		switch c := &w.cells[at]; {
		case c.State.HasValue():
			if v, ok := c.Value.Int64(); ok && v >= 0 && v <= largestValue {
				w.known.add(i)
				w.val[i] = v
			}
		case c.State == report.NA:
			w.na.add(i)
			w.open.add(i)
		case c.State == report.Blank:
			w.open.add(i)
		}
	}
}

// fill works out the empty cells. The last time it writes them into the report; before that it only
// takes them for known.
func (w *work) fill(last bool) {
	if w.open.empty() || len(w.f.rels) == 0 {
		return
	}
	b := blanks{f: w.f, open: w.open, known: w.known, na: w.na, val: w.val}
	b.solve()
	if !last {
		for i := range b.implied.all {
			w.known.add(i)
			w.val[i] = b.val[i]
		}
		return
	}
	for i := range b.implied.all {
		c := &w.cells[w.f.at[i]]
		c.Value, c.Basis = report.Int(b.val[i]), b.basis(i)
		c.State = report.Implied
	}
	w.spend(b.spent)
	w.blankDoubts(&b)
}

// basis says what stood in an implied cell.
func (b *blanks) basis(i int) report.Basis {
	switch {
	case b.na.has(i):
		return report.BasisNA
	case b.f.total[i]:
		return report.BasisTotal
	}
	return report.BasisBlank
}

// spend notes relations, each once.
func (w *work) spend(set uint64) {
	for _, id := range w.f.ids(set) {
		if !slices.Contains(w.out.Spent, id) {
			w.out.Spent = append(w.out.Spent, id)
		}
	}
}

func (w *work) doubt(d Doubt) { w.out.Doubts = append(w.out.Doubts, d) }

// write puts a number of a run into its cell.
func (w *work) write(n, j int, cut Cut, state report.CellState) {
	run := &w.runs[w.mine[n]]
	text := run.text(cut.Option)[cut.Chunk][cut.Start:cut.End]
	v, ok := exact(text)
	if !ok {
		return
	}
	w.out.Cuts[w.mine[n]][j] = cut
	c := w.cells.At(run.Keys[j])
	c.Value, c.State, c.Basis, c.Raw = v, state, report.NoBasis, text
}
