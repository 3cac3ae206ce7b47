package export_test

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/store/export"
	"github.com/nianbao/nianbao/store/export/exporttest"
)

func TestEveryColumnIsNamedAndLabelled(t *testing.T) {
	form := regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	for _, o := range []export.Options{{}, {Fetched: true}, {NoProse: true}} {
		for _, table := range export.Tables(&o) {
			seen := map[string]bool{}
			for _, c := range table.Columns {
				switch {
				case seen[c.Name]:
					t.Errorf("%s.%s stands twice", table.Name, c.Name)
				case !form.MatchString(c.Name) || len(c.Name) > export.NameLimit:
					t.Errorf("%s.%s: a name that Stata does not take", table.Name, c.Name)
				case c.Label == "" || c.English == "":
					t.Errorf("%s.%s lacks a label", table.Name, c.Name)
				}
				seen[c.Name] = true
			}
			for _, name := range table.Key {
				if !seen[name] {
					t.Errorf("%s has no column %s of its key", table.Name, name)
				}
			}
			if table.Label == "" || table.English == "" || table.About == "" {
				t.Errorf("table %s is not explained", table.Name)
			}
		}
	}
	for _, k := range report.Keys() {
		if len(k.Variable()+"_st") > export.NameLimit {
			t.Errorf("%s_st is too long for Stata", k.Variable())
		}
	}
}

func TestWideAndItsTwin(t *testing.T) {
	s := exporttest.Filled(t, exporttest.Sample("990101001", 2023), exporttest.Sample("990101002", 2022))
	folder := wrote(t, s, "csv", export.Options{})
	head, rows := records(t, filepath.Join(folder, "wide.csv"))
	twinHead, twins := records(t, filepath.Join(folder, "wide_states.csv"))
	if !slices.Equal(head, twinHead) || len(rows) != 2 || len(twins) != 2 {
		t.Fatalf("wide has %d × %d, wide_states %d × %d", len(rows), len(head), len(twins), len(twinHead))
	}
	cases := []struct{ column, value, state string }{
		{"body", "990101001", "990101001"},
		{"year", "2023", "2023"},
		{"published", "2024-01-16", "2024-01-16"},
		{"dis_fees_amount", "513555.45", "printed"},
		{"dis_fees_amount_unit", "万元", "form"},
		{"dis_fees_amount_yuan", "5135554500", "printed"},
		{"dis_procurement_amount", "", "not_in_form"},
		{"app_received_person", "", "na"},
		{"app_carried_in_person", "", "unreadable"},
		{"app_granted_person", "", "not_whole"}, // 3.5 is no count; it stands in long
		{"app_granted_business", fmt.Sprint(granted.Index() + 1), "printed"},
	}
	for _, c := range cases {
		if rows[0][c.column] != c.value || twins[0][c.column] != c.state {
			t.Errorf("%s is %q (%s), want %q (%s)", c.column, rows[0][c.column], twins[0][c.column], c.value, c.state)
		}
	}
	for _, k := range report.Keys() {
		if !slices.Contains(head, k.Variable()) {
			t.Errorf("no column for %s", k)
		}
	}
	if slices.Contains(head, "fetched") {
		t.Error("a moment of fetching in the file")
	}
}

// TestTwinOfTablesThatAreNotThere says why nothing of a table is known, and not that its form has no such cell.
func TestTwinOfTablesThatAreNotThere(t *testing.T) {
	for want, change := range map[string]func(*report.Report){
		"table_missing": func(r *report.Report) { r.Status = report.Partial },
		"before_forms":  func(r *report.Report) { r.Status, r.Year = report.Narrative, 2017 },
		"not_read":      func(r *report.Report) { r.Status = report.ImageOnly },
	} {
		t.Run(want, func(t *testing.T) {
			g := exporttest.Sample("990101001", 2023)
			g.Report.Forms[report.Disputes] = report.NoEdition
			for _, k := range report.Keys() {
				if k.Table == report.Disputes {
					*g.Report.Cells.At(k) = report.Cell{}
				}
			}
			change(g.Report)
			_, rows := records(t, filepath.Join(wrote(t, exporttest.Filled(t, g), "csv", export.Options{}), "wide_states.csv"))
			for _, k := range report.Keys() {
				if got := rows[0][k.Variable()]; (got == want) != (k.Table == report.Disputes) {
					t.Errorf("%s is %q", k, got)
				}
			}
		})
	}
}

func TestLongHasEveryCellOfTheForm(t *testing.T) {
	s := exporttest.Filled(t, exporttest.Sample("990101001", 2023))
	_, rows := records(t, filepath.Join(wrote(t, s, "csv", export.Options{Tables: []string{"long"}}), "long.csv"))
	byKey := map[string]map[string]string{}
	for _, row := range rows {
		byKey[row["key"]] = row
	}
	if forms := exporttest.Sample("", 2023).Report.Forms; len(rows) != len(forms.Keys()) || byKey[projects.String()] != nil {
		t.Errorf("%d rows, want %d", len(rows), len(forms.Keys()))
	}
	cases := []struct {
		key          report.Key
		column, want string
	}{
		{fees, "value", "513555.45"},
		{fees, "unit", "万元"},
		{fees, "unit_source", "form"},
		{fees, "variable", "dis_fees_amount"},
		{received, "value", ""},
		{received, "raw", "-"},
		{received, "state", "na"},
		{received, "place_table", ""},
		{carried, "raw", "'+cmd|' /C calc'!A0"},
		{carried, "doubted", "true"},
		{carried, "state", "unreadable"},
		{granted, "value", "3.5"},
		{granted, "place_start", ""},
		{granted, "doubted", "false"},
	}
	for _, c := range cases {
		if got := byKey[c.key.String()][c.column]; got != c.want {
			t.Errorf("%s of %s is %q, want %q", c.column, c.key, got, c.want)
		}
	}
}

