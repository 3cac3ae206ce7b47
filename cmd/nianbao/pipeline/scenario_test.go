package pipeline_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/fixtures/zoo"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// TestWhatHappensAfterPublication crawls the zoo, lets something happen to it, crawls it again, and compares the
// versions of the report that it happened to, and the ledger of all bodies, with what the zoo says.
func TestWhatHappensAfterPublication(t *testing.T) {
	web, before := serve(t), filepath.Join(t.TempDir(), "before.db")
	if _, err := crawl(t.Context(), web.address, before); err != nil {
		t.Fatal(err)
	}
	crawled, err := os.ReadFile(before)
	if err != nil {
		t.Fatal(err)
	}
	for _, scenario := range zoo.Scenarios() {
		if scenario.Breaks {
			continue // see drift_test.go
		}
		t.Run(scenario.Name, func(t *testing.T) {
			database := filepath.Join(t.TempDir(), "a.db")
			if err := os.WriteFile(database, crawled, 0o600); err != nil {
				t.Fatal(err)
			}
			if err := web.Set(scenario.Name); err != nil {
				t.Fatal(err)
			}
			if _, err := crawl(t.Context(), web.address, database); err != nil {
				t.Fatal(err)
			}
			db := ledgerOf(t, web, database)
			changes := web.Truth().Changes
			if len(changes) == 0 {
				t.Fatal("nothing happened")
			}
			for _, change := range changes {
				versionsAre(t, db, change)
			}
			statesAre(t, db, web, func(e zoo.Expectation) report.State { return e.ByEditions })
			if problems, err := db.Check(t.Context(), true); err != nil || len(problems) > 0 {
				t.Error(err, problems)
			}
		})
	}
}

// TestAFirstLookAfterAWithdrawal crawls a portal from which a report is gone already: who never had it does not have it.
func TestAFirstLookAfterAWithdrawal(t *testing.T) {
	web, database := serve(t), filepath.Join(t.TempDir(), "a.db")
	if err := web.Set("withdrawn"); err != nil {
		t.Fatal(err)
	}
	if _, err := crawl(t.Context(), web.address, database); err != nil {
		t.Fatal(err)
	}
	statesAre(t, ledgerOf(t, web, database), web, func(e zoo.Expectation) report.State {
		if e.State != e.Fresh {
			return e.Fresh
		}
		return e.ByEditions
	})
}

// ledgerOf opens a database whose ledger knows the notices of the zoo too.
func ledgerOf(t *testing.T, web *served, database string) *store.Store {
	t.Helper()
	db := openToWrite(t, database)
	reading, err := readingOf(web.Zoo)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	enterNotices(t, db, web.Zoo, now)
	if _, err := pipeline.UpdateLedger(t.Context(), db, reading, now); err != nil {
		t.Fatal(err)
	}
	return db
}

// statesAre compares the state of every body and year.
func statesAre(t *testing.T, db *store.Store, web *served, want func(zoo.Expectation) report.State) {
	t.Helper()
	ledger := kept(t, db)
	for _, e := range web.Truth().Ledger(report.DateOf(time.Now())) {
		got := ledger[e.Body.Division][e.Year]
		if got.State != want(e) {
			t.Errorf("%s %d is %s (%s), want %s: %s", e.Body.Short, e.Year, got.State, got.Basis, want(e), e.Note)
		}
	}
}

// versionsAre compares the versions of a report with what happened to it.
func versionsAre(t *testing.T, db *store.Store, change zoo.Change) {
	t.Helper()
	r := change.Report
	bodies, err := db.FindBodies(t.Context(), r.Body.CreditCode, 0)
	if err != nil || len(bodies) != 1 {
		t.Fatalf("%s is %d bodies: %v", r.Body.Name, len(bodies), err)
	}
	versions, steps, err := db.Versions(t.Context(), bodies[0].Key, r.Year)
	if err != nil || len(versions) == 0 {
		t.Fatalf("%s %d: %d versions, %v", r.Body.Name, r.Year, len(versions), err)
	}
	if i := slices.IndexFunc(versions, func(v store.Version) bool { return v.Standing == store.Current }); i < 0 {
		t.Errorf("%s %d: none of %d versions counts", r.Body.Name, r.Year, len(versions))
	}
	var cells []report.Key
	facts := map[string]bool{}
	for _, s := range steps {
		for _, c := range s.Cells {
			cells = append(cells, c.Key)
		}
		for _, f := range s.Facts {
			facts[f.Name] = true
		}
	}
	said := func(causes ...store.Cause) bool {
		return slices.EqualFunc(steps, causes, func(s store.Step, c store.Cause) bool { return s.Cause == c })
	}
	bad := false
	switch change.Kind {
	case zoo.ChangeNumbers:
		i := slices.IndexFunc(r.Planted, func(p zoo.Planted) bool { return p.Kind == zoo.PlantCorrected })
		bad = !said(store.CausePublisher) || !slices.Equal(cells, r.Planted[i].Cells) || versions[1].Standing != store.Current
	case zoo.ChangeTitle:
		bad = !said(store.CausePublisher) || len(cells) > 0 || !facts["title"] || strings.Contains(versions[1].Title, "工作")
	case zoo.ChangeNothing:
		bad = len(versions) != 1
	case zoo.ChangeMoved:
		bad = len(versions) != 2 || len(cells) > 0 || versions[0].Document.URL == versions[1].Document.URL
	case zoo.ChangeWithdrawn, zoo.ChangePublished:
		bad = len(versions) != 1
	default:
		t.Fatalf("nobody says what to make of %s", change.Kind)
	}
	if bad {
		t.Errorf("%s: %s %d has %d versions, steps %+v", change.Kind, r.Body.Name, r.Year, len(versions), steps)
	}
}
