package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Size is what the database takes on the disk, in bytes: the file and what was written ahead of it.
func (s *Store) Size() (int64, error) {
	var size int64
	for _, name := range []string{s.path, s.path + "-wal"} {
		info, err := os.Stat(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return 0, err
		}
		size += info.Size()
	}
	return size, nil
}

// Free is how many bytes the disk of the database still takes from this user.
func (s *Store) Free() (int64, error) { return freeAt(filepath.Dir(s.path)) }
