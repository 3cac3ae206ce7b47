// Package panel lays reports side by side: bodies × years × indicators, with what may be said about them
// together and what may not. Terminal, pages and exports show what it computes and add no numbers of their own.
//
//	panel.go    Entry, Row and Panel; Build
//	summary.go  medians and pooled rates, with the counts that belong to them
package panel

import (
	"cmp"
	"slices"

	"github.com/nianbao/nianbao/report"
)

// Entry is a body in a year, with its report where one was read.
type Entry struct {
	Body   string // natural key of the body
	Name   string
	Year   int
	Report *report.Report // nil when there is none
	// State says why there is no report; ignored when there is one.
	State report.State
}

// Row is an entry with its measures, in the order of the panel's indicators.
type Row struct {
	Entry
	Measures []report.Measure
	Findings int // findings of weight (warning or error)
	Notes    int // findings that only inform
}

// Panel is a comparison.
type Panel struct {
	Indicators []report.Indicator
	Rows       []Row
	Summaries  []Summary // one for each indicator
	// Mixed names the scopes when the reports are not all of one; medians and sums are then withheld.
	Mixed []report.Scope
}

// Config says what a panel may summarise. The zero value is safe.
type Config struct {
	// MinDenominator is the smallest denominator of a rate that takes part in a median; 10 when zero.
	MinDenominator int64
	// AllowMixed lets reports of different scopes be summarised together.
	AllowMixed bool
}

// Build measures every entry and summarises each indicator. Rows are ordered by the first indicator, largest
// first, those without a value last, then by name, body and year.
func Build(entries []Entry, indicators []report.Indicator, config Config) Panel {
	p := Panel{Indicators: indicators, Mixed: mixedScopes(entries)}
	for _, e := range entries {
		p.Rows = append(p.Rows, measure(e, indicators))
	}
	slices.SortStableFunc(p.Rows, compareRows)
	for i := range indicators {
		p.Summaries = append(p.Summaries, summarise(p.Rows, i, indicators[i], len(p.Mixed) > 0 && !config.AllowMixed, minimum(config)))
	}
	return p
}

func minimum(c Config) report.Number {
	if c.MinDenominator <= 0 {
		return report.Int(10)
	}
	return report.Int(c.MinDenominator)
}

func measure(e Entry, indicators []report.Indicator) Row {
	row := Row{Entry: e, Measures: make([]report.Measure, len(indicators))}
	if e.Report == nil {
		return row
	}
	for i, indicator := range indicators {
		row.Measures[i] = indicator.MeasureOf(e.Report)
	}
	for _, f := range e.Report.Findings {
		if f.Severity >= report.Warning {
			row.Findings++
		} else {
			row.Notes++
		}
	}
	return row
}

func compareRows(a, b Row) int {
	if len(a.Measures) > 0 {
		x, y := a.Measures[0], b.Measures[0]
		switch {
		case x.Known != y.Known:
			if x.Known {
				return -1
			}
			return 1
		case x.Known && x.Compare(y) != 0:
			return -x.Compare(y)
		}
	}
	return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Body, b.Body), cmp.Compare(a.Year, b.Year))
}

// mixedScopes gives the scopes of the reports when there is more than one known.
func mixedScopes(entries []Entry) []report.Scope {
	var scopes []report.Scope
	for _, e := range entries {
		if e.Report != nil && e.Report.Agency.Scope != report.ScopeUnknown && !slices.Contains(scopes, e.Report.Agency.Scope) {
			scopes = append(scopes, e.Report.Agency.Scope)
		}
	}
	if len(scopes) < 2 {
		return nil
	}
	slices.Sort(scopes)
	return scopes
}
