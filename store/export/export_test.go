package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/store/export"
)

// reading is a report in form 2021 whose cells hold their index, with some oddities.
func reading(body string, year int) store.Loaded {
	r := &report.Report{
		Reader: "1", Year: year, Title: "=HYPERLINK(\"http://a.test\")", Status: report.Flagged,
		Forms: report.Forms{report.Edition2021, report.Edition2021, report.Edition2021},
		Page:  report.Origin{URL: "http://a.test/" + body, Fetched: "2024-01-01T00:00:00Z"},
	}
	for _, k := range r.Forms.Keys() {
		*r.Cells.At(k) = report.Cell{
			State: report.Printed, Value: report.Int(int64(k.Index())), Raw: fmt.Sprint(k.Index()),
			Place: report.Place{Table: 2, Row: 3, Column: 4, Start: 10, End: 12},
		}
	}
	fees := r.Cells.At(report.Key{Table: report.Disclosure, Row: report.RowFees, Column: report.ColumnAmount})
	fees.Value, _ = report.ParseNumber("513555.45")
	fees.Unit = report.Unit{Name: "万元", Source: report.UnitForm}
	*r.Cells.At(received) = report.Cell{State: report.NA, Raw: "-"}
	*r.Cells.At(carried) = report.Cell{State: report.Unreadable, Raw: "+cmd|' /C calc'!A0\xff\x00"}
	return store.Loaded{Report: r, Summary: store.Summary{
		Body: store.Body{BodyRef: store.BodyRef{Key: body, Name: "云溪镇,\"甲\"\n", Division: "990101001"}},
		Year: year, Status: report.Flagged, Standing: store.Current, Forms: r.Forms, Title: r.Title, Agency: "＝1+1", Errors: 2,
		Document: store.Document{URL: "http://a.test/" + body, Digest: page.DigestOf(nil)}, Fetched: r.Page.Fetched, Reader: "1",
	}}
}

var (
	received = report.Key{Table: report.Applications, Row: report.RowReceived, Column: report.ColumnPerson}
	carried  = report.Key{Table: report.Applications, Row: report.RowCarriedIn, Column: report.ColumnPerson}
)

func readings(list ...store.Loaded) export.Readings {
	return func(yield func(store.Loaded, error) bool) {
		for _, l := range list {
			if !yield(l, nil) {
				return
			}
		}
	}
}

// records reads a csv file as another program would.
func records(t *testing.T, text string) (head []string, rows []map[string]string) {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, values := range all[1:] {
		row := map[string]string{}
		for i, v := range values {
			row[all[0][i]] = v
		}
		rows = append(rows, row)
	}
	return all[0], rows
}

func TestWide(t *testing.T) {
	var out bytes.Buffer
	result, err := export.Wide(&out, readings(reading("990101001", 2023), reading("990101002", 0)), export.Options{})
	if err != nil || result.Reports != 2 || result.Rows != 2 {
		t.Fatal(result, err)
	}
	head, rows := records(t, out.String())
	seen := map[string]bool{}
	for _, name := range head {
		if seen[name] || len(name) > 32 {
			t.Errorf("column %q stands twice or is too long", name)
		}
		seen[name] = true
	}
	want := map[string]string{
		"body": "990101001", "body_name": "云溪镇,\"甲\"\n", "year": "2023", "status": "flagged", "scope": "unknown", "errors": "2",
		"title": "'=HYPERLINK(\"http://a.test\")", "agency": "'＝1+1", "published": "", "form_disputes": "2021",
		"dis_fees_amount": "513555.45", "dis_fees_amount_unit": "万元", "dis_fees_amount_yuan": "5135554500",
		"dis_procurement_amount": "", "dis_procurement_amount_st": "not_in_form", "dis_procurement_amount_yuan": "",
		"app_received_person": "", "app_received_person_st": "na", "app_carried_in_person_st": "unreadable",
		"app_total_total": fmt.Sprint(report.Key{Table: report.Applications, Row: report.RowTotal, Column: report.ColumnTotal}.Index()),
	}
	for name, value := range want {
		if rows[0][name] != value {
			t.Errorf("%s is %q, want %q", name, rows[0][name], value)
		}
	}
	if rows[1]["year"] != "" || rows[1]["body"] != "990101002" {
		t.Errorf("the second row: %q of %q", rows[1]["body"], rows[1]["year"])
	}
	for _, k := range report.Keys() {
		if !seen[k.Variable()] || !seen[k.Variable()+"_st"] {
			t.Errorf("no columns for %s", k)
		}
	}
	if seen["fetched"] {
		t.Error("a moment of fetching in the file")
	}
	wantChange := export.Change{Row: 1, Column: "title", Text: "=HYPERLINK(\"http://a.test\")"}
	if len(result.Defused) != 4 || result.Defused[0] != wantChange {
		t.Errorf("changes: %+v", result.Defused)
	}
}

