package main

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/store"
)

type crawlCommand struct {
	Wanted  []string     `arg:"" optional:"" name:"url|id|division" help:"Ids of sources, division codes, or addresses of portals; all sources when none are given. A portal that no source names is discovered first."`
	Sources []string     `sep:"none" placeholder:"FILE|DIR" help:"Sources files, or folders of them, instead of the built-in registry."`
	Years   yearRange    `placeholder:"2019-2025" help:"Years reported on that are wanted."`
	DryRun  bool         `help:"Tell what would be asked first, and how slowly, without a request."`
	Yes     bool         `short:"y" help:"Crawl what is discovered without asking."`
	Night   nightFlags   `embed:""`
	Explore exploreFlags `embed:""`
	Network netFlags     `embed:""`
}

// Help gives an example.
func (crawlCommand) Help() string {
	return `The same command again asks only for what changed. A crawl that was stopped or killed goes on where it was.

Example: nianbao crawl http://www.example.gov.cn/ --contact you@example.org

Example: nianbao crawl --sources my-county.yaml --dry-run

Example: nianbao crawl --sources my-county.yaml --contact you@example.org --years 2021-2025

Example: nianbao crawl --contact you@example.org --due --until 06:00     (every night, see docs/operations.md)

Example: nianbao crawl --zoo 127.0.0.1:8091 --db zoo.db     (the simulated portals of nianbao zoo)`
}

// resumable is how old a cut-off run may be to be gone on with.
const resumable = 24 * time.Hour

// Run crawls and reads.
func (c crawlCommand) Run(ctx context.Context, a *app) error {
	config, err := c.Network.config(ctx, a)
	if err != nil {
		return err
	}
	config.From, config.To = c.Years.from, c.Years.to
	sites, unknown, err := c.sites(a)
	if err != nil {
		return err
	}
	if c.DryRun {
		return c.plan(ctx, a, config, sites, unknown)
	}
	for _, address := range unknown {
		site, err := a.propose(ctx, config, c.Explore, c.Yes, address)
		if errors.Is(err, errNotAgreed) {
			a.printf("%s\n", a.say("Nothing was crawled.", "未抓取任何内容。"))
			return nil
		}
		if err != nil {
			return err
		}
		sites = append(sites, site)
	}
	if err := a.mayCrawl(config, sites); err != nil {
		return err
	}
	reading, err := pipeline.NewReading(a.simulatedRegister())
	if err != nil {
		return err
	}
	return a.crawl(ctx, pipeline.Crawl{
		Reading: reading, Config: config, Sites: sites, Resume: resumable, Limits: c.Night.limits(time.Now()),
		Info: store.RunInfo{Kind: "crawl", Program: programVersion(), Arguments: c.arguments(), Planned: c.Night.Due},
	}, c.Night.Report)
}

// arguments names what the run is about; runs with equal arguments go on with each other.
func (c crawlCommand) arguments() []string {
	list := append([]string{"years=" + c.Years.String()}, c.Wanted...)
	for _, s := range c.Sources {
		list = append(list, "sources="+s)
	}
	return list
}

// sites gives the sources that are wanted, and the addresses that no source names.
func (c crawlCommand) sites(a *app) (sites []source.Site, unknown []string, err error) {
	registry, err := a.registryOf(c.Sources)
	if err != nil {
		return nil, nil, err
	}
	var names []string
	for _, w := range c.Wanted {
		if !isURL(w) {
			names = append(names, w)
			continue
		}
		at := sourcesAt(registry, w)
		for _, s := range at {
			names = append(names, s.ID)
		}
		if len(at) == 0 {
			unknown = append(unknown, w)
		}
	}
	if len(unknown) > 0 && len(names) == 0 {
		return nil, unknown, nil
	}
	if sites, err = pipeline.Choose(registry, names); err != nil {
		return nil, nil, usageError{err}
	}
	if len(sites) == 0 {
		return nil, nil, usageError{errors.New("no sources: name a sources file with --sources")}
	}
	return sites, unknown, nil
}

// crawl runs a crawl with progress and tells how it ended.
func (a *app) crawl(ctx context.Context, c pipeline.Crawl, format string) error {
	c.Info = a.inZoo(c.Info)
	if err := a.mayWrite(ctx, c.Info); err != nil {
		return err
	}
	db, err := a.open(ctx)
	if err != nil {
		return err
	}
	c.Store = db
	progress := newProgress(a)
	c.Config.Progress = progress.visit
	summary, err := c.Run(ctx)
	progress.done()
	if format != "json" {
		printSummary(a, summary)
	}
	needed, tellErr := a.tellEnd(ctx, &c, &summary, format)
	if err == nil {
		err = tellErr
	}
	if closeErr := db.Close(); err == nil {
		err = closeErr
	}
	switch {
	case ctx.Err() != nil:
		stopped := errors.New(a.say("stopped; the same command goes on where it was", "已中止;再次运行同一命令可继续"))
		if err != nil && !errors.Is(err, context.Canceled) {
			return fmt.Errorf("%w; %w", stopped, err)
		}
		return stopped
	case err == nil && needed:
		return errReported
	}
	return err
}

// area is a division of any level: everything whose code begins with its own lies in it.
type area struct{ prefix string }

// UnmarshalText reads a division code of 2, 4, 6, 9 or 12 digits.
func (r *area) UnmarshalText(text []byte) error {
	code, err := division.ParseCode(string(text))
	if err != nil {
		return err
	}
	r.prefix = code.Prefix()
	return nil
}

// yearRange is 2023 or 2019-2025.
type yearRange struct{ from, to int }

var yearRangeForm = regexp.MustCompile(`^(20\d\d)(?:-(20\d\d))?$`)

// UnmarshalText reads the range.
func (y *yearRange) UnmarshalText(text []byte) error {
	m := yearRangeForm.FindStringSubmatch(string(text))
	if m == nil {
		return fmt.Errorf("%q is neither a year like 2023 nor a range like 2019-2025", text)
	}
	y.from, _ = strconv.Atoi(m[1])
	y.to = y.from
	if m[2] != "" {
		y.to, _ = strconv.Atoi(m[2])
	}
	if y.to < y.from {
		return fmt.Errorf("%q runs backwards", text)
	}
	return nil
}

// String writes the range as it is read; nothing for all years.
func (y yearRange) String() string {
	switch {
	case y.from == 0:
		return ""
	case y.from == y.to:
		return strconv.Itoa(y.from)
	}
	return fmt.Sprintf("%d-%d", y.from, y.to)
}
