package panel

import (
	"slices"

	"github.com/nianbao/nianbao/report"
)

// Summary is what may be said about one indicator over several rows, always with the counts behind it: of
// Positive bodies with N > 0, of Published published, of Expected expected.
type Summary struct {
	// Numerator and Denominator are the sums over the rows that have a value; a pooled rate is their quotient.
	Numerator, Denominator report.Number
	// Median is over the rows counted in Of: those with a value, for a rate those with a denominator large enough.
	Median    float64
	HasMedian bool
	Of        int // rows behind the median
	Known     int // rows with a value
	Positive  int // rows with something to count: of a rate a denominator above 0, of a total a number other than 0
	Published int // rows with a report
	Expected  int // bodies that should have one
	// Flagged, Inferred and Entered count, of the rows with a value, those with a finding about an operand,
	// with an operand that is not printed alone, and with one that a person entered.
	Flagged, Inferred, Entered int
	// Withheld tells that there is no median and no sum although there are values; Why says why.
	Withheld bool
	Why      report.Null
	// Breaks are the changes of law and form between the first and the last year that is summarised.
	Breaks []report.Break
}

// Pooled gives the sum of a total, or the rate of all rows together, and false when there is none. It is made
// of sums, never of averaged rates.
func (s Summary) Pooled() (float64, bool) {
	switch {
	case s.Withheld || s.Known == 0:
		return 0, false
	case s.Denominator.Sign() == 0:
		return s.Numerator.Float64(), true
	}
	return s.Numerator.Float64() / s.Denominator.Float64(), true
}

func summaries(rows []*Row, indicators []report.Indicator, config Config, mixed bool) []Summary {
	all := make([]Summary, len(indicators))
	for i, indicator := range indicators {
		all[i] = summarise(rows, i, indicator, config.Minimum(), mixed)
	}
	return all
}

func summarise(rows []*Row, i int, indicator report.Indicator, smallest report.Number, mixed bool) Summary {
	s := Summary{Expected: len(rows)}
	if mixed {
		s.withhold(report.NullMixed)
	}
	values := make([]float64, 0, len(rows))
	for _, row := range rows {
		if row.Report != nil {
			s.Published++
		}
		m := &row.Measures[i]
		if !m.Known {
			continue
		}
		s.count(m, len(indicator.Denominator) > 0)
		if unranked(*m, indicator, smallest, false) == report.NotNull {
			values = append(values, m.Value())
		}
	}
	if s.Withheld {
		s.withhold(s.Why)
		return s
	}
	s.Of, s.HasMedian = len(values), len(values) > 0
	s.Median = median(values)
	return s
}

// withhold takes median and sums out of the summary; the first reason stays.
func (s *Summary) withhold(why report.Null) {
	if !s.Withheld {
		s.Withheld, s.Why = true, why
	}
	s.Median, s.HasMedian, s.Of = 0, false, 0
	s.Numerator, s.Denominator = report.Number{}, report.Number{}
}

// count adds a measure that is known.
func (s *Summary) count(m *report.Measure, isRate bool) {
	s.Known++
	if isRate || m.Numerator.Sign() != 0 {
		s.Positive++
	}
	for _, n := range []struct {
		is bool
		of *int
	}{{m.Flagged, &s.Flagged}, {m.Inferred, &s.Inferred}, {m.Entered, &s.Entered}} {
		if n.is {
			*n.of++
		}
	}
	var okN, okD bool
	s.Numerator, okN = s.Numerator.Add(m.Numerator)
	s.Denominator, okD = s.Denominator.Add(m.Denominator)
	if !okN || !okD {
		s.withhold(report.NullTooLarge)
	}
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
