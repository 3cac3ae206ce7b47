package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/nianbao/nianbao/store"
)

// openReadOnly opens the database for verbs that only look.
func (a *app) openReadOnly(ctx context.Context) (*store.Store, error) {
	return a.openReadOnlyFor(ctx, 0)
}

// openReadOnlyFor does so with a number of connections; 0 for the store's own.
func (a *app) openReadOnlyFor(ctx context.Context, readers int) (*store.Store, error) {
	path := a.database()
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, noSuchDatabase(path)
	}
	return store.OpenReadOnly(ctx, path, store.Config{Readers: readers})
}

// open opens or makes the database for writing.
func (a *app) open(ctx context.Context) (*store.Store, error) {
	return store.Open(ctx, a.database(), store.Config{})
}

// openExisting opens the database for writing, for verbs that need one to be there.
func (a *app) openExisting(ctx context.Context) (*store.Store, error) {
	path := a.database()
	switch info, err := os.Stat(path); {
	case errors.Is(err, fs.ErrNotExist):
		return nil, noSuchDatabase(path)
	case err == nil && info.Size() == 0:
		return nil, fmt.Errorf("%s: %w", path, store.ErrEmpty)
	}
	return a.open(ctx)
}

func noSuchDatabase(path string) error {
	return fmt.Errorf("%s: no such database; nianbao crawl or nianbao demo makes one", path)
}

// database names the file that --db means.
func (a *app) database() string { return cmp.Or(a.shared.DB, "nianbao.db") }
