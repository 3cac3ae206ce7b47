// Package exporttest makes small datasets for tests of what is exported.
package exporttest

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

// Noon is when the pages of Sample are handed in.
var Noon = time.Date(2025, 2, 1, 4, 0, 0, 0, time.UTC)

// Cells of Sample that are odd: not applicable, unreadable, a count with a fraction, an amount.
var (
	Received = report.Key{Table: report.Applications, Row: report.RowReceived, Column: report.ColumnPerson}
	Carried  = report.Key{Table: report.Applications, Row: report.RowCarriedIn, Column: report.ColumnPerson}
	Granted  = report.Key{Table: report.Applications, Row: report.RowGranted, Column: report.ColumnPerson}
	Fees     = report.Key{Table: report.Disclosure, Row: report.RowFees, Column: report.ColumnAmount}
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Given is a report of a body.
type Given struct {
	Body   store.BodyRef
	Report *report.Report
	Moment time.Time // when its page was handed in
}

// Sample is a report in form 2021 whose cells hold their index, with some oddities.
func Sample(body string, year int) Given {
	r := &report.Report{
		Reader: "1", Year: year, Title: "某镇年度报告", Status: report.Flagged, Agency: report.Agency{Name: "云溪镇", Scope: report.ScopeOrgan},
		Forms:    report.Forms{report.Edition2021, report.Edition2021, report.Edition2021},
		Sections: []report.Section{{Number: 1, Title: "总体情况", Text: "全年收到申请3件。"}},
		Claims:   []report.Claim{{Meaning: Received.String(), Value: report.Int(3), Sentence: "全年收到申请3件。"}},
		Findings: []report.Finding{{Relation: report.RuleCount, Severity: report.Error, Cells: []report.Key{Carried}, Message: "无法读取"}},
	}
	r.Published, _ = report.NewDate(year+1, 1, 16)
	for _, k := range r.Forms.Keys() {
		*r.Cells.At(k) = report.Cell{
			State: report.Printed, Value: report.Int(int64(k.Index())), Raw: fmt.Sprint(k.Index()),
			Place: report.Place{Table: 2, Row: 3, Column: 4, Start: 10, End: 12},
		}
	}
	amount, _ := report.ParseNumber("513555.45")
	*r.Cells.At(Fees) = report.Cell{State: report.Printed, Value: amount, Raw: "513555.45", Unit: report.Unit{Name: "万元", Source: report.UnitForm}}
	*r.Cells.At(Received) = report.Cell{State: report.NA, Raw: "-"}
	*r.Cells.At(Carried) = report.Cell{State: report.Unreadable, Raw: "+cmd|' /C calc'!A0"}
	half, _ := report.ParseNumber("3.5")
	*r.Cells.At(Granted) = report.Cell{State: report.Printed, Value: half, Raw: "3.5"}
	return Given{store.BodyRef{Key: body, Name: "云溪镇", Kind: "township", Division: body}, r, Noon}
}

// Filled gives a store with the reports, entered in this order.
func Filled(t testing.TB, reports ...Given) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "test.db"), store.Config{})
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	Add(t, s, reports...)
	return s
}

// Add enters reports into a store: their pages are handed in, unless they are there already, and read.
func Add(t testing.TB, s *store.Store, reports ...Given) {
	t.Helper()
	for _, g := range reports {
		address := g.address()
		p := page.Page{Body: []byte("page of " + address), Facts: page.Facts{URL: address, Fetched: g.Moment}}
		must(t, s.Deposit(context.Background(), p, store.By{Who: "test", Why: "test", When: g.Moment}))
	}
	waiting := map[string]map[string]store.Document{} // by reader and address
	for _, g := range reports {
		if waiting[g.Report.Reader] == nil {
			waiting[g.Report.Reader] = documents(t, s, g.Report.Reader)
		}
		document, waits := waiting[g.Report.Reader][g.address()]
		if !waits {
			t.Fatalf("%s does not wait to be read", g.address())
		}
		must(t, s.SaveReadings(context.Background(), []store.Reading{{Document: document, Report: g.Report, Body: &g.Body}}))
	}
}

func documents(t testing.TB, s *store.Store, reader string) map[string]store.Document {
	pending, err := s.Pending(context.Background(), reader, 1<<20)
	must(t, err)
	by := make(map[string]store.Document, len(pending))
	for _, p := range pending {
		by[p.Document.URL] = p.Document
	}
	return by
}

func (g *Given) address() string {
	return fmt.Sprintf("http://a.test/%s/%d", g.Body.Key, g.Report.Year)
}
