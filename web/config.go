package web

import (
	"errors"
	"log/slog"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

// Config says what is served. Store is needed; everything else may be zero.
type Config struct {
	// Store is read, never written to. Each request that is answered holds one of its connections, so it should have
	// as many readers as Concurrent.
	Store *store.Store
	// Concurrent is how many requests are answered at once; 0 means 8. More wait, see Patience.
	Concurrent int
	// Timeout bounds the making of one answer; 0 means 20 seconds.
	Timeout time.Duration
	// Patience is how long a request waits for its turn before it is told to come back (503); 0 means 5 seconds.
	Patience time.Duration
	// Fresh is for how long an answer about the whole dataset is given again before it is made anew, which happens while
	// the old one is still given; 0 makes every answer anew.
	Fresh time.Duration
	// Hosts are the names under which the server may be asked, beside localhost and loopback addresses; nil allows any.
	Hosts []string
	// Program is the version that pages show.
	Program string
	// AreaName gives the name of a division by its code; nil shows the codes.
	AreaName func(code string) string
	// Explain tells the path from an archived page to a cell; nil leaves it out of evidence.
	Explain func(page.Page, report.Key) []string
	// Robots says what a robots.txt says of an address; nil leaves it out of evidence.
	Robots func(robots page.Robots, url string) string
	// Log takes what went wrong while answering; nil drops it.
	Log *slog.Logger
}

// Validate tells what is wrong with the configuration.
func (c Config) Validate() error {
	switch {
	case c.Store == nil:
		return errors.New("web: no store to serve")
	case c.Concurrent < 0 || c.Timeout < 0 || c.Patience < 0 || c.Fresh < 0:
		return errors.New("web: a bound below zero")
	}
	return nil
}

func (c Config) withDefaults() Config {
	if c.Concurrent == 0 {
		c.Concurrent = 8
	}
	if c.Timeout == 0 {
		c.Timeout = 20 * time.Second
	}
	if c.Patience == 0 {
		c.Patience = 5 * time.Second
	}
	if c.AreaName == nil {
		c.AreaName = func(string) string { return "" }
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return c
}
