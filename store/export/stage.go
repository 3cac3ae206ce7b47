package export

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/nianbao/nianbao/store"
)

// Stage is a folder in which files grow that are not to be seen before all of them are whole. A program that is
// killed leaves at most a folder .nianbao.*.part behind, which the next one clears away; the files that were there before
// stay.
type Stage struct {
	into, dir, within string
	claim             *claim
	cleared           []string
}

// In gives the same stage for files in a folder below.
func (s *Stage) In(folder string) *Stage {
	below := *s
	below.within = filepath.Join(s.within, folder)
	return &below
}

// NewStage begins to write into a folder, which is made when it is not there. What killed programs left of their stages
// in it is cleared away.
func NewStage(folder string) (*Stage, error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	cleared := clearLeft(folder)
	c, err := claimIn(folder)
	if err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	if err := os.Mkdir(c.stage(), 0o700); err != nil {
		return nil, errors.Join(fmt.Errorf("export: %w", err), c.release())
	}
	return &Stage{into: folder, dir: c.stage(), claim: c, cleared: cleared}, nil
}

// Cleared names the folders that killed programs had left and that NewStage cleared away.
func (s *Stage) Cleared() []string { return s.cleared }

// Folder is where the files stand until they are whole.
func (s *Stage) Folder() string { return s.dir }

// Path gives the place of a file until it is whole, for programs that write by name.
func (s *Stage) Path(name string) string {
	return filepath.Join(s.dir, s.within, filepath.FromSlash(name))
}

// Create begins a file. Its Close tells whether everything reached the disk. A name that leads out of the stage, as a
// release of a forged database may have, is refused.
func (s *Stage) Create(name string) (io.WriteCloser, error) {
	if !filepath.IsLocal(filepath.Join(s.within, filepath.FromSlash(name))) {
		return nil, fmt.Errorf("export: %q is no name of a file in the folder", name)
	}
	if err := os.MkdirAll(filepath.Dir(s.Path(name)), 0o755); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(s.Path(name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, err
	}
	return &file{Writer: bufio.NewWriterSize(f, 1<<16), f: f}, nil
}

type file struct {
	*bufio.Writer
	f *os.File
}

// Close writes what is left and waits for the disk.
func (f *file) Close() error {
	return errors.Join(f.Flush(), f.f.Sync(), f.f.Close())
}

// Write writes a small file.
func (s *Stage) Write(name string, content []byte) error {
	out, err := s.Create(name)
	if err != nil {
		return err
	}
	_, err = out.Write(content)
	return errors.Join(err, out.Close())
}

// Files lists the files written so far, by name with slashes.
func (s *Stage) Files() (names []string, err error) {
	err = filepath.WalkDir(s.dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(s.dir, path)
		names = append(names, filepath.ToSlash(name))
		return err
	})
	return names, err
}

// Commit gives every file its place, each at once; files of other names stay. It replaces no database of nianbao, which may
// have the name of an export.
func (s *Stage) Commit() error {
	names, err := s.Files()
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	for _, name := range names {
		if to := filepath.Join(s.into, filepath.FromSlash(name)); store.Holds(to) {
			return fmt.Errorf("export: %s is a nianbao database; write to another folder or name", to)
		}
	}
	for _, name := range names {
		to := filepath.Join(s.into, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return fmt.Errorf("export: %w", err)
		}
		if err := os.Rename(filepath.Join(s.dir, filepath.FromSlash(name)), to); err != nil {
			return fmt.Errorf("export: %w", err)
		}
		syncFolder(filepath.Dir(to))
	}
	return s.Abort()
}

// Abort throws away what was written and not committed. It may follow a Commit.
func (s *Stage) Abort() error {
	if err := errors.Join(os.RemoveAll(s.dir), s.claim.release()); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}

// syncFolder makes a name last through a power cut where the system can; the file is whole either way.
func syncFolder(dir string) {
	if folder, err := os.Open(dir); err == nil {
		_ = folder.Sync()
		_ = folder.Close()
	}
}
