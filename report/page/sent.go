package page

import (
	"time"

	"github.com/nianbao/nianbao/report"
)

// Sent is one request as it went out. All of a run together prove how its hosts were treated.
type Sent struct {
	Run  int64
	Host string // that was asked
	URL  string
	// For says what the request was for; robots.txt, redirects and repetitions count like every other.
	For SentFor
	// Conditional tells that it carried validators of the copy in the archive (RFC 9110 section 13).
	Conditional bool
	// Robots is the rule of robots.txt that lets the address be asked, or why there is none.
	Robots  string
	Allowed bool      // by robots.txt, at the moment at which it was sent
	Began   time.Time // just before it was sent
	// Next is the moment that was promised before it was sent: nothing more is asked of the host before it, not even
	// after the program died.
	Next    time.Time
	Ended   time.Time // the last byte or the failure; zero while it is open, and for ever when the program died
	Status  int       // HTTP status; 0 when no answer came
	Outcome report.Outcome
}

// SentFor says what a request was for.
type SentFor string

// What requests are for.
const (
	SentForRobots   SentFor = "robots"   // robots.txt
	SentForPage     SentFor = "page"     // what the frontier asked for
	SentForRedirect SentFor = "redirect" // where an answer led to
	SentForProbe    SentFor = "probe"    // a surely missing address, to know what the host shows for one
	SentForRepeat   SentFor = "repeat"   // the same once more, since the attempt before broke or could not be used
)
