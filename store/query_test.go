package store_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

// panel is a store with three bodies in three years.
func panel(t testing.TB) *store.Store {
	t.Helper()
	s, run := started(t, store.Config{Gap: -1})
	var requests []page.Request
	for _, body := range panelBodies {
		for year := 2021; year <= 2023; year++ {
			r := document(fmt.Sprintf("http://a.test/%s/%d", body.Key, year))
			r.Hints = page.Hints{Source: "yunxi", Division: body.Division, ListDate: fmt.Sprint(year)}
			requests = append(requests, r)
		}
	}
	archived(t, s, run, noon, requests...)
	for _, p := range pending(t, s, "1") {
		must(t, save(s, panelReading(p)))
	}
	return s
}

var panelBodies = []store.BodyRef{
	{Key: "990101001", Name: "云溪镇人民政府", Kind: "township", Division: "990101001", CreditCode: "119901010000000017"},
	{Key: "990101002", Name: "石_桥乡人民政府", Kind: "township", Division: "990101002"},
	{Key: "990201/财政局", Name: "远山县财政局", Kind: "department", Division: "990201"},
}

func panelReading(p store.Pending) store.Reading {
	reading := readingOf(p)
	year, _ := strconv.Atoi(p.Page.Hints.ListDate)
	reading.Report.Year = year
	if year == 2022 {
		reading.Report.Status, reading.Report.Findings = report.Consistent, nil
	}
	for i := range panelBodies {
		if panelBodies[i].Division == p.Page.Hints.Division {
			reading.Body = &panelBodies[i]
		}
	}
	return reading
}

func TestFilters(t *testing.T) {
	s := panel(t)
	cases := []struct {
		name   string
		filter store.Filter
		want   string
	}{
		{"everything, in natural order", store.Filter{}, "云2021 云2022 云2023 石2021 石2022 石2023 远2021 远2022 远2023"},
		{"a county", store.Filter{Division: "990101", From: 2023}, "云2023 石2023"},
		{"a town", store.Filter{Division: "990101002"}, "石2021 石2022 石2023"},
		{"a key", store.Filter{Body: "990201/财政局", To: 2021}, "远2021"},
		{"a name", store.Filter{Body: "云溪镇人民政府"}, "云2021 云2022 云2023"},
		{"a kind", store.Filter{Kind: "department", From: 2022, To: 2022}, "远2022"},
		{"a status", store.Filter{Statuses: []report.Status{report.Consistent}}, "云2022 石2022 远2022"},
		{"statuses", store.Filter{Body: "990101001", Statuses: []report.Status{report.Consistent, report.Flagged}}, "云2021 云2022 云2023"},
		{"a scope that none has", store.Filter{Scopes: []report.Scope{report.ScopeArea}}, ""},
		{"a relation", store.Filter{Relation: "applications.balance.total", From: 2022, Division: "99010"}, "云2023 石2023"},
		{"the first two", store.Filter{Limit: 2}, "云2021 云2022"},
		{"a prefix is no pattern", store.Filter{Division: "99%"}, ""},
		{"SQL in a value", store.Filter{Body: "x' OR '1'='1"}, ""},
		{"SQL in a prefix", store.Filter{Division: "9'; DELETE FROM readings; --"}, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			all, err := s.Reports(ctx, c.filter)
			must(t, err)
			var got []string
			for _, r := range all {
				got = append(got, fmt.Sprintf("%.1s%d", r.Body.Name, r.Year))
			}
			if diff := cmp.Diff(c.want, strings.Join(got, " ")); diff != "" {
				t.Error(diff)
			}
			var loaded []store.Summary
			for one, err := range s.Load(ctx, c.filter) {
				must(t, err)
				loaded = append(loaded, one.Summary)
				if one.Report.Year != one.Year {
					t.Errorf("report of %d under %d", one.Report.Year, one.Year)
				}
			}
			if diff := cmp.Diff(all, loaded); diff != "" {
				t.Errorf("Load and Reports differ:\n%s", diff)
			}
		})
	}
}

func TestLoadMayBeLeftEarly(t *testing.T) {
	s := panel(t)
	for range 20 { // more often than there are connections
		for one, err := range s.Load(ctx, store.Filter{}) {
			must(t, err)
			if _, err := s.Report(ctx, one.ID); err != nil { // inside the walk
				t.Fatal(err)
			}
			break
		}
	}
}

