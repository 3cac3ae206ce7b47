package store_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

var county = store.BodyRef{Key: "990101001", Name: "云溪镇人民政府", Kind: "town", Division: "990101001", Parent: "990101"}

// equalReports compares as a reader of the data would: an empty list is none, and a text that may stand in any
// database has no NUL.
var equalReports = []cmp.Option{
	cmpopts.EquateEmpty(), cmp.Comparer(func(a, b report.Number) bool { return a == b }),
}

func TestAnyReportComesBackAsItWasSaved(t *testing.T) {
	s, run := started(t, store.Config{Gap: -1})
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		archived(t, s, run, noon, document(fmt.Sprintf("http://a.test/%d", n)))
		p := pending(t, s, "1")[0]
		r := arbitrary(rt)
		must(t, save(s, store.Reading{Document: p.Document, Report: r, Body: &county}))
		all, err := s.Reports(ctx, store.Filter{All: true})
		must(t, err)
		var id int64
		for _, one := range all {
			if one.Document == p.Document {
				id = one.ID
			}
		}
		got, err := s.Report(ctx, id)
		must(t, err)
		wanted := *r
		wanted.Findings = nil
		for _, f := range r.Findings { // texts of findings stand in columns
			f.Relation, f.Message = strings.ReplaceAll(f.Relation, "\x00", "\uFFFD"), strings.ReplaceAll(f.Message, "\x00", "\uFFFD")
			wanted.Findings = append(wanted.Findings, f)
		}
		if diff := cmp.Diff(&wanted, got, equalReports...); diff != "" {
			rt.Fatalf("(-saved +loaded):\n%s", diff)
		}
	})
}
