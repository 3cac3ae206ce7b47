package store

import (
	"context"
	"database/sql"
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
	sqlDropArea     query = `DELETE FROM across_areas WHERE area = $1`
	sqlInsertAcross query = `INSERT INTO across (reading_id, ordinal, other_id, relation, severity, fault, cells, message,
			left_side, right_side, suspects, candidates) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
		ON CONFLICT (reading_id, ordinal) DO UPDATE SET other_id = excluded.other_id, relation = excluded.relation,
			severity = excluded.severity, fault = excluded.fault, cells = excluded.cells, message = excluded.message,
			left_side = excluded.left_side, right_side = excluded.right_side, suspects = excluded.suspects,
			candidates = excluded.candidates`
	sqlDropAcross query = `DELETE FROM across WHERE reading_id = $1 AND ordinal = $2`
)

var acrossQueries = []query{sqlAcrossIn, sqlInsertAcross, sqlDropAcross, sqlSetArea, sqlDropArea}

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
	err = t.each(sqlAcrossIn, []any{area, areaEnd(area)}, func(rows *sql.Rows) error {
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
