package crawler_test

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/andybalholm/brotli"

	"github.com/nianbao/nianbao/report"
)

// zeros is a mebibyte of what packs best.
var zeros = make([]byte, 1<<20)

// bomb packs so many mebibytes of zeros.
func bomb(t *testing.T, mebibytes int, pack func(io.Writer) io.WriteCloser) []byte {
	t.Helper()
	var b bytes.Buffer
	w := pack(&b)
	for range mebibytes {
		if _, err := w.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func byGzip(w io.Writer) io.WriteCloser   { return gzip.NewWriter(w) }
func byZlib(w io.Writer) io.WriteCloser   { return zlib.NewWriter(w) }
func byBrotli(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) }
func byDeflate(w io.Writer) io.WriteCloser {
	z, _ := flate.NewWriter(w, flate.BestCompression)
	return z
}

// coded sends bytes under a coding.
func coded(coding string, body []byte) answer {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		for c := range strings.SplitSeq(coding, "|") {
			w.Header().Add("Content-Encoding", c)
		}
		_, _ = w.Write(body)
	}
}

// endless sends a head and then the same for ever, with a pause between two pieces.
func endless(head string, piece []byte, pause time.Duration) answer {
	return func(w http.ResponseWriter, r *http.Request) {
		conn, out, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(err)
		}
		defer func() { _ = conn.Close() }()
		_, _ = out.WriteString(head)
		for out.Flush() == nil {
			if _, err := out.Write(piece); err != nil {
				return
			}
			if pause > 0 {
				time.Sleep(pause)
			}
		}
	}
}

const (
	head    = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
	chunked = head + "Transfer-Encoding: chunked\r\n\r\n"
)

func chunk(b []byte) []byte { return fmt.Appendf(nil, "%x\r\n%s\r\n", len(b), b) }

// watched runs f and gives the most bytes of the heap that were in use at once meanwhile, above what was before.
func watched(f func()) int64 {
	runtime.GC()
	var now runtime.MemStats
	runtime.ReadMemStats(&now)
	before, most := now.HeapAlloc, atomic.Uint64{}
	stop := make(chan struct{})
	var watching sync.WaitGroup
	watching.Go(func() {
		var m runtime.MemStats
		for {
			runtime.ReadMemStats(&m)
			most.Store(max(most.Load(), m.HeapAlloc))
			select {
			case <-stop:
				return
			case <-time.After(time.Millisecond):
			}
		}
	})
	f()
	close(stop)
	watching.Wait()
	return int64(most.Load()) - int64(before) // #nosec G115 -- far below
}

// leaving is the time that a portal takes to see that nobody listens any more.
const leaving = 5 * time.Second

// mostHeap is what one answer may take of the heap at once: two bodies of the largest size while the pieces of the second are
// joined, and what is not collected yet.
const mostHeap = 128 << 20

