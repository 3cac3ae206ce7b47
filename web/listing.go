package web

import (
	"errors"
	"math"
	"slices"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// pager leads through a long list.
type pager struct {
	First, Last int
	Back, Next  string
}

// Bounds of lists.
const (
	perPage    = 100
	mostOffset = 100_000
)

// pageFrom reads ?from= and cuts a list that was asked for with one entry more than a page has.
func pageFrom[T any](q *request, list []T, from, most int) ([]T, *pager) {
	p := &pager{First: from + 1, Last: from + len(list)}
	if from > 0 {
		p.Back = q.Same("from", max(0, from-most))
	}
	if len(list) > most {
		list, p.Last = list[:most], from+most
		p.Next = q.Same("from", from+most)
	}
	if p.Back == "" && p.Next == "" {
		return list, nil
	}
	return list, p
}

// narrowed is what every list can be narrowed by.
type narrowed struct {
	Path  []link
	Area  string
	Year  int
	Years []int
	From  int
	Pager *pager
}

func (q *request) narrowed() (n narrowed, err error) {
	if n.Area, err = q.area(); err != nil {
		return n, err
	}
	if n.Year, err = q.year(); err != nil {
		return n, err
	}
	if n.From, err = q.number("from", 0, 0, mostOffset); err != nil {
		return n, err
	}
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
	d := findingsData{narrowed: n, Relation: q.value("relation")}
	if err := d.count(q); err != nil {
		return nil, err
	}
	filter := store.Filter{Division: n.Area, From: n.Year, To: n.Year, Relation: d.Relation, Limit: perPage + 1, Offset: n.From}
	if err := d.list(q, filter); err != nil {
		return nil, err
	}
	d.Rows, d.Pager = pageFrom(q, d.Rows, n.From, perPage)
	return q.page("findings", q.T("Findings", "提示"), d)
}

func (d *findingsData) count(q *request) error {
	relations, err := q.db.Relations(q.Context())
	if err != nil {
		return err
	}
	for _, r := range relations {
		d.Relations = append(d.Relations, relationCount{r.Relation, q.Rule(r.Relation), q.Same("relation", r.Relation, "from", ""), int(r.Findings)})
	}
	between, err := q.db.AcrossCounts(q.Context())
	for id, n := range between {
		d.Relations = append(d.Relations, relationCount{id, q.Rule(id), q.Same("relation", id, "from", ""), n})
		d.Between = d.Between || id == d.Relation
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

// list gives the findings of reports, or for a rule between reports those.
func (d *findingsData) list(q *request, filter store.Filter) error {
	row := func(s store.Summary, f report.Finding) {
		d.Rows = append(d.Rows, foundRow{s.Body.Name, q.Href("report", s.Body.Key, s.Year), s.Year, q.findingOfYear(f, s.Body.Key, s.Year)})
	}
	if d.Between {
		found, err := q.db.Across(q.Context(), filter)
		for _, f := range found {
			row(f.Summary, f.Finding)
		}
		return err
	}
	found, err := q.db.Findings(q.Context(), filter)
	for _, f := range found {
		row(f.Summary, f.Finding)
	}
	return err
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
	d := ledgerData{narrowed: n, State: report.State(q.value("state"))}
	if d.State != "" && precedence(d.State) < 0 {
		return nil, wrong("%s is no state of the ledger.", "台账没有状态 %s。", d.State)
	}
	totals, err := q.db.LedgerTotals(q.Context())
	if err != nil {
		return nil, err
	}
	d.matrix(q, totals)
	filter := store.LedgerFilter{Division: n.Area, From: n.Year, To: n.Year, Limit: perPage + 1, Offset: n.From}
	if d.State != "" {
		filter.States = []report.State{d.State}
	}
	entries, err := q.db.Ledger(q.Context(), filter)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		one := ledgerEntry{e, q.Href("body", e.Body.Key), q.words().Basis(&e.Verdict, &e.Evidence)}
		if e.Evidence.Reading != nil {
			one.Href = q.Href("report", e.Body.Key, e.Year)
		}
		d.Entries = append(d.Entries, one)
	}
	d.Entries, d.Pager = pageFrom(q, d.Entries, n.From, perPage)
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
				row.Counts[slices.Index(d.Columns, t.Year)] = stateCount{t.Bodies, q.Same("state", t.State, "year", t.Year, "from", "")}
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
