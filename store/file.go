package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// applicationID marks our files in the header of SQLite ("nbao").
const applicationID = 0x6e62616f

// The header of a SQLite file, https://www.sqlite.org/fileformat2.html section 1.3.
const (
	headerSize  = 100
	headerMagic = "SQLite format 3\x00"
	headerAppID = 68
)

// inspect looks at the file without opening it as a database. It tells whether there is a database of ours;
// no file and an empty file are none, and no error.
func inspect(path string) (exists bool, err error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, inspectFolder(filepath.Dir(path))
	}
	if err != nil {
		return false, err
	}
	if info.IsDir() {
		return false, fmt.Errorf("%s is a folder: %w", path, ErrNotDatabase)
	}
	if !info.Mode().IsRegular() {
		return false, fmt.Errorf("%s is no regular file: %w", path, ErrNotDatabase)
	}
	if info.Size() == 0 {
		return false, nil
	}
	return true, inspectHeader(path)
}

// Holds tells whether there is a database of ours at a path.
func Holds(path string) bool {
	there, err := inspect(path)
	return there && err == nil
}

// noDatabase says what is at a path without a database: an empty file, or nothing.
func noDatabase(path string) error {
	if _, err := os.Stat(path); err == nil {
		return ErrEmpty
	}
	return fs.ErrNotExist
}

func inspectFolder(dir string) error {
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		return fmt.Errorf("%s is no folder", dir)
	}
	return err
}

func inspectHeader(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // it was only read
	var header [headerSize]byte
	if n, err := io.ReadFull(file, header[:]); err != nil || string(header[:len(headerMagic)]) != headerMagic {
		if err != nil && n > len(headerMagic) && string(header[:len(headerMagic)]) == headerMagic {
			return fmt.Errorf("%s ends in its header: %w", path, ErrCorrupt)
		}
		return fmt.Errorf("%s is no SQLite file: %w", path, ErrNotDatabase)
	}
	if id := binary.BigEndian.Uint32(header[headerAppID:]); id != applicationID {
		return fmt.Errorf("%s is a SQLite file of another program: %w", path, ErrNotDatabase)
	}
	return nil
}

// frozen tells whether the database must be looked at as a file that nobody changes: a reader of a write-ahead log has to
// make a file beside it (https://www.sqlite.org/wal.html, read-only databases), which it can't in a folder that can't be
// written. With a log that was not taken over, the file alone would lack the last changes; that is an error.
func frozen(path string) (bool, error) {
	if folderWritable(filepath.Dir(path)) {
		return false, nil
	}
	log, err := os.Stat(path + "-wal")
	if errors.Is(err, fs.ErrNotExist) || err == nil && log.Size() == 0 {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	if shared, err := os.Open(path + "-shm"); err == nil {
		return false, shared.Close() // its writer is at work, or left it: SQLite reads both
	}
	return false, fmt.Errorf("%s-wal holds changes that are not in the file yet, and the folder can't be written; "+
		"copy both files into one folder that can be, or let their owner run nianbao backup", path)
}

// address writes the file and its settings as a SQLite URI; the settings are constants of this package.
func address(path string, settings string) (string, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	absolute = filepath.ToSlash(absolute)
	if !strings.HasPrefix(absolute, "/") {
		absolute = "/" + absolute // a drive letter
	}
	return "file:" + (&url.URL{Path: absolute}).EscapedPath() + "?" + settings, nil
}

// Unchanged fails with ErrReplaced when the file at the path is not the one that was opened, for instance after a copy was
// moved over it: what is read then is of the past, and connections that are made later would be to another file.
func (s *Store) Unchanged() error {
	info, err := os.Stat(s.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: %w", s.path, ErrReplaced)
	case err != nil:
		return fmt.Errorf("store: %w", err)
	case !os.SameFile(info, s.file), s.frozen && (info.Size() != s.file.Size() || !info.ModTime().Equal(s.file.ModTime())):
		return fmt.Errorf("%s: %w", s.path, ErrReplaced)
	}
	return nil
}
