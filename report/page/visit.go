package page

import (
	"time"

	"github.com/nianbao/nianbao/report"
)

// Visit is a request with how it went. A visit that failed still says how far it got.
type Visit struct {
	Request  Request
	Page     Page // without a body unless Outcome is report.OutcomeFetched
	Outcome  report.Outcome
	Detail   string // one line for a person: what exactly happened, with its subject
	Attempts int    // requests sent, the quick retries included
	Links    []Link
	Next     []Request // further requests that the page asks for
	// Retry is the earliest moment for another try, from Retry-After or the retry class; zero when there is none.
	Retry time.Time
	// Gap is the pause that the host asks for after this visit (Retry-After, Crawl-delay); 0 for the usual one.
	Gap time.Duration
	// Elsewhere is the host that refused when a redirect led there from the request's own, which stays open; empty
	// when no other host did.
	Elsewhere string
	// Listing tells how a list page was read; nil for other pages.
	Listing *Listing
	// Sent are the requests that it took, and those for robots.txt before it that were not recorded yet.
	Sent []Sent
}

// Listing tells how a list page was read by its family.
type Listing struct {
	Family string
	Found  int    // rows that look like reports
	Rows   int    // all entries, whatever they look like
	Total  int    // list pages that the portal declares; -1 when it does not
	Stop   string // why no further list page is asked for; empty when one is
	// Short tells that the list was left before its end, so that what was not found may still be there.
	Short  bool
	Pinned bool // the sources name the family; otherwise it was recognised
	// Score says how surely the family knew the page, 0 to 100, and Sign by what, or what it missed. A family that a
	// source pins and whose pages all score 0 in a run, when some did not before, has changed.
	Score int
	Sign  string
	// Drift says that the page surely shows another family than the one that is pinned; empty when it does not.
	Drift string
}

// Link is a row of a list page.
type Link struct {
	URL   string
	Title string
	Date  string // as shown, 2024-01-16 where it could be read
	// Class says what the title promises: report, lookalike or other.
	Class string
}

// The classes of links.
const (
	LinkReport    = "report"
	LinkLookalike = "lookalike" // 解读, 图解, 政府网站工作年度报表 and other yearly papers
	LinkOther     = "other"
	// LinkAttachment is a file beside a row or in an article; noted, not fetched.
	LinkAttachment = "attachment"
	LinkOffsite    = "offsite" // a report on a host that no source names; not fetched
)
