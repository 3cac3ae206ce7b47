package web

import (
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/panel"
)

type measureJSON struct {
	Indicator   string         `json:"indicator"`
	Value       *float64       `json:"value"`
	Numerator   *report.Number `json:"numerator"`
	Denominator *report.Number `json:"denominator"`
	Why         report.Null    `json:"why"` // no value; empty when there is one
	Rank        int            `json:"rank"`
	Unranked    report.Null    `json:"unranked"`
	Flagged     bool           `json:"flagged"`
	Inferred    bool           `json:"inferred"`
}

type rowJSON struct {
	Body     string        `json:"body"`
	Name     string        `json:"name"`
	Year     int           `json:"year"`
	State    string        `json:"state"`
	Origin   report.Origin `json:"origin"`
	Findings int           `json:"findings"`
	Measures []measureJSON `json:"measures"`
}

type medianJSON struct {
	Year      int         `json:"year"`
	Indicator string      `json:"indicator"`
	Median    *float64    `json:"median"`
	Of        int         `json:"of"`
	Positive  int         `json:"positive"`
	Published int         `json:"published"`
	Expected  int         `json:"expected"`
	Withheld  report.Null `json:"withheld"`
}

// apiCompare is the comparison of the page of the same query.
func apiCompare(q *request) (*answer, error) {
	_, p, _, err := q.certain()
	if err != nil {
		return nil, err
	}
	out := struct {
		Rows    []rowJSON    `json:"rows"`
		Medians []medianJSON `json:"medians"`
	}{[]rowJSON{}, []medianJSON{}}
	for _, row := range p.Rows {
		out.Rows = append(out.Rows, rowOf(p, row))
	}
	for _, y := range p.Years {
		for i, s := range y.Summaries {
			m := medianJSON{Year: y.Year, Indicator: p.Indicators[i].ID, Of: s.Of, Positive: s.Positive, Published: s.Published, Expected: s.Expected, Withheld: s.Why}
			if s.HasMedian && !s.Withheld {
				m.Median = &s.Median
			}
			out.Medians = append(out.Medians, m)
		}
	}
	return jsonAnswer(out)
}

func rowOf(p panel.Panel, row panel.Row) rowJSON {
	out := rowJSON{Body: row.Body, Name: row.Name, Year: row.Year, State: string(row.State), Findings: row.Findings, Measures: []measureJSON{}}
	if row.Report != nil {
		out.State, out.Origin = row.Report.Status.String(), row.Report.Page
	}
	for i, m := range row.Measures {
		one := measureJSON{Indicator: p.Indicators[i].ID, Why: m.Null, Rank: row.Ranks[i], Unranked: row.Unranked[i], Flagged: m.Flagged, Inferred: m.Inferred}
		if row.Report == nil {
			one.Why = report.NullNoReport
		}
		if m.Known {
			value := m.Value()
			one.Value = &value
		}
		if row.Report != nil && len(m.Missing) == 0 && len(m.MissingStatistics) == 0 {
			one.Numerator = &m.Numerator
			if len(p.Indicators[i].Denominator) > 0 {
				one.Denominator = &m.Denominator
			}
		}
		out.Measures = append(out.Measures, one)
	}
	return out
}

type indicatorJSON struct {
	ID      string               `json:"id"`
	English string               `json:"english"`
	Label   string               `json:"label"`
	Kind    report.IndicatorKind `json:"kind"`
	Unit    string               `json:"unit"`
	Formula string               `json:"formula"`
	Note    string               `json:"note"`
}

func apiIndicators(*request) (*answer, error) {
	items := []indicatorJSON{}
	for _, i := range report.AllIndicators() {
		items = append(items, indicatorJSON{i.ID, i.English, i.Label, i.Kind, i.Unit, i.Formula(), i.Note})
	}
	return jsonAnswer(list[indicatorJSON]{Items: items})
}

func apiCodebook(*request) (*answer, error) {
	return jsonAnswer(list[report.Entry]{Items: report.Codebook()})
}
