package web

import (
	"context"
	"strings"
	"sync"
	"time"
)

// kept holds answers about the whole dataset: they count hundreds of thousands of rows, everybody asks for them first,
// and they change with every report that is stored. Each answer comes from one state of the database.
type kept struct {
	mu      sync.Mutex
	answers map[string]*keptAnswer
}

type keptAnswer struct {
	*answer
	made   time.Time
	making bool // a newer one is being made
}

// Bounds of what is kept.
const (
	mostKept  = 300 // answers
	keptStale = 12  // times Fresh, after which an answer is not given any more
)

// keeps tells whether answers to the request are kept: those that no body or county narrows down.
func (q *request) keeps() bool {
	if q.Fresh == 0 || q.value("from") != "" || len(q.value("in")) > 2 || len(q.PathValue("area")) > 2 {
		return false
	}
	path := q.URL.Path
	switch path {
	case "/", "/findings", "/ledger", "/sources", apiRoot + "/sources":
		return true
	}
	return strings.HasPrefix(path, "/area/") || strings.HasPrefix(path, "/runs/")
}

// answered gives an answer that was made a short time ago, or makes one.
func (s *server) answered(q *request, h handler) (*answer, error) {
	if !q.keeps() {
		return s.make(q, h)
	}
	key := q.URL.Path + "?" + q.URL.Query().Encode() + q.Lang()
	now := time.Now()
	s.kept.mu.Lock()
	had := s.kept.answers[key]
	if had != nil && now.Sub(had.made) < keptStale*s.Fresh {
		if now.Sub(had.made) >= s.Fresh && !had.making {
			had.making = true
			go s.renew(q, h, key)
		}
		s.kept.mu.Unlock()
		return had.answer, nil
	}
	s.kept.mu.Unlock()
	a, err := s.make(q, h)
	if err == nil {
		s.keep(key, a, now)
	}
	return a, err
}

// renew makes an answer while the one before is still given.
func (s *server) renew(q *request, h handler, key string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(q.Context()), s.Timeout)
	defer cancel()
	again := &request{Request: q.Request.WithContext(ctx), server: s, db: s.Store, zh: q.zh}
	began := time.Now()
	a, err := s.make(again, h)
	if err == nil {
		s.keep(key, a, began)
		return
	}
	s.kept.mu.Lock()
	delete(s.kept.answers, key)
	s.kept.mu.Unlock()
}

func (s *server) keep(key string, a *answer, made time.Time) {
	s.kept.mu.Lock()
	defer s.kept.mu.Unlock()
	if s.kept.answers == nil || len(s.kept.answers) >= mostKept {
		s.kept.answers = map[string]*keptAnswer{}
	}
	s.kept.answers[key] = &keptAnswer{answer: a, made: made}
}
