package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

// candidate is a document as a test describes it: its page says which reading it leads to.
type candidate struct {
	url, body string // the body of the page, not of government
	own       bool
	status    report.Status
	published string
	year      int
}

func (c candidate) reading(t testing.TB, p store.Pending, reader string) store.Reading {
	published, err := report.ParseDate(c.published)
	must(t, err)
	year := c.year
	if year == 0 {
		year = 2023
	}
	return store.Reading{
		Document: p.Document, Own: c.own, Body: &county,
		Report: &report.Report{Reader: reader, Year: year, Status: c.status, Published: published, Page: report.Origin{URL: c.url}},
	}
}

// standings lists the readings as "url standing", in natural order.
func standings(t testing.TB, s *store.Store) string {
	t.Helper()
	all, err := s.Reports(ctx, store.Filter{All: true})
	must(t, err)
	var lines []string
	for _, r := range all {
		lines = append(lines, fmt.Sprintf("%s %s", strings.TrimPrefix(r.Document.URL, "http://a.test/"), r.Standing))
	}
	return strings.Join(lines, ", ")
}

func TestWhichDocumentCounts(t *testing.T) {
	const flagged = report.Flagged
	cases := []struct {
		name       string
		candidates []candidate
		want       string
	}{
		{"the only one", []candidate{{url: "a", status: flagged}}, "a current"},
		{
			"the body's own column before a later date",
			[]candidate{{url: "a", status: flagged, own: true, published: "2024-01-10"}, {url: "b", status: flagged, published: "2024-03-01"}},
			"a current, b rival",
		},
		{
			"the later date, whatever the digest",
			[]candidate{{url: "a", status: flagged, published: "2024-01-11"}, {url: "b", status: flagged, published: "2024-01-10"}},
			"a current, b rival",
		},
		{
			"a date before none, whatever the digest",
			[]candidate{{url: "a", status: flagged, published: "2024-01-11"}, {url: "b", status: flagged}},
			"a current, b rival",
		},
		{
			"the later date",
			[]candidate{{url: "a", status: flagged, published: "2024-01-10"}, {url: "b", status: flagged, published: "2024-01-11"}},
			"a rival, b current",
		},
		{
			"a date before none",
			[]candidate{{url: "a", status: flagged}, {url: "b", status: flagged, published: "2024-01-11"}},
			"a rival, b current",
		},
		{
			"what could be read before a picture in the own column",
			[]candidate{{url: "a", status: report.ImageOnly, own: true}, {url: "b", status: report.Partial}},
			"a rival, b current",
		},
		{
			"a report with its tables before a page without them in the own column",
			[]candidate{{url: "a", status: report.TablesMissing, own: true, published: "2024-03-01"}, {url: "b", status: flagged}},
			"a rival, b current",
		},
		{
			"a page without tables before a picture",
			[]candidate{{url: "a", status: report.ImageOnly, own: true}, {url: "b", status: report.TablesMissing}},
			"a rival, b current",
		},
		{
			"the digest when nothing else decides",
			[]candidate{{url: "a", status: flagged, body: "2"}, {url: "b", status: flagged, body: "1"}},
			first("2", "1", "a current, b rival", "a rival, b current"),
		},
		{
			"the URL for equal contents",
			[]candidate{{url: "b", status: flagged, body: "same"}, {url: "a", status: flagged, body: "same"}},
			"a current, b rival",
		},
		{
			"for equal contents the one whose list says the same",
			[]candidate{{url: "b", status: report.Consistent, body: "same"}, {url: "a", status: flagged, body: "same"}},
			"a rival, b current",
		},
		{
			"other years do not compete",
			[]candidate{{url: "a", status: flagged}, {url: "b", status: flagged, year: 2022}},
			"b current, a current",
		},
		{
			"what is no report stands aside",
			[]candidate{{url: "a", status: report.NotAReport, own: true}, {url: "b", status: flagged}},
			"a aside, b current",
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for range 2 { // in both orders of arrival
				slices.Reverse(c.candidates)
				if got := standings(t, saved(t, c.candidates)); got != c.want {
					t.Errorf("%s, want %s", got, c.want)
				}
			}
		})
	}
}

