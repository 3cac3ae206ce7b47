package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// History is what a register says of the bodies of the store over time.
type History struct {
	// Of gives the attributes of a body by its key, of origins edition and overlay; nil for none of any.
	Of     func(body string) []Attribute
	Events []Event
}

// AttributesBy gives the attributes of each body out of a list, as History.Of does.
func AttributesBy(list []Attribute) func(body string) []Attribute {
	by := map[string][]Attribute{}
	for _, a := range list {
		by[a.Body] = append(by[a.Body], a)
	}
	return func(body string) []Attribute { return by[body] }
}

const (
	sqlRegisterDigests query = `SELECT id, key, register_digest FROM bodies ORDER BY id`
	sqlDropAttributes  query = `DELETE FROM register_attributes WHERE body_id = $1 AND origin IN ('edition', 'overlay')`
	sqlInsertAttribute query = `INSERT INTO register_attributes (body_id, kind, value, valid_from, valid_to, origin, source)
		VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (body_id, kind, valid_from, value, origin, source) DO UPDATE SET valid_to = excluded.valid_to`
	sqlSetRegisterDigest query = `UPDATE bodies SET register_digest = $2 WHERE id = $1`
	sqlDropEvent         query = `DELETE FROM body_events WHERE id = $1`
	sqlEventIdentities   query = `SELECT id, identity, kind || also || certain || day || after_day || until_day || rule || origin || source || evidence
		FROM body_events ORDER BY id`
	sqlInsertEvent query = `INSERT INTO body_events (identity, kind, also, certain, day, after_day, until_day, rule, origin, source, evidence)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id`
	sqlInsertEventSide query = `INSERT INTO body_event_sides (event_id, side, key, name, code) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (event_id, side, key, code) DO NOTHING`
	sqlDropAliases query = `DELETE FROM register_attributes WHERE origin = 'source' AND source = $1`
)

var historyQueries = []query{
	sqlRegisterDigests, sqlDropAttributes, sqlInsertAttribute, sqlSetRegisterDigest, sqlDropEvent, sqlEventIdentities,
	sqlInsertEvent, sqlInsertEventSide, sqlDropAliases,
}

// SaveHistory makes what a register says of bodies just this, in one transaction, and tells how many bodies and events
// changed. Bodies of whose attributes nothing changed are not written.
func (s *Store) SaveHistory(ctx context.Context, h *History) (changed int, err error) {
	of := h.Of
	if of == nil {
		of = func(string) []Attribute { return nil }
	}
	err = s.write(ctx, "save the history of bodies", func(t *transaction) error {
		changed = 0
		some, err := t.saveAttributes(of)
		if err != nil {
			return err
		}
		changed += some
		some, err = t.saveEvents(h.Events)
		changed += some
		return err
	})
	return changed, err
}

