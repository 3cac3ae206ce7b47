package report

import (
	"fmt"
	"slices"
	"strings"
)

// holds tells whether a state holds, and why.
func (e *Evidence) holds(s State) (basis string, holds bool) {
	if e.Reading != nil {
		read, isReport := StateOf(e.Reading.Status)
		return e.Reading.Status.Meaning(), isReport && read == s
	}
	if s == StateDidNotExist {
		return e.Existence.Basis, e.Existence.Answer == AnswerNo
	}
	if e.Existence.Answer == AnswerNo {
		return "", false
	}
	switch s {
	case StateUnreadable, StateBlocked, StateUnreachable:
		return e.hindered(s)
	case StateDeclaredAbsent:
		return e.declared()
	case StateExistenceUnknown:
		return e.unknown()
	}
	if e.Existence.Answer != AnswerYes {
		return "", false
	}
	return e.missed(s)
}

// missed tells whether a state of a body that existed, and whose report was not found, holds.
func (e *Evidence) missed(s State) (basis string, holds bool) {
	whole, read := e.whole()
	day := e.Today // as of which nothing was there
	if whole {
		day = read
	}
	switch s {
	case StateOverdue:
		if e.Deadline == nil || len(e.Listed) > 0 {
			return "", false
		}
		return fmt.Sprintf("due by %s (%s), not there on %s; %s", e.Deadline.Date, e.Deadline.Basis, day, e.siblings()),
			whole && day.Compare(e.Deadline.Date) > 0
	case StateNotYetDue:
		if e.Deadline == nil || len(e.Listed) > 0 {
			return "", false
		}
		return fmt.Sprintf("due by %s (%s)", e.Deadline.Date, e.Deadline.Basis), day.Compare(e.Deadline.Date) <= 0
	case StateNotFound:
		return e.notFound(read), whole && !e.waits()
	case StateNeverLooked:
		return e.unlooked(), true
	}
	return "", false
}

// hindered tells whether a column or a listed page could not be had in the way that the state names.
func (e *Evidence) hindered(s State) (basis string, holds bool) {
	for _, p := range e.Listed {
		if hindrance(p.Outcome) == s && classOf(p.Outcome) != ClassAbsent {
			return fmt.Sprintf("listed as %q, and the page: %s", p.Title, p.Outcome), true
		}
	}
	for _, c := range e.Columns {
		if !c.Whole && hindrance(c.Outcome) == s {
			return fmt.Sprintf("%s: %s", c.URL, c.Outcome), true
		}
	}
	return "", false
}

// hindrance gives the state that an outcome leads to where it keeps the crawler from a page; empty for one that does not.
func hindrance(o Outcome) State {
	switch o {
	case OutcomeScriptOnly, OutcomeFamilyUnreadable, OutcomeTooLarge, OutcomeInternal:
		return StateUnreadable
	}
	switch classOf(o) {
	case ClassRefused:
		return StateBlocked
	case ClassTrouble, ClassFault, ClassAbsent:
		return StateUnreachable
	}
	return ""
}

func classOf(o Outcome) Class {
	def, _ := o.Def()
	return def.Class
}

func (e *Evidence) declared() (basis string, holds bool) {
	if len(e.Declared) == 0 || len(e.Listed) > 0 {
		return "", false
	}
	return fmt.Sprintf("%s says %s", e.Declared[0].URL, e.Declared[0].Words), true
}

// whole tells whether every column was read to its end, and when the oldest of them was.
func (e *Evidence) whole() (whole bool, read Date) {
	for _, c := range e.Columns {
		if !c.Whole {
			return false, Date{}
		}
		if read.IsZero() || c.Read.Compare(read) < 0 {
			read = c.Read
		}
	}
	return len(e.Columns) > 0, read
}

// waits tells whether a listed page was not asked for yet.
func (e *Evidence) waits() bool {
	return slices.ContainsFunc(e.Listed, func(p ListedPage) bool {
		return p.Outcome == "" || classOf(p.Outcome) == ClassWaiting
	})
}

func (e *Evidence) notFound(read Date) string {
	if len(e.Listed) > 0 {
		return fmt.Sprintf("listed as %q, and the page is not there: %s", e.Listed[0].Title, e.Listed[0].Outcome)
	}
	return fmt.Sprintf("%d columns read to their end, not there on %s; %s", len(e.Columns), read, e.siblings())
}

func (e *Evidence) unlooked() string {
	switch {
	case len(e.Columns) == 0:
		return "no column of a source is known to hold its reports"
	case e.waits():
		return fmt.Sprintf("listed as %q, not asked for yet", e.Listed[0].Title)
	}
	var why []string
	for _, c := range e.Columns {
		if !c.Whole {
			why = append(why, c.URL+": "+c.Why)
		}
	}
	return strings.Join(why, "; ")
}

// siblings says what was found beside the missing report.
func (e *Evidence) siblings() string {
	years := make([]string, len(e.Years))
	for i, y := range e.Years {
		years[i] = fmt.Sprint(y)
	}
	text := "no other year of the body"
	if len(years) > 0 {
		text = "its reports on " + strings.Join(years, ", ")
	}
	return fmt.Sprintf("%s and those of %d other bodies were there", text, e.Others)
}

func (e *Evidence) unknown() (string, bool) {
	if whole, read := e.whole(); whole {
		return fmt.Sprintf("%s; its columns were read to their end, not there on %s", e.Existence.Basis, read), true
	}
	return e.Existence.Basis, true
}