func TestIndicatorsShowTheirOperands(t *testing.T) {
	s := exporttest.Filled(t, exporttest.Sample("990101001", 2023))
	_, rows := records(t, filepath.Join(wrote(t, s, "csv", export.Options{}), "indicators.csv"))
	by := map[string]map[string]string{}
	for _, row := range rows {
		by[row["indicator"]] = row
	}
	total := func(r report.Row) int {
		return report.Key{Table: report.Applications, Row: r, Column: report.ColumnTotal}.Index()
	}
	g, p, n := total(report.RowGranted), total(report.RowPartial), total(report.RowTotal)
	rate := by["disclosure_rate"]
	operands := fmt.Sprintf("(applications.granted.total=%d +applications.partial.total=%d) ÷ applications.total.total=%d", g, p, n)
	if rate["n"] != fmt.Sprint(g+p) || rate["d"] != fmt.Sprint(n) || rate["operands"] != operands || rate["null_reason"] != "" || rate["unit"] != "" {
		t.Errorf("disclosure rate: %v", rate)
	}
	if ratio := by["reconsideration_rate"]; ratio["value"] == "" || ratio["unit"] != "" {
		t.Errorf("a quotient shown in per cent is n ÷ N here, without a unit: %v", ratio)
	}
	share := by["person_share"]
	if share["value"] != "" || share["n"] != "" || share["null_reason"] != "missing" || share["missing"] != received.String() {
		t.Errorf("a share without its numerator: %v", share)
	}
	if len(rows) != len(report.AllIndicators()) {
		t.Errorf("%d rows", len(rows))
	}
}

func TestFilters(t *testing.T) {
	other := exporttest.Sample("330101001", 2023)
	other.Report.Agency.Scope, other.Report.Status, other.Body.Kind = report.ScopeArea, report.Partial, "department"
	s := exporttest.Filled(t, exporttest.Sample("990101001", 2023), exporttest.Sample("990101001", 2022), exporttest.Sample("990102001", 2023), other)
	cases := map[string]struct {
		filter store.Filter
		want   int
	}{
		"all":         {store.Filter{}, 4},
		"division":    {store.Filter{Division: "9901"}, 3},
		"subdivision": {store.Filter{Division: "990102"}, 1},
		"years":       {store.Filter{From: 2023, To: 2023}, 3},
		"scope":       {store.Filter{Scopes: []report.Scope{report.ScopeArea}}, 1},
		"status":      {store.Filter{Statuses: []report.Status{report.Flagged}}, 3},
		"kind":        {store.Filter{Kind: "department"}, 1},
		"none":        {store.Filter{Kind: "zone"}, 0},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, result := exported(t, s, "jsonl", export.Options{Filter: c.filter, Tables: []string{"wide"}})
			if len(result.Counts) != 1 || result.Counts[0] != (export.Count{Table: "wide", Rows: c.want}) {
				t.Errorf("%+v", result.Counts)
			}
		})
	}
	o := export.Options{Tables: []string{"nonsense"}}
	if err := o.Validate(); err == nil {
		t.Error("a table that there is not was taken")
	}
	o = export.Options{Tables: []string{"sections"}, NoProse: true}
	if err := o.Validate(); err == nil {
		t.Error("prose was taken where it is left out")
	}
}

// TestPlacesInProse holds that what is known of the place of a number stands in the file, and that unknown bytes are no zeros.
func TestPlacesInProse(t *testing.T) {
	sample := exporttest.Sample("990101001", 2023)
	sample.Report.Claims = []report.Claim{
		{Meaning: "applications.received.total", Value: report.Int(3), Sentence: "新收申请3件。", Place: report.Place{Row: 8, Column: 2}},
		{Meaning: "applications.carried_out.total", Value: report.Int(1), Sentence: "结转1件。", Place: report.Place{Row: 9, Column: 1, Start: 70, End: 71}},
	}
	s := exporttest.Filled(t, sample)
	_, rows := records(t, filepath.Join(wrote(t, s, "csv", export.Options{Tables: []string{"claims"}}), "claims.csv"))
	want := [][]string{{"0", "8", "2", "", ""}, {"0", "9", "1", "70", "71"}}
	for i, row := range rows {
		got := []string{row["place_table"], row["place_row"], row["place_column"], row["place_start"], row["place_end"]}
		if !slices.Equal(got, want[i]) {
			t.Errorf("%s stands at %q, want %q", row["meaning"], got, want[i])
		}
	}
	if len(rows) != len(want) {
		t.Errorf("%d rows", len(rows))
	}
}
