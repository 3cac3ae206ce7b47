package main

import (
	"cmp"
	"context"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

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

	totals store.SourceTotals // of all sources, for people
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
	relations, err := db.Relations(ctx, "", 0)
	for _, r := range relations {
		o.Findings[r.Relation] += int(r.Findings)
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

func (o *overview) troubles(ctx context.Context, db *store.Store) (err error) {
	o.Troubles, err = pipeline.Troubles(ctx, db, time.Now())
	return err
}

func (o *overview) sources(ctx context.Context, db *store.Store) error {
	health, err := db.SourceHealth(ctx)
	for _, h := range health {
		o.Sources = append(o.Sources, sourceOf(h))
	}
	return err
}

// ailing counts all sources and looks for those that need a look first; where there are no more than limit, for all.
func (o *overview) ailing(limit int) func(context.Context, *store.Store) error {
	return func(ctx context.Context, db *store.Store) (err error) {
		if o.totals, err = db.SourceTotals(ctx); err != nil {
			return err
		}
		health, err := db.AilingSources(ctx, limit)
		for _, h := range health {
			if o.totals.Sources <= limit || h.Failing+h.Unread > 0 {
				o.Sources = append(o.Sources, sourceOf(h))
			}
		}
		return err
	}
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
