package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math"
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
	Night  statusNight `embed:""`
}

// Help gives an example.
func (statusCommand) Help() string {
	return `Example: nianbao status --format json

Example: nianbao status --since 12

Example: nianbao status --ack some-county:blocked --till 2025-03-01 --why "the office was called"

Example: nianbao status --manners 12`
}

// overview is what status tells.
type overview struct {
	Database string           `json:"database"`
	Reports  int              `json:"reports"`  // readings that count
	Statuses map[string]int   `json:"statuses"` // of these
	Aside    map[string]int   `json:"aside"`    // pages that are no report, or whose body or year is not known
	Findings map[string]int   `json:"findings"` // by relation or rule
	Ledger   []ledgerOverview `json:"ledger"`   // by year
	Sources  []sourceOverview `json:"sources"`
	Runs     []runOverview    `json:"runs"`
	// Troubles are what is wrong with the sources now, the acknowledged ones too.
	Troubles []pipeline.TroubleEnd `json:"troubles"`
}

// ledgerOverview counts the bodies of a year by what is known of them; the states add up to Bodies.
type ledgerOverview struct {
	Year   int                  `json:"year"`
	Bodies int                  `json:"bodies"`
	States map[report.State]int `json:"states"`
}

type sourceOverview struct {
	ID          string         `json:"id"`
	Name        string         `json:"name"`
	Expected    int            `json:"expected"` // bodies each year; 0 when nobody said
	Found       map[string]int `json:"found"`    // bodies with a report, by year
	Documents   int            `json:"documents"`
	Unread      int            `json:"unread"`
	Failing     int            `json:"failing"`
	LastVisit   string         `json:"last_visit"`
	LastSuccess string         `json:"last_success"`
}

type runOverview struct {
	ID        int64            `json:"id"`
	Kind      string           `json:"kind"`
	Program   string           `json:"program"`
	Arguments []string         `json:"arguments"`
	Started   string           `json:"started"`
	Finished  string           `json:"finished"`
	Result    string           `json:"result"`
	Counts    map[string]int64 `json:"counts"`
	// Visits counts how the requests ended, Progress how far they are.
	Visits   map[report.Outcome]int64 `json:"visits"`
	Progress progressOverview         `json:"progress"`
	// Closed are the hosts that rest until the next run; of the latest run only.
	Closed []closedOverview `json:"closed"`
	// Troubles are the requests whose last visit was no success.
	Troubles []troubleOverview `json:"troubles"`
}

type progressOverview struct {
	Queued int64 `json:"queued"`
	Done   int64 `json:"done"`
	Failed int64 `json:"failed"`
}

type closedOverview struct {
	Host    string         `json:"host"`
	Outcome report.Outcome `json:"outcome"`
	Detail  string         `json:"detail"`
	Waiting int64          `json:"waiting"` // requests
}

type troubleOverview struct {
	URL     string         `json:"url"`
	Source  string         `json:"source"`
	Outcome report.Outcome `json:"outcome"`
	Detail  string         `json:"detail"`
}

