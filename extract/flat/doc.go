// Package flat finds the rows of the statutory tables in text that lost its tables: a cell a line, a row a line,
// pipes, Markdown, or everything glued.
//
// One mechanism serves all layouts. The labels of a form are searched in the text in their official order, white
// space and line breaks aside; what stands between the label of a row and the next label is the row's; it falls into
// pieces at the boundaries that the layout left. A row whose pieces are as many as the form has cells fits. One that
// has more or fewer does not, and is handed on as it is: nothing is shifted, nothing is guessed.
//
//	flat.go     Reader, Line, Row, Result
//	stream.go   the text without white space, and the way back to lines and bytes
//	sequence.go the labels of a form in the order in which a page prints them
//	chain.go    the best chain of labels in official order
//	row.go      from a chain to rows; over.go: what stands over them and in front of their labels
//	unwrap.go   labels broken over lines around their numbers; page numbers
//	loose.go    table three without labels beside its numbers: their order and the sums; loose_ways.go: the rows that
//	            numbers may be; loose_parts.go: table two; loose_fill.go: such rows in place of those that labels did not give
//	four.go     table four below a head that was mixed up; four_parts.go: the same with heads between its numbers;
//	            four_sums.go: its groups by their sums
//	folio.go    numbers that may be those of pages; ahead.go: numbers in front of their labels
//	statistics.go the statistics tables of before 2019
//	pieces.go   splitting what stands between two labels: pipes, blanks, lines; a further layout is a further splitter
package flat
