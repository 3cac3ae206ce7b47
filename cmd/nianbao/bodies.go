package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/store"
)

// findBodies finds the bodies that a text may mean: those whose whole name or code it is, now or at any time, and only
// where there are none those whose name holds it. What nobody wrote in just this way, as 青榆县柳桥镇人民政府 or a code of a
// list that the database does not have, is looked up in the register.
func findBodies(ctx context.Context, db *store.Store, text string, limit int) ([]store.Match, error) {
	found, err := db.MatchBodies(ctx, text, limit)
	if err != nil {
		return nil, err
	}
	if whole := slices.IndexFunc(found, func(m store.Match) bool { return !m.Whole }); whole > 0 {
		return found[:whole], nil
	}
	if len(found) > 0 {
		return found, nil
	}
	reading, err := readingFor(ctx, db)
	if err != nil {
		return nil, err
	}
	key, known := reading.Coded(text)
	if _, err := division.ParseCode(text); err != nil {
		body, named := reading.Named(text, "", 0)
		key, known = body.Key, named
	}
	if !known {
		return nil, nil
	}
	body, err := db.BodyByKey(ctx, key)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	return []store.Match{{Body: body, By: division.AttributeName, Value: text, Whole: true}}, err
}

// findReport finds the one report that counts for a body in a year. Of bodies that are called so, the one that is
// called so now comes before those that were; two that are called so now are told apart by code.
func (a *app) findReport(ctx context.Context, db *store.Store, agency string, year int) (store.Summary, error) {
	bodies, err := findBodies(ctx, db, agency, 0)
	if err != nil {
		return store.Summary{}, err
	}
	if len(bodies) == 0 {
		return store.Summary{}, a.unknownBody(agency)
	}
	var now, other []store.Summary
	for _, b := range bodies {
		reports, err := db.Reports(ctx, store.Filter{Body: b.Key, From: year, To: year})
		if err != nil {
			return store.Summary{}, err
		}
		reports = reports[:min(len(reports), 1)] // of several scopes, the first
		if b.Now && b.Whole {
			now = append(now, reports...)
		} else {
			other = append(other, reports...)
		}
	}
	found := now
	if len(found) == 0 {
		found = other
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return store.Summary{}, a.errorf("%s %d may be %s; name one by its whole name or its code", "%s %d 可能是 %s;请写出全名或代码", agency, year, names(found))
	}
	return store.Summary{}, cmp.Or(a.withoutReport(ctx, db, agency, year, bodies), a.errorf("%s %d: no report is in the database", "%s %d:数据库中没有这份报告", agency, year))
}

// withoutReport says what the ledger knows of a body without a report; nil when that is nothing.
func (a *app) withoutReport(ctx context.Context, db *store.Store, agency string, year int, bodies []store.Match) error {
	if len(bodies) > 1 {
		return nil
	}
	known, err := a.stateOf(ctx, db, bodies[0].Body, year)
	if err == nil && known != "" {
		err = a.errorf("%s %d: no report is in the database: %s", "%s %d:数据库中没有这份报告:%s", agency, year, known)
	}
	return err
}

// names lists the bodies of reports with their codes, a few at most.
func names(reports []store.Summary) string {
	var list []string
	for _, r := range reports[:min(len(reports), 5)] {
		list = append(list, fmt.Sprintf("%s (%s)", r.Body.Name, cmp.Or(r.Body.Division, r.Body.Key)))
	}
	if len(reports) > 5 {
		list = append(list, "…")
	}
	return strings.Join(list, ", ")
}

// printBody tells how else a body is or was called, and what happened to it.
func printBody(ctx context.Context, a *app, db *store.Store, body store.Body) error {
	said, err := db.Attributes(ctx, store.AttributeFilter{Body: body.Key, Kind: division.AttributeName})
	if err != nil {
		return err
	}
	var others []string
	for _, s := range said {
		if s.Value != body.Name {
			others = append(others, s.Value+spanText(s))
		}
	}
	if len(others) > 0 {
		a.printf(a.say("%s is also called %s\n", "%s 又称 %s\n"), body.Name, strings.Join(slices.Compact(others), a.say(", ", "、")))
	}
	events, err := db.Events(ctx, store.EventFilter{Body: body.Key})
	if err != nil {
		return err
	}
	for _, e := range events {
		a.printf("%s\n", eventText(a, &e))
	}
	return nil
}

// spanText writes the days between which a list says so; of other origins, who says so.
func spanText(s store.Attribute) string {
	switch s.Origin {
	case store.OriginEdition, store.OriginOverlay:
		return fmt.Sprintf(" (%s…%s)", s.From, s.To)
	}
	return ""
}

func eventText(a *app, e *store.Event) string {
	when := e.On.String()
	if when == "" {
		when = fmt.Sprintf("%s…%s", e.After, e.Until)
	}
	sure := ""
	if !e.Certain {
		sure = a.say(" (not certain)", "(不确定)")
	}
	return fmt.Sprintf("%s %s%s: %s → %s", when, a.lang().Change(string(e.Kind)), sure, sideText(e.Before), sideText(e.Later))
}

func sideText(bodies []store.EventBody) string {
	var list []string
	for _, b := range bodies {
		list = append(list, fmt.Sprintf("%s %s", b.Name, b.Code))
	}
	return orDash(strings.Join(list, " + "))
}
