package division

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/report"
)

// span holds the days on which a body began and ended, as far as people named them.
type span struct{ began, ended named }

// named is a day that a person named, and the editions before and after it, outside of which the lists tell.
type named struct {
	on            report.Date
	before, after string // days of the editions
	evidence      string
}

// dateSpans collects the days that people named on which bodies began or ended.
func (h *History) dateSpans() {
	h.spans = map[BodyID]span{}
	for k, c := range h.comparisons {
		for _, change := range c.Changes {
			if change.On.IsZero() || change.Kind.KeepsBody() {
				continue
			}
			day := named{change.On, h.editions[k].date, h.editions[k+1].date, fmt.Sprintf("%s %s: %s", change.Kind, change.On, strings.Join(change.Evidence, "; "))}
			before, after := h.bodiesOf(change.From), h.bodiesOf(change.To)
			for _, id := range before {
				if !slices.Contains(after, id) && !h.goesOn(id, k+1) {
					s := h.spans[id]
					s.ended = day
					h.spans[id] = s
				}
			}
			for _, id := range after {
				if !slices.Contains(before, id) && h.seen[id][0].edition == k+1 {
					s := h.spans[id]
					s.began = day
					h.spans[id] = s
				}
			}
		}
	}
}

// goesOn tells whether an edition, or one after it, lists a body.
func (h *History) goesOn(id BodyID, from int) bool {
	return slices.ContainsFunc(h.seen[id], func(at sighting) bool { return at.edition >= from })
}

// existed answers for the years between the editions around a day that is known. Who ends on the first day of a year did not exist in it.
func (s span) existed(year int) (Existence, bool) {
	switch {
	case s.ended.around(year):
		on := s.ended.on
		return answered(year < on.Year || year == on.Year && (on.Month > 1 || on.Day > 1), s.ended.evidence), true
	case s.began.around(year):
		return answered(year >= s.began.on.Year, s.began.evidence), true
	}
	return Existence{}, false
}

func (n named) around(year int) bool {
	return !n.on.IsZero() && yearOf(n.before) <= year && year <= yearOf(n.after)
}

func answered(there bool, evidence string) Existence {
	if there {
		return Existence{Yes, false, evidence}
	}
	return Existence{No, false, evidence}
}
