package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/nianbao/nianbao/store"
)

type statusCommand struct {
	Format string `env:"NIANBAO_STATUS_FORMAT" enum:"table,json" default:"table" help:"table or json."`
	Runs   int    `default:"5" help:"How many of the latest runs to list."`
}

// Help gives an example.
func (statusCommand) Help() string { return "Example: nianbao status --format json" }

// overview is what status tells.
type overview struct {
	Database string           `json:"database"`
	Reports  int              `json:"reports"`  // readings that count
	Statuses map[string]int   `json:"statuses"` // of these
	Aside    map[string]int   `json:"aside"`    // pages that are no report, or whose body or year is not known
	Findings map[string]int   `json:"findings"` // by relation or rule
	Sources  []sourceOverview `json:"sources"`
	Runs     []map[string]any `json:"runs"`
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

// Run tells what is stored.
func (c statusCommand) Run(ctx context.Context, a *app) error {
	if c.Runs < 0 {
		return usageError{fmt.Errorf("--runs %d: a number ≥ 0", c.Runs)}
	}
	db, err := a.openReadOnly(ctx)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // only read
	o, err := c.look(ctx, a, db)
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return json.NewEncoder(a.stdout).Encode(o)
	}
	o.print(a)
	return nil
}

func (c statusCommand) look(ctx context.Context, a *app, db *store.Store) (overview, error) {
	o := overview{Database: a.database(), Statuses: map[string]int{}, Aside: map[string]int{}, Findings: map[string]int{}}
	readings, err := db.Reports(ctx, store.Filter{All: true})
	if err != nil {
		return o, err
	}
	for _, r := range readings {
		switch r.Standing {
		case store.Current:
			o.Reports++
			o.Statuses[r.Status.String()]++
		case store.Aside:
			o.Aside[r.Status.String()]++
		}
	}
	found, err := db.Findings(ctx, store.Filter{})
	if err != nil {
		return o, err
	}
	for _, f := range found {
		o.Findings[f.Relation]++
	}
	health, err := db.SourceHealth(ctx)
	if err != nil {
		return o, err
	}
	for _, h := range health {
		o.Sources = append(o.Sources, sourceOf(h))
	}
	runs, err := db.Runs(ctx, c.Runs)
	for _, r := range runs {
		o.Runs = append(o.Runs, runOf(r))
	}
	return o, err
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

func runOf(r store.Run) map[string]any {
	result := r.Result
	if result == "" {
		result = "unfinished"
	}
	return map[string]any{
		"id": r.ID, "kind": r.Kind, "program": r.Program, "arguments": r.Arguments,
		"started": momentText(r.Started), "finished": momentText(r.Finished), "result": result, "counts": r.Counts,
	}
}

func momentText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func (o overview) print(a *app) {
	a.printf("%s\n", o.Database)
	a.printf(a.say("%d reports: %s\n", "%d 份报告:%s\n"), o.Reports, countsText(o.Statuses))
	if len(o.Aside) > 0 {
		a.printf("%s %s\n", a.say("put aside:", "不计入:"), countsText(o.Aside))
	}
	a.printf("%s %s\n", a.say("findings:", "提示:"), countsText(o.Findings))
	for _, s := range o.Sources {
		a.printf("\n%s %s\n", s.ID, s.Name)
		for _, year := range slices.Sorted(maps.Keys(s.Found)) {
			a.printf("  %s: %s\n", year, ofExpected(a, s.Found[year], s.Expected))
		}
		a.printf(a.say("  %d documents, %d unread, %d failing; last success %s\n", "  文档 %d,未读 %d,失败 %d;最近成功 %s\n"), s.Documents, s.Unread, s.Failing, orDash(s.LastSuccess))
	}
	a.printf("\n")
	for _, r := range o.Runs {
		a.printf("%s %d %s %s → %s %s\n", a.say("run", "运行"), r["id"], r["kind"], r["started"], orDash(fmt.Sprint(r["finished"])), r["result"])
	}
}

func ofExpected(a *app, found, expected int) string {
	if expected == 0 {
		return fmt.Sprintf(a.say("%d bodies", "%d 个机构"), found)
	}
	return fmt.Sprintf(a.say("%d of %d bodies", "%d / %d 个机构"), found, expected)
}

func countsText(m map[string]int) string {
	if len(m) == 0 {
		return "—"
	}
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(m)) {
		parts = append(parts, fmt.Sprintf("%s %d", name, m[name]))
	}
	return strings.Join(parts, ", ")
}
