package report

import (
	"maps"
	"slices"
	"strings"
)

// Point is a series in one year.
type Point struct {
	Year    int
	Era     Era     // the way of counting of the report
	Quality Quality // of the number of that era
	Value   Number  // amounts of money in 万元; meaningless unless Known
	Known   bool
	Null    Null
	Missing []string // operands without a usable value: keys of cells and of statistics
	// Breaks lie between the last known point before this one and this one.
	Breaks            []Break
	Flagged, Inferred bool
}

// Joins tells whether a line may be drawn to this point from the last known one before it.
func (p Point) Joins() bool { return p.Known && p.Quality != Broken && len(p.Breaks) == 0 }

// Points gives the series over the reports of one body, by the year reported on, in order of time. A year
// without a report is no point. Reports of different scopes must not be handed in together.
func (s Series) Points(reports map[int]*Report) []Point {
	var points []Point
	var last *Point
	for _, year := range slices.Sorted(maps.Keys(reports)) {
		if reports[year] == nil {
			continue
		}
		p := s.point(year, reports[year])
		if p.Known && last != nil {
			p.Breaks = s.breaks(last, &p)
		}
		points = append(points, p)
		if p.Known {
			before := p
			last = &before
		}
	}
	return points
}

func (s Series) point(year int, r *Report) Point {
	p := Point{Year: year, Era: s.eraOf(year, r)}
	match := s.Eras[p.Era]
	p.Quality = match.Quality
	if match.Quality == Absent {
		p.Null = NullNotInForm
		return p
	}
	var m Measure
	p.Value, p.Known = match.Formula.read(r, &m)
	p.Null, p.Flagged, p.Inferred, p.Missing = m.Null, m.Flagged, m.Inferred, m.MissingStatistics
	for _, k := range m.Missing {
		p.Missing = append(p.Missing, k.String())
	}
	return p
}

// eraOf finds the way of counting: by the statutory table that holds the series, by another one, by the
// rows of a statistics table, and only for a report without any table by the year.
func (s Series) eraOf(year int, r *Report) Era {
	for _, e := range append([]Edition{r.Forms[s.Table]}, r.Forms[:]...) {
		switch e {
		case Edition2021:
			return Era2021
		case Edition2019:
			return Era2019
		}
	}
	switch {
	case s.hasRows(Era2014, r):
		return Era2014
	case s.hasRows(EraLocal, r):
		return EraLocal
	case slices.ContainsFunc(r.Statistics, func(one Statistic) bool { return !strings.HasPrefix(one.Key, "local.") }):
		return Era2014
	case len(r.Statistics) > 0:
		return EraLocal
	}
	return eraOfYear(year)
}

// hasRows tells whether the report has a row, with or without a number, for every statistic of the era.
func (s Series) hasRows(e Era, r *Report) bool {
	for _, t := range s.Eras[e].Formula {
		if a, ok := t.Operand.(AnyStatistic); !ok || a.row(r) == nil {
			return false
		}
	}
	return len(s.Eras[e].Formula) > 0
}

func eraOfYear(year int) Era {
	switch {
	case year >= 2021:
		return Era2021
	case year >= 2019:
		return Era2019
	case year >= 2014:
		return Era2014
	}
	return EraLocal
}

// breaks gives what lies between two known points: the laws by year, the forms by era.
func (s Series) breaks(from, to *Point) []Break {
	between := breaksBetween(s.Breaks, from.Year, to.Year)
	if from.Quality == Exact && to.Quality == Exact {
		return between
	}
	for e := min(from.Era, to.Era) + 1; e <= max(from.Era, to.Era); e++ {
		if b, ok := BreakByID("form." + e.String()); ok {
			between = append(between, b)
		}
	}
	return between
}
