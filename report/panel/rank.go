package panel

import (
	"cmp"
	"math"
	"slices"

	"github.com/nianbao/nianbao/report"
)

// rank numbers the rows of one year by an indicator, and says of every other row why it has no rank.
func rank(rows []*Row, i int, indicator report.Indicator, smallest report.Number, mixed bool) {
	var ranked []*Row
	for _, row := range rows {
		row.Unranked[i] = unranked(row.Measures[i], indicator, smallest, mixed)
		if row.Unranked[i] == report.NotNull {
			ranked = append(ranked, row)
		}
	}
	slices.SortFunc(ranked, func(a, b *Row) int { return -a.Measures[i].Compare(b.Measures[i]) })
	for n, row := range ranked {
		row.Ranks[i] = n + 1
		if n > 0 && row.Measures[i].Compare(ranked[n-1].Measures[i]) == 0 {
			row.Ranks[i] = ranked[n-1].Ranks[i]
		}
	}
}

// unranked says why a measure has no rank and no part in a median; NotNull when it has.
func unranked(m report.Measure, indicator report.Indicator, smallest report.Number, mixed bool) report.Null {
	switch {
	case !m.Known:
		return m.Null
	case mixed:
		return report.NullMixed
	case len(indicator.Denominator) > 0 && m.Denominator.Cmp(smallest) < 0:
		return report.NullBelow
	}
	return report.NotNull
}

// SortedBy gives the rows by year from the newest back, and within it by the i-th indicator: first those that have a
// rank, in its order; then those with a value and no rank, by name, for their order would be a rank; last those
// without a value.
func (p Panel) SortedBy(i int) []Row {
	rows := slices.Clone(p.Rows)
	slices.SortStableFunc(rows, func(a, b Row) int {
		return cmp.Or(b.Year-a.Year, a.place(i)-b.place(i), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Body, b.Body))
	})
	return rows
}

// place is the rank; what has none comes after all ranks, what has no value after that.
func (r *Row) place(i int) int {
	switch {
	case r.Ranks[i] > 0:
		return r.Ranks[i]
	case r.Measures[i].Known:
		return math.MaxInt - 1
	}
	return math.MaxInt
}
