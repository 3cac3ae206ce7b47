package store

import (
	"context"
	"fmt"
)

// stillKey finds the transaction of Still in a context.
type stillKey struct{ store *Store }

// Still runs do at one state of the database: whatever do reads from this store with the context that it is given
// belongs together, also while others write. The context must not be used by several goroutines, and not after do
// has returned. It fails with ErrReplaced when the file is not the one that was opened any more, and with ErrNewer when a
// newer program migrated it meanwhile.
func (s *Store) Still(ctx context.Context, do func(context.Context) error) error {
	if err := s.Unchanged(); err != nil {
		return err
	}
	return s.read(ctx, "read", func(t *transaction) error {
		if err := t.known(); err != nil {
			return err
		}
		return do(context.WithValue(ctx, stillKey{s}, t))
	})
}

// still gives the transaction of Still that the context carries; nil when there is none.
func (s *Store) still(ctx context.Context) *transaction {
	t, _ := ctx.Value(stillKey{s}).(*transaction)
	return t
}

const sqlSchema query = `SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied <> 0`

// known tells whether the schema is the one that the store was opened with.
func (t *transaction) known() error {
	var found int64
	if t.store.writer != nil {
		return nil // nobody else migrates what this program writes to
	}
	if _, err := t.get(sqlSchema, nil, &found); err != nil {
		return err
	}
	if found != t.store.schema {
		return fmt.Errorf("%w: its schema is %d now, and was %d when it was opened", ErrNewer, found, t.store.schema)
	}
	return nil
}
