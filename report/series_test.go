package report_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/nianbao/nianbao/report"
)

// yearly gives a report of a body on a year.
func yearly(t *testing.T, year int, edition report.Edition, cells map[string]int64) *report.Report {
	t.Helper()
	r := figures(t, edition, cells)
	r.Year = year
	return r
}

// found writes the ids and both sides of findings, and holds that each is a warning that accuses nobody.
func found(t *testing.T, findings []report.Finding) string {
	t.Helper()
	var all []string
	for _, f := range findings {
		if f.Severity != report.Warning || f.Fault != report.FaultUndetermined || f.Message == "" {
			t.Errorf("%+v", f)
		}
		one := f.Relation
		if f.Left != nil && f.Right != nil {
			one += fmt.Sprintf(" %s|%s", f.Left, f.Right)
		}
		all = append(all, one)
	}
	return strings.Join(all, ", ")
}

func TestWhatOneYearHandsOverToTheNext(t *testing.T) {
	e19, e21 := report.Edition2019, report.Edition2021
	type cells = map[string]int64
	for name, c := range map[string]struct {
		prev, next *report.Report
		want       string
	}{
		"the carry-over joins": {
			yearly(t, 2022, e21, cells{"applications.carried_out.total": 3, "applications.carried_out.person": 3}),
			yearly(t, 2023, e21, cells{"applications.carried_in.total": 3, "applications.carried_in.person": 3}), "",
		},
		"the carry-over is lost": {
			yearly(t, 2022, e21, cells{"applications.carried_out.total": 3, "applications.carried_out.person": 3}),
			yearly(t, 2023, e21, nil), "years.carry_over.person 0|3, years.carry_over.total 0|3",
		},
		"only in one column": {
			yearly(t, 2022, e21, cells{"applications.carried_out.total": 3, "applications.carried_out.person": 3}),
			yearly(t, 2023, e21, cells{"applications.carried_in.total": 3, "applications.carried_in.business": 3}),
			"years.carry_over.person 0|3, years.carry_over.business 3|0",
		},
		"across the forms": {
			yearly(t, 2020, e19, cells{"applications.carried_out.total": 2}), yearly(t, 2021, e21, nil), "years.carry_over.total 0|2",
		},
		"a year between": {yearly(t, 2021, e21, cells{"applications.carried_out.total": 2}), yearly(t, 2023, e21, nil), ""},
		"the wrong way":  {yearly(t, 2023, e21, cells{"applications.carried_out.total": 2}), yearly(t, 2022, e21, nil), ""},
		"the stock joins": {
			yearly(t, 2022, e21, cells{"disclosure.normative_documents.in_force": 10}),
			yearly(t, 2023, e21, cells{"disclosure.normative_documents.in_force": 9, "disclosure.normative_documents.issued": 2, "disclosure.normative_documents.repealed": 3}), "",
		},
		"the stock does not": {
			yearly(t, 2022, e21, cells{"disclosure.normative_documents.in_force": 10}),
			yearly(t, 2023, e21, cells{"disclosure.normative_documents.in_force": 12, "disclosure.normative_documents.issued": 1}),
			"years.in_force.normative_documents 12|11",
		},
		"items and total of the form of 2019": {
			yearly(t, 2019, e19, cells{
				"disclosure.licensing.prior_items": 10, "disclosure.licensing.change": -2, "disclosure.fees.prior_items": 4,
				"disclosure.normative_documents.total_public": 20,
			}),
			yearly(t, 2020, e19, cells{
				"disclosure.licensing.prior_items": 9, "disclosure.fees.prior_items": 4,
				"disclosure.normative_documents.total_public": 24, "disclosure.normative_documents.newly_public": 3,
			}),
			"years.total_public.normative_documents 24|23, years.prior_items.licensing 9|8",
		},
		"a total that repeals made smaller": {
			yearly(t, 2019, e19, cells{"disclosure.rules.total_public": 20}), yearly(t, 2020, e19, cells{"disclosure.rules.total_public": 15}), "",
		},
		"a stock is not compared with another form's": {
			yearly(t, 2020, e19, cells{"disclosure.normative_documents.total_public": 20}), yearly(t, 2021, e21, nil), "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := found(t, report.CheckYears(c.prev, c.next)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestBothSidesAndOnlyLaterCellsAreNamed(t *testing.T) {
	prev := yearly(t, 2022, report.Edition2021, map[string]int64{"disclosure.normative_documents.in_force": 10})
	next := yearly(t, 2023, report.Edition2021, map[string]int64{"disclosure.normative_documents.issued": 4, "disclosure.normative_documents.repealed": 1})
	f := report.CheckYears(prev, next)[0]
	if !strings.HasSuffix(f.Message, "left 0 (2023), right 10 (2022) + 4 (2023) - 1 (2023) = 13") {
		t.Error(f.Message)
	}
	if fmt.Sprint(f.Cells) != "[disclosure.normative_documents.in_force disclosure.normative_documents.issued disclosure.normative_documents.repealed]" {
		t.Error(f.Cells)
	}
	prev.Cells.At(key(t, "disclosure.normative_documents.in_force")).State = report.Blank
	if got := found(t, report.CheckYears(prev, next)); got != "" {
		t.Errorf("a blank was compared: %s", got)
	}
}

func TestOrganAndAreaAreToldApart(t *testing.T) {
	prev := yearly(t, 2022, report.Edition2021, map[string]int64{"applications.carried_out.total": 3})
	next := yearly(t, 2023, report.Edition2021, nil)
	for _, c := range []struct {
		prev, next report.Scope
		want       string
	}{
		{report.ScopeOrgan, report.ScopeArea, "years.scope"},
		{report.ScopeArea, report.ScopeArea, "years.carry_over.total 0|3"},
		{report.ScopeUnknown, report.ScopeArea, "years.carry_over.total 0|3"},
	} {
		prev.Agency.Scope, next.Agency.Scope = c.prev, c.next
		if got := found(t, report.CheckYears(prev, next)); got != c.want {
			t.Errorf("%s, then %s: %s", c.prev, c.next, got)
		}
	}
}

func TestJumpsOfTenThousand(t *testing.T) {
	for name, c := range map[string]struct {
		before, beforeUnit, after, afterUnit string
		want                                 string
	}{
		"yuan in a column of ten thousand":      {"12.5", "万元", "131000", "万元", "years.money_jump.fees 131000|12.5"},
		"and back":                              {"131000", "万元", "12.5", "万元", "years.money_jump.fees 12.5|131000"},
		"yuan said to be yuan":                  {"12.5", "万元", "131000", "元", ""},
		"the same digits in another unit":       {"12.5", "万元", "12.5", "元", "years.money_jump.fees 12.5|12.5"},
		"a real rise":                           {"12.5", "万元", "1250", "万元", ""},
		"a rise beyond units":                   {"0.01", "万元", "12345", "万元", ""},
		"nothing, then something":               {"0", "万元", "131000", "万元", ""},
		"unknown units are compared as printed": {"12.5", "", "131000", "万元", "years.money_jump.fees 131000|12.5"},
	} {
		t.Run(name, func(t *testing.T) {
			reports := [2]*report.Report{yearly(t, 2022, report.Edition2021, nil), yearly(t, 2023, report.Edition2021, nil)}
			for i, printed := range [][2]string{{c.before, c.beforeUnit}, {c.after, c.afterUnit}} {
				cell := reports[i].Cells.At(key(t, "disclosure.fees.amount"))
				cell.Value, cell.Unit = mustNumber(t, printed[0]), report.Unit{Name: printed[1], Source: report.UnitPrinted}
				if printed[1] == "" {
					cell.Unit = report.Unit{}
				}
			}
			if got := found(t, report.CheckYears(reports[0], reports[1])); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestTheSameNumbersAsInAnEarlierYear(t *testing.T) {
	type cells = map[string]int64
	for name, c := range map[string]struct {
		prev, next cells
		want       string
	}{
		"all zero":             {nil, nil, ""},
		"a few that recur":     {cells{"applications.received.person": 1, "applications.received.total": 1}, cells{"applications.received.person": 1, "applications.received.total": 1}, ""},
		"stocks and sums stay": {cells{"disclosure.normative_documents.in_force": 123, "disclosure.rules.in_force": 456, "applications.total.total": 4567, "applications.total.person": 4567}, cells{"disclosure.normative_documents.in_force": 123, "disclosure.rules.in_force": 456, "applications.total.total": 4567, "applications.total.person": 4567}, ""},
		"copied":               {cells{"disclosure.licensing.decisions": 123, "disclosure.penalties.decisions": 45}, cells{"disclosure.licensing.decisions": 123, "disclosure.penalties.decisions": 45}, "years.identical"},
		"but for one":          {cells{"disclosure.licensing.decisions": 123, "disclosure.penalties.decisions": 45}, cells{"disclosure.licensing.decisions": 123, "disclosure.penalties.decisions": 46}, ""},
		"round numbers":        {cells{"disclosure.licensing.decisions": 100, "disclosure.penalties.decisions": 200}, cells{"disclosure.licensing.decisions": 100, "disclosure.penalties.decisions": 200}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			// A year lies between, so that the stock is not asked to join.
			if got := found(t, report.CheckYears(yearly(t, 2021, report.Edition2021, c.prev), yearly(t, 2023, report.Edition2021, c.next))); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestAnAreaCountsAtLeastItsMembers(t *testing.T) {
	area := yearly(t, 2023, report.Edition2021, map[string]int64{"applications.received.total": 10, "disclosure.fees.amount": 3})
	area.Agency = report.Agency{Name: "某县", Scope: report.ScopeArea}
	member := func(received int64, scope report.Scope, year int) *report.Report {
		r := yearly(t, year, report.Edition2021, map[string]int64{"applications.received.total": received})
		r.Agency.Scope = scope
		return r
	}
	organ := report.ScopeOrgan
	for name, c := range map[string]struct {
		members []*report.Report
		want    string
	}{
		"none":              {nil, ""},
		"exactly":           {[]*report.Report{member(4, organ, 2023), member(6, report.ScopeUnknown, 2023)}, ""},
		"above":             {[]*report.Report{member(4, organ, 2023), member(7, organ, 2023)}, "bodies.area.applications.received.total 11|10"},
		"another year":      {[]*report.Report{member(4, organ, 2023), member(7, organ, 2022), nil}, ""},
		"a vertical system": {[]*report.Report{member(4, organ, 2023), member(7, report.ScopeSystem, 2023)}, ""},
	} {
		if got := found(t, report.CheckMembers(area, c.members)); got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
	area.Agency.Scope = organ
	if got := report.CheckMembers(area, []*report.Report{member(99, organ, 2023)}); got != nil {
		t.Errorf("an organ was compared with others: %v", got)
	}
}

// TestAContinuousHistoryHasNoFinding makes two years that join, for any numbers, and then breaks one cell.
func TestAContinuousHistoryHasNoFinding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		leaf := func(report.Key) int64 { return rapid.Int64Range(0, 9).Draw(t, "leaf") }
		prev, next := balanced(t, report.Edition2021, leaf), balanced(t, report.Edition2021, leaf)
		prev.Year, next.Year = 2022, 2023
		for _, rel := range report.YearRelations() {
			var sum report.Number
			assessable := true
			for _, term := range rel.Right {
				c := next.Cells.At(term.Key)
				if term.Prior {
					c = prev.Cells.At(term.Key)
				}
				n, ok := c.Number()
				assessable = assessable && ok
				if term.Minus {
					sum, _ = sum.Sub(n)
				} else {
					sum, _ = sum.Add(n)
				}
			}
			if assessable {
				next.Cells.At(rel.Left[0].Key).Value = sum
			}
		}
		for _, f := range report.CheckYears(prev, next) {
			if f.Relation != report.RuleIdentical {
				t.Fatalf("two years that join: %+v", f)
			}
		}
		c := rapid.SampledFrom([]report.Column{report.ColumnPerson, report.ColumnOther, report.ColumnTotal}).Draw(t, "column")
		k := report.Key{Table: report.Applications, Row: report.RowCarriedIn, Column: c}
		next.Cells.At(k).Value, _ = next.Cells.At(k).Value.Add(report.Int(1))
		got := report.CheckYears(prev, next)
		if len(got) != 1 || got[0].Relation != report.RuleCarryOver+"."+c.String() || len(got[0].Cells) != 1 || got[0].Cells[0] != k {
			t.Fatalf("one carry-over off by one: %+v", got)
		}
	})
}

func TestRulesBetweenReportsAreNamedOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, rule := range report.AcrossRules() {
		if rule.ID == "" || rule.Text == "" || rule.Source == "" || seen[rule.ID] {
			t.Errorf("incomplete or twice: %+v", rule)
		}
		seen[rule.ID] = true
	}
	for _, rel := range report.YearRelations() {
		if !seen[rel.ID] {
			t.Errorf("%s is not listed", rel.ID)
		}
	}
}
