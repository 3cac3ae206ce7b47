package web

import (
	"fmt"
	"strings"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/store"
)

// word is a text in both languages.
type word struct{ en, zh string }

func (q *request) say(w word) string { return q.T(w.en, w.zh) }

var cellStateWords = map[report.CellState]word{
	report.NotInForm:  {"not in this form", "本表式无此格"},
	report.Missing:    {"missing from the page", "页面缺此格"},
	report.Blank:      {"blank", "空白"},
	report.NA:         {"not applicable as printed", "印作“/”“-”“无”等"},
	report.Unreadable: {"unreadable", "无法确读"},
	report.Printed:    {"printed", "原样印出"},
	report.Split:      {"split from glued digits", "由粘连数字拆出"},
	report.Implied:    {"implied by the relations", "由勾稽关系推得"},
	report.Entered:    {"entered by a person", "人工录入"},
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
func (q *request) State(s report.CellState) string { return q.say(cellStateWords[s]) }

// Meaning explains a state of a cell.
func (q *request) Meaning(s report.CellState) string { return q.say(cellStateMeanings[s]) }

var stateEnglish = map[report.State]string{
	report.StateConsistent: "consistent", report.StateFlagged: "to check", report.StatePartial: "partly read", report.StateNarrative: "narrative",
	report.StateTablesMissing: "tables missing", report.StateImageOnly: "image only", report.StateUnsupported: "unsupported format",
	report.StateUnreadable: "unreadable", report.StateDeclaredAbsent: "declared absent", report.StateNotFound: "not found",
	report.StateNotYetDue: "not yet due", report.StateOverdue: "overdue", report.StateBlocked: "blocked", report.StateUnreachable: "unreachable",
	report.StateNeverLooked: "not looked for", report.StateDidNotExist: "did not exist", report.StateExistenceUnknown: "existence unknown",
}

// Ledger names a state of the ledger.
func (q *request) Ledger(s report.State) string {
	for _, d := range report.StateDefs() {
		if d.State == s {
			return q.T(stateEnglish[s], d.Label)
		}
	}
	return string(s)
}

// Status names the status of a reading.
func (q *request) Status(s report.Status) string {
	if state, ok := report.StateOf(s); ok {
		return q.Ledger(state)
	}
	return q.T("not a report", "不是年度报告")
}

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

var severityWords = map[report.Severity]word{
	report.Note: {"note", "备注"}, report.Warning: {"check", "待核"}, report.Error: {"does not balance", "数据不平衡"},
}

// Severity names the weight of a finding.
func (q *request) Severity(s report.Severity) string { return q.say(severityWords[s]) }

var scopeWords = map[report.Scope]word{
	report.ScopeUnknown: {"scope unknown", "范围不明"}, report.ScopeOrgan: {"the body itself", "本机关"},
	report.ScopeArea: {"the whole area", "全行政区域汇总"}, report.ScopeSystem: {"a vertical system", "垂直系统"},
}

// Scope names for whom a report counts.
func (q *request) Scope(s report.Scope) string { return q.say(scopeWords[s]) }

var standingWords = map[store.Standing]word{
	store.Current: {"counts", "采用"}, store.Rival: {"another document counts", "另有文件被采用"},
	store.Superseded: {"superseded", "已被取代"}, store.Aside: {"put aside", "不计入"},
}

// Standing says whether a reading counts.
func (q *request) Standing(s store.Standing) string { return q.say(standingWords[s]) }

var kindWords = map[division.BodyKind]word{
	division.BodyTownship: {"township", "乡镇"}, division.BodySubdistrict: {"subdistrict", "街道"},
}

// Kind names the kind of a body.
func (q *request) Kind(kind string) string {
	if w, ok := kindWords[division.BodyKind(kind)]; ok {
		return q.say(w)
	}
	return strings.ReplaceAll(kind, "_", " ")
}

// Rule explains a relation or rule by its id.
func (q *request) Rule(id string) string {
	for _, e := range []report.Edition{report.Edition2021, report.Edition2019} {
		for _, r := range report.Relations(report.Forms{e, e, e}) {
			if r.ID == id {
				return r.Text
			}
		}
	}
	if text := report.RuleText(id); text != "" {
		return text
	}
	for _, r := range report.AcrossRules() {
		if id == r.ID || strings.HasPrefix(id, r.ID+".") {
			return r.Text
		}
	}
	return ""
}

// Indicator names an indicator.
func (q *request) Indicator(i report.Indicator) string { return q.T(i.English, i.Label) }

// Number writes a figure of an indicator: a total as it is, a rate with its n/N always.
func (q *request) Number(i report.Indicator, m report.Measure) string {
	switch {
	case len(m.Missing) > 0 || len(m.MissingStatistics) > 0:
		return "—"
	case len(i.Denominator) == 0:
		return m.Numerator.String()
	case !m.Known:
		return m.Numerator.String() + "/" + m.Denominator.String()
	case i.Kind == report.KindRate:
		return fmt.Sprintf("%.1f%% (%s/%s)", 100*m.Value(), m.Numerator, m.Denominator)
	}
	return fmt.Sprintf("%.2f (%s/%s)", m.Value(), m.Numerator, m.Denominator)
}

// Mark gives the marks of a figure: ! something to check, * inferred, † entered by a person.
func (q *request) Mark(m report.Measure) string {
	mark := ""
	if m.Flagged {
		mark += "!"
	}
	if m.Split || m.Implied {
		mark += "*"
	}
	if m.Entered {
		mark += "†"
	}
	return mark
}

// Null says why there is no figure.
func (q *request) Null(n report.Null) string { return q.T(n.Meaning(), n.Label()) }

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

// Message is the text of a finding as pages show it: without what is said beside it already.
func (q *request) Message(f report.Finding) string {
	return strings.TrimPrefix(f.Message, "数据不平衡 (numbers do not balance): ")
}

// day gives the date of an RFC 3339 moment.
func day(moment string) string { return moment[:min(len(moment), 10)] }

// Day gives the date of an RFC 3339 moment.
func (q *request) Day(moment string) string { return day(moment) }