func TestFindBodies(t *testing.T) {
	s := panel(t)
	must(t, s.SaveBodies(ctx, []store.BodyRef{{Key: "990101", Name: "云溪县人民政府", Division: "990101"}}))
	cases := []struct{ text, want string }{
		{"云溪", "990101 990101001"},
		{"990101001", "990101001"},
		{"119901010000000017", "990101001"},
		{"远山县财政局", "990201/财政局"},
		{"_", "990101002"},
		{"%", ""},
		{"' OR 1=1 --", ""},
	}
	for _, c := range cases {
		bodies, err := s.FindBodies(ctx, c.text, 0)
		must(t, err)
		var keys []string
		for _, b := range bodies {
			keys = append(keys, b.Key)
		}
		if got := strings.Join(keys, " "); got != c.want {
			t.Errorf("%q: %s, want %s", c.text, got, c.want)
		}
	}
}

func TestABodyIsDescribedTheSameInAnyOrder(t *testing.T) {
	page1 := store.BodyRef{Key: "990101", Name: "云溪县政府", Kind: "government"}
	page2 := store.BodyRef{Key: "990101", Name: "云溪县人民政府办公室", CreditCode: "119901010000000017"}
	register := store.BodyRef{Key: "990101", Name: "云溪县（政府）", Division: "990101"} // last in order
	save := map[string]func(*store.Store){
		"1": func(s *store.Store) { saveBody(t, s, page1) },
		"2": func(s *store.Store) { saveBody(t, s, page2) },
		"r": func(s *store.Store) { must(t, s.SaveBodies(ctx, []store.BodyRef{register})) },
	}
	for _, c := range []struct{ orders, want string }{
		{"12 21 121", "云溪县人民政府办公室 government 119901010000000017"},
		{"12r r12 1r2 21r r21 2r1", "云溪县（政府） government 119901010000000017"},
	} {
		for _, order := range strings.Fields(c.orders) {
			s := fresh(t, store.Config{Gap: -1})
			for _, step := range order {
				save[string(step)](s)
			}
			bodies, err := s.FindBodies(ctx, "990101", 0)
			must(t, err)
			if got := fmt.Sprintf("%s %s %s", bodies[0].Name, bodies[0].Kind, bodies[0].CreditCode); len(bodies) != 1 || got != c.want {
				t.Errorf("order %s: %s, want %s", order, got, c.want)
			}
		}
	}
}

// saveBody saves a reading of the body.
func saveBody(t *testing.T, s *store.Store, body store.BodyRef) {
	t.Helper()
	publish(t, s, "http://a.test/"+body.Name, dump(t, s)+body.Name)
	p := pending(t, s, "1")[0]
	reading := candidate{status: report.Flagged}.reading(t, p, "1")
	reading.Body = &body
	must(t, save(s, reading))
}

func TestFindingsNameTheirReport(t *testing.T) {
	s := panel(t)
	all, err := s.Findings(ctx, store.Filter{Body: "990101001", From: 2023})
	must(t, err)
	r, err := s.Reports(ctx, store.Filter{Body: "990101001", From: 2023})
	must(t, err)
	full, err := s.Report(ctx, r[0].ID)
	must(t, err)
	var got []report.Finding
	for _, f := range all {
		got = append(got, f.Finding)
		if f.Year != 2023 || f.Body.Key != "990101001" {
			t.Errorf("finding of %s %d", f.Body.Key, f.Year)
		}
	}
	if diff := cmp.Diff(full.Findings, got, equalReports...); diff != "" || len(got) == 0 {
		t.Errorf("(-report +findings):\n%s", diff)
	}
	if r[0].Errors+r[0].Warnings+r[0].Notes != len(got) {
		t.Errorf("the summary counts %+v", r[0])
	}
	some, err := s.Findings(ctx, store.Filter{Relation: "applications.balance.total", Limit: 4})
	must(t, err)
	if len(some) != 4 || some[0].Relation != "applications.balance.total" {
		t.Errorf("of one relation: %d", len(some))
	}
}

func TestAReadingLeadsToItsPage(t *testing.T) {
	s := panel(t)
	all, err := s.Reports(ctx, store.Filter{Limit: 1})
	must(t, err)
	p, err := s.Page(ctx, all[0].ID)
	must(t, err)
	wanted := fetched(page.Request{URL: all[0].Document.URL, Hints: all[0].Document.Hints}, "page of "+all[0].Document.URL).Page
	if diff := cmp.Diff(wanted, p); diff != "" {
		t.Errorf("(-fetched +archived):\n%s", diff)
	}
	_, err = s.Page(ctx, 999)
	want(t, err, store.ErrNotFound)
	_, err = s.Report(ctx, 999)
	want(t, err, store.ErrNotFound, "999")
	_, err = s.Archived(ctx, page.DigestOf([]byte("never seen")))
	want(t, err, store.ErrNotFound)
}
