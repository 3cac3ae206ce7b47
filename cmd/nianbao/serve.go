package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/crawler/robots"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/web"
)

type serveCommand struct {
	Listen     string   `default:"127.0.0.1:8080" help:"Address and port; any other than a loopback address lets other machines read the dataset."`
	Concurrent int      `default:"8" help:"How many requests are answered at once."`
	Host       []string `help:"A further name under which the server may be asked, as behind a proxy; --listen on a loopback address refuses other names than localhost. Repeatable."`
}

// Help gives an example.
func (serveCommand) Help() string {
	return `Pages for people at /, JSON for programs at /api/v1, figures for Prometheus at /metrics, /healthz. Nothing can be
changed through them, and a crawl may write to the same database meanwhile. On a loopback address, requests that name
another host than localhost, a loopback address or --host are refused.

Example: nianbao serve --db nianbao-demo.db`
}

// Run serves pages until it is interrupted.
func (c serveCommand) Run(ctx context.Context, a *app) error {
	if c.Concurrent < 1 || c.Concurrent > 256 {
		return usageError{fmt.Errorf("--concurrent %d: a number from 1 to 256", c.Concurrent)}
	}
	hosts, err := c.hosts()
	if err != nil {
		return err
	}
	handler := &reopening{open: func() (*opened, error) { return c.open(ctx, a, hosts) }, log: a.log}
	if handler.now, err = handler.open(); err != nil {
		return err
	}
	defer handler.close() //nolint:errcheck // only read
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return usageError{fmt.Errorf("--listen %s: %w", c.Listen, err)}
	}
	if address, ok := listener.Addr().(*net.TCPAddr); ok && !address.IP.IsLoopback() {
		a.log.Warn("other machines can read the dataset", "listen", listener.Addr().String())
	}
	a.printf("http://%s/\n", listener.Addr())
	return web.Serve(ctx, listener, handler)
}

// hosts gives the names under which the server is asked for when only this machine reaches it; nil for any.
func (c serveCommand) hosts() ([]string, error) {
	host, _, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return nil, usageError{fmt.Errorf("--listen %s: %w", c.Listen, err)}
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && !ip.IsLoopback() {
		return nil, nil
	}
	return append([]string{host}, c.Host...), nil
}

// open opens the database and makes the pages about it.
func (c serveCommand) open(ctx context.Context, a *app, hosts []string) (*opened, error) {
	db, err := a.openReadOnlyFor(ctx, c.Concurrent+2)
	if err != nil {
		return nil, err
	}
	pages, err := c.handler(ctx, a, db, hosts)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &opened{db: db, pages: pages}, nil
}

func (c serveCommand) handler(ctx context.Context, a *app, db *store.Store, hosts []string) (http.Handler, error) {
	reading, err := readingFor(ctx, db)
	if err != nil {
		return nil, err
	}
	return web.New(web.Config{
		Store: db, Concurrent: c.Concurrent, Hosts: hosts, Fresh: 5 * time.Second, Program: productVersion(), Log: a.log,
		AreaName: reading.Area, Explain: explainer(reading), Robots: robotsSay,
	})
}

// explainer reads an archived page again and tells how a value came about.
func explainer(reading *pipeline.Reading) func(page.Page, report.Key) []string {
	return func(p page.Page, key report.Key) []string {
		document := reading.Read(p)
		return document.Explain(key)
	}
}

// robotsSay tells whether a robots.txt lets the crawler fetch an address, and by which rule.
func robotsSay(kept page.Robots, address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	facts := robots.Facts{Status: kept.Status, Body: kept.Body}
	if kept.Status == 0 {
		facts.Failure = kept.Detail
	}
	allowed, rule := robots.Decide(facts, "nianbao").Allowed(u.RequestURI())
	if !allowed {
		return "denied: " + rule
	}
	return "allowed: " + rule
}
