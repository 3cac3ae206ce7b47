package web

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/store/export"
)

type downloadsData struct {
	Years  []int
	Files  []download
	Most   int
	Tables []string
}

type download struct{ Name, What, Href string }

// mostDownloaded is how many reports one csv file of the pages has; the exports of the program have no bound.
const mostDownloaded = 2000

// downloadsPage leads to what can be taken away.
func downloadsPage(q *request) (*answer, error) {
	years, err := q.db.Years(q.Context())
	if err != nil {
		return nil, err
	}
	d := downloadsData{Years: years, Most: mostDownloaded, Tables: offered, Files: []download{
		{"codebook.csv", q.T("every column of every table with labels, unit and source", "各表各列的标签、单位与依据"), "/codebook.csv"},
		{"openapi.json", q.T("the description of the API", "接口说明"), apiRoot + "/openapi.json"},
	}}
	return q.page("downloads", q.T("Downloads", "下载"), d)
}

// reportsCSV gives a table of the dataset for an area and years.
func reportsCSV(q *request) (*answer, error) {
	area, err := q.area()
	if err != nil {
		return nil, err
	}
	from, to, err := yearsOf(q.value("years"))
	if err != nil {
		return nil, err
	}
	filter := store.Filter{Division: area, From: from, To: to}
	bounded := filter
	bounded.Limit = mostDownloaded + 1
	list, err := q.db.Reports(q.Context(), bounded)
	if err != nil {
		return nil, err
	}
	if len(list) > mostDownloaded {
		return nil, wrong("More than %d reports; name a smaller area or fewer years, or use nianbao export.", "报告超过 %d 份,请缩小范围,或使用 nianbao export。", mostDownloaded)
	}
	table, err := q.table()
	if err != nil {
		return nil, err
	}
	var out sheetFile
	if _, err := export.Write(q.Context(), q.db, export.Options{Filter: filter, Tables: []string{table}}, &out); err != nil {
		return nil, err
	}
	return &answer{body: out.Bytes(), kind: csvText, name: table + ".csv"}, nil
}

// offered are the tables of the dataset that can be had for an area here.
var offered = []string{"wide", "wide_states", "long", "reports", "findings"}

// table reads ?table=, by default the one with a row a report.
func (q *request) table() (string, error) {
	name := cmp.Or(q.value("table"), offered[0])
	if !slices.Contains(offered, name) {
		return "", wrong("table is one of %s.", "table 应为 %s 之一。", strings.Join(offered, ", "))
	}
	return name, nil
}

// sheetFile is the encoder of one table as csv in memory.
type sheetFile struct {
	bytes.Buffer
	out *csv.Writer
	row []string
}

// Open implements export.Encoder.
func (f *sheetFile) Open(t *export.Table) (export.Rows, error) {
	f.out, f.row = csv.NewWriter(f), make([]string, len(t.Columns))
	for i := range t.Columns {
		f.row[i] = t.Columns[i].Name
	}
	return sheetRows{f, t}, f.out.Write(f.row)
}

// Close implements export.Encoder.
func (f *sheetFile) Close() error { return nil }

// sheetRows implements export.Rows; no text of it is a formula.
type sheetRows struct {
	*sheetFile
	table *export.Table
}

// Write writes a row.
func (r sheetRows) Write(row []export.Value) error {
	for i, v := range row {
		r.row[i] = v.String()
		if t := r.table.Columns[i].Type; t == export.Text || t == export.Code {
			r.row[i] = export.Defuse(r.row[i])
		}
	}
	return r.out.Write(r.row)
}

// Close ends the file.
func (r sheetRows) Close() error {
	r.out.Flush()
	return r.out.Error()
}

type codebookData struct {
	Entries    []report.Entry
	Indicators []report.Indicator
	States     []report.StateDef
	CellStates []report.CellState
	Series     []report.Series
	Eras       []report.Era
	Qualities  []report.Quality
}

// codebookPage explains every key, indicator and state.
func codebookPage(q *request) (*answer, error) {
	d := codebookData{report.Codebook(), report.AllIndicators(), report.StateDefs(), report.CellStates(), report.Crosswalk(), report.Eras(), report.Qualities()}
	return q.page("codebook", q.T("Codebook", "指标说明"), d)
}

// codebookCSV describes every column of every table of the dataset.
func codebookCSV(*request) (*answer, error) {
	var out bytes.Buffer
	err := export.WriteCodebook(&out, export.Tables(&export.Options{}))
	return &answer{body: out.Bytes(), kind: csvText, name: "codebook.csv"}, err
}

func editions(e report.Entry) string {
	var list []string
	for _, edition := range e.Editions {
		list = append(list, edition.String())
	}
	return strings.Join(list, " ")
}

// Editions lists in which forms a key is.
func (q *request) Editions(e report.Entry) string { return editions(e) }
