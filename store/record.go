package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

const (
	sqlVisited query = `SELECT id, kind, attempts, coalesce(known, ''), etag, last_modified, hints, host,
			CASE WHEN state = 'queued' AND run_id = $2 THEN 1 ELSE 0 END, unchanged
		FROM frontier WHERE request = $1`
	sqlInsertVisit query = `INSERT INTO visits (request_id, run_id, ended, outcome, detail, attempts, digest, facts, headers, listing)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`
	sqlSettle query = `UPDATE frontier SET state = $2, attempts = $3, due_at = $4, outcome = $5, visited_at = $6,
			etag = $7, last_modified = $8, known = $9, failed_at = coalesce($10, failed_at), unchanged = $11, probe_at = $12 WHERE id = $1`
)

var recordQueries = []query{sqlVisited, sqlInsertVisit, sqlSettle, sqlSighting, sqlBegin, sqlInsertSent, sqlEndSent}

// visited is the request of a visit as the frontier has it.
type visited struct {
	id                       int64
	kind                     page.Kind
	attempts                 int
	known                    page.Digest
	etag, lastModified, text string // text: the hints
	host                     string
	waiting                  bool // queued in the run of the lease
	unchanged                int  // visits in a row that brought nothing new
}

// Record writes down how a request went, with everything that follows from it, in one transaction: the page goes
// into the archive (only of OutcomeFetched), the request is done, due again or failed as the table of outcomes and
// Config.Attempts say, its validators are kept, the requests that the page asks for become due unless the run had
// them, the host rests for the gap of the visit or of the lease, counted from now, and is closed for the run when
// the outcome says so. A document with new content waits for a reader, see Pending.
//
// The kind is that of the visit's request: whoever fetched a page may find that what was asked for as a list is a
// document, or the reverse.
//
// A visit that sent nothing (Attempts 0) does not move the host's next moment. A list page that answered 304 has no
// body: whoever calls reads its requests from the copy that Archived gives for Request.Known, and passes them in Next.
func (s *Store) Record(ctx context.Context, lease page.Lease, visit page.Visit, now time.Time) error {
	what := "record " + visit.Request.URL
	if err := s.holds(lease); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return s.keepVisit(ctx, what, lease, &visit, now)
}

func (s *Store) keepVisit(ctx context.Context, what string, lease page.Lease, visit *page.Visit, now time.Time) error {
	blob := s.blobOf(ctx, visit)
	return s.write(ctx, what, func(t *transaction) error {
		v, err := t.visited(visit, lease.Run)
		if err != nil {
			return err
		}
		fate, def, err := fateOf(visit, v.attempts, now, s.config)
		if err != nil {
			return err
		}
		id, err := t.insertVisit(v, visit, blob, lease.Run, now)
		if err != nil {
			return err
		}
		if err := t.settle(v, visit, blob, fate, now); err != nil {
			return err
		}
		if kind := cmp.Or(visit.Request.Kind, v.kind); kind == page.KindDocument && blob != nil {
			if err := t.keepDocument(v, visit.Request.ID(), blob.digest, id); err != nil {
				return err
			}
		}
		if err := t.follow(lease.Run, v.id, id, visit, now); err != nil {
			return err
		}
		if err := t.ended(lease.Run, visit.Sent); err != nil {
			return err
		}
		return t.rest(lease, visit, def, now)
	})
}

func (t *transaction) visited(visit *page.Visit, run int64) (v visited, err error) {
	found, err := t.get(sqlVisited, []any{visit.Request.ID(), run}, &v.id, &v.kind, &v.attempts, &v.known, &v.etag, &v.lastModified,
		&v.text, &v.host, &v.waiting, &v.unchanged)
	if err == nil && !found {
		err = fmt.Errorf("the request was never queued: %w", ErrNotFound)
	}
	return v, err
}

func (t *transaction) insertVisit(v visited, visit *page.Visit, b *blob, run int64, now time.Time) (id int64, err error) {
	facts, headers := encodeFacts(visit.Page.Facts)
	var listing string
	if visit.Listing != nil {
		text, err := json.Marshal(visit.Listing)
		if err != nil {
			return 0, err
		}
		listing = string(text)
	}
	var digest any
	switch {
	case b != nil:
		digest = string(b.digest)
		if err := t.keepBlob(b); err != nil {
			return 0, err
		}
	case defOf(visit.Outcome).Class == report.ClassOK && v.known != "":
		digest = string(v.known)
	}
	_, err = t.get(sqlInsertVisit, []any{
		v.id, orNull(run), moment(now), string(visit.Outcome), clean(visit.Detail), visit.Attempts, digest, facts, headers, listing,
	}, &id)
	return id, err
}

// settle writes the state of the request, the validators of the copy in the archive, and when it is worth asking again.
func (t *transaction) settle(v visited, visit *page.Visit, b *blob, f fate, now time.Time) error {
	header := visit.Page.Facts.Header
	known, def := v.known, defOf(visit.Outcome)
	switch {
	case b != nil:
		v.etag, v.lastModified, known = header.Get("ETag"), header.Get("Last-Modified"), b.digest
	case def.Class == report.ClassOK:
		v.etag, v.lastModified = cmp.Or(header.Get("ETag"), v.etag), cmp.Or(header.Get("Last-Modified"), v.lastModified)
	}
	if def.Class != report.ClassWaiting {
		v.unchanged = stillSame(v, known, def)
	}
	_, err := t.exec(sqlSettle, v.id, f.state, f.attempts, moment(f.due), string(visit.Outcome), moment(now),
		v.etag, v.lastModified, orNull(known), failedAt(def, now), v.unchanged,
		moment(probeAt(cmp.Or(visit.Request.Kind, v.kind), def, v.unchanged, now)))
	if err == nil && v.waiting && f.state != stateQueued {
		_, err = t.exec(sqlWaiting, v.host, -1)
	}
	return err
}

func defOf(o report.Outcome) report.OutcomeDef {
	def, _ := o.Def() // fateOf refused what is in no table
	return def
}

// failedAt is the moment of a failure, ” for a success, and NULL for what was not asked: that leaves it as it was.
func failedAt(def report.OutcomeDef, now time.Time) any {
	switch def.Class {
	case report.ClassOK:
		return ""
	case report.ClassWaiting:
		return nil
	}
	return moment(now)
}

// rest moves the host's next moment and closes the host where the outcome says so.
func (t *transaction) rest(lease page.Lease, visit *page.Visit, def report.OutcomeDef, now time.Time) error {
	if visit.Attempts > 0 {
		next := now.Add(max(visit.Gap, lease.Gap))
		if _, err := t.exec(sqlRest, lease.Host, moment(next)); err != nil {
			return err
		}
	}
	if !def.CloseHost || visit.Elsewhere != "" {
		return nil
	}
	_, err := t.exec(sqlCloseHost, lease.Host, lease.Run, string(visit.Outcome), clean(visit.Detail))
	return err
}

// orNull gives NULL for a zero value.
func orNull[T comparable](value T) any {
	var zero T
	if value == zero {
		return nil
	}
	switch v := any(value).(type) {
	case page.Digest:
		return string(v)
	default:
		return v
	}
}
