package export_test

import (
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/store/export"
)

var (
	ctx  = context.Background()
	noon = time.Date(2025, 2, 1, 4, 0, 0, 0, time.UTC)

	received = report.Key{Table: report.Applications, Row: report.RowReceived, Column: report.ColumnPerson}
	carried  = report.Key{Table: report.Applications, Row: report.RowCarriedIn, Column: report.ColumnPerson}
	granted  = report.Key{Table: report.Applications, Row: report.RowGranted, Column: report.ColumnPerson}
	fees     = report.Key{Table: report.Disclosure, Row: report.RowFees, Column: report.ColumnAmount}
	projects = report.Key{Table: report.Disclosure, Row: report.RowProcurement, Column: report.ColumnProjects}
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// given is a report of a body.
type given struct {
	body   store.BodyRef
	report *report.Report
	moment time.Time
}

// sample is a report in form 2021 whose cells hold their index, with some oddities.
func sample(body string, year int) given {
	r := &report.Report{
		Reader: "1", Year: year, Title: "某镇年度报告", Status: report.Flagged, Agency: report.Agency{Name: "云溪镇", Scope: report.ScopeOrgan},
		Forms:    report.Forms{report.Edition2021, report.Edition2021, report.Edition2021},
		Sections: []report.Section{{Number: 1, Title: "总体情况", Text: "全年收到申请3件。"}},
		Claims:   []report.Claim{{Meaning: received.String(), Value: report.Int(3), Sentence: "全年收到申请3件。"}},
		Findings: []report.Finding{{Relation: report.RuleCount, Severity: report.Error, Cells: []report.Key{carried}, Message: "无法读取"}},
	}
	r.Published, _ = report.NewDate(year+1, 1, 16)
	for _, k := range r.Forms.Keys() {
		*r.Cells.At(k) = report.Cell{
			State: report.Printed, Value: report.Int(int64(k.Index())), Raw: fmt.Sprint(k.Index()),
			Place: report.Place{Table: 2, Row: 3, Column: 4, Start: 10, End: 12},
		}
	}
	amount, _ := report.ParseNumber("513555.45")
	*r.Cells.At(fees) = report.Cell{State: report.Printed, Value: amount, Raw: "513555.45", Unit: report.Unit{Name: "万元", Source: report.UnitForm}}
	*r.Cells.At(received) = report.Cell{State: report.NA, Raw: "-"}
	*r.Cells.At(carried) = report.Cell{State: report.Unreadable, Raw: "+cmd|' /C calc'!A0"}
	half, _ := report.ParseNumber("3.5")
	*r.Cells.At(granted) = report.Cell{State: report.Printed, Value: half, Raw: "3.5"}
	return given{store.BodyRef{Key: body, Name: "云溪镇", Kind: "township", Division: body}, r, noon}
}

// filled gives a store with the reports, entered in this order.
func filled(t testing.TB, reports ...given) *store.Store {
	t.Helper()
	s, err := store.Open(ctx, filepath.Join(t.TempDir(), "test.db"), store.Config{})
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	for _, g := range reports {
		address := fmt.Sprintf("http://a.test/%s/%d", g.body.Key, g.report.Year)
		if g.report.Page.URL != "" {
			address = g.report.Page.URL
		}
		p := page.Page{Body: []byte("page of " + address + g.report.Title), Facts: page.Facts{URL: address, Fetched: g.moment}}
		must(t, s.Deposit(ctx, p, store.By{Who: "test", Why: "test", When: g.moment}))
	}
	for _, g := range reports {
		address := fmt.Sprintf("http://a.test/%s/%d", g.body.Key, g.report.Year)
		waiting, err := s.Pending(ctx, "1", 1000)
		must(t, err)
		i := slices.IndexFunc(waiting, func(p store.Pending) bool { return p.Document.URL == address })
		if i < 0 {
			t.Fatalf("%s does not wait to be read", address)
		}
		must(t, s.SaveReadings(ctx, []store.Reading{{Document: waiting[i].Document, Report: g.report, Body: &g.body}}))
	}
	return s
}

// wrote exports in a format and gives the folder.
func wrote(t testing.TB, s *store.Store, format string, o export.Options) string {
	t.Helper()
	folder, _ := exported(t, s, format, o)
	return folder
}

func exported(t testing.TB, s *store.Store, format string, o export.Options) (string, export.Result) {
	t.Helper()
	f, ok := export.FormatByName(format)
	if !ok {
		t.Fatalf("no format %q", format)
	}
	folder := t.TempDir()
	stage, err := export.NewStage(folder)
	must(t, err)
	result, err := f.Write(ctx, s, stage, o, export.Settings{})
	must(t, err)
	must(t, stage.Commit())
	return folder, result
}

// records reads a csv file as another program would.
func records(t testing.TB, path string) (head []string, rows []map[string]string) {
	t.Helper()
	content, err := os.ReadFile(path)
	must(t, err)
	all, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(content), "\uFEFF"))).ReadAll()
	must(t, err)
	for _, values := range all[1:] {
		row := map[string]string{}
		for i, v := range values {
			row[all[0][i]] = v
		}
		rows = append(rows, row)
	}
	return all[0], rows
}
