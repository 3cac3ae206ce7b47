package main

import (
	"encoding/json"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/panel"
)

type jsonMeasure struct {
	Value       *float64       `json:"value"`
	Numerator   *report.Number `json:"n"`
	Denominator *report.Number `json:"d,omitempty"`
	Rank        int            `json:"rank,omitempty"`
	Why         report.Null    `json:"why,omitempty"` // why there is no value, or no rank
	Missing     []report.Key   `json:"missing,omitempty"`
	Flagged     bool           `json:"flagged,omitempty"`
	Inferred    bool           `json:"inferred,omitempty"`
	Entered     bool           `json:"entered,omitempty"`
}

type jsonRow struct {
	Body     string                 `json:"body"`
	Name     string                 `json:"name"`
	Year     int                    `json:"year"`
	Scope    report.Scope           `json:"scope"`
	State    string                 `json:"state"`
	Findings int                    `json:"findings"`
	URL      string                 `json:"url,omitempty"`
	SHA256   string                 `json:"sha256,omitempty"`
	Measures map[string]jsonMeasure `json:"measures"`
}

type jsonMedian struct {
	Year      int            `json:"year"`
	Indicator string         `json:"indicator"`
	Median    *float64       `json:"median"`
	Of        int            `json:"of"`       // bodies behind the median
	Positive  int            `json:"positive"` // bodies with something to count
	Published int            `json:"published"`
	Expected  int            `json:"expected"`
	Withheld  report.Null    `json:"withheld,omitempty"`
	Breaks    []report.Break `json:"breaks,omitempty"`
}

// compareJSON writes one row a line, and after them one median a line.
func compareJSON(out *json.Encoder, p panel.Panel) error {
	for _, row := range p.Rows {
		line := jsonRow{Body: row.Body, Name: row.Name, Year: row.Year, State: string(row.State), Findings: row.Findings, Measures: map[string]jsonMeasure{}}
		if r := row.Report; r != nil {
			line.Scope, line.State, line.URL, line.SHA256 = r.Agency.Scope, r.Status.String(), r.Page.URL, r.Page.SHA256
		}
		for i := range row.Measures {
			line.Measures[p.Indicators[i].ID] = measureJSON(p.Indicators[i], row, i)
		}
		if err := out.Encode(line); err != nil {
			return err
		}
	}
	for _, y := range p.Years {
		for i, s := range y.Summaries {
			line := jsonMedian{y.Year, p.Indicators[i].ID, nil, s.Of, s.Positive, s.Published, s.Expected, s.Why, y.Breaks[i]}
			if s.HasMedian && !s.Withheld {
				line.Median = &s.Median
			}
			if err := out.Encode(line); err != nil {
				return err
			}
		}
	}
	return nil
}

func measureJSON(indicator report.Indicator, row panel.Row, i int) jsonMeasure {
	m := row.Measures[i]
	out := jsonMeasure{Rank: row.Ranks[i], Why: row.Unranked[i], Missing: m.Missing, Flagged: m.Flagged, Inferred: m.Inferred, Entered: m.Entered}
	if m.Counted() {
		out.Numerator = &m.Numerator
		if len(indicator.Denominator) > 0 {
			out.Denominator = &m.Denominator
		}
	}
	if m.Known {
		value := m.Value()
		out.Value = &value
	}
	return out
}
