package panel

import (
	"slices"

	"github.com/nianbao/nianbao/report"
)

// Summary is what may be said about one indicator over all rows, always with the counts behind it.
type Summary struct {
	// Numerator and Denominator are the sums over the rows that have a value; a pooled rate is their quotient.
	Numerator, Denominator report.Number
	// Median is over the rows counted in Of: those with a value, for a rate those with a denominator large enough.
	Median    float64
	HasMedian bool
	Of        int // rows behind the median
	Known     int // rows with a value
	Published int // rows with a report
	Expected  int // all rows
	Withheld  bool
}

func summarise(rows []Row, i int, indicator report.Indicator, withheld bool, smallest report.Number) Summary {
	s := Summary{Expected: len(rows), Withheld: withheld}
	var values []float64
	for _, row := range rows {
		if row.Report != nil {
			s.Published++
		}
		m := row.Measures[i]
		if !m.Known {
			continue
		}
		s.Known++
		if withheld {
			continue
		}
		s.Numerator, _ = s.Numerator.Add(m.Numerator)
		s.Denominator, _ = s.Denominator.Add(m.Denominator)
		if len(indicator.Denominator) == 0 || m.Denominator.Cmp(smallest) >= 0 {
			values = append(values, m.Value())
		}
	}
	s.Of, s.HasMedian = len(values), len(values) > 0
	s.Median = median(values)
	return s
}

func median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	middle := len(values) / 2
	if len(values)%2 == 1 {
		return values[middle]
	}
	return (values[middle-1] + values[middle]) / 2
}
