package report_test

import (
	"slices"
	"testing"

	"github.com/nianbao/nianbao/report"
)

func TestDerivedSumsAreNeverCells(t *testing.T) {
	all := report.DerivedSums()
	if len(all) != 4*7+5 {
		t.Errorf("%d derived sums", len(all))
	}
	names := map[string]int{}
	for _, d := range all {
		if names[d.String()]++; names[d.String()] > 1 {
			t.Errorf("%s is the name of two sums", d)
		}
		if _, err := report.ParseKey(d.String()); err == nil {
			t.Errorf("%s is also a cell", d)
		}
		if d.Label() == "" {
			t.Errorf("%s has no label", d)
		}
	}
}

// TestTheGroupsShareOutTheResults holds that each row of 本年度办理结果 is granted, partial or in one group.
func TestTheGroupsShareOutTheResults(t *testing.T) {
	for _, e := range []report.Edition{report.Edition2019, report.Edition2021} {
		forms := report.Forms{e, e, e}
		var rows []report.Row
		for _, g := range []report.Group{report.GroupDenied, report.GroupUnavailable, report.GroupRejected, report.GroupOtherwise} {
			for _, k := range (report.Derived{Group: g, Column: report.ColumnTotal}).Keys(forms) {
				rows = append(rows, k.Row)
			}
		}
		var want []report.Row
		form, _ := report.FormOf(report.Applications, e)
		for _, row := range form.Blocks[0].Rows {
			if row.Row > report.RowPartial && row.Row < report.RowTotal {
				want = append(want, row.Row)
			}
		}
		if !slices.Equal(rows, want) {
			t.Errorf("form %s: groups have %v, the form %v", e, rows, want)
		}
	}
}

func TestADerivedSumNeedsEveryRow(t *testing.T) {
	denied := report.Derived{Group: report.GroupDenied, Column: report.ColumnPerson}
	r := figures(t, report.Edition2021, map[string]int64{"applications.denied.law.person": 2, "applications.denied.query.person": 3, "applications.denied.law.total": 9})
	if n, ok := denied.Of(r); !ok || n != report.Int(5) {
		t.Errorf("denied to persons: %s %v", n, ok)
	}
	r.Cells.At(key(t, "applications.denied.safety.person")).State = report.Blank
	if n, ok := denied.Of(r); ok {
		t.Errorf("a blank row was counted as 0: %s", n)
	}
	if n, ok := (report.Derived{Group: report.GroupDenied, Column: report.ColumnUpheld}).Of(r); ok {
		t.Errorf("a sum of no cells is %s", n)
	}
}

func TestTalliesOfAReading(t *testing.T) {
	r := figures(t, report.Edition2021, map[string]int64{"applications.received.person": 1})
	r.Forms[report.Disclosure] = report.Edition2019
	for _, k := range report.Keys() {
		if k.Table == report.Disclosure {
			*r.Cells.At(k) = report.Cell{}
			if k.In(report.Edition2019) {
				*r.Cells.At(k) = report.Cell{State: report.Printed}
			}
		}
	}
	r.Spent = []string{"disputes.row.suit_after"}
	r.Sections = []report.Section{{Number: 1}, {Number: 5}, {Number: 0}}
	for name, state := range map[string]report.CellState{
		"disclosure.rules.produced": report.NA, "applications.carried_in.legal": report.Blank, "applications.granted.legal": report.Missing,
		"applications.partial.legal": report.Unreadable, "applications.total.legal": report.Split, "disputes.suit_after.total": report.Implied,
	} {
		r.Cells.At(key(t, name)).State = state
	}
	for id, want := range map[string]string{
		// 42 equations; the column 法律服务机构 has a hole in its balance, its column sum and three row sums; one
		// is spent; 1 received by a person is in no other cell, so its row and its balance fail.
		"quality.relations": "34/36", "quality.read": "208/212", "quality.blank": "3/212", "quality.unread": "2/212",
		"quality.inferred": "2/208", "quality.units": "0/1", "quality.current_form": "1/2", "quality.sections": "5/6", "quality.zero_report": "1/1",
	} {
		i := indicator(t, id)
		if got := written(i, i.MeasureOf(r)); got != want {
			t.Errorf("%s is %s, want %s", id, got, want)
		}
	}
	r.Cells.At(key(t, "applications.carried_out.total")).Value = report.Int(1)
	zero := indicator(t, "quality.zero_report")
	if got := written(zero, zero.MeasureOf(r)); got != "0/1" {
		t.Errorf("one application carried out: %s", got)
	}
	r.Cells.At(key(t, "applications.carried_in.total")).State = report.Blank
	if m := zero.MeasureOf(r); m.Known || m.Null != report.NullMissing {
		t.Errorf("with a blank total a report is no zero report and no other: %+v", m)
	}
	if m := indicator(t, "quality.read").MeasureOf(&report.Report{Year: 2023}); m.Known || m.Null != report.NullTable {
		t.Errorf("a report without tables: %+v", m)
	}
}
