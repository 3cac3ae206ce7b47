package store_test

import (
	"pgregory.net/rapid"

	"github.com/nianbao/nianbao/report"
)

// arbitrary draws a report with anything that the type can hold and JSON can say.
func arbitrary(t *rapid.T) *report.Report {
	edition := rapid.SampledFrom([]report.Edition{report.NoEdition, report.Edition2019, report.Edition2021})
	r := &report.Report{
		Reader: "1", Year: rapid.IntRange(0, 2030).Draw(t, "year"), Title: text.Draw(t, "title"),
		Agency: report.Agency{
			Name: text.Draw(t, "name"), CreditCode: text.Draw(t, "code"), Division: text.Draw(t, "division"),
			Scope: rapid.SampledFrom([]report.Scope{report.ScopeUnknown, report.ScopeOrgan, report.ScopeArea}).Draw(t, "scope"),
		},
		Status:          rapid.SampledFrom(report.Statuses()).Draw(t, "status"),
		PublishedSource: text.Draw(t, "source"),
		Forms:           report.Forms{edition.Draw(t, "form"), edition.Draw(t, "form"), edition.Draw(t, "form")},
		Spent:           rapid.SliceOf(text).Draw(t, "spent"),
		Page:            report.Origin{URL: text.Draw(t, "url"), SHA256: text.Draw(t, "sha"), Encoding: "gb18030"},
	}
	if day := rapid.IntRange(0, 28).Draw(t, "day"); day > 0 {
		r.Published, _ = report.NewDate(2024, 1, day)
	}
	for _, k := range report.Keys() {
		if rapid.Bool().Draw(t, "filled") {
			*r.Cells.At(k) = cell.Draw(t, k.String())
		}
	}
	r.Sections = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) report.Section {
		return report.Section{Number: rapid.IntRange(0, 6).Draw(t, "n"), Title: text.Draw(t, "title"), Text: text.Draw(t, "text")}
	}), 0, 3).Draw(t, "sections")
	r.Findings = rapid.SliceOfN(finding, 0, 3).Draw(t, "findings")
	r.Claims = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) report.Claim {
		return report.Claim{Meaning: text.Draw(t, "meaning"), Value: number.Draw(t, "value"), Sentence: text.Draw(t, "sentence")}
	}), 0, 2).Draw(t, "claims")
	r.Statistics = rapid.SliceOfNDistinct(statistic, 0, 3, func(s report.Statistic) string { return s.Key }).Draw(t, "statistics")
	r.Unconsumed = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) report.Unconsumed {
		return report.Unconsumed{Kind: "row", Label: text.Draw(t, "label"), Cells: rapid.SliceOfN(text, 1, 3).Draw(t, "cells")}
	}), 0, 2).Draw(t, "unconsumed")
	return r
}

var (
	// text is any Unicode text, hostile ones often.
	text = rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{
		"", "0", "'); DROP TABLE readings; --", `" OR 1=1`, "a\x00b", "\u2028", "仙居县下各镇", "$1", "%_\\", "=1+1",
	}))
	// raw is any bytes.
	raw    = rapid.OneOf(text, rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }))
	number = rapid.Custom(func(t *rapid.T) report.Number {
		n, err := report.ParseNumber(rapid.OneOf(
			rapid.StringMatching(`-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,9})?`),
			rapid.SampledFrom([]string{"0", "9999999999999999999", "-9223372036854775808", "9223372036854775807", "0.0000000000000000001"}),
		).Draw(t, "number"))
		if err != nil {
			t.Fatal(err)
		}
		return n
	})
	cell = rapid.Custom(func(t *rapid.T) report.Cell {
		c := report.Cell{
			State:     rapid.SampledFrom(report.CellStates()).Draw(t, "state"),
			Basis:     rapid.SampledFrom([]report.Basis{report.NoBasis, report.BasisBlank, report.BasisNA, report.BasisTotal}).Draw(t, "basis"),
			Unit:      report.Unit{Name: rapid.SampledFrom([]string{"", "件", "万元"}).Draw(t, "unit"), Source: rapid.SampledFrom([]report.UnitSource{report.UnitUnknown, report.UnitForm, report.UnitPrinted}).Draw(t, "by")},
			Raw:       raw.Draw(t, "raw"),
			Uncertain: rapid.Bool().Draw(t, "uncertain"), Checks: rapid.IntRange(0, 5).Draw(t, "checks"),
			Place: report.Place{
				Table: rapid.IntRange(-1, 9).Draw(t, "table"), Row: rapid.Int().Draw(t, "row"), Column: rapid.IntRange(0, 9).Draw(t, "column"),
				Start: rapid.IntRange(0, 1<<40).Draw(t, "start"), End: rapid.IntRange(0, 1<<40).Draw(t, "end"),
			},
		}
		if c.State.HasValue() {
			c.Value = number.Draw(t, "value")
			if rapid.Bool().Draw(t, "plain") {
				c.Raw = c.Value.String()
			}
		}
		return c
	})
	finding = rapid.Custom(func(t *rapid.T) report.Finding {
		left, right := number.Draw(t, "left"), number.Draw(t, "right")
		f := report.Finding{
			Relation: text.Draw(t, "relation"), Message: text.Draw(t, "message"),
			Severity:   rapid.SampledFrom([]report.Severity{report.Note, report.Warning, report.Error}).Draw(t, "severity"),
			Fault:      rapid.SampledFrom([]report.Fault{report.FaultUndetermined, report.FaultPublisher, report.FaultReader}).Draw(t, "fault"),
			Cells:      rapid.SliceOfN(rapid.SampledFrom(report.Keys()), 0, 3).Draw(t, "cells"),
			Candidates: rapid.SliceOfN(text, 0, 2).Draw(t, "candidates"),
		}
		if rapid.Bool().Draw(t, "sides") {
			f.Left, f.Right = &left, &right
			f.Suspects = []report.Suspect{{Cell: report.Keys()[0], Fits: left}}
		}
		return f
	})
	statistic = rapid.Custom(func(t *rapid.T) report.Statistic {
		n := number.Draw(t, "n")
		return report.Statistic{Key: text.Draw(t, "key"), Label: text.Draw(t, "label"), Value: &n, State: report.Printed, Raw: text.Draw(t, "raw")}
	})
)
