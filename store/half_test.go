package store_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/nianbao/nianbao/store"
)

// A program that was killed while it made the database leaves a journal that only a writer can take back.
func TestADatabaseThatWasKilledInTheMakingIsFinished(t *testing.T) {
	folder := t.TempDir()
	made := filepath.Join(folder, "made.db")
	db, err := sql.Open("sqlite", made)
	must(t, err)
	defer func() { _ = db.Close() }()
	db.SetMaxOpenConns(1)
	for _, statement := range []string{
		"PRAGMA journal_mode = DELETE", "PRAGMA cache_size = 1", "PRAGMA application_id = " + strconv.Itoa(applicationIDOf(t)),
		"BEGIN", "CREATE TABLE half (text)", "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 400) INSERT INTO half SELECT hex(randomblob(500)) FROM n",
	} {
		_, err := db.ExecContext(ctx, statement)
		must(t, err)
	}
	path := filepath.Join(folder, "killed.db")
	for _, end := range []string{"", "-journal"} {
		bytes, err := os.ReadFile(made + end)
		must(t, err)
		must(t, os.WriteFile(path+end, bytes, 0o600))
	}
	if _, err := store.OpenReadOnly(ctx, path, store.Config{}); err == nil {
		t.Fatal("the journal is not in the way of a reader, so this proves nothing")
	}
	s := open(t, path, store.Config{})
	problems, err := s.Check(ctx, true)
	if err != nil || len(problems) > 0 {
		t.Error(err, problems)
	}
}

// applicationIDOf reads the mark of a database of ours.
func applicationIDOf(t *testing.T) (id int) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ours.db")
	s, err := store.Open(ctx, path, store.Config{})
	must(t, err)
	must(t, s.Close())
	db, err := sql.Open("sqlite", path)
	must(t, err)
	defer func() { _ = db.Close() }()
	must(t, db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id))
	return id
}
