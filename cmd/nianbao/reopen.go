package main

import (
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/nianbao/nianbao/store"
)

// opened is a database with the pages about it.
type opened struct {
	db    *store.Store
	pages http.Handler
	using sync.WaitGroup // requests that are being answered
}

// reopening answers from the database that is at the path, also after another one was put in its place. While there is
// none that can be opened, nothing is answered from the one that was there.
type reopening struct {
	open func() (*opened, error)
	log  *slog.Logger

	mu    sync.Mutex
	now   *opened
	tried time.Time
}

// pause is between two attempts to open what is at the path.
const pause = time.Second

// ServeHTTP implements http.Handler.
func (r *reopening) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	o, err := r.take()
	if err != nil {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("Retry-After", "5")
		http.Error(w, "The database was replaced, and there is none yet that can be read in its place.", http.StatusServiceUnavailable)
		return
	}
	defer o.using.Done()
	o.pages.ServeHTTP(w, request)
}

// take gives the database that is at the path, for one request.
func (r *reopening) take() (*opened, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.now.db.Unchanged(); err != nil {
		if time.Since(r.tried) < pause {
			return nil, err
		}
		if err := r.replace(); err != nil {
			return nil, err
		}
	}
	r.now.using.Add(1)
	return r.now, nil
}

// replace opens what is at the path now, and closes what was there when nobody reads it any more.
func (r *reopening) replace() error {
	r.tried = time.Now()
	next, err := r.open()
	if err != nil {
		r.log.Error("the database was replaced", "error", err)
		return err
	}
	r.log.Warn("the database was replaced; what is there now is shown", "db", next.db.Path())
	was := r.now
	r.now = next
	go func() {
		was.using.Wait()
		if err := was.db.Close(); err != nil {
			r.log.Error("close the database that was replaced", "error", err)
		}
	}()
	return nil
}

// close closes the database.
func (r *reopening) close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.now.db.Close()
}
