package store_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// rounds is how often each kind of failure is tried, each time at another place.
var rounds = flag.Int("rounds", 2, "how many places each kind of failure is tried at")

// taskVariable tells a child what to do under a limit of file sizes: "crawl error 40960" is to crawl while a write
// beyond 40960 bytes of any file fails; with "die" such a write ends the process.
const taskVariable = "NIANBAO_STORE_TEST_TASK"

// limited is what the child does.
func limited(path, task string) error {
	var what, how string
	var limit uint64
	if _, err := fmt.Sscan(task, &what, &how, &limit); err != nil {
		return err
	}
	if how != "" && limit > 0 {
		if err := limitFiles(limit, how == "die"); err != nil {
			return err
		}
	}
	switch what {
	case "crawl":
		return crawl(path, io.Discard)
	case "migrate":
		s, err := store.Open(ctx, path, store.Config{})
		if err != nil {
			return err
		}
		return s.Close()
	case "look":
		return look(path)
	case "backup":
		s, err := store.OpenReadOnly(ctx, path, store.Config{})
		if err != nil {
			return err
		}
		return errors.Join(s.Backup(ctx, path+".copy"), s.Close())
	}
	return fmt.Errorf("no task %q", what)
}

// failing lets a child do something under a limit, and tells whether it failed.
func failing(t *testing.T, path, what, how string, limit int64) bool {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childVariable+"="+path, fmt.Sprintf("%s=%s %s %d", taskVariable, what, how, limit))
	var stderr bytes.Buffer
	child.Stderr = &stderr
	err := child.Run()
	if text := stderr.String(); err != nil && how == "error" && (strings.Contains(text, "panic:") || strings.Contains(text, "SIG")) {
		t.Errorf("%s under a limit of %d bytes did not end by itself: %s", what, limit, text)
	}
	return err != nil
}

// places calls try for the rounds with a limit below size and with both ways to fail, and wants that most of them fail.
func places(t *testing.T, size int64, try func(t *testing.T, how string, limit int64) bool) {
	failed := 0
	random := rand.New(rand.NewPCG(1, uint64(size))) //nolint:gosec // places of failures need no secrecy
	for n := range *rounds {
		how := []string{"error", "die"}[n%2]
		limit := random.Int64N(size)
		t.Run(fmt.Sprintf("%s at %d", how, limit), func(t *testing.T) {
			if try(t, how, limit) {
				failed++
			}
		})
	}
	if failed*2 < *rounds {
		t.Errorf("only %d of %d rounds failed", failed, *rounds)
	}
}

// lookedAt looks at what a failure left behind: no database, one that is not yet made, or a healthy one.
func lookedAt(t *testing.T, path string) {
	t.Helper()
	if _, _, err := store.SchemaOf(ctx, path); err == nil { // there is a database
		if s, err := store.OpenReadOnly(ctx, path, store.Config{}); err == nil {
			must(t, s.Close())
			must(t, healthy(t, path).Close())
		} else if !errors.Is(err, store.ErrOlder) {
			t.Error(err)
		}
	}
}

func TestAWriteThatFailsLeavesNothingHalfDone(t *testing.T) {
	whole := filepath.Join(t.TempDir(), "whole.db")
	must(t, crawl(whole, io.Discard))
	wanted := dump(t, healthy(t, whole))
	places(t, 3<<20, func(t *testing.T, how string, limit int64) bool {
		path := filepath.Join(t.TempDir(), "failed.db")
		failed := failing(t, path, "crawl", how, limit)
		lookedAt(t, path)
		must(t, crawl(path, io.Discard))
		if dump(t, healthy(t, path)) != wanted {
			t.Error("the dataset differs")
		}
		return failed
	})
}

func TestAFullDiskAtAnyPlace(t *testing.T) {
	whole := filepath.Join(t.TempDir(), "whole.db")
	must(t, crawl(whole, io.Discard))
	wanted := dump(t, healthy(t, whole))
	places(t, 4<<20, func(t *testing.T, _ string, limit int64) bool {
		path := filepath.Join(t.TempDir(), "full.db")
		err := crawlWith(path, io.Discard, store.Config{Gap: -1, Batch: 3, MaxBytes: limit + 1})
		if err != nil && !errors.Is(err, store.ErrFull) {
			t.Errorf("not told as a full disk: %v", err)
		}
		must(t, crawl(path, io.Discard)) // with room again
		if dump(t, healthy(t, path)) != wanted {
			t.Error("the dataset differs")
		}
		return err != nil
	})
}

func TestAMigrationThatFailsIsDoneByTheNextStart(t *testing.T) {
	places(t, 100<<10, func(t *testing.T, how string, limit int64) bool {
		path := unpacked(t, "schema-3.db.gz")
		failed := failing(t, path, "migrate", how, limit)
		must(t, open(t, path, store.Config{}).Close())
		s := healthy(t, path)
		all, err := s.Reports(ctx, store.Filter{All: true})
		must(t, err)
		if len(all) != 3 {
			t.Errorf("%d readings", len(all))
		}
		for _, one := range all {
			if r, err := s.Report(ctx, one.ID); err != nil || r.Status != report.Flagged && r.Status != report.Consistent {
				t.Errorf("%v %v", r, err)
			}
		}
		return failed
	})
}

func TestABackupThatFailsLeavesTheEarlierOne(t *testing.T) {
	path := filepath.Join(t.TempDir(), "whole.db")
	must(t, crawl(path, io.Discard))
	s := open(t, path, store.Config{})
	earlier := path + ".earlier"
	must(t, s.Backup(ctx, earlier))
	before, err := os.ReadFile(earlier)
	must(t, err)
	must(t, s.Close())
	places(t, int64(len(before)), func(t *testing.T, how string, limit int64) bool {
		must(t, os.WriteFile(path+".copy", before, 0o644))
		failed := failing(t, path, "backup", how, limit)
		after, err := os.ReadFile(path + ".copy")
		must(t, err)
		if !bytes.Equal(before, after) {
			must(t, healthy(t, path+".copy").Close())
		}
		s := healthy(t, path)
		must(t, s.Backup(ctx, path+".copy"))
		must(t, healthy(t, path+".copy").Close())
		if left, _ := filepath.Glob(path + ".copy.*"); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
		return failed
	})
}
