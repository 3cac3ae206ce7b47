package export

import (
	"strings"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/store"
)

// The closed lists of the coded columns.

func cellStates() (list []Coded) {
	for _, s := range report.CellStates() {
		list = append(list, Coded{s.String(), s.Label(), s.Meaning()})
	}
	return list
}

func statuses() (list []Coded) {
	labels := map[report.State]string{}
	for _, d := range report.StateDefs() {
		labels[d.State] = d.Label
	}
	labels[report.State(report.NotAReport.String())] = "不是年度报告"
	for _, s := range report.Statuses() {
		list = append(list, Coded{s.String(), labels[report.State(s.String())], s.Meaning()})
	}
	return list
}

func ledgerStates() (list []Coded) {
	for _, d := range report.StateDefs() {
		list = append(list, Coded{string(d.State), d.Label, d.Meaning})
	}
	return list
}

func nulls() (list []Coded) {
	for _, n := range report.Nulls() {
		list = append(list, Coded{n.String(), n.Label(), n.Meaning()})
	}
	return list
}

func scopes() []Coded {
	return []Coded{
		{report.ScopeUnknown.String(), "口径不明", "the page does not say for whom it counts"},
		{report.ScopeOrgan.String(), "本机关", "the organ's own work"},
		{report.ScopeArea.String(), "本行政区域", "every organ of the area, summed up"},
		{report.ScopeSystem.String(), "本系统", "a vertical system of organs"},
	}
}

func editions() []Coded {
	return []Coded{
		{report.Edition2019.String(), "2019年格式", "国办公开办函〔2019〕60号"},
		{report.Edition2021.String(), "2021年格式", "国办公开办函〔2021〕30号"},
	}
}

func standings() []Coded {
	return []Coded{
		{string(store.Current), "采用", "counts for the body, year and scope"},
		{string(store.Rival), "备选", "another document about the same body, year and scope"},
		{string(store.Superseded), "旧版", "an earlier content of the page, or an earlier reading of it"},
		{string(store.Aside), "搁置", "no report, or of no known body"},
	}
}

func kinds() []Coded {
	return []Coded{
		{string(division.BodyGovernment), "政府", "the government of a province, prefecture or county"},
		{string(division.BodyOffice), "政府办公室", "the office of such a government, as an organ of its own"},
		{string(division.BodyDepartment), "部门", "a department"},
		{string(division.BodyTownship), "乡镇", "the government of a town or township"},
		{string(division.BodySubdistrict), "街道", "a subdistrict office"},
		{string(division.BodyZone), "开发区", "the administration of a zone, farm or the like"},
	}
}

func severities() []Coded {
	return []Coded{
		{report.Note.String(), "提示", "informs, and casts no doubt on a number"},
		{report.Warning.String(), "警告", "a number may be wrong"},
		{report.Error.String(), "错误", "numbers do not balance, or could not be read"},
	}
}

func faults() []Coded {
	return []Coded{
		{report.FaultUndetermined.String(), "未定", "not decided"},
		{report.FaultPublisher.String(), "原文如此", "every cell involved was read from an unambiguous place: the numbers do not agree as printed"},
		{report.FaultReader.String(), "读取", "the page was not understood"},
	}
}

func unitSources() []Coded {
	return []Coded{
		{report.UnitUnknown.String(), "单位不明", "nobody named a unit: the amount in yuan is not known"},
		{report.UnitForm.String(), "格式规定", "the form prescribes it and the cell says nothing else"},
		{report.UnitPrinted.String(), "原文写明", "the publisher printed it"},
	}
}

func bases() []Coded {
	return []Coded{
		{report.BasisBlank.String(), "空白", "the cell was empty"},
		{report.BasisNA.String(), "不适用", "the cell held “/”, “-”, 无 or the like"},
		{report.BasisTotal.String(), "合计空缺", "the cell is a sum that was left empty"},
	}
}

func indicatorKinds() []Coded {
	return []Coded{
		{report.KindTotal.String(), "总量", "a count or an amount"},
		{report.KindRate.String(), "比率", "a part ÷ its whole, from 0 to 1"},
		{report.KindRatio.String(), "比值", "one number ÷ another of which it is no part"},
		{report.KindChange.String(), "增减", "a difference, which may be negative"},
	}
}

func causes() []Coded {
	return []Coded{
		{string(store.CausePublisher), "页面变更", "the publisher changed the page"},
		{string(store.CauseReader), "读取变更", "another version of the reader, the same page"},
		{string(store.CauseBoth), "页面与读取均变更", "another page and another reader"},
		{string(store.CauseDocument), "另一文件", "another document about the same body and year"},
	}
}

// englishOf writes a key in words: "applications: denied, law – person".
func englishOf(k report.Key) string {
	row := strings.ReplaceAll(k.Row.String(), ".", ", ")
	return strings.ReplaceAll(k.Table.String()+": "+row+" – "+k.Column.String(), "_", " ")
}