// TestBombs answers for a document, and for a list, with what is made to be too much. Each ends in its outcome, in a
// bounded time and in bounded memory, and the rest of the portal is read.
func TestBombs(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(20)) // so that what is measured is what is in use
	large := bomb(t, 256, byGzip)
	tags := func(tag string) []byte { return bytes.Repeat([]byte(tag), (15<<20)/len(tag)) }
	hop := 0
	for _, c := range []struct {
		name   string
		answer answer
		want   report.Outcome
	}{
		{"gzip, 1000 to 1", coded("gzip", large), report.OutcomeTooLarge},
		{"deflate, 1000 to 1", coded("deflate", bomb(t, 64, byZlib)), report.OutcomeTooLarge},
		{"bare deflate, 1000 to 1", coded("deflate", bomb(t, 64, byDeflate)), report.OutcomeTooLarge},
		{"br, which nobody asked for", coded("br", bomb(t, 64, byBrotli)), report.OutcomeProtocol},
		{"zstd, which nobody asked for", coded("zstd", []byte("(\xb5/\xfd")), report.OutcomeProtocol},
		{"gzip in gzip", coded("gzip|gzip", bomb(t, 1, byGzip)), report.OutcomeProtocol},
		{"gzip in gzip, in one header", coded("gzip, gzip", bomb(t, 1, byGzip)), report.OutcomeProtocol},
		{"gzip whose content is gzip", coded("gzip", packedBytes(large)), report.OutcomeFetched},
		{"gzip of a thousand members", coded("gzip", bytes.Repeat(bomb(t, 1, byGzip), 1000)), report.OutcomeTooLarge},
		{"gzip with a name without end", endless(head+"Content-Encoding: gzip\r\n\r\n\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\x00", bytes.Repeat([]byte("n"), 4096), 0), report.OutcomeProtocol},
		{"endless body", endless(head+"\r\n", zeros, 0), report.OutcomeTooLarge},
		{"endless chunks", endless(chunked, chunk(zeros), 0), report.OutcomeTooLarge},
		{"endless chunks of a byte", endless(chunked, bytes.Repeat(chunk([]byte("x")), 4096), 0), report.OutcomeTooLarge},
		{"endless size of a chunk", endless(chunked, bytes.Repeat([]byte("0"), 4096), 0), report.OutcomeTruncated},
		{"endless extension of a chunk", endless(chunked+"1;", bytes.Repeat([]byte("e"), 4096), 0), report.OutcomeTruncated},
		{"endless trailers", endless(chunked+"0\r\n", bytes.Repeat([]byte("A: b\r\n"), 4096), 0), report.OutcomeTruncated},
		{"an exabyte announced", raw(head + "Content-Length: 1000000000000000000\r\n\r\nabc"), report.OutcomeTooLarge},
		{"more than a number announced", raw(head + "Content-Length: 99999999999999999999999\r\n\r\nabc"), report.OutcomeProtocol},
		{"less than nothing announced", raw(head + "Content-Length: -1\r\n\r\nabc"), report.OutcomeProtocol},
		{"two lengths", raw(head + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"), report.OutcomeProtocol},
		{"body cut", raw(head + "Content-Length: 9999\r\n\r\n" + reportPage), report.OutcomeTruncated},
		{"gzip cut", coded("gzip", large[:len(large)/100]), report.OutcomeTruncated},
		{"chunk cut", raw(chunked + "ffff\r\n" + reportPage), report.OutcomeTruncated},
		{"headers without end", endless("HTTP/1.1 200 OK\r\n", bytes.Repeat([]byte("X-A: "+strings.Repeat("a", 1000)+"\r\n"), 10), 0), report.OutcomeProtocol},
		{"one header without end", endless("HTTP/1.1 200 OK\r\nX-A: ", bytes.Repeat([]byte("a"), 4096), 0), report.OutcomeProtocol},
		{"a hundred thousand headers", endless("HTTP/1.1 200 OK\r\n", bytes.Repeat([]byte("a:\r\n"), 1000), 0), report.OutcomeProtocol},
		{"status line without end", endless("HTTP/1.1 200 ", bytes.Repeat([]byte("K"), 4096), 0), report.OutcomeProtocol},
		{"endless answers before the answer", endless("", []byte("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"), 0), report.OutcomeProtocol},
		{"endless 100 Continue", endless("", []byte("HTTP/1.1 100 Continue\r\n\r\n"), 0), report.OutcomeProtocol},
		{"headers, a byte a second", endless("HTTP/1.1 200 OK\r\nX-A: ", []byte("a"), time.Second), report.OutcomeTimeout},
		{"body, a byte a second", endless(head+"\r\n", []byte("a"), time.Second), report.OutcomeTimeout},
		{"chunks, one a second", endless(chunked, chunk([]byte("a")), time.Second), report.OutcomeTimeout},
		{"redirects without end", func(w http.ResponseWriter, r *http.Request) {
			hop++
			redirect(fmt.Sprintf("/bomb/%d", hop))(w, r)
		}, report.OutcomeTooManyRedirects},
		{"redirects without end, each with a large body", func(w http.ResponseWriter, _ *http.Request) {
			hop++
			w.Header().Set("Location", fmt.Sprintf("/bomb/%d", hop))
			w.WriteHeader(http.StatusFound)
			for range 15 {
				_, _ = w.Write(zeros)
			}
		}, report.OutcomeTooManyRedirects},
		{"a redirect a mebibyte long", raw("HTTP/1.1 302 Found\r\nLocation: /" + strings.Repeat("a", 1<<20) + "\r\n\r\n"), report.OutcomeProtocol},
		{"a redirect a hundred kilobytes long", raw("HTTP/1.1 302 Found\r\nLocation: /bomb/" + strings.Repeat("a", 100<<10) + "\r\nContent-Length: 0\r\n\r\n"), ""},
		{"a hundred cookies of a kilobyte each", cookies(100, 1<<10), report.OutcomeFetched},
		{"5 million tags", coded("identity", tags("<p>")), report.OutcomeFetched},
		{"5 million tags that are opened anew", coded("identity", tags("<b><p>")), report.OutcomeFetched},
		{"a million links", coded("identity", tags(`<a href="t1.html">`)), report.OutcomeFetched},
		{"a tag of 15 MiB", coded("identity", append([]byte("<p "), tags("a ")...)), report.OutcomeFetched},
		{"an attribute of 15 MiB", coded("identity", append([]byte(`<meta http-equiv="refresh" content="`), tags("0;")...)), report.OutcomeFetched},
	} {
		for _, path := range []string{"/nb/202401/t20240116_1.html", "/nb/qsz_12/"} {
			t.Run(c.name+" at "+path, func(t *testing.T) {
				var began time.Time
				heap := watched(func() {
					synctest.Test(t, func(t *testing.T) {
						b := newBed(t)
						b.attempts = 1
						b.site("www.jia.test", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
							if r.URL.Path == path || strings.HasPrefix(r.URL.Path, "/bomb/") {
								c.answer(w, r)
								return
							}
							county().ServeHTTP(w, r)
						}))
						began = time.Now()
						sum := b.crawl(t.Context(), t)
						if took := time.Since(began); took > 10*time.Minute {
							t.Errorf("it took %s", took)
						}
						time.Sleep(leaving)
						got := b.visit("http://www.jia.test" + path)
						if got.Outcome != c.want && c.want != "" && !(c.want == report.OutcomeFetched && got.Outcome == report.OutcomeFamilyUnreadable) || got.Outcome == "" {
							t.Errorf("%s (%.300s), want %s", got.Outcome, got.Detail, c.want)
						}
						if got.Outcome != report.OutcomeFetched && (got.Page.Body != nil || got.Detail == "" || len(got.Detail) > 2000) {
							t.Errorf("%d bytes are kept, and %d are said of it", len(got.Page.Body), len(got.Detail))
						}
						if n := len(b.paths("www.jia.test")); n > 30 {
							t.Errorf("%d requests", n)
						}
						if other := b.visit("http://www.jia.test/nb/202401/t20240117_2.html"); other.Outcome != report.OutcomeFetched {
							t.Errorf("another document ended as %s; summary %+v", other.Outcome, sum)
						}
					})
				})
				if heap > mostHeap {
					t.Errorf("%d MiB of the heap were in use at once", heap>>20)
				}
			})
		}
	}
}

