package solve

import (
	"fmt"

	"github.com/nianbao/nianbao/report"
)

// Config bounds the work. The zero Config is what a reader should use.
type Config struct {
	// Steps is the budget for each table; 0 means DefaultSteps. A step is some ten nanoseconds. What is not
	// decided when it is used up stays unread, and the doubt says so.
	Steps int
}

// DefaultSteps keeps the worst input under a second; an ordinary glued table needs less than a twentieth of it.
const DefaultSteps = 8_000_000

// Validate refuses a negative budget.
func (c Config) Validate() error {
	if c.Steps < 0 {
		return fmt.Errorf("solver: a budget of %d steps is negative", c.Steps)
	}
	return nil
}

// Run is a stretch of text that holds the numbers of some cells of one table, with boundaries between them that
// are not known or not all known.
type Run struct {
	Keys []report.Key // the cells, in the order of the text
	// Chunks are the pieces of the text between certain boundaries: ASCII digits, and the commas, points and signs
	// of the numbers. A chunk holds one number or several, and no number goes from one chunk into the next.
	Chunks []string
	// Otherwise holds other ways in which the same stretch may have to be taken, less likely ones. They count
	// only where Chunks leave the run unread, and then together with it.
	Otherwise [][]string
	// Apart tells that the text keeps the numbers of other rows apart. A chunk then holds one number, and fewer chunks than cells
	// mean that some left no trace: as many digits as cells prove nothing.
	Apart bool
}

// Cut says where a number was found: chunk Chunk of the text Option (0 for Run.Chunks, else Otherwise[Option-1]),
// bytes Start to End of it. End is 0 for a number that was not read.
type Cut struct{ Option, Chunk, Start, End int }

// Result is what came of a report. The numbers themselves were written to its cells.
type Result struct {
	Spent  []string // the relations that split or imply rest on, for report.Report.Spent
	Doubts []Doubt  // what was not decided, in the order of the tables
	Cuts   [][]Cut  // for each run where its numbers stood, in the order of Run.Keys
	Steps  int      // what was used of the budgets of the tables together
}

// Solve reads the runs and works out the empty cells of a report by the relations of its forms.
//
// It takes the cells that were read (Printed or Entered), Blank and NA ones, and all others as unknown; cells
// of runs have no number yet. It writes Value, State, Basis and, for cells of runs, Raw. A cell with a number is
// never changed. Runs whose keys are not all in one table of the forms, or that claim a cell which is taken, are
// refused with a doubt and their cells left alone. Without runs and empty cells it returns at once and allocates
// nothing. A Config that is not valid counts as the zero Config.
func Solve(cells *report.Cells, forms report.Forms, runs []Run, c Config) Result {
	if len(runs) == 0 && !anyWork(cells, forms) {
		return Result{}
	}
	if c.Steps <= 0 {
		c.Steps = DefaultSteps
	}
	r := Result{Cuts: make([][]Cut, len(runs))}
	lossy := false
	for i := range runs {
		r.Cuts[i] = make([]Cut, len(runs[i].Keys))
		lossy = lossy || runs[i].short()
	}
	for t := range models {
		if f := models[t][forms[t]]; f != nil && f.hasWork(cells, runs) {
			w := work{table: table{f: f, lossy: lossy, steps: c.Steps}, cells: cells, runs: runs, out: &r}
			w.do()
			r.Steps += c.Steps - w.steps
		}
	}
	refuse(forms, runs, &r)
	return r
}

func anyWork(cells *report.Cells, forms report.Forms) bool {
	for t := range models {
		if f := models[t][forms[t]]; f != nil && f.hasWork(cells, nil) {
			return true
		}
	}
	return false
}

// hasWork tells whether the table has a run, or an empty cell that an equation speaks of.
func (f *form) hasWork(cells *report.Cells, runs []Run) bool {
	for i := range runs {
		if len(runs[i].Keys) > 0 && runs[i].Keys[0].Table == f.table {
			return true
		}
	}
	if len(f.rels) == 0 {
		return false
	}
	for _, at := range f.at {
		if s := cells[at].State; s == report.Blank || s == report.NA {
			return true
		}
	}
	return false
}

// refuse gives a doubt for runs of a table that the report does not have.
func refuse(forms report.Forms, runs []Run, r *Result) {
	for i := range runs {
		if k := runs[i].Keys; len(k) > 0 && (!k[0].Valid() || models[k[0].Table][forms[k[0].Table]] == nil) {
			r.Doubts = append(r.Doubts, Doubt{Reason: Misplaced, Cells: k})
		}
	}
}
