package main

import (
	"context"
	"slices"

	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/store"
)

// findBodies finds bodies by name or code, also by a division code that a body no longer has.
func findBodies(ctx context.Context, db *store.Store, text string, limit int) ([]store.Body, error) {
	found, err := db.FindBodies(ctx, text, limit)
	if err != nil || len(found) > 0 {
		return found, err
	}
	if _, err := division.ParseCode(text); err != nil {
		return nil, nil //nolint:nilerr // a name that no body has; the caller says so
	}
	reading, err := readingFor(ctx, db)
	if err != nil {
		return nil, err
	}
	key, known := reading.Coded(text)
	if !known {
		return nil, nil
	}
	found, err = db.FindBodies(ctx, key, limit)
	return slices.DeleteFunc(found, func(b store.Body) bool { return b.Key != key }), err // not names that hold the key
}
