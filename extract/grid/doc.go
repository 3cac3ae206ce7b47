// Package grid turns a table of an HTML tree into a rectangular grid and finds
// the place of each cell in the page's source.
//
// A reader of statutory tables must never shift a column without saying so.
// The grid therefore keeps both views of a table: the slots, as the HTML
// standard forms them ("Forming a table"), and the logical cells of each row
// in the order of the source. Whatever had to be decided on the way (a span
// cut, an overlap, a column left out) is told in [Grid.Notes].
//
//	g := grid.Form(table)                  // *html.Node of a <table>
//	for r := range g.Rows {
//		for _, cell := range g.Row(r) {    // cells that start in this row
//			use(cell.Text, cell.Column)
//		}
//	}
//	places := grid.Locate(source, document)
//	spans := places.Spans(g)               // one span a cell, verified
//
// The files:
//
//	grid.go     Grid, Cell, and the questions one can ask them
//	note.go     what a grid tells about itself
//	config.go   limits, and Form, the way in
//	collect.go  one walk over a table: groups and rows
//	logical.go  the logical cells of a row, their spans and looks
//	place.go    from logical cells to slots
//	columns.go  columns that nobody can see are taken out
//	tally.go    which columns those are
//	text.go     the text of a cell
//	style.go    attributes and inline styles: hidden, width, spans
//	divs.go     tables made of div, ul, li, or by display and ARIA roles
//	regular.go  tables guessed from a regular structure
//	sources.go  Locate: byte spans of cells and texts in the source
//	items.go    the tree as a line of cells and texts
//	lexer.go    a light scanner of HTML source; rawtext.go its raw elements
//	canon.go    text without blanks, entities decoded
//	lockstep.go the usual case: tree and source go side by side
//	align.go    the other case: find what is certain, leave the rest
//	pieces.go   tree and source as texts that can be compared
//	anchors.go  texts that stand once in the tree and once in the source
//
// # Where it departs from the standard
//
// The standard lets a rowspan invent rows below its group; here, as in
// browsers, it ends with the rows of its group. Elements that inline styles or
// attributes hide are left out, as a person would not see them.
//
// # What it does not do
//
// It does not guess: empty cells that stand in place of spans are only marked,
// split tables are joined only when asked, header rows are not searched.
// It does not read style sheets, classes, scripts or measured layout: hidden
// means hidden by an attribute or an inline style of the element itself or of
// an element between it and its table. A visible element inside an element of
// visibility:hidden counts as hidden. It does not read numbers, fold widths or
// compare labels. Text made by CSS (content, counters), values of form
// controls and pictures are no text; [Cell.Media] says that there was
// something. It does not parse HTML: a tree that the parser refuses never gets
// here. Spans of text that the parser moved (content of a table outside its
// cells) may stay unknown; a span is given only when the source at that place
// reads the same as the tree.
package grid
