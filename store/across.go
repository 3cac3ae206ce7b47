package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"github.com/nianbao/nianbao/report"
)

// Across is a finding between reports: about a reading that counts, found by comparing it with others.
type Across struct {
	Reading int64 // its id
	Other   int64 // id of the reading on the other side; 0 where that is several
	report.Finding
}

const acrossColumns = `x.relation, x.severity, x.fault, x.cells, x.message, x.left_side, x.right_side, x.suspects, x.candidates`

const (
	// Those whose body lies in an area: codes from $1 and before $2.
	sqlAcrossIn query = `SELECT x.reading_id, x.ordinal, coalesce(x.other_id, 0), ` + acrossColumns + ` FROM across x
		JOIN readings r ON r.id = x.reading_id LEFT JOIN bodies b ON b.id = r.body_id
		WHERE coalesce(b.division, '') >= $1 AND coalesce(b.division, '') < $2 ORDER BY x.reading_id, x.ordinal`
	sqlSetArea query = `INSERT INTO across_areas (area, digest, findings) VALUES ($1, $2, $3)
		ON CONFLICT (area) DO UPDATE SET digest = excluded.digest, findings = excluded.findings`
	sqlDropArea    query = `DELETE FROM across_areas WHERE area = $1`
	sqlAreas       query = `SELECT area, digest, findings FROM across_areas ORDER BY area`
	sqlAcrossWhere query = `SELECT coalesce(b.division, ''), count(*) FROM across x
		JOIN readings r ON r.id = x.reading_id LEFT JOIN bodies b ON b.id = r.body_id GROUP BY b.division ORDER BY b.division`
	sqlCompared query = `SELECT r.id, b.id, b.key, b.division, b.parent, r.year, r.scope, r.standing, r.fingerprint
		FROM readings r JOIN bodies b ON b.id = r.body_id JOIN documents d ON d.id = r.document_id
		WHERE r.standing IN ('current', 'rival') AND r.year <> 0 AND r.readable = 1
		ORDER BY b.key, r.year, r.scope, d.request, r.digest, r.reader`
	sqlInsertAcross query = `INSERT INTO across (reading_id, ordinal, other_id, relation, severity, fault, cells, message,
			left_side, right_side, suspects, candidates) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
		ON CONFLICT (reading_id, ordinal) DO UPDATE SET other_id = excluded.other_id, relation = excluded.relation,
			severity = excluded.severity, fault = excluded.fault, cells = excluded.cells, message = excluded.message,
			left_side = excluded.left_side, right_side = excluded.right_side, suspects = excluded.suspects,
			candidates = excluded.candidates`
	sqlDropAcross query = `DELETE FROM across WHERE reading_id = $1 AND ordinal = $2`
	sqlDumpAcross query = `SELECT coalesce(b.key, ''), r.year, r.scope, d.request, coalesce(p.key, ''), coalesce(o.year, 0),
			coalesce(e.request, ''), ` + acrossColumns + `
		FROM across x JOIN readings r ON r.id = x.reading_id JOIN documents d ON d.id = r.document_id
		LEFT JOIN bodies b ON b.id = r.body_id LEFT JOIN readings o ON o.id = x.other_id
		LEFT JOIN documents e ON e.id = o.document_id LEFT JOIN bodies p ON p.id = o.body_id
		WHERE r.standing = 'current'
		ORDER BY coalesce(b.key, ''), r.year, r.scope, d.request, r.digest, x.ordinal`
	sqlAcrossCount query = `SELECT relation, sum(findings) FROM finding_totals WHERE area = '*' AND across = 1 GROUP BY relation ORDER BY relation`
)

var (
	acrossQueries     = []query{sqlAcrossIn, sqlInsertAcross, sqlDropAcross, sqlSetArea, sqlDropArea}
	acrossReadQueries = []query{sqlDumpAcross, sqlAcrossCount, sqlAreas, sqlAcrossWhere, sqlCompared}
)

// acrossRow is where a finding stands and how it is written.
type (
	acrossSeat struct {
		reading int64
		ordinal int
	}
	acrossRow struct {
		other                                                           int64
		relation, severity, fault, cells, message, suspects, candidates string
		left, right                                                     string
		hasLeft, hasRight                                               bool
	}
)

