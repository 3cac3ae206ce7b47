package store

import (
	"database/sql"

	"github.com/nianbao/nianbao/report"
)

// Standing says whether a reading counts.
type Standing string

// The standings.
const (
	Current    Standing = "current"    // counts for its body, year and scope
	Rival      Standing = "rival"      // another document counts for the same body, year and scope
	Superseded Standing = "superseded" // the document has newer content, or a newer reader read it
	Aside      Standing = "aside"      // no report, or its body or year is not known
)

// Of the readings of one document, the one counts that the newest reader made of the newest content that was read.
// Of several documents for one body, year and scope, the one counts that comes first in this order, which never
// looks at when something arrived:
//
//  1. a report that could be read before one that could not (a picture, a kind of document not read yet)
//  2. a report with its tables, or one that by its nature has none, before one whose tables are missing (often the
//     page of a column that bears the title of a report)
//  3. a document of the body's own column
//  4. the later date of publication; one without a date last
//  5. the digest of the content, and for equal contents the one whose list and page say the same, then the URL
const (
	sqlOfDocument query = `SELECT r.id, r.digest = coalesce(d.read_digest, ''), r.standing, coalesce(r.body_id, 0), r.year, r.scope, r.status
		FROM readings r JOIN documents d ON d.id = r.document_id WHERE r.document_id = $1 ORDER BY r.reader_rank DESC, r.reader DESC`
	sqlRivals query = `SELECT r.id, r.standing FROM readings r JOIN documents d ON d.id = r.document_id
		WHERE r.body_id = $1 AND r.year = $2 AND r.scope = $3 AND r.standing IN ('current', 'rival')
		ORDER BY r.readable DESC, (r.status <> 'tables_missing') DESC, r.own DESC, r.published DESC, r.digest, (r.status = 'flagged'), d.request`
	sqlSetStanding query = `UPDATE readings SET standing = $2 WHERE id = $1`
)

var standingQueries = []query{sqlOfDocument, sqlRivals, sqlSetStanding}

// seat is what documents compete for.
type seat struct {
	body  int64
	year  int
	scope string
}

// rank gives every reading of the document its standing, and those of other documents that compete with it; extra
// is a seat that the document had before.
func (t *transaction) rank(document int64, extra ...seat) error {
	seats := map[seat]bool{}
	for _, s := range extra {
		seats[s] = true
	}
	type change struct {
		id       int64
		standing Standing
	}
	var changes []change
	decided := false
	err := t.each(sqlOfDocument, []any{document}, func(rows *sql.Rows) error {
		var id int64
		var newest bool
		var standing Standing
		var s seat
		var status string
		if err := rows.Scan(&id, &newest, &standing, &s.body, &s.year, &s.scope, &status); err != nil {
			return err
		}
		competes := s.body != 0 && s.year != 0 && status != report.NotAReport.String()
		if competes {
			seats[s] = true
		}
		want := standingOf(newest && !decided, competes, standing)
		decided = decided || newest
		if want != standing {
			changes = append(changes, change{id, want})
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, c := range changes {
		if _, err := t.exec(sqlSetStanding, c.id, string(c.standing)); err != nil {
			return err
		}
	}
	return t.seat(seats)
}

// standingOf gives the standing of a reading before the documents compete.
func standingOf(counts, competes bool, now Standing) Standing {
	switch {
	case !counts:
		return Superseded
	case !competes:
		return Aside
	case now == Current:
		return Current
	default:
		return Rival
	}
}

// seat lets the documents compete for each seat.
func (t *transaction) seat(seats map[seat]bool) error {
	for s := range seats {
		var ids []int64
		var wrong []Standing
		first := true
		err := t.each(sqlRivals, []any{s.body, s.year, s.scope}, func(rows *sql.Rows) error {
			var id int64
			var standing Standing
			err := rows.Scan(&id, &standing)
			want := Rival
			if first {
				want, first = Current, false
			}
			if standing != want {
				ids, wrong = append(ids, id), append(wrong, want)
			}
			return err
		})
		if err != nil {
			return err
		}
		for i, id := range ids {
			if _, err := t.exec(sqlSetStanding, id, string(wrong[i])); err != nil {
				return err
			}
		}
	}
	return nil
}
