//go:build unix

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
	"syscall"
	"testing"

	"github.com/nianbao/nianbao/store"
)

// nobody is a user who owns nothing; a test that runs as root becomes it, since root may write everywhere.
const nobody = 65534

// look reads everything that stands in a database.
func look(path string) error {
	s, err := store.OpenReadOnly(ctx, path, store.Config{})
	if err != nil {
		return err
	}
	_, err = s.Bodies(ctx, store.BodyFilter{})
	return errors.Join(err, s.Dump(ctx, os.Stdout), s.Close())
}

// looking lets a child without rights read a database; it gives the dump and what the child says of errors.
func looking(t *testing.T, path string) (dump, trouble string) {
	t.Helper()
	own, err := os.ReadFile(os.Args[0])
	must(t, err)
	program := filepath.Join(filepath.Dir(filepath.Dir(path)), "look.test")
	must(t, os.WriteFile(program, own, 0o755)) //nolint:gosec // a program that others run
	child := exec.Command(program)
	child.Env = append(os.Environ(), childVariable+"="+path, taskVariable+"=look error 0")
	if os.Geteuid() == 0 {
		child.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
	var out, stderr bytes.Buffer
	child.Stdout, child.Stderr = &out, &stderr
	if err := child.Run(); err != nil && stderr.Len() == 0 {
		t.Fatal(err)
	}
	return out.String(), stderr.String()
}

func TestADatabaseInAFolderThatCantBeWrittenIsRead(t *testing.T) {
	base, err := os.MkdirTemp("", "closed") // a folder of the test itself is closed to others
	must(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(base) })
	must(t, os.Chmod(base, 0o755)) //nolint:gosec // others are to look into it
	folder := filepath.Join(base, "closed")
	must(t, os.Mkdir(folder, 0o755)) //nolint:gosec // others are to look into it
	path := filepath.Join(folder, "a.db")
	must(t, crawl(path, io.Discard))
	wanted := dump(t, healthy(t, path))
	for _, left := range []string{"-wal", "-shm"} {
		_ = os.Remove(path + left) // of the reader above
	}
	must(t, os.Chmod(folder, 0o555))                  //nolint:gosec // as above
	t.Cleanup(func() { _ = os.Chmod(folder, 0o755) }) //nolint:gosec // so that it can be removed
	if got, trouble := looking(t, path); got != wanted {
		t.Errorf("%d bytes of %d; %s", len(got), len(wanted), trouble)
	}
	must(t, os.Chmod(folder, 0o755)) //nolint:gosec // as above
	must(t, os.WriteFile(path+"-wal", []byte("changes"), 0o644))
	must(t, os.Chmod(folder, 0o555)) //nolint:gosec // as above
	if got, trouble := looking(t, path); got != "" || !strings.Contains(trouble, "a.db-wal holds changes that are not in the file yet") {
		t.Error(fmt.Sprintf("%d bytes; ", len(got)), trouble)
	}
}
