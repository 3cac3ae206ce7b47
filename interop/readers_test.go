package interop_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestDuckDB counts and adds up the same tables in csv, parquet and JSON lines.
func TestDuckDB(t *testing.T) {
	need(t, "node")
	folder := dataset(t)
	ask := func(query string) string { return runs(t, folder, query, "node", here(t, "query.mjs")) }
	for _, name := range []string{"wide", "wide_states", "long", "indicators", "findings", "claims", "ledger", "bodies", "body_attributes", "versions", "breaks"} {
		rows := len(table(t, filepath.Join(folder, "csv", name+".csv"))) - 1
		query := fmt.Sprintf("SELECT (SELECT count(*) FROM 'parquet/%[1]s.parquet') AS parquet, (SELECT count(*) FROM 'csv/%[1]s.csv') AS csv", name)
		if got, want := ask(query), fmt.Sprintf("parquet | csv\n%d | %d\n", rows, rows); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	const sums = `SELECT sum(value)::DECIMAL(18,2) AS total, count(value) AS numbers, count(DISTINCT state) AS states,
		sum(checks)::BIGINT AS checks, count(*) FILTER (doubted) AS doubted FROM `
	if csv, parquet := ask(sums+"'csv/long.csv'"), ask(sums+"'parquet/long.parquet'"); csv != parquet || strings.Contains(csv, "| 0 |") {
		t.Errorf("csv:\n%sparquet:\n%s", csv, parquet)
	}
	const types = `SELECT typeof(published), typeof(year), typeof(app_received_total), typeof(dis_fees_amount), typeof(division) FROM 'parquet/wide.parquet' LIMIT 1`
	if got := ask(types); !strings.HasSuffix(got, "\nDATE | BIGINT | BIGINT | DECIMAL(38,19) | VARCHAR\n") {
		t.Errorf("types: %s", got)
	}
	const reports = `SELECT count(*) AS n, sum((report->'cells'->'applications.received.total'->>'value')::BIGINT)::BIGINT AS received
		FROM read_json('jsonl/reports.jsonl', maximum_object_size = 100000000, columns = {body: 'VARCHAR', report: 'JSON'})`
	const wide = `SELECT count(*) AS n, sum(app_received_total)::BIGINT AS received FROM 'parquet/wide.parquet'`
	if a, b := ask(reports), ask(wide); a != b || !strings.HasPrefix(a, "n | received\n48 | ") {
		t.Errorf("jsonl: %s, parquet: %s", a, b)
	}
}

// TestLibreOffice opens the workbook, writes every sheet as csv, and finds what the csv export has.
func TestLibreOffice(t *testing.T) {
	need(t, "soffice")
	folder := dataset(t)
	out := t.TempDir()
	runs(t, folder, "", "soffice", "--headless", "-env:UserInstallation=file://"+filepath.Join(scratch, "office"), "--convert-to",
		"csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1", "--outdir", out, "xlsx/nianbao.xlsx")
	compared := 0
	for _, name := range []string{"wide", "wide_states", "findings", "ledger", "bodies", "body_attributes", "versions", "breaks"} {
		want, got := table(t, filepath.Join(folder, "csv", name+".csv")), table(t, filepath.Join(out, "nianbao-"+name+".csv"))
		if len(got) != len(want) {
			t.Errorf("%s: %d rows, want %d", name, len(got), len(want))
			continue
		}
		for i := range want {
			for j := range want[i] {
				compared++
				if a, b := got[i][j], strings.TrimPrefix(want[i][j], "'"); a != b && !strings.EqualFold(a, b) {
					t.Errorf("%s row %d %s: %q, want %q", name, i, want[0][j], a, b)
				}
			}
		}
	}
	if compared < 20_000 {
		t.Errorf("%d values were compared", compared)
	}
	if _, err := os.Stat(filepath.Join(out, "nianbao-说明.csv")); err != nil {
		t.Error(err)
	}
}

// TestWARC lists every record with warcio, which checks the digests of the payloads.
func TestWARC(t *testing.T) {
	need(t, "node")
	folder := dataset(t)
	out := runs(t, folder, "", "node", here(t, "warc.mjs"), "warc/nianbao.warc.gz")
	kinds := map[string]int{}
	for line := range strings.Lines(out) {
		kind, _, _ := strings.Cut(line, " ")
		kinds[kind]++
	}
	pages := kinds["response"]
	if pages < 50 || kinds["request"] != pages || kinds["metadata"] != pages || kinds["warcinfo"] != 1 || len(kinds) != 4 {
		t.Errorf("%v", kinds)
	}
}

// TestLoaders loads the package with R and with Python and compares counts, sums and reasons with the files.
func TestLoaders(t *testing.T) {
	need(t, "python3", "Rscript")
	folder := filepath.Join(dataset(t), "package")
	wide, states := table(t, filepath.Join(folder, "data", "wide.csv")), table(t, filepath.Join(folder, "data", "wide_states.csv"))
	column := func(name string) int { return slices.Index(wide[0], name) }
	sum, blanks := 0, 0
	for i := range wide[1:] {
		n, _ := strconv.Atoi(wide[i+1][column("app_received_total")])
		sum += n
		for j, name := range wide[0] {
			if states[i+1][j] == "blank" && wide[i+1][j] == "" && !strings.HasSuffix(name, "_unit") {
				blanks++
			}
		}
	}
	want := fmt.Sprintf("48 %d %d %s organ 48 applications: received – total 件\n", sum, blanks, wide[1][column("published")])
	if sum == 0 || blanks == 0 {
		t.Fatalf("nothing to compare: %q", want)
	}
	inR := `source("load.R"); nb <- nianbao_load(); x <- nb$wide$app_received_total
		stopifnot(inherits(nb$wide$published, "Date"), is.factor(nb$wide$scope), is.logical(nb$long$doubted))
		cat(nrow(nb$wide), sum(x, na.rm = TRUE), sum(nianbao_reasons(nb)$state == "blank"), format(nb$wide$published[1]),
			as.character(nb$wide$scope[1]), sum(nianbao_zero(nb, "blank")$year > 0), attr(x, "label"), attr(x, "unit"))
		cat("\n")`
	if got := runs(t, folder, inR, "Rscript", "-"); got != want {
		t.Errorf("R: %q, want %q", got, want)
	}
	inPython := `
import datetime, load
wide = load.with_reasons()
assert isinstance(wide[0]["published"], datetime.date) and isinstance(wide[0]["year"], int)
assert all(not m for row in wide for m in row.values() if isinstance(m, load.Missing))
received = [row["app_received_total"] for row in wide]
blanks = sum(m == "blank" for row in wide for m in row.values() if isinstance(m, load.Missing))
unit = [c["unit"] for c in load.codebook("wide") if c["column"] == "app_received_total"][0]
print(len(wide), sum(n for n in received if n), blanks, wide[0]["published"], wide[0]["scope"],
      sum(row["year"] > 0 for row in wide), load.label("wide", "app_received_total")[1], unit)
`
	if got := runs(t, folder, inPython, "python3", "-"); got != want {
		t.Errorf("Python: %q, want %q", got, want)
	}
}
