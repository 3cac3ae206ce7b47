package web_test

import (
	"encoding/csv"
	"net/http"
	"testing"
)

// TestReportsAsCSV takes every table of an area away and counts its rows.
func TestReportsAsCSV(t *testing.T) {
	h := zooPages(t)
	for _, table := range []string{"wide", "wide_states", "long", "reports", "findings"} {
		answer := get(t, h, "/downloads/reports.csv?in=990124&years=2022-2023&table="+table)
		if answer.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", table, answer.Code, answer.Body)
		}
		rows, err := csv.NewReader(answer.Body).ReadAll()
		if err != nil || len(rows) < 10 || rows[0][0] == "" {
			t.Errorf("%s: %d rows, %v", table, len(rows), err)
		}
	}
}
