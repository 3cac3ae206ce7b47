package pipeline

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/nianbao/nianbao/crawler"
	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

// Plan tells what a run would begin with, and about how long it would take, without a request.
type Plan struct {
	Site source.Site
	// Seeds are the first requests; what the lists lead to is not known before they are read.
	Seeds []page.Request
	Pace  source.Pace
	// Lists and Documents are how many requests there would be at most, with the one for robots.txt among the lists.
	Lists, Documents int
	// Known tells that these are those of earlier runs; otherwise they are what the named bodies and years can have.
	Known bool
}

// HostPlan is about a host of all sources together.
type HostPlan struct {
	Host     string
	Requests int
	// Takes is how long the requests take with their pauses, one after the other.
	Takes time.Duration
	// Days is over how many days the budget spreads them.
	Days int
}

// Size is how much of a source is known from earlier runs.
type Size struct{ Lists, Documents int }

// SizesOf gives the sizes of the sources of a store.
func SizesOf(ctx context.Context, db *store.Store) (map[string]Size, error) {
	lists, err := db.ListRuns(ctx)
	if err != nil {
		return nil, err
	}
	health, err := db.SourceHealth(ctx)
	if err != nil {
		return nil, err
	}
	sizes := map[string]Size{}
	for _, l := range lists {
		s := sizes[l.Source]
		s.Lists += l.Pages
		sizes[l.Source] = s
	}
	for _, h := range health {
		s := sizes[h.ID]
		s.Documents = h.Documents
		sizes[h.ID] = s
	}
	return sizes, nil
}

// PlanOf gives the plan for every site, with the sizes of those that were crawled before.
func PlanOf(config crawler.Config, sites []source.Site, sizes map[string]Size, today time.Time) []Plan {
	plans := make([]Plan, len(sites))
	for i, site := range sites {
		pace := site.Pace.Or(config.Pace).Or(source.NewPace(source.DefaultGap, source.DefaultJitter, source.DefaultBudget))
		p := Plan{Site: site, Seeds: portal.Seeds(site), Pace: pace}
		if size := sizes[site.ID]; size.Lists > 0 {
			p.Lists, p.Documents, p.Known = size.Lists+1, size.Documents, true
		} else {
			p.Lists, p.Documents = guess(&site, len(p.Seeds), config, today)
		}
		plans[i] = p
	}
	return plans
}

// guess is a list for each column and each body that a list may lead to, and a report of each for each year. Without a
// list column the bodies that have none of their own are not reached.
func guess(site *source.Site, seeds int, config crawler.Config, today time.Time) (lists, documents int) {
	from, to := max(config.From, firstYear), cmp.Or(config.To, today.Year()-1)
	own, branches := map[string]bool{}, 0
	listed := slices.ContainsFunc(site.Columns, func(c source.Column) bool { return c.Kind != source.ColumnBody })
	for i := range site.Columns {
		if c := &site.Columns[i]; c.Kind == source.ColumnBody {
			own[cmp.Or(c.Agency, c.Division)] = true
		}
	}
	for _, b := range site.Bodies {
		if listed && !own[b.Name] {
			branches++
		}
	}
	return 1 + seeds + branches, (len(own) + branches) * max(0, to-from+1)
}

// answering is what an answer is taken to need beside the pause; half the jitter is the mean of what is drawn.
const answering = time.Second

// HostsOf adds up the plans by host. Requests of a source with several hosts count for that with the most of its first
// requests, as if the host had all of them: so the times are the longest that they may be.
func HostsOf(plans []Plan) []HostPlan {
	at := map[string]*HostPlan{}
	for i := range plans {
		p := &plans[i]
		host := busiest(p)
		h := at[host]
		if h == nil {
			h = &HostPlan{Host: host}
			at[host] = h
		}
		n := p.Lists + p.Documents
		h.Requests += n
		h.Takes += time.Duration(n) * (*p.Pace.Gap + *p.Pace.Jitter/2 + answering)
		if budget := *p.Pace.Budget; budget > 0 {
			h.Days = max(h.Days, (h.Requests+budget-1)/budget)
		}
		h.Days = max(h.Days, 1)
	}
	hosts := make([]HostPlan, 0, len(at))
	for _, h := range at {
		hosts = append(hosts, *h)
	}
	slices.SortFunc(hosts, func(a, b HostPlan) int { return cmp.Or(cmp.Compare(b.Takes, a.Takes), cmp.Compare(a.Host, b.Host)) })
	return hosts
}

func busiest(p *Plan) (host string) {
	counts := map[string]int{}
	for i := range p.Seeds {
		h := p.Seeds[i].Host()
		counts[h]++
		if host == "" || counts[h] > counts[host] {
			host = h
		}
	}
	if host == "" {
		host = p.Site.AllHosts()[0] // no source is without one
	}
	return host
}
