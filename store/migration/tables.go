package migration

import (
	"fmt"
	"strings"

	"github.com/nianbao/nianbao/report"
)

// TableName names the wide SQL table of a statutory table.
func TableName(t report.Table) string { return "table_" + t.String() }

// Columns lists the keys that the wide table of a statutory table has a column for, in official order;
// the column is named by Key.Variable.
func Columns(t report.Table) []report.Key {
	var keys []report.Key
	for _, k := range report.Keys() {
		if k.Table == t {
			keys = append(keys, k)
		}
	}
	return keys
}

// Tables writes the migration that makes the wide tables: a row a reading, a column a key. Counts are whole
// numbers, amounts of money canonical decimals as text; NULL stands for every state without a number.
func Tables() string {
	var b strings.Builder
	b.WriteString("-- One wide table a statutory table: a row a reading, a column a cell, named by its variable.\n")
	b.WriteString("-- Generated from package report.\n\n-- +goose Up\n")
	for _, t := range report.Tables() {
		fmt.Fprintf(&b, "\nCREATE TABLE %s (\n", TableName(t))
		b.WriteString("    reading_id INTEGER PRIMARY KEY REFERENCES readings (id) ON DELETE CASCADE")
		for _, k := range Columns(t) {
			fmt.Fprintf(&b, ",\n    %s %s", k.Variable(), columnType(k))
		}
		b.WriteString("\n) STRICT;\n")
	}
	b.WriteString("\n-- +goose Down\n")
	for _, t := range report.Tables() {
		fmt.Fprintf(&b, "DROP TABLE %s;\n", TableName(t))
	}
	return b.String()
}

func columnType(k report.Key) string {
	if k.Money() {
		return "TEXT"
	}
	return "INTEGER"
}
