package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/crawler"
	"github.com/nianbao/nianbao/crawler/discover"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report/page"
)

// exploreFlags say how a portal is explored.
type exploreFlags struct {
	Requests int    `default:"60" help:"The most requests that are sent to look for columns."`
	Division string `placeholder:"CODE" help:"The portal's division, where its home page does not tell."`
}

// explore looks for the columns of a portal.
func (a *app) explore(ctx context.Context, config crawler.Config, flags exploreFlags, address string) (discover.Proposal, error) {
	if flags.Requests < 1 {
		return discover.Proposal{}, usageError{fmt.Errorf("--requests %d: at least 1", flags.Requests)}
	}
	u, err := url.Parse(address)
	if err != nil || !isURL(address) || u.Hostname() == "" {
		return discover.Proposal{}, usageError{fmt.Errorf("%s is no http or https URL", address)}
	}
	if err := a.mayAsk(config, address); err != nil {
		return discover.Proposal{}, err
	}
	register, err := a.register()
	if err != nil {
		return discover.Proposal{}, err
	}
	progress := newProgress(a)
	config.Progress = progress.visit
	defer progress.done()
	return discover.Find(ctx, discover.Config{Crawler: config, Requests: flags.Requests, Division: flags.Division, Register: register}, address)
}

// agreed asks a person; without one the answer is no.
func (a *app) agreed(question string) bool {
	if !a.person {
		return false
	}
	fmt.Fprintf(a.stderr, "%s [y/N] ", question)
	answer, err := bufio.NewReader(a.stdin).ReadString('\n')
	answer = strings.ToLower(strings.TrimSpace(answer))
	return (err == nil || answer != "") && slices.Contains([]string{"y", "yes", "是"}, answer)
}

var errNotAgreed = errors.New("not agreed")

// propose discovers a portal that no source names, shows what it found, and asks whether to crawl it.
func (a *app) propose(ctx context.Context, config crawler.Config, flags exploreFlags, yes bool, address string) (source.Site, error) {
	proposal, err := a.explore(ctx, config, flags, address)
	if len(proposal.Site.Columns) > 0 {
		a.printf("%s\n", proposal.YAML())
	}
	switch {
	case err != nil:
		return source.Site{}, err
	case yes || a.agreed(a.say("Crawl it?", "是否抓取?")):
		return proposal.Site, nil
	case a.person:
		return source.Site{}, errNotAgreed
	}
	return source.Site{}, usageError{fmt.Errorf(
		"nothing was crawled: %s is not among the sources; add --yes to crawl what is proposed above, or save it to a file and name that with --sources", address)}
}

// sourcesAt gives the sources to which an address belongs: that with the column or home page of this address, else
// those with the host.
func sourcesAt(registry *source.Registry, address string) []source.Site {
	canonical, err := page.Canonical(address)
	if err != nil {
		return nil
	}
	u, _ := url.Parse(canonical) // it is canonical
	same := func(other string) bool {
		c, err := page.Canonical(other)
		return err == nil && strings.TrimSuffix(c, "/") == strings.TrimSuffix(canonical, "/")
	}
	var exact, hosts []source.Site
	for _, s := range registry.Sites() {
		named := same(s.Home) || slices.ContainsFunc(s.Columns, func(c source.Column) bool { return same(c.URL) })
		if named {
			exact = append(exact, s)
		}
		if s.Owns(u.Host) && strings.Trim(u.Path, "/") == "" {
			hosts = append(hosts, s)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return hosts
}