// first tells which of two texts stands for the smaller digest.
func first(a, b, ifA, ifB string) string {
	if page.DigestOf([]byte(a)) < page.DigestOf([]byte(b)) {
		return ifA
	}
	return ifB
}

func saved(t *testing.T, candidates []candidate) *store.Store {
	s, run := started(t, store.Config{Gap: -1})
	for _, c := range candidates {
		r := document("http://a.test/" + c.url)
		enqueue(t, s, run, noon, r)
		l := lease(t, s, noon)
		record(t, s, l, fetched(r, or(c.body, c.url)), noon)
		release(t, s, l)
		must(t, save(s, c.reading(t, pending(t, s, "1")[0], "1")))
	}
	return s
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// publish lets the portal show a body under a URL in a new run.
func publish(t *testing.T, s *store.Store, url, body string) {
	t.Helper()
	run, err := s.StartRun(ctx, store.RunInfo{Kind: "crawl"}, noon)
	must(t, err)
	enqueue(t, s, run, noon, document(url))
	l := lease(t, s, noon)
	record(t, s, l, fetched(l.Requests[0], body), noon)
	release(t, s, l)
}

func TestVersionsOfADocument(t *testing.T) {
	s := fresh(t, store.Config{Gap: -1})
	one := candidate{url: "http://a.test/1", status: report.Flagged}
	readAll := func(reader string) int {
		waiting := pending(t, s, reader)
		for _, p := range waiting {
			r := one.reading(t, p, reader)
			if reader == "10" {
				r.Report.Title = "读得更多"
			}
			must(t, save(s, r))
		}
		return len(waiting)
	}
	versions := func() string {
		all, err := s.Reports(ctx, store.Filter{All: true})
		must(t, err)
		var lines []string
		for _, r := range all {
			body, err := s.Archived(ctx, r.Document.Digest)
			must(t, err)
			lines = append(lines, fmt.Sprintf("%s by %s %s", body, r.Reader, r.Standing))
		}
		slices.Sort(lines)
		return strings.Join(lines, ", ")
	}
	steps := []struct {
		name    string
		publish string
		reader  string
		reads   int
		want    string
	}{
		{"first", "A", "9", 1, "A by 9 current"},
		{"unchanged", "A", "9", 0, "A by 9 current"},
		{"changed by the publisher", "B", "9", 1, "A by 9 superseded, B by 9 current"},
		{"changed back", "A", "9", 1, "A by 9 current, B by 9 superseded"},
		{"a newer reader that reads the same", "A", "9.5", 1, "A by 9 current, B by 9 superseded"},
		{"a newer reader that reads more", "A", "10", 1, "A by 10 current, A by 9 superseded, B by 9 superseded"},
		{"an older reader again", "A", "9", 1, "A by 10 current, A by 9 superseded, B by 9 superseded"},
	}
	for _, step := range steps {
		publish(t, s, one.url, step.publish)
		if n := readAll(step.reader); n != step.reads {
			t.Errorf("%s: %d readings, want %d", step.name, n, step.reads)
		}
		if got := versions(); got != step.want {
			t.Errorf("%s: %s, want %s", step.name, got, step.want)
		}
		if n := readAll(step.reader); n != 0 {
			t.Errorf("%s: still waiting", step.name)
		}
	}
}

func TestUnreadContentDoesNotCount(t *testing.T) {
	s := saved(t, []candidate{{url: "1", status: report.Flagged}})
	publish(t, s, "http://a.test/1", "newer")
	if got := standings(t, s); got != "1 current" {
		t.Errorf("before the newer content was read: %s", got)
	}
}

func TestBetterHintsAreReadAnew(t *testing.T) {
	s := saved(t, []candidate{{url: "1", status: report.Flagged}})
	before := dump(t, s)
	run, err := s.StartRun(ctx, store.RunInfo{}, noon)
	must(t, err)
	better := document("http://a.test/1")
	better.Hints = page.Hints{Division: "990101002"}
	enqueue(t, s, run, noon, better)
	waiting := pending(t, s, "1")
	if len(waiting) != 1 || waiting[0].Page.Hints != better.Hints {
		t.Fatalf("waiting: %+v", waiting)
	}
	other := candidate{status: report.Flagged}.reading(t, waiting[0], "1")
	other.Body = &store.BodyRef{Key: "990101002"}
	must(t, save(s, other))
	all, err := s.Reports(ctx, store.Filter{All: true})
	must(t, err)
	if len(all) != 1 || all[0].Body.Key != "990101002" || all[0].Standing != store.Current {
		t.Errorf("readings: %+v", all)
	}
	if before == dump(t, s) {
		t.Error("the dump is the same")
	}
	if problems, err := s.Check(ctx, true); err != nil || len(problems) > 0 {
		t.Errorf("%v, %v", problems, err)
	}
}

func TestHintsThatImproveWhileAPageIsReadAreNotLost(t *testing.T) {
	s, run := started(t, store.Config{Gap: -1})
	archived(t, s, run, noon, document("http://a.test/1"))
	taken := pending(t, s, "1")[0]
	enqueue(t, s, run, noon, hinted("http://a.test/1"))
	must(t, save(s, candidate{status: report.Flagged}.reading(t, taken, "1")))
	waiting := pending(t, s, "1")
	if len(waiting) != 1 || waiting[0].Document.Hints != hinted("").Hints {
		t.Errorf("waiting: %+v", waiting)
	}
}

func TestSavingTwiceChangesNothing(t *testing.T) {
	s, run := started(t, store.Config{Gap: -1})
	archived(t, s, run, noon, hinted("http://a.test/1"), hinted("http://a.test/2"))
	waiting := pending(t, s, "1")
	for _, p := range waiting {
		must(t, save(s, readingOf(p)))
	}
	before, err := s.Reports(ctx, store.Filter{All: true})
	must(t, err)
	for _, p := range waiting {
		must(t, save(s, readingOf(p)))
	}
	after, err := s.Reports(ctx, store.Filter{All: true})
	must(t, err)
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("(-before +after):\n%s", diff)
	}
}

