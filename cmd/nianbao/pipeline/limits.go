package pipeline

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nianbao/nianbao/crawler"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

// Limits are what ends a run before its work is done. What it brought is read and stored, the rest stays due.
type Limits struct {
	Until     time.Time // when to stop; zero for never
	MostSize  int64     // bytes that the database may take; 0 for no limit
	LeastFree int64     // bytes that stay free on its disk; 0 for no limit
}

// Validate tells what can't be meant.
func (l Limits) Validate() error {
	if l.MostSize < 0 || l.LeastFree < 0 {
		return errors.New("a size in bytes is below 0")
	}
	return nil
}

// StopError is why a run ended before its work was done, other than that a person stopped it.
type StopError struct{ Reason string }

func (s *StopError) Error() string { return s.Reason }

// diskEvery is the pause between two looks at the disk.
const diskEvery = 2 * time.Second

// watch ends the context when a limit is reached; stop ends the watching.
func (l Limits) watch(ctx context.Context, db *store.Store) (limited context.Context, stop func(), err error) {
	if err := l.Validate(); err != nil {
		return ctx, func() {}, err
	}
	limited, cancel := context.WithCancelCause(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(diskEvery)
		defer tick.Stop()
		for {
			if err := l.reached(db); err != nil {
				cancel(err)
				return
			}
			select {
			case <-tick.C:
			case <-limited.Done():
				return
			}
		}
	}()
	timer := func() bool { return true }
	if !l.Until.IsZero() {
		timer = time.AfterFunc(time.Until(l.Until), func() {
			cancel(&StopError{"it is " + l.Until.In(china).Format("15:04") + ", the hour named by --until"})
		}).Stop
	}
	return limited, func() { timer(); cancel(nil); <-done }, nil
}

// reserve is what may still be written when a limit of the size is near, in bytes.
const reserve = 32 << 20

// reached tells which limit of the disk is reached; nil for none.
func (l Limits) reached(db *store.Store) error {
	if l.MostSize > 0 {
		size, err := db.Size()
		if err != nil {
			return err
		}
		if size+min(reserve, l.MostSize/8) >= l.MostSize {
			return &StopError{fmt.Sprintf("the database takes %d MB of the %d MB that it may", size>>20, l.MostSize>>20)}
		}
	}
	if l.LeastFree > 0 {
		free, err := db.Free()
		if err != nil {
			return err
		}
		if free <= l.LeastFree {
			return &StopError{fmt.Sprintf("the disk has %d MB left, and %d MB are to stay free", free>>20, l.LeastFree>>20)}
		}
	}
	return nil
}

var china = time.FixedZone("Asia/Shanghai", 8*60*60)

// revisiting is the frontier of a run: when nothing else is left it makes the documents due that no list led to.
type revisiting struct {
	crawler.Frontier
	revisit func(ctx context.Context, now time.Time) (int64, error) // nil once it was done
}

// Lease gives a host. It is called by one goroutine.
func (r *revisiting) Lease(ctx context.Context, now time.Time) (page.Lease, error) {
	lease, err := r.Frontier.Lease(ctx, now)
	if err != nil || !lease.Empty() || r.revisit == nil || !lease.Until.IsZero() && lease.Until.Sub(now) < time.Minute {
		return lease, err
	}
	added, err := r.revisit(ctx, now)
	if r.revisit = nil; err != nil || added == 0 {
		return lease, err
	}
	return r.Frontier.Lease(ctx, now)
}
