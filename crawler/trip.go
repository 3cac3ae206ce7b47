package crawler

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gocolly/colly/v2"

	"github.com/nianbao/nianbao/crawler/internal/transport"
	"github.com/nianbao/nianbao/report/page"
)

// trip is one request on its way through the collector, with its redirects and repetitions.
type trip struct {
	session  *session
	request  page.Request
	robots   bool // asks for robots.txt
	quiet    bool // no visit is made of it
	hops     []page.Hop
	seen     map[string]int // addresses of the way so far
	recorder transport.Recorder
	final    *url.URL      // address that was asked last
	again    bool          // the same was asked before
	open     []page.Sent   // what was sent
	ended    int           // exchanges whose end is noted
	hopsThen int           // redirects before the last request
	paused   time.Duration // pause drawn after the last request

	visit     *page.Visit          // how it went, of a page
	exchanges []transport.Exchange // what was sent and came
	err       error
}

type tripKey struct{}

// tripOf gives the trip that a request belongs to; nil for none.
func tripOf(ctx context.Context) *trip {
	t, _ := ctx.Value(tripKey{}).(*trip)
	return t
}

// tripName is where colly's own context keeps the trip.
const tripName = "trip"

// travel sends the request by the collector and comes back with what it brought. A fresh one is unconditional.
func (s *session) travel(ctx context.Context, t *trip, fresh bool) {
	t.seen = map[string]int{t.request.URL: 1}
	before := s.collector.Context // of the trip on whose way this one is, or of none
	s.collector.Context = context.WithValue(transport.WithRecorder(ctx, &t.recorder), tripKey{}, t)
	defer func() { s.collector.Context = before }()

	var body io.Reader
	method := http.MethodGet
	if t.request.Method != "" {
		method = t.request.Method
	}
	if t.request.Body != "" {
		body = strings.NewReader(t.request.Body)
	}
	own := colly.NewContext()
	own.Put(tripName, t)
	err := s.collector.Request(method, t.request.URL, body, own, t.header(fresh))
	if t.final == nil { // the collector refused before anything was sent
		t.final, _ = url.Parse(t.request.URL)
		t.arrive(err)
	}
}

// header is what is sent beside the request line. The agent never changes and never pretends.
func (t *trip) header(fresh bool) http.Header {
	h := http.Header{}
	h.Set("User-Agent", t.session.config.agent())
	h.Set("Accept", "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8")
	if t.request.Script() {
		h.Set("Accept", "application/json,application/xml;q=0.9,text/html;q=0.9,*/*;q=0.8")
		h.Set("X-Requested-With", "XMLHttpRequest") // some portals answer only to their own scripts
	}
	h.Set("Accept-Language", "zh-CN,zh;q=0.9")
	set := func(name, value string) {
		if value != "" {
			h.Set(name, value)
		}
	}
	set("Referer", t.request.Referer)
	set("Content-Type", t.request.Type)
	switch {
	case fresh:
		h.Set("Cache-Control", "no-cache")
	case t.request.Conditional():
		set("If-None-Match", t.request.ETag)
		set("If-Modified-Since", t.request.LastModified)
	}
	return h
}

// arrived is the collector's callback for answers and failures.
func arrived(own *colly.Context, final *url.URL, err error) {
	if t, ok := own.GetAny(tripName).(*trip); ok {
		t.final = final
		t.arrive(err)
	}
}

// arrive takes stock: the exchanges as the transport kept them, and what they mean.
func (t *trip) arrive(err error) {
	t.exchanges, t.err = t.recorder.Take(), err
	t.session.unsaid, t.open, t.ended = append(t.session.unsaid, t.open...), nil, 0
	if !t.robots && !t.quiet {
		t.visit = t.session.visitOf(t)
	}
}

// last gives the last exchange; a zero one when nothing was sent.
func (t *trip) last() transport.Exchange {
	if n := len(t.exchanges); n > 0 {
		return t.exchanges[n-1]
	}
	return transport.Exchange{}
}
