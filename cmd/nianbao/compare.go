package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/panel"
	"github.com/nianbao/nianbao/store"
)

type compareCommand struct {
	In     area      `placeholder:"DIVISION" help:"Code of a division; every body in it is compared."`
	Agency []string  `placeholder:"NAME|CODE" help:"Only these bodies."`
	Years  yearRange `placeholder:"2019-2025" help:"Years reported on; the newest in the database when left out."`
	By     []string  `placeholder:"INDICATOR" help:"Indicators: received, concluded, carried_out, disclosure_rate, disputes."`
	Format string    `enum:"table,csv,json" default:"table" help:"table, csv or json."`
}

// Help gives an example.
func (compareCommand) Help() string {
	return `Rates are shown as n/N. A median of rates takes only bodies whose N is at least 10, and says of how many it is.

Example: nianbao compare --in 331024 --years 2023
Example: nianbao compare --agency 青榆镇 --years 2022-2024 --by received --by disclosure_rate --format csv`
}

// Run compares stored reports.
func (c compareCommand) Run(ctx context.Context, a *app) error {
	indicators, err := c.indicators()
	if err != nil {
		return usageError{err}
	}
	db, err := a.openReadOnly(ctx)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // only read
	entries, err := c.entries(ctx, db)
	if err != nil {
		return err
	}
	if len(entries) == 0 {
		return fmt.Errorf("%s: no report fits", a.database())
	}
	p := panel.Build(entries, indicators, panel.Config{})
	switch c.Format {
	case "csv":
		return compareCSV(csv.NewWriter(a.stdout), p)
	case "json":
		return compareJSON(a, p)
	}
	printPanel(a, p)
	return nil
}

func (c compareCommand) indicators() ([]report.Indicator, error) {
	if len(c.By) == 0 {
		return report.Indicators(), nil
	}
	var list []report.Indicator
	for _, id := range c.By {
		i, ok := report.IndicatorByID(id)
		if !ok {
			return nil, fmt.Errorf("--by %s: no such indicator (see nianbao compare --help)", id)
		}
		list = append(list, i)
	}
	return list, nil
}

// entries loads the reports that are compared.
func (c compareCommand) entries(ctx context.Context, db *store.Store) ([]panel.Entry, error) {
	filters, err := c.filters(ctx, db)
	if err != nil {
		return nil, err
	}
	var entries []panel.Entry
	for _, filter := range filters {
		for loaded, err := range db.Load(ctx, filter) {
			if err != nil {
				return nil, err
			}
			entries = append(entries, panel.Entry{
				Body: loaded.Body.Key, Name: loaded.Body.Name, Year: loaded.Year, Report: loaded.Report,
			})
		}
	}
	if c.Years.from == 0 {
		entries = newestYear(entries)
	}
	return entries, nil
}

// filters gives one filter, or one for each body that is named.
func (c compareCommand) filters(ctx context.Context, db *store.Store) ([]store.Filter, error) {
	base := store.Filter{Division: c.In.prefix, From: c.Years.from, To: c.Years.to}
	if len(c.Agency) == 0 {
		return []store.Filter{base}, nil
	}
	var filters []store.Filter
	seen := map[string]bool{}
	for _, agency := range c.Agency {
		bodies, err := db.FindBodies(ctx, agency, mostBodies+1)
		switch {
		case err != nil:
			return nil, err
		case len(bodies) == 0:
			return nil, fmt.Errorf("%s: no body of this name or code is in the database", agency)
		case len(bodies) > mostBodies:
			return nil, fmt.Errorf("%s: more than %d bodies fit; name a longer part, or a division with --in", agency, mostBodies)
		}
		for _, b := range bodies {
			if !seen[b.Key] {
				one := base
				one.Body = b.Key
				filters, seen[b.Key] = append(filters, one), true
			}
		}
	}
	return filters, nil
}

// mostBodies is the largest number of bodies that a name may stand for.
const mostBodies = 1000

func newestYear(entries []panel.Entry) []panel.Entry {
	newest := 0
	for _, e := range entries {
		newest = max(newest, e.Year)
	}
	kept := entries[:0]
	for _, e := range entries {
		if e.Year == newest {
			kept = append(kept, e)
		}
	}
	return kept
}

