package store

import (
	"context"
	"database/sql"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// Summary is a reading without its cells.
type Summary struct {
	ID              int64 // of the reading; another one after the document is read anew
	Body            Body  // zero when the body is not known
	Year            int
	Scope           report.Scope
	Status          report.Status
	Standing        Standing
	Own             bool // found in the body's own column
	ByHand          bool // only a person brought this content; Handed tells who
	Forms           report.Forms
	Title           string
	Agency          string // as the page names it
	Published       report.Date
	PublishedSource string
	Document        Document // with the hints that the reading was made with
	URL             string   // that answered
	Fetched         string   // RFC 3339 in UTC
	Reader          string
	Notes, Warnings int // findings
	Errors          int
}

// The natural order of readings; it never depends on when something arrived.
const naturalOrder = ` ORDER BY coalesce(b.key, ''), r.year, r.scope, d.request, r.digest, r.reader`

const summaryColumns = `r.id, coalesce(b.id, 0), coalesce(b.key, ''), coalesce(b.name, ''), coalesce(b.kind, ''),
	coalesce(b.division, ''), coalesce(b.credit_code, ''), coalesce(b.parent, ''), CASE WHEN b.source = 'register' THEN 1 ELSE 0 END,
	r.year, r.scope, r.status, r.standing, r.own, r.form_disclosure, r.form_applications, r.form_disputes, r.title,
	r.agency, r.published, r.published_source, d.id, d.request, r.digest, r.hints, r.url, r.fetched, r.reader, r.notes,
	r.warnings, r.errors, r.entered,
	EXISTS (SELECT 1 FROM visits v JOIN handed h ON h.visit_id = v.id WHERE v.request_id = d.request_id AND v.digest = r.digest)
		AND NOT EXISTS (SELECT 1 FROM visits v WHERE v.request_id = d.request_id AND v.digest = r.digest AND v.run_id IS NOT NULL)`

const summaryTables = ` FROM readings r JOIN documents d ON d.id = r.document_id LEFT JOIN bodies b ON b.id = r.body_id`

// Place is where the reading stands in lists of those that count.
func (s *Summary) Place() Place { return Place{Body: s.Body.Key, Year: s.Year, Scope: s.Scope} }

// Reports lists readings in natural order: by the key of the body, the year, the scope, the URL, the digest.
func (s *Store) Reports(ctx context.Context, filter Filter) ([]Summary, error) {
	return gather(s.WalkReports(ctx, filter))
}

// Summary gives one reading without its cells, by its id; ErrNotFound when there is none.
func (s *Store) Summary(ctx context.Context, reading int64) (one Summary, err error) {
	err = s.read(ctx, "summary of a reading", func(t *transaction) error {
		found := false
		err := t.eachOf("SELECT "+summaryColumns+summaryTables+" WHERE r.id = $1", []any{reading}, func(rows *sql.Rows) (err error) {
			found = true
			one, err = scanSummary(rows)
			return err
		})
		if err == nil && !found {
			err = ErrNotFound
		}
		return err
	})
	return one, err
}

// scanSummary reads the summary columns, and further ones into more.
func scanSummary(rows *sql.Rows, more ...any) (s Summary, err error) {
	var scope, status, published, hints string
	var forms [3]string
	b, d := &s.Body, &s.Document
	into := append([]any{
		&s.ID, &b.ID, &b.Key, &b.Name, &b.Kind, &b.Division, &b.CreditCode, &b.Parent, &b.Register,
		&s.Year, &scope, &status, &s.Standing, &s.Own, &forms[0], &forms[1], &forms[2], &s.Title,
		&s.Agency, &published, &s.PublishedSource, &d.ID, &d.URL, &d.Digest, &hints, &s.URL, &s.Fetched, &s.Reader, &s.Notes,
		&s.Warnings, &s.Errors, &d.Entered, &s.ByHand,
	}, more...)
	if err := rows.Scan(into...); err != nil {
		return s, err
	}
	texts := []textInto{
		{scope, &s.Scope},
		{status, &s.Status},
		{published, &s.Published},
		{forms[0], &s.Forms[report.Disclosure]},
		{forms[1], &s.Forms[report.Applications]},
		{forms[2], &s.Forms[report.Disputes]},
	}
	if err := unmarshalTexts(texts); err != nil {
		return s, err
	}
	d.Hints, err = decodeHints(hints)
	return s, err
}

// Page gives the page that a reading was made from, with the hints of that time.
func (s *Store) Page(ctx context.Context, reading int64) (p page.Page, err error) {
	err = s.read(ctx, "page of a reading", func(t *transaction) error {
		var digest, hints, facts, headers string
		found, err := t.get(sqlPageOf, []any{reading}, &digest, &hints, &facts, &headers)
		if err != nil || !found {
			return orErr(err, ErrNotFound)
		}
		if p.Facts, err = decodeFacts(facts, headers); err != nil {
			return err
		}
		if p.Hints, err = decodeHints(hints); err != nil {
			return err
		}
		p.Body, err = t.archived(page.Digest(digest))
		return err
	})
	return p, err
}

// sqlPageOf takes the facts of the first visit that brought the content.
const sqlPageOf query = `SELECT r.digest, r.hints, v.facts, v.headers
	FROM readings r JOIN documents d ON d.id = r.document_id
	JOIN visits v ON v.id = (SELECT min(id) FROM visits
		WHERE request_id = d.request_id AND digest = r.digest AND outcome = 'fetched')
	WHERE r.id = $1`
