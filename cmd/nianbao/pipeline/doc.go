// Package pipeline is the one way crawl → archive → read → store. The verbs of the program run it; none of
// them has another.
//
//	reading.go  page → report and body: the reader and the register together
//	places.go   bodies: the register to understand a page, the history for one key under all codes
//	overlay.go  what people put right in the lists of divisions
//	rekey.go    bodies of an earlier program under the keys of the history
//	bodies.go   what the history says of the bodies of the store, over time
//	drain.go    the archive's unread pages → readings in the store
//	crawl.go    a run: seeds, crawler and reading beside it
//	limits.go   what ends a run before its work is done; documents that no list leads to any more
//	plan.go     what a run would ask, and how long it would take
//	health.go   what is wrong with the sources; end.go what a person should know after a run
//	scope.go    which bodies and years the ledger has to explain
//	ledger.go   the one state of every body and year; columns.go how its lists were read, existence.go whether it existed
//	correct.go  what people entered for a page goes into its report
//	reread.go   the whole archive again, and which cells changed and why
//	add.go      pages that a person hands in
//	across.go   findings between the stored reports
//	single.go   one page from the network without a store
package pipeline
