package pipeline_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/fixtures/zoo"
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

// whatIsGoneIsTakenBack saves other findings of an area, one of them anew, and looks whether the store has just these,
// and whether they are made anew when what was compared is another.
func whatIsGoneIsTakenBack(t *testing.T, db *store.Store) {
	t.Helper()
	found, err := db.Across(t.Context(), store.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	first := store.Across{Reading: found[0].ID, Other: found[0].Other, Finding: found[0].Finding}
	first.Message += "!"
	area := found[0].Body.Division[:6]
	in := func() (in []store.AcrossFound) {
		all, err := db.Across(t.Context(), store.Filter{Division: area})
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	were := len(in())
	if changed, err := db.SaveAcross(t.Context(), []store.Area{{Code: area, Digest: "another", Found: []store.Across{first}}}); err != nil || changed != were {
		t.Errorf("%d changed of %d: %v", changed, were, err)
	}
	if left := in(); len(left) != 1 || !strings.HasSuffix(left[0].Message, "!") {
		t.Errorf("left: %+v", left)
	}
	if changed, err := pipeline.UpdateAcross(t.Context(), db); err != nil || changed != were {
		t.Errorf("made anew: %d changed of %d: %v", changed, were, err)
	}
	if all, err := db.Across(t.Context(), store.Filter{}); err != nil || len(all) != len(found) {
		t.Errorf("%d findings, %d before: %v", len(all), len(found), err)
	}
}

// TestAnAreaCountsNoLessThanItsMembers hands in a report of the county's government on the whole county with the
// numbers of one township, which are less than those of all together.
func TestAnAreaCountsNoLessThanItsMembers(t *testing.T) {
	web, database := serve(t), filepath.Join(t.TempDir(), "a.db")
	if _, err := crawl(t.Context(), web.address, database); err != nil {
		t.Fatal(err)
	}
	db := openToWrite(t, database)
	reading, err := readingOf(web.Zoo)
	if err != nil {
		t.Fatal(err)
	}
	county := web.Truth().Counties[0]
	i := slices.IndexFunc(county.Reports, func(r *zoo.Report) bool { return r.Year == 2023 && r.Status == report.Consistent })
	one := county.Reports[i]
	total, err := report.ParseKey("applications.received.total")
	if err != nil {
		t.Fatal(err)
	}
	body := strings.NewReplacer(one.Body.Name, county.Name+"人民政府", one.Body.Short, county.Name, one.Body.CreditCode, "").Replace(string(fetch(t, web.Zoo, one.URL)))
	body = strings.Replace(body, "一、总体情况", "本报告汇总全县各乡镇、各部门数据。一、总体情况", 1)
	handed := pipeline.Addition{
		Body: []byte(body), URL: "http://" + county.Host + "/whole.html", Agency: county.Name + "人民政府", Year: 2023, By: store.By{Who: "li", When: time.Now()},
	}
	if _, err := pipeline.Add(t.Context(), db, reading, []pipeline.Addition{handed}, time.Now()); err != nil {
		t.Fatal(err)
	}
	all, err := db.Reports(t.Context(), store.Filter{Scopes: []report.Scope{report.ScopeArea}})
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	sum := report.Int(0)
	for l, err := range db.Load(t.Context(), store.Filter{From: 2023, To: 2023, Division: county.Division}) {
		if err != nil {
			t.Fatal(err)
		}
		if n, has := l.Report.Cells.At(total).Number(); has && l.Scope != report.ScopeArea && l.Body.Parent == all[0].Body.Key {
			sum, _ = sum.Add(n)
		}
	}
	found, err := db.Across(t.Context(), store.Filter{Relation: report.RuleMembersAbove + "." + total.String()})
	if err != nil || len(found) != 1 || found[0].ID != all[0].ID || !found[0].Left.Equal(sum) || !found[0].Right.Equal(one.Cells[total].Value) {
		t.Errorf("%+v %v, the members have %s", found, err, sum)
	}
}
