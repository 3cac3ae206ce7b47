package report

import "strings"

// moneyKeys are the amounts of the forms.
var moneyKeys = []Key{{Disclosure, RowFees, ColumnAmount}, {Disclosure, RowProcurement, ColumnAmount}}

// A jump counts as one of 10,000 when the quotient lies within a factor of five of it: amounts seldom change
// 2,000-fold, and a wrong unit seldom comes with a real change of more than five times.
var jumpFrom, jumpTo = Int(2_000), Int(50_000)

// checkMoneyJumps finds amounts that differ about 10,000-fold. Amounts whose units are both known are
// compared in yuan, others as printed.
func checkMoneyJumps(prev, next *Report) []Finding {
	var findings []Finding
	for _, k := range moneyKeys {
		before, after := prev.Cells.At(k), next.Cells.At(k)
		a, okA := before.Yuan()
		b, okB := after.Yuan()
		if !okA || !okB {
			a, okA = before.Number()
			b, okB = after.Number()
		}
		if !okA || !okB || !jumps(a, b) && !jumps(b, a) {
			continue
		}
		f := across(RuleMoneyJump+"."+k.Row.String(), []Key{k}, "金额相差约一万倍 (a jump of about 10,000, perhaps 元 for 万元): %d年 %s%s, %d年 %s%s",
			next.Year, after.Value, unitText(after), prev.Year, before.Value, unitText(before))
		left, right := after.Value, before.Value
		f.Left, f.Right = &left, &right
		findings = append(findings, f)
	}
	return findings
}

// unitText gives the unit of an amount, and says where nobody named one.
func unitText(c *Cell) string {
	if c.Unit.Name == "" || c.Unit.Source == UnitUnknown {
		return "(单位不明)"
	}
	return c.Unit.Name
}

func jumps(small, large Number) bool {
	low, okLow := small.Mul(jumpFrom)
	high, okHigh := small.Mul(jumpTo)
	return small.Sign() > 0 && okLow && okHigh && low.Cmp(large) <= 0 && large.Cmp(high) <= 0
}

// checkIdentical finds a report whose numbers are all those of an earlier one. Zeros and ones recur by
// themselves, stocks stay and sums follow from their parts: the numbers that count are flows of at least 2,
// and there must be at least two of them with four digits together, zeros at the end not counted.
func checkIdentical(prev, next *Report) []Finding {
	var same []Key
	digits := 0
	for i := range allKeys {
		k, before, after := allKeys[i], &prev.Cells[i], &next.Cells[i]
		if !before.State.HasValue() || !after.State.HasValue() {
			continue
		}
		if !before.Value.Equal(after.Value) {
			return nil
		}
		if telling(k) && after.Value.Cmp(Int(2)) >= 0 {
			same = append(same, k)
			digits += len(strings.TrimRight(strings.Replace(after.Value.String(), ".", "", 1), "0"))
		}
	}
	if len(same) < 2 || digits < 4 {
		return nil
	}
	return []Finding{across(RuleIdentical, same, "两年数字完全相同 (the same numbers in both years): %d年与%d年, %s", next.Year, prev.Year, someCells(next, same))}
}

// telling tells whether a number is counted anew every year and is no sum of others.
func telling(k Key) bool {
	switch k.Column {
	case ColumnTotal, ColumnInForce, ColumnTotalPublic, ColumnPriorItems:
		return false
	}
	return k.Row != RowTotal || k.Table != Applications
}

// someCells writes the first five cells with their numbers.
func someCells(r *Report, keys []Key) string {
	var parts []string
	for _, k := range keys[:min(len(keys), 5)] {
		parts = append(parts, k.String()+" = "+r.Cells.At(k).Value.String())
	}
	if len(keys) > 5 {
		parts = append(parts, "…")
	}
	return strings.Join(parts, ", ")
}
