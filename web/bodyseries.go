package web

import (
	"slices"

	"github.com/nianbao/nianbao/report"
)

// seriesRow is a question over the years of a body, across the forms that asked it.
type seriesRow struct {
	Name, Unit string
	Points     []seriesPoint // by column; nothing stands where a year has no report
}

type seriesPoint struct {
	Text, Mark, Why string
	Quality         report.Quality
	Break           bool // law or form changed since the last figure, or it must not be joined to it
}

// series fills in the questions that the forms of the body's reports asked differently; with ?all= every one that has a
// figure.
func (d *bodyData) series(q *request, reports map[int]*report.Report) {
	for _, s := range report.Crosswalk() {
		points := s.Points(reports)
		known, otherwise := 0, false
		for _, p := range points {
			if p.Known {
				known++
				otherwise = otherwise || p.Quality != report.Exact || slices.ContainsFunc(p.Breaks, func(b report.Break) bool { return b.Kind == report.BreakForm })
			}
		}
		if known == 0 || !d.AllShown && (known < 2 || !otherwise) {
			continue
		}
		d.Series = append(d.Series, d.seriesRow(q, s, points))
		for _, p := range points {
			for _, b := range p.Breaks {
				if !slices.ContainsFunc(d.SeriesBreaks, func(o report.Break) bool { return o.ID == b.ID }) {
					d.SeriesBreaks = append(d.SeriesBreaks, b)
				}
			}
		}
	}
	slices.SortStableFunc(d.SeriesBreaks, func(a, b report.Break) int { return a.Year - b.Year })
}

func (d *bodyData) seriesRow(q *request, s report.Series, points []report.Point) seriesRow {
	row := seriesRow{Name: q.words().Series(s), Unit: q.Unit(s.Unit), Points: make([]seriesPoint, len(d.Years))}
	for i, y := range d.Years {
		row.Points[i] = seriesPoint{Text: "—", Why: q.Ledger(y.State)}
	}
	first := true
	for _, p := range points {
		at := slices.IndexFunc(d.Years, func(y bodyYear) bool { return y.Year == p.Year })
		if at < 0 {
			continue
		}
		one := seriesPoint{Text: "—", Quality: p.Quality}
		if p.Known {
			one.Text, one.Break = p.Value.String(), !first && !p.Joins()
			first = false
		} else {
			one.Why = q.Null(p.Null)
		}
		switch {
		case !p.Known:
		case p.Quality == report.Approximate:
			one.Mark = "≈"
		case p.Quality == report.Broken:
			one.Mark = "≠"
		}
		if p.Flagged {
			one.Mark += "!"
		}
		if p.Inferred {
			one.Mark += "*"
		}
		row.Points[at] = one
	}
	return row
}

// Era names an era, Quality how well it answers a question.
func (q *request) Era(e report.Era) string { return q.words().Era(e) }

// Quality names how well an era answers a question.
func (q *request) Quality(quality report.Quality) string { return q.words().Quality(quality) }

// QualityMeaning explains a quality.
func (q *request) QualityMeaning(quality report.Quality) string {
	return q.words().QualityMeaning(quality)
}

// Series names a question.
func (q *request) Series(s report.Series) string { return q.words().Series(s) }
