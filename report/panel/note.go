package panel

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/report"
)

// Gap says in words why the i-th figure of a row is missing, with the cells that have no number; empty where there
// is a figure, and where nothing to divide by shows itself as n/0.
func (r Row) Gap(l report.Lang, i int) string {
	m := r.Measures[i]
	switch {
	case r.Report == nil:
		return l.Say("no report: ", "无报告:") + l.State(r.State)
	case m.Known || m.Null == report.NullDenominator:
		return ""
	}
	return Gap(l, r.Report, m)
}

// Gap says in words why a measure of a report has no value, with the cells that have no number.
func Gap(l report.Lang, r *report.Report, m report.Measure) string {
	switch {
	case m.Null == report.NullMissing && len(m.Missing) > 0:
		return strings.Join(missing(l, r, m), l.Say(", ", ";"))
	case m.Null == report.NullNotInForm && len(m.Missing) > 0:
		return l.Null(m.Null) + l.Say(": ", ":") + l.Key(m.Missing[0])
	}
	return l.Null(m.Null)
}

// mostNamed is how many cells a note names.
const mostNamed = 3

func missing(l report.Lang, r *report.Report, m report.Measure) (parts []string) {
	for _, k := range m.Missing[:min(len(m.Missing), mostNamed)] {
		parts = append(parts, fmt.Sprintf(l.Say("%s is %s", "%s:%s"), l.Key(k), l.Cell(r.Cells.At(k).State)))
	}
	if more := len(m.Missing) - mostNamed; more > 0 {
		parts = append(parts, fmt.Sprintf(l.Say("and %d more", "另有 %d 格"), more))
	}
	return parts
}

// Gaps numbers the reasons why figures are missing: equal ones share a number.
type Gaps struct{ reasons []string }

// Of gives the number of a reason as a superscript, and nothing for none.
func (g *Gaps) Of(reason string) string {
	if reason == "" {
		return ""
	}
	i := slices.Index(g.reasons, reason)
	if i < 0 {
		i = len(g.reasons)
		g.reasons = append(g.reasons, reason)
	}
	return superscript(i + 1)
}

// Lines lists the reasons with their numbers.
func (g *Gaps) Lines() []string {
	var lines []string
	for i, reason := range g.reasons {
		lines = append(lines, superscript(i+1)+" "+reason)
	}
	return lines
}

func superscript(n int) string {
	const digits = "⁰¹²³⁴⁵⁶⁷⁸⁹"
	return strings.Map(func(r rune) rune { return []rune(digits)[r-'0'] }, fmt.Sprint(n))
}
