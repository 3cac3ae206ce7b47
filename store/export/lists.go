package export

import (
	"strings"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/store"
)

// The closed lists of the coded columns.

func cellStates() List {
	list := List{Name: "cell_state"}
	for _, s := range report.CellStates() {
		list.Words = append(list.Words, Coded{s.String(), s.Label(), s.Meaning()})
	}
	return list
}

// Further states of a cell of wide: there is a number, and it has no place in the column.
const (
	unitUnknown = "unit_unknown"
	notWhole    = "not_whole"
)

// WideStates are the states of the columns of wide: those of a cell, why nothing of its table is known, and why one with a
// number is empty in wide.
func WideStates() List {
	words := cellStates().Words
	for _, n := range []report.Null{report.NullTable, report.NullBefore, report.NullUnread} {
		words = append(words, Coded{n.String(), n.Label(), n.Meaning()})
	}
	return List{Name: "wide_state", Words: append(words,
		Coded{unitUnknown, "单位不明", "a number stands there, and its amount in yuan is not known: nobody named its unit, or one that is no unit of yuan"},
		Coded{notWhole, "不是整数", "a number stands there that is no whole one, as no count should be; table long has it"},
	)}
}

func statuses() List {
	list := List{Name: "report_status"}
	labels := map[report.State]string{}
	for _, d := range report.StateDefs() {
		labels[d.State] = d.Label
	}
	labels[report.State(report.NotAReport.String())] = "不是年度报告"
	for _, s := range report.Statuses() {
		list.Words = append(list.Words, Coded{s.String(), labels[report.State(s.String())], s.Meaning()})
	}
	return list
}

func ledgerStates() List {
	list := List{Name: "ledger_state"}
	for _, d := range report.StateDefs() {
		list.Words = append(list.Words, Coded{string(d.State), d.Label, d.Meaning})
	}
	return list
}

func nulls() List {
	list := List{Name: "null_reason"}
	for _, n := range report.Nulls() {
		list.Words = append(list.Words, Coded{n.String(), n.Label(), n.Meaning()})
	}
	return list
}

func scopes() List {
	return List{"scope", []Coded{
		{report.ScopeUnknown.String(), "口径不明", "the page does not say for whom it counts"},
		{report.ScopeOrgan.String(), "本机关", "the organ's own work"},
		{report.ScopeArea.String(), "本行政区域", "every organ of the area, summed up"},
		{report.ScopeSystem.String(), "本系统", "a vertical system of organs"},
	}}
}

func editions() List {
	return List{"edition", []Coded{
		{report.Edition2019.String(), "2019年格式", "国办公开办函〔2019〕60号"},
		{report.Edition2021.String(), "2021年格式", "国办公开办函〔2021〕30号"},
	}}
}

func standings() List {
	return List{"standing", []Coded{
		{string(store.Current), "采用", "counts for the body, year and scope"},
		{string(store.Rival), "备选", "another document about the same body, year and scope"},
		{string(store.Superseded), "旧版", "an earlier content of the page, or an earlier reading of it"},
		{string(store.Aside), "搁置", "no report, or of no known body"},
	}}
}

func kinds() List {
	return List{"body_kind", []Coded{
		{string(division.BodyGovernment), "政府", "the government of a province, prefecture or county"},
		{string(division.BodyOffice), "政府办公室", "the office of such a government, as an organ of its own"},
		{string(division.BodyDepartment), "部门", "a department"},
		{string(division.BodyTownship), "乡镇", "the government of a town or township"},
		{string(division.BodySubdistrict), "街道", "a subdistrict office"},
		{string(division.BodyZone), "开发区", "the administration of a zone, farm or the like"},
	}}
}

func severities() List {
	return List{"severity", []Coded{
		{report.Note.String(), "提示", "informs, and casts no doubt on a number"},
		{report.Warning.String(), "警告", "a number may be wrong"},
		{report.Error.String(), "错误", "numbers do not balance, or could not be read"},
	}}
}