// printPanel writes the comparison for a terminal.
func printPanel(a *app, p panel.Panel) {
	t := &textTable{header: []string{a.say("body", "机构"), a.say("year", "年度")}, right: map[int]bool{}}
	for i, indicator := range p.Indicators {
		t.header = append(t.header, a.say(indicator.English, indicator.Label))
		t.right[i+2] = true
	}
	t.header = append(t.header, a.say("status", "状态"), a.say("findings", "提示"))
	marks := map[string]bool{}
	for _, row := range p.Rows {
		cells := []string{row.Name, strconv.Itoa(row.Year)}
		for i, m := range row.Measures {
			text, mark := measureText(p.Indicators[i], m)
			marks[mark] = true
			cells = append(cells, text+mark)
		}
		t.add(append(cells, row.Report.Status.String(), findingsText(a, row))...)
	}
	a.printf("%s", t)
	printSummaries(a, p)
	if marks["!"] {
		a.printf("! %s\n", a.say("a finding names one of the numbers (数据不平衡: numbers do not balance)", "有提示涉及该数字(数据不平衡等)"))
	}
	if marks["*"] {
		a.printf("* %s\n", a.say("a number was inferred from the relations, not printed alone", "数字由勾稽关系推得,并非单独印出"))
	}
}

// measureText writes a total as it is, and a rate with its counts; — where a number is missing, n/0 for nothing to divide by.
func measureText(i report.Indicator, m report.Measure) (text, mark string) {
	switch {
	case m.Flagged:
		mark = "!"
	case m.Inferred:
		mark = "*"
	}
	switch {
	case len(m.Missing) > 0:
		return "—", ""
	case len(i.Denominator) == 0:
		return m.Numerator.String(), mark
	case !m.Known:
		return m.Numerator.String() + "/" + m.Denominator.String(), mark
	}
	return fmt.Sprintf("%.1f%% %s/%s", 100*m.Value(), m.Numerator, m.Denominator), mark
}

func findingsText(a *app, row panel.Row) string {
	if row.Findings == 0 && row.Notes == 0 {
		return ""
	}
	var parts []string
	if row.Findings > 0 {
		parts = append(parts, fmt.Sprintf(a.say("%d to check", "待核 %d"), row.Findings))
	}
	if row.Notes > 0 {
		parts = append(parts, fmt.Sprintf(a.say("%d noted", "备注 %d"), row.Notes))
	}
	return strings.Join(parts, ", ")
}

// printSummaries writes medians with the counts that belong to them.
func printSummaries(a *app, p panel.Panel) {
	for i, s := range p.Summaries {
		indicator := p.Indicators[i]
		name := a.say(indicator.English, indicator.Label)
		switch {
		case s.Withheld:
			a.printf("%s: %s\n", name, a.say("no median, the reports are of different scopes", "统计口径不同,不计中位数"))
		case !s.HasMedian:
			a.printf("%s: %s\n", name, a.say("no median, no body qualifies", "无符合条件的机构,不计中位数"))
		default:
			a.printf("%s\n", summaryText(a, name, indicator, s))
		}
	}
}

func summaryText(a *app, name string, i report.Indicator, s panel.Summary) string {
	of := fmt.Sprintf(a.say("of %d bodies, %d published", "%d 个机构,已发布 %d"), s.Of, s.Published)
	if len(i.Denominator) == 0 {
		return fmt.Sprintf(a.say("%s: median %g (%s), sum %s", "%s:中位数 %g(%s),合计 %s"), name, s.Median, of, s.Numerator)
	}
	return fmt.Sprintf(a.say("%s: median %.1f%% (of %d bodies with N ≥ 10, %d published), together %s/%s", "%s:中位数 %.1f%%(分母 ≥ 10 的 %d 个机构,已发布 %d),合并 %s/%s"),
		name, 100*s.Median, s.Of, s.Published, s.Numerator, s.Denominator)
}

func compareCSV(out *csv.Writer, p panel.Panel) error {
	header := []string{"body", "name", "year", "status", "findings", "notes"}
	for _, i := range p.Indicators {
		header = append(header, i.ID, i.ID+"_n", i.ID+"_d")
	}
	if err := out.Write(header); err != nil {
		return err
	}
	for _, row := range p.Rows {
		record := []string{row.Body, row.Name, strconv.Itoa(row.Year), row.Report.Status.String(), strconv.Itoa(row.Findings), strconv.Itoa(row.Notes)}
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
	Status   report.Status          `json:"status"`
	Findings int                    `json:"findings"`
	Measures map[string]jsonMeasure `json:"measures"`
}

// compareJSON writes one row a line.
func compareJSON(a *app, p panel.Panel) error {
	out := json.NewEncoder(a.stdout)
	out.SetEscapeHTML(false)
	for _, row := range p.Rows {
		line := jsonRow{row.Body, row.Name, row.Year, row.Report.Status, row.Findings, map[string]jsonMeasure{}}
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
