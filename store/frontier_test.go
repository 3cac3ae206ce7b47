package store_test

import (
	"testing"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

func TestTheHottestFreeHostIsLeasedFirst(t *testing.T) {
	s, run := started(t, store.Config{})
	enqueue(t, s, run, noon, list("http://b.test/1"), list("http://c.test/1"), list("http://a.test/1"), list("http://c.test/2"))
	for _, wanted := range []string{"c.test", "a.test", "b.test", ""} {
		if got := lease(t, s, noon); got.Host != wanted {
			t.Errorf("leased %q, want %q", got.Host, wanted)
		}
	}
}

func TestALeaseHoldsWhatIsDueInOrder(t *testing.T) {
	s, run := started(t, store.Config{Batch: 2})
	first := list("http://a.test/1")
	first.Hints = page.Hints{Source: "s", Division: "990101", ListTitle: "年报"}
	first.Method, first.Body, first.Type, first.Referer = "POST", "page=1", "application/x-www-form-urlencoded", "http://a.test/"
	enqueue(t, s, run, noon, first, document("http://a.test/2"), document("http://a.test/3"))
	l := lease(t, s, noon)
	if urls(l) != "http://a.test/1 http://a.test/2" || l.Run != run {
		t.Errorf("leased %s of run %d", urls(l), l.Run)
	}
	if got := l.Requests[0]; got != first {
		t.Errorf("the request came back as %+v", got)
	}
	second := first
	second.Body = "page=2" // the same address, another question
	if added, err := s.Enqueue(ctx, run, []page.Request{first, second, first}, noon); err != nil || added != 1 {
		t.Errorf("%d requests added: %v", added, err)
	}
}

func TestOnlyOneHoldsAHost(t *testing.T) {
	s, run := started(t, store.Config{})
	enqueue(t, s, run, noon, list("http://a.test/1"))
	l := lease(t, s, noon)
	second := lease(t, s, noon)
	if !second.Empty() || !second.Until.After(noon) {
		t.Errorf("a held host was leased again, or the wait is over at once: %+v", second)
	}
	release(t, s, l)
	if again := lease(t, s, noon); again.Host != "a.test" {
		t.Error("a released host is not leased")
	}
	want(t, s.Begin(ctx, page.Lease{Host: "b.test", Run: run}, sentAt("http://b.test/", noon, noon)), store.ErrNotLeased, "b.test")
	want(t, s.Record(ctx, page.Lease{Host: "b.test", Run: run}, fetched(list("http://b.test/"), "x"), noon), store.ErrNotLeased, "b.test")
}

func TestARunMustBeStarted(t *testing.T) {
	_, err := fresh(t, store.Config{}).Lease(ctx, noon)
	want(t, err, store.ErrNoRun)
}

func TestAllDone(t *testing.T) {
	s, run := started(t, store.Config{Gap: -1})
	enqueue(t, s, run, noon, list("http://a.test/1"))
	l := lease(t, s, noon)
	record(t, s, l, fetched(l.Requests[0], "x"), noon)
	release(t, s, l)
	if l := lease(t, s, noon); !l.Empty() || !l.Until.IsZero() {
		t.Errorf("work is left: %+v", l)
	}
}

func TestAHostRests(t *testing.T) {
	cases := []struct {
		name   string
		config store.Config
		do     func(t *testing.T, s *store.Store, l page.Lease)
		free   float64 // seconds after noon
	}{
		{"from the end of a request for the usual gap", store.Config{}, func(t *testing.T, s *store.Store, l page.Lease) {
			record(t, s, l, fetched(l.Requests[0], "x"), at(2))
		}, 5},
		{"as long as the visit says", store.Config{}, func(t *testing.T, s *store.Store, l page.Lease) {
			v := fetched(l.Requests[0], "x")
			v.Gap = time.Minute
			record(t, s, l, v, noon)
		}, 60},
		{"never less than the usual gap", store.Config{}, func(t *testing.T, s *store.Store, l page.Lease) {
			v := fetched(l.Requests[0], "x")
			v.Gap = time.Second
			record(t, s, l, v, noon)
		}, 3},
		{"not at all when nothing was sent", store.Config{}, func(t *testing.T, s *store.Store, l page.Lease) {
			v := ended(l.Requests[0], report.OutcomeRobotsDenied)
			v.Attempts = 0
			record(t, s, l, v, noon)
		}, 0},
		{"until the moment written before the request, when the program dies", store.Config{}, func(t *testing.T, s *store.Store, l page.Lease) {
			must(t, s.Begin(ctx, l, sentAt(l.Requests[0].URL, noon, at(33))))
		}, 33},
		{"as robots.txt says", store.Config{}, func(t *testing.T, s *store.Store, l page.Lease) {
			must(t, s.SaveRobots(ctx, l.Host, page.Robots{Fetched: noon, Status: 200}, 10*time.Second, noon))
		}, 10},
		{"without a gap", store.Config{Gap: -1}, func(t *testing.T, s *store.Store, l page.Lease) {
			record(t, s, l, fetched(l.Requests[0], "x"), noon)
		}, 0},
		{"with its own pace", store.Config{}, func(t *testing.T, s *store.Store, l page.Lease) {
			release(t, s, l)
			must(t, s.SetPace(ctx, l.Host, store.Pace{Gap: 7 * time.Second}))
			l = lease(t, s, noon)
			record(t, s, l, fetched(l.Requests[0], "x"), noon)
		}, 7},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s, run := started(t, c.config)
			enqueue(t, s, run, noon, list("http://a.test/1"), list("http://a.test/2"))
			l := lease(t, s, noon)
			c.do(t, s, l)
			release(t, s, l)
			if c.free > 0 {
				early := lease(t, s, at(c.free-0.001))
				if !early.Empty() || !early.Until.Equal(at(c.free)) {
					t.Fatalf("asked too early: %q, until %s", early.Host, early.Until)
				}
			}
			if l := lease(t, s, at(c.free)); l.Empty() || l.NotBefore.After(at(c.free)) {
				t.Errorf("not free at %v s: until %s", c.free, l.Until)
			}
		})
	}
}

