package web

import (
	"context"
	"html/template"
	"slices"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/report/panel"
	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/web/chart"
)

type bodyData struct {
	Body       store.Body
	Path       []link
	Years      []bodyYear
	Rows       []indicatorRow
	Breaks     []report.Break
	Neighbours []store.Body
	Compare    string
	AllShown   bool
	Across     []finding
	Names      []store.Attribute // what it is or was called, by whom
	Events     []event
	// Series are questions across the forms, SeriesBreaks what changed between their figures.
	Series       []seriesRow
	SeriesBreaks []report.Break
}

// event is something that happened to the body.
type event struct {
	Kinds         string
	When          string
	Certain       bool
	Before, Later []link
	Source        string
}

// bodyYear is a column: what is known of the body in a year.
type bodyYear struct {
	Year    int
	State   report.State
	Basis   string
	Href    string // of the report; empty when there is none
	Summary *store.Summary
	Broken  bool // a change of form or law lies before it
	Others  int  // further readings and documents
}

type indicatorRow struct {
	Name, Unit, Note string
	Figures          []figure
	Chart            template.HTML
}

// figure is a number of an indicator as a page writes it.
type figure struct {
	Text, Mark, Why string
	Break           bool
}

// bodyPage shows a body: its years side by side.
func bodyPage(q *request) (*answer, error) {
	ctx := q.Context()
	body, err := q.db.BodyByKey(ctx, q.PathValue("body"))
	if err != nil {
		return nil, err
	}
	d := bodyData{Body: body, Path: q.path(body.Division[:min(6, len(body.Division))]), AllShown: q.value("all") != ""}
	reports, err := d.years(ctx, q)
	if err != nil {
		return nil, err
	}
	d.indicators(q, reports)
	d.series(q, reports)
	if err := d.history(ctx, q); err != nil {
		return nil, err
	}
	if d.Neighbours, err = q.neighbours(ctx, body); err != nil {
		return nil, err
	}
	values := q.keep()
	for _, b := range append([]store.Body{body}, d.Neighbours[:min(len(d.Neighbours), 3)]...) {
		values.Add("body", b.Key)
	}
	d.Compare = q.link(values, "compare")
	return q.page("body", body.Name, d)
}

// years fills in the columns and gives the reports that count by year. Of several scopes in one year the organ's own
// is shown; the others are reached from its page.
func (d *bodyData) years(ctx context.Context, q *request) (map[int]*report.Report, error) {
	reports := map[int]*report.Report{}
	shown := map[int]store.Summary{}
	for loaded, err := range q.db.Load(ctx, store.Filter{Body: d.Body.Key, Limit: mostVersions}) {
		if err != nil {
			return nil, err
		}
		if loaded.Body.Key != d.Body.Key || loaded.Year == 0 || reports[loaded.Year] != nil && loaded.Scope != report.ScopeOrgan {
			continue
		}
		reports[loaded.Year], shown[loaded.Year] = loaded.Report, loaded.Summary
	}
	all, err := q.db.Reports(ctx, store.Filter{Body: d.Body.Key, All: true, Limit: mostVersions})
	if err != nil {
		return nil, err
	}
	others := map[int]int{}
	for i := range all {
		others[all[i].Year]++
	}
	ledger, err := q.db.Ledger(ctx, store.LedgerFilter{Body: d.Body.Key})
	if err != nil {
		return nil, err
	}
	known := map[int]bool{}
	for _, e := range ledger {
		known[e.Year] = true
		d.Years = append(d.Years, bodyYear{Year: e.Year, State: e.State, Basis: q.words().Basis(&e.Verdict, &e.Evidence)})
	}
	for year, s := range shown {
		if state, ok := report.StateOf(s.Status); ok && !known[year] {
			d.Years = append(d.Years, bodyYear{Year: year, State: state})
		}
	}
	d.Years = everyYear(d.Years)
	for i := range d.Years {
		y := &d.Years[i]
		if s, ok := shown[y.Year]; ok {
			y.Summary, y.Href, y.Others = &s, q.Href("report", d.Body.Key, y.Year), others[y.Year]-1
		}
	}
	return reports, q.across(ctx, d)
}

// everyYear puts years in order and adds those between them of which nothing is known: years that are left out would stand
// side by side as if they followed each other.
func everyYear(years []bodyYear) (all []bodyYear) {
	slices.SortFunc(years, func(a, b bodyYear) int { return a.Year - b.Year })
	for i, y := range years {
		for i > 0 && len(all) < mostYears && all[len(all)-1].Year+1 < y.Year {
			all = append(all, bodyYear{Year: all[len(all)-1].Year + 1, State: report.StateNeverLooked})
		}
		all = append(all, y)
	}
	return all
}

// mostYears bounds the columns that are filled in.
const mostYears = 40

