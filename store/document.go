package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

const (
	sqlInsertDocument query = `INSERT INTO documents (request_id, request, digest, visit_id, hints) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (request_id) DO UPDATE SET digest = excluded.digest, visit_id = excluded.visit_id, read_by = ''
		WHERE documents.digest <> excluded.digest`
	sqlByHand query = `INSERT INTO frontier (request, url, host, kind, method, body, type, referer, family, depth,
			source, hints, state)
		VALUES ($1, $1, $2, 'document', '', NULL, '', '', '', 0, $3, $4, 'done')
		ON CONFLICT (request) DO NOTHING RETURNING id`
	sqlInsertHanded query = `INSERT INTO handed (visit_id, who, why, file) VALUES ($1, $2, $3, $4)`
	sqlHanded       query = `SELECT h.who, h.why, h.file, v.ended FROM handed h JOIN visits v ON v.id = h.visit_id
		JOIN documents d ON d.request_id = v.request_id WHERE d.id = $1 AND v.digest = $2 ORDER BY v.id DESC`
)

var documentQueries = []query{sqlInsertDocument, sqlByHand, sqlInsertHanded}

// Document is a page that may be a report, at one content and with the hints that came with it.
type Document struct {
	ID     int64
	URL    string      // canonical; with method and digest for the answer to a POST
	Digest page.Digest // of the content
	Hints  page.Hints
	// Entered names the values that people entered for the document; empty for none.
	Entered string
}

// keepDocument notes the content of a document. Other content than before waits to be read.
func (t *transaction) keepDocument(v visited, request string, digest page.Digest, visitID int64) error {
	_, err := t.exec(sqlInsertDocument, v.id, request, string(digest), visitID, v.text)
	return err
}

// By says who handed a page in.
type By struct {
	Who, Why string
	File     string    // name of the file that it came from
	When     time.Time // when it was handed in
}

// Deposit archives a page that a person hands in under its URL; it then waits for a reader like a fetched one.
// The page must name its URL in Facts.URL. Its facts are marked ByHand.
func (s *Store) Deposit(ctx context.Context, p page.Page, by By) error {
	canonical, err := page.Canonical(p.Facts.URL)
	if err != nil {
		return fmt.Errorf("deposit: %w", err)
	}
	p.Facts.ByHand = true
	request := page.Request{URL: canonical, Kind: page.KindDocument, Hints: p.Hints}
	visit := &page.Visit{Request: request, Page: p, Outcome: report.OutcomeFetched, Detail: "handed in by a person"}
	blob := s.blobOf(ctx, visit)
	return s.write(ctx, "deposit "+canonical, func(t *transaction) error {
		v, err := t.visitedByHand(&request, visit)
		if err != nil {
			return err
		}
		id, err := t.insertVisit(v, visit, blob, 0, by.When)
		if err != nil {
			return err
		}
		if _, err := t.exec(sqlInsertHanded, id, clean(by.Who), clean(by.Why), clean(by.File)); err != nil {
			return err
		}
		return t.keepDocument(v, request.ID(), blob.digest, id)
	})
}

// Handed tells who handed in the content of a document, the latest first; nothing for one that was only fetched.
func (s *Store) Handed(ctx context.Context, d Document) ([]By, error) {
	return collect(ctx, s, "who handed in "+d.URL, sqlHanded, []any{d.ID, string(d.Digest)}, func(rows *sql.Rows, by *By) error {
		var when string
		err := rows.Scan(&by.Who, &by.Why, &by.File, &when)
		if err == nil {
			by.When, err = parseMoment(when)
		}
		return err
	})
}

// visitedByHand gives the request of a page that a person hands in; it is never due by itself.
func (t *transaction) visitedByHand(r *page.Request, visit *page.Visit) (visited, error) {
	if _, err := t.exec(sqlInsertHost, r.Host()); err != nil {
		return visited{}, err
	}
	var id int64
	if _, err := t.get(sqlByHand, []any{r.URL, r.Host(), r.Hints.Source, encodeHints(r.Hints)}, &id); err != nil {
		return visited{}, err
	}
	v, err := t.visited(visit, 0)
	if err != nil {
		return v, err
	}
	k := known{id: v.id, hints: v.text}
	if err := t.improveHints(k, r.Hints); err != nil {
		return v, err
	}
	return t.visited(visit, 0)
}
