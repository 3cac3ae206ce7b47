package report

import (
	"fmt"
	"strings"
)

// StatisticRelation is an arithmetic rule between rows of the statistics table of 2014. It holds for the values of the
// year and for those of all years, each by itself, and is assessable when each of its terms has a value.
type StatisticRelation struct {
	ID       string // permanent, such as statistics.c1
	Kind     RelationKind
	Left     string   // key of a row
	Right    []string // keys of rows
	Severity Severity
	Text     string // in Chinese
}

// StatisticRelations lists the rules of the statistics table in the order of its rows. The table prints none of them: a sum
// stands above its numbered parts, and a part is worded 其中. Reasons for refusing may overlap, so that their sum only warns.
func StatisticRelations() []StatisticRelation {
	return append([]StatisticRelation(nil), statisticRelations[:]...)
}

var statisticRelations = [...]StatisticRelation{
	{"statistics.a1.1", AtMost, "a1.1", []string{"a1"}, Warning, "主动公开规范性文件数不大于主动公开政府信息数"},
	{"statistics.b2.1a", AtMost, "b2.1a", []string{"b2.1"}, Warning, "主要负责同志参加新闻发布会次数不大于参加或举办新闻发布会总次数"},
	{"statistics.b2.2a", AtMost, "b2.2a", []string{"b2.2"}, Warning, "主要负责同志参加政府网站在线访谈次数不大于政府网站在线访谈次数"},
	{"statistics.c1", Equals, "c1", []string{"c1.1", "c1.2", "c1.3", "c1.4"}, Error, "收到申请数=当面、传真、网络、信函申请数之和"},
	{"statistics.c2", Equals, "c2", []string{"c2.1", "c2.2"}, Error, "申请办结数=按时办结数+延期办结数"},
	{"statistics.c3", Equals, "c3", []string{"c3.1", "c3.2", "c3.3", "c3.4", "c3.5", "c3.6", "c3.7", "c3.8"}, Error, "申请答复数=各类答复数之和"},
	{"statistics.c3.4", Equals, "c3.4", []string{"c3.4a", "c3.4b", "c3.4c", "c3.4d", "c3.4e", "c3.4f"}, Warning, "不同意公开答复数=各种理由之和"},
	{"statistics.d", Equals, "d", []string{"d1", "d2", "d3"}, Error, "行政复议数量=维持、纠错、其他情形数之和"},
	{"statistics.e", Equals, "e", []string{"e1", "e2", "e3"}, Error, "行政诉讼数量=维持或驳回、纠错、其他情形数之和"},
	{"statistics.h3", Equals, "h3", []string{"h3.1", "h3.2"}, Error, "从事政府信息公开工作人员数=专职人员数+兼职人员数"},
}

// RuleCumulative is the rule that the value of a year is at most that of all years together, for every row, also of local
// tables.
const RuleCumulative = "statistics.cumulative"

// checkStatistics applies the rules of the statistics table. Statistics are no cells: the messages name the rows.
func checkStatistics(r *Report) (findings []Finding) {
	rows := map[string]*Statistic{}
	for i := range r.Statistics {
		st := &r.Statistics[i]
		rows[st.Key] = st
		if st.Value != nil && st.Cumulative != nil && st.Value.Cmp(*st.Cumulative) > 0 {
			findings = append(findings, Finding{
				Relation: RuleCumulative, Severity: Warning, Fault: faultOfStatistics(st), Left: st.Value, Right: st.Cumulative,
				Message: fmt.Sprintf("数据异常 (unusual numbers): statistics, %s: 当年 %s, 累计 %s", st.Label, st.Value, st.Cumulative),
			})
		}
	}
	for i := range statisticRelations {
		rel := &statisticRelations[i]
		for _, column := range statisticColumns {
			findings = append(findings, rel.check(rows, column.name, column.value)...)
		}
	}
	return findings
}

var statisticColumns = [...]struct {
	name  string
	value func(*Statistic) *Number
}{
	{"当年", func(s *Statistic) *Number { return s.Value }},
	{"累计", func(s *Statistic) *Number { return s.Cumulative }},
}

// check applies the relation to one column of values.
func (rel *StatisticRelation) check(rows map[string]*Statistic, name string, value func(*Statistic) *Number) []Finding {
	head := rows[rel.Left]
	if head == nil || value(head) == nil {
		return nil
	}
	left, right, fault := *value(head), Number{}, faultOfStatistics(head)
	parts := make([]string, 0, len(rel.Right))
	for _, key := range rel.Right {
		st := rows[key]
		if st == nil || value(st) == nil {
			return nil
		}
		sum, ok := right.Add(*value(st))
		if !ok {
			return nil
		}
		right, fault = sum, min(fault, faultOfStatistics(st))
		parts = append(parts, value(st).String())
	}
	if holds(rel.Kind, left, right) {
		return nil
	}
	what := map[RelationKind]string{Equals: "数据不平衡 (numbers do not balance)", AtMost: "数据异常 (unusual numbers)"}[rel.Kind]
	return []Finding{{
		Relation: rel.ID, Severity: rel.Severity, Fault: fault, Left: &left, Right: &right,
		Message: fmt.Sprintf("%s: statistics, %s, %s; left %s, right %s = %s", what, name, rel.Text, left, strings.Join(parts, " + "), right),
	}}
}

// faultOfStatistics is the publisher's when the value stood alone.
func faultOfStatistics(s *Statistic) Fault {
	if s.State != Printed {
		return FaultUndetermined
	}
	return FaultPublisher
}