// saveAttributes writes the attributes of the bodies whose digest is another one.
func (t *transaction) saveAttributes(of func(string) []Attribute) (changed int, err error) {
	type body struct {
		id     int64
		key    string
		digest string
	}
	var other []body
	err = t.each(sqlRegisterDigests, nil, func(rows *sql.Rows) error {
		var b body
		var have string
		err := rows.Scan(&b.id, &b.key, &have)
		if b.digest = digestOfAttributes(of(b.key)); b.digest != have {
			other = append(other, b)
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	for _, b := range other {
		if _, err := t.exec(sqlDropAttributes, b.id); err != nil {
			return 0, err
		}
		for _, a := range of(b.key) {
			if err := t.insertAttribute(b.id, &a); err != nil {
				return 0, fmt.Errorf("%s: %w", b.key, err)
			}
		}
		if _, err := t.exec(sqlSetRegisterDigest, b.id, b.digest); err != nil {
			return 0, err
		}
	}
	return len(other), nil
}

func (t *transaction) insertAttribute(body int64, a *Attribute) error {
	_, err := t.exec(sqlInsertAttribute, body, string(a.Kind), clean(a.Value), a.From.String(), a.To.String(), string(a.Origin), clean(a.Source))
	return err
}

func digestOfAttributes(list []Attribute) string {
	if len(list) == 0 {
		return ""
	}
	hash := sha256.New()
	for _, a := range list {
		fmt.Fprintf(hash, "%s %q %s %s %s %q\n", a.Kind, a.Value, a.From, a.To, a.Origin, a.Source)
	}
	return hex.EncodeToString(hash.Sum(nil))
}

// identity names an event by what it is: when, what, and who on both sides.
func (e *Event) identity() string {
	return fmt.Sprintf("%s %s %s %s>%s", e.After, e.Until, e.Kind, strings.Join(sorted(keysAndCodes(e.Before)), "+"),
		strings.Join(sorted(keysAndCodes(e.Later)), "+"))
}

func keysAndCodes(bodies []EventBody) []string {
	texts := make([]string, len(bodies))
	for i, b := range bodies {
		texts[i] = b.Key + "@" + b.Code
	}
	return texts
}

func sorted[T cmp.Ordered](list []T) []T {
	slices.Sort(list)
	return list
}

// said is everything that is kept of an event beside its identity.
func (e *Event) said() []any {
	return []any{
		string(e.Kind), encode(list(e.Also)), bit(e.Certain), e.On.String(), e.After.String(), e.Until.String(), string(e.Rule),
		string(e.Origin), clean(e.Source), encode(list(e.Evidence)),
	}
}

// saveEvents writes the events that are not there yet or said otherwise, and drops those that nobody says any more.
func (t *transaction) saveEvents(events []Event) (changed int, err error) {
	wanted := make(map[string]*Event, len(events))
	for i := range events {
		wanted[events[i].identity()] = &events[i]
	}
	var gone []int64
	err = t.each(sqlEventIdentities, nil, func(rows *sql.Rows) error {
		var id int64
		var identity, have string
		if err := rows.Scan(&id, &identity, &have); err != nil {
			return err
		}
		if want := wanted[identity]; want != nil && fmt.Sprintf(strings.Repeat("%v", len(want.said())), want.said()...) == have {
			delete(wanted, identity)
		} else {
			gone = append(gone, id)
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	for _, id := range gone {
		if _, err := t.exec(sqlDropEvent, id); err != nil {
			return 0, err
		}
	}
	for identity, e := range wanted {
		if err := t.insertEvent(identity, e); err != nil {
			return 0, fmt.Errorf("%s: %w", identity, err)
		}
	}
	return max(len(gone), len(wanted)), nil
}

func (t *transaction) insertEvent(identity string, e *Event) error {
	var id int64
	if _, err := t.get(sqlInsertEvent, append([]any{identity}, e.said()...), &id); err != nil {
		return err
	}
	for side, bodies := range map[string][]EventBody{sideBefore: e.Before, sideAfter: e.Later} {
		for _, b := range bodies {
			if _, err := t.exec(sqlInsertEventSide, id, side, clean(b.Key), clean(b.Name), b.Code); err != nil {
				return err
			}
		}
	}
	return nil
}

// Alias is a name by which a source calls a body.
type Alias struct {
	Body BodyRef
	Name string
}

// SaveAliases makes the names by which a source calls bodies just these.
func (s *Store) SaveAliases(ctx context.Context, source string, aliases []Alias) error {
	return s.write(ctx, "save the names in source "+source, func(t *transaction) error {
		if _, err := t.exec(sqlDropAliases, source); err != nil {
			return err
		}
		for i := range aliases {
			body, err := t.keepBody(&aliases[i].Body, false)
			if err != nil {
				return fmt.Errorf("%s: %w", aliases[i].Name, err)
			}
			a := Attribute{Kind: "name", Value: aliases[i].Name, Origin: OriginSource, Source: source}
			if err := t.insertAttribute(body.ID, &a); err != nil {
				return err
			}
		}
		return nil
	})
}
