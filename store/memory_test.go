package store_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

func TestFactsOfAFetchComeBackAsReceived(t *testing.T) {
	s, run := started(t, store.Config{Gap: -1})
	r := hinted("http://a.test/1")
	enqueue(t, s, run, noon, r)
	l := lease(t, s, noon)
	v := fetched(r, "\xb9\xa4\xd7\xf7\x00") // GBK and a NUL
	v.Page.Facts = page.Facts{
		URL: "http://a.test/1?x=%ff", Requested: r.URL, Status: 200, Remote: "192.0.2.1:443", TLS: "TLS 1.3",
		Hops:    []page.Hop{{From: r.URL, To: "http://a.test/1?x=%ff", Status: 302}},
		Fetched: noon.Add(123456789), Took: 1234 * time.Millisecond, WireBytes: 17, CloseDelimited: true,
		Header: http.Header{"Content-Disposition": {"filename=\xb9\xa4\xd7\xf7"}, "X": {"'; --", "\x00", ""}, "Empty": {""}},
	}
	record(t, s, l, v, noon)
	p := pending(t, s, "1")[0]
	if diff := cmp.Diff(v.Page, p.Page); diff != "" {
		t.Errorf("(-fetched +pending):\n%s", diff)
	}
	wanted := store.Document{ID: p.Document.ID, URL: r.URL, Digest: page.DigestOf(v.Page.Body), Hints: r.Hints}
	if diff := cmp.Diff(wanted, p.Document); diff != "" {
		t.Error(diff)
	}
}

func TestOnlyDocumentsWait(t *testing.T) {
	s, run := started(t, store.Config{Gap: -1})
	archived(t, s, run, noon, list("http://a.test/list"), document("http://a.test/b"), document("http://a.test/a"))
	waiting := pending(t, s, "1")
	if len(waiting) != 2 || waiting[0].Document.URL != "http://a.test/a" {
		t.Errorf("waiting: %+v", waiting)
	}
	if some, err := s.Pending(ctx, "1", 1); err != nil || len(some) != 1 {
		t.Errorf("%d of one, %v", len(some), err)
	}
}

func TestAPageHandedInWaitsLikeAFetchedOne(t *testing.T) {
	s := fresh(t, store.Config{})
	p := page.Page{
		Body:  []byte("by hand"),
		Facts: page.Facts{URL: "HTTP://A.test:80/x#y", Fetched: noon},
		Hints: page.Hints{Agency: "云溪镇", Division: "990101001"},
	}
	must(t, s.Deposit(ctx, p, store.By{When: noon}))
	must(t, s.Deposit(ctx, p, store.By{Who: "甲", Why: "the portal is down", File: "a.html", When: at(60)}))
	waiting := pending(t, s, "1")
	if len(waiting) != 1 || waiting[0].Document.URL != "http://a.test/x" || !waiting[0].Page.Facts.ByHand ||
		waiting[0].Page.Hints != p.Hints || string(waiting[0].Page.Body) != "by hand" {
		t.Errorf("waiting: %+v", waiting)
	}
	must(t, save(s, readingOf(waiting[0])))
	_, err := s.StartRun(ctx, store.RunInfo{}, noon)
	must(t, err)
	if l := lease(t, s, at(60)); !l.Empty() {
		t.Errorf("a page that was handed in is asked for: %s", urls(l))
	}
	if err := s.Deposit(ctx, page.Page{Body: []byte("x")}, store.By{When: noon}); err == nil {
		t.Error("a page without a URL was taken")
	}
}

func TestAStoppedCallSaysSo(t *testing.T) {
	s := panel(t)
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	_, err := s.Reports(stopped, store.Filter{})
	want(t, err, context.Canceled, "list reports")
	_, err = s.StartRun(stopped, store.RunInfo{}, noon)
	want(t, err, context.Canceled, "start a run")
	during, cancel := context.WithCancel(ctx)
	defer cancel()
	for _, err := range s.Load(during, store.Filter{}) {
		cancel()
		if err != nil {
			want(t, err, context.Canceled, "load")
			return
		}
	}
	t.Error("a walk that was stopped went to its end")
}

