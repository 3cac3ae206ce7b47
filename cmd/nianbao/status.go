package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

type statusCommand struct {
	Format string      `env:"NIANBAO_STATUS_FORMAT" enum:"table,json" default:"table" help:"table or json."`
	Runs   int         `default:"5" help:"How many of the latest runs to list."`
	Listed int         `name:"sources" default:"10" help:"How many sources to list at most, those with the most failing or unread pages first; in --format json all are."`
	Night  statusNight `embed:""`
}

// Help gives an example.
func (statusCommand) Help() string {
	return `Example: nianbao status --format json

Example: nianbao status --since 12

Example: nianbao status --ack some-county:blocked --till 2025-03-01 --why "the office was called"

Example: nianbao status --manners 12`
}

// Run tells what is stored.
func (c statusCommand) Run(ctx context.Context, a *app) error {
	if c.Runs < 0 || c.Listed < 0 {
		return usageError{fmt.Errorf("--runs %d, --sources %d: numbers ≥ 0", c.Runs, c.Listed)}
	}
	if c.Night.Ack != "" {
		return c.acknowledge(ctx, a)
	}
	db, err := a.openReadOnly(ctx)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // only read
	switch {
	case c.Night.Since != nil:
		return c.since(ctx, a, db)
	case c.Night.Manners != 0:
		return c.manners(ctx, a, db)
	}
	o, err := c.look(ctx, a, db)
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return json.NewEncoder(a.stdout).Encode(o)
	}
	o.print(a)
	known, open := []pipeline.TroubleEnd{}, []pipeline.TroubleEnd{}
	for _, t := range o.Troubles {
		if t.Until.IsZero() {
			open = append(open, t)
		} else {
			known = append(known, t)
		}
	}
	printTroubles(a, a.say("trouble:", "问题:"), open)
	printTroubles(a, a.say("known:", "已知:"), known)
	return nil
}

func (c statusCommand) look(ctx context.Context, a *app, db *store.Store) (overview, error) {
	o := overview{
		Database: a.database(), Statuses: map[string]int{}, Aside: map[string]int{}, Findings: map[string]int{},
		Ledger: []ledgerOverview{}, Sources: []sourceOverview{}, Runs: []runOverview{},
	}
	sources := o.ailing(c.Listed)
	if c.Format == "json" {
		sources = o.sources
	}
	for _, part := range []func(context.Context, *store.Store) error{o.readings, o.findings, o.ledger, sources, o.troubles} {
		if err := part(ctx, db); err != nil {
			return o, err
		}
	}
	runs, err := db.Runs(ctx, c.Runs)
	if err != nil {
		return o, err
	}
	for _, r := range runs {
		one, err := runOf(ctx, db, r)
		if err != nil {
			return o, err
		}
		o.Runs = append(o.Runs, one)
	}
	return o, nil
}

func momentText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func (o overview) print(a *app) {
	a.printf("%s\n", o.Database)
	a.printf(a.say("%d reports: %s\n", "%d 份报告:%s\n"), o.Reports, counts(o.Statuses, a.statusWords))
	if len(o.Aside) > 0 {
		a.printf("%s %s\n", a.say("put aside:", "不计入:"), counts(o.Aside, a.statusWords))
	}
	a.printf("%s %s\n", a.say("findings:", "提示:"), counts(o.Findings, itself))
	for _, year := range o.Ledger {
		a.printf(a.say("%d: %d bodies: %s\n", "%d 年度:%d 个机构:%s\n"), year.Year, year.Bodies, year.text(a))
	}
	o.printSources(a)
	a.printf("\n")
	for _, r := range o.Runs {
		r.print(a)
	}
}

// printSources sums up all sources and lists those that were looked for.
func (o *overview) printSources(a *app) {
	t := &o.totals
	a.printf(a.say("\nsources %d: documents %d, unread %d, failing %d\n", "\n来源 %d:文档 %d,未读 %d,失败 %d\n"), t.Sources, t.Documents, t.Unread, t.Failing)
	if n := t.Sources - len(o.Sources); n > 0 {
		a.printf(a.say("%d not listed; --sources %d lists all, those with the most failing or unread first\n", "另有 %d 个未列出;--sources %d 列出全部,失败或未读最多的在前\n"), n, t.Sources)
	}
	for _, s := range o.Sources {
		a.printf("\n%s %s\n", s.ID, s.Name)
		for _, year := range slices.Sorted(maps.Keys(s.Found)) {
			a.printf("  %s: %s\n", year, ofExpected(a, s.Found[year], s.Expected))
		}
		a.printf(a.say("  %d documents, %d unread, %d failing; last success %s\n", "  文档 %d,未读 %d,失败 %d;最近成功 %s\n"), s.Documents, s.Unread, s.Failing, orDash(s.LastSuccess))
	}
}

// text lists the states of a year in the order of their precedence.
func (l *ledgerOverview) text(a *app) string {
	var parts []string
	for _, d := range report.StateDefs() {
		if n := l.States[d.State]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", a.lang().State(d.State), n))
		}
	}
	return strings.Join(parts, ", ")
}

// mostTroubles is how many troubles of a run are printed.
const mostTroubles = 5

func (r *runOverview) print(a *app) {
	a.printf("%s %d %s %s → %s %s\n", a.say("run", "运行"), r.ID, a.lang().Run(r.Kind), r.Started, orDash(r.Finished), a.lang().Result(r.Result))
	if r.Progress.Queued > 0 {
		a.printf(a.say("  %d requests wait\n", "  待请求 %d\n"), r.Progress.Queued)
	}
	for _, h := range r.Closed[:min(len(r.Closed), mostTroubles)] {
		a.printf("  %s %s: %s %s\n", a.say("host closed:", "停止访问:"), h.Host, h.Outcome, h.Detail)
	}
	printMore(a, len(r.Closed))
	for _, x := range r.Troubles[:min(len(r.Troubles), mostTroubles)] {
		a.printf("  %s: %s %s\n", x.URL, x.Outcome, x.Detail)
	}
	printMore(a, len(r.Troubles))
}

// printMore says how many of all are not printed.
func printMore(a *app, all int) {
	if more := all - mostTroubles; more > 0 {
		a.printf(a.say("  and %d more in --format json\n", "  另有 %d 条,见 --format json\n"), more)
	}
}

func ofExpected(a *app, found, expected int) string {
	if expected == 0 {
		return fmt.Sprintf(a.say("%d bodies", "%d 个机构"), found)
	}
	return fmt.Sprintf(a.say("%d of %d bodies", "%d / %d 个机构"), found, expected)
}

// statusWords gives the words for the name of a status.
func (a *app) statusWords(name string) string {
	for _, s := range report.Statuses() {
		if s.String() == name {
			return a.lang().Status(s)
		}
	}
	return name
}

func itself(name string) string { return name }
