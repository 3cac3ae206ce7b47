package transport_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gocolly/colly/v2"

	"github.com/nianbao/nianbao/crawler/internal/guard"
	"github.com/nianbao/nianbao/crawler/internal/transport"
)

// What came is recorded untouched; what is handed on can't be transcoded or unpacked
// a second time.
func TestRecordedAndHandedOn(t *testing.T) {
	zipped := zip(t, "gzip", page)
	tr := serveRaw(t, once, func(_ int, w io.Writer) {
		_, _ = io.WriteString(w, raw(zipped, "Content-Type: text/html; charset=GBK", "content-type: text/plain", "Content-Encoding: gzip",
			"ETag: W/\"1\"", "Set-Cookie: a=1", "Set-Cookie: b=2", "X-Bytes: \xb9\xab"))
	})
	req, _ := http.NewRequest(http.MethodGet, "http://portal.test/a?b", nil)
	req.Header.Set("User-Agent", "nianbao/1 (+https://contact.test)")
	req.Header.Set("If-None-Match", `W/"0"`)
	req.Header.Set("Accept-Encoding", "br")
	a := do(tr, req)
	if a.err != nil || string(a.body) != page {
		t.Fatalf("%q, %v", a.body, a.err)
	}
	x := a.last()
	got := fmt.Sprint(x.Method, x.URL, x.Status, x.Proto, x.Attempt, x.Header["Content-Type"], x.Header["Set-Cookie"], x.Header.Get("Content-Encoding"), x.Header.Get("Content-Length"))
	want := fmt.Sprint("GET", "http://portal.test/a?b", 200, "HTTP/1.1", 1, []string{"text/html; charset=GBK", "text/plain"}, []string{"a=1", "b=2"}, "gzip", fmt.Sprint(len(zipped)))
	if got != want || x.Header.Get("X-Bytes") != "\xb9\xab" {
		t.Errorf("recorded %s\nwant     %s", got, want)
	}
	if h := x.RequestHeader; h.Get("User-Agent") != "nianbao/1 (+https://contact.test)" || h.Get("If-None-Match") != `W/"0"` || h.Get("Accept-Encoding") != "gzip" {
		t.Errorf("asked with %v", h)
	}
	if req.Header.Get("Accept-Encoding") != "br" {
		t.Error("the caller's request was changed")
	}
	h := a.resp.Header
	if len(h["Content-Type"]) != 1 || h.Get("Content-Type") != "text/html" || h.Get("Content-Encoding") != "" || !a.resp.Uncompressed || a.resp.Request.URL != req.URL || len(h["Set-Cookie"]) != 2 {
		t.Errorf("handed on %v, uncompressed %v", h, a.resp.Uncompressed)
	}
}

func TestSafeContentType(t *testing.T) {
	for sent, want := range map[string]string{
		"text/html;charset=gbk": "text/html", "Text/HTML ; x=y": "Text/HTML", "text/html,charset=utf-8": "text/html",
		"charset=gbk": "application/octet-stream", "application/pdf": "application/pdf", "text/html\tcharset=x": "text/html",
	} {
		tr := serveRaw(t, once, func(_ int, w io.Writer) { _, _ = io.WriteString(w, raw("x", "Content-Type: "+sent)) })
		if a := get(t.Context(), tr, "http://portal.test/"); a.err != nil || a.resp.Header.Get("Content-Type") != want {
			t.Errorf("%q became %q, %v", sent, a.resp.Header.Get("Content-Type"), a.err)
		}
	}
}

// Through colly, as the crawler uses it, every body arrives byte for byte.
func TestBytesThroughColly(t *testing.T) {
	gbk := "<html>\xd5\xfe\xb8\xae\xd0\xc5\xcf\xa2</html>"
	cases := []struct{ name, path, contentType, encoding, body string }{
		{"GBK without a header", "/1", "text/html", "", gbk},
		{"UTF-8 said, GBK sent", "/2", "text/html; charset=utf-8", "", gbk},
		{"GBK said, UTF-8 sent", "/3", "text/html; charset=GBK", "", page},
		{"ISO-8859-1 said", "/4", "text/html; charset=ISO-8859-1", "gzip", page},
		{"unknown charset", "/5", "text/html; charset=x-none", "", page},
		{"PDF", "/6.pdf", "application/octet-stream; charset=gbk", "", "%PDF-1.4\n\xe2\xe3\xcf\xd3\x00\xff"},
		{"a gzip file", "/7.gz", "application/x-gzip", "", zip(t, "gzip", page)},
		{"a gzip file, sent in gzip", "/8.xml.gz", "application/gzip", "gzip", zip(t, "gzip", page)},
		{"not found", "/9", "text/html; charset=GBK", "", page},
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, c := range cases {
			if c.path != r.URL.Path {
				continue
			}
			w.Header().Set("Content-Type", c.contentType)
			body := c.body
			if c.encoding != "" {
				w.Header().Set("Content-Encoding", c.encoding)
				body = zip(t, c.encoding, c.body)
			}
			if c.name == "not found" {
				w.WriteHeader(http.StatusNotFound)
			}
			_, _ = io.WriteString(w, body)
		}
	}))
	defer s.Close()
	tr := newTransport(t, transport.Config{Dialer: mapped(s)})
	defer tr.CloseIdleConnections()
	var tape transport.Recorder
	c := colly.NewCollector(colly.StdlibContext(transport.WithRecorder(t.Context(), &tape)), colly.MaxBodySize(0), colly.ParseHTTPErrorResponse())
	c.SetClient(&http.Client{Transport: tr})
	var got []byte
	c.OnResponse(func(r *colly.Response) { got = r.Body })
	for _, k := range cases {
		got = nil
		if err := c.Visit("http://portal.test" + k.path); err != nil {
			t.Errorf("%s: %v", k.name, err)
		}
		x := tape.Take()
		if len(x) != 1 || string(got) != k.body || string(x[0].Body) != k.body || x[0].Header.Get("Content-Type") != k.contentType {
			t.Errorf("%s: got %q, recorded %+v", k.name, got, x)
		}
	}
}

