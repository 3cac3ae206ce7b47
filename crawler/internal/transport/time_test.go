package transport_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/nianbao/nianbao/crawler/internal/transport"
)

// attempt is one line of a script: what the server answers.
type attempt struct {
	status  int
	headers []string
	body    string
}

// script answers the n-th attempt with the n-th line, and the last one for ever.
func script(lines []attempt, asked *atomic.Int32) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		a := lines[min(int(asked.Add(1)), len(lines))-1]
		if a.status == 0 {
			panic(http.ErrAbortHandler) // the connection is lost
		}
		for _, h := range a.headers {
			name, value, _ := strings.Cut(h, ": ")
			w.Header().Set(name, value)
		}
		w.WriteHeader(a.status)
		_, _ = io.WriteString(w, a.body)
	}
}

func TestRepeating(t *testing.T) {
	lost := attempt{}
	cut := attempt{200, []string{"Content-Length: 9"}, "abc"}
	good := attempt{200, nil, "whole"}
	busy := func(after string) attempt { return attempt{503, []string{"Retry-After: " + after}, "busy"} }
	cases := []struct {
		name   string
		config transport.Config
		script []attempt
		asked  int
		took   time.Duration
		status int
		kind   transport.ErrorKind
	}{
		{"good at once", transport.Config{}, []attempt{good}, 1, 0, 200, ""},
		{"503 twice", transport.Config{}, []attempt{{503, nil, ""}, {503, nil, ""}, good}, 3, 6 * time.Second, 200, ""},
		{"503 for ever", transport.Config{}, []attempt{{503, nil, "busy"}}, 3, 6 * time.Second, 503, ""},
		{"502 once", transport.Config{}, []attempt{{502, nil, ""}, good}, 2, 2 * time.Second, 200, ""},
		{"504 once", transport.Config{}, []attempt{{504, nil, ""}, good}, 2, 2 * time.Second, 200, ""},
		{"500", transport.Config{}, []attempt{{500, nil, ""}, good}, 1, 0, 500, ""},
		{"501", transport.Config{}, []attempt{{501, nil, ""}, good}, 1, 0, 501, ""},
		{"404", transport.Config{}, []attempt{{404, nil, ""}, good}, 1, 0, 404, ""},
		{"429 with a short rest", transport.Config{}, []attempt{{429, []string{"Retry-After: 1"}, ""}, good}, 1, 0, 429, ""},
		{"rest of 5 s", transport.Config{}, []attempt{busy("5"), good}, 2, 5 * time.Second, 200, ""},
		{"rest of 0 s", transport.Config{}, []attempt{busy("0"), good}, 2, 2 * time.Second, 200, ""},
		{"rest of 10 s, the longest", transport.Config{}, []attempt{busy("10"), good}, 2, 10 * time.Second, 200, ""},
		{"rest of 11 s", transport.Config{}, []attempt{busy("11"), good}, 1, 0, 503, ""},
		{"rest of a day", transport.Config{}, []attempt{busy("86400"), good}, 1, 0, 503, ""},
		{"rest beyond numbers", transport.Config{}, []attempt{busy("99999999999999999999"), good}, 1, 0, 503, ""},
		{"rest until a date", transport.Config{}, []attempt{busy("Sat, 01 Jan 2000 00:00:07 GMT"), good}, 2, 7 * time.Second, 200, ""},
		{"rest until a date far off", transport.Config{}, []attempt{busy("Sat, 01 Jan 2000 01:00:00 GMT"), good}, 1, 0, 503, ""},
		{"rest of no meaning", transport.Config{}, []attempt{busy("soon"), good}, 2, 2 * time.Second, 200, ""},
		{"lost once", transport.Config{}, []attempt{lost, good}, 2, 2 * time.Second, 200, ""},
		{"lost for ever", transport.Config{}, []attempt{lost}, 3, 6 * time.Second, 0, transport.KindReset},
		{"cut once", transport.Config{}, []attempt{cut, good}, 2, 2 * time.Second, 200, ""},
		{"cut for ever", transport.Config{}, []attempt{cut}, 3, 6 * time.Second, 0, transport.KindTruncated},
		{"too large", transport.Config{MaxBody: 3}, []attempt{good}, 1, 0, 0, transport.KindTooLarge},
		{"coding not known", transport.Config{}, []attempt{{200, []string{"Content-Encoding: br"}, "x"}, good}, 1, 0, 0, transport.KindProtocol},
		{"never repeat", transport.Config{Retries: -1}, []attempt{{503, nil, ""}, good}, 1, 0, 503, ""},
		{"waits doubled to their limit", transport.Config{Retries: 4, WaitMin: time.Second, WaitMax: 3 * time.Second}, []attempt{lost}, 5, 9 * time.Second, 0, transport.KindReset},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var asked atomic.Int32
				tr := serve(t, c.config, script(c.script, &asked))
				start := time.Now()
				a := get(t.Context(), tr, "http://portal.test/")
				if took := time.Since(start); took != c.took || int(asked.Load()) != c.asked {
					t.Errorf("%d requests in %s, want %d in %s", asked.Load(), took, c.asked, c.took)
				}
				if transport.Kind(a.err) != c.kind || c.status != 0 && (a.resp == nil || a.resp.StatusCode != c.status) {
					t.Errorf("error %v, want kind %q, status %d", a.err, c.kind, c.status)
				}
				for i, x := range a.tape {
					if x.Attempt != i+1 || x.Body != nil && i < len(a.tape)-1 {
						t.Errorf("exchange %d has number %d and %d bytes", i+1, x.Attempt, len(x.Body))
					}
				}
				if len(a.tape) != c.asked || c.status != 0 && a.last().Status != c.status {
					t.Errorf("%d exchanges, the last with status %d", len(a.tape), a.last().Status)
				}
			})
		})
	}
}