func (a *Across) row() acrossRow {
	row := acrossRow{
		other: a.Other, relation: clean(a.Relation), severity: a.Severity.String(), fault: a.Fault.String(), cells: encode(list(a.Cells)),
		message: clean(a.Message), suspects: encode(list(a.Suspects)), candidates: encode(list(a.Candidates)),
	}
	if row.hasLeft = a.Left != nil; row.hasLeft {
		row.left = a.Left.String()
	}
	if row.hasRight = a.Right != nil; row.hasRight {
		row.right = a.Right.String()
	}
	return row
}

// Area is the findings between the reports of one county, or of one government above counties.
type Area struct {
	Code   string // of the division; empty for bodies of which none is known
	Digest string // of what was compared; empty when nothing is left to compare
	Found  []Across
}

// SaveAcross makes the findings between the reports of areas just these, in one transaction; those of one reading keep
// their order. It tells how many changed: of findings that are there already, none, and nothing is written.
func (s *Store) SaveAcross(ctx context.Context, areas []Area) (changed int, err error) {
	err = s.write(ctx, "save findings between reports", func(t *transaction) error {
		changed = 0
		for i := range areas {
			some, err := t.saveArea(&areas[i])
			if err != nil {
				return fmt.Errorf("area %s: %w", areas[i].Code, err)
			}
			changed += some
		}
		return nil
	})
	return changed, err
}

func (t *transaction) saveArea(area *Area) (changed int, err error) {
	left, places := map[acrossSeat]*Across{}, map[int64]int{}
	for i := range area.Found {
		at := acrossSeat{area.Found[i].Reading, places[area.Found[i].Reading]}
		places[at.reading]++
		left[at] = &area.Found[i]
	}
	gone, err := t.compareAcross(area.Code, left)
	if err != nil {
		return 0, err
	}
	for _, at := range gone {
		if _, err := t.exec(sqlDropAcross, at.reading, at.ordinal); err != nil {
			return 0, err
		}
	}
	for at, a := range left {
		if err := t.insertAcross(at, a); err != nil {
			return 0, fmt.Errorf("%s of reading %d: %w", a.Relation, a.Reading, err)
		}
	}
	if area.Digest == "" {
		_, err = t.exec(sqlDropArea, area.Code)
	} else {
		_, err = t.exec(sqlSetArea, area.Code, area.Digest, len(area.Found))
	}
	return len(gone) + len(left), err
}

// compareAcross takes out of wanted what is there already and gives the places that nothing wants.
func (t *transaction) compareAcross(area string, wanted map[acrossSeat]*Across) (gone []acrossSeat, err error) {
	end := area + "\U0010FFFF"
	if area == "" {
		end = "0"
	}
	err = t.each(sqlAcrossIn, []any{area, end}, func(rows *sql.Rows) error {
		var at acrossSeat
		have, err := scanAcross(rows, &at.reading, &at.ordinal)
		if err != nil {
			return err
		}
		if want, kept := wanted[at]; !kept {
			gone = append(gone, at)
		} else if want.row() == have.row() {
			delete(wanted, at)
		}
		return nil
	})
	return gone, err
}

// Compared is a reading that takes part in comparisons between reports.
type Compared struct {
	Reading     int64
	Body        Body // id, key, division and parent
	Year        int
	Scope       report.Scope
	Standing    Standing
	Fingerprint string // of everything that was read
}

// Comparisons lists the readings of known bodies and years that count or rival, in natural order; and what is known of
// the areas that were compared before, by code: the digest then, empty when findings went since.
func (s *Store) Comparisons(ctx context.Context, areaOf func(division string) string) (list []Compared, done map[string]string, err error) {
	err = s.read(ctx, "list what is compared", func(t *transaction) error {
		if list, err = t.compared(); err != nil {
			return err
		}
		found := map[string]int{}
		err := t.each(sqlAcrossWhere, nil, func(rows *sql.Rows) error {
			var division string
			var n int
			err := rows.Scan(&division, &n)
			found[areaOf(division)] += n
			return err
		})
		if err != nil {
			return err
		}
		done = map[string]string{}
		for area := range found { // also of areas that nobody marked
			done[area] = ""
		}
		return t.each(sqlAreas, nil, func(rows *sql.Rows) error {
			var area, digest string
			var n int
			err := rows.Scan(&area, &digest, &n)
			if done[area] = digest; n != found[area] {
				done[area] = ""
			}
			return err
		})
	})
	return list, done, err
}

