package grid

import (
	"fmt"

	"golang.org/x/net/html"
)

// Note is one odd thing about a table.
type Note struct {
	Kind Kind
	// Row and Column say where, in the finished grid. For something that was
	// left out they name the row or column that took its place.
	Row, Column int
	// Node is the element the note is about: the cell, the row, the group, or
	// the first cell of a column that was left out. It may be nil.
	Node *html.Node
}

// Kind is the kind of a [Note].
type Kind uint8

// The kinds.
const (
	// Overlap: the cell covers slots that another cell covers already; Row and
	// Column are the first such slot. Both cells are kept.
	Overlap Kind = iota + 1
	// SpanInvalid: colspan or rowspan is no number in its range; it was
	// clamped, or read as 1, as the standard says.
	SpanInvalid
	// SpanCut: a rowspan is longer than the rows that are left in the table.
	SpanCut
	// GroupCut: a rowspan ends at the border of its row group though rows
	// follow. Pages that open a tbody too many need Config.JoinGroups.
	GroupCut
	// FootMoved: the rows of a tfoot were written above others and stand last.
	FootMoved
	// EmptyRow: a row without cells of its own.
	EmptyRow
	// BlankRow: a row whose own cells are all empty, as spacers are.
	BlankRow
	// ShortRow: no cell covers the slot at Row and Column; the first of a row.
	ShortRow
	// HiddenRow: a row or a group of rows is hidden and was left out.
	HiddenRow
	// HiddenCell: a cell is hidden, alone in its column, and was left out; the
	// cells after it moved to the left, as in a browser. Column counts the
	// hidden cells of the row too.
	HiddenCell
	// HiddenColumn: a column is hidden in all its cells and was left out.
	HiddenColumn
	// NarrowColumn: a column of zero width without any text was left out.
	NarrowColumn
	// NarrowText: a column of zero width holds text and was kept.
	NarrowText
	// Truncated: rows from here on were left out, see Config.MaxSlots.
	Truncated
	// Guessed: the grid was guessed from a regular structure of elements that
	// claim to be no table.
	Guessed
)

// kindNames are the words of the kinds, in their order.
var kindNames = [...]string{
	Overlap: "overlap", SpanInvalid: "span invalid", SpanCut: "span cut", GroupCut: "group cut",
	FootMoved: "foot moved", EmptyRow: "empty row", BlankRow: "blank row", ShortRow: "short row",
	HiddenRow: "hidden row", HiddenCell: "hidden cell", HiddenColumn: "hidden column",
	NarrowColumn: "narrow column", NarrowText: "narrow text", Truncated: "truncated", Guessed: "guessed",
}

// String returns a word for the kind.
func (k Kind) String() string {
	if int(k) < len(kindNames) && kindNames[k] != "" {
		return kindNames[k]
	}
	return fmt.Sprintf("kind %d", uint8(k))
}

// String returns the note as "kind at row,column".
func (n Note) String() string {
	return fmt.Sprintf("%s at %d,%d", n.Kind, n.Row, n.Column)
}
