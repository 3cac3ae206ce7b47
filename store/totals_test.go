package store_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// exact fails where lists or totals are not what they are made from, or anything else is wrong. It looks with a connection
// of its own: one that had read the full text index before may take what was written since for damage.
func exact(t *testing.T, s *store.Store, after string) {
	t.Helper()
	own, err := store.OpenReadOnly(ctx, s.Path(), store.Config{})
	must(t, err)
	defer own.Close() //nolint:errcheck // only read
	problems, err := own.Check(ctx, false)
	must(t, err)
	for _, p := range problems {
		t.Errorf("after %s: %v", after, p)
	}
}

// TestTotalsAreExact changes a database in every way that readings, findings, bodies and the ledger change, at random,
// and compares lists and totals with what they are made from after each step.
func TestTotalsAreExact(t *testing.T) {
	s := panel(t)
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // nothing is secret
	states := []report.State{report.StateOverdue, report.StateBlocked, report.StateConsistent, report.StateNotFound}
	reader := 1
	read := func(change func(*report.Report)) {
		for _, p := range pending(t, s, fmt.Sprint(reader)) {
			r := readingOf(p)
			if r.Report.Year = 2021 + random.IntN(3); r.Body.Key == "" {
				r.Body = &panelBodies[random.IntN(3)]
			}
			r.Report.Reader, r.Own = fmt.Sprint(reader), random.IntN(2) == 0
			change(r.Report)
			must(t, save(s, r))
		}
	}
	steps := []struct {
		name string
		do   func()
	}{
		{"a further reader", func() {
			reader++
			read(func(r *report.Report) { r.Findings = r.Findings[:random.IntN(1+len(r.Findings))] })
		}},
		{"a document of another body", func() {
			publish(t, s, fmt.Sprintf("http://a.test/rival/%d", random.IntN(1e6)), fmt.Sprint("rival ", random.IntN(1e6)))
			read(func(*report.Report) {})
		}},
		{"findings between reports", func() { between(t, s) }},
		{"fewer of them", func() {
			_, err := s.SaveAcross(ctx, []store.Area{{Code: "990101"}})
			must(t, err)
		}},
		{"a body that lies elsewhere", func() {
			body := panelBodies[random.IntN(3)]
			body.Division = []string{"990101001", "990101", "990302", "990402003"}[random.IntN(4)]
			must(t, s.SaveBodies(ctx, []store.BodyRef{body}))
		}},
		{"another ledger", func() {
			var entries []store.LedgerEntry
			for _, ref := range panelBodies {
				b, err := s.BodyByKey(ctx, ref.Key)
				must(t, err)
				for year := 2019; year <= 2023; year++ {
					if random.IntN(3) > 0 {
						entries = append(entries, entry(b, year, states[random.IntN(4)]))
					}
				}
			}
			_, err := s.SaveLedger(ctx, store.LedgerOf(entries))
			must(t, err)
		}},
		{"a corrected value", func() {
			all, err := s.Reports(ctx, store.Filter{})
			must(t, err)
			c := store.Correction{Digest: all[random.IntN(len(all))].Document.Digest, Key: granted, Value: report.Int(int64(random.IntN(100))), Who: "甲", Why: "test", When: noon}
			must(t, s.Correct(ctx, []store.Correction{c}, nil))
			read(func(*report.Report) {})
		}},
		{"readings of another key, and back", func() {
			to := panelBodies[0]
			to.Key = fmt.Sprint("moved", random.IntN(1e6))
			must(t, s.Rekey(ctx, []store.Rekeyed{{Body: panelBodies[0].Key, To: to}}))
			exact(t, s, "a rekey")
			must(t, s.Rekey(ctx, []store.Rekeyed{{Body: to.Key, To: panelBodies[0]}}))
		}},
	}
	for n := range 60 {
		step := steps[(n+random.IntN(2))%len(steps)]
		step.do()
		exact(t, s, step.name)
	}
	for _, f := range []store.Filter{{}, {Division: "99"}, {Division: "990101"}, {Division: "990101001"}, {From: 2022, To: 2022}, {Division: "9901", From: 2023, To: 2023}} {
		counted := map[string]int64{}
		relations, err := s.Relations(ctx, f.Division, f.From)
		must(t, err)
		for _, r := range relations {
			counted[fmt.Sprint(r.Across, r.Relation)] = r.Findings
		}
		findings, err := s.Findings(ctx, f)
		must(t, err)
		for _, x := range findings {
			counted["false"+x.Relation]--
		}
		across, err := s.Across(ctx, f)
		must(t, err)
		for _, x := range across {
			counted["true"+x.Relation]--
		}
		for relation, n := range counted {
			if n != 0 {
				t.Errorf("%+v, %s: %d more counted than listed", f, relation, n)
			}
		}
		if len(f.Division) <= 2 && (len(findings) == 0 || len(across) == 0) {
			t.Errorf("%+v: %d findings, %d between reports", f, len(findings), len(across))
		}
	}
}
