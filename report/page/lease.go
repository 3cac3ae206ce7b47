package page

import "time"

// Lease is the right to talk to one host, alone, for a while. A lease without a host says when to ask again.
type Lease struct {
	Host     string
	Run      int64
	Requests []Request // due now, in order
	// NotBefore is the moment before which the host must not be asked.
	NotBefore time.Time
	// Gap is the pause between the end of one request and the start of the next.
	Gap time.Duration
	// Spent is the number of requests of the day so far; Budget is the cap, 0 for none.
	Spent, Budget int
	Robots        Robots
	// Until is, in a lease without a host, the earliest moment at which one may be had; zero when all is done.
	Until time.Time
}

// Empty tells whether the lease gives no host.
func (l *Lease) Empty() bool { return l.Host == "" }

// Robots is the robots.txt of a host as it was fetched last.
type Robots struct {
	Fetched time.Time // zero when it never was
	Status  int       // HTTP status; 0 when no answer came
	Body    []byte    // of a 2xx answer
	Detail  string    // why there is none, or what is noteworthy
	Sent    []Sent    // the requests that it took; not kept with it
}
