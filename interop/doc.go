// Package interop holds tests that hand exports to the programs of others: DuckDB, R, Python, LibreOffice, a reader of
// WARC. It has no other code.
//
//	interop_test.go  the dataset of the demo in every format; which programs are needed
//	readers_test.go  each program reads what is for it and finds the same numbers
//	docs_test.go     the examples of docs/data.md give what stands under them
//	query.mjs, warc.mjs  run DuckDB and warcio, which npm ci installs by package-lock.json
//
// make interop runs them; go test alone runs the examples in SQL and skips what needs other programs.
package interop
