// Package export writes the dataset for other programs.
//
//	table.go   writing csv: what all csv files share
//	wide.go    csv with a row a report, a column a cell and one for its state
//	long.go    csv with a row a cell, with raw text and place
//	jsonl.go   JSON lines with a whole report each
//	defuse.go  text that a spreadsheet would run as a formula
//	file.go    files that are whole or not there
//
// The same readings give the same bytes: rows stand in the natural order in which store.Store.Load gives them, and
// moments of fetching, which differ from crawl to crawl, are left out unless asked for.
package export
