package web_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/web"
)

// TestAnswers holds how answers are sent: validators, compression, methods, policies.
func TestAnswers(t *testing.T) {
	h := zooPages(t)
	first := get(t, h, "/api/v1/ledger")
	tag := first.Header().Get("ETag")
	for name, c := range map[string]struct {
		header string
		want   int
	}{"the same": {tag, 304}, "weak": {"W/" + tag, 304}, "one of several": {`"x", ` + tag, 304}, "any": {"*", 304}, "another": {`"x"`, 200}, "none": {"", 200}} {
		if got := get(t, h, "/api/v1/ledger", "If-None-Match", c.header); got.Code != c.want || got.Header().Get("ETag") != tag {
			t.Errorf("If-None-Match %s: %d %s, want %d", name, got.Code, got.Header().Get("ETag"), c.want)
		}
	}
	if get(t, h, "/", "Accept-Language", "zh-CN").Header().Get("ETag") == get(t, h, "/", "Accept-Language", "en").Header().Get("ETag") {
		t.Error("one ETag for two languages")
	}
	if got := get(t, h, "/", "Accept-Encoding", "gzip"); got.Header().Get("Content-Encoding") != "gzip" || got.Body.Len() > 10_000 {
		t.Errorf("%s, %d bytes", got.Header().Get("Content-Encoding"), got.Body.Len())
	}
	for _, method := range []string{"POST", "PUT", "PATCH", "DELETE", "OPTIONS"} {
		for _, address := range []string{"/", "/compare", "/api/v1/reports", "/assets/x", "/healthz"} {
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), method, address, strings.NewReader("x")))
			if w.Code != http.StatusMethodNotAllowed {
				t.Errorf("%s %s: %d", method, address, w.Code)
			}
		}
	}
	for address, policy := range map[string]string{"/": "frame-ancestors 'none'", "/report/4/2023/page": "sandbox; default-src 'none'; style-src 'self'", "/report/4/2023/raw": "sandbox; default-src 'none'", "/nowhere": "default-src 'none'", "/metrics": "default-src 'none'"} {
		head := get(t, h, address).Header()
		if !strings.Contains(head.Get("Content-Security-Policy"), policy) || head.Get("X-Content-Type-Options") != "nosniff" || head.Get("Referrer-Policy") != "no-referrer" {
			t.Errorf("%s: %v", address, head)
		}
	}
}

// TestWatch holds what is told to those who watch.
func TestWatch(t *testing.T) {
	h := zooPages(t)
	if got := get(t, h, "/healthz"); got.Code != http.StatusOK || got.Body.String() != "ok\n" {
		t.Errorf("healthz: %d %s", got.Code, got.Body)
	}
	get(t, h, "/ledger")
	text := get(t, h, "/metrics").Body.String()
	for _, line := range []string{
		`nianbao_answers_total{route="/ledger",status="200"} 1`, `nianbao_ledger_bodies{state="consistent",year="2024"} 16`, `nianbao_last_run_finished_seconds{kind="test",result="done"}`,
		`nianbao_answer_seconds_count{route="/ledger"} 1`, `nianbao_findings{relation="applications.row.total"} 1`,
	} {
		if !strings.Contains(text, line) {
			t.Errorf("metrics have no %s:\n%s", line, text)
		}
	}
	gone := reader(t, crawled)
	closed, err := web.New(web.Config{Store: gone})
	if err != nil {
		t.Fatal(err)
	}
	if err := gone.Close(); err != nil {
		t.Fatal(err)
	}
	if got := get(t, closed, "/healthz"); got.Code != http.StatusServiceUnavailable {
		t.Errorf("healthz without a database: %d", got.Code)
	}
	if got := get(t, closed, "/"); got.Code != http.StatusInternalServerError || strings.Contains(got.Body.String(), "sql") {
		t.Errorf("a page without a database: %d %s", got.Code, got.Body)
	}
}

