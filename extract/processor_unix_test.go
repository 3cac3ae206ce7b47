//go:build unix

package extract_test

import (
	"syscall"
	"testing"
	"time"
)

// processorTime gives the time that this process has used of all cores so far, that of the garbage collector included.
func processorTime(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
