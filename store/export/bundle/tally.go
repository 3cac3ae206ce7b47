package bundle

import (
	"encoding/csv"
	"io"
	"strconv"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store/export"
)

// Totals are the counts that a release promises.
type Totals struct {
	Bodies     int `json:"bodies"`     // with a report
	Reports    int `json:"reports"`    // that count
	Consistent int `json:"consistent"` // of them, those that are read whole and in which every assessable relation closes
	Cells      int `json:"cells"`      // numbers in table wide
}

// ConsistentShare is consistent ÷ reports; 0 without reports.
func (t Totals) ConsistentShare() float64 {
	if t.Reports == 0 {
		return 0
	}
	return float64(t.Consistent) / float64(t.Reports)
}

// tally counts what passes on its way to an encoder.
type tally struct {
	export.Encoder
	tables   []*tableTally
	totals   Totals
	lastBody string
	newest   string         // publication day
	readers  map[string]int // reports by version of the reader
}

// tableTally counts the rows of a table, and for each column those with a value and those of each word.
type tableTally struct {
	export.Rows
	of    *tally
	table *export.Table
	rows  int
	known []int
	words []map[string]int
}

// Open counts the rows of the table.
func (c *tally) Open(t *export.Table) (export.Rows, error) {
	rows, err := c.Encoder.Open(t)
	one := &tableTally{Rows: rows, of: c, table: t, known: make([]int, len(t.Columns)), words: make([]map[string]int, len(t.Columns))}
	for i := range t.Columns {
		if t.Columns[i].Values.Name != "" {
			one.words[i] = map[string]int{}
		}
	}
	c.tables = append(c.tables, one)
	return one, err
}

// Write counts a row and passes it on.
func (t *tableTally) Write(row []export.Value) error {
	t.rows++
	for i, v := range row {
		if v.IsNull() {
			continue
		}
		t.known[i]++
		if t.words[i] != nil {
			t.words[i][v.String()]++
		}
	}
	if t.table.Name == "wide" {
		t.of.report(t.table, row)
	}
	return t.Rows.Write(row)
}

// report counts a row of table wide, whose rows are in the order of bodies.
func (c *tally) report(t *export.Table, row []export.Value) {
	c.totals.Reports++
	for i := range t.Columns {
		switch column := &t.Columns[i]; {
		case row[i].IsNull():
		case column.Name == "body" && row[i].String() != c.lastBody:
			c.lastBody = row[i].String()
			c.totals.Bodies++
		case column.Name == "status" && row[i].String() == report.Consistent.String():
			c.totals.Consistent++
		case column.Name == "published":
			c.newest = max(c.newest, row[i].String())
		case column.Name == "reader":
			c.readers[row[i].String()]++
		case isCell(column):
			c.totals.Cells++
		}
	}
}

// isCell tells whether the column has the numbers of a statutory cell, and not what is derived from them.
func isCell(c *export.Column) bool {
	key, err := report.ParseKey(c.Key)
	return err == nil && key.Variable() == c.Name
}

// writeFill writes for every column how many rows have a value, and for columns of words how many have each.
func (c *tally) writeFill(w io.Writer) error {
	out := csv.NewWriter(w)
	records := [][]string{{"table", "column", "word", "rows", "of"}}
	for _, t := range c.tables {
		for i := range t.table.Columns {
			column := &t.table.Columns[i]
			records = append(records, []string{t.table.Name, column.Name, "", strconv.Itoa(t.known[i]), strconv.Itoa(t.rows)})
			for _, word := range column.Values.Words {
				if n := t.words[i][word.Value]; n > 0 {
					records = append(records, []string{t.table.Name, column.Name, word.Value, strconv.Itoa(n), strconv.Itoa(t.rows)})
				}
			}
		}
	}
	return out.WriteAll(records)
}
