package main

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/nianbao/nianbao/store"
)

// TestReopening holds that a server answers from the database that is at its path, and from none while there is none.
func TestReopening(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.db")
	for _, name := range []string{"a.db", "b.db"} {
		db, err := store.Open(t.Context(), filepath.Join(dir, name), store.Config{})
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	times := 0
	r := &reopening{log: slog.New(slog.DiscardHandler), open: func() (*opened, error) {
		db, err := store.OpenReadOnly(t.Context(), path, store.Config{})
		if err != nil {
			return nil, err
		}
		times++
		return &opened{db: db, pages: http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
			if _, err := db.Runs(q.Context(), 1); err != nil {
				t.Error(err)
			}
		})}, nil
	}}
	var err error
	if r.now, err = r.open(); err != nil {
		t.Fatal(err)
	}
	defer r.close() //nolint:errcheck // only read
	step := func(name string, do func() error, status, opened int) {
		t.Helper()
		if err := do(); err != nil {
			t.Fatal(err)
		}
		r.tried = time.Time{}
		w := httptest.NewRecorder()
		r.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil))
		if w.Code != status || times != opened {
			t.Errorf("%s: %d, opened %d times; want %d, %d", name, w.Code, times, status, opened)
		}
	}
	step("as it was", func() error { return nil }, http.StatusOK, 1)
	step("another one in its place", func() error { return os.Rename(filepath.Join(dir, "b.db"), path) }, http.StatusOK, 2)
	step("none", func() error { return os.Rename(path, path+".away") }, http.StatusServiceUnavailable, 2)
	step("something else", func() error { return os.WriteFile(path, []byte("a copy that has only begun"), 0o600) }, http.StatusServiceUnavailable, 2)
	step("back again", func() error { return os.Rename(path+".away", path) }, http.StatusOK, 2)
}
