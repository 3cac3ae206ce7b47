// Package printed reads the small pieces that publishers print: a label of a statutory table, what stands in
// one cell, a date. It knows the wording of the national forms (package report) and nothing of pages.
//
//	normal.go   Normal: one spelling for white space, widths, quotes, dashes and brackets; items like "(一)" and "1."
//	figure.go   Figure: what stands in a cell: a number with unit and remark, a blank, "/", or nothing readable
//	numeral.go  the grammar of a printed number
//	date.go     dates as pages display them, years in titles
//	lexicon.go  Lexicon: every label of every form, compiled once
//	match.go    a printed label against the lexicon: exact, by alias, by keyword, by likeness
//	stray.go    words in a label that name another year, area or thing than the form does
//	money.go    units of money as publishers print them; unit.go: units of counts that are not one
//
// The package compares and reads; it never corrects. What it recognised in spite of damage it says so (Match.How).
package printed
