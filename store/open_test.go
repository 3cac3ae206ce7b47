package store_test

import (
	"bytes"
	"context"
	"database/sql"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

func TestWhatIsNoDatabaseStaysAsItIs(t *testing.T) {
	foreign := filepath.Join(t.TempDir(), "foreign.db")
	db, err := sql.Open("sqlite", foreign)
	must(t, err)
	_, err = db.Exec("CREATE TABLE x (y)")
	must(t, err)
	must(t, db.Close())
	theirs, err := os.ReadFile(foreign)
	must(t, err)

	cases := []struct {
		name    string
		content []byte
		err     error
	}{
		{"text", []byte("one line that is no database\n"), store.ErrNotDatabase},
		{"long text", bytes.Repeat([]byte("2023年政府信息公开工作年度报告\n"), 1000), store.ErrNotDatabase},
		{"one byte", []byte("x"), store.ErrNotDatabase},
		{"another program's database", theirs, store.ErrNotDatabase},
		{"a header cut off", theirs[:60], store.ErrCorrupt},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "nianbao.db")
			must(t, os.WriteFile(path, c.content, 0o644))
			for _, open := range []func(context.Context, string, store.Config) (*store.Store, error){store.Open, store.OpenReadOnly} {
				_, err := open(ctx, path, store.Config{})
				want(t, err, c.err, path)
				if bytes.ContainsAny([]byte(err.Error()), "\n") {
					t.Errorf("more than one line: %v", err)
				}
			}
			after, err := os.ReadFile(path)
			must(t, err)
			if !bytes.Equal(c.content, after) {
				t.Error("the file was changed")
			}
			if others, _ := filepath.Glob(path + "*"); len(others) != 1 {
				t.Errorf("left behind: %v", others)
			}
		})
	}
}

func TestPathsThatCannotBeOpened(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	must(t, os.WriteFile(file, nil, 0o644))
	cases := []struct {
		name, path string
		err        error
	}{
		{"a folder", dir, store.ErrNotDatabase},
		{"in no folder", filepath.Join(dir, "none", "nianbao.db"), fs.ErrNotExist},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := store.Open(ctx, c.path, store.Config{})
			want(t, err, c.err)
		})
	}
	if _, err := store.Open(ctx, filepath.Join(file, "nianbao.db"), store.Config{}); err == nil {
		t.Error("opened inside a file")
	}
	_, err := store.OpenReadOnly(ctx, filepath.Join(dir, "nianbao.db"), store.Config{})
	want(t, err, fs.ErrNotExist, "nianbao.db")
	if _, err := store.Open(ctx, filepath.Join(dir, "x.db"), store.Config{Batch: -1}); err == nil {
		t.Error("a negative batch was taken")
	}
}

func TestAnOddPathIsOpenedUnderItsOwnName(t *testing.T) {
	path := filepath.Join(t.TempDir(), "年报?mode=ro&x=#1%41 b.db")
	s := open(t, path, store.Config{})
	_, err := s.StartRun(ctx, store.RunInfo{}, noon)
	must(t, err)
	if info, err := os.Stat(path); err != nil || info.Size() == 0 {
		t.Errorf("the database is not at its path: %v", err)
	}
}

func TestANewerSchemaIsRefusedAndUntouched(t *testing.T) {
	s := fresh(t, store.Config{})
	must(t, s.Close())
	alter(t, s.Path(), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, 1)")
	before, err := os.ReadFile(s.Path())
	must(t, err)
	_, err = store.Open(ctx, s.Path(), store.Config{})
	want(t, err, store.ErrNewer, s.Path(), "99999")
	_, err = store.OpenReadOnly(ctx, s.Path(), store.Config{})
	want(t, err, store.ErrNewer, s.Path(), "99999")
	after, err := os.ReadFile(s.Path())
	must(t, err)
	if !bytes.Equal(before, after) {
		t.Error("the file was changed")
	}
}

func TestAFileThatWasOnlyBegunIsFinished(t *testing.T) {
	for _, done := range []string{"", "PRAGMA application_id = 1851941231", "PRAGMA journal_mode = WAL"} {
		path := filepath.Join(t.TempDir(), "begun.db")
		must(t, os.WriteFile(path, nil, 0o644))
		if done != "" {
			alter(t, path, "PRAGMA application_id = 1851941231", done)
		}
		s := open(t, path, store.Config{})
		_, err := s.StartRun(ctx, store.RunInfo{}, noon)
		must(t, err)
	}
}

// alter changes the database as only a test does.
func alter(t testing.TB, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	must(t, err)
	defer func() { _ = db.Close() }()
	for _, q := range statements {
		_, err := db.Exec(q)
		must(t, err)
	}
}

func TestOneWriterAndAnyNumberOfReaders(t *testing.T) {
	s, run := started(t, store.Config{Gap: -1})
	_, err := store.Open(ctx, s.Path(), store.Config{})
	want(t, err, store.ErrLocked, s.Path(), "another nianbao is writing", "process")

	ro, err := store.OpenReadOnly(ctx, s.Path(), store.Config{})
	must(t, err)
	defer func() { _ = ro.Close() }()
	archived(t, s, run, noon, document("http://a.test/1"))
	if got, err := ro.Pending(ctx, "1", 10); err != nil || len(got) != 1 {
		t.Errorf("the reader does not see what was written: %d, %v", len(got), err)
	}
	_, err = ro.StartRun(ctx, store.RunInfo{}, noon)
	want(t, err, store.ErrReadOnly)
	want(t, ro.SaveRobots(ctx, "a.test", page.Robots{}, 0, noon), store.ErrReadOnly)

	must(t, s.Close())
	must(t, open(t, s.Path(), store.Config{}).Close())
}
