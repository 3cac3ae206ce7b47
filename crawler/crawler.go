package crawler

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/nianbao/nianbao/crawler/internal/guard"
	"github.com/nianbao/nianbao/crawler/internal/transport"
	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// Crawler visits the hosts that a frontier leases to it.
type Crawler struct {
	config    Config
	frontier  Frontier
	archive   Archive
	sites     []source.Site
	byID      map[string]*source.Site
	byHost    map[string][]*source.Site
	transport map[source.TLSProfile]*transport.Transport
	gates     *gates
	columns   map[string]int // columns that the sites name on a host
	patience  time.Duration  // longest wait for a host; see restsTooLong
	large     chan struct{}  // holds a token for each large page that is being read
}

// New makes a crawler for the sites, or says what is wrong with the configuration: also a missing contact, an
// unknown family, and settings of the collector in the environment.
func New(config Config, frontier Frontier, archive Archive, sites []source.Site) (*Crawler, error) {
	if err := config.Validate(); err != nil {
		return nil, err
	}
	if frontier == nil || archive == nil {
		return nil, errors.New("crawler: a frontier and an archive are needed")
	}
	c := &Crawler{
		config: config.withDefaults(), frontier: frontier, archive: archive, sites: slices.Clone(sites),
		byID: map[string]*source.Site{}, byHost: map[string][]*source.Site{}, gates: newGates(),
		columns: map[string]int{}, large: make(chan struct{}, min(runtime.GOMAXPROCS(0), mostLarge)),
	}
	c.patience = max(c.config.Patience, *c.config.Pace.Gap+*c.config.Pace.Jitter)
	for i := range c.sites {
		if err := c.know(&c.sites[i]); err != nil {
			return nil, err
		}
	}
	return c, c.connect()
}

// know checks and indexes a site.
func (c *Crawler) know(site *source.Site) error {
	if err := errors.Join(site.Validate(), portal.Check(*site)); err != nil {
		return fmt.Errorf("crawler: %w", err)
	}
	if c.config.Contact == "" && !site.Simulated() {
		return fmt.Errorf("crawler: source %q is a real portal: a contact (URL or mail address) for the User-Agent is needed", site.ID)
	}
	if c.byID[site.ID] != nil {
		return fmt.Errorf("crawler: source %q is given twice", site.ID)
	}
	c.byID[site.ID] = site
	for _, host := range site.AllHosts() {
		c.byHost[source.Bare(host)] = append(c.byHost[source.Bare(host)], site)
	}
	for _, seed := range portal.Seeds(*site) {
		c.columns[seed.Host()]++
	}
	pace := paceOf(site.Pace.Or(c.config.Pace))
	c.patience = max(c.patience, pace.Gap+pace.Jitter)
	return nil
}

// run is what a single run keeps in memory.
type run struct {
	*Crawler
	id     int64
	tally  *tally
	trail  *portal.Trail
	robots *policies

	mu     sync.Mutex
	hosts  map[string]*standing
	lists  map[string]map[string]struct{} // list pages that were asked for, by source
	nobody map[string]struct{}            // sources of requests that no site of the run names
}

// poll is the pause before the frontier is asked again when it names no moment itself.
const poll = 100 * time.Millisecond

// Run visits what is due until nothing is left, everything left rests longer than Config.Patience, or the context
// ends; a request that the end of the context cuts off stays due. The summary says how far the run got, also with
// an error.
func (c *Crawler) Run(ctx context.Context, id int64) (Summary, error) {
	r := &run{
		Crawler: c, id: id, tally: newTally(time.Now()), trail: portal.NewTrail(),
		robots: newPolicies(), hosts: map[string]*standing{}, lists: map[string]map[string]struct{}{}, nobody: map[string]struct{}{},
	}
	err := r.lease(ctx)
	for _, t := range c.transport {
		t.CloseIdleConnections()
	}
	if err == nil {
		err = context.Cause(ctx)
	}
	return r.tally.summary(time.Now()), err
}

// lease hands hosts to workers as they become free.
func (r *run) lease(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	slots := make(chan struct{}, r.config.Workers)
	finished := make(chan struct{}, 1)
	for ctx.Err() == nil {
		select {
		case slots <- struct{}{}:
		case <-ctx.Done():
			continue
		}
		lease, err := r.frontier.Lease(ctx, time.Now())
		if err != nil {
			if ctx.Err() == nil {
				group.Go(func() error { return fmt.Errorf("crawler: %w", err) })
			}
			break
		}
		if !lease.Empty() {
			group.Go(func() error {
				err := r.serve(ctx, lease)
				<-slots
				select {
				case finished <- struct{}{}:
				default:
				}
				return err
			})
			continue
		}
		<-slots
		if !r.wait(ctx, lease.Until, len(slots), finished) {
			break
		}
	}
	err := group.Wait()
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return nil // Run tells the cause
	}
	return err
}

// wait waits until the frontier may have a host again; false when the run is over.
func (r *run) wait(ctx context.Context, until time.Time, busy int, finished <-chan struct{}) bool {
	pause := time.Until(until)
	switch {
	case until.IsZero() && busy == 0:
		return false
	case until.IsZero():
		pause = poll
	case busy == 0 && pause > r.patience:
		r.tally.resting()
		return false
	}
	timer := time.NewTimer(max(pause, time.Millisecond))
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-finished:
	case <-ctx.Done():
	}
	return true
}

// serve visits the requests of one lease, one after the other, and gives the host back.
func (r *run) serve(ctx context.Context, lease page.Lease) (err error) {
	defer func() {
		err = errors.Join(err, r.frontier.Release(context.WithoutCancel(ctx), lease))
	}()
	if lease.Run != 0 && lease.Run != r.id {
		return fmt.Errorf("crawler: %s is leased for run %d, not for %d", lease.Host, lease.Run, r.id)
	}
	if r.config.Contact == "" && !guard.UnderTest(lease.Host) {
		return fmt.Errorf("crawler: %s is a real host: a contact (URL or mail address) for the User-Agent is needed", lease.Host)
	}
	r.tally.leased(lease.Requests)
	s := r.newSession(lease)
	if outcome, detail, left := r.leftFor(lease.Host); left && len(lease.Requests) > 0 {
		return s.record(ctx, page.Visit{
			Request: lease.Requests[0], Outcome: report.OutcomeHostLeft,
			Detail: fmt.Sprintf("%s was left earlier in this run: %s: %s", lease.Host, outcome, detail),
		})
	}
	for _, request := range lease.Requests {
		if ctx.Err() != nil || s.over {
			return nil
		}
		if err := s.visit(ctx, request); err != nil {
			return fmt.Errorf("crawler: %s: %w", lease.Host, err)
		}
	}
	return nil
}
