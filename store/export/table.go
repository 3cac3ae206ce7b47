package export

import (
	"github.com/nianbao/nianbao/report"
)

// NameLimit is the longest name of a column: what Stata allows.
const NameLimit = 32

// Column is a column of a table. Names are permanent.
type Column struct {
	Name    string // [a-z0-9_], at most NameLimit characters
	Type    Type
	Label   string // Chinese
	English string
	Unit    string // 件, 项, 元 …; empty where it counts nothing or every row says its own
	Source  string // the notice that prescribes it; empty for what no notice does
	Key     string // the key of a statutory cell; empty for others
	Values  List
	// Prose tells that sentences of publishers stand in it: they are left out where only data is handed on.
	Prose bool
}

// List is a closed list of words; the zero List is of columns that may hold anything.
type List struct {
	Name  string
	Words []Coded
}

// Coded is a word of a closed list.
type Coded struct{ Value, Label, English string }

// Table is a table of the dataset.
type Table struct {
	Name    string
	Label   string // Chinese
	English string
	About   string // what a row is, and what to mind
	Columns []Column
	// Key names the columns that tell rows apart; empty where none do.
	Key []string
	// Prose tells that the whole table is sentences of publishers.
	Prose bool
}

// Has tells whether the table has a column of the name.
func (t *Table) Has(name string) bool {
	for i := range t.Columns {
		if t.Columns[i].Name == name {
			return true
		}
	}
	return false
}

// Encoder writes tables in one format. Several tables are open at the same time.
type Encoder interface {
	// Open begins a table; every table of the export is opened once, also one without rows.
	Open(*Table) (Rows, error)
	// Close ends the export after all tables were closed.
	Close() error
}

// Rows takes the rows of a table: a value a column, which the encoder must not keep.
type Rows interface {
	Write(row []Value) error
	Close() error
}

// field is a column with the way to its value.
type field[R any] struct {
	Column
	of func(*R) Value
}

// maker makes the rows of a table from items, such as loaded reports.
type maker[I any] struct {
	Table
	// into gives what an item adds to the rows of the table.
	into func(Rows) func(*I) error
}

// tableOf describes a table whose rows are R, of which an item gives any number.
func tableOf[I, R any](t Table, fields []field[R], rows func(item *I, emit func(*R) error) error) maker[I] {
	for _, f := range fields {
		t.Columns = append(t.Columns, f.Column)
	}
	return maker[I]{t, func(out Rows) func(*I) error {
		row := make([]Value, len(fields))
		emit := func(r *R) error {
			for i := range fields {
				row[i] = fields[i].of(r)
			}
			return out.Write(row)
		}
		return func(item *I) error { return rows(item, emit) }
	}}
}

// each emits the item itself: a row an item.
func each[I any](item *I, emit func(*I) error) error { return emit(item) }

// without leaves out the columns that the drop function names.
func without[R any](fields []field[R], drop func(*Column) bool) []field[R] {
	var kept []field[R]
	for _, f := range fields {
		if !drop(&f.Column) {
			kept = append(kept, f)
		}
	}
	return kept
}

// through reads the fields of P from an R that holds one.
func through[R, P any](fields []field[P], part func(*R) *P) []field[R] {
	list := make([]field[R], len(fields))
	for i, f := range fields {
		list[i] = field[R]{f.Column, func(r *R) Value { return f.of(part(r)) }}
	}
	return list
}

// The constructors of fields: an empty text, a zero date and an unknown year are nothing.

func text[R any](name, label, english string, of func(*R) string) field[R] {
	return field[R]{Column{Name: name, Type: Text, Label: label, English: english}, func(r *R) Value { return someText(of(r)) }}
}

func code[R any](name, label, english string, of func(*R) string) field[R] {
	f := text(name, label, english, of)
	f.Type = Code
	return f
}

func coded[R any](name, label, english string, values List, of func(*R) string) field[R] {
	f := code(name, label, english, of)
	f.Values = values
	return f
}

func whole[R any](name, label, english string, of func(*R) int) field[R] {
	return field[R]{Column{Name: name, Type: Integer, Label: label, English: english}, func(r *R) Value { return wholeOf(int64(of(r))) }}
}

// some is a whole number of which 0 says that it is not known.
func some[R any](name, label, english string, of func(*R) int) field[R] {
	return field[R]{Column{Name: name, Type: Integer, Label: label, English: english}, func(r *R) Value {
		if n := of(r); n != 0 {
			return wholeOf(int64(n))
		}
		return Null()
	}}
}

func date[R any](name, label, english string, of func(*R) report.Date) field[R] {
	f := text(name, label, english, func(r *R) string { return of(r).String() })
	f.Type = Date
	return f
}

func boolean[R any](name, label, english string, of func(*R) bool) field[R] {
	return field[R]{Column{Name: name, Type: Boolean, Label: label, English: english}, func(r *R) Value { return booleanOf(of(r)) }}
}

// number is an exact number that may be unknown.
func number[R any](name, label, english string, of func(*R) *report.Number) field[R] {
	return field[R]{Column{Name: name, Type: Decimal, Label: label, English: english}, func(r *R) Value {
		if n := of(r); n != nil {
			return decimalOf(*n)
		}
		return Null()
	}}
}
