package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/nianbao/nianbao/store"
)

// Readings is what is exported; (*store.Store).Load gives it.
type Readings = iter.Seq2[store.Loaded, error]

// Options tunes an export. The zero Options suit every program that reads UTF-8.
type Options struct {
	// BOM begins a csv file with a byte order mark, for Excel.
	BOM bool
	// Fetched adds when each page was fetched; the files of two crawls then differ.
	Fetched bool
}

// Result tells what an export wrote.
type Result struct {
	Reports int // readings
	Rows    int // without the head
	Defused []Change
}

// Change is a text of a csv file that was changed so that no spreadsheet runs it.
type Change struct {
	Row    int // from 1, the head not counted
	Column string
	Text   string // as it was read
}

// column is a column of a csv file whose rows come from a T.
type column[T any] struct {
	name string
	// text tells that scraped text stands in the column, which must not be run as a formula.
	text  bool
	value func(*T) string
}

// table writes a csv file.
type table[T any] struct {
	columns []column[T]
	out     *csv.Writer
	row     []string
	result  Result
}

func newTable[T any](w io.Writer, options Options, columns []column[T]) (*table[T], error) {
	if options.BOM {
		if _, err := io.WriteString(w, "\uFEFF"); err != nil {
			return nil, err
		}
	}
	t := &table[T]{columns: columns, out: csv.NewWriter(w), row: make([]string, len(columns))}
	for i, c := range columns {
		t.row[i] = c.name
	}
	return t, t.out.Write(t.row)
}

func (t *table[T]) write(from *T) error {
	t.result.Rows++
	for i, c := range t.columns {
		value := c.value(from)
		if c.text {
			value = t.text(c.name, value)
		}
		t.row[i] = value
	}
	return t.out.Write(t.row)
}

// text makes a scraped text safe and valid UTF-8 without NUL.
func (t *table[T]) text(column, s string) string {
	if !utf8.ValidString(s) || strings.Contains(s, "\x00") {
		s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
	}
	if !dangerous(s) {
		return s
	}
	t.result.Defused = append(t.result.Defused, Change{t.result.Rows, column, s})
	return "'" + s
}

func (t *table[T]) end() (Result, error) {
	t.out.Flush()
	return t.result, t.out.Error()
}

// each walks the readings and names in an error what could not be done.
func each(readings Readings, do func(*store.Loaded) error) error {
	for one, err := range readings {
		if err == nil {
			err = do(&one)
		}
		if err != nil {
			return fmt.Errorf("export: %w", err)
		}
	}
	return nil
}
