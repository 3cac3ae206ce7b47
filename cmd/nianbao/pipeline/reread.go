package pipeline

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/nianbao/nianbao/extract"
	"github.com/nianbao/nianbao/store"
)

// Reread reads the archive again, offline, and keeps what is read otherwise than before.
type Reread struct {
	Store   *store.Store
	Reading *Reading
	// Changed leaves out what this version of the reader has read already.
	Changed bool
	// Only names the contents to read; nil for all.
	Only []store.Content
	// Workers is how many pages are read at the same time; 0 for one on each core.
	Workers int
	// Progress is told after every batch how many pages were read; nil for nobody. It is called by one goroutine.
	Progress func(read, of int)
	// Each is told of every change, in the order of the archive within a batch; nil for nobody.
	Each func(store.Change)
}

// RereadSummary tells what reading again did, also when it ended early.
type RereadSummary struct {
	Pages   int
	Changes map[store.Cause]int
	Cells   int // that changed
	Ledger  int // entries of the ledger that changed
	Took    time.Duration
	Workers int
}

// ErrInexplicable says that a page was read otherwise than before although nothing had changed. The reader must have
// changed without its version: what was stored is left as it is.
var ErrInexplicable = errors.New("the same reader reads the same page otherwise than before")

// Run reads, whichever order the pages come in, and brings the ledger up to date. What was kept before a stop stays.
func (r *Reread) Run(ctx context.Context, now time.Time) (s RereadSummary, err error) {
	s.Changes, s.Workers = map[store.Cause]int{}, r.Workers
	if s.Workers == 0 {
		s.Workers = runtime.GOMAXPROCS(0)
	}
	if _, err := Rekey(ctx, r.Store, r.Reading); err != nil {
		return s, err
	}
	started := time.Now()
	contents := r.Only
	if contents == nil {
		reader := ""
		if r.Changed {
			reader = extract.Version
		}
		if contents, err = r.Store.Contents(ctx, reader); err != nil {
			return s, err
		}
	}
	err = r.read(ctx, contents, &s)
	s.Took = time.Since(started)
	if err != nil {
		return s, err
	}
	if s.Ledger, err = Conclude(ctx, r.Store, r.Reading, now); err != nil {
		return s, err
	}
	if n := s.Changes[store.CauseNone]; n > 0 {
		return s, fmt.Errorf("%w: %d pages", ErrInexplicable, n)
	}
	return s, nil
}

// read reads on all workers; one at a time compares and stores what a worker has read.
func (r *Reread) read(ctx context.Context, contents []store.Content, s *RereadSummary) error {
	group, ctx := errgroup.WithContext(ctx)
	batches := make(chan []store.Content)
	size := max(1, min(batch, len(contents)/(4*s.Workers)))
	group.Go(func() error {
		defer close(batches)
		for len(contents) > 0 {
			n := min(size, len(contents))
			select {
			case batches <- contents[:n]:
				contents = contents[n:]
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	of := len(contents)
	var mu sync.Mutex
	for range s.Workers {
		group.Go(func() error {
			for some := range batches {
				readings, err := r.readSome(ctx, some)
				if err != nil {
					return err
				}
				mu.Lock()
				err = r.keep(ctx, readings, s, of)
				mu.Unlock()
				if err != nil {
					return err
				}
			}
			return nil
		})
	}
	return group.Wait()
}

func (r *Reread) readSome(ctx context.Context, contents []store.Content) ([]store.Reading, error) {
	pages, err := r.Store.ReadAgain(ctx, contents)
	if err != nil {
		return nil, err
	}
	readings := make([]store.Reading, len(pages))
	for i, p := range pages {
		readings[i] = readingOf(p, r.Reading)
	}
	return readings, nil
}

func (r *Reread) keep(ctx context.Context, readings []store.Reading, s *RereadSummary, of int) error {
	changes, err := r.Store.Reread(ctx, readings)
	if err != nil {
		return err
	}
	s.Pages += len(readings)
	for _, c := range changes {
		s.Changes[c.Cause]++
		s.Cells += len(c.Cells)
		if r.Each != nil {
			r.Each(c)
		}
	}
	if r.Progress != nil {
		r.Progress(s.Pages, of)
	}
	return nil
}
