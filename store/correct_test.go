package store_test

import (
	"testing"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

func TestEnteredValuesComeWithTheirContent(t *testing.T) {
	s := fresh(t, store.Config{Gap: -1})
	publish(t, s, "http://a.test/1", "A")
	first := pending(t, s, "1")[0]
	must(t, save(s, readingOf(withDivision(first))))
	c := store.Correction{Digest: first.Document.Digest, Key: granted, Value: report.Int(7), Who: "甲", Why: "a smudge", When: noon}
	must(t, s.Correct(ctx, []store.Correction{c}, nil))

	waiting := pending(t, s, "1")
	if len(waiting) != 1 || len(waiting[0].Corrections) != 1 || waiting[0].Corrections[0] != c || len(waiting[0].Outdated) != 0 ||
		waiting[0].Document.Entered == "" {
		t.Fatalf("%+v", waiting)
	}
	read := func(p store.Pending) store.Reading {
		r := readAs(withDivision(p), "1", nil)
		for _, c := range p.Corrections {
			*r.Report.Cells.At(c.Key) = report.Cell{State: report.Entered, Value: c.Value}
		}
		return r
	}
	must(t, save(s, read(waiting[0])))
	all, err := s.Reports(ctx, store.Filter{All: true})
	must(t, err)
	if len(all) != 1 || len(pending(t, s, "1")) != 0 {
		t.Fatalf("%d readings, %d waiting", len(all), len(pending(t, s, "1")))
	}
	r, err := s.Report(ctx, all[0].ID)
	must(t, err)
	if got := r.Cells.At(granted); got.State != report.Entered || got.Value != report.Int(7) {
		t.Errorf("%+v", got)
	}

	// The publisher changes the page: the value does not count for it, and whoever reads it is told.
	publish(t, s, "http://a.test/1", "B")
	waiting = pending(t, s, "1")
	if len(waiting) != 1 || len(waiting[0].Corrections) != 0 || len(waiting[0].Outdated) != 1 || waiting[0].Outdated[0] != c {
		t.Fatalf("%+v", waiting)
	}
	must(t, save(s, read(waiting[0])))
	contents, err := s.Corrected(ctx, c.Digest)
	must(t, err)
	if len(contents) != 2 {
		t.Errorf("%+v", contents)
	}

	// Taken back, it is gone everywhere.
	must(t, s.Correct(ctx, nil, []store.Correction{{Digest: c.Digest, Key: granted}}))
	left, err := s.Corrections(ctx)
	must(t, err)
	again, err := s.ReadAgain(ctx, []store.Content{{Document: first.Document.ID, Digest: first.Document.Digest}})
	must(t, err)
	p := again[0]
	if len(left) != 0 || len(p.Corrections) != 0 || p.Document.Entered != "" {
		t.Errorf("%+v, %+v", left, p.Corrections)
	}
	changes, err := s.Reread(ctx, []store.Reading{readAs(withDivision(p), "1", nil)})
	must(t, err)
	if len(changes) != 1 || changes[0].Cause != store.CauseEntered {
		t.Errorf("%+v", changes)
	}
}

func withDivision(p store.Pending) store.Pending {
	p.Page.Hints.Division = county.Division
	return p
}

func TestWhatCannotBeEntered(t *testing.T) {
	s := fresh(t, store.Config{Gap: -1})
	publish(t, s, "http://a.test/1", "A")
	digest := pending(t, s, "1")[0].Document.Digest
	whole := store.Correction{Digest: digest, Key: granted, Value: report.Int(1), Who: "甲", Why: "read by eye", When: noon}
	for name, change := range map[string]func(*store.Correction){
		"no person":    func(c *store.Correction) { c.Who = "" },
		"no reason":    func(c *store.Correction) { c.Why = "" },
		"unknown page": func(c *store.Correction) { c.Digest = "00" },
	} {
		c := whole
		change(&c)
		if err := s.Correct(ctx, []store.Correction{whole, c}, nil); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	if left, err := s.Corrections(ctx); err != nil || len(left) != 0 {
		t.Errorf("something was entered all the same: %+v, %v", left, err)
	}
}

func TestWhoHandedAPageIn(t *testing.T) {
	s := fresh(t, store.Config{})
	by := store.By{Who: "甲", Why: "the portal is down", File: "a.html", When: noon}
	p := fetched(document("http://a.test/1"), "A").Page
	must(t, s.Deposit(ctx, p, by))
	d := pending(t, s, "1")[0].Document
	got, err := s.Handed(ctx, d)
	must(t, err)
	if len(got) != 1 || got[0] != by {
		t.Errorf("%+v", got)
	}
	d.Digest = "other"
	if got, err := s.Handed(ctx, d); err != nil || len(got) != 0 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestNotices(t *testing.T) {
	s := fresh(t, store.Config{})
	due, _ := report.NewDate(2024, 1, 20)
	n := store.Notice{Notice: report.Notice{Area: "990101", Year: 2023, Due: due, Title: "通知", URL: "http://a.test/n"}, Who: "甲", When: noon}
	must(t, s.SaveNotices(ctx, []store.Notice{n}))
	n.Due.Day = 15
	n.When = noon.Add(time.Hour)
	must(t, s.SaveNotices(ctx, []store.Notice{n}))
	got, err := s.Notices(ctx)
	must(t, err)
	if len(got) != 1 || got[0].Due.Day != 15 || !got[0].When.Equal(noon) {
		t.Errorf("%+v", got)
	}
	n.Who = ""
	if err := s.SaveNotices(ctx, []store.Notice{n}); err == nil {
		t.Error("a notice without a person was taken")
	}
}
