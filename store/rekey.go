package store

import (
	"context"
	"database/sql"
	"fmt"
)

// Rekeyed says under which keys a body stands from now on.
type Rekeyed struct {
	Body     string            // its key until now
	To       BodyRef           // where the sources that name it look for it
	Readings map[int64]BodyRef // by reading; those that are not in it go where To says
}

const (
	sqlReadingsOfBody query = `SELECT id, document_id, year, scope, fingerprint FROM readings WHERE body_id = $1 ORDER BY id`
	sqlMoveReading    query = `UPDATE readings SET body_id = $2, fingerprint = $3 WHERE id = $1`
	sqlMoveScope      query = `INSERT INTO source_bodies (source, body_id, named) SELECT source, $2, named FROM source_bodies WHERE body_id = $1
		ON CONFLICT (source, body_id) DO UPDATE SET named = CASE WHEN excluded.named > source_bodies.named THEN excluded.named ELSE source_bodies.named END`
	sqlMoveAliases query = `INSERT INTO register_attributes (body_id, kind, value, valid_from, valid_to, origin, source)
		SELECT $2, kind, value, valid_from, valid_to, origin, source FROM register_attributes WHERE body_id = $1 AND origin = 'source'
		ON CONFLICT (body_id, kind, valid_from, value, origin, source) DO NOTHING`
	sqlLeaveScope  query = `DELETE FROM source_bodies WHERE body_id = $1`
	sqlLeaveLedger query = `DELETE FROM ledger WHERE body_id = $1`
	sqlDropBody    query = `DELETE FROM bodies WHERE id = $1`
)

var rekeyQueries = []query{sqlReadingsOfBody, sqlMoveReading, sqlMoveScope, sqlMoveAliases, sqlLeaveScope, sqlLeaveLedger, sqlDropBody, sqlLoadOne, sqlFindingsOf, sqlKeyList}

// Rekey moves readings and scopes of bodies to other keys, all of them in one transaction, and drops the bodies that
// are left with nothing. Their entries of the ledger are dropped; it has to be made anew.
func (s *Store) Rekey(ctx context.Context, bodies []Rekeyed) error {
	return s.write(ctx, "move bodies to other keys", func(t *transaction) error {
		for i := range bodies {
			if err := t.rekey(&bodies[i]); err != nil {
				return fmt.Errorf("%s: %w", bodies[i].Body, err)
			}
		}
		return nil
	})
}

func (t *transaction) rekey(r *Rekeyed) error {
	var old Body
	if found, err := t.get(sqlFindBody, []any{r.Body}, old.into()...); err != nil || !found {
		return orErr(err, ErrNotFound)
	}
	if err := t.moveReadings(&old, r); err != nil {
		return err
	}
	if r.To.Key == old.Key {
		return nil
	}
	to, err := t.keepBody(&r.To, old.Register)
	if err != nil {
		return err
	}
	for _, q := range []query{sqlMoveScope, sqlMoveAliases} {
		if _, err := t.exec(q, old.ID, to.ID); err != nil {
			return err
		}
	}
	for _, q := range []query{sqlLeaveScope, sqlLeaveLedger, sqlDropBody} {
		if _, err := t.exec(q, old.ID); err != nil {
			return err
		}
	}
	return nil
}

// moveReadings moves the readings of a body and lets their documents compete in their new seats.
func (t *transaction) moveReadings(old *Body, r *Rekeyed) error {
	type reading struct {
		id, document int64
		fingerprint  string
		seat         seat
	}
	var all []reading
	err := t.each(sqlReadingsOfBody, []any{old.ID}, func(rows *sql.Rows) error {
		one := reading{seat: seat{body: old.ID}}
		err := rows.Scan(&one.id, &one.document, &one.seat.year, &one.seat.scope, &one.fingerprint)
		all = append(all, one)
		return err
	})
	if err != nil {
		return err
	}
	for _, one := range all {
		ref, known := r.Readings[one.id]
		if !known {
			ref = r.To
		}
		if ref.Key == old.Key {
			continue
		}
		to, err := t.keepBody(&ref, false)
		if err != nil {
			return err
		}
		if one.fingerprint != "" { // it stands for the body too
			if one.fingerprint, err = t.fingerprintAs(one.id, &ref); err != nil {
				return err
			}
		}
		if _, err := t.exec(sqlMoveReading, one.id, to.ID, one.fingerprint); err != nil {
			return err
		}
		if err := t.indexAgain(sqlOneToIndex, one.id); err != nil {
			return err
		}
		if err := t.rank(one.document, one.seat); err != nil {
			return err
		}
	}
	return nil
}

// fingerprintAs gives the fingerprint that a stored reading has as one of a body.
func (t *transaction) fingerprintAs(id int64, body *BodyRef) (string, error) {
	old, err := t.loadOne(id)
	if err != nil {
		return "", err
	}
	parts, err := partsOf(&Reading{Document: old.Document, Report: old.Report, Own: old.Own, Resolution: old.Resolution, Body: body})
	return parts.fingerprint(), err
}
