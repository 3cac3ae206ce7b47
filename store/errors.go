package store

import (
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Errors that callers tell apart with errors.Is.
var (
	ErrNotDatabase = errors.New("no nianbao database")
	ErrEmpty       = errors.New("the file is empty: no database was ever written to it; nianbao crawl or nianbao demo makes one")
	ErrNewer       = errors.New("written by a newer nianbao")
	ErrOlder       = errors.New("written by an older nianbao")
	ErrLocked      = errors.New("another nianbao is writing to it")
	ErrReadOnly    = errors.New("the store is open for reading only")
	ErrFull        = errors.New("no room left for the database")
	ErrCorrupt     = errors.New("the database is damaged")
	ErrReplaced    = errors.New("the file was replaced, moved or removed after it was opened")
	ErrNotFound    = errors.New("not in the store")
	ErrNotLeased   = errors.New("the host is not leased")
	ErrNoRun       = errors.New("the run was not started or resumed")
)

// explain puts the store's own error beside one of SQLite where callers can act on it.
func explain(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() & 0xff { // the low byte is the primary result code
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("%w: %w", ErrFull, err)
	case sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("%w: %w", ErrNotDatabase, err)
	case sqlite3.SQLITE_BUSY:
		return fmt.Errorf("another program holds it; wait until that is done and try again: %w", err)
	case sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	return err
}
