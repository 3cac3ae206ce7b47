package store_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// pages goes through a list in pages of so many, forwards, and from its end backwards; what it gives must be all of it.
func pages[T any](t *testing.T, name string, all []T, size int, at func(*T) store.Place, page func(limit int, after, before *store.Place) ([]T, error)) {
	t.Helper()
	text := func(list []T) (lines []string) {
		for i := range list {
			lines = append(lines, fmt.Sprint(at(&list[i])))
		}
		return lines
	}
	var forwards []T
	var place *store.Place
	for len(forwards) <= len(all) {
		some, err := page(size, place, nil)
		must(t, err)
		if forwards = append(forwards, some...); len(some) < size {
			break
		}
		next := at(&some[size-1])
		place = &next
	}
	if got, want := text(forwards), text(all); !slices.Equal(got, want) {
		t.Errorf("%s, forwards:\n%v, want\n%v", name, got, want)
	}
	var backwards []T
	for end := (&store.Place{Body: "\U0010FFFE"}); len(backwards) <= len(all); {
		some, err := page(size, nil, end)
		must(t, err)
		if backwards = append(slices.Clone(some), backwards...); len(some) < size {
			break
		}
		first := at(&some[0])
		end = &first
	}
	if got, want := text(backwards), text(all); !slices.Equal(got, want) {
		t.Errorf("%s, backwards:\n%v, want\n%v", name, got, want)
	}
}

// between puts a finding between reports on every reading.
func between(t *testing.T, s *store.Store) {
	t.Helper()
	all, err := s.Reports(ctx, store.Filter{})
	must(t, err)
	areas := map[string]*store.Area{}
	for _, r := range all {
		code := r.Body.Division[:6]
		if areas[code] == nil {
			areas[code] = &store.Area{Code: code, Digest: "1"}
		}
		for _, relation := range []string{"across.prior", "across.area"}[:1+r.Year%2] {
			areas[code].Found = append(areas[code].Found, store.Across{Reading: r.ID, Finding: report.Finding{Relation: relation, Message: "test"}})
		}
	}
	for _, area := range areas {
		_, err := s.SaveAcross(ctx, []store.Area{*area})
		must(t, err)
	}
}

// TestListsGoOnAtAPlace holds that the pages of a list are the list, whatever narrows it down, forwards and backwards.
func TestListsGoOnAtAPlace(t *testing.T) {
	s := panel(t)
	between(t, s)
	for _, f := range []store.Filter{
		{},
		{Division: "99"},
		{Division: "9901"},
		{Division: "990101"},
		{Division: "98"},
		{From: 2022, To: 2023},
		{Division: "99", From: 2023, To: 2023},
		{Relation: "applications.balance.total"},
		{Relation: "across.prior", From: 2021, To: 2021},
		{Relation: "applications.balance.total", Division: "99"},
		{Relation: "applications.balance.total", Division: "990201"},
		{Relation: "no.such"},
		{Kind: "department"},
		{Kind: "department", Relation: "applications.balance.total"},
		{Statuses: []report.Status{report.Consistent}},
		{Body: "990101002"},
		{Scopes: []report.Scope{report.ScopeArea}},
	} {
		part := func(limit int, after, before *store.Place) store.Filter {
			g := f
			g.Limit, g.After, g.Before = limit, after, before
			return g
		}
		reports, err := s.Reports(ctx, f)
		must(t, err)
		findings, err := s.Findings(ctx, f)
		must(t, err)
		across, err := s.Across(ctx, f)
		must(t, err)
		for _, size := range []int{1, 2, 5, 100} {
			name := fmt.Sprintf("%+v in pages of %d", f, size)
			pages(t, "reports "+name, reports, size, (*store.Summary).Place, func(n int, a, b *store.Place) ([]store.Summary, error) { return s.Reports(ctx, part(n, a, b)) })
			pages(t, "across "+name, across, size, (*store.AcrossFound).Place, func(n int, a, b *store.Place) ([]store.AcrossFound, error) { return s.Across(ctx, part(n, a, b)) })
			if size > 2 { // there are more than a thousand
				pages(t, "findings "+name, findings, 10*size, (*store.Found).Place, func(n int, a, b *store.Place) ([]store.Found, error) { return s.Findings(ctx, part(n, a, b)) })
			}
		}
		if f.Division+f.Relation+f.Body == "" && f.Scopes == nil && (len(reports) == 0 || len(across) == 0) {
			t.Errorf("%+v: %d reports, %d findings between them", f, len(reports), len(across))
		}
	}
}

func TestTheLedgerGoesOnAtAPlace(t *testing.T) {
	s := panel(t)
	states := []report.State{report.StateOverdue, report.StateBlocked, report.StateConsistent}
	var entries []store.LedgerEntry
	for i, ref := range panelBodies {
		b, err := s.BodyByKey(ctx, ref.Key)
		must(t, err)
		for year := 2019; year <= 2023; year++ {
			entries = append(entries, entry(b, year, states[(i+year)%3]))
		}
	}
	_, err := s.SaveLedger(ctx, store.LedgerOf(entries))
	must(t, err)
	for _, f := range []store.LedgerFilter{
		{},
		{From: 2020, To: 2020},
		{From: 2020, To: 2022},
		{Division: "99"},
		{Division: "990101", From: 2020, To: 2020},
		{States: states[:1]},
		{States: states[:1], From: 2020, To: 2020},
		{States: states[1:]},
		{States: states[:1], Division: "99"},
		{States: states[:1], Division: "9902"},
		{Body: "990101002"},
		{Kind: "township", States: states[2:]},
	} {
		all, err := s.Ledger(ctx, f)
		must(t, err)
		if len(all) == 0 {
			t.Errorf("%+v: nothing", f)
		}
		for _, size := range []int{1, 4, 100} {
			pages(t, fmt.Sprintf("%+v", f), all, size, (*store.LedgerEntry).Place, func(n int, a, b *store.Place) ([]store.LedgerEntry, error) {
				g := f
				g.Limit, g.After, g.Before = n, a, b
				return s.Ledger(ctx, g)
			})
		}
	}
}
