package pipeline_test

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/fixtures/zoo"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// TestFaultsOnASecondNight crawls the faults twice, and lets happen overnight what they do overnight: every request ends in
// exactly its outcome again, a corrected report has a further version and nothing else has, what is gone stays with its
// history, and what was had stays when a wall goes up or a server breaks.
func TestFaultsOnASecondNight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(faultyYear))
		web, database := zoo.New(faulty), filepath.Join(t.TempDir(), "a.db")
		crawlFaults(t, web, database)
		time.Sleep(30 * time.Hour)
		if err := web.Set("overnight"); err != nil {
			t.Fatal(err)
		}
		last := crawlFaults(t, web, database)
		db := open(t, database)
		for _, f := range web.Truth().Faults() {
			if got := last[f.URL]; !endsAgain(f, got.outcome) {
				t.Errorf("%s (%s): %s (%s), want %s", f.Name, f.Text, got.outcome, got.detail, f.Then)
			}
			changedAsPlanned(t, db, web.Truth(), f)
		}
		newsAsPlanned(t, db, web.Truth())
		compareWithTruth(t, db, web.Truth())
		compareLedger(t, db, web, time.Now())
	})
}

// endsAgain tells whether a request may end so on the second night. What was had is not fetched again where nothing happened.
func endsAgain(f zoo.PlantedFault, got report.Outcome) bool {
	switch {
	case f.Then != "":
		return got == f.Then
	case f.Outcome == report.OutcomeFetched:
		return got == report.OutcomeNotModified || got == report.OutcomeUnchanged || got == report.OutcomeFetched && f.Part != zoo.PartReport
	}
	return got == f.Outcome
}

// changedAsPlanned compares the versions of the reports of a faulty portal with what happened to them.
func changedAsPlanned(t *testing.T, db *store.Store, truth *zoo.Truth, f zoo.PlantedFault) {
	t.Helper()
	copied := map[*zoo.Report]bool{}
	for _, c := range truth.Copies() {
		copied[c.Of] = true
	}
	for _, r := range truth.Reports() {
		if r.Body != f.Body || copied[r] {
			continue
		}
		change := zoo.Change{Kind: zoo.ChangeNothing, Report: r}
		if f.Change != "" && r.Year == 2022 {
			change.Kind = f.Change
		}
		versionsAre(t, db, change)
	}
}

// newsAsPlanned compares what the second night brought with what happened.
func newsAsPlanned(t *testing.T, db *store.Store, truth *zoo.Truth) {
	t.Helper()
	end, err := pipeline.EndOf(t.Context(), db, 1, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	told := map[string][]string{}
	for kind, pages := range map[string][]pipeline.PageNews{"changed": end.News.Changed, "withdrawn": end.News.Withdrawn, "moved": end.News.Moved} {
		for _, p := range pages {
			said := kind
			if p.To != "" {
				said = "moved" // it is gone from its former address, and is said to be elsewhere
			}
			told[p.URL] = append(told[p.URL], said)
		}
	}
	kinds := map[zoo.ChangeKind]string{
		zoo.ChangeNumbers: "changed", zoo.ChangeTitle: "changed", zoo.ChangeMoved: "moved", zoo.ChangeWithdrawn: "withdrawn",
	}
	happened := map[string]string{}
	for _, f := range truth.Faults() {
		if kind := kinds[f.Change]; kind != "" {
			happened[f.URL] = kind
		}
		if f.Name == "Q14-file" {
			happened[f.URL] = "changed"
		}
	}
	for url, kind := range happened {
		if got := strings.Join(told[url], " "); got != kind {
			t.Errorf("%s is %s, and the end report says %q", url, kind, got)
		}
	}
	for url, kinds := range told {
		if happened[url] == "" {
			t.Errorf("%s is said to be %s", url, kinds)
		}
	}
}
