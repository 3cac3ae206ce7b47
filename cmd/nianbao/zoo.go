package main

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/nianbao/nianbao/fixtures/zoo"
	"github.com/nianbao/nianbao/web"
)

type zooCommand struct {
	County  []string      `sep:"," default:"static" placeholder:"NAME" help:"Which counties are simulated, by name; all for those of every CMS family, faults for one in which everything goes wrong."`
	Listen  string        `default:"127.0.0.1:8090" help:"Loopback address of the portals; a browser that uses it as its HTTP proxy sees them."`
	Control string        `default:"127.0.0.1:8091" help:"Loopback address at which they are steered, and which crawl --zoo is given."`
	Hosts   int           `default:"0" help:"Further counties, all alike, each with its own host."`
	Seed    uint64        `default:"0" help:"Another seed simulates other numbers."`
	Delay   time.Duration `default:"0s" help:"Pause before every answer."`
}

// Help gives examples.
func (zooCommand) Help() string {
	return `Simulates government portals on this machine until it is interrupted, for who adds a family, a fault or a source. Places
and numbers are invented; no other machine can reach them, and no request leaves this one. Beside them is a control: the
log of every request, what can happen overnight, the truth about every number (docs/zoo.md lists all of it).

Example: nianbao zoo --county hanweb,lonsun

Example: nianbao crawl --zoo 127.0.0.1:8091 --db zoo.db     (in a second terminal)

Example: curl --proxy 127.0.0.1:8090 http://hanweb.zoo.test/

Example: curl -X POST '127.0.0.1:8091/scenarios?set=relaunched'

Example: curl '127.0.0.1:8091/log?as=text'`
}

// Run serves the portals and their control until it is interrupted.
func (c zooCommand) Run(ctx context.Context, a *app) error {
	config := c.config()
	if err := config.Validate(); err != nil {
		return usageError{err}
	}
	if err := onLoopback(c.Control); err != nil {
		return usageError{fmt.Errorf("--control: %w", err)}
	}
	portals := zoo.New(config)
	address, stop, err := portals.StartAt(ctx, c.Listen)
	if err != nil {
		return usageError{fmt.Errorf("--listen: %w", err)}
	}
	defer stop()
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Control)
	if err != nil {
		return usageError{fmt.Errorf("--control %s: %w", c.Control, err)}
	}
	a.printf("%s http://%s/\n", a.say("the portals, as an HTTP proxy:", "模拟门户(作为 HTTP 代理使用):"), address)
	a.printf("%s http://%s/\n", a.say("their control:", "控制接口:"), listener.Addr())
	a.printf("  %s crawl --zoo %s --db zoo.db\n", cmp.Or(a.program, "nianbao"), listener.Addr())
	a.printf("  curl --proxy %s %s\n", address, portals.Truth().Counties[0].Home)
	return web.Serve(ctx, listener, local(portals.Control()))
}

func (c zooCommand) config() zoo.Config {
	counties := c.County
	if slices.Contains(counties, "all") {
		counties = append(slices.DeleteFunc(slices.Clone(counties), func(name string) bool { return name == "all" }), zoo.Counties()...)
	}
	slices.Sort(counties)
	return zoo.Config{Seed: c.Seed, Counties: slices.Compact(counties), Hosts: c.Hosts, Delay: c.Delay}
}

// onLoopback refuses an address that other machines might reach.
func onLoopback(text string) error {
	address, err := netip.ParseAddrPort(text)
	if err != nil || !address.Addr().IsLoopback() {
		return fmt.Errorf("%q is no loopback address with a port, like 127.0.0.1:8091", text)
	}
	return nil
}

// local refuses requests that name another host than this machine: a page in a browser may not steer the zoo by a name
// that somebody leads here.
func local(handler http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if ip := net.ParseIP(host); err != nil || !strings.EqualFold(host, "localhost") && (ip == nil || !ip.IsLoopback()) {
			http.Error(w, "the control answers to a loopback address alone", http.StatusMisdirectedRequest)
			return
		}
		handler.ServeHTTP(w, r)
	})
}
