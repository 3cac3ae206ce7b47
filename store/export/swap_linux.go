package export

import (
	"errors"

	"golang.org/x/sys/unix"
)

// exchange gives two folders each other's name at once (renameat2, RENAME_EXCHANGE), where the file system can.
func exchange(a, b string) error {
	err := unix.Renameat2(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_EXCHANGE)
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOSYS) {
		return exchangeSlowly(a, b)
	}
	return err
}
