package export

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// sqliteName is the name of the file, and of the database in the metadata.
const sqliteName = "nianbao"

// sqliteEncoder writes one database with a table a table, the codebook, and views that answer what is asked first.
type sqliteEncoder struct {
	stage  *Stage
	db     *sql.DB
	tx     *sql.Tx
	tables []*Table
}

// NewSQLite writes nianbao.sqlite and metadata.json for Datasette. Exact numbers are REAL in it; the raw text and the
// other formats have them exactly.
func NewSQLite(ctx context.Context, stage *Stage) (Encoder, error) {
	address := url.URL{Scheme: "file", Opaque: (&url.URL{Path: stage.Path(sqliteName + ".sqlite")}).EscapedPath()}
	db, err := sql.Open("sqlite", address.String()+"?_pragma=journal_mode(off)&_pragma=synchronous(full)&_pragma=locking_mode(exclusive)")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &sqliteEncoder{stage: stage, db: db, tx: tx}, nil
}

// Open makes a table.
func (e *sqliteEncoder) Open(t *Table) (Rows, error) {
	e.tables = append(e.tables, t)
	columns := make([]string, len(t.Columns))
	for i := range t.Columns {
		columns[i] = quoted(t.Columns[i].Name) + " " + sqliteType(t.Columns[i].Type)
	}
	if _, err := e.tx.Exec("CREATE TABLE " + quoted(t.Name) + " (\n  " + strings.Join(columns, ",\n  ") + "\n) STRICT"); err != nil { //nolint:noctx // the transaction has the context
		return nil, err
	}
	rows := &sqliteRows{table: t, text: fullTextOf(t)}
	// Places without a name: SQLite would look up that of each value of each row.
	one := "(?" + strings.Repeat(", ?", len(t.Columns)-1) + ")"
	for _, x := range []struct {
		into *sqliteInsert
		rows int
	}{{&rows.one, 1}, {&rows.many, max(1, sqliteBatch/len(t.Columns))}} {
		var err error
		text := "INSERT INTO " + quoted(t.Name) + " VALUES " + one + strings.Repeat(", "+one, x.rows-1)
		if x.into.Stmt, err = e.tx.Prepare(text); err != nil { //nolint:noctx,sqlclosecheck // closed by Close
			return nil, err
		}
		x.into.values = make([]any, 0, x.rows*len(t.Columns))
	}
	if len(rows.text.columns) == 0 {
		return rows, nil
	}
	if _, err := e.tx.Exec(rows.text.create()); err != nil { //nolint:noctx // the transaction has the context
		return nil, err
	}
	var err error
	rows.index, err = e.tx.Prepare(rows.text.insert()) //nolint:noctx,sqlclosecheck // closed by Close
	return rows, err
}

func quoted(name string) string { return `"` + name + `"` }

func sqliteType(t Type) string {
	switch t {
	case Integer, Boolean:
		return "INTEGER"
	case Decimal, Real:
		return "REAL"
	}
	return "TEXT"
}

// sqliteBatch is about how many values are inserted by one statement; most of the time of a small one is its beginning.
const sqliteBatch = 1000

// sqliteInsert is a statement with the values that wait for it.
type sqliteInsert struct {
	*sql.Stmt
	values []any
}

func (s *sqliteInsert) exec() error {
	_, err := s.Exec(s.values...) //nolint:noctx // the transaction has the context
	s.values = s.values[:0]
	return err
}

type sqliteRows struct {
	table     *Table
	one, many sqliteInsert // for a row, and for as many as wait in it
	text      fullText
	index     *sql.Stmt // nil without text to search
	count     int
}

// Write inserts a row.
func (r *sqliteRows) Write(row []Value) error {
	for i, v := range row {
		value, err := sqliteValue(v, r.table.Columns[i].Type)
		if err != nil {
			return err
		}
		r.many.values = append(r.many.values, value)
	}
	if r.count++; r.index != nil {
		if _, err := r.index.Exec(r.text.values(r.count, row)...); err != nil { //nolint:noctx // the transaction has the context
			return err
		}
	}
	if len(r.many.values) < cap(r.many.values) {
		return nil
	}
	return r.many.exec()
}

func sqliteValue(v Value, t Type) (any, error) {
	switch {
	case v.IsNull():
		return nil, nil
	case t == Integer || t == Boolean:
		return v.Int64(), nil
	case t == Decimal || t == Real:
		return strconv.ParseFloat(v.text, 64)
	}
	return v.text, nil
}

// Close inserts what waits and ends the table.
func (r *sqliteRows) Close() (err error) {
	for rest := r.many.values; err == nil && len(rest) > 0; rest = rest[len(r.table.Columns):] {
		r.one.values = append(r.one.values, rest[:len(r.table.Columns)]...)
		err = r.one.exec()
	}
	err = errors.Join(err, r.one.Close(), r.many.Close())
	if r.index != nil {
		err = errors.Join(err, r.index.Close())
	}
	return err
}

