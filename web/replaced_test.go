package web_test

import (
	"database/sql"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"github.com/nianbao/nianbao/web"
)

// TestDatabaseReplaced holds that nothing is told of a database that is not there any more, or that a newer program
// migrated: not from what is kept either.
func TestDatabaseReplaced(t *testing.T) {
	content, err := os.ReadFile(crawled)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		do   func(path string) error
	}{
		{"replaced", func(path string) error { return os.Rename(path+".new", path) }},
		{"removed", os.Remove},
		{"migrated", func(path string) error {
			db, err := sql.Open("sqlite", path)
			if err != nil {
				return err
			}
			defer db.Close() //nolint:errcheck // of the test
			_, err = db.ExecContext(t.Context(), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)")
			return err
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "a.db")
			for _, p := range []string{path, path + ".new"} {
				if err := os.WriteFile(p, content, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			h, err := web.New(web.Config{Store: reader(t, path)})
			if err != nil {
				t.Fatal(err)
			}
			keeping, err := web.New(web.Config{Store: reader(t, path), Fresh: time.Hour})
			if err != nil {
				t.Fatal(err)
			}
			check := func(h http.Handler, want int, addresses ...string) {
				t.Helper()
				for _, address := range addresses {
					if answer := get(t, h, address); answer.Code != want {
						t.Errorf("%s: %d, want %d", address, answer.Code, want)
					}
				}
			}
			all := []string{"/", "/healthz", "/api/v1/reports", "/report/4/2023", "/codebook"}
			check(h, http.StatusOK, all...)
			check(keeping, http.StatusOK, "/")
			if err := c.do(path); err != nil {
				t.Fatal(err)
			}
			check(h, http.StatusServiceUnavailable, all...)
			if c.name != "migrated" { // what is kept was right when it was made
				check(keeping, http.StatusServiceUnavailable, "/")
			}
		})
	}
}
