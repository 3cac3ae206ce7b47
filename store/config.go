package store

import (
	"cmp"
	"errors"
	"fmt"
	"time"
)

// Config tunes a store. The zero value is safe.
type Config struct {
	// Readers is the number of connections that read; 0 means 4.
	Readers int
	// Busy is how long a connection waits for another program's lock; 0 means 5 seconds.
	Busy time.Duration
	// MaxBytes is the size that the database file may reach, rounded up to whole pages; 0 means no limit.
	// A write that would need more fails with ErrFull and changes nothing.
	MaxBytes int64
	// Gap is the pause between two requests to a host for which no pace is set; 0 means 3 seconds, negative none.
	Gap time.Duration
	// Attempts is how often a request is tried in one run when its outcome asks for another try soon; 0 means 4.
	Attempts int
	// Backoff is the first pause before such a try when the visit names none, doubled each time; 0 means 5 minutes.
	Backoff time.Duration
	// KeepManners is how long the log of sent requests is kept; 0 means 400 days.
	KeepManners time.Duration
	// Batch is the number of requests a lease holds at most; 0 means 32.
	Batch int
}

// Validate tells what is wrong with the configuration.
func (c Config) Validate() error {
	var problems []error
	for _, n := range []struct {
		name  string
		value int64
	}{
		{"Readers", int64(c.Readers)},
		{"Busy", int64(c.Busy)},
		{"MaxBytes", c.MaxBytes},
		{"Attempts", int64(c.Attempts)},
		{"Backoff", int64(c.Backoff)},
		{"KeepManners", int64(c.KeepManners)},
		{"Batch", int64(c.Batch)},
	} {
		if n.value < 0 {
			problems = append(problems, fmt.Errorf("store: %s is negative", n.name))
		}
	}
	return errors.Join(problems...)
}

// withDefaults puts the defaults in place of zeros.
func (c Config) withDefaults() Config {
	c.Readers = cmp.Or(c.Readers, 4)
	c.Busy = cmp.Or(c.Busy, 5*time.Second)
	c.Attempts = cmp.Or(c.Attempts, 4)
	c.Backoff = cmp.Or(c.Backoff, 5*time.Minute)
	c.Batch = cmp.Or(c.Batch, 32)
	c.KeepManners = cmp.Or(c.KeepManners, 400*24*time.Hour)
	c.Gap = max(cmp.Or(c.Gap, 3*time.Second), 0)
	return c
}
