package solve_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/extract/solve"
	"github.com/nianbao/nianbao/report"
)

var both2021 = report.Forms{report.NoEdition, report.Edition2021, report.Edition2021}

func benchmark(b *testing.B, start report.Cells, runs []solve.Run) {
	b.ReportAllocs()
	steps := 0
	for b.Loop() {
		cells := start
		steps = solve.Solve(&cells, both2021, runs, solve.Config{}).Steps
	}
	b.ReportMetric(float64(steps), "steps")
}

func BenchmarkNothingOpen(b *testing.B) {
	r := newPage(rand.New(rand.NewPCG(1, 1)), report.Edition2021, 30).printed()
	cells := &r.Cells
	b.ReportAllocs()
	for b.Loop() {
		solve.Solve(cells, both2021, nil, solve.Config{})
	}
}

func BenchmarkBlankForZero(b *testing.B) {
	p := newPage(rand.New(rand.NewPCG(1, 1)), report.Edition2021, 30)
	benchmark(b, *blankForZero(p), nil)
}

func BenchmarkBlankForZeroAndOneMisprint(b *testing.B) {
	p := newPage(rand.New(rand.NewPCG(1, 1)), report.Edition2021, 30)
	p.truth[p.rows[2][0]]++
	benchmark(b, *blankForZero(p), nil)
}

func blankForZero(p *page) *report.Cells {
	r := p.printed()
	for k, v := range p.truth {
		if v == 0 {
			clearCell(r, k, report.Blank)
		}
	}
	return &r.Cells
}

func BenchmarkGlued(b *testing.B) {
	for _, c := range []struct {
		name string
		size int
	}{{"township", 10}, {"county", 100}, {"city", 3000}} {
		p := newPage(rand.New(rand.NewPCG(1, 1)), report.Edition2021, c.size)
		b.Run(c.name, func(b *testing.B) { benchmark(b, report.Cells{}, p.runs(rand.New(rand.NewPCG(1, 1)), 0)) })
	}
}

// worst lists inputs that have as many readings as possible.
func worst() map[string][]solve.Run {
	rows := newPage(rand.New(rand.NewPCG(1, 1)), report.Edition2021, 5).rows
	all := map[string][]solve.Run{}
	for name, text := range map[string]string{
		"ones, twice as many as cells": strings.Repeat("1", 14), "ones, three times as many": strings.Repeat("1", 21),
		"ones, as many as can be": strings.Repeat("1", 63), "sums that often fit": "123123456789", "falling digits": "98765432198765",
		"ones and zeros": "10101010101010", "ones and a sum": "111111116",
	} {
		var runs []solve.Run
		for i, keys := range rows {
			t := text
			if i == len(rows)-1 {
				t += text
			}
			runs = append(runs, solve.Run{Keys: keys, Chunks: []string{t}})
		}
		all[name] = runs
	}
	var table, tight []report.Key
	for _, keys := range rows[:25] {
		table = append(table, keys...)
	}
	tight = rows[25]
	all["a whole table in one run"] = []solve.Run{{Keys: table, Chunks: []string{strings.Repeat("12", 200)}}}
	all["a whole table of zeros and tens"] = []solve.Run{{Keys: table, Chunks: []string{strings.Repeat("10", 100)}}}
	all["disputes of ones"] = []solve.Run{{Keys: tight, Chunks: []string{strings.Repeat("1", 40)}}}
	all["disputes of elevens"] = []solve.Run{{Keys: tight, Chunks: []string{strings.Repeat("1100011", 3)}, Otherwise: [][]string{{strings.Repeat("1", 30)}, {strings.Repeat("2", 31)}}}}
	return all
}

func BenchmarkWorst(b *testing.B) {
	for name, runs := range worst() {
		b.Run(name, func(b *testing.B) { benchmark(b, report.Cells{}, runs) })
	}
}

// TestWorkIsBounded counts steps, not seconds: each table keeps to its budget, but for what a last sweep takes.
func TestWorkIsBounded(t *testing.T) {
	for name, runs := range worst() {
		for _, budget := range []int{1, 10_000, solve.DefaultSteps} {
			var cells report.Cells
			got := solve.Solve(&cells, both2021, runs, solve.Config{Steps: budget})
			if most := 2*budget + 500_000; got.Steps > most {
				t.Errorf("%s: %d steps with a budget of %d for each table", name, got.Steps, budget)
			}
			for _, run := range runs {
				for _, k := range run.Keys {
					if c := cells.At(k); c.State != report.Unreadable && c.State != report.Split || !c.State.HasValue() && !named(got, k) {
						t.Fatalf("%s: %s is %s, doubts %v", name, k, c.State, got.Doubts)
					}
				}
			}
		}
	}
}

func TestNothingOpenCostsNothing(t *testing.T) {
	r := newPage(rand.New(rand.NewPCG(1, 1)), report.Edition2021, 30).printed()
	if n := testing.AllocsPerRun(10, func() { solve.Solve(&r.Cells, both2021, nil, solve.Config{}) }); n != 0 {
		t.Errorf("%v allocations for a page with nothing open", n)
	}
}
