package store

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/pressly/goose/v3"

	"github.com/nianbao/nianbao/store/migration"
)

// migrate brings the schema up to the program's; each migration is a transaction of its own.
func migrate(ctx context.Context, db *sql.DB) error {
	provider, err := newProvider(db)
	if err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migration: %w", explain(err))
	}
	return nil
}

func newProvider(db *sql.DB) (*goose.Provider, error) {
	return goose.NewProvider(goose.DialectSQLite3, db, migration.Files,
		goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
}

// schemaOf reads the version of the schema without changing anything; 0 when there is none yet.
func schemaOf(ctx context.Context, db *sql.DB) (int64, error) {
	var tables, version int64
	const known = `SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'goose_db_version'`
	if err := db.QueryRowContext(ctx, known).Scan(&tables); err != nil || tables == 0 {
		return 0, explain(err)
	}
	const newest = `SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied <> 0`
	return version, explain(db.QueryRowContext(ctx, newest).Scan(&version))
}

// schemaKnown is the version of the program's own schema.
func schemaKnown(db *sql.DB) (int64, error) {
	provider, err := newProvider(db)
	if err != nil {
		return 0, err
	}
	var newest int64
	for _, s := range provider.ListSources() {
		newest = max(newest, s.Version)
	}
	return newest, nil
}

// compareSchema gives the sign of file's schema minus the program's.
func compareSchema(ctx context.Context, db *sql.DB) (sign int, found, known int64, err error) {
	if found, err = schemaOf(ctx, db); err != nil {
		return 0, 0, 0, err
	}
	if known, err = schemaKnown(db); err != nil {
		return 0, 0, 0, err
	}
	switch {
	case found > known:
		sign = 1
	case found < known:
		sign = -1
	}
	return sign, found, known, nil
}

// SchemaOf tells which schema a database file has, and up to which one this program knows, without changing it. It
// fails like OpenReadOnly when the file is no database of ours.
func SchemaOf(ctx context.Context, path string) (found, known int64, err error) {
	s, exists, err := begin(path, Config{})
	if err != nil {
		return 0, 0, err
	}
	defer s.zipper.close()
	if !exists {
		return 0, 0, fmt.Errorf("store: %s: %w", path, noDatabase(path))
	}
	db, err := s.connect(settingsOfReader, 1)
	if err != nil {
		return 0, 0, err
	}
	defer db.Close() //nolint:errcheck // it only reads
	_, found, known, err = compareSchema(ctx, db)
	return found, known, err
}
