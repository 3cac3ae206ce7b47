package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
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
	if err := os.Rename(partial, file); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(file))
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

func removeAll(partial string) error {
	var errs []error
	for _, suffix := range []string{"", "-journal", "-wal", "-shm"} {
		if err := os.Remove(partial + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
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
