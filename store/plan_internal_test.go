package store

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestMainQueriesUseIndexes holds that what a person waits for goes through an index and not over every row: of each
// statement, the plan that SQLite makes has the one and not the other. Without statistics plans do not depend on sizes.
func TestMainQueriesUseIndexes(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "plan.db"), Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // a database of the test
	listed := func(columns string, kind kindOfRows) func(Filter) func() (string, []any) {
		return func(f Filter) func() (string, []any) {
			return func() (string, []any) {
				text, values := f.rows(kind)
				return "SELECT " + columns + text, values
			}
		}
	}
	reports, findings, across := listed(summaryColumns, rowsOfReadings), listed(summaryColumns+findingColumns, rowsOfFindings), listed("x.ordinal", rowsOfAcross)
	ledger := func(f LedgerFilter) func() (string, []any) {
		return func() (string, []any) {
			text, values := f.rows()
			return ledgerColumns + text, values
		}
	}
	search := func(q SearchQuery) (string, []any) { return q.candidates(phrasesOf(q.Text), 1000) }
	text := func(q query, values ...any) func() (string, []any) {
		return func() (string, []any) { return string(q), values }
	}
	area, province := Filter{Division: "990101", From: 2020, To: 2020}, Filter{Division: "99", From: 2020, To: 2022}
	for _, c := range []struct {
		name      string
		make      func() (string, []any)
		has, lack string // what stands in the plan; nothing for any
	}{
		{"compare a county", reports(area), "readings_body (body_id=? AND year", "SCAN"},
		{"compare a province", reports(province), "readings_body (body_id=? AND year", "SCAN"},
		{"show", reports(Filter{Body: "1", From: 2020, To: 2020}), "readings_body (body_id=? AND year", "SCAN"},
		{"every reading of a body", reports(Filter{Body: "1", All: true}), "readings_body (body_id=?", "SCAN"},
		{"findings of a county", findings(area), "readings_body (body_id=?", "SCAN"},
		{"findings between reports of a county", across(area), "readings_body (body_id=?", "SCAN"},
		{"a page of all reports of a year", reports(Filter{From: 2020, To: 2020, Limit: 100, Offset: 1000}), "SCAN b USING COVERING INDEX sqlite_autoindex_bodies_1", "SCAN r"},
		{"a page of all findings", findings(Filter{Limit: 100}), "SEARCH l USING PRIMARY KEY (across=?)", "SCAN r"},
		{"a page of all findings between reports", across(Filter{Limit: 100}), "SEARCH l USING PRIMARY KEY (across=?)", "SCAN r"},
		{"health of some sources", text(sqlSources, 50, 0), "COVERING INDEX frontier_health (source=?", "SCAN f\n"},
		{"years of some sources", text(sqlSourceYears, 50, 0), "frontier_source (source=?", "SCAN r"},
		{"how far a run is", text(sqlProgress, 1), "COVERING INDEX frontier_run (run_id=? AND state=?)", "SCAN f"},
		{"ledger of a county", ledger(LedgerFilter{Division: "990101", From: 2020, To: 2020}), "bodies_division", "SCAN"},
		{"ledger of a body", ledger(LedgerFilter{Body: "1"}), "(key=?)", "SCAN"},
		{"ledger, a page of it", ledger(LedgerFilter{From: 2020, To: 2020, Limit: 100}), "sqlite_autoindex_bodies_1", "SCAN l"},
		{"search", func() (string, []any) { return search(SearchQuery{Text: "公开"}) }, "search VIRTUAL TABLE INDEX", "TEMP B-TREE"},
		{"search in a county", func() (string, []any) {
			return search(SearchQuery{Text: "公开", Division: "990101", From: 2020, To: 2020})
		}, "SEARCH b USING INTEGER PRIMARY KEY", "TEMP B-TREE"},
		{"what is said of a body", func() (string, []any) {
			f := AttributeFilter{Body: "1", Kind: "name"}
			w := f.where()
			return f.selection() + w.text() + attributeOrder, w.values
		}, "readings_body (body_id=?", "SCAN readings"},
		{"whole names and codes", text(sqlMatchExactly, "a", 1), "bodies_credit_code", "SCAN bodies"},
		{"parts of names", text(sqlMatchPart, "a", 1), "COVERING INDEX bodies_name", ""},
		{"other names", text(sqlMatchSaid, "a", 1, "b"), "COVERING INDEX register_attributes_name", ""},
		{"bodies of an area", text(sqlBodiesIn, "1", "2", 1), "bodies_division", "SCAN"},
		{"totals of an area", text(sqlAreaTotals, 2, 2020, "99", "9:"), "ledger_totals_year (year=? AND area>?", "SCAN"},
		{"the newest reports", text(sqlNewest, 1), "SCAN r", "TEMP B-TREE"},
		{"statuses", text(sqlStatuses), "COVERING INDEX readings_year", "GROUP BY"},
		{"totals of the ledger", text(sqlLedgerTotals), "PRIMARY KEY (area=?)", "TEMP B-TREE"},
		{"years", text(sqlYears), "SEARCH x USING COVERING INDEX ledger_year (year<?)", "SCAN readings"},
	} {
		t.Run(c.name, func(t *testing.T) {
			statement, values := c.make()
			plan := planOf(t, s, statement, values)
			if !strings.Contains(plan, c.has) || c.lack != "" && strings.Contains(plan, c.lack) {
				t.Errorf("plan of %s:\n%s", statement, plan)
			}
		})
	}
}

func planOf(t *testing.T, s *Store, text string, values []any) string {
	t.Helper()
	rows, err := s.readers.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+text, values...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close() //nolint:errcheck // rows.Err tells
	var plan strings.Builder
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		plan.WriteString("  " + detail + "\n")
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return plan.String()
}
