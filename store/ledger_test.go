package store_test

import (
	"errors"
	"fmt"
	"slices"
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
	scopes, err := s.Scopes(ctx)
	must(t, err)
	if len(scopes) != 1 || scopes[0] != (store.Scope{Source: "s", From: 2022, To: 2023}) {
		t.Fatalf("%+v", scopes)
	}
	sought, err := s.Sought(ctx, 0, 10)
	must(t, err)
	if in := func(named bool) []store.SoughtIn { return []store.SoughtIn{{Source: "s", Named: named}} }; len(sought) != 2 ||
		!slices.Equal(sought[0].In, in(true)) || !slices.Equal(sought[1].In, in(false)) {
		t.Fatalf("%+v", sought)
	}
	a, b := sought[0].Body, sought[1].Body
	if second, err := s.Sought(ctx, a.ID, 1); err != nil || len(second) != 1 || second[0].ID != b.ID {
		t.Errorf("after the first comes %+v %v", second, err)
	}
	save := func(entries ...store.LedgerEntry) int {
		n, err := s.SaveLedger(ctx, store.LedgerOf(entries))
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
	got := written(t, s)
	if want := "990101001 2022 consistent, 990101001 2023 flagged"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	some, err := s.Ledger(ctx, store.LedgerFilter{Division: "990101", From: 2023, To: 2023, States: []report.State{report.StateFlagged}})
	must(t, err)
	if len(some) != 1 || some[0].Late == nil || *some[0].Late != 3 {
		t.Errorf("%+v", some)
	}
	for name, entries := range map[string][]store.LedgerEntry{
		"twice in a year": {first[0], first[0]}, "apart": {first[0], first[2], first[1]},
	} {
		if _, err := s.SaveLedger(ctx, store.LedgerOf(entries)); err == nil {
			t.Errorf("a body stands %s", name)
		}
	}
	broken := errors.New("broken")
	if _, err := s.SaveLedger(ctx, func(yield func(store.LedgerEntry, error) bool) {
		_ = yield(first[2], nil) && yield(store.LedgerEntry{}, broken)
	}); !errors.Is(err, broken) {
		t.Error(err)
	}
	if again := written(t, s); again != got {
		t.Errorf("%s is left after errors, %s before", again, got)
	}
}

func TestScopesWiden(t *testing.T) {
	s, _ := sourced(t)
	for _, years := range [][2]int{{2022, 2023}, {0, 0}, {2023, 2024}, {2021, 2021}} {
		must(t, s.SaveScope(ctx, "s", nil, nil, years[0], years[1]))
	}
	scopes, err := s.Scopes(ctx)
	must(t, err)
	if got := scopes[0]; got.From != 2021 || got.To != 2024 {
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
	var lists []string
	for l, err := range s.WalkLists(ctx) {
		must(t, err)
		lists = append(lists, fmt.Sprintf("%s %s %v %v", l.URL, l.Outcome, l.Waiting, l.Listing != nil))
	}
	want := []string{
		"http://a.test/read/ fetched false true", "http://b.test/broken/ blocked false false",
		"http://b.test/closed/ blocked true false", "http://c.test/waits/  true false",
	}
	if strings.Join(lists, "\n") != strings.Join(want, "\n") {
		t.Errorf("%q, want %q", lists, want)
	}
	var missing []string
	for m, err := range s.WalkMissing(ctx) {
		must(t, err)
		missing = append(missing, fmt.Sprintf("%s %s", m.URL, m.Outcome))
	}
	if !slices.Equal(missing, []string{gone.URL + " not_found"}) {
		t.Errorf("%q", missing)
	}
	sought, err := s.Sought(ctx, 0, 10)
	must(t, err)
	if len(sought) != 1 || len(sought[0].In) != 0 || len(sought[0].Counted) != 1 {
		t.Fatalf("%+v", sought)
	}
	if c := sought[0].Counted[0]; !c.FirstSeen.Equal(noon) || c.FirstDisplayed.String() != "2024-01-20" || c.Source != "s" {
		t.Errorf("%+v", c)
	}
	for found, err := range s.WalkSights(ctx) {
		must(t, err)
		if found.Body != sought[0].ID || found.Year != sought[0].Counted[0].Year || found.URL != page1.URL || found.Source != "s" {
			t.Errorf("%+v", found)
		}
	}
	runs, err := s.ListRuns(ctx)
	must(t, err)
	if !slices.Equal(runs, []store.ListRun{{Source: "s", Run: run, Pages: 4, Waiting: 2}}) {
		t.Errorf("%+v", runs)
	}
}