func faults() List {
	return List{"fault", []Coded{
		{report.FaultUndetermined.String(), "未定", "not decided"},
		{report.FaultPublisher.String(), "原文如此", "every cell involved was read from an unambiguous place: the numbers do not agree as printed"},
		{report.FaultReader.String(), "读取", "the page was not understood"},
	}}
}

func unitSources() List {
	return List{"unit_source", []Coded{
		{report.UnitUnknown.String(), "单位不明", "nobody named a unit: the amount in yuan is not known"},
		{report.UnitForm.String(), "格式规定", "the form prescribes it and the cell says nothing else"},
		{report.UnitPrinted.String(), "原文写明", "the publisher printed it"},
	}}
}

func bases() List {
	return List{"basis", []Coded{
		{report.BasisBlank.String(), "空白", "the cell was empty"},
		{report.BasisNA.String(), "不适用", "the cell held “/”, “-”, 无 or the like"},
		{report.BasisTotal.String(), "合计空缺", "the cell is a sum that was left empty"},
	}}
}

func indicatorKinds() List {
	return List{"indicator_kind", []Coded{
		{report.KindTotal.String(), "总量", "a count or an amount"},
		{report.KindRate.String(), "比率", "a part ÷ its whole, from 0 to 1"},
		{report.KindRatio.String(), "比值", "one number ÷ another of which it is no part"},
		{report.KindChange.String(), "增减", "a difference, which may be negative"},
	}}
}

func causes() List {
	return List{"cause", []Coded{
		{string(store.CausePublisher), "页面变更", "the content of the page changed, as published or as a person handed it in"},
		{string(store.CauseReader), "读取变更", "another version of the reader, the same page"},
		{string(store.CauseBoth), "页面与读取均变更", "another page and another reader"},
		{string(store.CauseDocument), "另一文件", "another document about the same body and year"},
	}}
}

// englishOf writes a key in words: "applications: denied, law – person".
func englishOf(k report.Key) string {
	row := strings.ReplaceAll(k.Row.String(), ".", ", ")
	return strings.ReplaceAll(k.Table.String()+": "+row+" – "+k.Column.String(), "_", " ")
}

func attributeKinds() List {
	return List{"attribute", []Coded{
		{string(division.AttributeName), "名称", "name"},
		{string(division.AttributeCode), "区划代码", "division code"},
		{string(division.AttributeKindOf), "类别", "kind"},
		{string(division.AttributeParent), "上级", "key of the body above"},
		{string(division.AttributeCredit), "统一社会信用代码", "unified social credit code"},
	}}
}

func origins() List {
	return List{"origin", []Coded{
		{string(store.OriginEdition), "区划表", "lists of divisions"},
		{string(store.OriginOverlay), "人工更正", "a person who put the lists right"},
		{string(store.OriginSource), "来源文件", "the file of a source"},
		{string(store.OriginPage), "报告页面", "reports of the body"},
	}}
}

func changeKinds() List {
	return List{"body_event", []Coded{
		{string(division.ChangeRenamed), "更名", "another name"},
		{string(division.ChangeUpgraded), "升格", "乡 → 镇 → 街道 and the like"},
		{string(division.ChangeConverted), "改制", "another kind, but no upgrade"},
		{string(division.ChangeMoved), "划转", "in another county or prefecture"},
		{string(division.ChangeRecoded), "换码", "only another code"},
		{string(division.ChangeMerged), "并入", "no longer listed; most of it is in another one"},
		{string(division.ChangeSplit), "析置", "out of parts of others, or gone into several"},
		{string(division.ChangeGone), "不再列出", "no longer listed, and nothing says where it is"},
		{string(division.ChangeNew), "新列出", "not listed before, and nothing says out of what it is"},
	}}
}

func sides() List {
	return List{"side", []Coded{
		{"before", "之前", "it happened to the body"},
		{"after", "之后", "the body is there afterwards"},
	}}
}

func breakKinds() List {
	return List{"break_kind", []Coded{
		{string(report.BreakForm), "格式", "another table asks another question"},
		{string(report.BreakLaw), "法律", "the same question, another law behind it"},
	}}
}
