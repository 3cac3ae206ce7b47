//go:build unix

package pipeline_test

import (
	"syscall"
	"testing"
	"time"
)

// processorTime gives the time that this process has used of all cores so far; 0 where that is not known.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
