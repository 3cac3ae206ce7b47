package division

import (
	"fmt"
	"strconv"
)

// Answer is yes, no or unknown.
type Answer string

// The answers.
const (
	Yes     Answer = "yes"
	No      Answer = "no"
	Unknown Answer = "unknown"
)

// Existence says whether a body existed in a year.
type Existence struct {
	Answer Answer `json:"answer"`
	// Presumed is set where the year lies next to the editions and not between them.
	Presumed bool `json:"presumed,omitempty"`
	// Evidence names the editions that say so.
	Evidence string `json:"evidence"`
}

// Existed tells whether a body existed at any time in a year. The rule, where an edition that is silent on the body ([Silence]) counts
// as if it were not there:
//
//   - yes, if an edition of a day in the year lists it, or if the last edition before the year and the first one after it both do;
//   - no, if neither an edition of the year nor the last one before nor the first one after it lists it;
//   - yes and no by the day on which it began or ended, in the years between these editions, where a person named the day ([Overlay]);
//     who ends on the first day of a year did not exist in it
//   - in the year before the first edition and the year after the last one: what that edition says, presumed;
//   - unknown in every other case: listed before and not after, or the other way round, so that it began or ended in the year or near
//     it; and in years further from the editions, or of an id that is none.
func (h *History) Existed(id BodyID, year int) Existence {
	rows := h.seen[h.Now(id)]
	if len(rows) == 0 {
		return Existence{Unknown, false, "no edition lists such a body"}
	}
	lists := map[int]bool{}
	for _, at := range rows {
		lists[at.edition] = true
	}
	code := h.listed(rows[0]).Code
	before, after := -1, -1
	absent := "" // an edition of the year that lacks it
	for k, e := range h.editions {
		y := yearOf(e.date)
		switch {
		case y == 0 || e.silentOn(code) && !lists[k]:
		case y < year:
			before = k
		case y > year && after < 0:
			after = k
		case y == year && lists[k]:
			return Existence{Yes, false, "listed " + e.date}
		case y == year:
			absent = e.date
		}
	}
	if e, known := h.spans[h.Now(id)].existed(year); known {
		return e
	}
	return h.around(before, after, lists, absent, year)
}

// around decides by the editions around the year.
func (h *History) around(before, after int, lists map[int]bool, absent string, year int) Existence {
	says := func(k int) string {
		if lists[k] {
			return "listed " + h.editions[k].date
		}
		return "not listed " + h.editions[k].date
	}
	evidence := func(parts ...string) string {
		text := ""
		if absent != "" {
			parts = append(parts, "not listed "+absent)
		}
		for i, p := range parts {
			if i > 0 {
				text += ", "
			}
			text += p
		}
		return text
	}
	switch {
	case before >= 0 && after >= 0:
		text := evidence(says(before), says(after))
		if lists[before] && lists[after] && absent == "" {
			return Existence{Yes, false, text}
		}
		if !lists[before] && !lists[after] {
			return Existence{No, false, text}
		}
		return Existence{Unknown, false, text}
	case before < 0 && after < 0:
		return Existence{Unknown, false, evidence("no edition near " + strconv.Itoa(year))}
	}
	near := max(before, after)
	text := evidence(says(near))
	distance := yearOf(h.editions[near].date) - year
	switch {
	case absent != "" && !lists[near]:
		return Existence{No, true, text}
	case absent != "" || distance > 1 || distance < -1:
		return Existence{Unknown, false, text + fmt.Sprintf("; no edition near %d", year)}
	case lists[near]:
		return Existence{Yes, true, text}
	}
	return Existence{No, true, text}
}

// yearOf gives the year of a day, 0 when there is none.
func yearOf(date string) int {
	if len(date) < 4 {
		return 0
	}
	year, _ := strconv.Atoi(date[:4])
	return year
}
