package pipeline

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/nianbao/nianbao/crawler"
	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

// Crawl is a run over sources: crawling, archiving and, beside it, reading and storing.
type Crawl struct {
	Store   *store.Store
	Reading *Reading // without the overlays of the store, which Run adds
	Config  crawler.Config
	Sites   []source.Site
	Info    store.RunInfo
	// Resume is how old a run that was killed or stopped may be to be gone on with; older ones begin anew.
	Resume time.Duration
	Limits Limits
}

// Summary tells what a run did, also when it ended early.
type Summary struct {
	Run     int64
	Resumed bool
	Stopped string // the limit that ended the run; empty for none
	Crawl   crawler.Summary
	Read    Drained
}

// readEvery is the pause between two looks into the archive for pages to read while the crawl goes on.
const readEvery = 200 * time.Millisecond

// Run goes the way once. The context and the limits stop it cleanly: what was fetched is read and stored, the rest stays
// due. A limit that was reached is no error; the summary names it.
func (c *Crawl) Run(ctx context.Context) (Summary, error) {
	var err error
	if c.Reading, err = Overlaid(ctx, c.Store, c.Reading); err != nil {
		return Summary{}, err
	}
	summary := Summary{}
	frontier := &revisiting{Frontier: c.Store, revisit: func(ctx context.Context, now time.Time) (int64, error) {
		return c.Store.Revisit(ctx, summary.Run, idsOf(c.Sites), c.Config.From, c.Config.To, now)
	}}
	crawl, err := crawler.New(c.Config, frontier, c.Store, c.Sites)
	if err != nil {
		return summary, err
	}
	if err := c.begin(ctx, crawl, &summary); err != nil {
		return summary, err
	}
	// A failure to read or store ends the crawl: nobody should fetch for hours what can't be kept.
	limited, unwatch, err := c.Limits.watch(ctx, c.Store)
	if err != nil {
		return summary, err
	}
	defer unwatch()
	crawling, cancel := context.WithCancelCause(limited)
	stop, readBeside := c.readBeside(crawling, cancel)
	summary.Crawl, err = crawl.Run(crawling, summary.Run)
	if reached := (*StopError)(nil); errors.As(context.Cause(limited), &reached) {
		summary.Stopped, err = reached.Reason, nil
	}
	stop()
	read := <-readBeside
	summary.Read = read.Drained
	if read.err != nil {
		err = read.err
	}
	cancel(nil)
	// What is in the archive is read even when a person stopped the crawl.
	rest, readErr := Drain(context.WithoutCancel(ctx), c.Store, c.Reading)
	summary.Read.add(rest)
	if readErr == nil {
		_, readErr = Conclude(context.WithoutCancel(ctx), c.Store, c.Reading, time.Now())
	}
	if readErr == nil {
		readErr = SaveHealth(context.WithoutCancel(ctx), c.Store, summary.Run, time.Now())
	}
	err = errors.Join(err, readErr)
	return summary, errors.Join(err, c.finish(ctx, &summary, err))
}

// begin resumes the run that was cut off, or starts one with the seeds of every site.
func (c *Crawl) begin(ctx context.Context, crawl *crawler.Crawler, s *Summary) (err error) {
	now := time.Now()
	if s.Run, err = c.Store.ResumeRun(ctx, c.Info, now.Add(-c.Resume), now); err != nil {
		return err
	}
	if s.Resumed = s.Run != 0; !s.Resumed {
		if s.Run, err = c.Store.StartRun(ctx, c.Info, now); err != nil {
			return err
		}
	}
	if _, err := Rekey(ctx, c.Store, c.Reading); err != nil {
		return err
	}
	if err := c.Store.SaveSources(ctx, sourcesOf(c.Sites)); err != nil {
		return err
	}
	if err := SaveScopes(ctx, c.Store, c.Reading, c.Sites, c.Config.From, c.Config.To, now); err != nil {
		return err
	}
	return c.prepare(ctx, crawl, s.Run, now)
}

func idsOf(sites []source.Site) []string {
	ids := make([]string, len(sites))
	for i := range sites {
		ids[i] = sites[i].ID
	}
	return ids
}