// The transport hands redirects back; the client above follows them, each hop is an
// exchange, and only the last keeps its body.
func TestRedirects(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/end" {
			_, _ = io.WriteString(w, "end of "+r.Host)
			return
		}
		http.Redirect(w, r, "http://b.test/end", http.StatusFound)
	}))
	defer s.Close()
	tr := newTransport(t, transport.Config{Dialer: mapped(s)})
	defer tr.CloseIdleConnections()
	a := get(t.Context(), tr, "http://a.test/")
	if a.err != nil || a.resp.StatusCode != 302 || a.resp.Header.Get("Location") != "http://b.test/end" || len(a.tape) != 1 || len(a.tape[0].Body) == 0 {
		t.Fatalf("%v, %+v", a.err, a.tape)
	}
	var tape transport.Recorder
	req, _ := http.NewRequestWithContext(transport.WithRecorder(t.Context(), &tape), http.MethodGet, "http://a.test/", nil)
	resp, err := (&http.Client{Transport: tr}).Do(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	hops := tape.Take()
	if len(hops) != 2 || hops[0].Status != 302 || hops[0].Body != nil || hops[0].Length == 0 || string(hops[1].Body) != "end of b.test" {
		t.Errorf("hops %+v", hops)
	}
	if len(tape.Take()) != 0 {
		t.Error("Take gave the same exchanges twice")
	}
	if resp.Request.URL.String() != "http://b.test/end" {
		t.Errorf("the answer is of %s", resp.Request.URL)
	}
}

// The zero Config reaches nothing private, directly or by a redirect.
func TestGuarded(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.Host, ".test") {
			t.Errorf("a request to %s was made", r.Host)
		}
		w.Header().Set("Location", r.URL.Query().Get("to"))
		w.WriteHeader(http.StatusFound)
	}))
	defer s.Close()
	here := s.Listener.Addr().String()
	for _, where := range []string{"http://" + here + "/", "http://u:p@" + here + "/", "http://2130706433/", "ftp://" + here + "/", "http://[::ffff:127.0.0.1]/"} {
		for how, c := range map[string]struct {
			config transport.Config
			start  string
		}{
			"direct":     {transport.Config{}, where},
			"redirected": {transport.Config{Dialer: mapped(s)}, "http://portal.test/?to=" + url.QueryEscape(where)},
		} {
			tr := newTransport(t, c.config)
			resp, err := (&http.Client{Transport: tr}).Get(c.start)
			if err == nil {
				_ = resp.Body.Close()
			}
			if transport.Kind(err) != transport.KindPrivateAddress {
				t.Errorf("%s, %s: %v", where, how, err)
			}
			tr.CloseIdleConnections()
		}
	}
	a := get(t.Context(), newTransport(t, transport.Config{}), "http://portal.test/")
	if transport.Kind(a.err) != transport.KindUnknownHost || !errors.Is(a.err, guard.ErrTestHost) {
		t.Errorf("a host under .test: %v", a.err)
	}
}

// A body that is sent is sent again whole with each attempt.
func TestPostRepeated(t *testing.T) {
	var got []string
	tr := serve(t, transport.Config{WaitMin: time.Nanosecond}, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got = append(got, r.Method+" "+string(body))
		if len(got) < 3 {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	req, _ := http.NewRequest(http.MethodPost, "http://portal.test/", strings.NewReader("page=2"))
	if a := do(tr, req); a.err != nil || strings.Join(got, ",") != "POST page=2,POST page=2,POST page=2" {
		t.Errorf("%v, %v", got, a.err)
	}
}

func TestHead(t *testing.T) {
	tr := serve(t, once, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "99999999999")
		w.Header().Set("Content-Encoding", "gzip")
	})
	req, _ := http.NewRequest(http.MethodHead, "http://portal.test/", nil)
	if a := do(tr, req); a.err != nil || a.resp.StatusCode != 200 || len(a.body) != 0 {
		t.Errorf("%v", a.err)
	}
}

// Without a recorder everything goes on as well.
func TestWithoutRecorder(t *testing.T) {
	tr := serve(t, once, hello)
	req, _ := http.NewRequest(http.MethodGet, "http://portal.test/", nil)
	resp, err := tr.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	if body, _ := io.ReadAll(resp.Body); string(body) != "hello" {
		t.Errorf("body %q", body)
	}
}

func TestValidate(t *testing.T) {
	for name, c := range map[string]transport.Config{
		"AttemptTimeout": {AttemptTimeout: -1}, "WaitMin": {WaitMin: -1}, "MaxBody": {MaxBody: -1}, "MaxWire": {MaxWire: -1},
		"WaitMax": {WaitMin: 2, WaitMax: 1},
	} {
		if _, err := transport.New(c); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := (transport.Config{WaitMin: time.Hour}).Validate(); err != nil {
		t.Errorf("a long WaitMin alone: %v", err)
	}
}
