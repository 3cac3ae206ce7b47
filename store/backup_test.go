package store_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/nianbao/nianbao/store"
)

// TestABackupIsWholeWhileOthersWrite copies the database again and again while it is written to.
func TestABackupIsWholeWhileOthersWrite(t *testing.T) {
	s, run := started(t, store.Config{Gap: -1})
	file := filepath.Join(t.TempDir(), "copy.db")
	stop := make(chan struct{})
	var group sync.WaitGroup
	group.Go(func() {
		for n := 0; ; n++ {
			select {
			case <-stop:
				return
			default:
				archived(t, s, run, noon, hinted(fmt.Sprintf("http://a.test/%d", n)))
				for _, p := range pending(t, s, "1") {
					must(t, save(s, readingOf(p)))
				}
			}
		}
	})
	sizes := map[int]bool{}
	for range 4 {
		ro, err := store.OpenReadOnly(ctx, s.Path(), store.Config{})
		must(t, err)
		must(t, ro.Backup(ctx, file))
		must(t, ro.Close())
		c := healthy(t, file)
		all, err := c.Reports(ctx, store.Filter{All: true})
		must(t, err)
		sizes[len(all)] = true
		must(t, c.Close())
	}
	close(stop)
	group.Wait()
	must(t, s.Backup(ctx, file))
	if dump(t, healthy(t, file)) != dump(t, s) {
		t.Error("the copy differs")
	}
	if others, _ := filepath.Glob(file + ".*"); len(others) > 0 {
		t.Errorf("left behind: %v", others)
	}
	// A copy is a database like any other.
	again := open(t, file, store.Config{})
	_, err := again.StartRun(ctx, store.RunInfo{}, noon)
	must(t, err)
}

func TestWhatABackupDoesNotReplace(t *testing.T) {
	s, _ := started(t, store.Config{})
	dir := t.TempDir()
	text := filepath.Join(dir, "text")
	must(t, os.WriteFile(text, []byte("notes of a person"), 0o644))
	link := filepath.Join(dir, "link.db")
	must(t, os.Symlink(s.Path(), link))
	for name, file := range map[string]string{
		"itself": s.Path(), "itself by a link": link, "a text": text, "a folder": dir, "its log": s.Path() + "-wal", "its lock": s.Path() + ".lock", "in no folder": filepath.Join(dir, "none", "x.db"),
	} {
		if err := s.Backup(ctx, file); err == nil {
			t.Errorf("%s: replaced", name)
		}
	}
	if content, err := os.ReadFile(text); err != nil || string(content) != "notes of a person" {
		t.Errorf("the text is %q, %v", content, err)
	}
	healthy(t, s.Path())
}

func TestAStoppedBackupLeavesTheEarlierOne(t *testing.T) {
	s, run := started(t, store.Config{Gap: -1})
	file := filepath.Join(t.TempDir(), "copy.db")
	must(t, s.Backup(ctx, file))
	before, err := os.ReadFile(file)
	must(t, err)
	archived(t, s, run, noon, hinted("http://a.test/1"))
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	want(t, s.Backup(stopped, file), context.Canceled, file)
	after, err := os.ReadFile(file)
	must(t, err)
	if string(before) != string(after) {
		t.Error("the earlier copy was changed")
	}
	must(t, os.WriteFile(file+".partial", []byte("of a backup that was killed"), 0o644))
	must(t, s.Backup(ctx, file))
	healthy(t, file)
}

// TestABackupOverADatabaseOfAKilledProgram holds that what a killed program left in the write-ahead log of the file that
// is replaced never becomes part of the copy.
func TestABackupOverADatabaseOfAKilledProgram(t *testing.T) {
	other, run := started(t, store.Config{Gap: -1})
	for n := range 20 {
		archived(t, other, run, noon, hinted(fmt.Sprintf("http://b.test/%d", n)))
	}
	s, run := started(t, store.Config{Gap: -1})
	archived(t, s, run, noon, hinted("http://a.test/1"))
	for _, parts := range [][]string{{"", "-wal"}, {"-wal"}} {
		file := filepath.Join(t.TempDir(), "copy.db")
		for _, part := range parts {
			content, err := os.ReadFile(other.Path() + part)
			must(t, err)
			if len(content) == 0 {
				t.Fatalf("%q of the other database is empty", part)
			}
			must(t, os.WriteFile(file+part, content, 0o644))
		}
		must(t, s.Backup(ctx, file))
		if dump(t, healthy(t, file)) != dump(t, s) {
			t.Errorf("over %q: the copy differs", parts)
		}
	}
}

// TestABackupOverADatabaseThatIsWritten holds that a database to which another program writes is not replaced under it.
func TestABackupOverADatabaseThatIsWritten(t *testing.T) {
	s, _ := started(t, store.Config{})
	other, _ := started(t, store.Config{})
	want(t, s.Backup(ctx, other.Path()), store.ErrLocked)
	must(t, other.Close())
	must(t, s.Backup(ctx, other.Path()))
	if dump(t, healthy(t, other.Path())) != dump(t, s) {
		t.Error("the copy differs")
	}
}
