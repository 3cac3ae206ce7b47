package store

import "context"

// stillKey finds the transaction of Still in a context.
type stillKey struct{ store *Store }

// Still runs do at one state of the database: whatever do reads from this store with the context that it is given
// belongs together, also while others write. The context must not be used by several goroutines, and not after do
// has returned.
func (s *Store) Still(ctx context.Context, do func(context.Context) error) error {
	return s.read(ctx, "read", func(t *transaction) error {
		return do(context.WithValue(ctx, stillKey{s}, t))
	})
}

// still gives the transaction of Still that the context carries; nil when there is none.
func (s *Store) still(ctx context.Context) *transaction {
	t, _ := ctx.Value(stillKey{s}).(*transaction)
	return t
}
