package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/nianbao/nianbao/report/page"
)

// Pending is a document that waits for a reader, with its page as it was archived.
type Pending struct {
	Document Document
	Page     page.Page
	// Corrections are the values that people entered for this very content, by key.
	Corrections []Correction
	// Outdated are those that they entered for another content of the document and not for this one.
	Outdated []Correction
}

// The facts are those of the first visit that brought the content.
const pendingColumns = `SELECT d.id, d.request, a.digest, d.hints, v.facts, v.headers, a.size, a.content
	FROM documents d JOIN archive a ON a.digest = `

const firstVisit = ` JOIN visits v ON v.id = (SELECT min(w.id) FROM visits w
		WHERE w.request_id = d.request_id AND w.digest = a.digest AND w.outcome = 'fetched')`

const (
	sqlPending query = pendingColumns + `d.digest` + firstVisit + `
		WHERE d.id IN (SELECT id FROM documents WHERE read_by < $1 OR read_by > $1 ORDER BY read_by, request LIMIT $2)
		ORDER BY d.read_by, d.request`
	sqlContent       query = pendingColumns + `$2` + firstVisit + ` WHERE d.id = $1`
	sqlAnyCorrection query = `SELECT 1 FROM corrections LIMIT 1`
	sqlContents      query = `SELECT c.id, c.digest FROM (
			SELECT id, digest, request, 1 AS present FROM documents WHERE $1 = '' OR read_by <> $1
			UNION SELECT d.id, r.digest, d.request, 0 FROM readings r JOIN documents d ON d.id = r.document_id
				WHERE r.digest <> d.digest AND ($1 = '' OR NOT EXISTS (SELECT 1 FROM readings x
					WHERE x.document_id = d.id AND x.digest = r.digest AND x.reader = $1))) c
		ORDER BY c.request, c.present, c.digest`
)

// Pending gives up to limit documents whose content this reader has not read with their present hints and entered
// values: those that no reader has read first, by URL, and fewer when their pages are large. A caller that can't save
// the reading of a document gets it again.
func (s *Store) Pending(ctx context.Context, reader string, limit int) (pending []Pending, err error) {
	err = s.read(ctx, "pending documents", func(t *transaction) error {
		size := 0
		err := t.each(sqlPending, []any{reader, limit}, func(rows *sql.Rows) error {
			p, err := t.scanPending(rows)
			if err != nil {
				return err
			}
			pending = append(pending, p)
			if size += len(p.Page.Body); size >= pendingBytes {
				return errStop
			}
			return nil
		})
		if err != nil && !errors.Is(err, errStop) {
			return err
		}
		for i := range pending {
			if err := t.corrections(&pending[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return pending, err
}

// pendingBytes is the size of the pages that Pending gives at once; it ends with the page that reaches it, so that
// a portal of huge pages can't fill the memory.
const pendingBytes = 32 << 20

// Content names a document at one of its contents.
type Content struct {
	Document int64
	Digest   page.Digest
}

// Contents lists every content of every document that is in the archive and was read or waits to be, by URL. With a
// reader it lists only those that this reader has not read.
func (s *Store) Contents(ctx context.Context, reader string) ([]Content, error) {
	return collect(ctx, s, "list the archive", sqlContents, []any{reader}, func(rows *sql.Rows, c *Content) error {
		return rows.Scan(&c.Document, &c.Digest)
	})
}

// ReadAgain gives documents at contents, each with its present hints and what people entered, to be read again.
func (s *Store) ReadAgain(ctx context.Context, contents []Content) ([]Pending, error) {
	all := make([]Pending, 0, len(contents))
	err := s.read(ctx, "pages to read again", func(t *transaction) error {
		var one int
		corrected, err := t.get(sqlAnyCorrection, nil, &one)
		if err != nil {
			return err
		}
		for _, c := range contents {
			p, err := t.content(c)
			if err == nil && corrected {
				err = t.corrections(&p)
			}
			if err != nil {
				return fmt.Errorf("content %s: %w", c.Digest, err)
			}
			all = append(all, p)
		}
		return nil
	})
	return all, err
}

func (t *transaction) content(c Content) (p Pending, err error) {
	err = ErrNotFound
	walked := t.each(sqlContent, []any{c.Document, string(c.Digest)}, func(rows *sql.Rows) error {
		p, err = t.scanPending(rows)
		return err
	})
	if walked != nil {
		err = walked
	}
	return p, err
}

func (t *transaction) scanPending(rows *sql.Rows) (p Pending, err error) {
	var hints, facts, headers string
	var size int
	var frame []byte
	d := &p.Document
	if err := rows.Scan(&d.ID, &d.URL, &d.Digest, &hints, &facts, &headers, &size, &frame); err != nil {
		return p, err
	}
	if d.Hints, err = decodeHints(hints); err != nil {
		return p, err
	}
	p.Page.Hints = d.Hints
	if p.Page.Facts, err = decodeFacts(facts, headers); err != nil {
		return p, err
	}
	p.Page.Body, err = t.store.unarchive(d.Digest, frame, size)
	return p, err
}
