// Package discover finds, from a portal's home page, the columns of yearly reports and the townships in them, and
// writes what it found as a sources file.
//
//	discover.go  Config and Find: the way from a home page to a Proposal
//	explore.go   which page is asked for next, and what each one that comes means
//	queue.go     what is still to be looked at, the most promising first
//	column.go    columns: which pages are some, and which bodies they cover
//	within.go    which links of a page are followed, and what the crawl follows by itself
//	place.go     which division the portal is of, and what townships it has
//	propose.go   Proposal: columns and bodies as a source, with the reasons
//	yaml.go      the proposal as a file for people
//
// Pages are asked for by crawler.Walk, so robots.txt, pauses, walls, the guard against private addresses and all caps
// hold as in a crawl; the number of requests is bounded. What a page or link means is package portal's to say. Townships
// appear in four ways: in a branch of the county's column, also within the folders of years; as sub-sites with a column
// of their own; in one list with the county and its bureaus; behind an address for each organ.
package discover