func TestReadingsThatCannotBeKept(t *testing.T) {
	s, run := started(t, store.Config{Gap: -1})
	archived(t, s, run, noon, hinted("http://a.test/1"), hinted("http://a.test/2"))
	waiting := pending(t, s, "1")
	p := waiting[0]
	cases := map[string]func(*store.Reading){
		"no report":         func(r *store.Reading) { r.Report = nil },
		"no status":         func(r *store.Reading) { r.Report.Status = report.Unread },
		"no reader":         func(r *store.Reading) { r.Report.Reader = "" },
		"unknown document":  func(r *store.Reading) { r.Document.ID = 999 },
		"unknown content":   func(r *store.Reading) { r.Document.Digest = page.DigestOf([]byte("never seen")) },
		"another's content": func(r *store.Reading) { r.Document.Digest = waiting[1].Document.Digest },
		"body without key":  func(r *store.Reading) { r.Body = &store.BodyRef{Name: "县"} },
	}
	for name, spoil := range cases {
		t.Run(name, func(t *testing.T) {
			bad := readingOf(p)
			spoil(&bad)
			if err := s.SaveReadings(ctx, []store.Reading{readingOf(p), bad}); err == nil {
				t.Fatal("kept")
			}
			if all, _ := s.Reports(ctx, store.Filter{All: true}); len(all) != 0 {
				t.Errorf("half of it was kept: %d readings", len(all))
			}
		})
	}
}
