package export_test

import (
	"context"
	"encoding/csv"
	"os"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/store/export"
	"github.com/nianbao/nianbao/store/export/exporttest"
)

var (
	ctx = context.Background()

	received, carried, granted, fees = exporttest.Received, exporttest.Carried, exporttest.Granted, exporttest.Fees
	projects                         = report.Key{Table: report.Disclosure, Row: report.RowProcurement, Column: report.ColumnProjects}
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
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
