//go:build unix

package store

import (
	"math"

	"golang.org/x/sys/unix"
)

// freeAt asks statvfs (POSIX) how many bytes an ordinary user may still write.
func freeAt(folder string) (int64, error) {
	var found unix.Statfs_t
	if err := unix.Statfs(folder, &found); err != nil {
		return 0, err
	}
	free := uint64(found.Bavail) * uint64(found.Bsize) //nolint:unconvert // the types differ between systems
	return int64(min(free, math.MaxInt64)), nil        // #nosec G115 -- bounded just before
}
