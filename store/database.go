package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// query is the text of an SQL statement. It is a constant, or made from package report, never from a value.
type query string

// statements holds prepared statements by their text.
type statements map[query]*sql.Stmt

func prepare(ctx context.Context, db *sql.DB, queries []query) (statements, error) {
	prepared := statements{}
	for _, q := range queries {
		stmt, err := db.PrepareContext(ctx, string(q)) //nolint:sqlclosecheck // closed with the store
		if err != nil {
			return nil, fmt.Errorf("store: %w in %s", explain(err), q)
		}
		prepared[q] = stmt
	}
	return prepared, nil
}

// find gives the prepared statement; one that is not in the lists of statements.go is a fault of the program.
func (s statements) find(q query) *sql.Stmt {
	stmt, ok := s[q]
	if !ok {
		panic("store: not prepared: " + string(q))
	}
	return stmt
}

// transaction is one unit of writing or of reading: all of it or nothing, at one state of the database.
type transaction struct {
	ctx   context.Context
	tx    *sql.Tx
	store *Store
	stmts statements
	bound statements // those of stmts that were used, bound to the transaction
}

// write runs do in a transaction that writes; what says in an error what could not be done.
func (s *Store) write(ctx context.Context, what string, do func(*transaction) error) error {
	if s.writer == nil {
		return fmt.Errorf("%s: %w", what, ErrReadOnly)
	}
	return s.transact(ctx, s.writer, s.writes, what, do)
}

// read runs do in a transaction that reads, in that of Still where the context carries one.
func (s *Store) read(ctx context.Context, what string, do func(*transaction) error) error {
	if t := s.still(ctx); t != nil {
		if err := do(t); err != nil {
			return failed(ctx, what, err)
		}
		return nil
	}
	return s.transact(ctx, s.readers, s.reads, what, do)
}

func (s *Store) transact(ctx context.Context, db *sql.DB, stmts statements, what string, do func(*transaction) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return failed(ctx, what, err)
	}
	defer tx.Rollback() //nolint:errcheck // after a commit it has nothing to do; otherwise the first error counts
	if err := do(&transaction{ctx, tx, s, stmts, statements{}}); err != nil {
		return failed(ctx, what, err)
	}
	if err := tx.Commit(); err != nil {
		return failed(ctx, what, err)
	}
	return nil
}

// failed names what could not be done, and that it was stopped when it was.
func failed(ctx context.Context, what string, err error) error {
	if stopped := ctx.Err(); stopped != nil && !errors.Is(err, stopped) {
		return fmt.Errorf("%s: %w: %w", what, stopped, err)
	}
	return fmt.Errorf("%s: %w", what, explain(err))
}

// bind gives a prepared statement within the transaction, with which it is closed.
func (t *transaction) bind(q query) *sql.Stmt {
	stmt, ok := t.bound[q]
	if !ok {
		stmt = t.tx.StmtContext(t.ctx, t.stmts.find(q))
		t.bound[q] = stmt
	}
	return stmt
}

// exec runs a prepared statement and tells how many rows it changed.
func (t *transaction) exec(q query, values ...any) (int64, error) {
	result, err := t.bind(q).ExecContext(t.ctx, values...) //nolint:sqlclosecheck // see bind
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// get reads the only row of a prepared statement; false when there is none.
func (t *transaction) get(q query, values []any, into ...any) (bool, error) {
	err := t.bind(q).QueryRowContext(t.ctx, values...).Scan(into...) //nolint:sqlclosecheck // see bind
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// each reads the rows of a prepared statement.
func (t *transaction) each(q query, values []any, row func(*sql.Rows) error) error {
	rows, err := t.bind(q).QueryContext(t.ctx, values...) //nolint:sqlclosecheck // see bind
	if err != nil {
		return err
	}
	return walk(rows, row)
}

// eachOf reads the rows of a statement that was put together from constant parts.
func (t *transaction) eachOf(q query, values []any, row func(*sql.Rows) error) error {
	rows, err := t.tx.QueryContext(t.ctx, string(q), values...)
	if err != nil {
		return err
	}
	return walk(rows, row)
}

func walk(rows *sql.Rows, row func(*sql.Rows) error) error {
	defer rows.Close() //nolint:errcheck // rows.Err tells of what went wrong
	for rows.Next() {
		if err := row(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
