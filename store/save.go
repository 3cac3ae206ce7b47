package store

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/nianbao/nianbao/report"
)

// Reading is what a reader made of a document.
type Reading struct {
	Document Document // as Pending gave it
	Report   *report.Report
	// Body is the body that the report is of; nil when it could not be told.
	Body *BodyRef
	// Own tells that the document was found in the body's own column, and not in one of its county or a bureau.
	Own        bool
	Resolution Resolution
}

const (
	// A document had the contents that its visits brought.
	sqlReadDocument query = `SELECT 1 FROM documents d WHERE d.id = $1
		AND EXISTS (SELECT 1 FROM visits v WHERE v.request_id = d.request_id AND v.digest = $2)`
	// The reading of this reader, or else that of the newest other one.
	sqlFindReading query = `SELECT id, reader, hints, entered, fingerprint, coalesce(body_id, 0), year, scope FROM readings
		WHERE document_id = $1 AND digest = $2
		ORDER BY CASE WHEN reader = $3 THEN 0 ELSE 1 END, reader_rank DESC, reader DESC LIMIT 1`
	sqlDropReading   query = `DELETE FROM readings WHERE id = $1`
	sqlInsertReading query = `INSERT INTO readings (document_id, digest, reader, reader_rank, hints, body_id, year, scope, status,
			standing, own, readable, form_disclosure, form_applications, form_disputes, title, agency, published,
			published_source, url, fetched, notes, warnings, errors, rest, resolution,
			fingerprint, entered, credit_code)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'superseded', $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
			$21, $22, $23, $24, $25, $26, $27, $28) RETURNING id`
	sqlMarkRead query = `UPDATE documents SET
			read_by = CASE WHEN digest = $2 AND hints = $3 THEN $4 ELSE read_by END,
			read_digest = CASE WHEN digest = $2 OR read_digest IS NULL THEN $2 ELSE read_digest END
		WHERE id = $1`
	sqlInsertFinding query = `INSERT INTO findings (reading_id, ordinal, relation, severity, fault, cells, message,
			left_side, right_side, suspects, candidates)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`
)

var saveQueries = []query{sqlReadDocument, sqlFindReading, sqlDropReading, sqlInsertReading, sqlMarkRead, sqlInsertFinding}

var errNoKey = errors.New("a body without a natural key")

// SaveReadings keeps readings with their values, proof and findings, and decides which readings count: all of them in
// one transaction or none. A document that the same reader has read at the same content, with the same hints and
// entered values, is not kept twice; with others the new reading takes the place of the old one. What another reader
// reads just as the newest one did is no new version either: it is only noted that this reader has read it. Anything
// else is a further version beside the earlier ones.
func (s *Store) SaveReadings(ctx context.Context, readings []Reading) error {
	packed := make([]packedReading, len(readings))
	for i := range readings {
		var err error
		if packed[i], err = prepareReading(&readings[i]); err != nil {
			return fmt.Errorf("save the reading of %s: %w", readings[i].Document.URL, err)
		}
		s.pack(&packed[i])
	}
	return s.write(ctx, "save readings", func(t *transaction) error {
		for i := range packed {
			if err := t.saveReading(&packed[i]); err != nil {
				return fmt.Errorf("%s: %w", packed[i].Document.URL, err)
			}
		}
		return nil
	})
}

// packedReading is a reading as it is written; its larger parts are packed outside of the transaction.
type packedReading struct {
	*Reading
	hints, resolution, fingerprint string
	rest, cells                    []byte // compressed by pack
	grams                          string // by which it is searched; by pack
	anew                           bool   // takes the place of one that the same reader made of the same
}

func prepareReading(r *Reading) (packedReading, error) {
	switch {
	case r.Report == nil:
		return packedReading{}, errors.New("no report")
	case r.Report.Status == report.Unread || r.Report.Reader == "":
		return packedReading{}, errors.New("the report has no status or names no reader")
	case r.Body != nil && r.Body.Key == "":
		return packedReading{}, errNoKey
	}
	parts, err := partsOf(r)
	if err != nil {
		return packedReading{}, err
	}
	return packedReading{
		Reading: r, hints: encodeHints(r.Document.Hints), resolution: parts.resolution, fingerprint: parts.fingerprint(),
		rest: parts.rest, cells: parts.cells,
	}, nil
}

// pack compresses what is kept compressed, and makes what the reading is searched by.
func (s *Store) pack(p *packedReading) {
	r := p.Report
	p.grams = indexed(r.Year, clean(r.Agency.Name), clean(r.Title), r.Sections).String()
	p.rest, p.cells = s.zipper.zip(p.rest), s.zipper.packed(p.cells)
}

