package export

import (
	"strings"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// measureRow is an indicator of a report.
type measureRow struct {
	*reading
	report.Indicator
	report.Measure
}

func indicatorTable(o *Options) maker[reading] {
	fields := ofReading(summaryFields(o), func(r *measureRow) *store.Loaded { return r.Loaded })
	fields = append(fields, measureFields()...)
	return tableOf(Table{
		Name: "indicators", Label: "指标", English: "a row an indicator of a report, with operands and n/N",
		About: "Totals, rates, ratios and changes. A rate is n ÷ N of the report's own numbers; where there is none, null_reason says why. " +
			"Over several bodies add n and add N: rates are never averaged.",
		Key: append(append([]string{}, reportKey...), "indicator"),
	}, fields, func(r *reading, emit func(*measureRow) error) error {
		for _, i := range report.AllIndicators() {
			if err := emit(&measureRow{r, i, i.MeasureOf(r.Report)}); err != nil {
				return err
			}
		}
		return nil
	})
}

func measureFields() []field[measureRow] {
	part := func(name, label, english string, of func(*measureRow) (report.Formula, report.Number)) field[measureRow] {
		return number(name, label, english, func(r *measureRow) *report.Number {
			f, n := of(r)
			if len(f) == 0 || len(r.Missing)+len(r.MissingStatistics) > 0 || !r.Known && !balanced(r.Null) {
				return nil
			}
			return &n
		})
	}
	return []field[measureRow]{
		code("indicator", "指标", "id of the indicator", func(r *measureRow) string { return r.ID }),
		code("label", "指标名称", "its label", func(r *measureRow) string { return r.Label }),
		coded("kind", "指标类型", "kind of number", indicatorKinds(), func(r *measureRow) string { return r.Kind.String() }),
		code("unit", "单位", "unit of the value; nothing where it is n ÷ N itself: 0.25, not 25 %", func(r *measureRow) string {
			if r.Percent() {
				return ""
			}
			return r.Unit
		}),
		{Column{Name: "value", Type: Real, Label: "数值", English: "the total, or n ÷ N"}, func(r *measureRow) Value {
			if !r.Known {
				return Null()
			}
			return realOf(r.Value())
		}},
		part("n", "分子", "numerator; all there is of a total or a change", func(r *measureRow) (report.Formula, report.Number) {
			return r.Indicator.Numerator, r.Measure.Numerator
		}),
		part("d", "分母", "denominator N; nothing for a total or a change", func(r *measureRow) (report.Formula, report.Number) {
			return r.Indicator.Denominator, r.Measure.Denominator
		}),
		coded("null_reason", "缺值原因", "why there is no value", nulls(), func(r *measureRow) string { return r.Null.String() }),
		code("missing", "缺少的单元格", "operands without a usable number", missingOf),
		code("operands", "运算项", "operands with their numbers, ? for none: n, then ÷ and N", operandsOf),
		boolean("flagged", "数据存疑", "a finding of weight names an operand", func(r *measureRow) bool { return r.Flagged }),
		boolean("inferred", "含推算", "an operand is split, implied or entered", func(r *measureRow) bool { return r.Inferred }),
	}
}

// balanced tells whether both sides are known although there is no value.
func balanced(n report.Null) bool { return n == report.NullDenominator || n == report.NullImpossible }

func missingOf(r *measureRow) string {
	return strings.TrimSpace(joined(r.Missing) + " " + strings.Join(r.MissingStatistics, " "))
}

func operandsOf(r *measureRow) string {
	out := formulaOf(r, r.Indicator.Numerator)
	if len(r.Indicator.Denominator) > 0 {
		out += " ÷ " + formulaOf(r, r.Indicator.Denominator)
	}
	return out
}

func formulaOf(r *measureRow, f report.Formula) string {
	terms := make([]string, len(f))
	for i, t := range f {
		sign, value := "+", "?"
		if t.Minus {
			sign = "-"
		}
		single := report.Indicator{Numerator: report.Formula{{Operand: t.Operand}}}
		if m := single.MeasureOf(r.Report); m.Known {
			value = m.Numerator.String()
		}
		terms[i] = sign + t.Operand.String() + "=" + value
	}
	sum := strings.TrimPrefix(strings.Join(terms, " "), "+")
	if len(terms) > 1 {
		return "(" + sum + ")"
	}
	return sum
}