func TestWhatBecomesOfARequest(t *testing.T) {
	soon := store.Config{Gap: -1, Attempts: 3, Backoff: time.Minute}
	cases := []struct {
		name    string
		outcome report.Outcome
		retry   float64 // seconds after the visit, as the visit says
		due     []float64
	}{
		{"fetched", report.OutcomeFetched, 0, nil},
		{"unchanged", report.OutcomeNotModified, 0, nil},
		{"absent", report.OutcomeNotFound, 0, nil},
		{"next run", report.OutcomeProtocol, 0, nil},
		{"soon, three times, with doubled pauses", report.OutcomeServerError, 0, []float64{60, 120}},
		{"soon, when the portal says", report.OutcomeRateLimited, 30, []float64{30, 30}},
		{"cancelled is no attempt", report.OutcomeCancelled, 0, []float64{0, 0, 0, 0, 0}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s, run := started(t, soon)
			enqueue(t, s, run, noon, document("http://a.test/1"))
			now := noon
			for i := 0; i <= len(c.due); i++ {
				l := lease(t, s, now)
				if urls(l) != "http://a.test/1" {
					t.Fatalf("visit %d: leased %q, until %s", i, urls(l), l.Until)
				}
				v := ended(l.Requests[0], c.outcome)
				if c.outcome == report.OutcomeFetched {
					v = fetched(l.Requests[0], "x")
				}
				if c.retry > 0 {
					v.Retry = now.Add(time.Duration(c.retry * float64(time.Second)))
				}
				record(t, s, l, v, now)
				release(t, s, l)
				if i < len(c.due) && i < 3 && c.due[i] > 0 {
					if until := lease(t, s, now).Until; until.Sub(now).Seconds() != c.due[i] {
						t.Fatalf("visit %d: due again after %s, want %v s", i, until.Sub(now), c.due[i])
					}
					now = now.Add(time.Duration(c.due[i] * float64(time.Second)))
				}
				if c.outcome == report.OutcomeCancelled && i == len(c.due) {
					return
				}
			}
			if l := lease(t, s, now.Add(time.Hour)); !l.Empty() || !l.Until.IsZero() {
				t.Errorf("still due: %s, until %s", urls(l), l.Until)
			}
		})
	}
}

func TestAWallClosesTheHostForTheRun(t *testing.T) {
	s, run := started(t, store.Config{})
	enqueue(t, s, run, noon, list("http://a.test/1"), list("http://a.test/2"), list("http://b.test/1"))
	l := lease(t, s, noon)
	record(t, s, l, ended(l.Requests[0], report.OutcomeBlocked), noon)
	release(t, s, l)
	if l := lease(t, s, at(3600)); l.Host != "b.test" {
		t.Errorf("leased %q behind a wall", l.Host)
	} else {
		release(t, s, l)
	}
	next, err := s.StartRun(ctx, store.RunInfo{Kind: "crawl"}, at(86400))
	must(t, err)
	enqueue(t, s, next, at(86400), list("http://a.test/1"))
	if l := lease(t, s, at(86400)); l.Host != "a.test" {
		t.Errorf("the host stays closed in the next run")
	}
}

