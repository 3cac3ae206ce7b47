// Package crawler brings the bytes of public reports from government portals, politely: one open request a host,
// a pause after each, robots.txt first, nothing after a wall. It knows hosts and list pages, not tables.
//
//	config.go    Config: who we are, how slowly, how much at most
//	crawler.go   Crawler, New and Run: workers that lease hosts from a Frontier
//	frontier.go  Frontier and Archive: what is needed of a store
//	pace.go      how slowly each host is asked
//	gate.go      one open request a host, and the pause after it
//	walk.go      Walk: pages one after the other without a store
//	dial.go      the guarded way to a host, and the one to simulated hosts
//	session.go   a lease: the collector of one host, request by request
//	sent.go      every request that goes out is written down, before and after
//	trip.go      one request with its redirects and repetitions, by the collector
//	standing.go  which hosts are left in a run, and for what
//	redirect.go  which redirects are followed
//	robots.go    robots.txt: fetched, kept, asked
//	visit.go     an answer becomes a page.Visit
//	list.go      a list page becomes further requests
//	classify.go  which outcome an answer or a failure is
//	wall.go      walls, soft 404, login and script-only pages, by what they show
//	missing.go   hosts that show their front page for whatever they do not have
//	retry.go     when a request or a host may be asked again
//	progress.go  Event and Summary: what a person sees of a run
//
// The collector is gocolly/colly, used synchronously: it owns redirects, cookies and callbacks of one host. The
// transport below it keeps the raw bytes; the frontier, in a store, survives the program.
package crawler
