package pipeline_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// between lists the findings between reports of a database, one a line, with both sides.
func between(t *testing.T, db *store.Store) []string {
	t.Helper()
	found, err := db.Across(t.Context(), store.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	all, err := db.Reports(t.Context(), store.Filter{All: true})
	if err != nil {
		t.Fatal(err)
	}
	sides := map[int64]store.Summary{}
	for _, s := range all {
		sides[s.ID] = s
	}
	var lines []string
	for _, f := range found {
		other := sides[f.Other]
		lines = append(lines, fmt.Sprint(f.Relation, " ", f.Body.Name, " ", f.Year, " with ", other.Body.Name, " ", other.Year))
	}
	slices.Sort(lines)
	return lines
}

// TestFindingsBetweenReportsEqualTheTruth crawls the zoo and compares what was found between reports with what was
// planted there: nothing is missing and nothing beyond. Done again, nothing changes.
func TestFindingsBetweenReportsEqualTheTruth(t *testing.T) {
	web, database := serve(t), filepath.Join(t.TempDir(), "a.db")
	if _, err := crawl(t.Context(), web.address, database); err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), database, store.Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	var want []string
	for _, c := range web.Truth().Crossings() {
		want = append(want, fmt.Sprint(c.Rule, " ", c.Body.Short, " ", c.Year, " with ", c.Other.Short, " ", c.OtherYear))
	}
	for _, c := range web.Truth().Copies() {
		if len(c.Differs) > 0 {
			want = append(want, fmt.Sprint(report.RuleDocuments, " ", c.Of.Body.Short, " ", c.Of.Year, " with ", c.Of.Body.Short, " ", c.Of.Year))
		}
	}
	slices.Sort(want)
	if len(want) < 10 {
		t.Fatalf("the zoo plants only %q", want)
	}
	if diff := cmp.Diff(want, between(t, db)); diff != "" {
		t.Error("(-planted +found)", diff)
	}
	if changed, err := pipeline.UpdateAcross(t.Context(), db); err != nil || changed != 0 {
		t.Errorf("done again, %d findings changed: %v", changed, err)
	}
	differingCellsAreNamed(t, db, web)
	whatIsGoneIsTakenBack(t, db)
}

// differingCellsAreNamed compares the cells that a finding between two pages names with those that were planted.
func differingCellsAreNamed(t *testing.T, db *store.Store, web *served) {
	t.Helper()
	found, err := db.Across(t.Context(), store.Filter{Relation: report.RuleDocuments})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range web.Truth().Copies() {
		i := slices.IndexFunc(found, func(f store.AcrossFound) bool {
			return f.Body.CreditCode == c.Of.Body.CreditCode && f.Year == c.Of.Year
		})
		switch {
		case i < 0 && len(c.Differs) > 0 || i >= 0 && !slices.Equal(found[i].Cells, c.Differs):
			t.Errorf("%s: the pages differ in %v", c.Of.Title, c.Differs)
		case i >= 0 && (found[i].URL == c.Report.URL) != c.Counts:
			t.Errorf("%s: the finding is about %s", c.Of.Title, found[i].URL)
		}
	}
}

// whatIsGoneIsTakenBack saves other findings, one of them anew, and looks whether the store has just these.
func whatIsGoneIsTakenBack(t *testing.T, db *store.Store) {
	t.Helper()
	found, err := db.Across(t.Context(), store.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	first := store.Across{Reading: found[0].ID, Other: found[0].Other, Finding: found[0].Finding}
	first.Message += "!"
	if changed, err := db.SaveAcross(t.Context(), []store.Across{first}); err != nil || changed != len(found) {
		t.Errorf("%d changed of %d: %v", changed, len(found), err)
	}
	left, err := db.Across(t.Context(), store.Filter{})
	if err != nil || len(left) != 1 || !strings.HasSuffix(left[0].Message, "!") {
		t.Errorf("left: %+v, %v", left, err)
	}
	if changed, err := pipeline.UpdateAcross(t.Context(), db); err != nil || changed != len(found) {
		t.Errorf("made anew: %d changed of %d: %v", changed, len(found), err)
	}
}
