package main

import (
	"encoding/csv"
	"encoding/json"
	"strconv"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/panel"
	"github.com/nianbao/nianbao/store/export"
)

func compareCSV(out *csv.Writer, p panel.Panel) error {
	header := []string{"body", "name", "year", "status", "findings", "notes"}
	for _, i := range p.Indicators {
		header = append(header, i.ID, i.ID+"_n", i.ID+"_d")
	}
	if err := out.Write(header); err != nil {
		return err
	}
	for _, row := range p.Rows {
		record := []string{row.Body, export.Defuse(row.Name), strconv.Itoa(row.Year), rowStatus(row), strconv.Itoa(row.Findings), strconv.Itoa(row.Notes)}
		for i, m := range row.Measures {
			record = append(record, measureFields(p.Indicators[i], m)...)
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// measureFields gives value, numerator and denominator; empty where they are not known.
func measureFields(i report.Indicator, m report.Measure) []string {
	fields := []string{"", "", ""}
	if len(m.Missing) == 0 {
		fields[1] = m.Numerator.String()
		if len(i.Denominator) > 0 {
			fields[2] = m.Denominator.String()
		}
	}
	if m.Known && len(i.Denominator) == 0 {
		fields[0] = m.Numerator.String()
	} else if m.Known {
		fields[0] = strconv.FormatFloat(m.Value(), 'f', 6, 64)
	}
	return fields
}

type jsonMeasure struct {
	Value       *float64       `json:"value"`
	Numerator   *report.Number `json:"n"`
	Denominator *report.Number `json:"d,omitempty"`
	Missing     []report.Key   `json:"missing,omitempty"`
	Flagged     bool           `json:"flagged,omitempty"`
	Inferred    bool           `json:"inferred,omitempty"`
}

type jsonRow struct {
	Body     string                 `json:"body"`
	Name     string                 `json:"name"`
	Year     int                    `json:"year"`
	Status   string                 `json:"status"`
	Findings int                    `json:"findings"`
	Measures map[string]jsonMeasure `json:"measures"`
}

// compareJSON writes one row a line.
func compareJSON(a *app, p panel.Panel) error {
	out := json.NewEncoder(a.stdout)
	out.SetEscapeHTML(false)
	for _, row := range p.Rows {
		line := jsonRow{row.Body, row.Name, row.Year, rowStatus(row), row.Findings, map[string]jsonMeasure{}}
		for i, m := range row.Measures {
			line.Measures[p.Indicators[i].ID] = measureJSON(p.Indicators[i], m)
		}
		if err := out.Encode(line); err != nil {
			return err
		}
	}
	return nil
}

func measureJSON(i report.Indicator, m report.Measure) jsonMeasure {
	out := jsonMeasure{Missing: m.Missing, Flagged: m.Flagged, Inferred: m.Inferred}
	if len(m.Missing) == 0 {
		out.Numerator = &m.Numerator
		if len(i.Denominator) > 0 {
			out.Denominator = &m.Denominator
		}
	}
	if m.Known {
		value := m.Value()
		out.Value = &value
	}
	return out
}