func TestASpentDayWaitsForTheNext(t *testing.T) {
	s, run := started(t, store.Config{Gap: -1})
	must(t, s.SetPace(ctx, "a.test", store.Pace{Budget: 2}))
	enqueue(t, s, run, noon, list("http://a.test/1"), list("http://a.test/2"), list("http://a.test/3"))
	l := lease(t, s, noon)
	for i := range 2 {
		must(t, s.Begin(ctx, l, sentAt(l.Requests[i].URL, noon, noon)))
		record(t, s, l, fetched(l.Requests[i], "x"), noon)
	}
	release(t, s, l)
	if l := lease(t, s, noon); !l.Empty() || !l.Until.IsZero() {
		t.Fatalf("leased %q with a spent budget, until %s", l.Host, l.Until)
	}
	midnight := time.Date(2025, 2, 1, 16, 0, 0, 0, time.UTC) // 2 February in China
	l = lease(t, s, midnight)
	if urls(l) != "http://a.test/3" || l.Spent != 0 || l.Budget != 2 {
		t.Errorf("the next day: %s, %d of %d spent", urls(l), l.Spent, l.Budget)
	}
}

func TestASpentHostIsOpenAgainTheNextDay(t *testing.T) {
	info := store.RunInfo{Kind: "crawl"}
	for _, c := range []struct {
		name    string
		outcome report.Outcome
		later   time.Duration
		open    bool
	}{
		{"the same day", report.OutcomeBudget, time.Hour, false},
		{"the next day", report.OutcomeBudget, 24 * time.Hour, true},
		{"a wall stays for the run", report.OutcomeBlocked, 24 * time.Hour, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, run := started(t, store.Config{Gap: -1})
			enqueue(t, s, run, noon, list("http://a.test/1"), list("http://a.test/2"))
			l := lease(t, s, noon)
			must(t, s.Begin(ctx, l, sentAt(l.Requests[0].URL, noon, noon)))
			record(t, s, l, fetched(l.Requests[0], "x"), noon)
			v := ended(l.Requests[1], c.outcome)
			v.Attempts = 0
			record(t, s, l, v, noon)
			release(t, s, l)
			now := noon.Add(c.later)
			if got, err := s.ResumeRun(ctx, info, noon, now); err != nil || got != run {
				t.Fatalf("resumed %d, %v", got, err)
			}
			enqueue(t, s, run, now, list("http://a.test/3"))
			if l := lease(t, s, now); !l.Empty() != c.open {
				t.Errorf("leased %q", urls(l))
			}
		})
	}
}

func TestAPageIsOfTheKindThatItTurnedOutToBe(t *testing.T) {
	s, run := started(t, store.Config{Gap: -1})
	enqueue(t, s, run, noon, list("http://a.test/1"), document("http://a.test/2"))
	l := lease(t, s, noon)
	for _, r := range l.Requests {
		r.Kind = map[page.Kind]page.Kind{page.KindList: page.KindDocument, page.KindDocument: page.KindList}[r.Kind]
		record(t, s, l, fetched(r, r.URL), noon)
	}
	if waiting := pending(t, s, "1"); len(waiting) != 1 || waiting[0].Document.URL != "http://a.test/1" {
		t.Errorf("waiting: %+v", waiting)
	}
}

func TestRobotsComeWithTheLease(t *testing.T) {
	s, run := started(t, store.Config{})
	enqueue(t, s, run, noon, list("http://a.test/1"))
	robots := page.Robots{Fetched: noon, Status: 200, Body: []byte("User-agent: *\n\xff"), Detail: "fine"}
	must(t, s.SaveRobots(ctx, "a.test", robots, 0, noon))
	got := lease(t, s, at(3)).Robots
	if !got.Fetched.Equal(noon) || got.Status != 200 || string(got.Body) != string(robots.Body) || got.Detail != "fine" {
		t.Errorf("robots: %+v", got)
	}
}

func TestTheBestHintsWinInAnyOrder(t *testing.T) {
	county := page.Hints{Source: "s", Division: "990101", ListTitle: "云溪镇2023年报"}
	town := page.Hints{Source: "s", Division: "990101001", ListTitle: "2023年报"}
	for _, order := range [][]page.Hints{{county, town}, {town, county}} {
		s, run := started(t, store.Config{Gap: -1})
		for i, h := range order {
			r := document("http://a.test/x")
			r.Hints = h
			enqueue(t, s, run, at(float64(i)), r)
		}
		if got := lease(t, s, at(9)).Requests[0].Hints; got != town {
			t.Errorf("hints of the lease: %+v", got)
		}
	}
}

func TestARecordedRequestMustBeKnown(t *testing.T) {
	s, run := started(t, store.Config{})
	enqueue(t, s, run, noon, list("http://a.test/1"))
	l := lease(t, s, noon)
	want(t, s.Record(ctx, l, fetched(list("http://a.test/never"), "x"), noon), store.ErrNotFound, "http://a.test/never")
	if _, err := s.Enqueue(ctx, run, []page.Request{list("no url")}, noon); err == nil {
		t.Error("a request without a host was queued")
	}
	v := ended(l.Requests[0], "unheard_of")
	if err := s.Record(ctx, l, v, noon); err == nil {
		t.Error("an outcome that is in no table was recorded")
	}
}