func (t *transaction) compared() (list []Compared, err error) {
	err = t.each(sqlCompared, nil, func(rows *sql.Rows) error {
		var c Compared
		var scope string
		b := &c.Body
		if err := rows.Scan(&c.Reading, &b.ID, &b.Key, &b.Division, &b.Parent, &c.Year, &scope, &c.Standing, &c.Fingerprint); err != nil {
			return err
		}
		list = append(list, c)
		return unmarshalTexts([]textInto{{scope, &list[len(list)-1].Scope}})
	})
	return list, err
}

// scanAcross reads a finding; before are the columns in front of the other side.
func scanAcross(rows *sql.Rows, before ...any) (a Across, err error) {
	var text findingText
	if err := rows.Scan(append(append(before, &a.Other), text.into()...)...); err != nil {
		return a, err
	}
	a.Finding, err = text.finding()
	return a, err
}

func (t *transaction) insertAcross(at acrossSeat, a *Across) error {
	row := a.row()
	var other any
	if row.other != 0 {
		other = row.other
	}
	_, err := t.exec(sqlInsertAcross, at.reading, at.ordinal, other, row.relation, row.severity, row.fault, row.cells, row.message,
		decimal(a.Left), decimal(a.Right), row.suspects, row.candidates)
	return err
}

// AcrossFound is a finding between reports, with the report that it is about and the other one.
type AcrossFound struct {
	Summary
	Ordinal int   // among those of the report
	Other   int64 // id of the reading on the other side; 0 where that is several
	report.Finding
}

// Place is where the finding stands in lists.
func (f *AcrossFound) Place() Place { return Place{f.Body.Key, f.Year, f.Scope, f.Ordinal} }

// Across lists the findings between reports about the readings that the filter chooses, in natural order.
// Filter.Relation leaves only findings of that relation; Filter.Limit counts findings.
func (s *Store) Across(ctx context.Context, filter Filter) (list []AcrossFound, err error) {
	text, values := filter.rows(rowsOfAcross)
	q := query("SELECT " + summaryColumns + ", x.ordinal, coalesce(x.other_id, 0), " + acrossColumns + text)
	err = s.read(ctx, "list findings between reports", func(t *transaction) error {
		return t.eachOf(q, values, func(rows *sql.Rows) error {
			var text findingText
			var found AcrossFound
			var err error
			if found.Summary, err = scanSummary(rows, append([]any{&found.Ordinal, &found.Other}, text.into()...)...); err != nil {
				return err
			}
			found.Finding, err = text.finding()
			list = append(list, found)
			return err
		})
	})
	return list, err
}

// AcrossCounts counts the findings between reports by relation.
func (s *Store) AcrossCounts(ctx context.Context) (counts map[string]int, err error) {
	counts = map[string]int{}
	err = s.read(ctx, "count findings between reports", func(t *transaction) error {
		return t.each(sqlAcrossCount, nil, func(rows *sql.Rows) error {
			var relation string
			var n int
			err := rows.Scan(&relation, &n)
			counts[relation] = n
			return err
		})
	})
	return counts, err
}

// dumpAcrossLine is a line of the canonical dump.
type dumpAcrossLine struct {
	Type      string       `json:"type"`
	Body      string       `json:"body"`
	Year      int          `json:"year"`
	Scope     report.Scope `json:"scope"`
	URL       string       `json:"url"`
	OtherBody string       `json:"other_body"`
	OtherYear int          `json:"other_year"`
	OtherURL  string       `json:"other_url"`
	report.Finding
}

// dumpAcross writes the findings between reports.
func (t *transaction) dumpAcross(lines *json.Encoder) error {
	return t.each(sqlDumpAcross, nil, func(rows *sql.Rows) (err error) {
		l := dumpAcrossLine{Type: "across"}
		var scope string
		var text findingText
		into := append([]any{&l.Body, &l.Year, &scope, &l.URL, &l.OtherBody, &l.OtherYear, &l.OtherURL}, text.into()...)
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if err := unmarshalTexts([]textInto{{scope, &l.Scope}}); err != nil {
			return err
		}
		if l.Finding, err = text.finding(); err != nil {
			return err
		}
		return lines.Encode(l)
	})
}
