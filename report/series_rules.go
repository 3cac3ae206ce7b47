package report

import "fmt"

// Rules between reports. Their findings are warnings: each has lawful explanations, such as a reform of
// organs, a correction, or a clean-up of documents. The cells that a finding names are those of the later
// report; what the other report says stands in the message.
const (
	RuleCarryOver    = "years.carry_over"   // with the column: years.carry_over.total
	RuleStock        = "years.in_force"     // with the row: years.in_force.normative_documents
	RuleItems        = "years.prior_items"  // with the row
	RuleTotalPublic  = "years.total_public" // with the row
	RuleMoneyJump    = "years.money_jump"   // with the row
	RuleIdentical    = "years.identical"    // the same numbers as in an earlier year
	RuleSameProse    = "years.same_prose"   // the same text as in an earlier year
	RuleScopeChange  = "years.scope"        // organ against area: nothing else was compared
	RuleCopiedProse  = "bodies.same_prose"  // the same text as another body's
	RuleMembersAbove = "bodies.area"        // with the key: an area counts less than its members together
	RuleDocuments    = "documents.cells"    // other numbers on another page with the report of the same body and year
)

// AcrossRule describes a rule between reports.
type AcrossRule struct {
	ID     string
	Text   string // Chinese
	Source string
}

// AcrossRules lists the rules between the reports of two years, and between bodies.
func AcrossRules() []AcrossRule {
	var all []AcrossRule
	for _, rel := range yearRelations {
		all = append(all, AcrossRule{rel.ID, rel.Text, rel.Source})
	}
	for _, k := range moneyKeys {
		all = append(all, AcrossRule{RuleMoneyJump + "." + k.Row.String(), "两年金额相差约一万倍,疑将元填入万元栏或相反", "表二单位"})
	}
	all = append(all,
		AcrossRule{RuleIdentical, "两年数字完全相同", "各年统计期限不同"},
		AcrossRule{RuleSameProse, "两年正文雷同", notice2021 + ":内容雷同、敷衍塞责"},
		AcrossRule{RuleScopeChange, "两年统计口径不同,未作比较", "统计口径:本机关或本地区"},
		AcrossRule{RuleCopiedProse, "与其他机关正文雷同", notice2021 + ":内容雷同、敷衍塞责"},
	)
	all = append(all, AcrossRule{RuleDocuments, "同一机关同一年度的报告在不同网页上数字不同", "同一份报告只有一组数字"})
	for _, k := range memberKeys {
		all = append(all, AcrossRule{RuleMembersAbove + "." + k.String(), "所属各机关之和不大于本地区汇总数", "统计口径:本地区汇总"})
	}
	return all
}

// across makes a finding of a rule between reports.
func across(id string, cells []Key, format string, args ...any) Finding {
	return Finding{Relation: id, Severity: Warning, Cells: cells, Fault: FaultUndetermined, Message: fmt.Sprintf(format, args...)}
}

// CheckYears compares a report with one of an earlier year of the same body: what one year hands over to
// the next, amounts, numbers and text that are the same. It gives nothing where next is not the later one.
// Reports of different scopes are told apart and not compared. Rules about what is handed over ask for two
// years that follow each other.
func CheckYears(prev, next *Report) []Finding {
	if prev == nil || next == nil || prev.Year == 0 || prev.Year >= next.Year {
		return nil
	}
	if a, b := prev.Agency.Scope, next.Agency.Scope; a != b && a != ScopeUnknown && b != ScopeUnknown {
		return []Finding{across(RuleScopeChange, nil, "统计口径不同 (different scopes, not compared): %d年 %s, %d年 %s", next.Year, b, prev.Year, a)}
	}
	var findings []Finding
	if prev.Year+1 == next.Year {
		findings = checkHandedOver(prev, next)
	}
	findings = append(findings, checkMoneyJumps(prev, next)...)
	findings = append(findings, checkIdentical(prev, next)...)
	return append(findings, checkSameProse(prev, next)...)
}
