package export

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// SumsName is the file of a package that lists every other one with its SHA-256, as sha256sum does.
const SumsName = "SHA256SUMS"

// ErrForeign says that a folder holds files that no package wrote.
var ErrForeign = errors.New("it holds files that no package wrote; name another folder")

// Replace makes the stage the folder: a new one, or the new content of one that a package wrote before. The folder is
// the old one or the new one, whole, at every moment; where the system can't exchange folders at once, it is for a
// moment not there.
func (s *Stage) Replace(folder string) error {
	if err := os.Chmod(s.dir, 0o755); err != nil { //nolint:gosec // a dataset is there to be read
		return fmt.Errorf("export: %w", err)
	}
	if err := ours(folder); err != nil {
		return fmt.Errorf("export %s: %w", folder, err)
	}
	_, err := os.Lstat(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = os.Rename(s.dir, folder)
	case err == nil:
		if err = exchange(s.dir, folder); err == nil {
			err = os.RemoveAll(s.dir) // the old content
		}
	}
	if err != nil {
		return fmt.Errorf("export %s: %w", folder, err)
	}
	syncFolder(filepath.Dir(folder))
	return nil
}

// ours tells of a folder that is there whether all of its files stand in its list of sums.
func ours(folder string) error {
	listed := map[string]bool{SumsName: true}
	sums, err := os.ReadFile(filepath.Join(folder, SumsName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for lines := bufio.NewScanner(bytes.NewReader(sums)); lines.Scan(); {
		if _, name, ok := strings.Cut(lines.Text(), "  "); ok {
			listed[name] = true
		}
	}
	return filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		switch {
		case path == folder && errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil || d.IsDir():
			return err
		case filepath.Base(filepath.Dir(path)) == "__pycache__": // Python compiles the loader when it is used
			return nil
		}
		name, err := filepath.Rel(folder, path)
		if err == nil && !listed[filepath.ToSlash(name)] {
			err = fmt.Errorf("%s: %w", name, ErrForeign)
		}
		return err
	})
}

// exchangeSlowly takes three renames; b is not there between the first and the second.
func exchangeSlowly(a, b string) error {
	aside := a + ".old"
	if err := os.Rename(b, aside); err != nil {
		return err
	}
	if err := os.Rename(a, b); err != nil {
		return errors.Join(err, os.Rename(aside, b))
	}
	return os.Rename(aside, a)
}
