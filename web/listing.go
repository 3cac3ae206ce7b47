package web

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// narrowed is what every list can be narrowed by.
type narrowed struct {
	Path  []link
	Area  string
	Year  int
	Years []int
	Pager *pager
	window
	filter store.Filter
}

func (q *request) narrowed() (n narrowed, err error) {
	if n.filter, err = q.narrow(); err != nil {
		return n, err
	}
	if n.window, err = q.window(perPage); err != nil {
		return n, err
	}
	n.Area, n.Year = n.filter.Division, n.filter.From
	n.Path = q.path(n.Area)
	n.Years, err = q.db.Years(q.Context())
	return n, err
}

type findingsData struct {
	narrowed
	Relation  string
	Relations []relationCount
	Between   bool
	Rows      []foundRow
}

type relationCount struct {
	ID, Text, Href string
	Count          int
}

type foundRow struct {
	Name, Href string
	Year       int
	finding
}

// findingsPage lists findings by relation, area and year.
func findingsPage(q *request) (*answer, error) {
	n, err := q.narrowed()
	if err != nil {
		return nil, err
	}
	d := findingsData{narrowed: n, Relation: n.filter.Relation}
	if err := d.count(q); err != nil {
		return nil, err
	}
	if d.Between {
		err = listRows(&d, q, q.db.Across, func(f *store.AcrossFound) (*store.Summary, *report.Finding) { return &f.Summary, &f.Finding })
	} else {
		err = listRows(&d, q, q.db.Findings, func(f *store.Found) (*store.Summary, *report.Finding) { return &f.Summary, &f.Finding })
	}
	if err != nil {
		return nil, err
	}
	return q.page("findings", q.T("Findings", "提示"), d)
}

func (d *findingsData) count(q *request) error {
	relations, err := q.db.Relations(q.Context(), d.Area, d.Year)
	for _, r := range relations {
		d.Relations = append(d.Relations, relationCount{r.Relation, q.Rule(r.Relation), q.List("relation", r.Relation), int(r.Findings)})
		d.Between = d.Between || r.Across && r.Relation == d.Relation
	}
	slices.SortFunc(d.Relations, func(a, b relationCount) int {
		if a.Count != b.Count {
			return b.Count - a.Count
		}
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
	return err
}

// listRows lists findings of reports, or those between reports.
func listRows[T any, P stands[T]](d *findingsData, q *request, find func(context.Context, store.Filter) ([]T, error), parts func(P) (*store.Summary, *report.Finding)) error {
	found, err := find(q.Context(), d.window.filter(d.narrowed.filter))
	if err != nil {
		return err
	}
	found, d.Pager = paged[T, P](q, d.window, found)
	for i := range found {
		s, f := parts(&found[i])
		d.Rows = append(d.Rows, foundRow{s.Body.Name, q.Href("report", s.Body.Key, s.Year), s.Year, q.findingOfYear(*f, s.Body.Key, s.Year)})
	}
	return nil
}

type ledgerData struct {
	narrowed
	State   report.State
	Matrix  []ledgerRow
	Columns []int
	Entries []ledgerEntry
}

type ledgerEntry struct {
	store.LedgerEntry
	Href, Why string
}

// ledgerRow is a state over the years.
type ledgerRow struct {
	State  report.State
	Counts []stateCount
}

type stateCount struct {
	Bodies int
	Href   string
}

// ledgerPage tells of every body and year who published, who is late, what is blocked.
func ledgerPage(q *request) (*answer, error) {
	n, err := q.narrowed()
	if err != nil {
		return nil, err
	}
	states, err := q.state()
	if err != nil {
		return nil, err
	}
	d := ledgerData{narrowed: n}
	if len(states) == 1 {
		d.State = states[0]
	}
	totals, err := q.db.LedgerTotals(q.Context())
	if err != nil {
		return nil, err
	}
	d.matrix(q, totals)
	entries, err := q.db.Ledger(q.Context(), n.window.ledger(store.LedgerFilter{Division: n.Area, From: n.Year, To: n.Year, States: states}))
	if err != nil {
		return nil, err
	}
	entries, d.Pager = paged(q, n.window, entries)
	for _, e := range entries {
		one := ledgerEntry{e, q.Href("body", e.Body.Key), q.words().Basis(&e.Verdict, &e.Evidence)}
		if e.Evidence.Reading != nil {
			one.Href = q.Href("report", e.Body.Key, e.Year)
		}
		d.Entries = append(d.Entries, one)
	}
	return q.page("ledger", q.T("Ledger", "台账"), d)
}

func (d *ledgerData) matrix(q *request, totals []store.LedgerTotal) {
	for _, t := range totals {
		if !slices.Contains(d.Columns, t.Year) {
			d.Columns = append(d.Columns, t.Year)
		}
	}
	for _, def := range report.StateDefs() {
		row := ledgerRow{State: def.State, Counts: make([]stateCount, len(d.Columns))}
		any := false
		for _, t := range totals {
			if t.State == def.State {
				any = true
				row.Counts[slices.Index(d.Columns, t.Year)] = stateCount{t.Bodies, q.List("state", t.State, "year", t.Year)}
			}
		}
		if any {
			d.Matrix = append(d.Matrix, row)
		}
	}
}

type searchData struct {
	Text    string
	Bodies  []store.Body
	More    bool
	Short   bool // no report can be searched by the text
	Reports []store.SearchHit
	Next    string // address of the next reports
	Compare string // address of the comparison of the bodies; empty when the text is not in all their names
}

// mostFound is how many bodies a search shows.
const mostFound = 60

// searchPage finds bodies by a part of their name or by a code, and reports by what they say.
func searchPage(q *request) (*answer, error) {
	d := searchData{Text: q.value("q")}
	before, err := q.number("before", 0, 0, math.MaxInt)
	if err != nil {
		return nil, err
	}
	if d.Text != "" {
		if err := d.reports(q, int64(before)); err != nil {
			return nil, err
		}
	}
	if d.Text != "" && before == 0 {
		found, err := q.db.FindBodies(q.Context(), d.Text, mostFound+1)
		if err != nil {
			return nil, err
		}
		d.More = len(found) > mostFound
		d.Bodies = found[:min(len(found), mostFound)]
		if len(d.Bodies) > 1 && !d.More && !slices.ContainsFunc(d.Bodies, func(b store.Body) bool { return !strings.Contains(b.Name, d.Text) }) {
			values := q.keep()
			values.Set("match", d.Text)
			d.Compare = q.link(values, "compare")
		}
	}
	return q.page("search", q.T("Search", "查找"), d)
}

func (d *searchData) reports(q *request, before int64) error {
	found, err := q.db.Search(q.Context(), store.SearchQuery{Text: d.Text, Before: before})
	if errors.Is(err, store.ErrWords) {
		d.Short = true
		return nil
	}
	d.Reports = found.Hits
	if found.Next != 0 {
		d.Next = q.Same("before", found.Next)
	}
	return err
}
