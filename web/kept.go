package web

import (
	"context"
	"fmt"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

// kept holds answers about the whole dataset: everybody asks for them first, and they change with every report that is
// stored. Each answer comes from one state of the database, and is made by one maker, however many ask for it.
type kept struct {
	mu      sync.Mutex
	answers map[string]keptAnswer
	making  singleflight.Group
}

type keptAnswer struct {
	*answer
	made time.Time // when its making began
}

// Bounds of what is kept.
const (
	mostKept  = 300 // answers
	keptStale = 12  // times Fresh, after which an answer is not given any more
)

// keeps tells whether answers to the request are kept: those that no body or county narrows down.
func (q *request) keeps() bool {
	if q.Fresh == 0 || len(q.value("in")) > 2 || len(q.PathValue("area")) > 2 {
		return false
	}
	for i := 0; i < len(listParameters); i += 2 {
		if name, _ := listParameters[i].(string); q.value(name) != "" {
			return false
		}
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
	if err := q.sound(); err != nil {
		return nil, err
	}
	if err := s.Store.Unchanged(); err != nil {
		return nil, err
	}
	if !q.keeps() {
		return s.make(q, h)
	}
	key := q.URL.Path + "?" + q.URL.Query().Encode() + q.Lang()
	s.kept.mu.Lock()
	had, has := s.kept.answers[key]
	s.kept.mu.Unlock()
	age := time.Since(had.made)
	if has && age < s.Fresh {
		return had.answer, nil
	}
	made := s.kept.making.DoChan(key, func() (any, error) { return s.renew(q, h, key) })
	if has && age < keptStale*s.Fresh {
		return had.answer, nil
	}
	select {
	case result := <-made:
		a, _ := result.Val.(*answer)
		return a, result.Err
	case <-q.Context().Done():
		return nil, q.Context().Err()
	}
}

// renew makes an answer for all who ask for it, also when the first of them has gone away.
func (s *server) renew(q *request, h handler, key string) (a *answer, err error) {
	defer func() { // nobody else would
		if fault := recover(); fault != nil {
			err = fmt.Errorf("%s: %v\n%s", key, fault, debug.Stack())
		}
	}()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(q.Context()), s.Timeout)
	defer cancel()
	began := time.Now()
	a, err = s.make(&request{Request: q.Request.WithContext(ctx), server: s, db: s.Store, zh: q.zh}, h)
	s.kept.mu.Lock()
	defer s.kept.mu.Unlock()
	if err != nil {
		delete(s.kept.answers, key)
		return nil, err
	}
	if s.kept.answers == nil || len(s.kept.answers) >= mostKept {
		s.kept.answers = map[string]keptAnswer{}
	}
	s.kept.answers[key] = keptAnswer{a, began}
	return a, nil
}
