package store_test

import (
	"slices"
	"testing"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

// A host that has much to do is asked first, but keeps nobody else from its turn of the day.
func TestNoHostWaitsForEver(t *testing.T) {
	s, run := started(t, store.Config{Gap: -1, Batch: 1})
	enqueue(t, s, run, noon, list("http://hot.test/1"), list("http://hot.test/2"), list("http://hot.test/3"), list("http://cold.test/1"), list("http://warm.test/1"), list("http://warm.test/2"))
	var turns []string
	for now := noon; ; now = now.Add(time.Second) {
		l := lease(t, s, now)
		if l.Empty() {
			break
		}
		turns = append(turns, l.Host)
		must(t, s.Begin(ctx, l, sentAt(l.Requests[0].URL, now, now)))
		record(t, s, l, fetched(l.Requests[0], l.Host), now)
		release(t, s, l)
	}
	if want := []string{"hot.test", "warm.test", "cold.test", "hot.test", "hot.test", "warm.test"}; !slices.Equal(turns, want) {
		t.Errorf("turns %v, want %v", turns, want)
	}
}

// What a host refused comes after what it was not asked yet, in the next run too.
func TestTheRefusedStandsBehind(t *testing.T) {
	s, run := started(t, store.Config{Gap: -1, Batch: 2})
	all := []page.Request{document("http://a.test/1"), document("http://a.test/2"), document("http://a.test/3"), list("http://a.test/list")}
	enqueue(t, s, run, noon, all...)
	l := lease(t, s, noon)
	if urls(l) != "http://a.test/list http://a.test/1" {
		t.Fatalf("first %s", urls(l))
	}
	record(t, s, l, fetched(l.Requests[0], "list"), noon)
	record(t, s, l, ended(l.Requests[1], report.OutcomeForbidden), noon)
	waiting := ended(all[1], report.OutcomeHostLeft)
	waiting.Attempts = 0
	record(t, s, l, waiting, noon)
	release(t, s, l)
	run, err := s.StartRun(ctx, store.RunInfo{Kind: "crawl"}, at(9))
	must(t, err)
	enqueue(t, s, run, at(9), all[:3]...)
	if l := lease(t, s, at(9)); urls(l) != "http://a.test/2 http://a.test/3" {
		t.Errorf("then %s", urls(l))
	}
}

func TestQuietHours(t *testing.T) {
	quiet, err := report.ParseHours("11:00-12:30")
	must(t, err)
	s, run := started(t, store.Config{Gap: -1})
	must(t, s.SetPace(ctx, "a.test", store.Pace{Quiet: quiet}))
	enqueue(t, s, run, noon, list("http://a.test/1"), list("http://b.test/1"))
	if l := lease(t, s, noon); l.Host != "b.test" {
		t.Fatalf("leased %q", l.Host)
	} else {
		record(t, s, l, fetched(l.Requests[0], "x"), noon)
		release(t, s, l)
	}
	l := lease(t, s, noon)
	if !l.Empty() || !l.Until.Equal(noon.Add(30*time.Minute)) {
		t.Fatalf("leased %q, until %s", l.Host, l.Until)
	}
	if l := lease(t, s, l.Until); l.Host != "a.test" {
		t.Errorf("after the quiet hours %q, until %s", l.Host, l.Until)
	}
}

// A request that was under way when the program died ended at the latest when it is started again.
func TestAHostRestsAfterADeath(t *testing.T) {
	var path string
	{
		s, run := started(t, store.Config{})
		path = s.Path()
		enqueue(t, s, run, noon, list("http://a.test/1"), list("http://b.test/1"))
		l := lease(t, s, noon)
		must(t, s.Begin(ctx, l, sentAt(l.Requests[0].URL, noon, at(3)))) // and it takes its time
		other := sentAt("http://www.a.test/1", noon, at(3))              // a redirect to another host
		must(t, s.Begin(ctx, l, other))
		l = lease(t, s, noon)
		sent := sentAt(l.Requests[0].URL, noon, at(3))
		must(t, s.Begin(ctx, l, sent))
		v := fetched(l.Requests[0], "x")
		sent.Ended, sent.Status, sent.Outcome = at(1), 200, v.Outcome
		v.Sent = []page.Sent{sent}
		record(t, s, l, v, at(1))
		must(t, s.Close())
	}
	s := open(t, path, store.Config{})
	run, err := s.ResumeRun(ctx, store.RunInfo{Kind: "crawl"}, noon, at(60))
	must(t, err)
	enqueue(t, s, run, at(60), list("http://b.test/2"), list("http://www.a.test/2"))
	if l := lease(t, s, at(60)); l.Host != "b.test" {
		t.Errorf("leased %q", l.Host)
	}
	if l := lease(t, s, at(60)); !l.Empty() {
		t.Errorf("%q does not rest", l.Host)
	}
	if l := lease(t, s, at(63)); l.Empty() {
		t.Errorf("nobody may be asked after the gap: until %s", l.Until)
	}
	var log []page.Sent
	for sent, err := range s.Manners(ctx, run) {
		must(t, err)
		log = append(log, sent)
	}
	if len(log) != 3 || !log[0].Ended.IsZero() || !log[2].Ended.Equal(at(1)) || log[2].Status != 200 || log[2].Outcome != report.OutcomeFetched {
		t.Errorf("the log: %+v", log)
	}
}

// A document is asked for ever more rarely, until it changes.
func TestTheRhythmOfAPlannedRun(t *testing.T) {
	s := fresh(t, store.Config{Gap: -1})
	asked := []int{}
	for day := range 70 {
		now := noon.AddDate(0, 0, day)
		run, err := s.StartRun(ctx, store.RunInfo{Kind: "crawl", Planned: true}, now)
		must(t, err)
		r := hinted("http://a.test/1")
		if day == 0 {
			enqueue(t, s, run, now, r)
		} else if _, err := s.Revisit(ctx, run, []string{"s"}, 0, 0, now); err != nil {
			t.Fatal(err)
		}
		l := lease(t, s, now)
		if l.Empty() {
			continue
		}
		asked = append(asked, day)
		body := "as before"
		if day == 31 {
			body = "corrected"
		}
		record(t, s, l, fetched(l.Requests[0], body), now)
		release(t, s, l)
	}
	// After the change of day 31 the page that is "as before" once more is a change too.
	if want := []int{0, 1, 3, 7, 15, 31, 32, 33, 35, 39, 47, 63}; !slices.Equal(asked, want) {
		t.Errorf("asked on days %v, want %v", asked, want)
	}
}

func TestTroublesAndWhatIsKnownOfThem(t *testing.T) {
	s, first := started(t, store.Config{})
	must(t, s.SaveSources(ctx, []store.Source{{ID: "s"}, {ID: "r"}}))
	wall := store.SourceTrouble{Source: "s", Kind: "blocked", Host: "a.test", Actor: report.Operator, Count: 1, URL: "http://a.test/", Detail: "412"}
	must(t, s.SaveTroubles(ctx, first, []string{"s", "r"}, []store.SourceTrouble{wall}, noon))
	today, tomorrow := report.DateOf(noon), report.DateOf(noon.AddDate(0, 0, 1))
	only := func(day report.Date) store.SourceTrouble {
		t.Helper()
		all, err := s.SourceTroubles(ctx, day)
		must(t, err)
		if len(all) != 1 {
			t.Fatalf("%d troubles", len(all))
		}
		return all[0]
	}
	if x := only(today); x.Known != nil || x.FirstRun != first || x.OverRun != 0 || x.Detail != "412" {
		t.Errorf("%+v", x)
	}
	must(t, s.Acknowledge(ctx, store.Acknowledgement{Source: "s", Until: today, Why: "seen", Entered: noon}))
	if x := only(today); x.Known == nil || x.Known.Why != "seen" {
		t.Errorf("%+v", x)
	}
	must(t, s.Acknowledge(ctx, store.Acknowledgement{Source: "s", Kind: "blocked", Until: today, Why: "more exactly", Entered: noon}))
	if x := only(today); x.Known == nil || x.Known.Why != "more exactly" {
		t.Errorf("%+v", x)
	}
	if x := only(tomorrow); x.Known != nil {
		t.Errorf("it is known for longer than was said: %+v", x.Known)
	}
	want(t, s.Acknowledge(ctx, store.Acknowledgement{Source: "nobody", Until: today, Why: "x"}), store.ErrNotFound, "nobody")
	if err := s.Acknowledge(ctx, store.Acknowledgement{Source: "s", Until: today}); err == nil {
		t.Error("an acknowledgement without a reason was kept")
	}

	next := func() int64 {
		run, err := s.StartRun(ctx, store.RunInfo{Kind: "crawl"}, noon)
		must(t, err)
		return run
	}
	elsewhere := next()
	must(t, s.SaveTroubles(ctx, elsewhere, []string{"r"}, nil, noon))
	if x := only(today); x.OverRun != 0 {
		t.Errorf("a run that did not visit the source ended its trouble: %+v", x)
	}
	over := next()
	must(t, s.SaveTroubles(ctx, over, []string{"s"}, nil, noon))
	if x := only(today); x.OverRun != over || x.FirstRun != first {
		t.Errorf("%+v", x)
	}
	again := next()
	must(t, s.SaveTroubles(ctx, again, []string{"s"}, []store.SourceTrouble{wall}, at(9)))
	if x := only(today); x.OverRun != 0 || x.FirstRun != again || !x.Since.Equal(at(9)) {
		t.Errorf("it came again: %+v", x)
	}
}
