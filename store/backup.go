package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
)

// settingsOfBackup lets a connection write a copy, and nothing else: the database itself is open for reading.
const settingsOfBackup = "mode=ro&_defensive=1&_busy_timeout="

// Backup writes a copy of the database as it is at one moment, also while another program writes to it. The copy is
// made beside its name, checked, brought to the disk and only then renamed: under the name of the file stands the
// earlier copy or the whole new one, whenever the program may be killed. It replaces an earlier copy, and nothing
// that is no database of ours; the database can't be copied onto itself.
func (s *Store) Backup(ctx context.Context, file string) (err error) {
	if err := s.mayReplace(file); err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	partial := file + ".partial"
	if err := removeAll(partial); err != nil { // of a backup that was killed
		return fmt.Errorf("backup: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("backup %s: %w", file, err), removeAll(partial))
		}
	}()
	if err := s.copyTo(ctx, partial); err != nil {
		return err
	}
	if err := s.sound(ctx, partial); err != nil {
		return err
	}
	if err := syncFile(partial); err != nil {
		return err
	}
	if err := s.put(ctx, partial, file); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(file))
}

// put gives a whole copy its name. A program that was killed may have left a write-ahead log of what stood there: SQLite
// would take it for the copy's own. So it is brought into the earlier copy, which stays whole until it is replaced.
func (s *Store) put(ctx context.Context, partial, file string) (err error) {
	if exists(file) {
		free, err := unwritten(file)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, free()) }()
		_ = s.settle(ctx, file) // one that is too damaged for it is lost either way
	}
	if err := removeSidecars(file); err != nil {
		return err
	}
	return os.Rename(partial, file)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// unwritten holds others back from writing to a database until it is told to let go; ErrLocked when one does.
func unwritten(file string) (free func() error, err error) {
	if !exists(actual(file) + ".lock") {
		return func() error { return nil }, nil // nobody ever wrote to it under this name
	}
	lock, err := lockWriting(file)
	if err != nil {
		return nil, err
	}
	return lock.Close, nil
}

// settle brings the write-ahead log of a database into its file.
func (s *Store) settle(ctx context.Context, file string) error {
	dsn, err := address(file, "mode=rw&_busy_timeout="+strconv.FormatInt(s.config.Busy.Milliseconds(), 10))
	if err != nil {
		return err
	}
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	return errors.Join(err, db.Close())
}

// mayReplace tells whether a copy may take the name.
func (s *Store) mayReplace(file string) error {
	info, err := os.Stat(file)
	if errors.Is(err, fs.ErrNotExist) {
		return inspectFolder(filepath.Dir(file))
	}
	if err != nil {
		return err
	}
	own, err := os.Stat(s.path)
	if err != nil {
		return err
	}
	if os.SameFile(info, own) {
		return fmt.Errorf("%s is the database itself", file)
	}
	for _, suffix := range append(sidecars[:], ".lock") {
		if part, err := os.Stat(actual(s.path) + suffix); err == nil && os.SameFile(info, part) {
			return fmt.Errorf("%s belongs to the database itself", file)
		}
	}
	_, err = inspect(file)
	return err
}

// copyTo writes the copy, https://www.sqlite.org/lang_vacuum.html#vacuuminto.
func (s *Store) copyTo(ctx context.Context, partial string) error {
	db, err := s.connect(settingsOfBackup, 1)
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "VACUUM INTO $1", partial)
	if err != nil {
		err = failed(ctx, "copy", err)
	}
	return errors.Join(err, db.Close())
}

// sound checks that the copy can be read back.
func (s *Store) sound(ctx context.Context, partial string) error {
	dsn, err := address(partial, settingsOfReader+"0")
	if err != nil {
		return err
	}
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return err
	}
	var line string
	err = db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&line)
	if err == nil && line != "ok" {
		err = fmt.Errorf("%w: the copy: %s", ErrCorrupt, line)
	}
	return errors.Join(explain(err), db.Close())
}

// sidecars are what SQLite puts beside a database.
var sidecars = [...]string{"-journal", "-wal", "-shm"}

func removeAll(partial string) error {
	err := os.Remove(partial)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return errors.Join(err, removeSidecars(partial))
}

func removeSidecars(file string) error {
	var errs []error
	for _, suffix := range sidecars {
		if err := os.Remove(file + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

func syncFile(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}

// syncFolder brings a rename to the disk, where folders can be synced.
func syncFolder(path string) error {
	dir, err := os.Open(path)
	if err != nil {
		return err
	}
	_ = dir.Sync() // not every system can
	return dir.Close()
}
