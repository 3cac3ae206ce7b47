package report

// disputesForm builds table four, the same in both editions: three groups side by side over one line of 15 numbers.
func disputesForm(e Edition) Form {
	source := notice2021
	if e == Edition2019 {
		source = notice2019
	}
	return Form{
		Table: Disputes, Edition: e, Section: "政府信息公开行政复议、行政诉讼情况", Source: source,
		Blocks: []Block{{
			Across: true,
			Columns: []ColumnDef{
				{Column: ColumnUpheld, Label: "结果维持", Unit: unitCase},
				{Column: ColumnCorrected, Label: "结果纠正", Unit: unitCase},
				{Column: ColumnOther, Label: "其他结果", Unit: unitCase},
				{Column: ColumnPending, Label: "尚未审结", Unit: unitCase},
				{Column: ColumnTotal, Label: "总计", Unit: unitCase},
			},
			Rows: []RowDef{
				{Row: RowReconsideration, Label: "行政复议", Keywords: [][]string{{"行政复议"}}, Source: "行政复议法"},
				{Row: RowDirectSuit, Label: "未经复议直接起诉", Groups: []string{"行政诉讼"}, Keywords: [][]string{{"直接起诉"}}, Source: "行政诉讼法"},
				{Row: RowSuitAfter, Label: "复议后起诉", Groups: []string{"行政诉讼"}, Keywords: [][]string{{"复议后"}}, Source: "行政诉讼法"},
			},
		}},
	}
}
