package solve

import (
	"math/bits"
	"strings"
)

// newUnit makes the unit of a run; nil when no text of it can be cut into its numbers.
func (w *work) newUnit(n int, others bool) *unit {
	run := &w.runs[w.mine[n]]
	u := &unit{run: n, cells: w.local[n]}
	kinds := make([]kind, len(run.Keys))
	for j, k := range run.Keys {
		kinds[j] = kindOf(k)
	}
	options := 1
	if others {
		options += len(run.Otherwise)
	}
	for o := range options {
		if s, ok := newStrip(run.text(o), kinds); ok {
			u.strips, u.option = append(u.strips, s), append(u.option, o)
		}
	}
	if len(u.strips) == 0 {
		return nil
	}
	return u
}

// shortfall says why the text of a run cannot be cut into its numbers.
func (w *work) shortfall(n int) Reason {
	run := &w.runs[w.mine[n]]
	switch {
	case run.short() || strings.Join(run.Chunks, "") == "":
		return Short
	case len(run.Chunks) > len(run.Keys):
		return Long
	}
	return Uncuttable
}

// place finds the chunk that a number of a reading stood in.
func (w *work) place(u *unit, r *reading, j int) Cut {
	cut := Cut{Option: u.option[r.strip], Start: int(r.start[j]), End: int(r.start[j+1])}
	for _, c := range w.runs[w.mine[u.run]].text(cut.Option) {
		if cut.Start < len(c) {
			break
		}
		cut.Start, cut.End, cut.Chunk = cut.Start-len(c), cut.End-len(c), cut.Chunk+1
	}
	return cut
}

// chooseText leaves a unit with several texts only the one that has balancing readings, when every reading of
// every other text breaks two equations or more: an equation to choose the text by, and another that agrees.
func (w *work) chooseText(n int) {
	u := w.units[n]
	if len(u.base) == 0 || len(u.strips) == 1 {
		return
	}
	own := u.base[0].strip
	for o := range u.strips {
		other := *u
		other.strips = u.strips[o : o+1]
		near, all := w.readings(&other, query{allow: 1, limit: maxReadings})
		for i := range near {
			all = all && bits.OnesCount64(near[i].broken)+w.outside(n, &near[i]) > 1
		}
		if o != own && !all {
			return
		}
	}
	u.strips, u.option = u.strips[own:own+1], u.option[own:own+1]
	for i := range u.base {
		u.base[i].strip = 0
	}
}

// numbers writes a reading as a person would, "40 1 0 0 0 0 41".
func (u *unit) numbers(r *reading) string {
	parts := make([]string, len(r.val))
	for j := range parts {
		parts[j] = u.strips[r.strip].text[r.start[j]:r.start[j+1]]
	}
	return strings.Join(parts, " ")
}

// text gives one of the ways to take the run.
func (r *Run) text(option int) []string {
	if option == 0 {
		return r.Chunks
	}
	return r.Otherwise[option-1]
}

// raw is what stood on the page for the whole run.
func (r *Run) raw() string { return strings.Join(r.Chunks, " ") }

// short tells whether the text has digits, but fewer than cells: an empty cell has left no trace in it.
func (r *Run) short() bool {
	n := 0
	for _, c := range r.Chunks {
		for i := 0; i < len(c); i++ {
			if c[i] >= '0' && c[i] <= '9' {
				n++
			}
		}
	}
	return n > 0 && n < len(r.Keys)
}
