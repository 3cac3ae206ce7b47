package main

import (
	"bytes"
	"context"
	"encoding/json"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// shownJSON is what show adds to the JSON of a report: what the database knows beyond the page.
type shownJSON struct {
	Body   bodyJSON      `json:"body"`
	Across []acrossJSON  `json:"across"` // findings between this report and others
	Hand   *handJSON     `json:"by_hand"`
	Values []enteredJSON `json:"entered"`
	State  *stateJSON    `json:"ledger"`
}

type bodyJSON struct {
	Key      string `json:"key"`
	Name     string `json:"name"`
	Division string `json:"division"`
	Parent   string `json:"parent"`
}

type acrossJSON struct {
	report.Finding
	Other *otherJSON `json:"other"` // null where the other side is several
}

type otherJSON struct {
	Body   string `json:"body"`
	Year   int    `json:"year"`
	URL    string `json:"url"`
	SHA256 string `json:"sha256"`
}

type handJSON struct {
	Only  bool         `json:"only"` // no run of the crawler ever brought this content
	Added []jsonHanded `json:"added"`
}

type enteredJSON struct {
	Key   report.Key    `json:"key"`
	Value report.Number `json:"value"`
	Who   string        `json:"who"`
	Why   string        `json:"why"`
	When  string        `json:"when"`
}

type stateJSON struct {
	State report.State `json:"state"`
	Basis string       `json:"basis"`
	Late  *int         `json:"late"` // days; null when it can't be told
}

// printShown writes the JSON of a report with what the database knows beyond its page.
func printShown(ctx context.Context, a *app, db *store.Store, s store.Summary, r *report.Report) error {
	extra, err := shown(ctx, db, s)
	if err != nil {
		return err
	}
	var object [2]bytes.Buffer
	for i, part := range []any{r, extra} {
		out := json.NewEncoder(&object[i])
		out.SetEscapeHTML(false)
		if err := out.Encode(part); err != nil {
			return err
		}
	}
	head := bytes.TrimSuffix(object[0].Bytes(), []byte("}\n")) // two objects become one
	_, err = a.stdout.Write(append(append(head, ','), object[1].Bytes()[1:]...))
	return err
}

func shown(ctx context.Context, db *store.Store, s store.Summary) (out shownJSON, err error) {
	out = shownJSON{Body: bodyJSON{s.Body.Key, s.Body.Name, s.Body.Division, s.Body.Parent}, Across: []acrossJSON{}, Values: []enteredJSON{}}
	if out.Across, err = acrossOf(ctx, db, s); err != nil {
		return out, err
	}
	handed, values, err := byHand(ctx, db, s)
	if err != nil {
		return out, err
	}
	if len(handed) > 0 {
		out.Hand = &handJSON{Only: s.ByHand}
		for _, by := range handed {
			out.Hand.Added = append(out.Hand.Added, jsonHanded{by.Who, by.Why, by.File, momentText(by.When)})
		}
	}
	for _, c := range values {
		out.Values = append(out.Values, enteredJSON{c.Key, c.Value, c.Who, c.Why, momentText(c.When)})
	}
	entries, err := db.Ledger(ctx, store.LedgerFilter{Body: s.Body.Key, From: s.Year, To: s.Year})
	if len(entries) > 0 {
		out.State = &stateJSON{entries[0].State, entries[0].Basis, entries[0].Late}
	}
	return out, err
}

// acrossOf gives the findings between a report and others, with the other side.
func acrossOf(ctx context.Context, db *store.Store, s store.Summary) ([]acrossJSON, error) {
	found, err := db.Across(ctx, store.Filter{Body: s.Body.Key, From: s.Year, To: s.Year})
	if err != nil {
		return nil, err
	}
	list := []acrossJSON{}
	for _, f := range found {
		if f.ID != s.ID {
			continue
		}
		one := acrossJSON{Finding: f.Finding}
		if f.Other != 0 {
			other, err := db.Summary(ctx, f.Other)
			if err != nil {
				return nil, err
			}
			one.Other = &otherJSON{other.Body.Key, other.Year, other.Document.URL, string(other.Document.Digest)}
		}
		list = append(list, one)
	}
	return list, nil
}

// byHand gives who handed the page of a report in, and what people entered for it.
func byHand(ctx context.Context, db *store.Store, s store.Summary) (handed []store.By, values []store.Correction, err error) {
	if handed, err = db.Handed(ctx, s.Document); err != nil {
		return nil, nil, err
	}
	all, err := db.Corrections(ctx)
	for _, c := range all {
		if c.Digest == s.Document.Digest {
			values = append(values, c)
		}
	}
	return handed, values, err
}

// printHanded tells what people did for a report.
func printHanded(ctx context.Context, a *app, db *store.Store, s store.Summary) error {
	handed, values, err := byHand(ctx, db, s)
	for _, by := range handed {
		a.printf("%s %s %s: %s (%s)\n", a.say("handed in by", "人工提交:"), by.Who, momentText(by.When), orDash(by.Why), orDash(by.File))
	}
	for _, c := range values {
		a.printf("%s %s = %s, %s %s: %s\n", a.say("entered", "人工录入"), c.Key, c.Value, c.Who, momentText(c.When), c.Why)
	}
	return err
}
