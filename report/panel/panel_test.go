package panel_test

import (
	"fmt"
	"testing"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/panel"
)

// reportWith gives a report whose total column holds the given numbers; -1 leaves a cell blank.
func reportWith(received, granted, partial, total int64) *report.Report {
	r := &report.Report{}
	for row, n := range map[report.Row]int64{
		report.RowReceived: received, report.RowGranted: granted, report.RowPartial: partial, report.RowTotal: total,
	} {
		c := r.Cells.At(report.Key{Table: report.Applications, Row: row, Column: report.ColumnTotal})
		c.State = report.Blank
		if n >= 0 {
			*c = report.Cell{State: report.Printed, Value: report.Int(n)}
		}
	}
	return r
}

func indicators(t *testing.T, ids ...string) []report.Indicator {
	t.Helper()
	var list []report.Indicator
	for _, id := range ids {
		i, ok := report.IndicatorByID(id)
		if !ok {
			t.Fatalf("no indicator %s", id)
		}
		list = append(list, i)
	}
	return list
}

func TestRatesKeepTheirCounts(t *testing.T) {
	p := panel.Build([]panel.Entry{
		{Body: "a", Name: "甲镇", Report: reportWith(40, 20, 10, 40)}, // 75 %
		{Body: "b", Name: "乙镇", Report: reportWith(12, 3, 0, 12)},   // 25 %
		{Body: "c", Name: "丙镇", Report: reportWith(2, 2, 0, 2)},     // 100 %, but of 2
		{Body: "d", Name: "丁镇", Report: reportWith(0, 0, 0, 0)},     // nothing to divide by
		{Body: "e", Name: "戊镇", Report: reportWith(5, -1, 0, 5)},    // a blank is no zero
		{Body: "f", Name: "己镇", State: report.StateNotFound},
	}, indicators(t, "received", "disclosure_rate"), panel.Config{})

	rate := p.Summaries[1]
	if !rate.HasMedian || rate.Median != 0.5 || rate.Of != 2 || rate.Known != 3 || rate.Published != 5 || rate.Expected != 6 {
		t.Errorf("disclosure rate %+v", rate)
	}
	if rate.Numerator != report.Int(35) || rate.Denominator != report.Int(54) {
		t.Errorf("pooled %s/%s", rate.Numerator, rate.Denominator)
	}
	received := p.Summaries[0]
	if received.Median != 5 || received.Of != 5 {
		t.Errorf("received %+v", received)
	}
	order := ""
	for _, row := range p.Rows {
		order += row.Body
	}
	if order != "abecdf" {
		t.Errorf("rows in order %s", order)
	}
	if m := p.Rows[2].Measures[1]; m.Known || fmt.Sprint(m.Missing) != "[applications.granted.total]" {
		t.Errorf("a rate with a blank operand: %+v", m)
	}
}

// TestSortedByRanksFirst holds that bodies without a rank stand in an order that says nothing about their values.
func TestSortedByRanksFirst(t *testing.T) {
	var entries []panel.Entry
	for i, c := range []struct {
		name               string
		granted, concluded int64
	}{{"c", 9, 9}, {"b", 1, 20}, {"a", 1, 9}, {"d", 10, 20}, {"e", 0, 0}} {
		entries = append(entries, panel.Entry{Body: fmt.Sprint(i), Name: c.name, Year: 2023, Report: reportWith(5, c.granted, 0, c.concluded)})
	}
	entries = append(entries, panel.Entry{Body: "x", Name: "0", Year: 2022, Report: reportWith(5, 20, 0, 20)})
	p := panel.Build(entries, indicators(t, "disclosure_rate"), panel.Config{})
	order := ""
	for _, row := range p.SortedBy(0) {
		order += row.Name
	}
	if order != "dbace0" {
		t.Errorf("order %s", order)
	}
}

