package report

// share makes a rate of applications.
func share(id, label, english, source string, part, whole Formula) Indicator {
	return Indicator{
		ID: id, Label: label, English: english, Kind: KindRate, Unit: unitPercent, Numerator: part, Denominator: whole, Source: source,
	}
}

// concluded is the denominator that the official reports themselves use for percentages.
func concluded() Formula { return plus(total(RowTotal)) }

// handled is all that a body had before it in the year.
func handled() Formula { return plus(total(RowReceived), total(RowCarriedIn)) }

var rates = func() []Indicator {
	granted, partial := total(RowGranted), total(RowPartial)
	all := []Indicator{
		share("disclosure_rate", "公开率", "disclosure rate", "各级年报通行口径:(予以公开+部分公开)/总计", plus(granted, partial), concluded()),
		share("full_disclosure_rate", "全部公开率", "full disclosure rate", "予以公开/总计", plus(granted), concluded()),
		share("partial_disclosure_rate", "部分公开率", "partial disclosure rate", "部分公开/总计", plus(partial), concluded()),
		share("merits_disclosure_rate", "实体公开率", "disclosure rate on the merits", "只计就公开与否作出实体决定的申请,近于英国统计的 resolvable requests",
			plus(granted, partial), plus(granted, partial, group(GroupDenied))),
		share("denial_rate", "不予公开率", "denial rate", "不予公开合计/总计", plus(group(GroupDenied)), concluded()),
		share("unavailable_rate", "无法提供率", "rate of not available", "无法提供合计/总计", plus(group(GroupUnavailable)), concluded()),
		share("rejected_rate", "不予处理率", "rate of not processed", "不予处理合计/总计", plus(group(GroupRejected)), concluded()),
		share("otherwise_rate", "其他处理率", "rate of otherwise handled", "其他处理合计/总计", plus(group(GroupOtherwise)), concluded()),
		share("not_held_rate", "不掌握率", "rate of not held", "本机关不掌握/总计", plus(total(RowUnavailableNotHeld)), concluded()),
		share("petition_rate", "信访类占比", "rate of petitions", "信访举报投诉类/总计", plus(total(RowRejectedPetition)), concluded()),
		share("abuse_rate", "重复滥用占比", "rate of repeated and excessive", "(重复申请+大量反复申请)/总计",
			plus(total(RowRejectedRepeat), total(RowRejectedExcessive)), concluded()),
		share("conclusion_rate", "办结率", "conclusion rate", "总计/(新收+结转)", concluded(), handled()),
		share("carry_over_rate", "结转率", "carry-over rate", "结转下年/(新收+结转)", plus(total(RowCarriedOut)), handled()),
		share("person_share", "自然人占比", "share of natural persons", "新收申请的申请人构成", plus(applicants(ColumnPerson)), plus(total(RowReceived))),
		share("business_share", "企业占比", "share of businesses", "新收申请的申请人构成", plus(applicants(ColumnBusiness)), plus(total(RowReceived))),
		share("legal_share", "法律服务机构占比", "share of legal services", "新收申请的申请人构成", plus(applicants(ColumnLegal)), plus(total(RowReceived))),
	}
	for i := range all {
		if all[i].ID == "otherwise_rate" {
			all[i].Breaks = breaksFees
		}
	}
	return append(all, Indicator{
		ID: "licensing_per_penalty", Label: "许可处罚比", English: "licences per penalty", Kind: KindRatio, Unit: unitTimes, Source: "表二第(五)(六)项",
		Numerator:   plus(disclosed(RowLicensing, ColumnDecisions)),
		Denominator: plus(disclosed(RowPenalties, ColumnDecisions)), Breaks: breaksPenalties,
	})
}()

// denialReasons gives the structure of the reasons for not disclosing: they add up to one in every report.
func denialReasons() []Indicator {
	english := []string{"state secret", "law", "safety", "third party", "internal matter", "process", "enforcement file", "administrative query"}
	var all []Indicator
	for i, row := range groupDefs[GroupDenied].rows2021 {
		def, _, _ := total(row).Definition(Edition2021)
		all = append(all, share("reason_"+row.String()[len("denied."):], "不予公开理由:"+def.Label, "reason: "+english[i], "该项/不予公开合计",
			plus(total(row)), plus(group(GroupDenied))))
	}
	return all
}

// disputeRates count per application concluded, and what became of the disputes that were decided. The two
// ways of counting corrections are both in use, so both are given.
var disputeRates = func() []Indicator {
	d := func(c Column) Formula { return plus(dispute(RowReconsideration, c)) }
	l := func(c Column) Formula { return plus(lawsuits(c)) }
	decidedD := d(ColumnTotal).minus(dispute(RowReconsideration, ColumnPending))
	decidedL := l(ColumnTotal).minus(lawsuits(ColumnPending))
	all := []Indicator{
		share("reconsideration_rate", "复议率", "reconsideration rate", "行政复议总计/办理结果总计", d(ColumnTotal), concluded()),
		share("lawsuit_rate", "诉讼率", "lawsuit rate", "行政诉讼总计/办理结果总计", l(ColumnTotal), concluded()),
		share("reconsideration_corrected", "复议纠错率", "reconsiderations corrected, of those decided", "结果纠正/(总计−尚未审结)", d(ColumnCorrected), decidedD),
		share("reconsideration_corrected_all", "复议纠错率(含未审结)", "reconsiderations corrected, of all", "结果纠正/总计", d(ColumnCorrected), d(ColumnTotal)),
		share("reconsideration_upheld", "复议维持率", "reconsiderations upheld, of those decided", "结果维持/(总计−尚未审结)", d(ColumnUpheld), decidedD),
		share("lawsuit_corrected", "诉讼纠错率", "lawsuits corrected, of those decided", "结果纠正/(总计−尚未审结),两类诉讼合并", l(ColumnCorrected), decidedL),
		share("lawsuit_corrected_all", "诉讼纠错率(含未审结)", "lawsuits corrected, of all", "结果纠正/总计,两类诉讼合并", l(ColumnCorrected), l(ColumnTotal)),
		share("lawsuit_upheld", "诉讼维持率", "lawsuits upheld, of those decided", "结果维持/(总计−尚未审结),两类诉讼合并", l(ColumnUpheld), decidedL),
	}
	variants := map[string]string{
		"reconsideration_corrected": "reconsideration_corrected_all", "reconsideration_corrected_all": "reconsideration_corrected",
		"lawsuit_corrected": "lawsuit_corrected_all", "lawsuit_corrected_all": "lawsuit_corrected",
	}
	for i := range all {
		all[i].Breaks, all[i].Variant = breaksReconsideration, variants[all[i].ID]
		if i < 2 {
			all[i].Kind, all[i].Note = KindRatio, "disputes of the year over applications of the year: a dispute may be about an earlier one"
		}
	}
	return all
}()
