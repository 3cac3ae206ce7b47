package store

import (
	"context"
	"database/sql"
	"slices"

	"github.com/nianbao/nianbao/report"
)

// Compared is a reading that takes part in comparisons between reports.
type Compared struct {
	Reading     int64
	Body        Body // id, key, division and parent
	Year        int
	Scope       report.Scope
	Standing    Standing
	Fingerprint string // of everything that was read
}

const (
	sqlAreas       query = `SELECT area, digest, findings FROM across_areas ORDER BY area`
	sqlAcrossWhere query = `SELECT coalesce(b.division, ''), count(*) FROM across x
		JOIN readings r ON r.id = x.reading_id LEFT JOIN bodies b ON b.id = r.body_id GROUP BY b.division ORDER BY b.division`
	sqlComparedIn query = `SELECT DISTINCT b.division FROM bodies b WHERE EXISTS (SELECT 1 FROM readings r
		WHERE r.body_id = b.id AND r.standing IN ('current', 'rival') AND r.year <> 0 AND r.readable = 1) ORDER BY b.division`
	comparedColumns = `SELECT r.id, b.id, b.key, b.division, b.parent, r.year, r.scope, r.standing, r.fingerprint
		FROM bodies b CROSS JOIN readings r ON r.body_id = b.id CROSS JOIN documents d ON d.id = r.document_id
		WHERE r.year <> 0 AND r.readable = 1 AND `
	comparedOrder       = ` ORDER BY b.key, r.year, r.scope, d.request, r.digest, r.reader`
	sqlCompared   query = comparedColumns + `r.standing IN ('current', 'rival') AND b.division >= $1 AND b.division < $2` + comparedOrder
	sqlMembers    query = comparedColumns + `r.standing = 'current' AND b.parent = $1 AND r.year = $2` + comparedOrder
)

var comparedQueries = []query{sqlAreas, sqlAcrossWhere, sqlComparedIn, sqlCompared, sqlMembers}

// Comparable lists the areas that have readings of known bodies and years that count or rival, in the order of their
// codes; and what is known of the areas that were compared before, by code: the digest then, empty when findings went
// since. An area is what areaOf says of a division.
func (s *Store) Comparable(ctx context.Context, areaOf func(division string) string) (areas []string, done map[string]string, err error) {
	err = s.read(ctx, "list what is compared", func(t *transaction) error {
		err := t.each(sqlComparedIn, nil, func(rows *sql.Rows) error {
			var division string
			err := rows.Scan(&division)
			areas = append(areas, areaOf(division))
			return err
		})
		if err != nil {
			return err
		}
		slices.Sort(areas)
		areas = slices.Compact(areas)
		done, err = t.comparedBefore(areaOf)
		return err
	})
	return areas, done, err
}

func (t *transaction) comparedBefore(areaOf func(string) string) (done map[string]string, err error) {
	found := map[string]int{}
	err = t.each(sqlAcrossWhere, nil, func(rows *sql.Rows) error {
		var division string
		var n int
		err := rows.Scan(&division, &n)
		found[areaOf(division)] += n
		return err
	})
	if err != nil {
		return nil, err
	}
	done = map[string]string{}
	for area := range found { // also of areas that nobody marked
		done[area] = ""
	}
	return done, t.each(sqlAreas, nil, func(rows *sql.Rows) error {
		var area, digest string
		var n int
		err := rows.Scan(&area, &digest, &n)
		if done[area] = digest; n != found[area] {
			done[area] = ""
		}
		return err
	})
}

// Compared lists the readings of an area, and of divisions with longer codes that begin like its, that take part in
// comparisons, in natural order.
func (s *Store) Compared(ctx context.Context, area string) ([]Compared, error) {
	return collect(ctx, s, "list what is compared in "+area, sqlCompared, []any{area, areaEnd(area)}, scanCompared)
}

// Members lists the readings on a year that count of the bodies directly below the one with the key, in natural order.
func (s *Store) Members(ctx context.Context, parent string, year int) ([]Compared, error) {
	return collect(ctx, s, "list the members of "+parent, sqlMembers, []any{parent, year}, scanCompared)
}

func scanCompared(rows *sql.Rows, c *Compared) error {
	var scope string
	b := &c.Body
	if err := rows.Scan(&c.Reading, &b.ID, &b.Key, &b.Division, &b.Parent, &c.Year, &scope, &c.Standing, &c.Fingerprint); err != nil {
		return err
	}
	return unmarshalTexts([]textInto{{scope, &c.Scope}})
}

// areaEnd gives what comes after all codes that begin like that of the area; bodies without a code are an area.
func areaEnd(area string) string {
	if area == "" {
		return "0"
	}
	return area + "\U0010FFFF"
}
