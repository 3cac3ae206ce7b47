package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"github.com/nianbao/nianbao/report/page"
)

const (
	sqlSourceOfRequest query = `SELECT source FROM frontier WHERE request = $1`
	sqlRequestsHints   query = `SELECT id, hints FROM frontier WHERE source = $1 ORDER BY id`
	sqlSourceDocuments query = `SELECT d.id, d.hints FROM documents d JOIN frontier f ON f.id = d.request_id WHERE f.source = $1 ORDER BY d.id`
	sqlDocumentHints   query = `UPDATE documents SET hints = $2 WHERE id = $1`
)

var renameQueries = []query{sqlSourceOfRequest, sqlRequestsHints, sqlSourceDocuments, sqlDocumentHints}

// Rename gives what was found under a source that is no more to the source that names its columns now, so that a source may
// get another id, or become part of another one, between two runs. Columns are those of all sources of the run; a source
// that has one of them itself keeps everything. It tells what was renamed to what.
func (s *Store) Rename(ctx context.Context, columns []page.Request) (renamed map[string]string, err error) {
	present := map[string]bool{}
	for i := range columns {
		present[columns[i].Hints.Source] = true
	}
	err = s.write(ctx, "rename sources", func(t *transaction) error {
		renamed = map[string]string{}
		for i := range columns {
			var former string
			found, err := t.get(sqlSourceOfRequest, []any{columns[i].ID()}, &former)
			if err != nil {
				return fmt.Errorf("%s: %w", columns[i].URL, err)
			}
			if found && former != "" && !present[former] && renamed[former] == "" {
				renamed[former] = columns[i].Hints.Source
			}
		}
		for _, former := range slices.Sorted(maps.Keys(renamed)) {
			if err := t.rename(former, renamed[former]); err != nil {
				return fmt.Errorf("%s to %s: %w", former, renamed[former], err)
			}
		}
		return nil
	})
	return renamed, err
}

// rename writes another source into the hints of everything that has the former one: documents first, which are found by it.
func (t *transaction) rename(former, source string) error {
	for _, q := range []struct{ find, set query }{{sqlSourceDocuments, sqlDocumentHints}, {sqlRequestsHints, sqlBetterHints}} {
		texts := map[int64]string{}
		err := t.each(q.find, []any{former}, func(rows *sql.Rows) error {
			var id int64
			var text string
			if err := rows.Scan(&id, &text); err != nil {
				return err
			}
			hints, err := decodeHints(text)
			hints.Source = source
			texts[id] = encodeHints(hints)
			return err
		})
		if err != nil {
			return err
		}
		for _, id := range slices.Sorted(maps.Keys(texts)) {
			values := []any{id, texts[id]}
			if q.set == sqlBetterHints {
				values = append(values, source)
			}
			if _, err := t.exec(q.set, values...); err != nil {
				return err
			}
		}
	}
	return nil
}