func TestLong(t *testing.T) {
	var out bytes.Buffer
	l := reading("990101001", 2023)
	l.Report.Findings = []report.Finding{{Severity: report.Error, Cells: []report.Key{carried}}}
	result, err := export.Long(&out, readings(l), export.Options{Fetched: true})
	if err != nil || result.Reports != 1 || result.Rows != len(l.Forms.Keys()) {
		t.Fatal(result, err)
	}
	_, rows := records(t, out.String())
	byKey := map[string]map[string]string{}
	for _, row := range rows {
		byKey[row["key"]] = row
	}
	cases := []struct{ key, column, want string }{
		{"disclosure.fees.amount", "value", "513555.45"},
		{"disclosure.fees.amount", "unit", "万元"},
		{"disclosure.fees.amount", "unit_source", "form"},
		{"disclosure.fees.amount", "variable", "dis_fees_amount"},
		{"disclosure.fees.amount", "place_table", "2"},
		{"disclosure.fees.amount", "place_end", "12"},
		{"disclosure.fees.amount", "fetched", "2024-01-01T00:00:00Z"},
		{received.String(), "raw", "-"},
		{received.String(), "state", "na"},
		{received.String(), "value", ""},
		{received.String(), "doubted", "false"},
		{carried.String(), "raw", "'+cmd|' /C calc'!A0\uFFFD\uFFFD"},
		{carried.String(), "doubted", "true"},
	}
	for _, c := range cases {
		if got := byKey[c.key][c.column]; got != c.want {
			t.Errorf("%s of %s is %q, want %q", c.column, c.key, got, c.want)
		}
	}
	if _, has := byKey["disclosure.procurement.amount"]; has {
		t.Error("a cell that the form does not have")
	}
}

func TestJSONLines(t *testing.T) {
	var out bytes.Buffer
	l := reading("990101001", 2023)
	*l.Report.Cells.At(carried) = report.Cell{State: report.Unreadable, Raw: "=<&>\n"}
	result, err := export.JSONLines(&out, readings(l, l), export.Options{})
	if err != nil || result.Reports != 2 {
		t.Fatal(result, err)
	}
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if len(lines) != 2 {
		t.Fatalf("%d lines", len(lines))
	}
	var got struct {
		Body   string
		URL    string
		Report report.Report
	}
	if err := json.Unmarshal([]byte(lines[0]), &got); err != nil {
		t.Fatal(err)
	}
	wanted := *l.Report
	wanted.Page.Fetched = ""
	if got.Body != "990101001" || got.URL != l.Document.URL || got.Report.Cells != wanted.Cells || got.Report.Page != wanted.Page {
		t.Errorf("not the report: %s", lines[0])
	}
	if l.Report.Page.Fetched == "" {
		t.Error("the caller's report was changed")
	}
}

func TestTheSameReadingsGiveTheSameBytes(t *testing.T) {
	for name, write := range map[string]func(io.Writer, export.Readings, export.Options) (export.Result, error){
		"wide": export.Wide, "long": export.Long, "jsonl": export.JSONLines,
	} {
		earlier, later := reading("990101001", 2023), reading("990101001", 2023)
		later.Fetched, later.Report.Page.Fetched = "2025-01-01T00:00:00Z", "2025-01-01T00:00:00Z"
		var a, b bytes.Buffer
		_, errA := write(&a, readings(earlier), export.Options{})
		_, errB := write(&b, readings(later), export.Options{})
		if errA != nil || errB != nil || a.Len() == 0 {
			t.Fatal(errA, errB)
		}
		if diff := cmp.Diff(a.String(), b.String()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestABrokenWalkOrWriterIsTold(t *testing.T) {
	broken := errors.New("broken")
	failing := func(yield func(store.Loaded, error) bool) {
		_ = yield(reading("1", 2023), nil) && yield(store.Loaded{}, broken)
	}
	for name, write := range map[string]func(io.Writer, export.Readings, export.Options) (export.Result, error){
		"wide": export.Wide, "long": export.Long, "jsonl": export.JSONLines,
	} {
		if _, err := write(io.Discard, failing, export.Options{}); !errors.Is(err, broken) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := write(refusing{}, readings(reading("1", 2023)), export.Options{BOM: true}); !errors.Is(err, errRefused) {
			t.Errorf("%s to a writer that refuses: %v", name, err)
		}
	}
}

var errRefused = errors.New("refused")

type refusing struct{}

func (refusing) Write([]byte) (int, error) { return 0, errRefused }

func TestAFileIsWholeOrTheOldOne(t *testing.T) {
	path := filepath.Join(t.TempDir(), "reports.csv")
	old := "old\n"
	if err := os.WriteFile(path, []byte(old), 0o644); err != nil {
		t.Fatal(err)
	}
	err := export.File(path, func(w io.Writer) error {
		_, _ = io.WriteString(w, "half of the new")
		return errRefused
	})
	if !errors.Is(err, errRefused) || !strings.Contains(err.Error(), path) {
		t.Errorf("error: %v", err)
	}
	expect := func(want string) {
		t.Helper()
		got, err := os.ReadFile(path)
		if err != nil || string(got) != want {
			t.Errorf("%q, %v; want %q", got, err, want)
		}
		if files, _ := os.ReadDir(filepath.Dir(path)); len(files) != 1 {
			t.Errorf("files: %v", files)
		}
	}
	expect(old)
	if err := export.File(path, func(w io.Writer) error { _, err := io.WriteString(w, "new\n"); return err }); err != nil {
		t.Error(err)
	}
	expect("new\n")
	if err := export.File(filepath.Join(path, "x.csv"), func(io.Writer) error { return nil }); err == nil {
		t.Error("wrote into a file as if it were a folder")
	}
	if err := export.File(filepath.Dir(path), func(io.Writer) error { return nil }); err == nil {
		t.Error("wrote over a folder")
	}
}
