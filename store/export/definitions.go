package export

import (
	"context"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// definition is an indicator with the breaks of its series. The tables made of it are the same in every dataset.
type definition struct{ report.Indicator }

// breakRow is a break in the series of an indicator.
type breakRow struct {
	report.Indicator
	report.Break
}

func definitionTables(*Options) []maker[definition] {
	about := []field[definition]{
		code("indicator", "指标", "id of the indicator", func(d *definition) string { return d.ID }),
		code("label", "指标名称", "its label", func(d *definition) string { return d.Label }),
		code("english", "英文名称", "its English name", func(d *definition) string { return d.English }),
		coded("kind", "指标类型", "kind of number", indicatorKinds(), func(d *definition) string { return d.Kind.String() }),
		code("unit", "单位", "unit in which it is shown; what is shown in % is exported as n ÷ N: 0.25, not 25", func(d *definition) string { return d.Unit }),
		code("formula", "公式", "its definition in keys", func(d *definition) string { return d.Formula() }),
		boolean("stock", "存量", "counted at the end of the year: never summed over years", func(d *definition) bool { return d.Stock }),
		code("source", "依据", "where the operands stand, or whose practice it follows", func(d *definition) string { return d.Source }),
		code("variant", "异名同指标", "the indicator that others use under the same name", func(d *definition) string { return d.Variant }),
		code("note", "说明", "what to mind", func(d *definition) string { return d.Note }),
	}
	breaks := []field[breakRow]{
		code("indicator", "指标", "id of the indicator", func(b *breakRow) string { return b.Indicator.ID }),
		code("id", "断点", "id of the break", func(b *breakRow) string { return b.Break.ID }),
		coded("kind", "断点类型", "what changed", breakKinds(), func(b *breakRow) string { return string(b.Break.Kind) }),
		whole("year", "起始年度", "first year reported on that counts otherwise than the years before it", func(b *breakRow) int { return b.Year }),
		date("from_day", "施行日期", "day from which it is in force", func(b *breakRow) report.Date { return b.From }),
		code("reason", "内容", "what is different", func(b *breakRow) string { return b.Text }),
		code("source", "依据", "the law or notice", func(b *breakRow) string { return b.Break.Source }),
	}
	return []maker[definition]{
		tableOf(Table{
			Name: "definitions", Label: "指标定义", English: "what each indicator is", About: "A row an indicator, the same in every dataset of this program.",
			Key: []string{"indicator"},
		}, about, each[definition]),
		tableOf(Table{
			Name: "breaks", Label: "断点", English: "where the series of an indicator stops meaning what it meant",
			About: "A row an indicator and break of law or form. No line should be drawn across one without a mark.", Key: []string{"indicator", "id"},
		}, breaks, func(d *definition, emit func(*breakRow) error) error {
			for _, id := range d.Breaks {
				if b, known := report.BreakByID(id); known {
					if err := emit(&breakRow{d.Indicator, b}); err != nil {
						return err
					}
				}
			}
			return nil
		}),
	}
}

func walkDefinitions(_ context.Context, _ *store.Store, _ store.Filter, do func(*definition) error) error {
	for _, i := range report.AllIndicators() {
		if err := do(&definition{i}); err != nil {
			return err
		}
	}
	return nil
}
