package web

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"net"
	"net/http"
	"time"

	"github.com/klauspost/compress/gzhttp"
	"golang.org/x/sync/semaphore"
)

// server answers requests.
type server struct {
	Config
	templates map[string]*template.Template
	assets    assets
	turns     chan struct{}       // one for each request that is being answered
	sending   *semaphore.Weighted // bytes of large answers
	metrics   *metrics
	kept      kept
	// parameters are those of each endpoint, with whether one may stand there more than once.
	parameters map[string]map[string]bool
}

// New gives the handler of all pages and of the API. It only reads.
func New(config Config) (http.Handler, error) {
	if err := config.Validate(); err != nil {
		return nil, err
	}
	s := &server{Config: config.withDefaults()}
	s.turns = make(chan struct{}, s.Concurrent)
	s.sending = semaphore.NewWeighted(mostSending)
	s.metrics = newMetrics(s.Store)
	var err error
	if s.assets, err = loadAssets(); err != nil {
		return nil, err
	}
	if s.templates, err = loadTemplates(); err != nil {
		return nil, err
	}
	if s.parameters, err = loadParameters(); err != nil {
		return nil, err
	}
	compress, err := gzhttp.NewWrapper(gzhttp.MinSize(1024), gzhttp.ExceptContentTypes([]string{"application/zip", "application/octet-stream"}))
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	return headers(s.named(compress(s.routes()))), nil
}

// routes lists every address. Patterns with GET take HEAD too; any other method is answered with 405.
func (s *server) routes() *http.ServeMux {
	mux := http.NewServeMux()
	page := func(pattern string, h handler) { mux.Handle("GET "+pattern, s.answer(pattern, h)) }
	page("/{$}", overview)
	page("/area/{area}", overview)
	page("/body/{body}", bodyPage)
	page("/report/{body}/{year}", reportPage)
	page("/report/{body}/{year}/cell/{cell}", reportPage)
	page("/report/{body}/{year}/evidence.zip", evidenceFile)
	page("/report/{body}/{year}/page", archivedPage)
	page("/report/{body}/{year}/raw", rawPage)
	page("/compare", comparePage)
	page("/compare.csv", compareCSV)
	page("/compare.svg", compareSVG)
	page("/compare.txt", compareList)
	page("/findings", findingsPage)
	page("/ledger", ledgerPage)
	page("/sources", sourcesPage)
	page("/runs/{run}", runPage)
	page("/search", searchPage)
	page("/downloads", downloadsPage)
	page("/downloads/reports.csv", reportsCSV)
	page("/codebook", codebookPage)
	page("/codebook.csv", codebookCSV)
	for _, e := range endpoints() {
		page(e.path, e.handler)
	}
	page("/", func(*request) (*answer, error) { return nil, errNoPage })
	mux.Handle("GET /assets/{name}", s.assets)
	mux.HandleFunc("GET /healthz", s.healthz)
	mux.Handle("GET /metrics", s.metrics.handler())
	return mux
}

// headers sets what holds for every answer; a handler may replace the policy by a stricter one.
func headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", pagePolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "SAMEORIGIN")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		next.ServeHTTP(w, r)
	})
}

// The policies of https://www.w3.org/TR/CSP3/. No page has a script or an inline style; an archived page has not even
// an origin.
const (
	pagePolicy     = "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
	archivedPolicy = "sandbox; default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
	filePolicy     = "sandbox; default-src 'none'; frame-ancestors 'none'"
)

// Serve answers requests on the listener until the context ends, and then finishes those that it has begun.
func Serve(ctx context.Context, listener net.Listener, handler http.Handler) error {
	s := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      2 * time.Minute, // an evidence bundle over a slow line
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    32 << 10,
	}
	done := make(chan error, 1)
	stop := context.AfterFunc(ctx, func() {
		ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		done <- s.Shutdown(ending)
	})
	defer stop()
	if err := s.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve %s: %w", listener.Addr(), err)
	}
	return <-done
}
