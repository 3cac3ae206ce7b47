package report

var crosswalk = func() []Series {
	all := append(append([]Series{}, applicationSeries...), outcomeSeries...)
	all = append(append(all, applicantSeries()...), disputeSeries...)
	return append(append(all, disclosureSeries...), formerSeries...)
}()

const (
	lawRegulation      = "law.regulation_2019"
	lawFees            = "law.fees_2021"
	lawLitigation      = "law.litigation_2015"
	lawPenalties       = "law.penalties_2021"
	lawReconsideration = "law.reconsideration_2024"
	lawBeginning       = "law.regulation_2008"

	noteLocal = "各地自定指标,名称与口径不一"
)

var applicationSeries = []Series{
	{
		ID: "received", Label: "新收申请", English: "applications received", Unit: unitCase, Table: Applications,
		Breaks: []string{lawBeginning, lawFees},
		Eras: both(nearly(plus(local("申请总数", "受理依申请公开信息总数", "c1")), noteLocal),
			exact(plus(stat("c1"))), plus(total(RowReceived))),
	},
	{
		ID: "concluded", Label: "办结", English: "concluded", Unit: unitCase, Table: Applications, Breaks: []string{lawBeginning, lawRegulation},
		Eras: both(nearly(plus(local("对申请的答复总数", "c3")), noteLocal+";计答复数"),
			nearly(plus(stat("c2")), "申请办结数,其分类与现行办理结果不同"), plus(total(RowTotal))),
	},
	{
		ID: "answered", Label: "答复", English: "answered", Unit: unitCase, Table: Applications, Breaks: []string{lawBeginning, lawRegulation},
		Eras: both(nearly(plus(local("对申请的答复总数", "c3")), noteLocal), exact(plus(stat("c3"))), plus(total(RowTotal))),
	},
	since2019("carried_in", "上年结转", "carried in", plus(total(RowCarriedIn))),
	since2019("carried_out", "结转下年", "carried over", plus(total(RowCarriedOut))),
}

var outcomeSeries = []Series{
	{
		ID: "granted", Label: "予以公开", English: "granted", Unit: unitCase, Table: Applications, Breaks: []string{lawRegulation},
		Eras: both(nearly(plus(local("同意公开答复数", "c3.2")), noteLocal),
			nearly(plus(stat("c3.1"), stat("c3.2")), "属于已主动公开范围与同意公开之和"), plus(total(RowGranted))),
	},
	{
		ID: "partial", Label: "部分公开", English: "granted in part", Unit: unitCase, Table: Applications, Breaks: []string{lawRegulation},
		Eras: both(nearly(plus(local("同意部分公开答复数", "c3.3")), noteLocal), exact(plus(stat("c3.3"))), plus(total(RowPartial))),
	},
	{
		ID: "denied", Label: "不予公开", English: "denied", Unit: unitCase, Table: Applications, Breaks: []string{lawRegulation},
		Eras: both(broken(plus(local("否决公开答复总数", "不予公开答复数", "c3.4")), "口径较宽,多含信息不存在、非本机关掌握等"),
			nearly(plus(stat("c3.4")), "含不是《条例》所指政府信息等,理由分类不同"), plus(group(GroupDenied))),
	},
	{
		ID: "not_held", Label: "不掌握", English: "not held", Unit: unitCase, Table: Applications, Breaks: []string{lawRegulation},
		Eras: both(nearly(plus(local("信息不存在", "c3.6"), local("非本部门掌握")), noteLocal),
			nearly(plus(stat("c3.5"), stat("c3.6")), "不属于本行政机关公开与申请信息不存在之和"), plus(total(RowUnavailableNotHeld))),
	},
	since2019("unavailable", "无法提供", "not available", plus(group(GroupUnavailable))),
	since2019("rejected", "不予处理", "not processed", plus(group(GroupRejected))),
	{
		ID: "otherwise", Label: "其他处理", English: "otherwise handled", Unit: unitCase, Table: Applications, Breaks: []string{lawRegulation, lawFees},
		Eras: both(absent(), nearly(plus(stat("c3.7"), stat("c3.8")), "告知作出更改补充与告知通过其他途径办理之和"), plus(group(GroupOtherwise))),
	},
}

