// Package panel lays reports side by side: bodies × years × indicators, with what may be said about them
// together and what may not. Terminal, pages and exports show what it computes and add no numbers of their own.
//
//	panel.go    Entry, Row, Panel and Config; Build
//	rank.go     ranks within a year, and why a row has none
//	mixed.go    what may not stand together: scopes and kinds of bodies
//	summary.go  medians and pooled rates, with the counts that belong to them
//	words.go    figures, marks, medians and warnings in words, in both languages
//	note.go     why a figure is missing
//	csv.go      WriteCSV
//	wrap.go     notes that are not too long for their lines
package panel

import (
	"cmp"
	"errors"
	"maps"
	"slices"

	"github.com/nianbao/nianbao/report"
)

// Entry is a body in a year, with its report where one was read.
type Entry struct {
	Body   string // natural key of the body
	Name   string
	Kind   string // kind of the body, such as township; bodies of unknown kind are empty and mix with any
	Year   int
	Report *report.Report // nil when there is none
	// State says why there is no report; ignored when there is one.
	State report.State
}

// Row is an entry with its measures, in the order of the panel's indicators.
type Row struct {
	Entry
	Measures []report.Measure
	// Ranks are within the year, the largest value first; equal values share a rank and the next is left out.
	// 0 is no rank, and Unranked then says why.
	Ranks    []int
	Unranked []report.Null
	Findings int // findings of weight (warning or error)
	Notes    int // findings that only inform
}

// Panel is a comparison.
type Panel struct {
	Indicators []report.Indicator
	Rows       []Row
	Summaries  []Summary // one for each indicator, over all years
	Years      []Year    // in order of time
	// Mixed names the scopes when the reports are not all of one, MixedKinds the kinds when the bodies are
	// not all of one; medians, sums and ranks are then withheld.
	Mixed      []report.Scope
	MixedKinds []string
}

// Year is the part of a panel that is about one year.
type Year struct {
	Year       int
	Summaries  []Summary // one for each indicator
	Mixed      []report.Scope
	MixedKinds []string
	// Breaks are, for each indicator, the changes of law and form after the panel's year before this one.
	Breaks [][]report.Break
}

// Config says what a panel may summarise. The zero value is safe.
type Config struct {
	// MinDenominator is the smallest denominator of a rate that is ranked or takes part in a median; 10 when zero.
	MinDenominator int64
	// AllowMixed lets reports of different scopes be ranked and summarised together.
	AllowMixed bool
	// AllowKinds lets bodies of different kinds be ranked and summarised together.
	AllowKinds bool
	// Expected says how many bodies should have a report in a year, as the ledger knows; the rows of the year
	// where it says nothing. A year that stands here and has no row is in the panel all the same.
	Expected map[int]int
}

// Validate tells what is wrong with the configuration.
func (c Config) Validate() error {
	if c.MinDenominator < 0 {
		return errors.New("panel: the minimum of a denominator is below zero")
	}
	for _, n := range c.Expected {
		if n < 0 {
			return errors.New("panel: fewer than no bodies are expected")
		}
	}
	return nil
}

// forbids tells whether reports of these scopes and kinds may not be ranked and summarised together.
func (c Config) forbids(scopes []report.Scope, kinds []string) bool {
	return len(scopes) > 0 && !c.AllowMixed || len(kinds) > 0 && !c.AllowKinds
}

// Minimum is the least denominator of a rate that is ranked: MinDenominator, or 10.
func (c Config) Minimum() report.Number {
	if c.MinDenominator <= 0 {
		return report.Int(10)
	}
	return report.Int(c.MinDenominator)
}

// Build measures every entry, ranks it within its year and summarises each indicator. Rows are ordered by the
// first indicator, largest first, those without a value last, then by name, body and year.
func Build(entries []Entry, indicators []report.Indicator, config Config) Panel {
	rows := make([]*Row, len(entries))
	for i, e := range entries {
		rows[i] = measure(e, indicators)
	}
	slices.SortStableFunc(rows, compareRows)
	p := Panel{Indicators: indicators, Rows: make([]Row, len(entries))}
	for i := range rows {
		p.Rows[i] = *rows[i]
		rows[i] = &p.Rows[i]
	}
	p.buildYears(rows, config)
	p.Mixed, p.MixedKinds = mixture(rows)
	p.Summaries = summaries(rows, indicators, config, config.forbids(p.Mixed, p.MixedKinds))
	p.spanYears()
	return p
}

// spanYears completes the summaries over all years: how many bodies were expected in all of them, the breaks
// between them, and no sum of stocks over several.
func (p *Panel) spanYears() {
	for i := range p.Summaries {
		s := &p.Summaries[i]
		s.Expected = 0
		for _, y := range p.Years {
			s.Expected += y.Summaries[i].Expected
		}
		if len(p.Years) > 1 {
			s.Breaks = p.Indicators[i].BreaksBetween(p.Years[0].Year, p.Years[len(p.Years)-1].Year)
			if p.Indicators[i].Stock {
				s.withhold(report.NullStock)
			}
		}
	}
}

// buildYears ranks and summarises each year by itself.
func (p *Panel) buildYears(rows []*Row, config Config) {
	byYear := map[int][]*Row{}
	for year := range config.Expected {
		byYear[year] = nil
	}
	for _, row := range rows {
		byYear[row.Year] = append(byYear[row.Year], row)
	}
	for _, year := range slices.Sorted(maps.Keys(byYear)) {
		y := Year{Year: year, Breaks: make([][]report.Break, len(p.Indicators))}
		own := byYear[year]
		y.Mixed, y.MixedKinds = mixture(own)
		mixed := config.forbids(y.Mixed, y.MixedKinds)
		y.Summaries = summaries(own, p.Indicators, config, mixed)
		for i, indicator := range p.Indicators {
			rank(own, i, indicator, config.Minimum(), mixed)
			if expected, said := config.Expected[year]; said {
				y.Summaries[i].Expected = expected
			}
			if len(p.Years) > 0 {
				y.Breaks[i] = indicator.BreaksBetween(p.Years[len(p.Years)-1].Year, year)
			}
		}
		p.Years = append(p.Years, y)
	}
}

func measure(e Entry, indicators []report.Indicator) *Row {
	row := &Row{
		Entry: e, Measures: make([]report.Measure, len(indicators)),
		Ranks: make([]int, len(indicators)), Unranked: make([]report.Null, len(indicators)),
	}
	for i, indicator := range indicators {
		if e.Report == nil {
			row.Measures[i].Null = report.NullNoReport
			continue
		}
		row.Measures[i] = indicator.MeasureOf(e.Report)
	}
	if e.Report == nil {
		return row
	}
	for i := range e.Report.Findings {
		if e.Report.Findings[i].Severity >= report.Warning {
			row.Findings++
		} else {
			row.Notes++
		}
	}
	return row
}

func compareRows(a, b *Row) int {
	if len(a.Measures) > 0 {
		if order := compareMeasures(a.Measures[0], b.Measures[0]); order != 0 {
			return order
		}
	}
	return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Body, b.Body), cmp.Compare(a.Year, b.Year))
}

// compareMeasures puts the largest first, and what is not known last.
func compareMeasures(a, b report.Measure) int {
	switch {
	case a.Known && b.Known:
		return -a.Compare(b)
	case a.Known:
		return -1
	case b.Known:
		return 1
	}
	return 0
}
