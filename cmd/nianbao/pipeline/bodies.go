package pipeline

import (
	"cmp"
	"context"
	"slices"

	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/store"
)

// UpdateBodies writes what the history says of the bodies of the store: names, codes, kinds, parents and credit codes
// with their days, and every event in which one of them took part. The other divisions of the lists are left out; the
// history has them, whenever a source needs them. It looks at nothing but the store and the history.
func UpdateBodies(ctx context.Context, db *store.Store, reading *Reading) (changed int, err error) {
	history, here := reading.history(), map[division.BodyID]bool{}
	of := func(key string) (body division.Body, listed bool) {
		if id, unit, known := idOf(key); known && unit == "" {
			body, listed = history.Body(id)
		}
		return body, listed
	}
	for after := ""; ; {
		some, err := db.Bodies(ctx, store.BodyFilter{After: after, Limit: bodiesAtOnce})
		if err != nil {
			return 0, err
		}
		if len(some) == 0 {
			break
		}
		after = some[len(some)-1].Key
		for _, b := range some {
			if body, listed := of(b.Key); listed {
				here[body.ID] = true
			}
		}
	}
	said := store.History{Of: func(key string) (list []store.Attribute) {
		body, _ := of(key)
		for _, a := range body.Attributes {
			list = append(list, attributeOf(key, a))
		}
		return list
	}}
	for _, e := range history.Events() {
		if taken := func(id division.BodyID) bool { return here[id] }; slices.ContainsFunc(e.Before, taken) || slices.ContainsFunc(e.After, taken) {
			said.Events = append(said.Events, reading.eventOf(&e))
		}
	}
	return db.SaveHistory(ctx, &said)
}

func attributeOf(key string, a division.Attribute) store.Attribute {
	out := store.Attribute{
		Body: key, Kind: a.Kind, Value: a.Value, From: dayOf(a.From), To: dayOf(a.To), Origin: store.OriginEdition, Source: a.Source,
	}
	if a.Overlay != "" {
		out.Origin, out.Source = store.OriginOverlay, a.Source+"; "+a.Overlay
	}
	return out
}

// dayOf reads the day of an edition; zero for an edition that names none.
func dayOf(date string) report.Date {
	day, _ := report.ParseDate(date)
	return day
}

func (p places) eventOf(e *division.Event) store.Event {
	out := store.Event{
		Kind: e.Kind, Also: e.Also, Certain: e.Certain, On: e.On, After: dayOf(e.Between[0]), Until: dayOf(e.Between[1]), Rule: e.Rule,
		Origin: store.OriginEdition, Source: e.Editions[0] + " → " + e.Editions[1], Evidence: e.Evidence,
		Before: p.sideOf(e.Editions[0], e.Before), Later: p.sideOf(e.Editions[1], e.After),
	}
	if e.Rule == division.RuleCorrected {
		out.Origin = store.OriginOverlay
	}
	return out
}

// sideOf names the bodies of one side of an event as the edition of that side has them.
func (p places) sideOf(edition string, ids []division.BodyID) (bodies []store.EventBody) {
	for _, id := range ids {
		d, _ := p.history().In(edition, id)
		bodies = append(bodies, store.EventBody{Key: id.String(), Name: d.Name, Code: string(d.Code)})
	}
	return bodies
}

// saveAliases tells the store by which names a site calls its bodies.
func saveAliases(ctx context.Context, db *store.Store, reading *Reading, site *source.Site, year int) error {
	var aliases []store.Alias
	for _, b := range site.Bodies {
		body, known := reading.Named(b.Name, cmp.Or(b.Division, site.Division), year)
		if !known {
			continue
		}
		for _, name := range b.Names() {
			if name != body.Name {
				aliases = append(aliases, store.Alias{Body: body, Name: name})
			}
		}
	}
	return db.SaveAliases(ctx, site.ID, aliases)
}