// TestWordsOfFigures holds how figures, marks, gaps and medians are written.
func TestWordsOfFigures(t *testing.T) {
	blank := reportWith(5, 0, 0, 20)
	k, err := report.ParseKey("applications.granted.total")
	if err != nil {
		t.Fatal(err)
	}
	*blank.Cells.At(k) = report.Cell{State: report.Blank}
	entered := reportWith(5, 5, 0, 20)
	entered.Cells.At(k).State = report.Entered
	implied := reportWith(5, 1, 0, 9)
	implied.Cells.At(k).State = report.Implied
	impossible := reportWith(5, 30, 0, 20)
	impossible.Findings = []report.Finding{{Severity: report.Error, Cells: []report.Key{k}}}
	config := panel.Config{Expected: map[int]int{2023: 9}}
	p := panel.Build([]panel.Entry{
		{Body: "blank", Year: 2023, Report: blank},
		{Body: "entered", Year: 2023, Report: entered},
		{Body: "implied", Year: 2023, Report: implied},
		{Body: "impossible", Year: 2023, Report: impossible},
		{Body: "none", Year: 2023, State: report.StateOverdue},
		{Body: "zero", Year: 2023, Report: reportWith(0, 0, 0, 0)},
	}, indicators(t, "disclosure_rate"), config)
	want := map[string][2]string{
		"blank":      {"—", "applications.granted.total is blank"},
		"entered":    {"25.0% (5/20)†", ""},
		"implied":    {"11.1% (1/9)*°", ""},
		"impossible": {"30/20!", report.NullImpossible.Meaning()},
		"none":       {"—", "no report: overdue"},
		"zero":       {"0/0", ""},
	}
	for _, row := range p.Rows {
		got := [2]string{panel.Figure(p.Indicators[0], row.Measures[0]) + row.Mark(0), row.Gap(report.English, 0)}
		if got != want[row.Body] {
			t.Errorf("%s: %q, want %q", row.Body, got, want[row.Body])
		}
	}
	if got := p.Years[0].Summaries[0].Text(report.English, p.Indicators[0], config); got != "median 25.0% of 1 bodies with N ≥ 10 (2 with N > 0, of 5 published, of 9 expected); together 6/29" {
		t.Error(got)
	}
	if got := p.Legend(report.Chinese, config); len(got) != 4 || got[3] != "° 分母小于 10:照列,不排名,不计入中位数" {
		t.Errorf("%q", got)
	}
}

// TestGapsAreNumberedOnce holds that equal reasons share a number, also beyond nine.
func TestGapsAreNumberedOnce(t *testing.T) {
	var g panel.Gaps
	for i := range 12 {
		g.Of(fmt.Sprint("reason ", i))
	}
	if g.Of("") != "" || g.Of("reason 2") != "³" || g.Of("reason 11") != "¹²" || len(g.Lines()) != 12 || g.Lines()[11] != "¹² reason 11" {
		t.Errorf("%q", g.Lines())
	}
}

// TestQuotientsInPerCent holds that what has % as its unit is written so, a part of a whole or not, and that a multiple is not.
func TestQuotientsInPerCent(t *testing.T) {
	r := reportWith(5, 40, 0, 62)
	for key, n := range map[string]int64{
		"disputes.reconsideration.total": 2, "disputes.direct_suit.total": 4, "disputes.suit_after.total": 7,
		"disclosure.licensing.decisions": 224, "disclosure.penalties.decisions": 22,
	} {
		k, err := report.ParseKey(key)
		if err != nil {
			t.Fatal(err)
		}
		*r.Cells.At(k) = report.Cell{State: report.Printed, Value: report.Int(n)}
	}
	r.Forms[report.Disputes], r.Forms[report.Disclosure] = report.Edition2021, report.Edition2021
	for id, want := range map[string]string{
		"disclosure_rate": "64.5% (40/62)", "reconsideration_rate": "3.2% (2/62)", "lawsuit_rate": "17.7% (11/62)",
		"licensing_per_penalty": "10.18 (224/22)",
	} {
		i := indicators(t, id)[0]
		if got := panel.Figure(i, i.MeasureOf(r)); got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
	i := indicators(t, "procurement")[0]
	row := panel.Build([]panel.Entry{{Body: "1", Year: 2023, Report: r}}, []report.Indicator{i}, panel.Config{}).Rows[0]
	if got := row.Gap(report.English, 0); got != "the report's form has no such cell: disclosure.procurement.amount" {
		t.Error(got)
	}
}
