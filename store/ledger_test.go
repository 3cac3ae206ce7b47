package store_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

func sourced(t *testing.T) (*store.Store, int64) {
	t.Helper()
	s, run := started(t, store.Config{Gap: -1})
	must(t, s.SaveSources(ctx, []store.Source{{ID: "s", Name: "某县", Division: "990101"}}))
	return s, run
}

func entry(b store.Body, year int, state report.State) store.LedgerEntry {
	return store.LedgerEntry{Body: b, Year: year, Verdict: report.Verdict{State: state, Basis: "test"}}
}

func written(t *testing.T, s *store.Store) string {
	t.Helper()
	entries, err := s.Ledger(ctx, store.LedgerFilter{})
	must(t, err)
	var lines []string
	for _, e := range entries {
		lines = append(lines, fmt.Sprintf("%s %d %s", e.Body.Key, e.Year, e.State))
	}
	return strings.Join(lines, ", ")
}

func TestTheLedgerIsJustWhatIsSaved(t *testing.T) {
	s, _ := sourced(t)
	other := store.BodyRef{Key: "990101002", Division: "990101002"}
	must(t, s.SaveScope(ctx, "s", []store.BodyRef{county}, []store.BodyRef{other}, 2022, 2023))
	trail, err := s.Trail(ctx)
	must(t, err)
	if len(trail.Scopes) != 1 || trail.Scopes[0].From != 2022 || trail.Scopes[0].To != 2023 || len(trail.Scopes[0].Bodies) != 2 ||
		!trail.Scopes[0].Bodies[0].Named || trail.Scopes[0].Bodies[1].Named {
		t.Fatalf("%+v", trail.Scopes)
	}
	a, b := trail.Scopes[0].Bodies[0].Body, trail.Scopes[0].Bodies[1].Body
	save := func(entries ...store.LedgerEntry) int {
		n, err := s.SaveLedger(ctx, entries)
		must(t, err)
		return n
	}
	late := 3
	first := []store.LedgerEntry{entry(a, 2022, report.StateOverdue), entry(a, 2023, report.StateFlagged), entry(b, 2022, report.StateNeverLooked)}
	first[1].Late = &late
	if n := save(first...); n != 3 {
		t.Errorf("%d changed", n)
	}
	if n := save(first...); n != 0 {
		t.Errorf("%d changed, and nothing had", n)
	}
	if problems, err := s.Check(ctx, false); err != nil || len(problems) != 1 || !strings.Contains(problems[0].Message, "no state for 2023") {
		t.Errorf("%v %v", problems, err)
	}
	first[0].State = report.StateConsistent
	if n := save(first[0], first[1]); n != 2 {
		t.Errorf("%d changed", n)
	}
	if got, want := written(t, s), "990101001 2022 consistent, 990101001 2023 flagged"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	some, err := s.Ledger(ctx, store.LedgerFilter{Division: "990101", From: 2023, To: 2023, States: []report.State{report.StateFlagged}})
	must(t, err)
	if len(some) != 1 || some[0].Late == nil || *some[0].Late != 3 {
		t.Errorf("%+v", some)
	}
	if _, err := s.SaveLedger(ctx, []store.LedgerEntry{first[0], first[0]}); err == nil {
		t.Error("a body stands twice in a year")
	}
}

func TestScopesWiden(t *testing.T) {
	s, _ := sourced(t)
	for _, years := range [][2]int{{2022, 2023}, {0, 0}, {2023, 2024}, {2021, 2021}} {
		must(t, s.SaveScope(ctx, "s", nil, nil, years[0], years[1]))
	}
	trail, err := s.Trail(ctx)
	must(t, err)
	if got := trail.Scopes[0]; got.From != 2021 || got.To != 2024 {
		t.Errorf("%d–%d", got.From, got.To)
	}
	want(t, s.SaveScope(ctx, "none", nil, nil, 0, 0), store.ErrNotFound, "none")
}

// TestTheTrail visits lists and documents in every way that the ledger tells apart.
func TestTheTrail(t *testing.T) {
	s, run := sourced(t)
	from := func(r page.Request) page.Request {
		r.Hints.Source = "s"
		return r
	}
	read, broken, waits := from(list("http://a.test/read/")), from(list("http://b.test/broken/")), from(list("http://c.test/waits/"))
	closed := from(list("http://b.test/closed/"))
	page1, gone := from(hinted("http://a.test/1")), from(hinted("http://a.test/gone"))
	enqueue(t, s, run, noon, read, broken, waits, closed, page1, gone)
	for range 2 {
		l := lease(t, s, noon)
		for _, r := range l.Requests {
			v := fetched(r, r.URL)
			switch r.URL {
			case read.URL:
				v.Listing = &page.Listing{Family: "static", Found: 1, Stop: "no further page is named"}
			case gone.URL:
				v = ended(r, report.OutcomeNotFound)
			case broken.URL:
				v = ended(r, report.OutcomeBlocked)
			case closed.URL:
				continue
			}
			record(t, s, l, v, noon)
		}
		release(t, s, l)
	}
	for _, p := range pending(t, s, "1") {
		r := readingOf(p)
		r.Report.Published, r.Report.PublishedSource = report.Date{Year: 2024, Month: 1, Day: 20}, "page"
		must(t, save(s, r))
	}
	trail, err := s.Trail(ctx)
	must(t, err)
	var lists []string
	for _, l := range trail.Lists {
		lists = append(lists, fmt.Sprintf("%s %s %v %v", l.URL, l.Outcome, l.Waiting, l.Listing != nil))
	}
	want := []string{
		"http://a.test/read/ fetched false true", "http://b.test/broken/ blocked false false",
		"http://b.test/closed/ blocked true false", "http://c.test/waits/  true false",
	}
	if strings.Join(lists, "\n") != strings.Join(want, "\n") {
		t.Errorf("%q, want %q", lists, want)
	}
	if len(trail.Missing) != 1 || trail.Missing[0].URL != gone.URL || trail.Missing[0].Outcome != report.OutcomeNotFound {
		t.Errorf("%+v", trail.Missing)
	}
	if len(trail.Counted) != 1 || !trail.Counted[0].FirstSeen.Equal(noon) || trail.Counted[0].FirstDisplayed.String() != "2024-01-20" {
		t.Errorf("%+v", trail.Counted)
	}
	if len(trail.Scopes[0].Bodies) != 1 || !trail.Scopes[0].Bodies[0].Found {
		t.Errorf("%+v", trail.Scopes)
	}
}
