package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/nianbao/nianbao/store"
)

// request is one request. Its context carries the one state of the database from which everything on its page comes.
type request struct {
	*http.Request
	*server
	db *store.Store // only to be read with the request's context
	zh bool
}

// handler makes an answer.
type handler func(*request) (*answer, error)

// problem is an error that a reader of the page is told.
type problem struct {
	status int
	en, zh string
}

func (p problem) Error() string { return p.en }

var errNoPage = problem{http.StatusNotFound, "There is no such page.", "没有这个页面。"}

func wrong(en, zh string, args ...any) error {
	return problem{http.StatusBadRequest, fmt.Sprintf(en, args...), fmt.Sprintf(zh, args...)}
}

func absent(en, zh string, args ...any) error {
	return problem{http.StatusNotFound, fmt.Sprintf(en, args...), fmt.Sprintf(zh, args...)}
}

var errBusy = problem{http.StatusServiceUnavailable, "Too many requests at once; try again in a few seconds.", "同时访问过多,请稍候再试。"}

var errOther = problem{http.StatusServiceUnavailable, "The database was replaced; this server must be started again.", "数据库已被替换,需重新启动本服务。"}

// answer bounds, runs and sends a handler.
func (s *server) answer(pattern string, h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		ctx, cancel := context.WithTimeout(r.Context(), s.Timeout)
		defer cancel()
		q := &request{Request: r.WithContext(ctx), server: s, db: s.Store, zh: chinese(r)}
		a, err := s.answered(q, h)
		if err != nil {
			a = q.fail(err)
		}
		done, ok := s.room(a)
		if !ok {
			a = q.fail(errBusy)
		}
		defer done()
		s.metrics.answered(pattern, a.status, time.Since(began))
		a.send(w, r)
	})
}

// Bounds of what is held in memory while readers take it, however slowly.
const (
	largeAnswer = 64 << 10  // bytes, from which an answer is counted
	mostSending = 128 << 20 // bytes of large answers at once
)

// room takes room for an answer until it is sent; false when too many large ones are on their way.
func (s *server) room(a *answer) (done func(), ok bool) {
	size := min(int64(len(a.body)), mostSending)
	if size < largeAnswer {
		return func() {}, true
	}
	if !s.sending.TryAcquire(size) {
		return func() {}, false
	}
	return func() { s.sending.Release(size) }, true
}

// make waits for a turn and lets the handler read one state of the database.
func (s *server) make(q *request, h handler) (*answer, error) {
	if err := s.wait(q.Context()); err != nil {
		return nil, err
	}
	defer func() { <-s.turns }()
	var a *answer
	err := s.Store.Still(q.Context(), func(ctx context.Context) (err error) {
		q.Request = q.Request.WithContext(ctx)
		a, err = h(q)
		return err
	})
	return a, err
}

// wait takes a turn, at once where one is free.
func (s *server) wait(ctx context.Context) error {
	select {
	case s.turns <- struct{}{}:
		return nil
	default:
	}
	patience := time.NewTimer(s.Patience)
	defer patience.Stop()
	select {
	case s.turns <- struct{}{}:
		return nil
	case <-patience.C:
		return errBusy
	case <-ctx.Done():
		return ctx.Err()
	}
}

// fail turns an error into a page, or for the API into JSON.
func (q *request) fail(err error) *answer {
	p := problem{http.StatusInternalServerError, "Something went wrong on this server; its log says what.", "服务器出错,详见其日志。"}
	var told problem
	switch {
	case errors.As(err, &told):
		p = told
	case errors.Is(err, store.ErrNotFound):
		p = problem{http.StatusNotFound, "That is not in the database.", "数据库中没有此项。"}
	case errors.Is(err, store.ErrReplaced), errors.Is(err, store.ErrNewer):
		q.Log.Error("page", "path", q.URL.Path, "error", err)
		p = errOther
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		p = problem{http.StatusServiceUnavailable, "The answer took too long; ask for less.", "查询超时,请缩小范围。"}
	default:
		q.Log.Error("page", "path", q.URL.Path, "error", err)
	}
	a, err := q.told(p)
	if err != nil {
		a = &answer{body: []byte(p.en + "\n"), kind: plainText}
	}
	a.status, a.nothing = p.status, true
	return a
}

func (q *request) told(p problem) (*answer, error) {
	if strings.HasPrefix(q.URL.Path, apiRoot) {
		return jsonAnswer(map[string]any{"error": p.en})
	}
	return q.page("error", q.T("Not to be had", "无法显示"), q.T(p.en, p.zh))
}
