package crawler

import (
	"context"
	"time"

	"github.com/nianbao/nianbao/report/page"
)

// Frontier is the durable list of what is to be asked. Its methods may be called from several goroutines; what
// they write is written when they return.
type Frontier interface {
	// Lease gives a host with requests that are due, to one caller at a time. A lease without a host says when
	// to ask again, or, with a zero Until, that nothing is left.
	Lease(ctx context.Context, now time.Time) (page.Lease, error)
	// Begin notes a request before it is sent, with the moment before which its host must not be asked again should the
	// program die now, and counts it for the day.
	Begin(ctx context.Context, lease page.Lease, sent page.Sent) error
	// Record keeps how a request went: page, outcome, further requests, the end of what was sent for it, and the host's
	// next moment, all or nothing.
	Record(ctx context.Context, lease page.Lease, visit page.Visit, now time.Time) error
	// SaveRobots keeps a host's robots.txt.
	SaveRobots(ctx context.Context, host string, robots page.Robots, crawlDelay time.Duration, now time.Time) error
	// Release gives the host back.
	Release(ctx context.Context, lease page.Lease) error
}

// Archive gives back what was fetched before.
type Archive interface {
	Archived(ctx context.Context, digest page.Digest) ([]byte, error)
}
