package report

import "fmt"

// CellState says what stood in a cell and whether a number came of it.
type CellState uint8

// The states of a cell. Only Printed, Split, Implied and Entered have a number.
const (
	NotInForm  CellState = iota // the form of the report has no such cell
	Missing                     // the form has the cell, the page does not
	Blank                       // an empty cell
	NA                          // "/", "-", 无, 不涉及
	Unreadable                  // something stood there; several readings are possible, or none
	Printed                     // a number stood there, alone in its cell
	Split                       // its digits stood there glued to others; the relations leave one reading
	Implied                     // blank, na or a blank total, and exactly one value satisfies the relations
	Entered                     // a person entered it
)

var cellStateNames = [...]string{
	"not_in_form", "missing", "blank", "na", "unreadable", "printed", "split", "implied", "entered",
}

// CellStates lists all states.
func CellStates() []CellState {
	return []CellState{NotInForm, Missing, Blank, NA, Unreadable, Printed, Split, Implied, Entered}
}

// HasValue tells whether a cell in this state has a number.
func (s CellState) HasValue() bool { return s >= Printed }

// String gives the name used outside.
func (s CellState) String() string { return cellStateNames[s] }

// Label gives the state in Chinese.
func (s CellState) Label() string { return cellStateLabels[s] }

var cellStateLabels = [...]string{
	NotInForm: "格式无此项", Missing: "页面缺此项", Blank: "空白", NA: "不适用", Unreadable: "无法读取", Printed: "原文数字",
	Split: "拆分所得", Implied: "推算所得", Entered: "人工录入",
}

// Meaning explains the state in one line.
func (s CellState) Meaning() string { return cellStateMeanings[s] }

var cellStateMeanings = [...]string{
	NotInForm:  "the report's form has no such cell",
	Missing:    "the form has the cell, the page does not",
	Blank:      "an empty cell",
	NA:         "/, -, 无, 不涉及",
	Unreadable: "something stood there; several readings are possible, or none; the finding has the candidates",
	Printed:    "a number stood there, alone in its cell",
	Split:      "its digits stood there glued to others; the relations leave one reading",
	Implied:    "blank, na or a blank total, and exactly one value satisfies the relations; basis says which of the three",
	Entered:    "a person entered it",
}

// MarshalText writes the state for JSON.
func (s CellState) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a state from JSON.
func (s *CellState) UnmarshalText(b []byte) error {
	return unmarshalName(s, CellStates(), b, "state of a cell")
}

// Basis says what stood in an implied cell.
type Basis uint8

// The bases of an implied cell.
const (
	NoBasis    Basis = iota
	BasisBlank       // the cell was empty
	BasisNA          // the cell held "/", "-", 无 or the like
	BasisTotal       // the cell is a sum that was left empty
)

// String gives the name used outside.
func (b Basis) String() string { return [...]string{"", "blank", "na", "total"}[b] }

// MarshalText writes the basis for JSON.
func (b Basis) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

// UnmarshalText reads a basis from JSON.
func (b *Basis) UnmarshalText(text []byte) error {
	return unmarshalName(b, []Basis{NoBasis, BasisBlank, BasisNA, BasisTotal}, text, "basis of an implied cell")
}

// UnitSource says who named the unit of an amount.
type UnitSource uint8

// The sources of a unit.
const (
	UnitUnknown UnitSource = iota // nobody named a unit: the amount in yuan is not known
	UnitForm                      // the form prescribes it and the cell says nothing else
	UnitPrinted                   // the publisher printed it in the cell or in the head of the column
)

// String gives the name used outside.
func (s UnitSource) String() string { return [...]string{"unknown", "form", "printed"}[s] }

// MarshalText writes the source for JSON.
func (s UnitSource) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a source from JSON.
func (s *UnitSource) UnmarshalText(b []byte) error {
	return unmarshalName(s, []UnitSource{UnitUnknown, UnitForm, UnitPrinted}, b, "source of a unit")
}

// Unit is what a number counts: 件, 项, 元, 万元.
type Unit struct {
	Name   string
	Source UnitSource
}

// Place says where a number stood, so that a person can look it up and a program can mark it.
type Place struct {
	Table  int // the table on the page, from 1; 0 for running text
	Row    int // the row of that table, or the line of the text, from 1
	Column int // the column of that table, or the word of the line, from 1
	// Start and End are the byte offsets of the raw text in the decoded page; both 0 when not known.
	Start, End int
}

// IsZero tells whether no place is known.
func (p Place) IsZero() bool { return p == Place{} }

// Cell is one read cell of a statutory table.
type Cell struct {
	Value Number // 0 unless State.HasValue
	Unit  Unit
	State CellState
	Basis Basis  // of an implied cell
	Raw   string // the text as printed
	Place Place
	// Uncertain tells that the place of the number was inferred (by order, by a damaged label) and not
	// given by the labels alone: a failing relation is then not laid at the publisher's door.
	Uncertain bool
	// Checks counts the relations that confirm the value; a relation that was used to find it is not counted.
	Checks int
}

// Number gives the value, and false when the cell has none.
func (c *Cell) Number() (Number, bool) { return c.Value, c.State.HasValue() }

// Yuan gives an amount in yuan, and false when the cell has no number or its unit is not known.
func (c *Cell) Yuan() (Number, bool) {
	factor, known := map[string]int64{"元": 1, "万元": 10_000, "亿元": 100_000_000}[c.Unit.Name]
	if !c.State.HasValue() || c.Unit.Source == UnitUnknown || !known {
		return Number{}, false
	}
	return c.Value.Mul(Int(factor))
}

// unmarshalName finds the value of a closed list whose name is given.
func unmarshalName[T fmt.Stringer](to *T, all []T, name []byte, what string) error {
	for _, x := range all {
		if x.String() == string(name) {
			*to = x
			return nil
		}
	}
	return fmt.Errorf("%q is no %s", name, what)
}
