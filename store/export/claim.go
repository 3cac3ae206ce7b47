package export

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/nianbao/nianbao/store/internal/filelock"
)

// A stage .nianbao.NAME.part stands beside a file .nianbao.NAME.lock, which the program that writes it holds. The system
// gives a lock free when its program ends, however it ends: what nobody holds is left over.
const (
	leftBefore = ".nianbao."
	lockAfter  = ".lock"
	stageAfter = ".part"
)

// claim is a lock that this process holds.
type claim struct{ file *os.File }

// stage is the folder that the claim is for.
func (c *claim) stage() string { return strings.TrimSuffix(c.file.Name(), lockAfter) + stageAfter }

// claimIn makes a claim of a new name in a folder.
func claimIn(folder string) (*claim, error) {
	for {
		file, err := os.CreateTemp(folder, leftBefore+"*"+lockAfter)
		if err != nil {
			return nil, err
		}
		if c, err := held(file); c != nil || err != nil {
			return c, err
		}
	}
}

// held takes the lock of a file, and gives nil when another process has it, or has just cleared it away.
func held(file *os.File) (*claim, error) {
	got, err := filelock.Try(file)
	if err == nil && got {
		var open, there os.FileInfo
		if open, err = file.Stat(); err == nil {
			if there, err = os.Lstat(file.Name()); err == nil && os.SameFile(open, there) {
				return &claim{file}, nil
			}
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return nil, errors.Join(err, file.Close())
}

// release gives the claim back; it may be called again.
func (c *claim) release() error {
	err := errors.Join(c.file.Close(), os.Remove(c.file.Name()))
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, os.ErrClosed) {
		err = nil
	}
	return err
}

// clearLeft removes the stages in a folder that nobody holds, and names them. One that can't be removed stays, and so does
// what has no lock beside it.
func clearLeft(folder string) (cleared []string) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), leftBefore) || !strings.HasSuffix(e.Name(), lockAfter) || !e.Type().IsRegular() {
			continue
		}
		file, err := os.OpenFile(filepath.Join(folder, e.Name()), os.O_RDWR, 0)
		if err != nil {
			continue
		}
		c, err := held(file)
		if c == nil || err != nil {
			continue
		}
		_, err = os.Lstat(c.stage())
		there := err == nil
		if os.RemoveAll(c.stage()) == nil && c.release() == nil && there {
			cleared = append(cleared, c.stage())
		}
	}
	return cleared
}
