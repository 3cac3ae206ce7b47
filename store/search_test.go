package store_test

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// said gives readings of documents of the county, each with its own sentence.
func said(t *testing.T, s *store.Store, run int64, sentences ...string) []store.Reading {
	t.Helper()
	for i := range sentences {
		archived(t, s, run, at(float64(100*i)), hinted(fmt.Sprintf("http://a.test/said/%d", i)))
	}
	waiting := pending(t, s, "1")
	readings := make([]store.Reading, len(waiting))
	for i, p := range waiting {
		readings[i] = readingOf(p)
		r := readings[i].Report
		r.Year, r.Title, r.Agency.Name = 2015+i, "", ""
		r.Sections = []report.Section{{Number: 1, Title: "总体情况", Text: "概述。"}, {Number: 5, Title: "存在的主要问题", Text: sentences[i]}}
	}
	return readings
}

// years searches, and gives the years of the hits.
func years(t *testing.T, s *store.Store, q store.SearchQuery) string {
	t.Helper()
	found, err := s.Search(ctx, q)
	must(t, err)
	var list []string
	for _, h := range found.Hits {
		list = append(list, fmt.Sprint(h.Year))
	}
	return strings.Join(list, " ")
}

func TestSearch(t *testing.T) {
	s, run := started(t, store.Config{Gap: -1})
	must(t, s.SaveBodies(ctx, []store.BodyRef{county}))
	must(t, s.SaveReadings(ctx, said(t, s, run, "行政诉讼败诉。", "信访转交。", "诉讼与信访。", "府信箱、信访局:政府信件。")))
	for _, c := range []struct {
		name string
		q    store.SearchQuery
		want string
	}{
		{"two characters, the last read first", store.SearchQuery{Text: "诉讼"}, "2017 2015"},
		{"every word", store.SearchQuery{Text: "信访 诉讼"}, "2017"},
		{"three characters", store.SearchQuery{Text: "政诉讼"}, "2015"},
		{"grams of a phrase that do not meet", store.SearchQuery{Text: "政府信箱"}, ""},
		{"a heading", store.SearchQuery{Text: "主要问题"}, "2018 2017 2016 2015"},
		{"nothing", store.SearchQuery{Text: "减免"}, ""},
		{"commands of other languages", store.SearchQuery{Text: `诉讼" OR "信访`}, ""},
		{"commands again", store.SearchQuery{Text: `诉讼* NOT grams:信访`}, ""},
		{"one year", store.SearchQuery{Text: "诉讼", From: 2015, To: 2015}, "2015"},
		{"years to", store.SearchQuery{Text: "诉讼", To: 2016}, "2015"},
		{"years without it", store.SearchQuery{Text: "诉讼", From: 2016, To: 2016}, ""},
		{"its division", store.SearchQuery{Text: "诉讼", Division: county.Division[:4]}, "2017 2015"},
		{"its county", store.SearchQuery{Text: "诉讼", Division: county.Division[:6]}, "2017 2015"},
		{"every word, in its county", store.SearchQuery{Text: "信访 诉讼", Division: county.Division[:6]}, "2017"},
		{"a part of a code between two levels", store.SearchQuery{Text: "诉讼", Division: county.Division[:5]}, "2017 2015"},
		{"the first digit", store.SearchQuery{Text: "诉讼", Division: county.Division[:1]}, "2017 2015"},
		{"within its county", store.SearchQuery{Text: "诉讼", Division: county.Division[:6] + "002"}, ""},
		{"no division", store.SearchQuery{Text: "诉讼", Division: `9" OR`}, ""},
		{"another division", store.SearchQuery{Text: "诉讼", Division: "11"}, ""},
		{"its kind", store.SearchQuery{Text: "诉讼", Kind: county.Kind, Division: county.Division[:2]}, "2017 2015"},
		{"another kind", store.SearchQuery{Text: "诉讼", Kind: "office"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := years(t, s, c.q); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
	for _, text := range []string{"", "诉", "诉讼 的", "*", strings.Repeat("诉讼", 51)} {
		_, err := s.Search(ctx, store.SearchQuery{Text: text})
		want(t, err, store.ErrWords)
	}
	found, err := s.Search(ctx, store.SearchQuery{Text: "诉讼", Limit: 1})
	must(t, err)
	h := found.Hits[0]
	if h.Section != 5 || h.Heading != "存在的主要问题" || h.InTitle || len(h.Excerpt) != 2 || h.Excerpt[0] != (store.Piece{Text: "诉讼", Match: true}) {
		t.Errorf("%+v", h)
	}
	if got := years(t, s, store.SearchQuery{Text: "诉讼", Limit: 1, Before: found.Next}); got != "2015" {
		t.Errorf("the next page has %q", got)
	}
	if got := years(t, s, store.SearchQuery{Text: "诉讼", Limit: 1, Before: found.Next, Division: county.Division[:6]}); got != "2015" {
		t.Errorf("the next page of the county has %q", got)
	}
	found, err = s.Search(ctx, store.SearchQuery{Text: "诉讼", Limit: 2})
	if must(t, err); found.Next != 0 {
		t.Error("a page after the last hit")
	}
}

// TestSearchFollowsTheReadings holds that what was read otherwise is found by what it says now, and by nothing else.
func TestSearchFollowsTheReadings(t *testing.T) {
	s, run := started(t, store.Config{Gap: -1})
	readings := said(t, s, run, "诉讼", "信访")
	must(t, s.SaveReadings(ctx, readings))
	again := readings[0]
	changed := *again.Report
	again.Report = &changed
	changed.Reader, changed.Sections = "2", []report.Section{{Number: 5, Text: "复议"}}
	_, err := s.Reread(ctx, []store.Reading{again})
	must(t, err)
	if now, old := years(t, s, store.SearchQuery{Text: "复议"}), years(t, s, store.SearchQuery{Text: "诉讼"}); now != "2015" || old != "" {
		t.Errorf("what it says now: %q, what it said: %q", now, old)
	}
	entered := again // a person's value makes the same reader read anew: the reading is replaced
	third := changed
	entered.Report, entered.Document.Entered = &third, "x"
	third.Sections = []report.Section{{Number: 5, Text: "公示"}}
	must(t, save(s, entered))
	if now, old := years(t, s, store.SearchQuery{Text: "公示"}), years(t, s, store.SearchQuery{Text: "复议"}); now != "2015" || old != "" {
		t.Errorf("what it says now: %q, what it said: %q", now, old)
	}
	sound(t, s)
}

// TestSearchFollowsTheBodies holds that reports are found by where their body stands now, and of what kind it is.
func TestSearchFollowsTheBodies(t *testing.T) {
	s, run := started(t, store.Config{Gap: -1})
	must(t, s.SaveReadings(ctx, said(t, s, run, "诉讼", "信访与诉讼")))
	look := func(when, division, kind, want string) {
		t.Helper()
		if got := years(t, s, store.SearchQuery{Text: "诉讼", Division: division, Kind: kind}); got != want {
			t.Errorf("%s, in %q of kind %q: %q, want %q", when, division, kind, got, want)
		}
		sound(t, s)
	}
	must(t, s.SaveBodies(ctx, []store.BodyRef{county}))
	look("before", county.Division, county.Kind, "2016 2015")
	moved := county
	moved.Division, moved.Kind = "990277", "zone"
	must(t, s.SaveBodies(ctx, []store.BodyRef{moved}))
	look("moved", "9902", "zone", "2016 2015")
	look("moved", "99", "", "2016 2015")
	look("moved", county.Division[:4], "", "")
	look("moved", "", county.Kind, "")
	all, err := s.Reports(ctx, store.Filter{})
	must(t, err)
	other := store.BodyRef{Key: "other", Name: "丁镇", Kind: "township", Division: "980101102"}
	must(t, s.Rekey(ctx, []store.Rekeyed{{Body: county.Key, To: moved, Readings: map[int64]store.BodyRef{all[0].ID: other}}}))
	look("one of them of another body", "98", "township", "2015")
	look("one of them of another body", "980101", "", "2015")
	look("one of them of another body", "9902", "", "2016")
}

// TestSearchOfEarlierDatabases holds that reports are found that were kept before there was an index, or by another
// rule, and that the check tells of an index that is not whole.
func TestSearchOfEarlierDatabases(t *testing.T) {
	s, run := started(t, store.Config{Gap: -1})
	must(t, s.SaveReadings(ctx, said(t, s, run, "诉讼", "信访")))
	must(t, s.Close())
	db, err := sql.Open("sqlite", s.Path())
	must(t, err)
	spoil := func(statement string) {
		t.Helper()
		_, err := db.ExecContext(ctx, statement)
		must(t, err)
	}
	problems := func() []store.Problem {
		t.Helper()
		reader, err := store.OpenReadOnly(ctx, s.Path(), store.Config{})
		must(t, err)
		defer reader.Close() //nolint:errcheck // only read
		found, err := reader.Check(ctx, true)
		must(t, err)
		return found
	}
	spoil(`DELETE FROM search WHERE rowid = (SELECT min(id) FROM readings)`)
	if found := problems(); len(found) != 1 || !strings.Contains(found[0].Message, "is not in the index") {
		t.Errorf("without an entry: %+v", found)
	}
	spoil(`INSERT INTO search (rowid, grams) SELECT min(id), 'abc' FROM readings`)
	if found := problems(); len(found) != 1 || !strings.Contains(found[0].Message, "1 in the index") {
		t.Errorf("with a wrong entry: %+v", found)
	}
	spoil(`INSERT INTO search (rowid, grams) VALUES (99, 'abc')`)
	if found := problems(); len(found) != 2 {
		t.Errorf("with an entry too many: %+v", found)
	}
	spoil(`UPDATE search_progress SET version = 0`)
	must(t, db.Close())
	reader, err := store.OpenReadOnly(ctx, s.Path(), store.Config{})
	must(t, err)
	_, err = reader.Search(ctx, store.SearchQuery{Text: "诉讼"})
	want(t, err, store.ErrOlder, "reread --changed")
	must(t, reader.Close())
	s = open(t, s.Path(), store.Config{})
	sound(t, s)
	if got := years(t, s, store.SearchQuery{Text: "诉讼"}); got != "2015" {
		t.Errorf("found %q", got)
	}
}

// sound fails when a check tells of problems.
func sound(t *testing.T, s *store.Store) {
	t.Helper()
	problems, err := s.Check(ctx, true)
	must(t, err)
	if len(problems) > 0 {
		t.Errorf("%+v", problems)
	}
}
