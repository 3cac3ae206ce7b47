package web

import (
	"strings"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/panel"
	"github.com/nianbao/nianbao/store"
)

// word is a text in both languages.
type word struct{ en, zh string }

func (q *request) say(w word) string { return q.T(w.en, w.zh) }

// words gives the names that pages, terminal and figures share.
func (q *request) words() report.Lang {
	if q.zh {
		return report.Chinese
	}
	return report.English
}

var cellStateMeanings = map[report.CellState]word{
	report.NotInForm:  {"The report's form has no such cell.", "该报告所用表式没有这一格。"},
	report.Missing:    {"The form has the cell, the page does not. It is not a zero.", "表式有此格而页面没有。不等于零。"},
	report.Blank:      {"The cell is empty on the page. It is not a zero.", "页面上此格为空。不等于零。"},
	report.NA:         {"The cell holds a mark such as / or 无. It is not a zero.", "此格印有“/”“无”等记号。不等于零。"},
	report.Unreadable: {"Something stands there, but several readings are possible, or none.", "此处有内容,但有多种读法或无法读出。"},
	report.Printed:    {"The number stands alone in its cell, as printed.", "数字单独印在格内,按原样保留。"},
	report.Split:      {"Its digits stand glued to others; the arithmetic of the form leaves one reading.", "数字与相邻数字粘连,依勾稽关系只有一种拆法。"},
	report.Implied:    {"No number is printed; exactly one value satisfies the arithmetic of the form.", "此处未印数字,只有一个值满足勾稽关系。"},
	report.Entered:    {"A person looked at the page and entered the number.", "由人工查看页面后录入。"},
}

// State names a state of a cell.
func (q *request) State(s report.CellState) string { return q.words().Cell(s) }

// Meaning explains a state of a cell.
func (q *request) Meaning(s report.CellState) string { return q.say(cellStateMeanings[s]) }

// Ledger names a state of the ledger.
func (q *request) Ledger(s report.State) string { return q.words().State(s) }

// StateMeaning explains a state of the ledger.
func (q *request) StateMeaning(s report.State) string { return q.words().StateMeaning(s) }

// Status names the status of a reading.
func (q *request) Status(s report.Status) string { return q.words().Status(s) }

// Class groups the states of the ledger for colour and pattern; the words stand beside it always.
func (q *request) Class(s report.State) string { return "s-" + string(classOf(s)) }

// stateClass is one of five.
type stateClass string

const (
	classRead   stateClass = "read"   // every table was read
	classFlag   stateClass = "flag"   // read, something to check
	classPart   stateClass = "part"   // found, not wholly read
	classAbsent stateClass = "absent" // looked for and not there
	classOpen   stateClass = "open"   // not known yet, or not due
)

func classOf(s report.State) stateClass {
	switch s {
	case report.StateConsistent:
		return classRead
	case report.StateFlagged:
		return classFlag
	case report.StatePartial, report.StateNarrative, report.StateTablesMissing, report.StateImageOnly, report.StateUnsupported, report.StateUnreadable:
		return classPart
	case report.StateDeclaredAbsent, report.StateNotFound, report.StateOverdue:
		return classAbsent
	}
	return classOpen
}

// Severity names the weight of a finding.
func (q *request) Severity(s report.Severity) string { return q.words().Severity(s) }

// Scope names for whom a report counts.
func (q *request) Scope(s report.Scope) string { return q.words().Scope(s) }

// Standing says whether a reading counts.
func (q *request) Standing(s store.Standing) string { return q.words().Standing(string(s)) }

// Kind names the kind of a body.
func (q *request) Kind(kind string) string { return strings.ReplaceAll(q.words().Kind(kind), "_", " ") }

// Rule explains a relation or rule by its id.
func (q *request) Rule(id string) string { return q.words().Rule(id) }

// Indicator names an indicator.
func (q *request) Indicator(i report.Indicator) string { return q.words().Indicator(i) }

// Break says what changed between two years.
func (q *request) Break(b report.Break) string { return q.words().Break(b) }

// Number writes a figure of an indicator: a total as it is, a rate with its n/N always.
func (q *request) Number(i report.Indicator, m report.Measure) string { return panel.Figure(i, m) }

// Mark gives the marks of a figure: ! something to check, * inferred, † entered by a person.
func (q *request) Mark(m report.Measure) string { return panel.Mark(m, false) }

// Null says why there is no figure.
func (q *request) Null(n report.Null) string { return q.words().Null(n) }

// Area names a division, or gives its code.
func (q *request) Area(code string) string {
	if code == "" {
		return q.T("All areas", "全部地区")
	}
	if name := q.AreaName(code); name != "" {
		return name
	}
	return code
}

// Message says a finding.
func (q *request) Message(f report.Finding) string { return q.words().Message(f) }

// Where says where on its page something stood.
func (q *request) Where(p report.Place) string {
	switch {
	case p.IsZero():
		return q.T("not known", "不详")
	case p.Table != 0:
		return q.Tf("table %d, row %d, column %d", "第 %d 表第 %d 行第 %d 列", p.Table, p.Row, p.Column)
	}
	return q.Tf("line %d, word %d", "第 %d 行第 %d 词", p.Row, p.Column)
}

// StatisticMark gives the mark of a row of a table of statistics: those of figures, of a number that was parted from others.
func (q *request) StatisticMark(s report.Statistic) string {
	switch s.State {
	case report.Unreadable:
		return "!"
	case report.Split, report.Implied:
		return "*"
	case report.Entered:
		return "†"
	}
	return ""
}

// Unit names the unit of an indicator.
func (q *request) Unit(unit string) string { return q.words().Unit(unit) }

// Result says how a run ended, RunKind what it was.
func (q *request) Result(result string) string { return q.words().Result(result) }

// RunKind names the kind of a run.
func (q *request) RunKind(kind string) string { return q.words().Run(kind) }

// Reason says why the register, a source or a limit did what it did.
func (q *request) Reason(text string) string { return q.words().Reason(text) }

// day gives the date of an RFC 3339 moment.
func day(moment string) string { return moment[:min(len(moment), 10)] }

// Day gives the date of an RFC 3339 moment.
func (q *request) Day(moment string) string { return day(moment) }
