// Package page is what crawler, extract and store pass on to each other: a fetched page, the request that
// asked for it, and the visit that tells how it went.
//
//	page.go    Page: raw bytes, Facts of the fetch, Hints of whoever found it; Digest
//	request.go Request, its kinds, validators for conditional requests; canonical URLs
//	visit.go   Visit: a request with its outcome; Link: what a list page showed
//	lease.go   Lease: the right to talk to one host; sent.go: a request as it went out
//	decode.go  bytes to text: which encoding, and on which evidence
//	span.go    from a place in the text back to the raw bytes
//	article.go what of a page is its own: the text and files without the frame of the site
//	title.go   words in titles of what is no report
//	sniff.go   what kind of document the bytes are, whatever the headers say
//
// The package does no input or output.
package page