func TestHowARunWent(t *testing.T) {
	s, run := started(t, store.Config{Gap: -1, Attempts: 2})
	must(t, s.SaveSources(ctx, []store.Source{
		{ID: "s", Name: "云溪县", Division: "990101", Family: "static", Home: "http://a.test/", Expected: 18},
		{ID: "quiet", Name: "远山县"},
	}))
	requests := []page.Request{hinted("http://a.test/1"), hinted("http://a.test/2"), hinted("http://a.test/3"), hinted("http://b.test/1"), hinted("http://b.test/2")}
	enqueue(t, s, run, noon, requests...)
	visit := func(seconds float64, outcomes ...report.Outcome) {
		l := lease(t, s, at(seconds))
		for i, o := range outcomes {
			v := ended(l.Requests[i], o)
			if o == report.OutcomeFetched {
				v = fetched(l.Requests[i], l.Requests[i].URL)
			}
			record(t, s, l, v, at(seconds))
		}
		release(t, s, l)
	}
	visit(1, report.OutcomeFetched, report.OutcomeNotFound, report.OutcomeServerError)
	visit(400, report.OutcomeBlocked) // b.test has two requests, a.test one
	visit(401, report.OutcomeFetched)
	waiting := pending(t, s, "1")
	must(t, save(s, readingOf(waiting[0])))
	aside := readingOf(waiting[1])
	aside.Report.Year, aside.Report.Status = 2022, report.NotAReport
	must(t, save(s, aside))

	outcomes, err := s.Outcomes(ctx, run)
	must(t, err)
	closed, err := s.ClosedHosts(ctx, run)
	must(t, err)
	troubles, err := s.Troubles(ctx, run)
	must(t, err)
	progress, err := s.Progress(ctx, run)
	must(t, err)
	statuses, err := s.Statuses(ctx)
	must(t, err)
	health, err := s.SourceHealth(ctx)
	must(t, err)
	totals, err := s.SourceTotals(ctx)
	must(t, err)
	ailing, err := s.AilingSources(ctx, 1)
	must(t, err)
	for _, c := range []struct {
		name      string
		want, got any
	}{
		{"outcomes", []store.OutcomeCount{
			{Outcome: report.OutcomeBlocked, Visits: 1},
			{Outcome: report.OutcomeFetched, Visits: 2},
			{Outcome: report.OutcomeNotFound, Visits: 1},
			{Outcome: report.OutcomeServerError, Visits: 1},
		}, outcomes},
		{"closed hosts", []store.ClosedHost{{Host: "b.test", Outcome: report.OutcomeBlocked, Detail: "blocked", Waiting: 1}}, closed},
		{"troubles", []store.Trouble{
			{URL: "http://a.test/2", Source: "s", Outcome: report.OutcomeNotFound, Detail: "not_found"},
			{URL: "http://b.test/1", Source: "s", Outcome: report.OutcomeBlocked, Detail: "blocked"},
		}, troubles},
		{"progress", store.Progress{Queued: 1, Done: 2, Failed: 2}, progress},
		{"statuses", []store.StatusCount{
			{Standing: store.Aside, Year: 2022, Status: report.NotAReport, Reports: 1},
			{Standing: store.Current, Year: 2023, Status: report.Flagged, Reports: 1},
		}, statuses},
		{"totals of the sources", store.SourceTotals{Sources: len(health), Documents: 2, Failing: 2}, totals},
		{"the source that ails most", health[1:], ailing},
		{"health", []store.Health{
			{Source: store.Source{ID: "quiet", Name: "远山县"}},
			{
				Source: store.Source{ID: "s", Name: "云溪县", Division: "990101", Family: "static", Home: "http://a.test/", Expected: 18},
				Years:  []store.YearHealth{{Year: 2023, Bodies: 1, Whole: 1}}, Documents: 2, Failing: 2,
				LastVisit: at(401), LastSuccess: at(401),
			},
		}, health},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}
