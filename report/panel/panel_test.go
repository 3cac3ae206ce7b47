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
