package export_test

import (
	"database/sql"
	"path/filepath"
	"testing"

	"github.com/nianbao/nianbao/store/export"
	"github.com/nianbao/nianbao/store/export/exporttest"
)

// TestSearchOfTheSQLiteExport finds words of two characters with SQL alone.
func TestSearchOfTheSQLiteExport(t *testing.T) {
	one, other := exporttest.Sample("990101001", 2023), exporttest.Sample("990101002", 2022)
	one.Report.Sections[0].Text, one.Report.Sections[0].Title = "信访与诉讼,App 3.0。", "问题"
	other.Report.Sections[0].Text = "访信,诉与讼。"
	folder := wrote(t, exporttest.Filled(t, one, other), "sqlite", export.Options{Tables: []string{"sections"}})
	db, err := sql.Open("sqlite", filepath.Join(folder, "nianbao.sqlite"))
	must(t, err)
	defer db.Close() //nolint:errcheck // only read
	for match, want := range map[string]int{
		`"信 访"`: 2023, `"诉 讼" AND "信 访"`: 2023, `"访 信"`: 2022, `heading: "问 题"`: 2023, `heading: "信 访"`: 0, `app`: 2023, `"诉 讼" NOT "信 访"`: 0,
	} {
		var count, year int
		err := db.QueryRowContext(t.Context(), `SELECT count(*), coalesce(max(s.year), 0) FROM search JOIN sections s ON s.rowid = search.rowid WHERE search MATCH ?1`, match).Scan(&count, &year)
		must(t, err)
		if year != want || count > 1 {
			t.Errorf("%s: %d rows, the last of %d, want %d", match, count, year, want)
		}
	}
}