func (t *transaction) saveReading(p *packedReading) error {
	var one int
	if found, err := t.get(sqlReadDocument, []any{p.Document.ID, string(p.Document.Digest)}, &one); err != nil || !found {
		return orErr(err, fmt.Errorf("the document at this content: %w", ErrNotFound))
	}
	kept, had, err := t.replaced(p)
	if err != nil {
		return err
	}
	if !kept {
		if err := t.insertReading(p); err != nil {
			return err
		}
	}
	if _, err := t.exec(sqlMarkRead, p.Document.ID, string(p.Document.Digest), p.hints, p.Report.Reader); err != nil {
		return err
	}
	return t.rank(p.Document.ID, had...)
}

// earlier is a reading of the same document and content that is there already.
type earlier struct {
	id                                  int64
	reader, hints, entered, fingerprint string
	seat                                seat
}

// earlier gives the reading by the same reader, or else by the newest other one.
func (t *transaction) earlier(p *packedReading) (e earlier, found bool, err error) {
	values := []any{p.Document.ID, string(p.Document.Digest), p.Report.Reader}
	found, err = t.get(sqlFindReading, values, &e.id, &e.reader, &e.hints, &e.entered, &e.fingerprint, &e.seat.body, &e.seat.year, &e.seat.scope)
	return e, found, err
}

// replaced tells whether the very reading is there already. One that is to be replaced is dropped; the seat that it
// had is given back.
func (t *transaction) replaced(p *packedReading) (kept bool, had []seat, err error) {
	e, found, err := t.earlier(p)
	if err != nil || !found {
		return false, nil, err
	}
	alike := e.hints == p.hints && e.entered == p.Document.Entered
	if e.reader != p.Report.Reader {
		return alike && e.fingerprint != "" && e.fingerprint == p.fingerprint, nil, nil
	}
	if alike && !p.anew {
		return true, nil, nil
	}
	_, err = t.exec(sqlDropReading, e.id)
	return false, []seat{e.seat}, err
}

func (t *transaction) insertReading(p *packedReading) error {
	r := p.Report
	var body any
	var where string
	if p.Body != nil {
		kept, err := t.keepBody(p.Body, false)
		if err != nil {
			return err
		}
		body, where = kept.ID, placed(kept.Division, kept.Kind)
	}
	count := severities(r.Findings)
	var id int64
	_, err := t.get(sqlInsertReading, []any{
		p.Document.ID, string(p.Document.Digest), r.Reader, rankOf(r.Reader), p.hints, body, r.Year, r.Agency.Scope.String(),
		r.Status.String(), bit(p.Own), bit(r.Status.IsReport()), r.Forms[report.Disclosure].String(), r.Forms[report.Applications].String(),
		r.Forms[report.Disputes].String(), clean(r.Title), clean(r.Agency.Name), r.Published.String(), clean(r.PublishedSource),
		clean(r.Page.URL), clean(r.Page.Fetched), count[report.Note], count[report.Warning], count[report.Error], p.rest, p.resolution,
		p.fingerprint, p.Document.Entered, clean(r.Agency.CreditCode),
	}, &id)
	if err != nil {
		return err
	}
	if err := t.insertValues(id, r); err != nil {
		return err
	}
	if _, err := t.exec(sqlInsertProof, id, t.store.keyList, p.cells); err != nil {
		return err
	}
	if _, err := t.exec(sqlIndexReading, id, p.grams+where); err != nil {
		return err
	}
	return t.insertFindings(id, r.Findings)
}

func (t *transaction) insertFindings(id int64, findings []report.Finding) error {
	for i := range findings {
		f := &findings[i]
		_, err := t.exec(sqlInsertFinding, id, i, clean(f.Relation), f.Severity.String(), f.Fault.String(), encode(list(f.Cells)),
			clean(f.Message), decimal(f.Left), decimal(f.Right), encode(list(f.Suspects)), encode(list(f.Candidates)))
		if err != nil {
			return err
		}
	}
	return nil
}

func severities(findings []report.Finding) (count [3]int) {
	for _, f := range findings {
		count[f.Severity]++
	}
	return count
}

// decimal gives the canonical decimal, or NULL.
func decimal(n *report.Number) any {
	if n == nil {
		return nil
	}
	return n.String()
}

// bit writes a truth value as the whole number that a column holds.
func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// list gives [] instead of null.
func list[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return l
}

var digits = regexp.MustCompile(`[0-9]+`)

// rankOf writes a version so that versions sort as text: 2 before 10, 1.9 before 1.10.
func rankOf(version string) string {
	return digits.ReplaceAllStringFunc(version, func(n string) string {
		return strings.Repeat("0", max(0, 10-len(n))) + n
	})
}
