package solve_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/extract/solve"
	"github.com/nianbao/nianbao/report"
)

// FuzzSolve builds a page from bytes, rows glued or in a grid, and holds what must be true of any answer.
func FuzzSolve(f *testing.F) {
	f.Add([]byte("g0000000 g7000007 c1.0.0.0.0.0.1 g171000018"), uint8(0))
	f.Add([]byte("c2../..-2 g30104130001300000 g12,345 g+5-2 g1.5"), uint8(1))
	f.Add([]byte("g401000041|400000040 g 6 0 c????? g99999999999999999999999999"), uint8(2))
	f.Fuzz(func(t *testing.T, text []byte, e uint8) {
		edition := report.Edition2019 + report.Edition(e%2)
		forms := report.Forms{edition, edition, edition}
		cells, runs := pageOf(text, forms)
		first, again := cells, cells
		got := solve.Solve(&first, forms, runs, solve.Config{Steps: 60_000})
		if diff := cmp.Diff(got, solve.Solve(&again, forms, runs, solve.Config{Steps: 60_000})); diff != "" || first != again {
			t.Fatalf("the same page was solved in two ways: %s", diff)
		}
		for i := range cells {
			checkCell(t, report.Keys()[i], &cells[i], &first[i])
		}
		for i, run := range runs {
			checkRun(t, &run, got.Cuts[i], &first)
		}
		for i := range got.Doubts {
			if f := got.Doubts[i].Finding(); f.Relation == "" || f.Message == "" || len(f.Cells) == 0 {
				t.Fatalf("an empty finding %+v", f)
			}
		}
		r := &report.Report{Forms: forms, Cells: first, Spent: got.Spent}
		if slices.Contains(states(&first), report.Implied) && len(got.Spent) == 0 {
			t.Fatal("a cell was implied and no relation spent")
		}
		report.Check(r)
	})
}

// pageOf reads rows from bytes: c and single cells (digits, empty, / and ?) or g and glued text.
func pageOf(text []byte, forms report.Forms) (cells report.Cells, runs []solve.Run) {
	keys := forms.Keys()
	for row := range slices.Values(words(string(text))) {
		n := min(len(keys), 7)
		switch own := keys[:n]; row[0] {
		case 'g':
			run := solve.Run{Keys: own}
			for i, part := range splitAt(row[1:], '|') {
				if i == 0 {
					run.Chunks = splitAt(part, '_')
				} else {
					run.Otherwise = append(run.Otherwise, splitAt(part, '_'))
				}
			}
			runs = append(runs, run)
		default:
			for j := 0; j < n && j < len(row); j++ {
				*cells.At(own[j]) = cellOf(row[j])
			}
		}
		keys = keys[n:]
	}
	return cells, runs
}

func cellOf(b byte) report.Cell {
	switch {
	case b >= '0' && b <= '9':
		return report.Cell{State: report.Printed, Value: report.Int(int64(b - '0'))}
	case b == '.':
		return report.Cell{State: report.Blank}
	case b == '/':
		return report.Cell{State: report.NA}
	}
	return report.Cell{State: report.Missing}
}

func splitAt(s string, by byte) (parts []string) {
	for i := 0; ; i++ {
		if i == len(s) || s[i] == by {
			if parts = append(parts, s[:i]); i == len(s) {
				return parts
			}
			s, i = s[i+1:], -1
		}
	}
}

func states(cells *report.Cells) (list []report.CellState) {
	for i := range cells {
		list = append(list, cells[i].State)
	}
	return list
}

// checkCell: a number is never changed, and only an empty cell is implied.
func checkCell(t *testing.T, k report.Key, before, after *report.Cell) {
	if before.State.HasValue() && *before != *after {
		t.Fatalf("%s was %+v and became %+v", k, before, after)
	}
	if after.State == report.Implied && before.State != report.Blank && before.State != report.NA {
		t.Fatalf("%s was %s and is implied", k, before.State)
	}
}

// checkRun: what was read of a run stands in its text, in order and without overlap.
func checkRun(t *testing.T, run *solve.Run, cuts []solve.Cut, cells *report.Cells) {
	last := solve.Cut{}
	for j, cut := range cuts {
		c := cells.At(run.Keys[j])
		if c.State != report.Split && c.State != report.Printed {
			continue
		}
		texts := append([][]string{run.Chunks}, run.Otherwise...)
		if got := texts[cut.Option][cut.Chunk][cut.Start:cut.End]; got != c.Raw {
			t.Fatalf("%s: cut %q, text %q", run.Keys[j], got, c.Raw)
		}
		if cut.Option == last.Option && (cut.Chunk < last.Chunk || cut.Chunk == last.Chunk && cut.Start < last.End) {
			t.Fatalf("%s: %v after %v", run.Keys[j], cut, last)
		}
		last = cut
	}
}
