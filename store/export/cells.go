package export

import (
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// cellRow is a cell with its report.
type cellRow struct {
	*reading
	key  report.Key
	cell *report.Cell
}

// longTable has a row for every cell that the report's forms have.
func longTable(o *Options) maker[reading] {
	fields := ofReading(summaryFields(o), func(r *cellRow) *store.Loaded { return r.Loaded })
	fields = append(fields, cellFields()...)
	return tableOf(Table{
		Name: "long", Label: "长表", English: "a row a cell, with its proof",
		About: "Every cell of the report's forms with its number as printed, state, raw text and place on the page. raw is empty where the cell was, and nothing where the page has no such cell.",
		Key:   append(append([]string{}, reportKey...), "key"),
	}, fields, func(r *reading, emit func(*cellRow) error) error {
		for _, k := range report.Keys() {
			c := r.Report.Cells.At(k)
			if c.State == report.NotInForm {
				continue
			}
			if err := emit(&cellRow{r, k, c}); err != nil {
				return err
			}
		}
		return nil
	})
}

func cellFields() []field[cellRow] {
	fields := []field[cellRow]{
		code("key", "指标键", "key of the cell", func(r *cellRow) string { return r.key.String() }),
		code("variable", "变量名", "variable of the cell in wide", func(r *cellRow) string { return r.key.Variable() }),
		number("value", "数值", "the number, in the printed unit", func(r *cellRow) *report.Number {
			if n, ok := r.cell.Number(); ok {
				return &n
			}
			return nil
		}),
		text("unit", "单位", "unit of the number", func(r *cellRow) string { return r.cell.Unit.Name }),
		coded("unit_source", "单位来源", "who named the unit", unitSources(), func(r *cellRow) string { return unitSource(r.cell) }),
		coded("state", "状态", "what stood in the cell, and whether a number came of it", cellStates(), func(r *cellRow) string { return r.cell.State.String() }),
		coded("basis", "推算依据", "what stood in an implied cell", bases(), func(r *cellRow) string { return r.cell.Basis.String() }),
		{Column{Name: "raw", Type: Text, Label: "原文", English: "the text of the cell as printed"}, func(r *cellRow) Value {
			if r.cell.State == report.Missing {
				return Null()
			}
			return textOf(r.cell.Raw)
		}},
	}
	fields = append(fields, placeFields(func(r *cellRow) report.Place { return r.cell.Place })...)
	return append(fields,
		boolean("uncertain", "位置存疑", "the place was inferred and not given by the labels alone", func(r *cellRow) bool { return r.cell.Uncertain }),
		whole("checks", "勾稽佐证数", "relations that confirm the number", func(r *cellRow) int { return r.cell.Checks }),
		boolean("doubted", "数据存疑", "a warning or an error names the cell", func(r *cellRow) bool { return r.Report.Doubts(r.key) }),
	)
}

// placeFields say where a number stood: nothing where that is not known, and no bytes where only the line and the word are.
func placeFields[R any](of func(*R) report.Place) []field[R] {
	place := func(name, label, english string, part func(report.Place) int, known func(report.Place) bool) field[R] {
		return field[R]{Column{Name: name, Type: Integer, Label: label, English: english}, func(r *R) Value {
			if p := of(r); !p.IsZero() && known(p) {
				return wholeOf(int64(part(p)))
			}
			return Null()
		}}
	}
	always, bytes := func(report.Place) bool { return true }, func(p report.Place) bool { return p.End > 0 }
	return []field[R]{
		place("place_table", "第几个表", "table on the page, from 1; 0 for running text", func(p report.Place) int { return p.Table }, always),
		place("place_row", "第几行", "row of the table or line of the text, from 1", func(p report.Place) int { return p.Row }, always),
		place("place_column", "第几列", "column of the table or word of the line, from 1", func(p report.Place) int { return p.Column }, always),
		place("place_start", "起始字节", "byte offset in the decoded page; nothing where only line and word are known", func(p report.Place) int { return p.Start }, bytes),
		place("place_end", "结束字节", "byte offset of its end", func(p report.Place) int { return p.End }, bytes),
	}
}

// statisticRow is a row of a statistics table of before 2019.
type statisticRow struct {
	*reading
	*report.Statistic
}

func statisticTable(o *Options) maker[reading] {
	fields := ofReading(summaryFields(o), func(r *statisticRow) *store.Loaded { return r.Loaded })
	fields = append(fields,
		text("key", "指标键", "key of the indicator, a1 to i3, or local.LABEL", func(r *statisticRow) string { return r.Key }),
		text("label", "指标名称", "its label on the page", func(r *statisticRow) string { return r.Label }),
		text("unit", "单位", "its unit", func(r *statisticRow) string { return r.Unit }),
		number("value", "当年数值", "number of the year", func(r *statisticRow) *report.Number { return r.Value }),
		number("cumulative", "累计数值", "number since the beginning", func(r *statisticRow) *report.Number { return r.Cumulative }),
		coded("state", "状态", "what stood in the cell", cellStates(), func(r *statisticRow) string { return r.State.String() }),
		field[statisticRow]{Column{Name: "raw", Type: Text, Label: "原文", English: "the text as printed"}, func(r *statisticRow) Value { return textOf(r.Raw) }},
	)
	fields = append(fields, placeFields(func(r *statisticRow) report.Place { return r.Place })...)
	return tableOf(Table{
		Name: "statistics", Label: "统计表(2019年前)", English: "statistics tables from before the national forms of 2019",
		About: "A row an indicator of the statistics table, where the report has one.",
	}, fields, func(r *reading, emit func(*statisticRow) error) error {
		for i := range r.Report.Statistics {
			if err := emit(&statisticRow{r, &r.Report.Statistics[i]}); err != nil {
				return err
			}
		}
		return nil
	})
}
