package web

import (
	"bytes"
	"fmt"
	"html/template"
	"slices"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/panel"
	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/store/export"
	"github.com/nianbao/nianbao/web/chart"
)

type compareData struct {
	selection
	Panel     panel.Panel
	config    panel.Config
	Rows      []compareRow
	Chosen    []compareBody
	All       []choice
	Figure    template.HTML
	Figures   []template.HTML // of several years, one a body
	FigureOf  string
	Summaries []compareSummary
	Warnings  []string
	CSV, SVG  string
	List      string
	API       string
	YearsText string
	Matches   []compareBody // bodies that the search found
	Empty     bool
}

type compareRow struct {
	panel.Row
	Href    string
	Figures []figure
	Origin  report.Origin
}

type compareBody struct {
	store.Body
	Add, Remove string
}

type choice struct {
	ID, Name string
	On       bool
}

type compareSummary struct {
	Year  int
	Name  string
	Text  string
	Break []report.Break
}

// panel builds the comparison, the newest year first and in it the rows in the order of the first indicator; an empty selection gives an empty one.
func (q *request) panel(s selection) (p panel.Panel, config panel.Config, err error) {
	config = panel.Config{MinDenominator: s.Minimum, AllowMixed: s.Mixed, AllowKinds: s.Mixed}
	var filters []store.Filter
	for _, b := range s.Bodies {
		filters = append(filters, store.Filter{Body: b.Key, From: s.From, To: s.To})
	}
	if s.Area != "" && s.Match == "" {
		inside, err := q.db.BodiesIn(q.Context(), s.Area, mostCompared+1)
		if err != nil {
			return p, config, err
		}
		if len(inside) > mostCompared {
			return p, config, wrong("More than %d bodies lie in %s; name a smaller area, or export the data.", "%[2]s 的机构超过 %[1]d 个,请缩小范围或使用导出。", mostCompared, q.Area(s.Area))
		}
		filters = append(filters, store.Filter{Division: s.Area, From: s.From, To: s.To})
	}
	if len(filters) == 0 {
		return panel.Panel{Indicators: s.Indicators}, config, nil
	}
	if years := s.To - s.From + 1; years*len(s.Bodies) > mostRows {
		return p, config, wrong("More than %d reports; name fewer bodies or years.", "报告超过 %d 份,请减少机构或年度。", mostRows)
	}
	var entries []panel.Entry
	entries, config.Expected, err = q.db.Entries(q.Context(), filters)
	if err != nil {
		return p, config, err
	}
	entries = once(entries)
	if len(entries) > mostRows {
		return p, config, wrong("More than %d reports; name a smaller area or fewer years.", "报告超过 %d 份,请缩小范围或年度。", mostRows)
	}
	p = panel.Build(entries, s.Indicators, config)
	if len(s.Indicators) > 0 {
		p.Rows = p.SortedBy(0)
	}
	return p, config, nil
}

// once drops what two filters chose both.
func once(entries []panel.Entry) []panel.Entry {
	type seat struct {
		body   string
		year   int
		digest string
	}
	seen := map[seat]bool{}
	return slices.DeleteFunc(entries, func(e panel.Entry) bool {
		at := seat{e.Body, e.Year, ""}
		if e.Report != nil {
			at.digest = e.Report.Page.SHA256 + e.Report.Agency.Scope.String()
		}
		was := seen[at]
		seen[at] = true
		return was
	})
}

// compared reads the address and loads what it compares.
func (q *request) compared() (s selection, p panel.Panel, config panel.Config, err error) {
	if s, err = q.selected(); err == nil {
		p, config, err = q.panel(s)
	}
	return s, p, config, err
}

// comparePage lays bodies side by side. Every view has its own address.
func comparePage(q *request) (*answer, error) {
	s, p, config, err := q.compared()
	if err != nil {
		return nil, err
	}
	d := compareData{selection: s, Panel: p, config: config, YearsText: q.value("years"), Empty: len(p.Rows) == 0}
	for _, row := range p.Rows {
		d.Rows = append(d.Rows, q.compareRow(p, config, row))
	}
	for _, b := range s.Bodies {
		one := compareBody{Body: b}
		if slices.Contains(q.URL.Query()["body"], b.Key) {
			one.Remove = q.without("body", b.Key)
		}
		d.Chosen = append(d.Chosen, one)
	}
	if s.Query != "" {
		found, err := q.db.FindBodies(q.Context(), s.Query, 20)
		if err != nil {
			return nil, err
		}
		for _, b := range found {
			d.Matches = append(d.Matches, compareBody{Body: b, Add: q.with("body", b.Key)})
		}
	}
	for _, i := range report.AllIndicators() {
		d.All = append(d.All, choice{i.ID, q.Indicator(i), slices.ContainsFunc(s.Indicators, func(o report.Indicator) bool { return o.ID == i.ID })})
	}
	d.summaries(q)
	d.figure(q)
	query := ""
	if q.URL.RawQuery != "" {
		query = "?" + q.URL.Query().Encode()
	}
	d.CSV, d.SVG, d.List, d.API = "/compare.csv"+query, "/compare.svg"+query, "/compare.txt"+query, q.apiLink("/compare")
	return q.page("compare", q.T("Compare", "比较"), d)
}

// with and without give this page with one more or one less of a repeated value.
func (q *request) with(name, value string) string {
	values := q.URL.Query()
	values.Del("add")
	if !slices.Contains(values[name], value) {
		values.Add(name, value)
	}
	return q.URL.EscapedPath() + "?" + values.Encode()
}

func (q *request) without(name, value string) string {
	values := q.URL.Query()
	values[name] = slices.DeleteFunc(slices.Clone(values[name]), func(v string) bool { return v == value })
	return q.URL.EscapedPath() + "?" + values.Encode()
}

func (q *request) compareRow(p panel.Panel, config panel.Config, row panel.Row) compareRow {
	out := compareRow{Row: row, Href: q.Href("body", row.Body)}
	if row.Report != nil {
		out.Href, out.Origin = q.Href("report", row.Body, row.Year), row.Report.Page
	}
	for i, m := range row.Measures {
		f := figure{Text: q.Number(p.Indicators[i], m), Mark: q.Mark(m)}
		switch {
		case row.Report == nil:
			f.Text, f.Mark = "—", ""
		case !m.Known:
			f.Why = panel.Gap(q.words(), row.Report, m)
		case row.Unranked[i] == report.NullBelow:
			f.Why = q.Tf("N < %s", "分母 < %s", config.Minimum())
		}
		out.Figures = append(out.Figures, f)
	}
	return out
}

func (d *compareData) summaries(q *request) {
	d.Warnings = d.Panel.Warnings(q.words(), d.config)
	for _, y := range d.Panel.Years {
		for i, s := range y.Summaries {
			d.Summaries = append(d.Summaries, compareSummary{y.Year, q.Indicator(d.Panel.Indicators[i]), d.summary(q, i, s), y.Breaks[i]})
		}
	}
}

// summary writes a median with all the counts behind it.
func (d *compareData) summary(q *request, i int, s panel.Summary) string {
	return s.Text(q.words(), d.Panel.Indicators[i], d.config)
}

// figure draws the first indicator: bars of one year, or the years of each body in small.
func (d *compareData) figure(q *request) {
	if len(d.Panel.Years) == 0 {
		return
	}
	if first, last := d.Panel.Years[0].Year, d.Panel.Years[len(d.Panel.Years)-1].Year; first != last {
		d.FigureOf = fmt.Sprintf("%s %d–%d", q.Indicator(d.Panel.Indicators[0]), first, last)
		for _, svg := range chart.Multiples(d.Panel, 0, q.words()) {
			d.Figures = append(d.Figures, drawn(svg))
		}
		return
	}
	year := d.Panel.Years[len(d.Panel.Years)-1]
	i := d.Panel.Indicators[0]
	var bars []chart.Bar
	for n, row := range d.Panel.Rows {
		if row.Year != year.Year || row.Report == nil {
			continue
		}
		m, f := row.Measures[0], d.Rows[n].Figures[0]
		bars = append(bars, chart.Bar{Name: row.Name, Text: f.Text + f.Mark, Value: m.Value(), Known: m.Known, Doubt: f.Mark != "", Pale: row.Ranks[0] == 0})
	}
	if len(bars) < 2 {
		return
	}
	s := year.Summaries[0]
	d.FigureOf = q.Indicator(i) + " " + itoa(year.Year)
	d.Figure = drawn(chart.Ranked(bars, s.Median, s.HasMedian && !s.Withheld, d.FigureOf+"; "+d.summary(q, 0, s), q.Tf("median of %d", "%d 个机构的中位数", s.Of)))
}

// compareCSV gives the same comparison as a file, with the origin of each row.
func compareCSV(q *request) (*answer, error) {
	_, p, _, err := q.certain()
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = p.WriteCSV(&out, export.Defuse)
	return &answer{body: out.Bytes(), kind: csvText, name: "compare.csv"}, err
}

// compareSVG gives the same comparison as figures to be printed.
func compareSVG(q *request) (*answer, error) {
	_, p, config, err := q.certain()
	if err != nil {
		return nil, err
	}
	return &answer{body: []byte(chart.Sheet(p, config, q.words())), kind: svgText, name: "compare.svg"}, nil
}