// TestTurns holds that no more requests are answered at once than said: others wait, and then are told to come again.
func TestTurns(t *testing.T) {
	held, release := make(chan struct{}), make(chan struct{})
	var once sync.Once
	config := web.Config{Store: reader(t, crawled), Concurrent: 1, Patience: time.Nanosecond, Robots: func(page.Robots, string) string {
		once.Do(func() { close(held) })
		<-release
		return ""
	}}
	h, err := web.New(config)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan int)
	go func() { done <- get(t, h, "/report/4/2023/evidence.zip").Code }()
	<-held
	if got := get(t, h, "/"); got.Code != http.StatusServiceUnavailable || got.Header().Get("Retry-After") == "" {
		t.Errorf("beside another: %d", got.Code)
	}
	close(release)
	if code := <-done; code != http.StatusOK {
		t.Errorf("the one that had its turn: %d", code)
	}
}

// TestTooLong holds that an answer that takes too long is given up.
func TestTooLong(t *testing.T) {
	h, err := web.New(web.Config{Store: reader(t, crawled), Timeout: time.Nanosecond})
	if err != nil {
		t.Fatal(err)
	}
	if got := get(t, h, "/ledger"); got.Code != http.StatusServiceUnavailable {
		t.Errorf("%d", got.Code)
	}
}

// TestOnePageOneState holds that pages keep coming while another program writes, each from one state: every write gives
// all bodies the other of two states, so that a page which shows both has looked twice.
func TestOnePageOneState(t *testing.T) {
	path, _ := spoiled(t, []string{"甲", "乙", "丙", "丁", "戊"})
	db, err := store.Open(t.Context(), path, store.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // a database of the test
	h, err := web.New(web.Config{Store: reader(t, path)})
	if err != nil {
		t.Fatal(err)
	}
	entries, err := db.Ledger(t.Context(), store.LedgerFilter{})
	if err != nil {
		t.Fatal(err)
	}
	stop, written := make(chan struct{}), make(chan error, 1)
	go func() {
		for n := 0; ; n++ {
			select {
			case <-stop:
				written <- nil
				return
			default:
			}
			for i := range entries {
				entries[i].State = []report.State{report.StateFlagged, report.StateConsistent}[n%2]
			}
			if _, err := db.SaveLedger(context.WithoutCancel(t.Context()), store.LedgerOf(entries)); err != nil {
				written <- err
				return
			}
		}
	}()
	shown := map[bool]int{}
	for range 60 {
		for _, address := range []string{"/?year=2023", "/area/990124?year=2023", "/ledger", "/ledger?year=2023"} {
			got := get(t, h, address)
			body := got.Body.String()
			read, flagged := strings.Count(body, "chip s-read"), strings.Count(body, "chip s-flag")
			if got.Code != http.StatusOK || read > 0 == (flagged > 0) {
				t.Errorf("%s: %d, one state %d times and the other %d times", address, got.Code, read, flagged)
			}
			if address == "/ledger" && read+flagged != 1+len(entries) {
				t.Errorf("%s: %d states of %d bodies", address, read+flagged, len(entries))
			}
			shown[read > 0]++
		}
	}
	if shown[true] == 0 || shown[false] == 0 {
		t.Errorf("only one of the states was seen: %v", shown)
	}
	close(stop)
	if err := <-written; err != nil {
		t.Error(err)
	}
}

// TestServe holds that a server answers over the network, refuses endless heads, and ends when it is told to.
func TestServe(t *testing.T) {
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- web.Serve(ctx, listener, zooPages(t)) }()
	ask := func(query string) int {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+listener.Addr().String()+"/healthz?"+query, nil)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close() //nolint:errcheck // only read
		_, _ = io.Copy(io.Discard, answer.Body)
		return answer.StatusCode
	}
	if code := ask(""); code != http.StatusOK {
		t.Errorf("%d", code)
	}
	if code := ask(strings.Repeat("x", 64<<10)); code != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("an endless head: %d", code)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// TestConfig holds what is refused.
func TestConfig(t *testing.T) {
	for name, c := range map[string]web.Config{"no store": {}, "below zero": {Store: reader(t, crawled), Concurrent: -1}} {
		if _, err := web.New(c); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
