package panel_test

import (
	"fmt"
	"testing"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/panel"
)

// bodies gives as many bodies in as many years, each with a report of the form of 2021.
func bodies(n, years int) []panel.Entry {
	forms := report.Forms{report.Edition2021, report.Edition2021, report.Edition2021}
	keys := forms.Keys()
	var entries []panel.Entry
	for i := range n {
		for year := range years {
			r := &report.Report{Year: 2019 + year, Forms: forms}
			for j, k := range keys {
				*r.Cells.At(k) = report.Cell{State: report.Printed, Value: report.Int(int64((i + j + year) % 40))}
			}
			entries = append(entries, panel.Entry{Body: fmt.Sprint(i), Name: fmt.Sprint("镇", i), Year: 2019 + year, Report: r})
		}
	}
	return entries
}

func BenchmarkBuild(b *testing.B) {
	for _, c := range []struct {
		name       string
		entries    []panel.Entry
		indicators []report.Indicator
	}{
		{"16x7/shown", bodies(16, 7), report.Indicators()},
		{"16x7/all", bodies(16, 7), report.AllIndicators()},
		{"3000x1/shown", bodies(3000, 1), report.Indicators()},
		{"3000x1/all", bodies(3000, 1), report.AllIndicators()},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				panel.Build(c.entries, c.indicators, panel.Config{})
			}
		})
	}
}
