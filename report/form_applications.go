package report

// applicationsForm builds table three. The editions differ in (六)其他处理 alone: one row in 2019, three in 2021.
// The provisions named are those of the regulation of 2019 (国务院令第711号) unless said otherwise.
func applicationsForm(e Edition) Form {
	source, rows := notice2021, append(outcomeRows(), unhandledRows2021()...)
	if e == Edition2019 {
		source, rows = notice2019, append(outcomeRows(), unhandledRow2019)
	}
	rows = append([]RowDef{
		{Row: RowReceived, Label: "一、本年新收政府信息公开申请数量", Keywords: [][]string{{"本年新收"}, {"新收", "申请"}}},
		{Row: RowCarriedIn, Label: "二、上年结转政府信息公开申请数量", Keywords: [][]string{{"上年结转"}, {"上年", "结转"}}},
	}, rows...)
	rows = append(
		rows,
		RowDef{Row: RowTotal, Label: "(七)总计", Groups: []string{groupResults}, Keywords: [][]string{{"总计"}}},
		RowDef{Row: RowCarriedOut, Label: "四、结转下年度继续办理", Keywords: [][]string{{"结转下年"}, {"下年度继续办理"}}},
	)
	return Form{
		Table: Applications, Edition: e, Section: "收到和处理政府信息公开申请情况", Source: source, Note: balanceNote,
		Blocks: []Block{{Columns: applicantColumns, Rows: rows}},
	}
}

// balanceNote is what both forms print in the corner of table three.
const balanceNote = "(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和)"

const (
	groupApplicant   = "申请人情况"
	groupLegalEntity = "法人或其他组织"
	groupResults     = "三、本年度办理结果"
	groupDenied      = "(三)不予公开"
	groupUnavailable = "(四)无法提供"
	groupRejected    = "(五)不予处理"
	groupOtherwise   = "(六)其他处理"
)

var applicantColumns = []ColumnDef{
	{Column: ColumnPerson, Label: "自然人", Group: groupApplicant, Unit: unitCase},
	{Column: ColumnBusiness, Label: "商业企业", Group: groupLegalEntity, Unit: unitCase},
	{Column: ColumnResearch, Label: "科研机构", Group: groupLegalEntity, Unit: unitCase},
	{Column: ColumnWelfare, Label: "社会公益组织", Group: groupLegalEntity, Unit: unitCase},
	{Column: ColumnLegal, Label: "法律服务机构", Group: groupLegalEntity, Unit: unitCase},
	{Column: ColumnOther, Label: "其他", Group: groupLegalEntity, Unit: unitCase},
	{Column: ColumnTotal, Label: "总计", Group: groupApplicant, Unit: unitCase},
}

// result makes a row below 三、本年度办理结果.
func result(r Row, group, label, source string, keywords ...[]string) RowDef {
	groups := []string{groupResults}
	if group != "" {
		groups = append(groups, group)
	}
	return RowDef{Row: r, Label: label, Groups: groups, Keywords: keywords, Source: source}
}

func outcomeRows() []RowDef {
	w := func(words ...string) []string { return words }
	return []RowDef{
		result(RowGranted, "", "(一)予以公开", "条例第三十六条第(一)(二)项", w("予以公开")),
		result(RowPartial, "", "(二)部分公开(区分处理的,只计这一情形,不计其他情形)", "条例第三十七条", w("部分公开")),

		result(RowDeniedStateSecret, groupDenied, "1.属于国家秘密", "条例第十四条", w("国家秘密")),
		result(RowDeniedLaw, groupDenied, "2.其他法律行政法规禁止公开", "条例第十四条", w("法规禁止"), w("法律行政", "止公开")),
		result(RowDeniedSafety, groupDenied, "3.危及“三安全一稳定”", "条例第十四条", w("三安全"), w("一稳定")),
		result(RowDeniedThirdParty, groupDenied, "4.保护第三方合法权益", "条例第十五条", w("第三方")),
		result(RowDeniedInternal, groupDenied, "5.属于三类内部事务信息", "条例第十六条第一款", w("内部事务"), w("三类内")),
		result(RowDeniedProcess, groupDenied, "6.属于四类过程性信息", "条例第十六条第二款", w("四类过程"), w("过程性信息")),
		result(RowDeniedEnforcement, groupDenied, "7.属于行政执法案卷", "条例第十六条第二款", w("执法案卷")),
		result(RowDeniedQuery, groupDenied, "8.属于行政查询事项", "条例第三十六条第(七)项", w("查询事项")),

		result(RowUnavailableNotHeld, groupUnavailable, "1.本机关不掌握相关政府信息", "条例第三十六条第(四)(五)项", w("不掌握")),
		result(RowUnavailableNotCompiled, groupUnavailable, "2.没有现成信息需要另行制作", "条例第三十八条", w("没有现成"), w("另行制作")),
		result(RowUnavailableUnclear, groupUnavailable, "3.补正后申请内容仍不明确", "条例第三十条", w("补正后"), w("仍不明确")),

		result(RowRejectedPetition, groupRejected, "1.信访举报投诉类申请", "条例第三十九条", w("信访"), w("举报投诉类")),
		result(RowRejectedRepeat, groupRejected, "2.重复申请", "条例第三十六条第(六)项", w("重复申请")),
		result(RowRejectedPublication, groupRejected, "3.要求提供公开出版物", "条例第三十九条", w("公开出版物")),
		result(RowRejectedExcessive, groupRejected, "4.无正当理由大量反复申请", "条例第三十五条", w("大量反复")),
		result(RowRejectedReissue, groupRejected, "5.要求行政机关确认或重新出具已获取信息", "", w("重新出具"), w("要求行政机关确认")),
	}
}

var unhandledRow2019 = RowDef{
	Row: RowOtherwise, Label: "(六)其他处理", Groups: []string{groupResults}, Keywords: [][]string{{"其他处理"}},
}

func unhandledRows2021() []RowDef {
	return []RowDef{
		result(RowOtherwiseUncorrected, groupOtherwise, "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "条例第三十条", []string{"逾期不补正"}),
		result(RowOtherwiseUnpaid, groupOtherwise, "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "国办函〔2020〕109号", []string{"收费通知"}, []string{"缴纳费用"}),
		result(RowOtherwiseRest, groupOtherwise, "3.其他", "", []string{"其他"}),
	}
}
