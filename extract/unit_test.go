package extract_test

import (
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
)

// TestUnitsOfMoney reads the unit of an amount wherever it is printed, and never takes one unit for another.
func TestUnitsOfMoney(t *testing.T) {
	k, _ := report.ParseKey("disclosure.fees.amount")
	page, _ := sections(t, report.Edition2021)
	bare := strings.Replace(page, "本年收费金额(单位:万元)", "本年收费金额", 1)
	head := func(s string) string { return strings.Replace(bare, "本年收费金额", "本年收费金额"+s, 1) }
	for name, c := range map[string]struct {
		page, unit string
		by         report.UnitSource
		found      bool
	}{
		"in the head":             {page, "万元", report.UnitPrinted, false},
		"nowhere":                 {bare, "万元", report.UnitForm, false},
		"in the row":              {strings.Replace(bare, "行政事业性收费", "行政事业性收费（元）", 1), "元", report.UnitPrinted, true},
		"in the row, as the form": {strings.Replace(bare, "行政事业性收费", "行政事业性收费（万元）", 1), "万元", report.UnitPrinted, false},
		"in the caption":          {strings.Replace(bare, "第二十条第(八)项", "第二十条第(八)项（单位：元）", 1), "元", report.UnitPrinted, true},
		"above the table":         {strings.Replace(bare, `<table border="1"><tbody><tr><td colspan="13">第二十条第(一)项`, `<p>单位：件、元</p><table border="1"><tbody><tr><td colspan="13">第二十条第(一)项`, 1), "元", report.UnitPrinted, true},
		"in the corner":           {strings.Replace(bare, "<td>信息内容</td><td colspan=\"12\">本年收费金额", "<td>信息内容（单位：元）</td><td colspan=\"12\">本年收费金额", 1), "元", report.UnitPrinted, true},
		"of RMB":                  {head("（人民币万元）"), "万元", report.UnitPrinted, false},
		"millions":                {head("（单位：百万元）"), "", report.UnitUnknown, true},
		"hundred thousands":       {head("（单位：十万元）"), "", report.UnitUnknown, true},
		"ten millions":            {head("（千万元）"), "", report.UnitUnknown, true},
		"thousands":               {head("（千元）"), "", report.UnitUnknown, true},
		"hundreds":                {head("（百元）"), "", report.UnitUnknown, true},
		"dollars":                 {head("（单位：万美元）"), "", report.UnitUnknown, true},
		"dollars of Hong Kong":    {head("（单位：港元）"), "", report.UnitUnknown, true},
		"another currency":        {head("（单位：USD）"), "", report.UnitUnknown, true},
		"two units":               {head("（元、万元）"), "", report.UnitUnknown, true},
		"a price":                 {head("（元/件）"), "", report.UnitUnknown, true},
		"two places disagree":     {strings.Replace(page, "行政事业性收费", "行政事业性收费（元）", 1), "", report.UnitUnknown, true},
	} {
		if name != "in the head" && c.page == page {
			t.Fatalf("%s: the page is not changed", name)
		}
		got := read(c.page).Report
		cell := got.Cells.At(k)
		if cell.State != report.Printed || cell.Value.String() != "12.5" || cell.Unit.Name != c.unit || cell.Unit.Source != c.by || has(got, report.RuleUnit) != c.found {
			t.Errorf("%s: %s %s %+v, want %q by %s; %+v", name, cell.State, cell.Value, cell.Unit, c.unit, c.by, got.Findings)
		}
		if _, ok := cell.Yuan(); ok != (c.by != report.UnitUnknown) {
			t.Errorf("%s: an amount in yuan: %v", name, ok)
		}
	}
}
