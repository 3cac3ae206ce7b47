package pipeline_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/nianbao/nianbao/fixtures/zoo"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// kept gives the ledger of a database by division code and year.
func kept(t *testing.T, db *store.Store) map[string]map[int]store.LedgerEntry {
	t.Helper()
	entries, err := db.Ledger(t.Context(), store.LedgerFilter{})
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]map[int]store.LedgerEntry{}
	for _, e := range entries {
		if all[e.Body.Division] == nil {
			all[e.Body.Division] = map[int]store.LedgerEntry{}
		}
		all[e.Body.Division][e.Year] = e
	}
	return all
}

// enterNotices does what a person would who reads the notices of the zoo.
func enterNotices(t *testing.T, db *store.Store, web *zoo.Zoo, now time.Time) {
	t.Helper()
	var notices []store.Notice
	for _, e := range web.Truth().Ledger(report.DateOf(now)) {
		if e.Notice != "" {
			notices = append(notices, store.Notice{
				Notice: report.Notice{Area: e.Body.Division[:6], Year: e.Year, Due: e.Deadline, Title: "通知", URL: e.Notice}, Who: "test", When: now,
			})
		}
	}
	if len(notices) == 0 {
		t.Fatal("the zoo has no notice")
	}
	if err := db.SaveNotices(t.Context(), notices); err != nil {
		t.Fatal(err)
	}
}

// TestTheLedgerEqualsTheTruth crawls the zoo and compares the state of every body and year with what was planted.
func TestTheLedgerEqualsTheTruth(t *testing.T) {
	web, database := serve(t), filepath.Join(t.TempDir(), "a.db")
	if _, err := crawl(t.Context(), web.address, database); err != nil {
		t.Fatal(err)
	}
	db := ledgerOf(t, web, database)
	states := compareLedger(t, db, web.Zoo, time.Now())
	for _, s := range []report.State{report.StateOverdue, report.StateNotFound, report.StateDeclaredAbsent, report.StateBlocked, report.StateUnreachable} {
		if states[s] == 0 {
			t.Errorf("the zoo plants nothing that is %s", s)
		}
	}
}

// compareLedger compares the state of every body and year with what was planted, and counts the states.
func compareLedger(t *testing.T, db *store.Store, web *zoo.Zoo, now time.Time) map[report.State]int {
	t.Helper()
	ledger := kept(t, db)
	states := map[report.State]int{}
	for _, want := range web.Truth().Ledger(report.DateOf(now)) {
		got := ledger[want.Body.Division][want.Year]
		states[want.ByEditions]++
		if got.State != want.ByEditions {
			t.Errorf("%s %s %d is %s (%s), want %s: %s", want.Body.Division, want.Body.Short, want.Year, got.State, got.Basis, want.ByEditions, want.Note)
		}
		if late := got.Late; late != nil && *late != want.Late || late == nil && want.Late != 0 {
			t.Errorf("%s %d is late by %v days, want %d", want.Body.Short, want.Year, late, want.Late)
		}
	}
	return states
}

// TestTheLedgerAddsUp holds that every body of the crawled sources has exactly one state in every year of the range,
// those that no source names included.
func TestTheLedgerAddsUp(t *testing.T) {
	web, database := serve(t), filepath.Join(t.TempDir(), "a.db")
	if _, err := crawl(t.Context(), web.address, database); err != nil {
		t.Fatal(err)
	}
	db := open(t, database)
	all, err := db.Sought(t.Context(), 0, 1_000_000)
	if err != nil {
		t.Fatal(err)
	}
	bodies := map[int64]bool{}
	for _, b := range all {
		if len(b.In)+len(b.Counted) > 0 {
			bodies[b.ID] = true
		}
	}
	totals, err := db.LedgerTotals(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	years := map[int]int{}
	for _, x := range totals {
		years[x.Year] += x.Bodies
	}
	last := time.Now().Year() - 1
	for year := 2022; year <= last; year++ {
		if years[year] != len(bodies) {
			t.Errorf("%d: %d states, %d bodies", year, years[year], len(bodies))
		}
	}
	if len(bodies) < 39 || len(years) != last-2022+1 {
		t.Errorf("%d bodies, years %v", len(bodies), years)
	}
}
