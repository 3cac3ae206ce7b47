//go:build unix

package store_test

import (
	"os/signal"

	"golang.org/x/sys/unix"
)

// limitFiles lets writes beyond a size fail with an error, or end the process (setrlimit, RLIMIT_FSIZE).
func limitFiles(size uint64, die bool) error {
	if !die {
		signal.Ignore(unix.SIGXFSZ)
	}
	return unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: size, Max: size})
}
