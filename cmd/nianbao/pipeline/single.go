package pipeline

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/nianbao/nianbao/crawler"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// FetchOne fetches a single page with all manners of a crawl (robots.txt first, guarded addresses, caps) and
// without a store.
func FetchOne(ctx context.Context, config crawler.Config, address string) (page.Page, error) {
	canonical, err := page.Canonical(address)
	if err != nil {
		return page.Page{}, err
	}
	request := page.Request{URL: canonical, Kind: page.KindDocument, Hints: page.Hints{Source: "single"}}
	once := &onceFrontier{request: request, left: true}
	site := source.Site{
		ID: "single", Name: canonical, Division: "100000",
		Columns: []source.Column{{URL: canonical}},
	}
	c, err := crawler.New(config, once, once, []source.Site{site})
	if err != nil {
		return page.Page{}, err
	}
	if _, err := c.Run(ctx, 1); err != nil {
		return page.Page{}, fmt.Errorf("%s: %w", address, err)
	}
	return once.result(address)
}

// onceFrontier is a frontier of one request that forgets everything else.
type onceFrontier struct {
	mu      sync.Mutex
	request page.Request
	left    bool
	robots  page.Robots
	visit   *page.Visit
}

func (o *onceFrontier) Lease(_ context.Context, now time.Time) (page.Lease, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.left {
		return page.Lease{Run: 1}, nil
	}
	o.left = false
	return page.Lease{Host: o.request.Host(), Run: 1, Requests: []page.Request{o.request}, NotBefore: now, Robots: o.robots}, nil
}

func (o *onceFrontier) Begin(context.Context, page.Lease, page.Request, time.Time, time.Time) error {
	return nil
}

func (o *onceFrontier) Record(_ context.Context, _ page.Lease, visit page.Visit, _ time.Time) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.visit = &visit
	return nil
}

func (o *onceFrontier) SaveRobots(_ context.Context, _ string, robots page.Robots, _ time.Duration, _ time.Time) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.robots = robots
	return nil
}

func (o *onceFrontier) Release(context.Context, page.Lease) error { return nil }

// Archived has nothing: the page was never asked for before.
func (o *onceFrontier) Archived(context.Context, page.Digest) ([]byte, error) {
	return nil, errors.New("a single page has no archive")
}

func (o *onceFrontier) result(address string) (page.Page, error) {
	switch {
	case o.visit == nil:
		return page.Page{}, fmt.Errorf("%s: the host could not be asked", address)
	case o.visit.Outcome != report.OutcomeFetched:
		return page.Page{}, fmt.Errorf("%s: %s: %s", address, o.visit.Outcome, o.visit.Detail)
	}
	p := o.visit.Page
	p.Hints = page.Hints{}
	return p, nil
}
