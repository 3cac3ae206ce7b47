package crawler

import (
	"math/rand/v2"
	"time"

	"github.com/nianbao/nianbao/crawler/internal/guard"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report"
)

// leastGap is the shortest gap for a host that is not simulated, whatever is configured.
const leastGap = time.Second

// Pace is how slowly a host is asked.
type Pace struct {
	Gap    time.Duration // between the end of a request and the start of the next
	Jitter time.Duration // longest random addition
	Budget int           // requests a day; 0 for no cap
	Quiet  report.Hours  // in which nothing is asked; of several sites on one host the longest
}

// Paces gives the pace of every host of the sites, so that a frontier can keep to it as well.
func (c *Crawler) Paces() map[string]Pace {
	paces := map[string]Pace{}
	for i := range c.sites {
		for _, host := range c.sites[i].AllHosts() {
			paces[host] = c.pace(host)
		}
	}
	return paces
}

// pace gives the slowest pace of the sites to which the host belongs.
func (c *Crawler) pace(host string) Pace {
	slowest, found := Pace{}, false
	for _, site := range c.byHost[source.Bare(host)] {
		p := paceOf(site.Pace.Or(c.config.Pace))
		slowest.Gap, slowest.Jitter = max(slowest.Gap, p.Gap), max(slowest.Jitter, p.Jitter)
		if !found || slowest.Budget == 0 || (p.Budget > 0 && p.Budget < slowest.Budget) {
			slowest.Budget = p.Budget
		}
		if p.Quiet.Minutes() > slowest.Quiet.Minutes() {
			slowest.Quiet = p.Quiet
		}
		found = true
	}
	if !found {
		slowest = paceOf(c.config.Pace)
	}
	if !guard.UnderTest(host) {
		slowest.Gap = max(slowest.Gap, leastGap)
	}
	return slowest
}

func paceOf(p source.Pace) Pace { return Pace{*p.Gap, *p.Jitter, *p.Budget, *p.Quiet} }

// pause draws a pause: the gap and a part of the jitter.
func (p Pace) pause() time.Duration {
	if p.Jitter <= 0 {
		return p.Gap
	}
	return p.Gap + rand.N(p.Jitter+1) // #nosec G404 -- spreads load, keeps no secret
}
