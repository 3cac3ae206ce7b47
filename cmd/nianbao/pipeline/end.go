package pipeline

import (
	"context"
	"math"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// EndReport is what a person should know after one or several runs.
type EndReport struct {
	Schema   string                   `json:"schema"` // nianbao.end.v1
	Since    int64                    `json:"since"`  // the run before the first that it tells of; 0 for all
	Runs     []RunEnd                 `json:"runs"`   // the newest first
	Outcomes map[report.Outcome]int64 `json:"outcomes"`
	// New, Open and Known are what is wrong with sources: found for the first time, found before and not acknowledged,
	// acknowledged. Over is what is wrong no longer.
	New   []TroubleEnd `json:"new_troubles"`
	Open  []TroubleEnd `json:"open_troubles"`
	Known []TroubleEnd `json:"known_troubles"`
	Over  []TroubleEnd `json:"troubles_over"`
	News  NewsEnd      `json:"news"`
	// NeedsPerson: there is new or open trouble.
	NeedsPerson bool `json:"needs_person"`
}

// RunEnd tells how a run ended.
type RunEnd struct {
	ID       int64     `json:"id"`
	Kind     string    `json:"kind"`
	Planned  bool      `json:"planned"`
	Started  time.Time `json:"started"`
	Finished time.Time `json:"finished,omitzero"` // left out when it was killed
	Result   string    `json:"result"`
	Stopped  string    `json:"stopped"` // why it ended before its work did
	Waiting  int64     `json:"waiting"` // requests that it left due
}

// TroubleEnd is something that is wrong with a source.
type TroubleEnd struct {
	Source  string       `json:"source"`
	Kind    string       `json:"kind"`
	Host    string       `json:"host"`
	Actor   report.Actor `json:"actor"`
	Count   int          `json:"count"`
	URL     string       `json:"url"`
	Detail  string       `json:"detail"`
	Meaning string       `json:"meaning"`
	Since   time.Time    `json:"since"`
	Run     int64        `json:"run"` // that found it first
	Until   report.Date  `json:"acknowledged_until"`
	Why     string       `json:"why"`
}

// NewsEnd is what the runs brought.
type NewsEnd struct {
	New       int        `json:"new"`       // pages that were not in the archive before
	Changed   []PageNews `json:"changed"`   // say something else than before
	Withdrawn []PageNews `json:"withdrawn"` // gone from the portal; kept with their history
	Moved     []PageNews `json:"moved"`     // lead to another address
}

// PageNews is one such page.
type PageNews struct {
	URL    string `json:"url"`
	Source string `json:"source"`
	Name   string `json:"name"`
	Year   int    `json:"year"`
	To     string `json:"to"` // where it is now; empty when nobody knows
}

// EndOf tells what a person should know of the runs after since.
func EndOf(ctx context.Context, db *store.Store, since int64, now time.Time) (EndReport, error) {
	e := EndReport{Schema: "nianbao.end.v1", Since: since, Runs: []RunEnd{}, Outcomes: map[report.Outcome]int64{}}
	if err := e.runs(ctx, db); err != nil {
		return e, err
	}
	if err := e.troubles(ctx, db, now); err != nil {
		return e, err
	}
	news, err := db.News(ctx, since)
	e.News = NewsEnd{news.New, pagesOf(news.Changed), pagesOf(news.Withdrawn), pagesOf(news.Moved)}
	return e, err
}

// mostRuns is how many runs are looked at for those after a given one.
const mostRuns = 10_000

func (e *EndReport) runs(ctx context.Context, db *store.Store) error {
	runs, err := db.Runs(ctx, mostRuns)
	if err != nil {
		return err
	}
	for _, r := range runs {
		if r.ID <= e.Since {
			break
		}
		progress, err := db.Progress(ctx, r.ID)
		if err != nil {
			return err
		}
		e.Runs = append(e.Runs, RunEnd{r.ID, r.Kind, r.Planned, r.Started, r.Finished, r.Result, r.Stopped, progress.Queued})
		outcomes, err := db.Outcomes(ctx, r.ID)
		if err != nil {
			return err
		}
		for _, o := range outcomes {
			e.Outcomes[o.Outcome] += o.Visits
		}
	}
	return nil
}

// Troubles tells what is wrong with the sources now: what is not acknowledged, then what is.
func Troubles(ctx context.Context, db *store.Store, now time.Time) ([]TroubleEnd, error) {
	e := EndReport{Since: math.MaxInt64}
	err := e.troubles(ctx, db, now)
	return append(e.Open, e.Known...), err
}

func (e *EndReport) troubles(ctx context.Context, db *store.Store, now time.Time) error {
	all, err := db.SourceTroubles(ctx, report.DateOf(now))
	e.New, e.Open, e.Known, e.Over = []TroubleEnd{}, []TroubleEnd{}, []TroubleEnd{}, []TroubleEnd{}
	for i := range all {
		t := &all[i]
		one := TroubleEnd{
			Source: t.Source, Kind: t.Kind, Host: t.Host, Actor: t.Actor, Count: t.Count, URL: t.URL, Detail: t.Detail,
			Meaning: MeaningOf(t.Kind), Since: t.Since, Run: t.FirstRun,
		}
		if t.Known != nil {
			one.Until, one.Why = t.Known.Until, t.Known.Why
		}
		switch {
		case t.OverRun > e.Since:
			e.Over = append(e.Over, one)
		case t.OverRun != 0:
		case t.Known != nil:
			e.Known = append(e.Known, one)
		case t.FirstRun > e.Since:
			e.New = append(e.New, one)
		default:
			e.Open = append(e.Open, one)
		}
	}
	e.NeedsPerson = len(e.New)+len(e.Open) > 0
	return err
}

func pagesOf(items []store.NewsItem) []PageNews {
	pages := make([]PageNews, len(items))
	for i, n := range items {
		pages[i] = PageNews{n.URL, n.Source, n.Name, n.Year, n.To}
	}
	return pages
}
