package store

import (
	"fmt"
	"strings"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store/migration"
)

// wideTable is the SQL table of a statutory table: a column a key.
type wideTable struct {
	table     report.Table
	keys      []report.Key
	insert    query
	selection query // of one row, without its id
}

// wideTables are made from the forms; no value comes into their SQL.
var wideTables = func() (all []wideTable) {
	for _, t := range report.Tables() {
		keys := migration.Columns(t)
		all = append(all, wideTable{t, keys, wideInsert(t, keys), wideSelection(t, keys)})
	}
	return all
}()

// tableQueries lists the statements that write values, valueQueries those that read them.
func tableQueries() (queries []query) {
	for _, w := range wideTables {
		queries = append(queries, w.insert)
	}
	return queries
}

func valueQueries() (queries []query) {
	for _, w := range wideTables {
		queries = append(queries, w.selection)
	}
	return queries
}

func wideInsert(t report.Table, keys []report.Key) query {
	var names, holders strings.Builder
	for i, k := range keys {
		names.WriteString(", " + k.Variable())
		fmt.Fprintf(&holders, ", $%d", i+2)
	}
	return query("INSERT INTO " + migration.TableName(t) + " (reading_id" + names.String() + ") VALUES ($1" + holders.String() + ")")
}

func wideSelection(t report.Table, keys []report.Key) query {
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = k.Variable()
	}
	return query("SELECT " + strings.Join(names, ", ") + " FROM " + migration.TableName(t) + " WHERE reading_id = $1")
}

// insertValues writes a row for each statutory table that the report has.
func (t *transaction) insertValues(id int64, r *report.Report) error {
	for i := range wideTables {
		w := &wideTables[i]
		if r.Forms[w.table] == report.NoEdition {
			continue
		}
		values := make([]any, 1, len(w.keys)+1)
		values[0] = id
		for _, k := range w.keys {
			values = append(values, columnValue(k, r.Cells.At(k)))
		}
		if _, err := t.exec(w.insert, values...); err != nil {
			return fmt.Errorf("%s: %w", w.table, err)
		}
	}
	return nil
}

// columnValue gives NULL without a number, and for the rare count that is no whole number of 64 bits: such a cell
// has a finding, and its value stands in the proof only.
func columnValue(k report.Key, c *report.Cell) any {
	n, has := c.Number()
	if !has {
		return nil
	}
	if k.Money() {
		return n.String()
	}
	if whole, ok := n.Int64(); ok {
		return whole
	}
	return nil
}
