package pipeline_test

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/fixtures/zoo"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// familyCounties are the counties of the zoo that stand for a family.
func familyCounties() []string {
	return slices.DeleteFunc(zoo.Counties(), func(id string) bool { return slices.Contains(wide.Counties, id) })
}

// TestEveryFamilyIsReadCompletely crawls the county of every family and compares every report, cell by cell, with what
// was published.
func TestEveryFamilyIsReadCompletely(t *testing.T) {
	for _, id := range familyCounties() {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			config := zoo.Config{Counties: []string{id}}
			web, database := crawledZoo(t, config)
			db, truth := open(t, database), web.Truth()
			compareWithTruth(t, db, truth)
			compareLedger(t, db, web.Zoo, time.Now())
			for _, e := range web.Log() {
				if e.Concurrent > 1 || zoo.Forbidden(e.Path) {
					t.Errorf("%s: forbidden, or %d at once", e.Path, e.Concurrent)
				}
			}
			known := false
			for _, p := range listsOf(t, db) {
				def, _ := p.Outcome.Def()
				if def.Class != report.ClassOK || p.Listing == nil || p.Listing.Short || p.Listing.Drift != "" {
					t.Errorf("%s: %s %+v", p.URL, p.Outcome, p.Listing)
					continue
				}
				if _, ok := portal.ByName(truth.Counties[0].Family); !ok || p.Listing.Family != truth.Counties[0].Family {
					t.Errorf("%s is read by %s", p.URL, p.Listing.Family)
				}
				known = known || p.Listing.Score > 80
			}
			if !known {
				t.Error("no list is surely of the family")
			}
		})
	}
}

// TestEveryFamilyIsRecognised does the same with sources that name no family: the pages show it.
func TestEveryFamilyIsRecognised(t *testing.T) {
	for _, id := range familyCounties() {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			config := zoo.Config{Counties: []string{id}}
			web, database := serveZoo(t, config), filepath.Join(t.TempDir(), "a.db")
			if _, err := crawlOf(t.Context(), config, web.address, database, unpin); err != nil {
				t.Fatal(err)
			}
			db := open(t, database)
			compareWithTruth(t, db, web.Truth())
			for _, p := range listsOf(t, db) {
				if l := p.Listing; l == nil || l.Pinned || l.Score > 80 && l.Family != web.Truth().Counties[0].Family {
					t.Errorf("%s: %+v", p.URL, l)
				}
			}
		})
	}
}

// listsOf gives the list pages of a store as they were visited last.
func listsOf(t *testing.T, db *store.Store) (pages []store.ListPage) {
	t.Helper()
	for p, err := range db.WalkLists(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, p)
	}
	return pages
}

func unpin(s *source.Site) {
	s.Family = ""
	for i := range s.Columns {
		s.Columns[i].Family = ""
	}
}

// TestAListThatEndsTooEarlyIsNotReadToItsEnd lets a portal give nothing for its further rows, although it says that
// there are more: what was not found then may still be there.
func TestAListThatEndsTooEarlyIsNotReadToItsEnd(t *testing.T) {
	config := zoo.Config{Counties: []string{"hanweb"}}
	web, database := serveZoo(t, config), filepath.Join(t.TempDir(), "a.db")
	if err := web.Set("shallow"); err != nil {
		t.Fatal(err)
	}
	if _, err := crawlOf(t.Context(), config, web.address, database); err != nil {
		t.Fatal(err)
	}
	db := open(t, database)
	cut := 0
	for _, p := range listsOf(t, db) {
		if p.Outcome == report.OutcomeFamilyUnreadable {
			cut++
		}
	}
	ledger, missing := kept(t, db), 0
	for _, e := range web.Truth().Ledger(report.DateOf(time.Now())) {
		switch got := ledger[e.Body.Division][e.Year]; {
		case got.State == e.State:
		case got.State != report.StateNotFound && got.State != report.StateDeclaredAbsent:
			missing++
		default:
			t.Errorf("%s %d is %s (%s)", e.Body.Short, e.Year, got.State, got.Basis)
		}
	}
	if cut < 6 || missing < 6 {
		t.Errorf("%d lists and %d reports were out of reach", cut, missing)
	}
}

// TestAnEmptyYearIsDeclaredForThatYearAlone asks the module of hanweb for the reports of years by the year in which they
// were published: what it says of one year says nothing of the next.
func TestAnEmptyYearIsDeclaredForThatYearAlone(t *testing.T) {
	config := zoo.Config{Counties: []string{"hanweb-b"}}
	web, database := crawledZoo(t, config)
	states := map[report.State][]int{}
	for _, e := range web.Truth().Ledger(report.Date{Year: 2026, Month: 1, Day: 1}) {
		if e.State == report.StateDeclaredAbsent {
			for year, entry := range kept(t, open(t, database))[e.Body.Division] {
				states[entry.State] = append(states[entry.State], year)
			}
		}
	}
	if got := states[report.StateDeclaredAbsent]; len(got) != 1 || got[0] != 2023 || len(states) < 2 {
		t.Errorf("states %v", states)
	}
}

// TestTheCrowdIsReadCompletely crawls a few of the zoo's many hosts beside the usual county.
func TestTheCrowdIsReadCompletely(t *testing.T) {
	config := zoo.Config{Hosts: 4}
	web, database := crawledZoo(t, config)
	truth := *web.Truth()
	for n := range config.Hosts {
		truth.Counties = append(slices.Clone(truth.Counties), web.Crowd(n+1))
	}
	compareWithTruth(t, open(t, database), &truth)
}
