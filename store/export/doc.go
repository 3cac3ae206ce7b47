// Package export writes the dataset for other programs.
//
//	value.go     Value and Type: what stands in a row and column
//	table.go     Table, Column, Encoder; how a table is described and its rows are made
//	lists.go     the closed lists of coded columns, with labels
//	dataset.go   Options, Tables, Write: which tables, and one walk for all that are made of the same things
//	readings.go  wide, wide_states, reports; cells.go long, statistics; indicators.go; findings.go findings, claims, sections
//	bodies.go    bodies, body_attributes, body_events; ledger.go; versions.go; definitions.go
//	codebook.go  every column with labels, unit and source
//
//	format.go    the formats by name, with the tables that each holds
//	csv.go       csv and JSON lines; defuse.go text that a spreadsheet would run as a formula
//	parquet.go   Apache Parquet; xlsx.go a workbook; sqlite.go a database for Datasette, fulltext.go its search
//	warc.go      the archive itself as WARC
//	stage.go     files that are whole or not there; claim.go whose a stage is, and what killed programs left; swap.go and swap_*.go the same for a folder; tee.go several formats in one walk
//
// The same readings give the same bytes: rows stand in natural order, and moments of fetching, which differ from crawl
// to crawl, are left out unless asked for. Rows are streamed: memory does not grow with their number, but for what the
// footer of a Parquet file says of each of its row groups.
package export
