package crawler_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/nianbao/nianbao/crawler"
	"github.com/nianbao/nianbao/crawler/manners"
	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report/page"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// web is a simulated web in memory: hosts under .test with a log, reached over net.Pipe, so that its time may be
// that of a bubble.
type web struct {
	conns  chan net.Conn
	closed chan struct{}
	server *http.Server

	mu       sync.Mutex
	handlers map[string]http.Handler
	log      []*entry
	open     map[string]int
	most     int // open requests of one host at once
}

// entry is one request as the server saw it.
type entry struct {
	host, path, agent, referer string
	conditional                bool
	began, ended               time.Time
	status                     int
}

func newWeb(t testing.TB) *web {
	w := &web{conns: make(chan net.Conn), closed: make(chan struct{}), handlers: map[string]http.Handler{}, open: map[string]int{}}
	w.server = &http.Server{Handler: w}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = w.server.Serve(w)
	}()
	t.Cleanup(func() { _ = w.server.Close(); <-done })
	return w
}

func (w *web) dial(ctx context.Context, _ string) (net.Conn, error) {
	here, there := net.Pipe()
	select {
	case w.conns <- there:
		return here, nil
	case <-w.closed:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (w *web) Accept() (net.Conn, error) {
	select {
	case c := <-w.conns:
		return c, nil
	case <-w.closed:
		return nil, net.ErrClosed
	}
}

func (w *web) Close() error {
	select {
	case <-w.closed:
	default:
		close(w.closed)
	}
	return nil
}

func (w *web) Addr() net.Addr { return &net.UnixAddr{Name: "web", Net: "pipe"} }

type statusWriter struct {
	http.ResponseWriter
	status int
}

func (s *statusWriter) WriteHeader(status int) {
	s.status = status
	s.ResponseWriter.WriteHeader(status)
}

// Unwrap lets handlers hijack.
func (s *statusWriter) Unwrap() http.ResponseWriter { return s.ResponseWriter }

func (w *web) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	w.open[r.Host]++
	w.most = max(w.most, w.open[r.Host])
	handler := w.handlers[r.Host]
	seen := &entry{
		host: r.Host, path: r.URL.RequestURI(), agent: r.UserAgent(), referer: r.Referer(), began: time.Now(),
		conditional: r.Header.Get("If-None-Match") != "" || r.Header.Get("If-Modified-Since") != "",
	}
	w.log = append(w.log, seen)
	w.mu.Unlock()
	status := &statusWriter{out, http.StatusOK}
	defer func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.open[r.Host]--
		seen.ended, seen.status = time.Now(), status.status
	}()
	if handler == nil {
		http.NotFound(status, r)
		return
	}
	handler.ServeHTTP(status, r)
}

// entries gives the log, of one host or of all.
func (w *web) entries(host string) []entry {
	w.mu.Lock()
	defer w.mu.Unlock()
	var log []entry
	for _, e := range w.log {
		if host == "" || e.host == host {
			log = append(log, *e)
		}
	}
	return log
}

func (w *web) paths(host string) []string {
	var paths []string
	for _, e := range w.entries(host) {
		paths = append(paths, e.path)
	}
	return paths
}

func (w *web) forget() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.log = nil
}

// pages serves fixed pages with validators; what it does not have is 404.
type pages map[string]string

func (p pages) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, ok := p[r.URL.RequestURI()]
	if !ok {
		http.NotFound(w, r)
		return
	}
	tag := `"` + string(page.DigestOf([]byte(body)))[:16] + `"`
	w.Header().Set("ETag", tag)
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if strings.HasSuffix(r.URL.Path, ".txt") {
		w.Header().Set("Content-Type", "text/plain")
	} else {
		w.Header().Set("Content-Type", "text/html")
	}
	_, _ = w.Write([]byte(body))
}

// bed is a web, a frontier and sites, ready to crawl.
type bed struct {
	*web
	*memory
	config crawler.Config
	sites  []source.Site
}

func newBed(t testing.TB) *bed {
	if now := time.Now(); now.Year() == 2000 { // in a bubble, whose time begins before there were reports
		time.Sleep(time.Date(2024, time.March, 1, 0, 0, 0, 0, time.UTC).Sub(now))
	}
	w := newWeb(t)
	b := &bed{web: w, memory: newMemory()}
	b.config = crawler.Config{
		UserAgent: "nianbao/0.1", Contact: "https://nianbao.test/about", Dial: w.dial, Pace: source.NewPace(0, 0, 0),
		Retries: -1, Workers: 8,
	}
	return b
}

// site adds a site with one column at /nb/ and its handler.
func (b *bed) site(host string, handler http.Handler) {
	b.serve(host, handler)
	b.sites = append(b.sites, source.Site{
		ID: strings.ReplaceAll(strings.TrimSuffix(host, ".test"), ".", "-"), Name: "甲县人民政府", Division: "990101",
		Columns: []source.Column{{URL: "http://" + host + "/nb/", Kind: source.ColumnList, Division: "990101"}},
		Bodies:  []source.Body{{Name: "青石镇", Division: "990101101"}, {Name: "白水乡", Division: "990101201"}},
	})
}

func (b *bed) serve(host string, handler http.Handler) {
	b.web.mu.Lock()
	defer b.web.mu.Unlock()
	b.web.handlers[host] = handler
}

// crawl seeds all sites and runs to the end.
func (b *bed) crawl(ctx context.Context, t testing.TB) crawler.Summary {
	t.Helper()
	sum, err := b.start(ctx, t)
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

func (b *bed) start(ctx context.Context, t testing.TB) (crawler.Summary, error) {
	t.Helper()
	c, err := crawler.New(b.config, b.memory, b.memory, b.sites)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range b.sites {
		b.enqueue(portal.Seeds(s)...)
	}
	sum, err := c.Run(ctx, b.run)
	var log []page.Sent
	for _, sent := range b.begun {
		if sent.Run == b.run {
			log = append(log, sent)
		}
	}
	for _, breach := range manners.Check(manners.Rules{}, log).Breaches {
		t.Error(breach)
	}
	return sum, err
}

// fetch asks for documents of a host besides its seeds.
func (b *bed) fetch(urls ...string) {
	for _, u := range urls {
		r := page.Request{URL: u, Kind: page.KindDocument}
		for _, s := range b.sites {
			if s.Owns(r.Host()) {
				r.Hints.Source = s.ID
			}
		}
		b.enqueue(r)
	}
}

// loopback serves over real TCP.
func loopback(t testing.TB, handler http.Handler) netip.AddrPort {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return netip.MustParseAddrPort(server.Listener.Addr().String())
}

// refusedAddress is a loopback address at which nobody listens.
func refusedAddress(t testing.TB) netip.AddrPort {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return netip.MustParseAddrPort(l.Addr().String())
}
