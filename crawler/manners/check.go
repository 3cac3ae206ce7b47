package manners

import (
	"fmt"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// Breach is a request that should not have been sent, or not then.
type Breach struct {
	Sent page.Sent
	Text string
}

func (b Breach) String() string { return b.Sent.URL + ": " + b.Text }

// Proof is what the requests of a run show.
type Proof struct {
	Requests    int
	Hosts       int
	Conditional int
	CutOff      int           // requests without an end: the program died, or the run was stopped, while they were open
	ShortestGap time.Duration // from the end of a request to the beginning of the next to the host; 0 without two
	Breaches    []Breach
}

// Rules are what is known of hosts beside what the log itself promises. The zero Rules ask for nothing more.
type Rules struct {
	// Gap is the least pause for a host; Budget the most requests in a calendar day of China, 0 for no cap; Quiet the
	// hours in which it is not asked. Nil for none.
	Gap    func(host string) time.Duration
	Budget func(host string) int
	Quiet  func(host string) report.Hours
}

// Checker takes the requests of one run in the order in which they began.
type Checker struct {
	rules Rules
	proof Proof
	hosts map[string]*seen
}

// seen is what a host has been asked.
type seen struct {
	last   page.Sent
	closed report.Outcome // that ended the run for the host
	day    report.Date
	spent  int
}

// NewChecker makes a Checker.
func NewChecker(rules Rules) *Checker { return &Checker{rules: rules, hosts: map[string]*seen{}} }

// Check looks through all requests of a run.
func Check(rules Rules, log []page.Sent) Proof {
	c := NewChecker(rules)
	for _, sent := range log {
		c.Add(sent)
	}
	return c.Proof()
}

// Proof tells what was found so far.
func (c *Checker) Proof() Proof {
	c.proof.Hosts = len(c.hosts)
	return c.proof
}

// Add looks at the next request.
func (c *Checker) Add(sent page.Sent) {
	c.proof.Requests++
	if sent.Conditional {
		c.proof.Conditional++
	}
	if sent.Ended.IsZero() {
		c.proof.CutOff++
	}
	h := c.hosts[sent.Host]
	if h == nil {
		h = &seen{}
		c.hosts[sent.Host] = h
	} else {
		c.pause(h, sent)
	}
	c.permission(h, sent)
	c.day(h, sent)
	h.last = sent
	if def, _ := sent.Outcome.Def(); def.CloseHost && def.Class == report.ClassRefused {
		h.closed = sent.Outcome
	}
}

func (c *Checker) breach(sent page.Sent, format string, args ...any) {
	c.proof.Breaches = append(c.proof.Breaches, Breach{sent, fmt.Sprintf(format, args...)})
}

// pause: never two open requests, never before the promised pause is over.
func (c *Checker) pause(h *seen, sent page.Sent) {
	promised := h.last.Next.Sub(h.last.Began)
	if c.rules.Gap != nil {
		promised = max(promised, c.rules.Gap(sent.Host))
	}
	if h.last.Ended.IsZero() {
		if sent.Began.Before(h.last.Next) {
			c.breach(sent, "sent at %s, but nothing was to be asked before %s", clock(sent.Began), clock(h.last.Next))
		}
		return
	}
	gap := sent.Began.Sub(h.last.Ended)
	if c.proof.ShortestGap == 0 || gap < c.proof.ShortestGap {
		c.proof.ShortestGap = gap
	}
	switch {
	case gap < 0:
		c.breach(sent, "sent at %s while %s was open until %s", clock(sent.Began), h.last.URL, clock(h.last.Ended))
	case gap < promised:
		c.breach(sent, "sent %s after the end of %s; a pause of %s was promised", gap, h.last.URL, promised)
	}
}

// permission: nothing that robots.txt forbids or that was not asked of it, nothing after a wall.
func (c *Checker) permission(h *seen, sent page.Sent) {
	if !sent.Allowed {
		c.breach(sent, "robots.txt: %s", sent.Robots)
	}
	if h.closed != "" {
		c.breach(sent, "sent after %s had ended the run for %s", h.closed, sent.Host)
	}
}

// day: not more than the budget, not in quiet hours.
func (c *Checker) day(h *seen, sent page.Sent) {
	if day := report.DateOf(sent.Began); day != h.day {
		h.day, h.spent = day, 0
	}
	h.spent++
	if c.rules.Budget != nil {
		if most := c.rules.Budget(sent.Host); most > 0 && h.spent > most {
			c.breach(sent, "request %d of %s; the budget is %d", h.spent, h.day, most)
		}
	}
	if c.rules.Quiet != nil {
		if hours := c.rules.Quiet(sent.Host); !hours.IsZero() {
			if _, within := hours.End(sent.Began); within {
				c.breach(sent, "sent at %s; %s is not asked between %s", clock(sent.Began), sent.Host, hours)
			}
		}
	}
}

func clock(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }
