package report

import (
	"fmt"
	"iter"
)

// Edition is one of the two national forms, named after the year of its notice. It is a property of each
// table, found by its labels: reports use the older form years after the newer one came.
type Edition uint8

// The editions.
const (
	NoEdition   Edition = iota // the table is not on the page, or is of no national form
	Edition2019                // 国办公开办函〔2019〕60号, for the reports on 2019 and 2020
	Edition2021                // 国办公开办函〔2021〕30号, from the reports on 2021
)

// String gives "2019", "2021" or nothing.
func (e Edition) String() string { return [...]string{"", "2019", "2021"}[e] }

// MarshalText writes the edition for JSON.
func (e Edition) MarshalText() ([]byte, error) { return []byte(e.String()), nil }

// UnmarshalText reads an edition from JSON.
func (e *Edition) UnmarshalText(b []byte) error {
	for _, known := range []Edition{NoEdition, Edition2019, Edition2021} {
		if known.String() == string(b) {
			*e = known
			return nil
		}
	}
	return fmt.Errorf("%q is no edition of the national form", b)
}

// Form is a statutory table of one edition as data, in official order.
type Form struct {
	Table   Table
	Edition Edition
	Section string // the heading over the table
	Note    string // what the form prints about its own arithmetic
	Source  string // the notice that prescribes it
	Blocks  []Block
}

// Block is a part of a form whose rows have the same columns. Tables three and four have one block;
// table two has one for each item of article 20 that is counted.
type Block struct {
	Caption string // 第二十条第(一)项; empty in tables three and four
	Columns []ColumnDef
	Rows    []RowDef
	// Across tells that the rows of the block are printed side by side in one line (table four).
	Across bool
}

// ColumnDef says how a column is labelled and counted.
type ColumnDef struct {
	Column  Column
	Label   string   // as the form prints it
	Aliases []string // other wordings that publishers print
	Group   string   // the heading over several columns, 法人或其他组织
	Unit    string   // 件, 项 or 万元; empty where the form prints none
	Money   bool     // an amount, decimals allowed; otherwise a count
	Signed  bool     // an increase or decrease
}

// RowDef says how a row is labelled.
type RowDef struct {
	Row     Row
	Label   string   // as the form prints it
	Aliases []string // other wordings that publishers print
	Groups  []string // labels of the cells that span several rows, outermost first
	// Keywords are words of which one set must stand whole in a label that is to be taken for this row.
	Keywords [][]string
	Source   string // the provision behind the row
}

// forms holds the six statutory tables.
var forms = [...]Form{
	disclosure2019, disclosure2021,
	applicationsForm(Edition2019), applicationsForm(Edition2021),
	disputesForm(Edition2019), disputesForm(Edition2021),
}

// FormOf gives the form of a table in an edition; false for NoEdition.
func FormOf(t Table, e Edition) (*Form, bool) {
	for i := range forms {
		if forms[i].Table == t && forms[i].Edition == e {
			return &forms[i], true
		}
	}
	return nil, false
}

// Keys lists the cells of the form in official order. A nil form has none.
func (f *Form) Keys() []Key {
	if f == nil {
		return nil
	}
	var keys []Key
	for k := range f.cells() {
		keys = append(keys, k)
	}
	return keys
}

// cells walks the cells of the form without the index, which is made from them.
func (f *Form) cells() iter.Seq[Key] {
	return func(yield func(Key) bool) {
		for _, b := range f.Blocks {
			for _, r := range b.Rows {
				for _, c := range b.Columns {
					if !yield(Key{f.Table, r.Row, c.Column}) {
						return
					}
				}
			}
		}
	}
}

// In tells whether the form of an edition has the cell.
func (k Key) In(e Edition) bool {
	i, ok := k.find()
	return ok && e <= Edition2021 && inEdition[i][e]
}

// inEdition tells for each key which editions have it.
var inEdition = func() (in [KeyCount][Edition2021 + 1]bool) {
	for i, k := range allKeys {
		for e := range in[i] {
			_, _, in[i][e] = k.Definition(Edition(e))
		}
	}
	return in
}()

// Definition gives the row and column of the key in an edition.
func (k Key) Definition(e Edition) (RowDef, ColumnDef, bool) {
	f, ok := FormOf(k.Table, e)
	if !ok {
		return RowDef{}, ColumnDef{}, false
	}
	for _, b := range f.Blocks {
		row, hasRow := find(b.Rows, func(r RowDef) bool { return r.Row == k.Row })
		column, hasColumn := find(b.Columns, func(c ColumnDef) bool { return c.Column == k.Column })
		if hasRow && hasColumn {
			return row, column, true
		}
	}
	return RowDef{}, ColumnDef{}, false
}

func find[T any](list []T, is func(T) bool) (T, bool) {
	for _, x := range list {
		if is(x) {
			return x, true
		}
	}
	var none T
	return none, false
}

// Money tells whether the cell holds an amount of money and not a count.
func (k Key) Money() bool { return k.Column == ColumnAmount }

// Signed tells whether the cell holds an increase or decrease, which may be negative.
func (k Key) Signed() bool { return k.Column == ColumnChange }

// Accepts tells why the cell can't hold a number, or nothing when it can: counts are whole, neither they nor amounts are
// negative, and only an increase or decrease may be.
func (k Key) Accepts(n Number) error {
	switch {
	case !k.Money() && !n.IsInteger():
		return fmt.Errorf("%s is not a whole number, and %s is a count", n, k)
	case !k.Signed() && n.Sign() < 0:
		return fmt.Errorf("%s is below zero, which %s cannot be", n, k)
	}
	return nil
}
