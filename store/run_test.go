package store_test

import (
	"testing"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

func TestASecondRunAsksConditionally(t *testing.T) {
	s, run := started(t, store.Config{Gap: -1})
	archived(t, s, run, noon, list("http://a.test/1"))
	if n := enqueue(t, s, run, noon, list("http://a.test/1")); n != 0 {
		t.Error("a request is due twice in one run")
	}
	next, err := s.StartRun(ctx, store.RunInfo{Kind: "crawl"}, at(60))
	must(t, err)
	if n := enqueue(t, s, next, at(60), list("http://a.test/1")); n != 1 {
		t.Error("a seed is not due in the next run")
	}
	l := lease(t, s, at(60))
	r := l.Requests[0]
	if !r.Conditional() || r.ETag != etag("page of http://a.test/1") {
		t.Fatalf("not conditional: %+v", r)
	}
	body, err := s.Archived(ctx, r.Known)
	must(t, err)
	if string(body) != "page of http://a.test/1" {
		t.Errorf("archived %q", body)
	}
	v := ended(r, report.OutcomeNotModified)
	v.Next = []page.Request{document("http://a.test/2")}
	record(t, s, l, v, at(60))
	release(t, s, l)
	if l := lease(t, s, at(29.9)); !l.Empty() {
		t.Error("the pause that was written before the last request is not kept")
	}
	if l := lease(t, s, at(60)); urls(l) != "http://a.test/2" {
		t.Errorf("the requests of an unchanged list: %q", urls(l))
	}
}

func TestWhatAListLeadsToAgain(t *testing.T) {
	day := 24 * time.Hour
	cases := []struct {
		name    string
		planned bool
		after   time.Duration
		kind    page.Kind
		outcome report.Outcome
		again   bool
	}{
		{"list pages in every run", true, time.Hour, page.KindList, report.OutcomeFetched, true},
		{"documents that were had just now not", true, time.Hour, page.KindDocument, report.OutcomeFetched, false},
		{"documents a day later", true, day, page.KindDocument, report.OutcomeFetched, true},
		{"documents in every run without a plan", false, time.Hour, page.KindDocument, report.OutcomeFetched, true},
		{"documents that were not found", true, time.Hour, page.KindDocument, report.OutcomeNotFound, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s, run := started(t, store.Config{Gap: -1})
			target := page.Request{URL: "http://a.test/x", Kind: c.kind}
			enqueue(t, s, run, noon, list("http://a.test/1"))
			l := lease(t, s, noon)
			record(t, s, l, fetched(l.Requests[0], "list", target), noon)
			release(t, s, l)
			l = lease(t, s, noon)
			v := fetched(target, "x")
			if c.outcome != report.OutcomeFetched {
				v = ended(target, c.outcome)
			}
			record(t, s, l, v, noon)
			release(t, s, l)

			later := noon.Add(c.after)
			run, err := s.StartRun(ctx, store.RunInfo{Kind: "crawl", Planned: c.planned}, later)
			must(t, err)
			enqueue(t, s, run, later, list("http://a.test/1"), list("http://a.test/new"))
			l = lease(t, s, later)
			record(t, s, l, fetched(l.Requests[0], "list", target), later)
			record(t, s, l, fetched(l.Requests[1], "list"), later)
			release(t, s, l)
			if l := lease(t, s, later); !l.Empty() != c.again {
				t.Errorf("asked again: %v", !l.Empty())
			}
		})
	}
}

func TestAnInterruptedRunGoesOn(t *testing.T) {
	info := store.RunInfo{Kind: "crawl", Arguments: []string{"990101"}}
	s := fresh(t, store.Config{Gap: -1})
	run, err := s.StartRun(ctx, info, noon)
	must(t, err)
	enqueue(t, s, run, noon, list("http://a.test/1"), list("http://a.test/2"))
	l := lease(t, s, noon)
	record(t, s, l, fetched(l.Requests[0], "x"), noon)
	must(t, s.Begin(ctx, l, sentAt(l.Requests[1].URL, noon, at(30)))) // and the program dies
	path := s.Path()
	must(t, s.Close())

	s = open(t, path, store.Config{Gap: -1})
	other := store.RunInfo{Kind: "crawl", Arguments: []string{"990102"}}
	for _, c := range []struct {
		name  string
		info  store.RunInfo
		since time.Time
		want  int64
	}{{"another run", other, noon, 0}, {"too old", info, at(1), 0}, {"the same", info, noon, run}} {
		if got, err := s.ResumeRun(ctx, c.info, c.since, at(60)); err != nil || got != c.want {
			t.Errorf("%s: resumed %d (%v), want %d", c.name, got, err, c.want)
		}
	}
	if n := enqueue(t, s, run, at(60), list("http://a.test/1"), list("http://a.test/2")); n != 0 {
		t.Errorf("%d requests due again", n)
	}
	if l := lease(t, s, at(60)); urls(l) != "http://a.test/2" {
		t.Errorf("what the run still owes: %q", urls(l))
	}
	must(t, s.FinishRun(ctx, run, store.RunResult{Result: store.ResultDone, Counts: map[string]int64{"pages": 2}}, at(61)))
	if got, _ := s.ResumeRun(ctx, info, noon, at(62)); got != 0 {
		t.Error("a finished run was resumed")
	}
	runs, err := s.Runs(ctx, 10)
	must(t, err)
	if len(runs) != 1 || runs[0].Counts["pages"] != 2 || !runs[0].Finished.Equal(at(61)) || runs[0].Arguments[0] != "990101" {
		t.Errorf("runs: %+v", runs)
	}
}
