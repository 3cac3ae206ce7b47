package main

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/report"
)

// nightFlags are for crawls that nobody watches.
type nightFlags struct {
	Due     bool      `help:"Ask only for what is due by the season's plan: from January to April lists every day, else every week; documents after 1, 2, 4 … 64 days."`
	Until   clockTime `placeholder:"06:00" help:"Stop cleanly at this hour in China; what is left is for the next run."`
	MaxSize byteSize  `placeholder:"20GB" help:"Stop cleanly before the database grows larger."`
	MinFree byteSize  `default:"512MB" help:"Stop cleanly when the disk has no more than this left."`
	Report  string    `enum:"table,json" default:"table" help:"How the run tells at its end what a person should know: table or json."`
}

// limits gives what ends the run early.
func (n nightFlags) limits(now time.Time) pipeline.Limits {
	return pipeline.Limits{Until: n.Until.after(now), MostSize: int64(n.MaxSize), LeastFree: int64(n.MinFree)}
}

// clockTime is an hour of the day in China, in minutes since midnight and one more; 0 for none.
type clockTime int

var clockForm = regexp.MustCompile(`^([01]?\d|2[0-3]):([0-5]\d)$`)

// UnmarshalText reads 06:00.
func (c *clockTime) UnmarshalText(text []byte) error {
	m := clockForm.FindStringSubmatch(string(text))
	if m == nil {
		return fmt.Errorf("%q is no hour of the day like 06:00", text)
	}
	hours, _ := strconv.Atoi(m[1])
	minutes, _ := strconv.Atoi(m[2])
	*c = clockTime(hours*60 + minutes + 1)
	return nil
}

// after gives the next moment at which it is that hour; the zero time for none.
func (c clockTime) after(now time.Time) time.Time {
	if c == 0 {
		return time.Time{}
	}
	china := time.FixedZone("Asia/Shanghai", 8*60*60)
	at, minute := now.In(china), int(c)-1
	next := time.Date(at.Year(), at.Month(), at.Day(), minute/60, minute%60, 0, 0, china)
	if !next.After(now) {
		next = next.AddDate(0, 0, 1)
	}
	return next
}

// byteSize is a number of bytes.
type byteSize int64

var sizeForm = regexp.MustCompile(`^(\d{1,9}) ?([kMGT]?)i?B?$`)

// UnmarshalText reads 20GB; units are powers of 1024.
func (b *byteSize) UnmarshalText(text []byte) error {
	m := sizeForm.FindStringSubmatch(string(text))
	if m == nil {
		return fmt.Errorf("%q is no size like 512MB or 20GB", text)
	}
	n, _ := strconv.ParseInt(m[1], 10, 64)
	*b = byteSize(n << map[string]uint{"": 0, "k": 10, "M": 20, "G": 30, "T": 40}[m[2]])
	return nil
}

// tellEnd tells at the end of a run what a person should know, and whether one is needed.
func (a *app) tellEnd(ctx context.Context, c *pipeline.Crawl, s *pipeline.Summary, format string) (needed bool, err error) {
	if s.Run == 0 {
		return false, nil
	}
	end, err := pipeline.EndOf(context.WithoutCancel(ctx), c.Store, s.Run-1, time.Now())
	switch {
	case err != nil:
	case format == "json":
		err = json.NewEncoder(a.stdout).Encode(end)
	case !a.shared.Quiet:
		printEnd(a, &end)
	}
	return end.NeedsPerson, err
}

// printEnd prints what a person should know.
func printEnd(a *app, e *pipeline.EndReport) {
	printTroubles(a, a.say("new trouble:", "新问题:"), e.New)
	printTroubles(a, a.say("still open:", "仍未解决:"), e.Open)
	printTroubles(a, a.say("known:", "已知:"), e.Known)
	printTroubles(a, a.say("over:", "已恢复:"), e.Over)
	n := &e.News
	a.printf(a.say("  new pages %d, changed %d, withdrawn %d, moved %d\n", "  新页面 %d,内容变更 %d,已撤下 %d,已迁移 %d\n"),
		n.New, len(n.Changed), len(n.Withdrawn), len(n.Moved))
	for _, part := range []struct {
		label string
		pages []pipeline.PageNews
	}{
		{a.say("changed:", "内容变更:"), n.Changed}, {a.say("withdrawn:", "已撤下:"), n.Withdrawn}, {a.say("moved:", "已迁移:"), n.Moved},
	} {
		for _, p := range part.pages[:min(len(part.pages), mostTroubles)] {
			a.printf("    %s %s %s %s%s\n", part.label, orDash(p.Name), yearText(p.Year), p.URL, arrow(p.To))
		}
	}
	if e.NeedsPerson {
		a.printf("  %s\n", a.say("a person is needed; nianbao status --ack SOURCE:TROUBLE --till DATE --why TEXT for what is known",
			"需要人工处理;已知情况可用 nianbao status --ack 来源:问题 --till 日期 --why 说明 登记"))
	}
}

func arrow(to string) string {
	if to == "" {
		return ""
	}
	return " → " + to
}

// printTroubles lists troubles. Of many it says first how many sources have which, and then lists the first of each.
func printTroubles(a *app, label string, troubles []pipeline.TroubleEnd) {
	if len(troubles) > mostTroubles {
		kinds, few := map[string]int{}, troubles[:0:0]
		for _, t := range troubles {
			if kinds[t.Kind]++; kinds[t.Kind] == 1 {
				few = append(few, t)
			}
		}
		a.printf(a.say("  %s %d: %s; an example of each, all in --format json\n", "  %s %d 项:%s;每类举一例,全部见 --format json\n"),
			label, len(troubles), counts(kinds, itself))
		troubles = few
	}
	for _, t := range troubles {
		a.printf("  %s %s:%s", label, t.Source, t.Kind)
		if t.Host != "" {
			a.printf(" (%s)", t.Host)
		}
		a.printf(a.say(", %d times, who must act: %s: %s\n", ",%d 次,处理者:%s:%s\n"), t.Count, a.lang().Actor(t.Actor), a.lang().Trouble(t.Kind, t.Meaning))
		a.printf("    %s %s\n", t.URL, t.Detail)
		if t.Until != (report.Date{}) {
			a.printf(a.say("    acknowledged until %s: %s\n", "    已登记至 %s:%s\n"), t.Until, t.Why)
		}
	}
}
