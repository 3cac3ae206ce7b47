package store

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"io"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// dumpBody, dumpPage and dumpReading are the lines of the canonical dump.
type dumpBody struct {
	Type string `json:"type"`
	BodyRef
}

type dumpPage struct {
	Type   string      `json:"type"`
	URL    string      `json:"url"`
	SHA256 page.Digest `json:"sha256"`
	Size   int64       `json:"size"`
	Hints  page.Hints  `json:"hints"`
}

type dumpReading struct {
	Type       string         `json:"type"`
	Body       string         `json:"body"`
	Year       int            `json:"year"`
	Scope      report.Scope   `json:"scope"`
	URL        string         `json:"url"`
	SHA256     page.Digest    `json:"sha256"`
	Reader     string         `json:"reader"`
	Standing   Standing       `json:"standing"`
	Own        bool           `json:"own"`
	Resolution Resolution     `json:"resolution"`
	Report     *report.Report `json:"report"`
}

type dumpLedger struct {
	Type      string       `json:"type"`
	Body      string       `json:"body"`
	Year      int          `json:"year"`
	State     report.State `json:"state"`
	Deadline  string       `json:"deadline"`
	Published string       `json:"published"`
	Late      *int         `json:"late"`
}

const (
	sqlDumpLedger query = `SELECT b.key, l.year, l.state, l.deadline, l.published, l.late
		FROM ledger l JOIN bodies b ON b.id = l.body_id ORDER BY b.key, l.year`
	sqlDumpBodies query = `SELECT key, name, kind, division, credit_code, parent FROM bodies ORDER BY key`
	sqlDumpPages  query = `SELECT d.request, d.digest, a.size, d.hints FROM documents d JOIN archive a ON a.digest = d.digest
		ORDER BY d.request`
)

var dumpQueries = []query{sqlDumpBodies, sqlDumpPages, sqlDumpLedger}

// Dump writes the canonical dump: JSON lines of all bodies, of what is said of them over time and of what happened to
// them, then of all documents with the digest of their content, then of all readings, those that count and the others,
// with every cell, finding and section, then of the findings between reports, then of the ledger, each part ordered by
// natural keys. Moments, runs and row numbers are not in it: two stores with equal dumps hold the same dataset.
func (s *Store) Dump(ctx context.Context, w io.Writer) error {
	buffered := bufio.NewWriterSize(w, 1<<16)
	lines := json.NewEncoder(buffered)
	lines.SetEscapeHTML(false)
	err := s.read(ctx, "dump", func(t *transaction) error {
		if err := t.dumpBodies(lines); err != nil {
			return err
		}
		if err := t.dumpAttributes(lines); err != nil {
			return err
		}
		if err := t.dumpEvents(lines); err != nil {
			return err
		}
		if err := t.dumpPages(lines); err != nil {
			return err
		}
		if err := t.dumpReadings(lines); err != nil {
			return err
		}
		if err := t.dumpAcross(lines); err != nil {
			return err
		}
		return t.dumpLedger(lines)
	})
	if err != nil {
		return err
	}
	return buffered.Flush()
}

func (t *transaction) dumpBodies(lines *json.Encoder) error {
	return t.each(sqlDumpBodies, nil, func(rows *sql.Rows) error {
		b := dumpBody{Type: "body"}
		if err := rows.Scan(&b.Key, &b.Name, &b.Kind, &b.Division, &b.CreditCode, &b.Parent); err != nil {
			return err
		}
		return lines.Encode(b)
	})
}

func (t *transaction) dumpPages(lines *json.Encoder) error {
	return t.each(sqlDumpPages, nil, func(rows *sql.Rows) (err error) {
		p := dumpPage{Type: "page"}
		var hints string
		if err := rows.Scan(&p.URL, &p.SHA256, &p.Size, &hints); err != nil {
			return err
		}
		if p.Hints, err = decodeHints(hints); err != nil {
			return err
		}
		return lines.Encode(p)
	})
}

func (t *transaction) dumpReadings(lines *json.Encoder) error {
	filter := Filter{All: true}
	return t.load(&filter, func(l Loaded) error {
		l.Report.Page.Fetched = ""
		return lines.Encode(dumpReading{
			Type: "reading", Body: l.Body.Key, Year: l.Year, Scope: l.Scope, URL: l.Document.URL, SHA256: l.Document.Digest,
			Reader: l.Reader, Standing: l.Standing, Own: l.Own, Resolution: l.Resolution, Report: l.Report,
		})
	})
}

func (t *transaction) dumpLedger(lines *json.Encoder) error {
	return t.each(sqlDumpLedger, nil, func(rows *sql.Rows) error {
		l := dumpLedger{Type: "ledger"}
		if err := rows.Scan(&l.Body, &l.Year, &l.State, &l.Deadline, &l.Published, &l.Late); err != nil {
			return err
		}
		return lines.Encode(l)
	})
}
