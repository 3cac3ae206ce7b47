package interop_test

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	_ "modernc.org/sqlite"
)

const guide = "../docs/data.md"

// example matches an example that is run, and what it gives.
var example = regexp.MustCompile("(?s)<!-- run: (sqlite|duckdb|r|python) -->\n```[a-z]+\n(.*?)```\n\n```text\n(.*?)```\n")

// TestExamples runs the examples of the guide, each where it says that it is run: SQL in the database of the export,
// the others in the folder of the package.
func TestExamples(t *testing.T) {
	content, err := os.ReadFile(guide)
	must(t, err)
	folder := dataset(t)
	ran := map[string]int{}
	fresh := example.ReplaceAllStringFunc(string(content), func(part string) string {
		m := example.FindStringSubmatch(part)
		language, code, want := m[1], m[2], m[3]
		got := want
		t.Run(fmt.Sprintf("%s %d", language, ran[language]+1), func(t *testing.T) {
			got = runExample(t, folder, language, code)
			if diff := cmp.Diff(want, got); diff != "" && !*update {
				t.Errorf("the guide says otherwise (-guide +run):\n%s", diff)
			}
		})
		ran[language]++
		return strings.TrimSuffix(part, "```text\n"+want+"```\n") + "```text\n" + got + "```\n"
	})
	for _, language := range []string{"sqlite", "duckdb", "r", "python"} {
		if ran[language] == 0 {
			t.Errorf("no example in %s", language)
		}
	}
	if *update && fresh != string(content) {
		must(t, os.WriteFile(guide, []byte(fresh), 0o644))
		t.Error(guide, "written; look at it and run again without -update")
	}
}

func runExample(t *testing.T, folder, language, code string) string {
	t.Helper()
	inPackage := filepath.Join(folder, "package")
	switch language {
	case "duckdb":
		need(t, "node")
		return runs(t, inPackage, code, "node", here(t, "query.mjs"))
	case "r":
		need(t, "Rscript")
		return runs(t, inPackage, code, "Rscript", "-")
	case "python":
		need(t, "python3")
		return runs(t, inPackage, code, "python3", "-")
	}
	return query(t, filepath.Join(folder, "sqlite", "nianbao.sqlite"), code)
}

// query runs SQL in the exported database: names, then rows, columns parted by " | ".
func query(t *testing.T, path, text string) string {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	must(t, err)
	defer db.Close() //nolint:errcheck // only read
	rows, err := db.Query(text)
	must(t, err)
	defer rows.Close() //nolint:errcheck // only read
	names, err := rows.Columns()
	must(t, err)
	out := strings.Join(names, " | ") + "\n"
	for rows.Next() {
		values, into := make([]any, len(names)), make([]any, len(names))
		for i := range into {
			into[i] = &values[i]
		}
		must(t, rows.Scan(into...))
		texts := make([]string, len(names))
		for i, v := range values {
			if v != nil {
				texts[i] = fmt.Sprint(v)
			}
		}
		out += strings.Join(texts, " | ") + "\n"
	}
	must(t, rows.Err())
	return out
}