// waitFor lets simulated time pass until the client has gone.
func waitFor(r *http.Request) { <-r.Context().Done() }

func TestDeadlineOfAnAttempt(t *testing.T) {
	cases := []struct {
		name    string
		handler http.HandlerFunc
	}{
		{"no headers", func(_ http.ResponseWriter, r *http.Request) { waitFor(r) }},
		{"no body", func(w http.ResponseWriter, r *http.Request) {
			_ = http.NewResponseController(w).Flush()
			waitFor(r)
		}},
		{"body without end", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "9")
			_, _ = io.WriteString(w, "abc")
			_ = http.NewResponseController(w).Flush()
			waitFor(r)
		}},
		{"a byte a second", func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				_, _ = io.WriteString(w, "x")
				_ = http.NewResponseController(w).Flush()
				select {
				case <-time.After(time.Second):
				case <-r.Context().Done():
				}
			}
		}},
		{"a byte of gzip a second", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			for _, b := range []byte(zip(t, "gzip", strings.Repeat(page, 3))) {
				_, _ = w.Write([]byte{b})
				_ = http.NewResponseController(w).Flush()
				select {
				case <-time.After(time.Second):
				case <-r.Context().Done():
					return
				}
			}
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var asked atomic.Int32
				tr := serve(t, transport.Config{}, func(w http.ResponseWriter, r *http.Request) { asked.Add(1); c.handler(w, r) })
				start := time.Now()
				a := get(t.Context(), tr, "http://portal.test/")
				if took := time.Since(start); took != transport.DefaultAttemptTimeout || asked.Load() != 1 {
					t.Errorf("%d requests in %s", asked.Load(), took)
				}
				if transport.Kind(a.err) != transport.KindTimeout || a.last().Kind != transport.KindTimeout || !errors.Is(a.err, context.DeadlineExceeded) {
					t.Errorf("error %v", a.err)
				}
			})
		})
	}
}

// A server that takes no connection, or takes it and never shakes hands, runs into the
// same deadline, and nothing goes on behind it: else the bubble would not end.
func TestDeadlineOfConnecting(t *testing.T) {
	for _, url := range []string{"http://portal.test/", "https://portal.test/"} {
		t.Run(url, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				n := newNetwork()
				defer func() { _ = n.Close() }()
				if strings.HasPrefix(url, "https") {
					go func() {
						conn, err := n.Accept()
						if err == nil {
							_, _ = io.Copy(io.Discard, conn)
							_ = conn.Close()
						}
					}()
				}
				tr := newTransport(t, transport.Config{Dialer: n, AttemptTimeout: 7 * time.Second})
				start := time.Now()
				a := get(t.Context(), tr, url)
				if took := time.Since(start); transport.Kind(a.err) != transport.KindTimeout || took != 7*time.Second {
					t.Errorf("error %v after %s", a.err, took)
				}
			})
		})
	}
}

