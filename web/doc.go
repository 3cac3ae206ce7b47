// Package web shows the dataset to people and to programs: pages made on the server, and a JSON API. It only reads.
//
//	config.go      Config: what is served, and within which bounds
//	server.go      New, Serve; every address; headers and policies
//	request.go     a request, its turn, its errors; query.go its parameters; address.go its language and addresses made from it
//	answer.go      how answers are sent; kept.go those about the whole dataset that are given again for a while
//	paging.go      the part of a long list that an address asks for
//	render.go      templates (pages/) and embedded assets (assets/)
//	words.go       the words of states, scopes, severities in both languages; draw.go figures, moments, addresses
//	metrics.go     for Prometheus; healthz
//	hosts.go       which host names are answered
//
//	overview.go    areas and bodies as tiles; what is new, what needs a person
//	bodypage.go    a body: its years side by side; bodyseries.go: questions across the forms
//	reportpage.go  a report beside its archived page; sheet.go its tables in their official shape; proof.go one cell;
//	               versions.go how its readings differ
//	archived.go    the archived page, caged (package cage); evidencefile.go the bundle (package evidence)
//	comparison.go  bodies, years and indicators side by side, and as csv; selection.go: which, as the address says;
//	               lists.go: bodies by a pasted list or a part of their names, and the list as a file
//	listing.go     findings, ledger, search; sources.go sources and runs; downloads.go downloads and codebook
//	api.go, apicompare.go, apisearch.go, apisources.go the API; assets/openapi.json describes it
//
// There is no script in any page. All that a page shows comes from one state of the database, so that its numbers
// agree with each other while a crawl writes beside it. Text from portals is only ever text.
package web
