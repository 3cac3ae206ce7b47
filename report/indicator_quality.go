package report

// qualityRates are known of the reading and not of the body's work.
var qualityRates = func() []Indicator {
	quality := func(id, label, english, source string, part, whole Tally) Indicator {
		return share("quality."+id, label, english, source, plus(part), plus(whole))
	}
	zero := quality("zero_report", "零报告", "zero reports", "表三全年无申请的报告,合并后为零报告占比", TallyZero, TallyReports)
	zero.Note = "of one report n/N is 0/1 or 1/1; say rates over many bodies with and without zero reports"
	return []Indicator{
		quality("relations", "勾稽通过率", "relations that hold", "表三、表四可核等式中成立的", TallyRelationsHeld, TallyRelations),
		quality("read", "可读率", "cells with a number", "有数字的单元格/格式规定的单元格", TallyValues, TallyCells),
		quality("blank", "空白率", "blank cells", "空白或“/”(含推得数字的)/格式规定的单元格", TallyBlank, TallyCells),
		quality("unread", "缺漏率", "missing or unreadable cells", "缺失及无法读取/格式规定的单元格", TallyUnread, TallyCells),
		quality("inferred", "推得率", "numbers that were inferred", "拆分、推得、录入的数字/有数字的单元格", TallyInferred, TallyValues),
		quality("units", "金额单位率", "amounts with a unit", "单位明确的金额/有数字的金额", TallyUnits, TallyAmounts),
		quality("current_form", "现行格式率", "tables in the form of the year", "表二、表三中使用当年现行格式的", TallyCurrent, TallyTables),
		quality("sections", "结构完整率", "prescribed parts", "六个规定部分中具备的", TallySections, TallyPrescribed),
		zero,
	}
}()

// Omission is an indicator that others use and that is not computed here.
type Omission struct {
	ID, Label, Formula, Reason string
}

// Omissions lists what is not computed, and what it would need.
func Omissions() []Omission {
	const population = "needs the population by division and year, which no report prints and no embedded list has"
	return []Omission{
		{"received_per_capita", "人均申请", "applications.received.total ÷ population × 100,000", population},
		{"licensing_per_capita", "人均许可", "disclosure.licensing.decisions ÷ population × 100,000", population},
		{"penalties_per_capita", "人均处罚", "disclosure.penalties.decisions ÷ population × 100,000", population},
		{"fees_per_capita", "人均收费", "disclosure.fees.amount × 10,000 ÷ population", population},
		{"quality.timely", "按时率", "published ≤ deadline", "needs the deadline of the kind of body and its basis, which the ledger has"},
		{"quality.prose", "文表一致率", "numbers of the prose that agree ÷ numbers found", "the reader warns where a number of the prose fits no lawful meaning, but does not keep which of them agree"},
	}
}