func TestGivingUp(t *testing.T) {
	cases := []struct {
		name string
		kind transport.ErrorKind
		stop func(context.Context) (context.Context, context.CancelFunc)
	}{
		{"cancelled", transport.KindCancelled, func(ctx context.Context) (context.Context, context.CancelFunc) {
			ctx, cancel := context.WithCancel(ctx)
			time.AfterFunc(3*time.Second, cancel)
			return ctx, cancel
		}},
		{"deadline of the caller", transport.KindTimeout, func(ctx context.Context) (context.Context, context.CancelFunc) {
			return context.WithTimeout(ctx, 3*time.Second)
		}},
	}
	handlers := map[string]http.HandlerFunc{
		"in the attempt": func(_ http.ResponseWriter, r *http.Request) { waitFor(r) },
		"in the wait":    func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Retry-After", "9"); w.WriteHeader(503) },
	}
	for where, handler := range handlers {
		for _, c := range cases {
			t.Run(c.name+" "+where, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					tr := serve(t, transport.Config{}, handler)
					ctx, cancel := c.stop(t.Context())
					defer cancel()
					start := time.Now()
					a := get(ctx, tr, "http://portal.test/")
					if took := time.Since(start); transport.Kind(a.err) != c.kind || took != 3*time.Second {
						t.Errorf("error %v after %s", a.err, took)
					}
				})
			})
		}
	}
}

// The gate is passed before every attempt, outside of its deadline; when it fails
// nothing is asked.
func TestGate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var passed, asked atomic.Int32
		full := errors.New("budget spent")
		gate := func(ctx context.Context, r *http.Request) error {
			if r.URL.Host != "portal.test" {
				return fmt.Errorf("%s: %w", r.URL.Host, full)
			}
			passed.Add(1)
			select {
			case <-time.After(time.Minute):
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		tr := serve(t, transport.Config{Gate: gate}, script([]attempt{{}, {503, nil, ""}, {200, nil, "x"}}, &asked))
		start := time.Now()
		a := get(t.Context(), tr, "http://portal.test/")
		if took := time.Since(start); a.err != nil || took != 3*time.Minute+6*time.Second || passed.Load() != 3 {
			t.Errorf("error %v, passed %d times in %s", a.err, passed.Load(), took)
		}
		if a = get(t.Context(), tr, "http://other.test/"); !errors.Is(a.err, full) || asked.Load() != 3 || len(a.tape) != 0 {
			t.Errorf("error %v, %d requests, %d exchanges", a.err, asked.Load(), len(a.tape))
		}
	})
}

// Two requests to a host are never under way together.
func TestOneConnectionAHost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var open, most atomic.Int32
		tr := serve(t, transport.Config{}, func(http.ResponseWriter, *http.Request) {
			most.Store(max(most.Load(), open.Add(1)))
			time.Sleep(time.Second)
			open.Add(-1)
		})
		done := make(chan error)
		start := time.Now()
		for range 4 {
			go func() { done <- get(t.Context(), tr, "http://portal.test/").err }()
		}
		for range 4 {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		if took := time.Since(start); most.Load() != 1 || took != 4*time.Second {
			t.Errorf("%d at once, %s in all", most.Load(), took)
		}
	})
}

func TestTimesOfAnExchange(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr := serve(t, transport.Config{}, func(w http.ResponseWriter, _ *http.Request) {
			time.Sleep(2 * time.Second)
			_ = http.NewResponseController(w).Flush()
			time.Sleep(3 * time.Second)
			_, _ = io.WriteString(w, "x")
		})
		start := time.Now()
		x := get(t.Context(), tr, "http://portal.test/").last()
		if !x.Started.Equal(start) || x.Started.Location() != time.UTC || x.FirstByte != 2*time.Second || x.Elapsed != 5*time.Second {
			t.Errorf("started %s, first byte %s, elapsed %s", x.Started, x.FirstByte, x.Elapsed)
		}
	})
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2024, 3, 1, 8, 0, 0, 0, time.UTC)
	const year = 365 * 24 * time.Hour
	cases := []struct {
		value string
		rest  time.Duration
		ok    bool
	}{
		{"120", 2 * time.Minute, true},
		{" 0 ", 0, true},
		{"Fri, 01 Mar 2024 08:01:00 GMT", time.Minute, true},
		{"Friday, 01-Mar-24 08:01:00 GMT", time.Minute, true},
		{"Fri, 01 Mar 2024 07:00:00 GMT", 0, true},
		{"999999999999", year, true},
		{"99999999999999999999999", year, true},
		{"Fri, 01 Mar 2124 08:01:00 GMT", year, true},
		{"", 0, false},
		{"-5", 0, false},
		{"1.5", 0, false},
		{"later", 0, false},
	}
	for _, c := range cases {
		if rest, ok := transport.RetryAfter(http.Header{"Retry-After": {c.value}}, now); rest != c.rest || ok != c.ok {
			t.Errorf("%q: %s, %v; want %s, %v", c.value, rest, ok, c.rest, c.ok)
		}
	}
	if _, ok := transport.RetryAfter(http.Header{}, now); ok {
		t.Error("no header was read as one")
	}
}
