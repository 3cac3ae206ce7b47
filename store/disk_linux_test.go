package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// disk mounts a file system of a size in memory, which only root may; it is taken away with the test.
func disk(t *testing.T, size int64) string {
	t.Helper()
	folder := t.TempDir()
	err := unix.Mount("nianbao-test", folder, "tmpfs", 0, fmt.Sprintf("size=%d", size))
	if errors.Is(err, unix.EPERM) || errors.Is(err, unix.EACCES) {
		t.Skip("a file system of limited size can be mounted by root only")
	}
	must(t, err)
	t.Cleanup(func() { _ = unix.Unmount(folder, unix.MNT_DETACH) })
	return folder
}

// TestARealDiskThatIsFull crawls onto a file system that is too small, looks at what is there while it is still full, and
// crawls on when it has room.
func TestARealDiskThatIsFull(t *testing.T) {
	disk(t, 1<<20) // or skip
	whole := filepath.Join(t.TempDir(), "whole.db")
	must(t, crawl(whole, io.Discard))
	wanted := dump(t, healthy(t, whole))
	places(t, 6<<20, func(t *testing.T, _ string, limit int64) bool {
		folder := disk(t, limit+8192)
		path := filepath.Join(folder, "full.db")
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), childVariable+"="+path, taskVariable+"=crawl error 0")
		var stderr bytes.Buffer
		child.Stderr = &stderr
		err := child.Run()
		text := stderr.String()
		if err != nil && (strings.Contains(text, "panic:") || strings.Contains(text, "SIG") || text == "") {
			t.Errorf("a disk of %d bytes: %v, %.400s", limit, err, text)
		}
		must(t, unix.Mount("nianbao-test", folder, "tmpfs", unix.MS_REMOUNT, "size=64m"))
		lookedAt(t, path)
		must(t, crawl(path, io.Discard))
		s := healthy(t, path)
		if dump(t, s) != wanted {
			t.Error("the dataset differs")
		}
		must(t, s.Close())
		return err != nil
	})
}