// Run tells what is stored.
func (c statusCommand) Run(ctx context.Context, a *app) error {
	if c.Runs < 0 {
		return usageError{fmt.Errorf("--runs %d: a number ≥ 0", c.Runs)}
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
	for _, part := range []func(context.Context, *store.Store) error{o.readings, o.findings, o.ledger, o.sources, o.troubles} {
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

func (o *overview) readings(ctx context.Context, db *store.Store) error {
	statuses, err := db.Statuses(ctx)
	for _, s := range statuses {
		switch s.Standing {
		case store.Current:
			o.Reports += int(s.Reports)
			o.Statuses[s.Status.String()] += int(s.Reports)
		case store.Aside:
			o.Aside[s.Status.String()] += int(s.Reports)
		}
	}
	return err
}

func (o *overview) findings(ctx context.Context, db *store.Store) error {
	relations, err := db.Relations(ctx)
	if err != nil {
		return err
	}
	for _, r := range relations {
		o.Findings[r.Relation] = int(r.Findings)
	}
	between, err := db.AcrossCounts(ctx)
	for relation, n := range between {
		o.Findings[relation] += n
	}
	return err
}

func (o *overview) ledger(ctx context.Context, db *store.Store) error {
	totals, err := db.LedgerTotals(ctx) // by year
	for _, x := range totals {
		if n := len(o.Ledger); n == 0 || o.Ledger[n-1].Year != x.Year {
			o.Ledger = append(o.Ledger, ledgerOverview{Year: x.Year, States: map[report.State]int{}})
		}
		year := &o.Ledger[len(o.Ledger)-1]
		year.Bodies += x.Bodies
		year.States[x.State] = x.Bodies
	}
	return err
}

func (o *overview) troubles(ctx context.Context, db *store.Store) error {
	end, err := pipeline.EndOf(ctx, db, math.MaxInt64, time.Now())
	o.Troubles = append(end.Open, end.Known...)
	return err
}

func (o *overview) sources(ctx context.Context, db *store.Store) error {
	health, err := db.SourceHealth(ctx)
	for _, h := range health {
		o.Sources = append(o.Sources, sourceOf(h))
	}
	return err
}

func sourceOf(h store.Health) sourceOverview {
	s := sourceOverview{
		ID: h.ID, Name: h.Name, Expected: h.Expected, Found: map[string]int{}, Documents: h.Documents,
		Unread: h.Unread, Failing: h.Failing, LastVisit: momentText(h.LastVisit), LastSuccess: momentText(h.LastSuccess),
	}
	for _, y := range h.Years {
		s.Found[yearText(y.Year)] = y.Bodies
	}
	return s
}

func runOf(ctx context.Context, db *store.Store, r store.Run) (runOverview, error) {
	o := runOverview{
		ID: r.ID, Kind: r.Kind, Program: r.Program, Arguments: r.Arguments, Started: momentText(r.Started),
		Finished: momentText(r.Finished), Result: cmp.Or(r.Result, "unfinished"), Counts: r.Counts,
		Visits: map[report.Outcome]int64{}, Closed: []closedOverview{}, Troubles: []troubleOverview{},
	}
	outcomes, err := db.Outcomes(ctx, r.ID)
	if err != nil {
		return o, err
	}
	for _, x := range outcomes {
		o.Visits[x.Outcome] = x.Visits
	}
	progress, err := db.Progress(ctx, r.ID)
	if err != nil {
		return o, err
	}
	o.Progress = progressOverview(progress)
	closed, err := db.ClosedHosts(ctx, r.ID)
	if err != nil {
		return o, err
	}
	for _, h := range closed {
		o.Closed = append(o.Closed, closedOverview(h))
	}
	troubles, err := db.Troubles(ctx, r.ID)
	for _, x := range troubles {
		o.Troubles = append(o.Troubles, troubleOverview(x))
	}
	return o, err
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
	for _, s := range o.Sources {
		a.printf("\n%s %s\n", s.ID, s.Name)
		for _, year := range slices.Sorted(maps.Keys(s.Found)) {
			a.printf("  %s: %s\n", year, ofExpected(a, s.Found[year], s.Expected))
		}
		a.printf(a.say("  %d documents, %d unread, %d failing; last success %s\n", "  文档 %d,未读 %d,失败 %d;最近成功 %s\n"), s.Documents, s.Unread, s.Failing, orDash(s.LastSuccess))
	}
	a.printf("\n")
	for _, r := range o.Runs {
		r.print(a)
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
	a.printf("%s %d %s %s → %s %s\n", a.say("run", "运行"), r.ID, r.Kind, r.Started, orDash(r.Finished), r.Result)
	if r.Progress.Queued > 0 {
		a.printf(a.say("  %d requests wait\n", "  待请求 %d\n"), r.Progress.Queued)
	}
	for _, h := range r.Closed {
		a.printf("  %s %s: %s %s\n", a.say("host closed:", "停止访问:"), h.Host, h.Outcome, h.Detail)
	}
	for _, x := range r.Troubles[:min(len(r.Troubles), mostTroubles)] {
		a.printf("  %s: %s %s\n", x.URL, x.Outcome, x.Detail)
	}
	if more := len(r.Troubles) - mostTroubles; more > 0 {
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
