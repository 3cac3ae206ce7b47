package filelock

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// Try takes a byte behind the text of the file for this process, so that others can still read the text, and tells
// whether it got it; false when another one has it.
// The system gives it free when the process ends, however it ends.
func Try(file *os.File) (bool, error) {
	const behind = 1 << 20
	at := &windows.Overlapped{Offset: behind}
	err := windows.LockFileEx(windows.Handle(file.Fd()),
		windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, at)
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return false, nil
	}
	return err == nil, err
}
