// Package pipeline is the one way crawl → archive → read → store. The verbs of the program run it; none of
// them has another.
//
//	reading.go  page → report and body: the reader and the register together
//	drain.go    the archive's unread pages → readings in the store
//	crawl.go    a run: seeds, crawler and reading beside it
//	single.go   one page from the network without a store
package pipeline
