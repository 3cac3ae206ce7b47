package pipeline

import (
	"slices"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

func TestDrifts(t *testing.T) {
	at := func(score, rows, found int) page.Listing {
		return page.Listing{Family: "static", Pinned: true, Score: score, Rows: rows, Found: found, Sign: "a sign"}
	}
	visit := func(now page.Listing, before *page.Listing) store.ListVisit {
		return store.ListVisit{Source: "s", URL: "http://a.test/nb/", Outcome: report.OutcomeFetched, Now: now, Before: before}
	}
	of := func(source string, l store.ListVisit) store.ListVisit {
		l.Source = source
		return l
	}
	before := func(l page.Listing) *page.Listing { return &l }
	other := at(90, 20, 10)
	other.Family = "vsb"
	capped := at(90, 20, 10)
	capped.Stop = "cap of 60 pages"
	for _, c := range []struct {
		name  string
		lists []store.ListVisit
		want  string
	}{
		{"as before", []store.ListVisit{visit(at(90, 20, 10), before(at(90, 20, 10)))}, ""},
		{"more than before", []store.ListVisit{visit(at(90, 22, 12), before(at(90, 20, 10)))}, ""},
		{"one fewer", []store.ListVisit{visit(at(90, 19, 9), before(at(90, 20, 10)))}, ""},
		{"two of ten fewer", []store.ListVisit{visit(at(90, 18, 8), before(at(90, 20, 10)))}, TroubleFewerListed},
		{"moved to a further page", []store.ListVisit{visit(at(90, 18, 8), before(at(90, 20, 10))), visit(at(90, 2, 2), nil)}, ""},
		{"the sign of the family is gone", []store.ListVisit{visit(at(0, 20, 10), before(at(90, 20, 10))), visit(at(60, 9, 9), before(at(60, 9, 9)))}, TroubleFamilyLost},
		{"never known, on one of several pages", []store.ListVisit{visit(at(0, 20, 10), nil), visit(at(60, 9, 9), nil)}, ""},
		{"never known at all", []store.ListVisit{visit(at(0, 20, 10), nil), visit(at(0, 9, 9), nil)}, TroubleFamilyLost},
		{"another family", []store.ListVisit{visit(other, before(at(90, 20, 10)))}, TroubleFamilyLost},
		{"no entries", []store.ListVisit{visit(at(90, 0, 0), before(at(90, 1, 1)))}, TroubleListEmpty},
		{"a cap", []store.ListVisit{visit(capped, nil)}, TroubleCapReached},
		{"two sources, the first as before", []store.ListVisit{of("r", visit(at(90, 20, 10), before(at(90, 20, 10)))), visit(at(90, 0, 0), before(at(90, 1, 1)))}, TroubleListEmpty},
		{"two sources, each with one fewer", []store.ListVisit{of("r", visit(at(90, 9, 9), before(at(90, 10, 10)))), visit(at(90, 9, 9), before(at(90, 10, 10)))}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var kinds []string
			found, err := drifts(func(yield func(store.ListVisit, error) bool) {
				for _, l := range c.lists {
					if !yield(l, nil) {
						return
					}
				}
			})
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range found {
				kinds = append(kinds, d.Kind)
				if d.Source != "s" || d.URL == "" || d.Detail == "" || d.Actor == "" || MeaningOf(d.Kind) == "" {
					t.Errorf("%+v", d)
				}
			}
			if got := strings.Join(kinds, " "); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestSilences(t *testing.T) {
	ended := func(source string, o report.Outcome) store.EndedSo {
		return store.EndedSo{Source: source, Host: "a.test", Outcome: o, Requests: 2, URL: "http://a.test/"}
	}
	for _, c := range []struct {
		name  string
		ended []store.EndedSo
		want  []string
	}{
		{"answered", []store.EndedSo{ended("s", report.OutcomeFetched), ended("s", report.OutcomeTimeout)}, nil},
		{"silent", []store.EndedSo{ended("s", report.OutcomeReset), ended("s", report.OutcomeTimeout)}, []string{TroubleNoAnswer}},
		{"silent beside another", []store.EndedSo{ended("r", report.OutcomeFetched), ended("s", report.OutcomeTimeout)}, []string{TroubleNoAnswer}},
		{"only waiting", []store.EndedSo{ended("s", report.OutcomeHostResting)}, nil},
		{"silent, and then not asked", []store.EndedSo{ended("s", report.OutcomeHostLeft), ended("s", report.OutcomeTimeout)}, []string{TroubleNoAnswer}},
		{"a wall says more", []store.EndedSo{ended("s", report.OutcomeBlocked), ended("s", report.OutcomeTimeout)}, []string{"blocked"}},
	} {
		var kinds []string
		for _, f := range slices.Concat(outcomeTroubles(c.ended), silences(c.ended)) {
			kinds = append(kinds, f.Kind)
		}
		if !slices.Equal(kinds, c.want) {
			t.Errorf("%s: %v, want %v", c.name, kinds, c.want)
		}
	}
}
