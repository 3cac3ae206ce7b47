package report

const (
	notice2019 = "国办公开办函〔2019〕60号"
	notice2021 = "国办公开办函〔2021〕30号"

	unitItem    = "项"
	unitCase    = "件"
	unitWanYuan = "万元"
)

// decisions is the one column of blocks (五) and (六) of the form of 2021; the form prints no unit, its notice counts 件.
var decisions = ColumnDef{Column: ColumnDecisions, Label: "本年处理决定数量", Aliases: []string{"处理决定数量"}, Unit: unitCase}

var disclosure2021 = Form{
	Table: Disclosure, Edition: Edition2021, Section: "主动公开政府信息情况", Source: notice2021,
	Blocks: []Block{
		{
			Caption: "第二十条第(一)项",
			Columns: []ColumnDef{
				{Column: ColumnIssued, Label: "本年制发件数", Aliases: []string{"本年制发数", "制发件数"}, Unit: unitCase},
				{Column: ColumnRepealed, Label: "本年废止件数", Aliases: []string{"本年废止数", "废止件数"}, Unit: unitCase},
				{Column: ColumnInForce, Label: "现行有效件数", Aliases: []string{"现行有效件", "现行有效数"}, Unit: unitCase},
			},
			Rows: []RowDef{rulesRow, normativeDocumentsRow("行政规范性文件", "规范性文件")},
		},
		{Caption: "第二十条第(五)项", Columns: []ColumnDef{decisions}, Rows: []RowDef{licensingRow}},
		{Caption: "第二十条第(六)项", Columns: []ColumnDef{decisions}, Rows: []RowDef{penaltiesRow, coercionRow}},
		{
			Caption: "第二十条第(八)项",
			Columns: []ColumnDef{{
				Column: ColumnAmount, Label: "本年收费金额(单位:万元)", Aliases: []string{"本年收费金额"},
				Unit: unitWanYuan, Money: true,
			}},
			Rows: []RowDef{feesRow},
		},
	},
}

// The rows of table two. The items are those of article 20 of the regulation of 2019 (国务院令第711号).
var (
	rulesRow = RowDef{Row: RowRules, Label: "规章", Keywords: [][]string{{"规章"}}, Source: "条例第二十条第(一)项"}

	licensingRow = RowDef{Row: RowLicensing, Label: "行政许可", Keywords: [][]string{{"行政许可"}}, Source: "条例第二十条第(五)项"}
	penaltiesRow = RowDef{Row: RowPenalties, Label: "行政处罚", Keywords: [][]string{{"行政处罚"}}, Source: "条例第二十条第(六)项"}
	coercionRow  = RowDef{Row: RowCoercion, Label: "行政强制", Keywords: [][]string{{"行政强制"}}, Source: "条例第二十条第(六)项"}
	feesRow      = RowDef{Row: RowFees, Label: "行政事业性收费", Keywords: [][]string{{"事业性收费"}}, Source: "条例第二十条第(八)项"}
)

func normativeDocumentsRow(label string, aliases ...string) RowDef {
	return RowDef{
		Row: RowNormativeDocuments, Label: label, Aliases: aliases,
		Keywords: [][]string{{"规范性文件"}}, Source: "条例第二十条第(一)项",
	}
}
