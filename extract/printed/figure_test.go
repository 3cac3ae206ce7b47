package printed_test

import (
	"strings"
	"testing"

	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
)

func TestFigures(t *testing.T) {
	for _, c := range []struct{ raw, value, unit, remark string }{
		{"0", "0", "", ""},
		{"12", "12", "", ""},
		{" 12\u00a0", "12", "", ""},
		{"\ufeff12\u200b", "12", "", ""},
		{"1\u200b2", "12", "", ""},
		{"１２３", "123", "", ""},
		{"１，２３４", "1234", "", ""},
		{"1,234", "1234", "", ""},
		{"12,345,678", "12345678", "", ""},
		{"1，234.50", "1234.5", "", ""},
		{"513555.45", "513555.45", "", ""},
		{"0.50", "0.5", "", ""},
		{"3．5", "3.5", "", ""},
		{"+19", "19", "", ""},
		{"＋19", "19", "", ""},
		{"-2", "-2", "", ""},
		{"−2", "-2", "", ""},
		{"－2", "-2", "", ""},
		{"增5", "5", "", ""},
		{"增加5", "5", "", ""},
		{"减3", "-3", "", ""},
		{"減3", "-3", "", ""},
		{"减少3项", "-3", "项", ""},
		{"0件", "0", "件", ""},
		{"0 件", "0", "件", ""},
		{"251000元", "251000", "元", ""},
		{"251,000.00 元", "251000", "元", ""},
		{"251000(元)", "251000", "元", ""},
		{"251000（元）", "251000", "元", ""},
		{"¥8040", "8040", "", ""},
		{"3.5万元", "3.5", "万元", ""},
		{"22（其中修订16件）", "22", "", "其中修订16件"},
		{"22件（其中修订16件）", "22", "件", "其中修订16件"},
		{"零", "0", "", ""},
		{"1234567890123456789", "1234567890123456789", "", ""},
	} {
		got := printed.ReadFigure(c.raw)
		if got.State != report.Printed || got.Value.String() != c.value || got.Unit != c.unit || got.Remark != c.remark {
			t.Errorf("%q: %s %s %q %q, want %s %q %q", c.raw, got.State, got.Value, got.Unit, got.Remark, c.value, c.unit, c.remark)
		}
	}
}

func TestBlanksAndSignsForNothing(t *testing.T) {
	for raw, want := range map[string]report.CellState{
		"": report.Blank, " ": report.Blank, "\u00a0": report.Blank, "　": report.Blank, "\n\t": report.Blank, "\u200b\ufeff": report.Blank,
		"/": report.NA, "／": report.NA, "\\": report.NA, "-": report.NA, "--": report.NA, "—": report.NA, "——": report.NA, "– ": report.NA,
		"―": report.NA, "－": report.NA, "无": report.NA, "（无）": report.NA, "暂无": report.NA, "不涉及": report.NA, "不适用": report.NA, "N/A": report.NA,
	} {
		if got := printed.ReadFigure(raw); got.State != want || got.Value != (report.Number{}) {
			t.Errorf("%q: %s %s, want %s", raw, got.State, got.Value, want)
		}
	}
}

// TestNothingIsGuessed holds texts of which a careful reader would not say what number they are.
func TestNothingIsGuessed(t *testing.T) {
	for raw, candidates := range map[string]string{
		"1 2": "1 2", "12\n34": "12 34", "000": "0", "012": "", "00": "0", "1,23": "", "1,2345": "", "12345,678": "",
		"5/2": "5 2", "5/0": "5 0", "约5": "5", "5余": "5", "5%": "5", "1.2.3": "", "12.": "", "--5": "5", "—5": "5", "+-5": "5",
		"3万": "3", "12345678901234567890": "", "2023年": "2023", "１0件2项": "10 2", "?": "", "�": "", "12�": "12", "O": "", "5*": "5",
		"5①": "5", "5件)": "5", "(5)": "5", "5(1)(2)": "5 1 2", "1000元5角": "1000 5", "五": "", "图片": "", "0件/0项": "0 0", "1.234,5": "",
	} {
		got := printed.ReadFigure(raw)
		if got.State != report.Unreadable || got.Value != (report.Number{}) {
			t.Errorf("%q: %s %s, want unreadable", raw, got.State, got.Value)
		}
		if c := strings.Join(got.Candidates, " "); c != candidates {
			t.Errorf("%q: candidates %q, want %q", raw, c, candidates)
		}
	}
}
