package main

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// jsonVersion and jsonStep are the lines of show --versions --format json.
type jsonVersion struct {
	URL       string         `json:"url"`
	SHA256    string         `json:"sha256"`
	First     string         `json:"first"` // RFC 3339: when this content was had first
	Reader    string         `json:"reader"`
	Status    report.Status  `json:"status"`
	Standing  store.Standing `json:"standing"`
	Published report.Date    `json:"published"`
	Handed    []jsonHanded   `json:"handed"`
	Gone      bool           `json:"gone"`  // its address answered last that there is no such page
	Moved     string         `json:"moved"` // another address that answered for it last
	Asked     string         `json:"asked"` // RFC 3339: when its address answered last; empty for a page handed in
}

type jsonHanded struct {
	Who  string `json:"who"`
	Why  string `json:"why"`
	File string `json:"file"`
	When string `json:"when"`
}

type jsonStep struct {
	From  int         `json:"from"` // places in versions, from 0
	To    int         `json:"to"`
	Cause store.Cause `json:"cause"`
	Cells []jsonCells `json:"cells"`
	Facts []jsonFact  `json:"facts"`
}

type jsonCells struct {
	Key report.Key `json:"key"`
	Old string     `json:"old"`
	New string     `json:"new"`
}

type jsonFact struct {
	Name string `json:"name"`
	Old  string `json:"old"`
	New  string `json:"new"`
}

// showVersions lists every reading of a body and year, and how they differ.
func showVersions(ctx context.Context, a *app, db *store.Store, s store.Summary, format string) error {
	versions, steps, err := db.Versions(ctx, s.Body.Key, s.Year)
	if err != nil {
		return err
	}
	handed, where := make([][]store.By, len(versions)), make([]store.Whereabouts, len(versions))
	for i := range versions {
		if where[i], err = db.Whereabouts(ctx, versions[i].Document); err != nil {
			return err
		}
		if handed[i], err = db.Handed(ctx, versions[i].Document); err != nil {
			return err
		}
	}
	if format == "json" {
		return json.NewEncoder(a.stdout).Encode(versionsJSON(versions, steps, handed, where))
	}
	for i := range versions {
		v := &versions[i]
		a.printf("%d  %s  %s  %s  %s %s\n   %s\n   SHA-256 %s\n", i+1, momentText(v.First), a.lang().Standing(string(v.Standing)), a.lang().Status(v.Status),
			a.say("reader", "读取器"), v.Reader, v.Document.URL, v.Document.Digest)
		switch w := where[i]; {
		case w.Gone:
			a.printf("   %s %s\n", a.say("withdrawn: the address answers that there is no such page, last on", "已撤下:该地址答复页面不存在,最近一次"), momentText(w.Asked))
		case w.To != "":
			a.printf("   %s %s\n", a.say("moved: the address leads to", "已迁移至"), w.To)
		}
		for _, by := range handed[i] {
			a.printf("   %s %s %s: %s (%s)\n", a.say("handed in by", "人工提交:"), by.Who, momentText(by.When), orDash(by.Why), orDash(by.File))
		}
	}
	for _, step := range steps {
		from, to := versions[step.From].Reader, versions[step.To].Reader
		a.printf("\n%d → %d: %s\n", step.From+1, step.To+1, causeText(a, step.Cause, from, to))
		printDifference(a, step.Difference)
		if step.Empty() {
			a.printf("  %s\n", a.say("no cell differs", "单元格无差异"))
		}
	}
	return nil
}

func versionsJSON(versions []store.Version, steps []store.Step, handed [][]store.By, where []store.Whereabouts) any {
	out := struct {
		Versions []jsonVersion `json:"versions"`
		Steps    []jsonStep    `json:"steps"`
	}{[]jsonVersion{}, []jsonStep{}}
	for i := range versions {
		v := &versions[i]
		line := jsonVersion{
			URL: v.Document.URL, SHA256: string(v.Document.Digest), First: momentText(v.First), Reader: v.Reader,
			Status: v.Status, Standing: v.Standing, Published: v.Published, Handed: []jsonHanded{},
			Gone: where[i].Gone, Moved: where[i].To, Asked: momentText(where[i].Asked),
		}
		for _, by := range handed[i] {
			line.Handed = append(line.Handed, jsonHanded{by.Who, by.Why, by.File, momentText(by.When)})
		}
		out.Versions = append(out.Versions, line)
	}
	for _, s := range steps {
		step := jsonStep{From: s.From, To: s.To, Cause: s.Cause, Cells: []jsonCells{}, Facts: []jsonFact{}}
		for _, c := range s.Cells {
			step.Cells = append(step.Cells, jsonCells{c.Key, stateText(&c.Old), stateText(&c.New)})
		}
		for _, f := range s.Facts {
			step.Facts = append(step.Facts, jsonFact(f))
		}
		out.Steps = append(out.Steps, step)
	}
	return out
}

// stateOf says what the ledger knows of a body in a year; nothing when it does not know it.
func (a *app) stateOf(ctx context.Context, db *store.Store, body store.Body, year int) (string, error) {
	entries, err := db.Ledger(ctx, store.LedgerFilter{Body: body.Key, From: year, To: year})
	if err != nil || len(entries) == 0 {
		return "", err
	}
	return fmt.Sprintf("%s: %s", a.lang().State(entries[0].State), a.lang().Basis(&entries[0].Verdict, &entries[0].Evidence)), nil
}

// printLedger tells by when a report had to be there and when it was.
func printLedger(ctx context.Context, a *app, db *store.Store, s store.Summary) error {
	entries, err := db.Ledger(ctx, store.LedgerFilter{Body: s.Body.Key, From: s.Year, To: s.Year})
	if err != nil || len(entries) == 0 {
		return err
	}
	e := entries[0]
	if d := e.Evidence.Deadline; d != nil {
		a.printf("\n%s %s (%s)\n", a.say("due by", "发布期限"), d.Date, d.Basis)
	}
	switch {
	case e.Late == nil:
	case *e.Late > 0:
		a.printf(a.say("published %d days late\n", "逾期 %d 天发布\n"), *e.Late)
	default:
		a.printf("%s\n", a.say("published in time", "按期发布"))
	}
	if e.Evidence.Reading != nil && e.Evidence.Reading.Displayed.IsZero() {
		a.printf("%s %s\n", a.say("no date is displayed; published on or before", "页面未显示日期;发布不晚于"), e.Evidence.FirstSeen)
	}
	return nil
}
