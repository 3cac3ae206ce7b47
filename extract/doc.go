// Package extract reads a page as a report: bytes in, result out, without network, disk or clock.
//
//	r := extract.New(extract.Config{})
//	result := r.Read(page)              // never fails without a result
//	result.Report                       // cells, findings, status
//	result.Explain(key)                 // the path from the page to one value
//
// The way of a page through the files:
//
//	reader.go    Reader, Config, Result; the order of the steps
//	block.go     Block: what HTML, plain text and later other documents become
//	html.go      a tree of HTML to blocks, walked once; markup.go: what its elements mean; layout.go: tables that
//	             only arrange other things
//	text.go      lines of text to blocks; HTML that no tree can be made of
//	outline.go   which blocks are headings of sections and statutory tables; the text of the sections
//	section.go   the headings of the six sections in their variants; where the article ends
//	tables.go    which tables of a page are bound, also those made of divs
//	lines.go     running text to rows, for tables that stood in no grid
//	bind.go      tables to rows of the forms: captions, heads, data, by their labels
//	heads.go     the heads of columns; order.go: the order of the cells below them
//	rows.go      rows of data by their labels; rows_four.go: those of table four
//	fill.go      the cells of a row under its heads; merged.go: cells and labels that stand for several rows
//	evidence.go  Evidence: what a page proposes for a row, from a grid or from a stream of tokens
//	own.go       which tables are those of the report; elsewhere.go: numbers of another year, area, thing or section
//	notes.go     notes in and below a table that make its numbers mean something else
//	seen.go      digits that are not all seen as one number; veiled.go: what style sheets hide, move or add;
//	             media.go: pictures and other things that are no text
//	settle.go    proposals to cells: editions, values, what is missing, printed twice or in no form; settle_odd.go: what
//	             is odd about them
//	solving.go   rows whose digits stand glued, and empty cells, to the solver and back
//	label.go     the labels of header tables: 索引号, 发布机构, 发布日期
//	head.go      what stands above the sections; title.go: title and year; date.go: date of publication, claims
//	period.go    the period that a report says it counts
//	agency.go    the name of the body and the scope of the report
//	other.go     what belongs to another report or another year
//	gaps.go      numbers beside an empty cell that may have moved
//	judge.go     the status of a page, with or without statutory tables
//	statistics.go the statistics table of reports from before the national forms; statistics_glued.go: glued digits and the prose
//	claims.go    numbers said in prose; claims_meaning.go: what they may mean, and their comparison with the tables
//	trace.go     Trace and Explain: how a value was found
//
// Package sheet reads the style sheets inside a page. Package printed reads single labels and figures, package grid makes grids of tables, package flat finds rows in
// text that lost its tables.
//
// What it does not do: it does not decide which body of the register a page belongs to (division.Resolve does), it
// gives a blank no value, and it never moves a number to a cell that the labels do not give.
package extract