func applicantSeries() []Series {
	var all []Series
	english := []string{"natural persons", "businesses", "research institutions", "welfare organisations", "legal services", "other organisations"}
	for i, c := range applicantColumns[:len(applicantColumns)-1] {
		all = append(all, since2019("received_"+c.Column.String(), "新收申请:"+c.Label, "applications of "+english[i], plus(applicants(c.Column)), lawFees))
	}
	return all
}

const notePending = "只计结果,无尚未审结"

var disputeSeries = []Series{
	{
		ID: "reconsiderations", Label: "行政复议", English: "reconsiderations", Unit: unitCase, Table: Disputes, Breaks: []string{lawReconsideration},
		Eras: both(nearly(plus(local("行政复议数", "d")), noteLocal), nearly(plus(stat("d")), notePending), plus(dispute(RowReconsideration, ColumnTotal))),
	},
	{
		ID: "reconsideration_upheld", Label: "行政复议维持", English: "reconsiderations upheld", Unit: unitCase, Table: Disputes, Breaks: []string{lawReconsideration},
		Eras: both(absent(), exact(plus(stat("d1"))), plus(dispute(RowReconsideration, ColumnUpheld))),
	},
	{
		ID: "reconsideration_corrected", Label: "行政复议纠错", English: "reconsiderations corrected", Unit: unitCase, Table: Disputes, Breaks: []string{lawReconsideration},
		Eras: both(absent(), exact(plus(stat("d2"))), plus(dispute(RowReconsideration, ColumnCorrected))),
	},
	{
		ID: "reconsideration_other", Label: "行政复议其他结果", English: "reconsiderations with other results", Unit: unitCase, Table: Disputes, Breaks: []string{lawReconsideration},
		Eras: both(absent(), exact(plus(stat("d3"))), plus(dispute(RowReconsideration, ColumnOther))),
	},
	{
		ID: "lawsuits", Label: "行政诉讼", English: "lawsuits", Unit: unitCase, Table: Disputes, Breaks: []string{lawLitigation, lawReconsideration},
		Eras: both(nearly(plus(local("行政诉讼数", "e")), noteLocal), nearly(plus(stat("e")), notePending), plus(lawsuits(ColumnTotal))),
	},
	{
		ID: "lawsuit_upheld", Label: "行政诉讼维持", English: "lawsuits upheld", Unit: unitCase, Table: Disputes, Breaks: []string{lawLitigation, lawReconsideration},
		Eras: both(absent(), nearly(plus(stat("e1")), "含驳回原告诉讼请求"), plus(lawsuits(ColumnUpheld))),
	},
	{
		ID: "lawsuit_corrected", Label: "行政诉讼纠错", English: "lawsuits corrected", Unit: unitCase, Table: Disputes, Breaks: []string{lawLitigation, lawReconsideration},
		Eras: both(absent(), exact(plus(stat("e2"))), plus(lawsuits(ColumnCorrected))),
	},
	{
		ID: "lawsuit_other", Label: "行政诉讼其他结果", English: "lawsuits with other results", Unit: unitCase, Table: Disputes, Breaks: []string{lawLitigation, lawReconsideration},
		Eras: both(absent(), exact(plus(stat("e3"))), plus(lawsuits(ColumnOther))),
	},
	since2019("direct_suits", "未经复议直接起诉", "direct lawsuits", plus(dispute(RowDirectSuit, ColumnTotal)), lawReconsideration),
	since2019("suits_after", "复议后起诉", "lawsuits after reconsideration", plus(dispute(RowSuitAfter, ColumnTotal)), lawReconsideration),
}
