package crawler

import (
	"maps"
	"sync"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// Event tells of a visit that was recorded.
type Event struct {
	Host    string
	URL     string
	Kind    page.Kind
	Outcome report.Outcome
	Detail  string
	// Done and Known count the requests of the run: those that were visited, and all that were found so far.
	Done, Known int
}

// Summary tells what a run did. It is complete also when the run ended early.
type Summary struct {
	Started, Finished time.Time
	Visits            int // requests with an outcome
	Sent              int // requests that went out, with redirects and repetitions, without robots.txt
	Robots            int // requests for robots.txt that went out
	Probes            int // requests for addresses that do not exist, see missing.go
	Lists, Documents  int // visits by kind
	Outcomes          map[report.Outcome]int
	Bytes             int64                     // bodies after decoding
	WireBytes         int64                     // bodies as sent
	Closed            map[string]report.Outcome // hosts that were left for the run, and why
	Resting           bool                      // the run ended with requests left on hosts that rest longer than Patience
}

// tally counts what happens in a run.
type tally struct {
	mu    sync.Mutex
	sum   Summary
	known map[string]struct{}
	done  int
}

func newTally(now time.Time) *tally {
	return &tally{
		sum:   Summary{Started: now, Outcomes: map[report.Outcome]int{}, Closed: map[string]report.Outcome{}},
		known: map[string]struct{}{},
	}
}

// visit counts a visit and makes the event of it.
func (t *tally) visit(host string, v *page.Visit) Event {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sum.Visits++
	t.sum.Sent += v.Attempts
	t.sum.Outcomes[v.Outcome]++
	t.sum.Bytes += int64(len(v.Page.Body))
	t.sum.WireBytes += v.Page.Facts.WireBytes
	if v.Request.Kind == page.KindList {
		t.sum.Lists++
	} else {
		t.sum.Documents++
	}
	t.done++
	t.know([]page.Request{v.Request})
	t.know(v.Next)
	return t.event(host, v)
}

// left notes that a host is left for the run.
func (t *tally) left(host string, outcome report.Outcome) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sum.Closed[host] = outcome
}

// aside tells of a request that is not asked and not counted.
func (t *tally) aside(host string, v *page.Visit) Event {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.event(host, v)
}

// event makes the event of a visit; the lock is held.
func (t *tally) event(host string, v *page.Visit) Event {
	return Event{
		Host: host, URL: v.Request.URL, Kind: v.Request.Kind, Outcome: v.Outcome, Detail: v.Detail,
		Done: t.done, Known: max(t.done, len(t.known)),
	}
}

// know counts requests once; the lock is held.
func (t *tally) know(requests []page.Request) {
	for i := range requests {
		t.known[requests[i].ID()] = struct{}{}
	}
}

func (t *tally) leased(requests []page.Request) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.know(requests)
}

func (t *tally) robots(sent int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sum.Robots += sent
}

func (t *tally) probe(sent int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sum.Probes += sent
}

func (t *tally) resting() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sum.Resting = true
}

func (t *tally) summary(now time.Time) Summary {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := t.sum
	s.Finished, s.Outcomes, s.Closed = now, maps.Clone(s.Outcomes), maps.Clone(s.Closed)
	return s
}
