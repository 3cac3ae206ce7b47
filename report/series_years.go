package report

import (
	"fmt"
	"strings"
)

// YearTerm is one summand of a rule between two years.
type YearTerm struct {
	Key   Key
	Prior bool // of the earlier report
	Minus bool
}

// YearRelation is an arithmetic rule between the reports of two years that follow each other. It is
// assessable when each of its terms has a value.
type YearRelation struct {
	ID          string // permanent
	Kind        RelationKind
	Left, Right []YearTerm
	Text        string // Chinese
	Source      string
}

// YearRelations lists the rules about what one year hands over to the next.
func YearRelations() []YearRelation { return yearRelations }

var yearRelations = func() []YearRelation {
	var all []YearRelation
	for _, c := range applicantColumns {
		all = append(all, YearRelation{
			ID: RuleCarryOver + "." + c.Column.String(), Source: "表三第二项、第四项", Text: c.Label + ":上年结转=上年报告的结转下年度继续办理",
			Left:  []YearTerm{{Key: Key{Applications, RowCarriedIn, c.Column}}},
			Right: []YearTerm{{Key: Key{Applications, RowCarriedOut, c.Column}, Prior: true}},
		})
	}
	for _, row := range []RowDef{rulesRow, normativeDocumentsRow("行政规范性文件")} {
		at := func(c Column) Key { return Key{Disclosure, row.Row, c} }
		all = append(all, YearRelation{
			ID: RuleStock + "." + row.Row.String(), Source: notice2021 + " 表二第(一)项", Text: row.Label + ":现行有效=上年现行有效+本年制发−本年废止",
			Left:  []YearTerm{{Key: at(ColumnInForce)}},
			Right: []YearTerm{{Key: at(ColumnInForce), Prior: true}, {Key: at(ColumnIssued)}, {Key: at(ColumnRepealed), Minus: true}},
		}, YearRelation{
			ID: RuleTotalPublic + "." + row.Row.String(), Kind: AtMost, Source: notice2019 + " 表二第(一)项",
			Text: row.Label + ":对外公开总数量不大于上年总数量+本年新公开",
			Left: []YearTerm{{Key: at(ColumnTotalPublic)}}, Right: []YearTerm{{Key: at(ColumnTotalPublic), Prior: true}, {Key: at(ColumnNewlyPublic)}},
		})
	}
	for _, row := range []RowDef{licensingRow, otherServicesRow, penaltiesRow, coercionRow, feesRow} {
		at := func(c Column) Key { return Key{Disclosure, row.Row, c} }
		all = append(all, YearRelation{
			ID: RuleItems + "." + row.Row.String(), Source: notice2019 + " 表二", Text: row.Label + ":上一年项目数量=上年报告的上一年项目数量+增减",
			Left:  []YearTerm{{Key: at(ColumnPriorItems)}},
			Right: []YearTerm{{Key: at(ColumnPriorItems), Prior: true}, {Key: at(ColumnChange), Prior: true}},
		})
	}
	return all
}()

// checkHandedOver applies the rules to two reports.
func checkHandedOver(prev, next *Report) []Finding {
	var findings []Finding
	for i := range yearRelations {
		rel := &yearRelations[i]
		left, okLeft := yearSum(prev, next, rel.Left)
		right, okRight := yearSum(prev, next, rel.Right)
		if !okLeft || !okRight || holds(rel.Kind, left, right) {
			continue
		}
		f := across(rel.ID, laterKeys(rel), "两年数据不衔接 (the years do not join): %s; left %s, right %s",
			rel.Text, yearTerms(prev, next, rel.Left, left), yearTerms(prev, next, rel.Right, right))
		f.Left, f.Right = &left, &right
		findings = append(findings, f)
	}
	return findings
}

func cellOf(prev, next *Report, t YearTerm) (*Cell, *Report) {
	if t.Prior {
		return prev.Cells.At(t.Key), prev
	}
	return next.Cells.At(t.Key), next
}

func yearSum(prev, next *Report, terms []YearTerm) (sum Number, ok bool) {
	for _, t := range terms {
		c, _ := cellOf(prev, next, t)
		n, has := c.Number()
		if !has {
			return Number{}, false
		}
		if t.Minus {
			sum, has = sum.Sub(n)
		} else {
			sum, has = sum.Add(n)
		}
		if !has {
			return Number{}, false
		}
	}
	return sum, true
}

// laterKeys gives the cells of the later report.
func laterKeys(rel *YearRelation) []Key {
	var keys []Key
	for _, t := range append(append([]YearTerm{}, rel.Left...), rel.Right...) {
		if !t.Prior {
			keys = append(keys, t.Key)
		}
	}
	return keys
}

// yearTerms writes "12 (2022) + 3 (2023) - 1 (2023) = 14".
func yearTerms(prev, next *Report, terms []YearTerm, total Number) string {
	var out strings.Builder
	for i, t := range terms {
		c, r := cellOf(prev, next, t)
		switch {
		case t.Minus:
			out.WriteString(" - ")
		case i > 0:
			out.WriteString(" + ")
		}
		fmt.Fprintf(&out, "%s (%d)", c.Value, r.Year)
	}
	if len(terms) > 1 {
		out.WriteString(" = " + total.String())
	}
	return out.String()
}
