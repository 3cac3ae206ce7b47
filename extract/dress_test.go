package extract_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
)

const licensing, fees = "disclosure.licensing.decisions", "disclosure.fees.amount"

// TestWhatStandsRoundANumber doubts numbers whose signs and remarks may make them mean something else, in tables and in text.
func TestWhatStandsRoundANumber(t *testing.T) {
	for _, c := range []struct {
		key, raw, value string
		severity        report.Severity
		found           bool
	}{
		{licensing, "1036", "1036", 0, false},
		{licensing, "1036件", "1036", 0, false},
		{licensing, "1036（件）", "1036", 0, false},
		{licensing, "+1036", "1036", report.Warning, true},
		{licensing, "＋1036", "1036", report.Warning, true},
		{licensing, "增1036", "1036", report.Warning, true},
		{licensing, "1036（其中当场16件）", "1036", report.Note, true},
		{licensing, "1036（不含街道16件）", "1036", report.Warning, true},
		{licensing, "1036（2022年1041）", "1036", report.Warning, true},
		{licensing, "1036（含街道）", "1036", report.Warning, true},
		{licensing, "1036（全县）", "1036", report.Warning, true},
		{licensing, "1036（上年）", "1036", report.Warning, true},
		{licensing, "1036（百件）", "1036", report.Warning, true},
		{licensing, "1036（单位：万件）", "1036", report.Warning, true},
		{licensing, "1036（预计）", "1036", report.Warning, true},
		{licensing, "1036（单位：件）", "1036", 0, false},
		{fees, "10.5万元", "10.5", 0, false},
		{fees, "10.5（单位：万元）", "10.5", 0, false},
		{fees, "10.5万元（含3万元）", "10.5", report.Note, true},
		{fees, "10.5万元（除退还3万元）", "10.5", report.Warning, true},
	} {
		f := balancedFigures(report.Edition2021)
		f[c.key] = c.raw
		k, _ := report.ParseKey(c.key)
		for name, page := range map[string]string{"table": style{}.page(report.Edition2021, f), "pipes": layouts["pipes around"].text(report.Edition2021, f)} {
			got := read(page).Report
			i := slices.IndexFunc(got.Findings, func(f report.Finding) bool { return f.Relation == report.RuleRemark && slices.Contains(f.Cells, k) })
			cell := got.Cells.At(k)
			if cell.State != report.Printed || cell.Value.String() != c.value || i >= 0 != c.found || i >= 0 && got.Findings[i].Severity != c.severity {
				t.Errorf("%s %q: %s %s, findings %+v", name, c.raw, cell.State, cell.Value, got.Findings)
			}
			if want := c.severity < report.Warning; (got.Status == report.Consistent) != want {
				t.Errorf("%s %q: %s", name, c.raw, got.Status)
			}
		}
	}
	changes := balancedFigures(report.Edition2019)
	changes["disclosure.licensing.change"] = "+2"
	if got := read(style{}.page(report.Edition2019, changes)).Report; has(got, report.RuleRemark) {
		t.Errorf("a change with a sign: %+v", got.Findings)
	}
}

// TestTurnedLines reads no number behind a character that turns the direction of its line: shown is another one.
func TestTurnedLines(t *testing.T) {
	f := balancedFigures(report.Edition2021)
	k, _ := report.ParseKey(licensing)
	for name, l := range layouts {
		text := l.text(report.Edition2021, f)
		sameLine := strings.Contains(text, "行政许可"+l.cell+"1036") && !strings.Contains(l.cell, "\n")
		for _, c := range []struct {
			what, page string
			read       bool
		}{
			{"before the number", strings.Replace(text, "1036", "\u202e1036", 1), false},
			{"at the start of its row", strings.ReplaceAll(text, "行政许可", "\u202e行政许可"), !sameLine},
			{"isolated, in front of the number", strings.Replace(text, "1036", "\u20671036\u2069", 1), false},
			{"on another line", "\u202e公开\n" + text, true},
		} {
			got := read(c.page).Report
			if cell := got.Cells.At(k); cell.State.HasValue() != c.read || !c.read && (!got.Doubts(k) || got.Status != report.Partial) {
				t.Errorf("%s, %s: %s %s, %s, doubted %v", name, c.what, cell.State, cell.Value, got.Status, got.Doubts(k))
			}
		}
	}
	paragraphs := "<p>" + strings.ReplaceAll(strings.Replace(layouts["a row a line, blanks between"].text(report.Edition2021, f), "行政许可 1036", "\u202e行政许可 1036", 1), "\n", "</p><p>") + "</p>"
	if got := read(paragraphs).Report; got.Cells.At(k).State != report.Unreadable {
		t.Errorf("a paragraph: %s", got.Cells.At(k).State)
	}
}

// TestSumInTableFour reads table four with 合计 for 总计, in tables and in every layout of text.
func TestSumInTableFour(t *testing.T) {
	for _, e := range []report.Edition{report.Edition2019, report.Edition2021} {
		f := balancedFigures(e)
		pages := map[string]string{"a table": style{}.page(e, f)}
		for name, l := range layouts {
			pages[name] = l.text(e, f)
		}
		for name, page := range pages {
			at := strings.LastIndex(page, "行政诉讼")
			at = strings.LastIndex(page[:at], "四、")
			got := read(page[:at] + strings.ReplaceAll(page[at:], "总计", "合计")).Report
			wantCells(t, "", withoutSpans(got), both(e), f)
			if got.Status != report.Consistent {
				t.Errorf("%s: %s %+v", name, got.Status, got.Findings)
			}
		}
	}
}
