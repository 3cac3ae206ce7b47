package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/crawler/manners"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// statusNight are the flags of status for crawls that nobody watches.
type statusNight struct {
	Since   *int64 `placeholder:"RUN" help:"Tell only what happened after this run; 0 for everything."`
	Manners int64  `placeholder:"RUN" help:"Show what the run sent to each host, and whether every promise was kept; with --format json a line for every request."`
	Ack     string `placeholder:"SOURCE[:TROUBLE]" help:"Say that a trouble is known: it is counted and not alarmed until --till."`
	Till    date   `placeholder:"2025-03-01" help:"The last day for --ack."`
	Why     string `help:"The reason for --ack."`
	Who     string `help:"Who says so."`
}

// date is a day as 2025-03-01.
type date struct{ report.Date }

// UnmarshalText reads it.
func (d *date) UnmarshalText(text []byte) (err error) {
	d.Date, err = report.ParseDate(string(text))
	return err
}

// acknowledge enters that a person knows of a trouble.
func (c statusCommand) acknowledge(ctx context.Context, a *app) error {
	source, kind, _ := strings.Cut(c.Night.Ack, ":")
	switch {
	case c.Night.Till.IsZero() || c.Night.Why == "":
		return usageError{errors.New("--ack needs --till and --why")}
	case c.Night.Till.Compare(report.DateOf(time.Now())) < 0:
		return usageError{fmt.Errorf("--till %s is over", c.Night.Till)}
	case kind != "" && pipeline.MeaningOf(kind) == "":
		return usageError{fmt.Errorf("--ack %s: there is no trouble %q; nianbao status names those that there are", c.Night.Ack, kind)}
	}
	db, err := a.openExisting(ctx)
	if err != nil {
		return err
	}
	err = db.Acknowledge(ctx, store.Acknowledgement{
		Source: source, Kind: kind, Until: c.Night.Till.Date, Who: c.Night.Who, Why: c.Night.Why, Entered: time.Now(),
	})
	if err = errors.Join(err, db.Close()); err == nil {
		a.printf(a.say("%s is known until %s\n", "%s 已登记至 %s\n"), c.Night.Ack, c.Night.Till)
	}
	return err
}

// since tells what happened after a run.
func (c statusCommand) since(ctx context.Context, a *app, db *store.Store) error {
	end, err := pipeline.EndOf(ctx, db, *c.Night.Since, time.Now())
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return json.NewEncoder(a.stdout).Encode(end)
	}
	for _, r := range end.Runs {
		finished := a.say("not finished", "未结束")
		if !r.Finished.IsZero() {
			finished = momentText(r.Finished)
		}
		a.printf("%s %d %s %s → %s %s%s\n", a.say("run", "运行"), r.ID, a.lang().Run(r.Kind), momentText(r.Started), finished, a.lang().Result(r.Result), because(a.lang().Reason(r.Stopped)))
	}
	a.printf("  %s %s\n", a.say("outcomes:", "结果:"), counts(end.Outcomes, func(o report.Outcome) string { return string(o) }))
	printEnd(a, &end)
	return nil
}

func because(reason string) string {
	if reason == "" {
		return ""
	}
	return ": " + reason
}

// sentLine is a line of the log of manners.
type sentLine struct {
	Run         int64          `json:"run"`
	Host        string         `json:"host"`
	URL         string         `json:"url"`
	For         string         `json:"for"`
	Conditional bool           `json:"conditional"`
	Allowed     bool           `json:"robots_allowed"`
	Robots      string         `json:"robots_rule"`
	Began       string         `json:"began"`
	Ended       string         `json:"ended"` // empty when the program died meanwhile
	Gap         *float64       `json:"gap"`   // seconds since the end of the request before it to the host
	Promised    float64        `json:"promised_pause"`
	Status      int            `json:"status"`
	Outcome     report.Outcome `json:"outcome"`
}

// manners shows what a run sent, and looks whether every promise was kept.
func (c statusCommand) manners(ctx context.Context, a *app, db *store.Store) error {
	checker, last := manners.NewChecker(manners.Rules{}), map[string]time.Time{}
	out := json.NewEncoder(a.stdout)
	for sent, err := range db.Manners(ctx, c.Night.Manners) {
		if err != nil {
			return err
		}
		checker.Add(sent)
		if c.Format == "json" {
			line := sentLine{
				sent.Run, sent.Host, sent.URL, string(sent.For), sent.Conditional, sent.Allowed, sent.Robots, exactly(sent.Began),
				exactly(sent.Ended), nil, sent.Next.Sub(sent.Began).Seconds(), sent.Status, sent.Outcome,
			}
			if before := last[sent.Host]; !before.IsZero() {
				gap := sent.Began.Sub(before).Seconds()
				line.Gap = &gap
			}
			if err := out.Encode(line); err != nil {
				return err
			}
		}
		last[sent.Host] = sent.Ended
	}
	proof := checker.Proof()
	if proof.Requests == 0 {
		return fmt.Errorf("run %d: nothing was sent, or its log is not kept any more", c.Night.Manners)
	}
	if c.Format == "table" {
		a.printf(a.say("run %d: %d requests to %d hosts, %d conditional, %d cut off; shortest pause %s; %d promises broken\n",
			"运行 %d:向 %[3]d 台主机请求 %[2]d 次,条件请求 %[4]d 次,中断 %[5]d 次;最短间隔 %[6]s;违约 %[7]d 次\n"),
			c.Night.Manners, proof.Requests, proof.Hosts, proof.Conditional, proof.CutOff, proof.ShortestGap.Round(time.Millisecond), len(proof.Breaches))
		for _, b := range proof.Breaches {
			a.printf("  %s\n", b)
		}
	}
	if len(proof.Breaches) > 0 {
		return errReported
	}
	return nil
}

func exactly(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}
