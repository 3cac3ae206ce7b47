package store

import (
	"context"
	"database/sql"

	"github.com/nianbao/nianbao/report/page"
)

// Pending is a document that waits for a reader, with its page as it was archived.
type Pending struct {
	Document Document
	Page     page.Page
}

const sqlPending query = `SELECT d.id, d.request, d.digest, d.hints, v.facts, v.headers, a.size, a.content
	FROM documents d JOIN visits v ON v.id = d.visit_id JOIN archive a ON a.digest = d.digest
	WHERE d.id IN (SELECT id FROM documents WHERE read_by < $1 OR read_by > $1 ORDER BY read_by, request LIMIT $2)
	ORDER BY d.read_by, d.request`

// Pending gives up to limit documents whose content this reader has not read with their present hints: those that
// no reader has read first, by URL. Facts and hints of the pages are those of the fetch that brought the content.
// A caller that can't save the reading of a document gets it again.
func (s *Store) Pending(ctx context.Context, reader string, limit int) (pending []Pending, err error) {
	err = s.read(ctx, "pending documents", func(t *transaction) error {
		return t.each(sqlPending, []any{reader, limit}, func(rows *sql.Rows) error {
			p, err := t.scanPending(rows)
			pending = append(pending, p)
			return err
		})
	})
	return pending, err
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