// packedBytes packs bytes.
func packedBytes(body []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(body)
	_ = z.Close()
	return b.Bytes()
}

// raw sends bytes as they are and closes the connection.
func raw(text string) answer {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, out, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(err)
		}
		defer func(c net.Conn, out *bufio.ReadWriter) { _ = out.Flush(); _ = c.Close() }(conn, out)
		_, _ = out.WriteString(text)
	}
}

// cookies sends a report with so many cookies of a size.
func cookies(n, size int) answer {
	return func(w http.ResponseWriter, r *http.Request) {
		for i := range n {
			http.SetCookie(w, &http.Cookie{Name: fmt.Sprint("c", i), Value: strings.Repeat("v", size), Path: "/"})
		}
		plain(200, reportPage)(w, r)
	}
}

// TestBombsForRobots: a robots.txt that is too large is none that allows anything, whatever it begins with.
func TestBombsForRobots(t *testing.T) {
	for _, c := range []struct {
		name   string
		answer answer
		want   report.Outcome
	}{
		{"endless", endless(head+"\r\n", bytes.Repeat([]byte("Allow: /\n"), 1000), 0), report.OutcomeRobotsUnknown},
		{"gzip, 1000 to 1", coded("gzip", bomb(t, 256, byGzip)), report.OutcomeRobotsUnknown},
		{"a byte a second", endless(head+"\r\n", []byte("A"), time.Second), report.OutcomeRobotsUnknown},
		{"15 MiB of rules", coded("identity", bytes.Repeat([]byte("Disallow: /*a*a*a*a*a*a*a*a$\n"), (15<<20)/29)), report.OutcomeFetched},
		{"15 MiB in one rule", coded("identity", append([]byte("User-agent: *\nDisallow: /"), bytes.Repeat([]byte("*a"), 7<<20)...)), report.OutcomeFetched},
	} {
		t.Run(c.name, func(t *testing.T) {
			heap := watched(func() {
				synctest.Test(t, func(t *testing.T) {
					b := newBed(t)
					b.attempts = 1
					b.site("www.jia.test", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
						if r.URL.Path == "/robots.txt" {
							c.answer(w, r)
							return
						}
						county().ServeHTTP(w, r)
					}))
					b.crawl(t.Context(), t)
					time.Sleep(leaving)
					if got := b.visit("http://www.jia.test/nb/"); got.Outcome != c.want {
						t.Errorf("%s (%.300s), want %s", got.Outcome, got.Detail, c.want)
					}
				})
			})
			if heap > mostHeap {
				t.Errorf("%d MiB of the heap were in use at once", heap>>20)
			}
		})
	}
}
