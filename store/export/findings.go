package export

import (
	"encoding/json"
	"strings"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// findingRow is a finding, with the other report where it is between two.
type findingRow struct {
	*reading
	store.OtherFinding
	across bool
}

func findingTable(o *Options) maker[reading] {
	fields := ofReading(summaryFields(o), func(r *findingRow) *store.Loaded { return r.Loaded })
	fields = append(fields,
		code("relation", "规则", "relation of the form, or rule", func(r *findingRow) string { return r.Relation }),
		coded("severity", "程度", "how much it weighs", severities(), func(r *findingRow) string { return r.Severity.String() }),
		coded("fault", "归因", "whose error it shows; it accuses nobody", faults(), func(r *findingRow) string { return r.Fault.String() }),
		boolean("across", "跨报告", "found by comparing the report with others", func(r *findingRow) bool { return r.across }),
		code("cells", "涉及单元格", "keys of the cells that it names", func(r *findingRow) string { return joined(r.Cells) }),
		number("left_side", "左边", "left side of a broken relation", func(r *findingRow) *report.Number { return r.Left }),
		number("right_side", "右边", "right side of a broken relation", func(r *findingRow) *report.Number { return r.Right }),
		text("message", "说明", "what a careful reader would point out", func(r *findingRow) string { return r.Message }),
		text("suspects", "疑点", "cells of which each alone would explain it, with the number that fits", suspectsOf),
		text("candidates", "候选", "readings between which the page does not decide, a JSON list", candidatesOf),
		text("other_body", "对照机关", "body of the other report", func(r *findingRow) string { return r.OtherFinding.Body }),
		some("other_year", "对照年度", "year of the other report", func(r *findingRow) int { return r.OtherFinding.Year }),
		text("other_url", "对照网址", "address of the other report", func(r *findingRow) string { return r.OtherFinding.URL }),
	)
	return tableOf(Table{
		Name: "findings", Label: "疑点", English: "what a careful reader would point out",
		About: "Relations that do not hold, odd numbers and readings in doubt, in a report and between reports.",
	}, fields, func(r *reading, emit func(*findingRow) error) error {
		for _, f := range r.Report.Findings {
			if err := emit(&findingRow{r, store.OtherFinding{Finding: f}, false}); err != nil {
				return err
			}
		}
		for _, f := range r.across {
			if err := emit(&findingRow{r, f, true}); err != nil {
				return err
			}
		}
		return nil
	})
}

func suspectsOf(r *findingRow) string {
	list := make([]string, len(r.Suspects))
	for i, s := range r.Suspects {
		list[i] = s.Cell.String() + "=" + s.Fits.String()
	}
	return strings.Join(list, " ")
}

func candidatesOf(r *findingRow) string {
	if len(r.Candidates) == 0 {
		return ""
	}
	text, err := json.Marshal(r.Candidates)
	if err != nil { // a list of texts always has a JSON form
		panic(err)
	}
	return string(text)
}

// claimRow is a number said in the prose.
type claimRow struct {
	*reading
	*report.Claim
}

func claimTable(o *Options) maker[reading] {
	fields := ofReading(summaryFields(o), func(r *claimRow) *store.Loaded { return r.Loaded })
	sentence := text("sentence", "原句", "the sentence", func(r *claimRow) string { return r.Sentence })
	sentence.Prose = true
	fields = append(fields,
		code("meaning", "含义", "cells that it may speak of, as an expression over keys", func(r *claimRow) string { return r.Meaning }),
		number("value", "数值", "the number said", func(r *claimRow) *report.Number { return &r.Value }),
		sentence,
	)
	fields = append(fields, placeFields(func(r *claimRow) report.Place { return r.Claim.Place })...)
	if o.NoProse {
		fields = without(fields, func(c *Column) bool { return c.Prose })
	}
	return tableOf(Table{
		Name: "claims", Label: "文字数据", English: "numbers said in the prose",
		About: "A row a number of the running text. They are never mixed with the cells.",
	}, fields, func(r *reading, emit func(*claimRow) error) error {
		for i := range r.Report.Claims {
			if err := emit(&claimRow{r, &r.Report.Claims[i]}); err != nil {
				return err
			}
		}
		return nil
	})
}

// sectionRow is a section of a report.
type sectionRow struct {
	*reading
	*report.Section
}

func sectionTable(o *Options) maker[reading] {
	fields := ofReading(summaryFields(o), func(r *sectionRow) *store.Loaded { return r.Loaded })
	fields = append(fields,
		whole("number", "第几部分", "1 to 6 by its heading; 0 for what stands before the first", func(r *sectionRow) int { return r.Number }),
		text("heading", "标题", "its heading", func(r *sectionRow) string { return r.Section.Title }),
		text("prose", "正文", "its text", func(r *sectionRow) string { return r.Text }),
	)
	return tableOf(Table{
		Name: "sections", Label: "正文", English: "the prose of the six prescribed parts", Prose: true,
		About: "Sentences of the publishers, tables left out.",
	}, fields, func(r *reading, emit func(*sectionRow) error) error {
		for i := range r.Report.Sections {
			if err := emit(&sectionRow{r, &r.Report.Sections[i]}); err != nil {
				return err
			}
		}
		return nil
	})
}