// Close makes indexes, codebook and views, and writes the metadata.
func (e *sqliteEncoder) Close() (err error) {
	for _, statement := range slices.Concat(e.indexes(), e.codebook(), e.views()) {
		if err == nil {
			_, err = e.tx.Exec(statement.text, statement.values...) //nolint:noctx // the transaction has the context
		}
	}
	if err != nil {
		return errors.Join(err, e.tx.Rollback(), e.db.Close())
	}
	if err := errors.Join(e.tx.Commit(), e.db.Close()); err != nil {
		return err
	}
	metadata, err := json.MarshalIndent(e.metadata(), "", " ")
	if err != nil {
		return err
	}
	return e.stage.Write("metadata.json", append(metadata, '\n'))
}

type statement struct {
	text   string
	values []any
}

// indexes are over what tables are joined and filtered by.
func (e *sqliteEncoder) indexes() (list []statement) {
	for _, t := range e.tables {
		if t.Has("body") && t.Has("year") {
			list = append(list, statement{text: fmt.Sprintf(`CREATE INDEX "%[1]s_body" ON "%[1]s" ("body", "year")`, t.Name)})
		}
		for _, column := range []string{"key", "indicator", "relation", "state"} {
			if t.Has(column) {
				list = append(list, statement{text: fmt.Sprintf(`CREATE INDEX "%[1]s_%[2]s" ON "%[1]s" ("%[2]s")`, t.Name, column)})
			}
		}
	}
	return list
}

func (e *sqliteEncoder) codebook() []statement {
	list := []statement{{text: `CREATE TABLE "codebook" ("table_name" TEXT NOT NULL, "column_name" TEXT NOT NULL, "type" TEXT NOT NULL, "label" TEXT NOT NULL,
		"english" TEXT NOT NULL, "unit" TEXT NOT NULL, "key" TEXT NOT NULL, "source" TEXT NOT NULL, "words" TEXT NOT NULL,
		PRIMARY KEY ("table_name", "column_name")) STRICT`}}
	for _, t := range e.tables {
		for _, l := range codebookOf(t) {
			list = append(list, statement{
				`INSERT INTO "codebook" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)`,
				[]any{l.Table, l.Column, l.Type, l.Label, l.English, l.Unit, l.Key, l.Source, l.Values},
			})
		}
	}
	return list
}

// sqliteView is a view over tables that must be there.
type sqliteView struct {
	name, about string
	needs       []string
	query       string
}

var sqliteViews = []sqliteView{
	{
		"disclosure", "公开率: what was granted in whole or in part, of everything concluded, as n/N",
		[]string{"indicators", "wide"},
		`SELECT w.body, w.body_name, w.body_kind, w.division, i.year, i.scope, i.n, i.d, i.value AS rate, i.null_reason, i.flagged, i.inferred, i.url
			FROM indicators i JOIN wide w ON w.body IS i.body AND w.year IS i.year AND w.scope = i.scope AND w.url = i.url
			WHERE i.indicator = 'disclosure_rate'`,
	},
	{
		"coverage", "bodies by year and state",
		[]string{"ledger"},
		`SELECT year, state, count(*) AS bodies FROM ledger GROUP BY year, state`,
	},
	{
		"doubts", "cells that a warning or an error names, with their raw text",
		[]string{"long"},
		`SELECT * FROM long WHERE doubted = 1`,
	},
}

func (e *sqliteEncoder) views() (list []statement) {
	for _, v := range e.possible() {
		list = append(list, statement{text: `CREATE VIEW "` + v.name + `" AS ` + v.query})
	}
	return list
}

// possible lists the views whose tables are there.
func (e *sqliteEncoder) possible() (list []sqliteView) {
	for _, v := range sqliteViews {
		missing := func(name string) bool {
			return !slices.ContainsFunc(e.tables, func(t *Table) bool { return t.Name == name })
		}
		if !slices.ContainsFunc(v.needs, missing) {
			list = append(list, v)
		}
	}
	return list
}

// metadata describes the database for Datasette (docs.datasette.io, Metadata).
func (e *sqliteEncoder) metadata() any {
	type table struct {
		Title       string            `json:"title"`
		Description string            `json:"description"`
		Columns     map[string]string `json:"columns,omitempty"`
		Units       map[string]string `json:"units,omitempty"`
	}
	tables := map[string]table{}
	for _, t := range e.tables {
		one := table{t.Label + " · " + t.English, t.About, map[string]string{}, map[string]string{}}
		for _, c := range t.Columns {
			one.Columns[c.Name] = c.Label + " · " + c.English
			if c.Unit != "" {
				one.Units[c.Name] = c.Unit
			}
		}
		tables[t.Name] = one
	}
	for _, v := range e.possible() {
		tables[v.name] = table{Title: v.name, Description: v.about}
	}
	return map[string]any{
		"title":       "政府信息公开工作年度报告",
		"description": "Numbers of the yearly reports of Chinese government bodies on government information disclosure, each with its state and proof.",
		"databases":   map[string]any{sqliteName: map[string]any{"tables": tables}},
	}
}
