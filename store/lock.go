package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/store/internal/filelock"
)

// lockWriting makes this process the only one that writes to the database: it holds a lock of the operating
// system on the file PATH.lock beside the database itself, which stays behind, unlocked, when the process ends. The file tells the process
// id of its holder.
func lockWriting(path string) (*os.File, error) {
	file, err := os.OpenFile(actual(path)+".lock", os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	held, err := filelock.Try(file)
	switch {
	case err != nil:
		return nil, errors.Join(fmt.Errorf("%s: %w", file.Name(), err), file.Close())
	case !held:
		return nil, errors.Join(fmt.Errorf("%s: %w%s", path, ErrLocked, holder(file)), file.Close())
	}
	if err = sign(file); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", file.Name(), err), file.Close())
	}
	return file, nil
}

// actual follows symbolic links, so that a database has one lock under all its names; what is not there yet keeps
// its name.
func actual(path string) string {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		return target
	}
	return path
}

// sign writes who holds the lock.
func sign(file *os.File) error {
	if err := file.Truncate(0); err != nil {
		return err
	}
	_, err := file.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	return err
}

// holder names the process that the lock file names, if it does.
func holder(file *os.File) string {
	var text [32]byte
	n, _ := file.ReadAt(text[:], 0)
	pid := strings.TrimSpace(string(text[:n]))
	if _, err := strconv.Atoi(pid); err != nil {
		return ""
	}
	return " (process " + pid + ")"
}
