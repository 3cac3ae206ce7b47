package store

import (
	"context"
	"database/sql"
	"encoding/json"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/division"
)

// Event is something that happened to bodies: renamed, upgraded, merged and so on.
type Event struct {
	Kind division.ChangeKind
	Also []division.ChangeKind // further kinds that describe it
	// Certain is false where the lists only suggest it; a merger or split is never certain from lists alone.
	Certain bool
	On      report.Date // the day; zero where nobody named it
	// It happened after After, the day of a list, and not after Until, that of the next one.
	After, Until report.Date
	Rule         division.Rule
	Origin       Origin // edition or overlay
	Source       string // the editions, as in 2019 → 2020
	Evidence     []string
	// Before are the bodies that it happened to, Later those that are there afterwards; the same one in both where it goes on.
	Before, Later []EventBody
}

// EventBody is a body of an event, with name and code as the list of that side has them.
type EventBody struct {
	Key        string // of a body that may not be in the store
	Name, Code string
}

// EventFilter chooses events. The zero filter chooses all.
type EventFilter struct {
	Body    string // key of a body on either side
	Kinds   []division.ChangeKind
	Certain bool // only those that are certain
}

const eventSelection = `SELECT e.id, e.kind, e.also, e.certain, e.day, e.after_day, e.until_day, e.rule, e.origin, e.source, e.evidence,
		s.side, s.key, s.name, s.code
	FROM body_events e JOIN body_event_sides s ON s.event_id = e.id`

const eventOrder = ` ORDER BY e.until_day, e.identity, CASE s.side WHEN 'before' THEN 0 ELSE 1 END, s.code, s.key`

const sqlAllEvents query = eventSelection + eventOrder

// Events lists what happened to bodies, by time.
func (s *Store) Events(ctx context.Context, f EventFilter) (list []Event, err error) {
	w := &where{}
	if f.Body != "" {
		w.add("e.id IN (SELECT x.event_id FROM body_event_sides x WHERE x.key = ?)", f.Body)
	}
	if f.Certain {
		w.add("e.certain = 1")
	}
	kinds := make([]any, len(f.Kinds))
	for i, k := range f.Kinds {
		kinds[i] = string(k)
	}
	w.addList("e.kind", kinds)
	err = s.read(ctx, "list events", func(t *transaction) error {
		var last int64
		return t.eachOf(query(eventSelection+w.text()+eventOrder), w.values, func(rows *sql.Rows) error {
			return appendEvent(rows, &list, &last)
		})
	})
	return list, err
}

// appendEvent reads a row: a body of an event, which is the one before or a further one.
func appendEvent(rows *sql.Rows, list *[]Event, last *int64) error {
	var e Event
	var id int64
	var also, on, after, until, evidence, side string
	var b EventBody
	err := rows.Scan(&id, &e.Kind, &also, &e.Certain, &on, &after, &until, &e.Rule, &e.Origin, &e.Source, &evidence, &side, &b.Key, &b.Name, &b.Code)
	if err != nil {
		return err
	}
	if id != *last {
		if err := decodeAll(&decoding{also, &e.Also}, &decoding{evidence, &e.Evidence}); err != nil {
			return err
		}
		if err := unmarshalTexts([]textInto{{on, &e.On}, {after, &e.After}, {until, &e.Until}}); err != nil {
			return err
		}
		*list, *last = append(*list, e), id
	}
	now := &(*list)[len(*list)-1]
	if side == sideBefore {
		now.Before = append(now.Before, b)
	} else {
		now.Later = append(now.Later, b)
	}
	return nil
}

// The sides of an event in the database.
const (
	sideBefore = "before"
	sideAfter  = "after"
)

// dumpEvent is a line of the canonical dump.
type dumpEvent struct {
	Type    string                `json:"type"`
	Kind    division.ChangeKind   `json:"kind"`
	Also    []division.ChangeKind `json:"also"`
	Certain bool                  `json:"certain"`
	On      report.Date           `json:"on"`
	After   report.Date           `json:"after"`
	Until   report.Date           `json:"until"`
	Rule    division.Rule         `json:"rule"`
	Source  string                `json:"source"`
	Before  []string              `json:"before"`
	Later   []string              `json:"later"`
}

func (t *transaction) dumpEvents(lines *json.Encoder) error {
	var all []Event
	var last int64
	err := t.each(sqlAllEvents, nil, func(rows *sql.Rows) error { return appendEvent(rows, &all, &last) })
	if err != nil {
		return err
	}
	for i := range all {
		e := &all[i]
		line := dumpEvent{"event", e.Kind, list(e.Also), e.Certain, e.On, e.After, e.Until, e.Rule, e.Source, keysOfSide(e.Before), keysOfSide(e.Later)}
		if err := lines.Encode(line); err != nil {
			return err
		}
	}
	return nil
}

func keysOfSide(bodies []EventBody) []string {
	keys := make([]string, len(bodies))
	for i, b := range bodies {
		keys[i] = b.Key
	}
	return keys
}

var eventReadQueries = []query{sqlDumpAttributes, sqlAllEvents}
