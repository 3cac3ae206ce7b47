package store

import (
	"cmp"
	"context"
	"database/sql"

	"github.com/nianbao/nianbao/report/division"
)

const bodyColumns = `SELECT b.id, b.key, b.name, b.kind, b.division, b.credit_code, b.parent, CASE WHEN b.source = 'register' THEN 1 ELSE 0 END`

const (
	sqlBodyByKey query = bodyColumns + ` FROM bodies b WHERE b.key = $1`
	// What a body is called and coded now goes before what it was, and what pages call it; each body once.
	sqlMatchExactly query = bodyColumns + `, m.rank, m.kind, m.value FROM (
			SELECT x.id, x.rank, x.kind, x.value, row_number() OVER (PARTITION BY x.id ORDER BY x.rank, x.kind, x.value) AS place FROM (
				SELECT id, 0 AS rank, '' AS kind, key AS value FROM bodies WHERE key = $1
				UNION ALL SELECT id, 1, 'name', name FROM bodies WHERE name = $1
				UNION ALL SELECT id, 2, 'code', division FROM bodies WHERE division = $1
				UNION ALL SELECT id, 2, 'credit_code', credit_code FROM bodies WHERE credit_code = $1 AND credit_code <> ''
				UNION ALL SELECT body_id, 3, kind, value FROM register_attributes
					WHERE value = $1 AND kind IN ('name', 'code', 'credit_code')
				UNION ALL SELECT body_id, 4, 'name', agency FROM readings
					WHERE agency = $1 AND body_id IS NOT NULL AND standing IN ('current', 'rival')
				UNION ALL SELECT body_id, 4, 'credit_code', credit_code FROM readings
					WHERE credit_code = $1 AND credit_code <> '' AND body_id IS NOT NULL AND standing IN ('current', 'rival')) x) m
		JOIN bodies b ON b.id = m.id WHERE m.place = 1 ORDER BY m.rank, b.key LIMIT $2`
	sqlMatchPart query = matchPart + `x.name LIKE $1 ESCAPE '\'` + matchPartEnd
	matchPart          = bodyColumns + `, 5, 'name', b.name FROM bodies b WHERE b.id IN (SELECT x.id FROM bodies x WHERE `
	matchPartEnd       = `) ORDER BY b.key LIMIT $2`
	// A single character, by which the index finds nothing.
	sqlMatchSaidAny query = bodyColumns + `, 6, 'name', min(m.value) FROM body_attributes m JOIN bodies b ON b.id = m.body_id
		WHERE m.kind = 'name' AND m.value LIKE $1 ESCAPE '\' GROUP BY b.id ORDER BY b.key LIMIT $2`
)

var bodyReadQueries = []query{sqlBodyByKey, sqlMatchExactly, sqlMatchPart, sqlMatchSaidAny}

// Match is a body that a text may mean.
type Match struct {
	Body
	// By is what matched: a name, code or credit code; empty for the key.
	By    division.AttributeKind
	Value string // that matched
	Now   bool   // the body is called or coded so now; false for a former name or code, or one that only a source or page uses
	Whole bool   // the text is the whole name or code, and not a part of the name
}

// MatchBodies gives the bodies that a text may mean. Whole names and codes go first: the key, the present name, the
// present code and credit code, what lists, sources and people said of it at any time, what its pages call it. Then
// follow those whose present name holds the text; only where there are none of all these, those of which any other name
// does, also a name that only pages have. Within each, bodies are in the order of their keys, and none stands twice. limit 0 means 100.
func (s *Store) MatchBodies(ctx context.Context, text string, limit int) (list []Match, err error) {
	limit = cmp.Or(limit, 100)
	err = s.read(ctx, "find bodies", func(t *transaction) error {
		seen := map[int64]bool{}
		add := func(q query, values ...any) error {
			return t.each(q, values, func(rows *sql.Rows) error {
				var m Match
				var rank int
				err := rows.Scan(append(m.Body.into(), &rank, &m.By, &m.Value)...)
				if m.Now, m.Whole = rank <= 2 || rank == 5, rank <= 4; !seen[m.ID] && len(list) < limit {
					seen[m.ID] = true
					list = append(list, m)
				}
				return err
			})
		}
		if err := add(sqlMatchExactly, text, limit); err != nil {
			return err
		}
		part, inNames, inOthers := "%"+escapeLike(text)+"%", sqlMatchPart, sqlMatchSaid
		if !hasLetters(text) {
			part, inNames, inOthers = text, sqlMatchSigns, sqlMatchSaidSigns
		}
		if err := add(inNames, part, limit); err != nil || len(list) > 0 {
			return err
		}
		if grams := matchName(text); grams != "" {
			return add(inOthers, part, limit, grams)
		}
		return add(sqlMatchSaidAny, "%"+escapeLike(text)+"%", limit)
	})
	return list, err
}

// FindBodies gives the bodies of MatchBodies.
func (s *Store) FindBodies(ctx context.Context, text string, limit int) ([]Body, error) {
	matches, err := s.MatchBodies(ctx, text, limit)
	bodies := make([]Body, len(matches))
	for i, m := range matches {
		bodies[i] = m.Body
	}
	return bodies, err
}

// into gives where the columns of bodyColumns go.
func (b *Body) into() []any {
	return []any{&b.ID, &b.Key, &b.Name, &b.Kind, &b.Division, &b.CreditCode, &b.Parent, &b.Register}
}

// BodyByKey gives one body; ErrNotFound when there is none of this key.
func (s *Store) BodyByKey(ctx context.Context, key string) (b Body, err error) {
	err = s.read(ctx, "body "+key, func(t *transaction) error {
		found, err := t.get(sqlBodyByKey, []any{key}, b.into()...)
		if err == nil && !found {
			err = ErrNotFound
		}
		return err
	})
	return b, err
}

// BodyFilter chooses bodies. The zero filter chooses all.
type BodyFilter struct {
	Parent   string // key: the bodies directly below
	Division string // prefix of the present division code
	Kind     string
	Limit    int    // 0 for no limit
	After    string // key: only bodies behind it, for the next page of a list
}

// Bodies lists bodies by key.
func (s *Store) Bodies(ctx context.Context, f BodyFilter) (list []Body, err error) {
	w := &where{}
	for _, c := range []struct{ condition, value string }{{"b.parent = ?", f.Parent}, {"b.kind = ?", f.Kind}, {"b.key > ?", f.After}} {
		if c.value != "" {
			w.add(c.condition, c.value)
		}
	}
	if f.Division != "" {
		w.add("b.division >= ? AND b.division < ?", f.Division, f.Division+"\U0010FFFF")
	}
	text := w.text()
	limit := limit(w, f.Limit, 0)
	err = s.read(ctx, "list bodies", func(t *transaction) error {
		return t.eachOf(query(bodyColumns+" FROM bodies b"+text+" ORDER BY b.key"+limit), w.values, func(rows *sql.Rows) error {
			var b Body
			err := rows.Scan(b.into()...)
			list = append(list, b)
			return err
		})
	})
	return list, err
}
