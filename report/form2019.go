package report

var disclosure2019 = Form{
	Table: Disclosure, Edition: Edition2019, Section: "主动公开政府信息情况", Source: notice2019,
	Blocks: []Block{
		{
			Caption: "第二十条第(一)项",
			Columns: []ColumnDef{
				{Column: ColumnProduced, Label: "本年新制作数量", Unit: unitCase},
				{Column: ColumnNewlyPublic, Label: "本年新公开数量", Unit: unitCase},
				{Column: ColumnTotalPublic, Label: "对外公开总数量", Unit: unitCase},
			},
			Rows: []RowDef{rulesRow, normativeDocumentsRow("规范性文件", "行政规范性文件")},
		},
		{Caption: "第二十条第(五)项", Columns: itemColumns, Rows: []RowDef{licensingRow, otherServicesRow}},
		{Caption: "第二十条第(六)项", Columns: itemColumns, Rows: []RowDef{penaltiesRow, coercionRow}},
		{Caption: "第二十条第(八)项", Columns: itemColumns[:2], Rows: []RowDef{feesRow}},
		{
			Caption: "第二十条第(九)项",
			Columns: []ColumnDef{
				{Column: ColumnProjects, Label: "采购项目数量", Unit: unitItem},
				{Column: ColumnAmount, Label: "采购总金额", Aliases: []string{"采购总金额(万元)", "采购总金额(元)"}, Money: true},
			},
			Rows: []RowDef{{
				Row: RowProcurement, Label: "政府集中采购", Keywords: [][]string{{"集中采购"}}, Source: "条例第二十条第(九)项",
			}},
		},
	},
}

var itemColumns = []ColumnDef{
	{Column: ColumnPriorItems, Label: "上一年项目数量", Unit: unitItem},
	{Column: ColumnChange, Label: "本年增/减", Unit: unitItem, Signed: true},
	{Column: ColumnDecisions, Label: "处理决定数量", Aliases: []string{"本年处理决定数量"}, Unit: unitCase},
}

var otherServicesRow = RowDef{
	Row: RowOtherServices, Label: "其他对外管理服务事项", Keywords: [][]string{{"对外管理服务"}}, Source: "条例第二十条第(五)项",
}
