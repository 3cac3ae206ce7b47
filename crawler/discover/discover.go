package discover

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/nianbao/nianbao/crawler"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/report/page"
)

// DefaultRequests is how many requests Find sends at most, unless the Config says otherwise.
const DefaultRequests = 60

// Config says how a portal is explored.
type Config struct {
	// Crawler is how pages are asked for; its contact is required for real hosts.
	Crawler crawler.Config
	// Requests is the most requests that are sent, those for robots.txt and redirects included; DefaultRequests when 0.
	Requests int
	// Division is the code of the portal's division; empty to read it from the home page.
	Division string
	// Register knows the divisions and their townships.
	Register *division.Register
}

// Validate says what in the Config can't be meant.
func (c Config) Validate() error {
	if c.Requests < 0 {
		return fmt.Errorf("discover: %d requests are fewer than none", c.Requests)
	}
	if c.Register == nil {
		return errors.New("discover: a register of divisions is needed")
	}
	if c.Division != "" {
		if _, err := division.ParseCode(c.Division); err != nil {
			return fmt.Errorf("discover: %w", err)
		}
	}
	return c.Crawler.Validate()
}

// Find explores a portal from its home page and proposes a source for it. An error says why there is nothing to
// propose: the home page could not be had, no column was found, or nobody knows of which division the portal is.
// With an error of the last kind the proposal is still worth reading.
func Find(ctx context.Context, config Config, home string) (Proposal, error) {
	if err := config.Validate(); err != nil {
		return Proposal{}, err
	}
	address, err := page.Canonical(home)
	if err != nil {
		return Proposal{}, err
	}
	if u, err := url.Parse(address); err == nil && u.Path == "" {
		address += "/"
	}
	e := newExplorer(config, address)
	limit := cmp.Or(config.Requests, DefaultRequests)
	sent, err := crawler.Walk(ctx, config.Crawler, limit, e.step)
	if err != nil {
		return Proposal{}, fmt.Errorf("discover %s: %w", address, err)
	}
	e.sent = sent
	e.spent = e.sent >= limit && (e.queue.Len() > 0 || e.asked != nil)
	if !e.arrived {
		return Proposal{}, fmt.Errorf("discover %s: %s", address, cmp.Or(e.failure, "the host could not be asked"))
	}
	p := e.propose()
	if len(p.Site.Columns) == 0 {
		return p, fmt.Errorf("discover %s: no column of yearly reports was found with %d requests%s", address, e.sent, e.why())
	}
	if p.Site.Division == "" {
		return p, fmt.Errorf("discover %s: nobody knows of which division the portal is; name it with --division CODE", address)
	}
	return p, p.verify()
}

// why says what may have kept columns from being found.
func (e *explorer) why() string {
	var reasons []string
	if e.spent {
		reasons = append(reasons, "the requests were spent")
	}
	for _, t := range e.troubles {
		if len(reasons) < 3 {
			reasons = append(reasons, t)
		}
	}
	if len(e.elsewhere) > 0 {
		reasons = append(reasons, "links to columns lead to other hosts: "+strings.Join(e.elsewhere[:min(3, len(e.elsewhere))], ", "))
	}
	if len(reasons) == 0 {
		return ""
	}
	return " (" + strings.Join(reasons, "; ") + ")"
}

// problemOf says how a page failed; nothing when it came.
func problemOf(v *page.Visit) string {
	if v.Outcome == report.OutcomeFetched {
		return ""
	}
	return fmt.Sprintf("%s: %s (%s)", v.Request.URL, v.Outcome, clean(v.Detail, 120))
}

// trial is the site as far as it is known while it is explored.
func trial(home string) source.Site {
	u, _ := url.Parse(home) // it is canonical
	return source.Site{ID: "trial", Name: u.Host, Home: home}
}