// history tells under which names the body was known, and what happened to it.
func (d *bodyData) history(ctx context.Context, q *request) (err error) {
	if d.Names, err = q.db.Attributes(ctx, store.AttributeFilter{Body: d.Body.Key, Kind: division.AttributeName}); err != nil {
		return err
	}
	d.Names = d.Names[:min(len(d.Names), mostVersions)]
	events, err := q.db.Events(ctx, store.EventFilter{Body: d.Body.Key})
	for _, e := range events[:min(len(events), mostVersions)] {
		one := event{Kinds: q.words().Change(string(e.Kind)), Certain: e.Certain, Source: e.Source, When: e.On.String()}
		for _, k := range e.Also {
			one.Kinds += q.T(", ", "、") + q.words().Change(string(k))
		}
		if e.On.IsZero() {
			one.When = e.After.String() + " – " + e.Until.String()
		}
		for _, b := range e.Before {
			one.Before = append(one.Before, q.side(ctx, b))
		}
		for _, b := range e.Later {
			one.Later = append(one.Later, q.side(ctx, b))
		}
		d.Events = append(d.Events, one)
	}
	return err
}

// side names a body of an event; one that the database has is linked.
func (q *request) side(ctx context.Context, b store.EventBody) link {
	if _, err := q.db.BodyByKey(ctx, b.Key); err != nil {
		return link{Name: b.Name}
	}
	return link{b.Name, q.Href("body", b.Key)}
}

func (q *request) across(ctx context.Context, d *bodyData) error {
	between, err := q.db.Across(ctx, store.Filter{Body: d.Body.Key, Limit: 50})
	for _, f := range between {
		d.Across = append(d.Across, q.findingOfYear(f.Finding, d.Body.Key, f.Year))
	}
	return err
}

// findingOfYear leads to the cells of another report than the one of the address.
func (q *request) findingOfYear(f report.Finding, body string, year int) finding {
	out := finding{Finding: f}
	for _, k := range f.Cells[:min(len(f.Cells), mostCells)] {
		out.Cells = append(out.Cells, link{q.Label(k), q.Href("report", body, year, "cell", k) + "#proof"})
	}
	if len(f.Cells) == 0 {
		out.Cells = []link{{itoa(year), q.Href("report", body, year)}}
	}
	out.More = max(0, len(f.Cells)-mostCells)
	return out
}

// indicators fills in the rows: those for a first look, or with ?all= every one that has a figure.
func (d *bodyData) indicators(q *request, reports map[int]*report.Report) {
	list := report.Indicators()
	if d.AllShown {
		list = report.AllIndicators()
	}
	told := map[string]bool{}
	for _, i := range list {
		row := indicatorRow{Name: q.Indicator(i), Unit: q.Unit(i.Unit), Note: i.Note}
		var points []chart.Point
		last, any := 0, false
		for _, y := range d.Years {
			r := reports[y.Year]
			if r == nil {
				row.Figures = append(row.Figures, figure{Text: "—", Why: q.Ledger(y.State)})
				points = append(points, chart.Point{Year: y.Year})
				continue
			}
			m := i.MeasureOf(r)
			f := figure{Text: q.Number(i, m), Mark: q.Mark(m)}
			few := m.Known && len(i.Denominator) > 0 && m.Denominator.Cmp(panel.Config{}.Minimum()) < 0
			switch {
			case !m.Known:
				f.Why = panel.Gap(q.words(), r, m)
			case few:
				f.Why = q.Tf("N < %s", "分母 < %s", panel.Config{}.Minimum())
			}
			if last != 0 {
				for _, b := range i.BreaksBetween(last, y.Year) {
					f.Break = true
					if !told[b.ID] {
						told[b.ID] = true
						d.Breaks = append(d.Breaks, b)
					}
				}
			}
			last, any = y.Year, any || m.Known
			row.Figures = append(row.Figures, f)
			points = append(points, chart.Point{Year: y.Year, Value: m.Value(), Known: m.Known, Doubt: f.Mark != "", Pale: few, Text: f.Text + f.Mark, Break: f.Break})
		}
		if d.AllShown && !any {
			continue
		}
		scale := 0.0
		if i.Kind == report.KindRate {
			scale = 1
		}
		row.Chart = drawn(chart.Years(points, scale, row.Name+": "+chartWords(points)))
		d.Rows = append(d.Rows, row)
	}
}

func chartWords(points []chart.Point) (text string) {
	for i, p := range points {
		if i > 0 {
			text += ", "
		}
		if p.Known {
			text += itoa(p.Year) + " " + p.Text
		} else {
			text += itoa(p.Year) + " —"
		}
	}
	return text
}

// mostNeighbours is how many bodies beside a body are named.
const mostNeighbours = 60

// neighbours are the bodies of the same level in the same county.
func (q *request) neighbours(ctx context.Context, body store.Body) ([]store.Body, error) {
	if len(body.Division) < 6 {
		return nil, nil
	}
	list, err := q.db.BodiesIn(ctx, body.Division[:6], mostTiles)
	list = slices.DeleteFunc(list, func(b store.Body) bool {
		return b.Key == body.Key || store.Level(b.Kind) != store.Level(body.Kind)
	})
	return list[:min(len(list), mostNeighbours)], err
}
