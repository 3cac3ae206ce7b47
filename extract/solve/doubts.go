package solve

import (
	"strconv"

	"github.com/nianbao/nianbao/report"
)

// maxCandidates is how many readings a doubt names.
const maxCandidates = maxOthers + 1

// runDoubt says what is doubtful about a run.
func (w *work) runDoubt(o *leftover) Doubt {
	run, v := &w.runs[w.mine[o.run]], &o.answer
	d := Doubt{Reason: v.reason}
	for j, k := range run.Keys {
		if v.reason == Thin && !v.firm[j] || v.reason != Thin && !v.read(j) {
			d.Cells = append(d.Cells, k)
		}
	}
	others := v.others
	switch {
	case v.reason == Thin || o.unit == nil:
		return d
	case v.pick == nil:
		d.Candidates = w.nearest(o.unit)
		return d
	case v.reason == Several || v.reason == Unconfirmed:
		others = others[:v.balance]
	}
	for _, r := range append([]*reading{v.pick}, others...) {
		d.Candidates = append(d.Candidates, o.unit.numbers(r))
	}
	return d
}

// nearest lists the readings that fail the fewest equations, for a unit of which none balances.
func (w *work) nearest(u *unit) (texts []string) {
	for allow := 0; allow <= len(u.inner) && len(texts) == 0; allow++ {
		steps := w.steps
		w.steps = max(w.steps, maxReadings)
		list, _ := w.readings(u, query{allow: allow, limit: maxCandidates - 1})
		w.steps = min(w.steps, steps)
		for i := range list {
			texts = append(texts, u.numbers(&list[i]))
		}
	}
	return texts
}

// blankDoubts says what is doubtful about the empty cells.
func (w *work) blankDoubts(b *blanks) {
	var clashing cellSet
	for i := range b.clashes {
		w.clashDoubt(b, &b.clashes[i])
		for k := range b.clashes[i].cells.all {
			clashing.add(k)
		}
	}
	zero := Doubt{Reason: Unconfirmed, Empty: true, Candidates: []string{"0"}}
	sums := Doubt{Reason: Unconfirmed, Empty: true}
	numbers := Doubt{Reason: NotEmpty, Empty: true}
	for i := range b.derived.all {
		k := w.f.keys[i]
		candidate := k.String() + " " + strconv.FormatInt(b.val[i], 10)
		switch {
		case b.implied.has(i) || clashing.has(i):
		case b.val[i] == 0:
			zero.Cells = append(zero.Cells, k)
		case w.f.total[i] && !b.na.has(i):
			sums.add(k, candidate)
		default:
			numbers.add(k, candidate)
		}
	}
	for _, d := range []Doubt{zero, sums, numbers} {
		if len(d.Cells) > 0 {
			w.doubt(d)
		}
	}
}

func (d *Doubt) add(k report.Key, candidate string) {
	d.Cells, d.Candidates = append(d.Cells, k), append(d.Candidates, candidate)
}

func (w *work) clashDoubt(b *blanks, c *clash) {
	d := Doubt{Reason: Clash, Empty: true, Printed: true}
	for _, i := range w.f.rels[c.rel].cells {
		d.Cells = append(d.Cells, w.f.keys[i])
	}
	d.Relations = append(w.f.ids(1<<c.rel), w.f.ids(c.found)...)
	for q := range w.f.rels {
		if (c.found|1<<c.rel)>>q&1 == 0 {
			continue
		}
		for _, i := range w.f.rels[q].cells {
			cell := &w.cells[w.f.at[i]]
			d.Printed = d.Printed && !cell.Uncertain && (cell.State == report.Printed || b.open.has(i))
		}
	}
	d.Candidates = b.fitting(c)
	w.doubt(d)
}

// fitting lists what each equation about the only empty cell of a clash asks for.
func (b *blanks) fitting(c *clash) (texts []string) {
	if c.cells.len() > 1 {
		return nil
	}
	for i := range c.cells.all {
		for q := range b.f.rels {
			coef := b.f.coefOf(q, i)
			if coef == 0 {
				continue
			}
			rest, full := int64(0), true
			for j, o := range b.f.rels[q].cells {
				full = full && (o == i || b.known.has(o))
				if o != i {
					rest += b.f.rels[q].coef[j] * b.val[o]
				}
			}
			if full {
				texts = append(texts, strconv.FormatInt(-rest*coef, 10))
			}
		}
	}
	return texts
}
