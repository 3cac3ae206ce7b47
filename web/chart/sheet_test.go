package chart_test

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/panel"
	"github.com/nianbao/nianbao/web/chart"
)

func answered(t *testing.T, received, granted, total int64) *report.Report {
	t.Helper()
	r := &report.Report{Forms: report.Forms{report.Edition2021, report.Edition2021, report.Edition2021}}
	for name, n := range map[string]int64{"received": received, "granted": granted, "partial": 0, "total": total} {
		k, err := report.ParseKey("applications." + name + ".total")
		if err != nil {
			t.Fatal(err)
		}
		*r.Cells.At(k) = report.Cell{State: report.Printed, Value: report.Int(n)}
	}
	return r
}

func sheet(t *testing.T, entries []panel.Entry, ids ...string) string {
	t.Helper()
	var list []report.Indicator
	for _, id := range ids {
		i, ok := report.IndicatorByID(id)
		if !ok {
			t.Fatal(id)
		}
		list = append(list, i)
	}
	svg := chart.Sheet(panel.Build(entries, list, panel.Config{}), panel.Config{}, report.English)
	for d := xml.NewDecoder(strings.NewReader(svg)); ; {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			return svg
		}
		if err != nil {
			t.Fatalf("no well-formed XML: %v\n%s", err, svg)
		}
	}
}

// TestSheet holds what a figure says, year by year, and that names become no markup.
func TestSheet(t *testing.T) {
	hostile := `<script>&"'`
	one := []panel.Entry{
		{Body: "a", Name: hostile, Year: 2023, Report: answered(t, 30, 15, 30)},
		{Body: "b", Name: "乙镇", Year: 2023, Report: answered(t, 4, 4, 4)},
		{Body: "c", Name: "丙镇", Year: 2023, State: report.StateOverdue},
	}
	several := append([]panel.Entry{
		{Body: "a", Name: hostile, Year: 2024, Report: answered(t, 20, 5, 20)},
		{Body: "b", Name: "乙镇", Year: 2024, Report: answered(t, 0, 0, 0)},
	}, one...)
	for name, c := range map[string]struct {
		entries []panel.Entry
		ids     []string
		has     []string
		hasNot  []string
	}{
		"one year": {
			one,
			[]string{"disclosure_rate"},
			[]string{"disclosure rate, 2023", "50.0% (15/30)", "100.0% (4/4)°", "median 50.0% of 1 bodies with N ≥ 10", "° N is below 10", "—¹", "¹ no report: overdue", `fill="#c9d0d2"`, ">median<"},
			[]string{"<script"},
		},
		"several years": {
			several,
			[]string{"disclosure_rate", "received"},
			[]string{"disclosure rate, 2023–2024", ">15/30<", ">5/20<", ">0/0<", "2024: median 25.0% of 1 bodies", "received, 2023–2024", "short dashes: the median"},
			[]string{"<script"},
		},
		"a break":        {several, []string{"disputes"}, []string{"dashed line before 2024: reconsideration must come before", `class="break"`}, nil},
		"one body":       {[]panel.Entry{one[0], several[0]}, []string{"received"}, []string{"received, 2023–2024"}, []string{`class="median"`, "short dashes"}},
		"nothing at all": {nil, []string{"received"}, []string{"Source:"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			svg := sheet(t, c.entries, c.ids...)
			for _, text := range c.has {
				if !strings.Contains(svg, text) {
					t.Errorf("lacks %q in %s", text, svg)
				}
			}
			for _, text := range append(c.hasNot, "<script", "style=", "href") {
				if strings.Contains(svg, text) {
					t.Errorf("has %q", text)
				}
			}
		})
	}
}

// TestLinesOfASheetAreShort holds that long notes are broken between words, and in Chinese anywhere.
func TestLinesOfASheetAreShort(t *testing.T) {
	entries := []panel.Entry{{Body: "a", Year: 2022, Report: answered(t, 1, 1, 1)}, {Body: "a", Year: 2024, Report: answered(t, 1, 1, 1)}}
	svg := sheet(t, entries, "disputes")
	for line := range strings.SplitSeq(svg, "<text") {
		_, text, _ := strings.Cut(line, ">")
		text, _, _ = strings.Cut(text, "</text>")
		if n := len([]rune(text)); n > 108 {
			t.Errorf("%d characters: %s", n, text)
		}
	}
	if !strings.Contains(svg, "read by nianbao") && !strings.Contains(svg, "read by</text>") {
		t.Error("the source is broken within a word")
	}
}
