package web

import (
	"context"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

type reportData struct {
	store.Loaded
	Path     []link
	Others   []store.Summary // other readings and documents about the body and year
	Sheets   []sheet
	Absent   []string // statutory tables that are not on the page
	Unread   bool     // nobody knows whether they are
	Findings []finding
	Stats    []report.Statistic
	Ledger   *store.LedgerEntry
	Years    []int // other years with a report
	Page     string
	Raw      string
	Evidence string
	API      string
	Proof    *proof
	Steps    []step
}

// finding is one with the ways to its cells.
type finding struct {
	report.Finding
	Cells []link
	More  int // cells that are not listed
}

// loadReport finds the reading that the address names: the one that counts, or with ?page= and ?reader= another.
func (q *request) loadReport() (store.Loaded, []store.Summary, error) {
	year, err := q.year()
	if err != nil {
		return store.Loaded{}, nil, err
	}
	body, err := q.db.BodyByKey(q.Context(), q.PathValue("body"))
	if err != nil {
		return store.Loaded{}, nil, err
	}
	all, err := q.db.Reports(q.Context(), store.Filter{Body: body.Key, From: year, To: year, All: true, Limit: mostVersions})
	if err != nil {
		return store.Loaded{}, nil, err
	}
	all = slices.DeleteFunc(all, func(s store.Summary) bool { return s.Body.Key != body.Key }) // a body of this name
	chosen := slices.IndexFunc(all, q.chosen())
	if chosen < 0 {
		return store.Loaded{}, nil, absent("No such reading of a report of %s on %d is in the database.", "数据库中没有 %s %d 年度的这份报告。", body.Name, year)
	}
	one, err := q.loaded(all[chosen])
	return one, slices.Delete(all, chosen, chosen+1), err
}

// mostVersions bounds the readings of one body and year that a page looks at.
const mostVersions = 200

// chosen tells which of several readings is meant.
func (q *request) chosen() func(store.Summary) bool {
	digest, reader, scope := q.value("page"), q.value("reader"), q.value("scope")
	return func(s store.Summary) bool {
		if digest != "" {
			return string(s.Document.Digest) == digest && (reader == "" || s.Reader == reader)
		}
		return s.Standing == store.Current && (scope == "" || s.Scope.String() == scope)
	}
}

func (q *request) loaded(s store.Summary) (store.Loaded, error) {
	r, err := q.db.Report(q.Context(), s.ID)
	return store.Loaded{Summary: s, Report: r}, err
}

// ReadingHref leads to the page of a reading.
func (q *request) ReadingHref(s store.Summary) string {
	values := q.keep()
	if s.Standing != store.Current {
		values.Set("page", string(s.Document.Digest))
		values.Set("reader", s.Reader)
	}
	return q.link(values, "report", s.Body.Key, s.Year)
}

// below gives an address below that of the report that is shown, with the same reading.
func (q *request) below(s store.Summary, extra map[string]string, segments ...any) string {
	values := q.keep("page", "reader", "scope")
	for k, v := range extra {
		values.Set(k, v)
	}
	return q.link(values, append([]any{"report", s.Body.Key, s.Year}, segments...)...)
}

// CellHref leads to the proof of a cell of the report that is shown.
func (q *request) CellHref(key string) string {
	values := q.keep("page", "reader", "scope")
	return q.link(values, "report", q.PathValue("body"), q.PathValue("year"), "cell", key) + "#proof"
}

// reportPage shows a report beside its archived page, and on the way to a cell its proof.
func reportPage(q *request) (*answer, error) {
	one, others, err := q.loadReport()
	if err != nil {
		return nil, err
	}
	key, hasKey, err := q.cell()
	if err != nil {
		return nil, err
	}
	d := reportData{Loaded: one, Others: others, Path: append(q.path(one.Body.Division[:min(6, len(one.Body.Division))]), link{one.Body.Name, q.Href("body", one.Body.Key)})}
	across, err := q.db.AcrossByReading(q.Context(), store.Filter{Body: one.Body.Key, From: one.Year, To: one.Year})
	if err != nil {
		return nil, err
	}
	one.Report.Findings = append(one.Report.Findings, across[one.ID]...)
	var here *report.Key
	mark := map[string]string{}
	if hasKey {
		here, mark["cell"] = &key, key.String()
		if d.Proof, err = q.proofOf(one, key); err != nil {
			return nil, err
		}
	}
	for _, t := range report.Tables() {
		if s, ok := sheetOf(one.Report, t, here); ok {
			d.Sheets = append(d.Sheets, s)
		} else if one.Year == 0 || report.EditionFor(one.Year) != report.NoEdition {
			d.Absent = append(d.Absent, sectionOf(t))
		}
	}
	for _, f := range one.Report.Findings {
		d.Findings = append(d.Findings, q.findingOf(f))
	}
	d.Stats, d.Unread = one.Report.Statistics, one.Report.Status.NothingRead()
	d.Page = q.below(one.Summary, mark, "page")
	if hasKey {
		d.Page += "#cell"
	}
	d.Raw = q.below(one.Summary, nil, "raw")
	d.Evidence = q.below(one.Summary, mark, "evidence.zip")
	d.API = q.link(q.keep("page", "reader", "scope"), "api", "v1", "reports", one.Body.Key, one.Year)
	if err := d.surroundings(q); err != nil {
		return nil, err
	}
	if len(others) > 0 && len(others) < mostVersions/10 {
		if d.Steps, err = q.steps(one.Summary); err != nil {
			return nil, err
		}
	}
	return q.page("report", strings.TrimSpace(one.Body.Name+" "+itoa(one.Year)), d)
}

func (d *reportData) surroundings(q *request) error {
	known, err := q.db.Ledger(q.Context(), store.LedgerFilter{Body: d.Body.Key})
	if err != nil {
		return err
	}
	for i := range known {
		switch c := classOf(known[i].State); {
		case known[i].Year == d.Year:
			d.Ledger = &known[i]
		case c == classRead || c == classFlag || c == classPart:
			d.Years = append(d.Years, known[i].Year)
		}
	}
	return nil
}

// mostCells is how many cells of a finding are listed.
const mostCells = 5

func (q *request) findingOf(f report.Finding) finding {
	out := finding{Finding: f}
	for _, k := range f.Cells[:min(len(f.Cells), mostCells)] {
		out.Cells = append(out.Cells, link{q.Label(k), q.CellHref(k.String())})
	}
	out.More = len(f.Cells) - len(out.Cells)
	return out
}

// Label names a key by the labels of its row and column.
func (q *request) Label(k report.Key) string { return k.Label() }

// pageOf gives the archived page of a reading, with what is said of its kind.
func (q *request) pageOf(ctx context.Context, id int64) (page.Page, page.Format, error) {
	p, err := q.db.Page(ctx, id)
	return p, page.Sniff(p.Body), err
}