// sourcesOf gives what the store remembers of the sites.
func sourcesOf(sites []source.Site) []store.Source {
	list := make([]store.Source, len(sites))
	for i, s := range sites {
		list[i] = store.Source{
			ID: s.ID, Name: s.Name, Division: s.Division, Family: s.Family, Home: s.Home,
			Status: string(s.Status), Expected: len(s.Bodies),
		}
	}
	return list
}

// prepare sets the pace of every host, gives sources that were renamed what they had, and makes the columns of the sites due;
// seeds that the run had already stay done.
func (c *Crawl) prepare(ctx context.Context, crawl *crawler.Crawler, run int64, now time.Time) error {
	for host, pace := range crawl.Paces() {
		if err := c.Store.SetPace(ctx, host, store.Pace{Gap: pace.Gap, Budget: pace.Budget, Quiet: pace.Quiet}); err != nil {
			return err
		}
	}
	var columns []page.Request
	for _, site := range c.Sites {
		columns = append(columns, portal.Seeds(site)...)
	}
	if _, err := c.Store.Rename(ctx, columns); err != nil {
		return err
	}
	for _, site := range c.Sites {
		if _, err := c.Store.Enqueue(ctx, run, portal.Seeds(site), now); err != nil {
			return err
		}
	}
	return nil
}

type drained struct {
	Drained
	err error
}

// readBeside reads what arrives until it is stopped; failed is told why when it can't go on.
func (c *Crawl) readBeside(ctx context.Context, failed func(error)) (stop func(), result <-chan drained) {
	ctx, cancel := context.WithCancel(ctx)
	out := make(chan drained, 1)
	go func() {
		all := drained{}
		ticker := time.NewTicker(readEvery)
		defer ticker.Stop()
		for {
			some, err := Drain(ctx, c.Store, c.Reading)
			all.add(some)
			if err != nil && ctx.Err() == nil {
				all.err = err
				failed(err)
				break
			}
			select {
			case <-ticker.C:
				continue
			case <-ctx.Done():
			}
			break
		}
		out <- all
	}()
	return cancel, out
}

// finish writes how the run ended.
func (c *Crawl) finish(ctx context.Context, s *Summary, err error) error {
	result := store.RunResult{Result: store.ResultDone, Counts: s.counts()}
	switch {
	case ctx.Err() != nil:
		result.Result, result.Stopped = store.ResultInterrupted, "stopped by a signal"
	case s.Stopped != "" && err == nil:
		result.Result, result.Stopped = store.ResultInterrupted, s.Stopped
	case err != nil:
		result.Result = store.ResultFailed
	}
	return c.Store.FinishRun(context.WithoutCancel(ctx), s.Run, result, time.Now())
}

func (s *Summary) counts() map[string]int64 {
	counts := map[string]int64{
		"requests": int64(s.Crawl.Sent), "lists": int64(s.Crawl.Lists), "documents": int64(s.Crawl.Documents),
		"bytes": s.Crawl.Bytes, "read": int64(s.Read.Pages),
	}
	for outcome, n := range s.Crawl.Outcomes {
		counts["outcome."+string(outcome)] = int64(n)
	}
	for status, n := range s.Read.Statuses {
		counts["status."+status.String()] = int64(n)
	}
	return counts
}

// Choose gives the sites that are meant by ids or division codes; all when none are given.
func Choose(registry *source.Registry, wanted []string) ([]source.Site, error) {
	if len(wanted) == 0 {
		return registry.Sites(), nil
	}
	var chosen []source.Site
	for _, w := range wanted {
		found := registry.In(w)
		if site, ok := registry.Find(w); ok {
			found = []source.Site{site}
		}
		if len(found) == 0 {
			return nil, fmt.Errorf("%s: no source has this id or lies in this division", w)
		}
		chosen = append(chosen, found...)
	}
	slices.SortFunc(chosen, func(a, b source.Site) int { return strings.Compare(a.ID, b.ID) })
	return slices.CompactFunc(chosen, func(a, b source.Site) bool { return a.ID == b.ID }), nil
}
