package report

import (
	"fmt"
	"slices"
	"strings"
)

// holds tells whether a state holds, and why, in a language.
func (e *Evidence) holds(s State, l Lang) (basis string, holds bool) {
	if e.Reading != nil {
		read, isReport := StateOf(e.Reading.Status)
		return l.StatusMeaning(e.Reading.Status), isReport && read == s
	}
	if s == StateDidNotExist {
		return l.Reason(e.Existence.Basis), e.Existence.Answer == AnswerNo
	}
	if e.Existence.Answer == AnswerNo {
		return "", false
	}
	switch s {
	case StateUnreadable, StateBlocked, StateUnreachable:
		return e.hindered(s, l)
	case StateDeclaredAbsent:
		return e.declared(l)
	case StateExistenceUnknown:
		return e.unknown(l)
	}
	if e.Existence.Answer != AnswerYes {
		return "", false
	}
	return e.missed(s, l)
}

// missed tells whether a state of a body that existed, and whose report was not found, holds.
func (e *Evidence) missed(s State, l Lang) (basis string, holds bool) {
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
		return fmt.Sprintf(l.Say("due by %s (%s), not there on %s; %s", "期限 %s(%s),%s 未见;%s"), e.Deadline.Date, e.Deadline.Basis, day, e.siblings(l)),
			whole && day.Compare(e.Deadline.Date) > 0
	case StateNotYetDue:
		if e.Deadline == nil || len(e.Listed) > 0 {
			return "", false
		}
		return fmt.Sprintf(l.Say("due by %s (%s)", "期限 %s(%s)"), e.Deadline.Date, e.Deadline.Basis), day.Compare(e.Deadline.Date) <= 0
	case StateNotFound:
		return e.notFound(read, l), whole && !e.waits()
	case StateNeverLooked:
		return e.unlooked(l), true
	}
	return "", false
}

// hindered tells whether a column or a listed page could not be had in the way that the state names.
func (e *Evidence) hindered(s State, l Lang) (basis string, holds bool) {
	for _, p := range e.Listed {
		if hindrance(p.Outcome) == s && classOf(p.Outcome) != ClassAbsent {
			return fmt.Sprintf(l.Say("listed as %q, and the page: %s", "列表中有 %q,网页:%s"), p.Title, l.ended(p.Outcome)), true
		}
	}
	for _, c := range e.Columns {
		if !c.Whole && hindrance(c.Outcome) == s {
			return fmt.Sprintf(l.Say("%s: %s", "%s:%s"), c.URL, l.ended(c.Outcome)), true
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

func (e *Evidence) declared(l Lang) (basis string, holds bool) {
	if len(e.Declared) == 0 || len(e.Listed) > 0 {
		return "", false
	}
	return fmt.Sprintf(l.Say("%s says %s", "%s 称“%s”"), e.Declared[0].URL, e.Declared[0].Words), true
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

func (e *Evidence) notFound(read Date, l Lang) string {
	if len(e.Listed) > 0 {
		return fmt.Sprintf(l.Say("listed as %q, and the page is not there: %s", "列表中有 %q,网页不存在:%s"), e.Listed[0].Title, l.ended(e.Listed[0].Outcome))
	}
	return fmt.Sprintf(l.Say("%d columns read to their end, not there on %s; %s", "%d 个栏目已读完,%s 未见;%s"), len(e.Columns), read, e.siblings(l))
}

func (e *Evidence) unlooked(l Lang) string {
	switch {
	case len(e.Columns) == 0:
		return l.Say("no column of a source is known to hold its reports", "没有已知栏目刊载其报告")
	case e.waits():
		return fmt.Sprintf(l.Say("listed as %q, not asked for yet", "列表中有 %q,尚未请求"), e.Listed[0].Title)
	}
	var why []string
	for _, c := range e.Columns {
		if !c.Whole {
			why = append(why, c.URL+l.Say(": ", ":")+l.Reason(c.Why))
		}
	}
	return strings.Join(why, l.Say("; ", ";"))
}

// siblings says what was found beside the missing report.
func (e *Evidence) siblings(l Lang) string {
	years := make([]string, len(e.Years))
	for i, y := range e.Years {
		years[i] = fmt.Sprint(y)
	}
	text := l.Say("no other year of the body", "其他年度均未见")
	if len(years) > 0 {
		text = l.Say("its reports on ", "已有其 ") + strings.Join(years, l.Say(", ", "、")) + l.Say("", " 年度的报告")
	}
	return fmt.Sprintf(l.Say("%s and those of %d other bodies were there", "%s,另有 %d 个机构的报告已在"), text, e.Others)
}

func (e *Evidence) unknown(l Lang) (string, bool) {
	if whole, read := e.whole(); whole {
		return fmt.Sprintf(l.Say("%s; its columns were read to their end, not there on %s", "%s;其栏目已读完,%s 未见"), l.Reason(e.Existence.Basis), read), true
	}
	return l.Reason(e.Existence.Basis), true
}
