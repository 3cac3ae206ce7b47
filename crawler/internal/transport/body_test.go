package transport_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"runtime"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/crawler/internal/transport"
)

// once makes no second attempt, so that a failure is the first one's.
var once = transport.Config{Retries: -1}

const page = "<html><body>政府信息公开工作年度报告</body></html>"

func TestBodiesThatAreWhole(t *testing.T) {
	plain, zipped := strings.Repeat(page, 50), zip(t, "gzip", strings.Repeat(page, 50))
	cases := []struct {
		name, answer, want string
		wire               int
		closing            bool
	}{
		{"identity", raw(plain), plain, len(plain), false},
		{"gzip", raw(zipped, "Content-Encoding: gzip"), plain, len(zipped), false},
		{"x-gzip, capitals", raw(zipped, "Content-Encoding: X-GZip"), plain, len(zipped), false},
		{"gzip and the word for none", raw(zipped, "Content-Encoding: identity, gzip"), plain, len(zipped), false},
		{"two members", raw(zipped+zipped, "Content-Encoding: gzip"), plain + plain, 2 * len(zipped), false},
		{"padding behind gzip", raw(zipped+"\x00\x00\x00", "Content-Encoding: gzip"), plain, len(zipped) + 3, false},
		{"deflate as zlib", raw(zip(t, "zlib", plain), "Content-Encoding: deflate"), plain, len(zip(t, "zlib", plain)), false},
		{"deflate bare", raw(zip(t, "flate", plain), "Content-Encoding: deflate"), plain, len(zip(t, "flate", plain)), false},
		{"gzip of nothing", raw("", "Content-Encoding: gzip"), "", 0, false},
		{"coding without a body", "HTTP/1.1 304 Not Modified\r\nContent-Encoding: gzip\r\n\r\n", "", 0, false},
		{"br without a body", raw("", "Content-Encoding: br"), "", 0, false},
		{"chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", "abcde", 5, false},
		{"closed at the end", "HTTP/1.1 200 OK\r\n\r\nabc", "abc", 3, true},
		{"HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\nabc", "abc", 3, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			tr := serveRaw(t, once, func(_ int, w io.Writer) { _, _ = io.WriteString(w, c.answer) })
			a := get(t.Context(), tr, "http://portal.test/")
			if a.err != nil {
				t.Fatal(a.err)
			}
			x := a.last()
			if string(a.body) != c.want || string(x.Body) != c.want {
				t.Errorf("body of %d bytes, recorded %d, want %d", len(a.body), len(x.Body), len(c.want))
			}
			if x.WireLength != int64(c.wire) || x.Length != int64(len(c.want)) || a.resp.ContentLength != x.Length {
				t.Errorf("wire %d, length %d, handed on %d; want %d, %d", x.WireLength, x.Length, a.resp.ContentLength, c.wire, len(c.want))
			}
			if x.CloseDelimited != c.closing {
				t.Errorf("close-delimited %v", x.CloseDelimited)
			}
		})
	}
}

func TestBodiesThatAreNot(t *testing.T) {
	plain := strings.Repeat(page, 50)
	zipped, zlibbed := zip(t, "gzip", plain), zip(t, "zlib", plain)
	broken := []byte(zipped)
	broken[len(broken)-6] ^= 0xff // inside the checksum
	chunked := "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
	cases := []struct {
		name, answer string
		kind         transport.ErrorKind
		err          error
	}{
		{"shorter than announced", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nabc", transport.KindTruncated, transport.ErrTruncated},
		{"announced and nothing sent", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n", transport.KindTruncated, transport.ErrTruncated},
		{"cut in a chunk", chunked + "9\r\nabc", transport.KindTruncated, transport.ErrTruncated},
		{"cut between chunks", chunked + "3\r\nabc\r\n", transport.KindTruncated, transport.ErrTruncated},
		{"chunk size of letters", chunked + "3\r\nabc\r\nxyz\r\n", transport.KindTruncated, transport.ErrTruncated},
		{"gzip cut", raw(zipped[:len(zipped)/2], "Content-Encoding: gzip"), transport.KindTruncated, transport.ErrTruncated},
		{"gzip without its checksum", raw(zipped[:len(zipped)-8], "Content-Encoding: gzip"), transport.KindTruncated, transport.ErrTruncated},
		{"gzip, one byte short", raw(zipped[:len(zipped)-1], "Content-Encoding: gzip"), transport.KindTruncated, transport.ErrTruncated},
		{"gzip, head only", raw(zipped[:5], "Content-Encoding: gzip"), transport.KindTruncated, transport.ErrTruncated},
		{"gzip, second member cut", raw(zipped+zipped[:20], "Content-Encoding: gzip"), transport.KindTruncated, transport.ErrTruncated},
		{"gzip, second head cut", raw(zipped+zipped[:4], "Content-Encoding: gzip"), transport.KindTruncated, transport.ErrTruncated},
		{"gzip with a wrong checksum", raw(string(broken), "Content-Encoding: gzip"), transport.KindTruncated, transport.ErrTruncated},
		{"gzip, whole, its frame cut", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 99999\r\n\r\n" + zipped, transport.KindTruncated, transport.ErrTruncated},
		{"zlib cut", raw(zlibbed[:len(zlibbed)-5], "Content-Encoding: deflate"), transport.KindTruncated, transport.ErrTruncated},
		{"bare deflate cut", raw(zip(t, "flate", plain)[:40], "Content-Encoding: deflate"), transport.KindTruncated, transport.ErrTruncated},
		{"said to be gzip", raw(plain, "Content-Encoding: gzip"), transport.KindProtocol, transport.ErrEncoding},
		{"br", raw("\x0b\x02\x80abc\x03", "Content-Encoding: br"), transport.KindProtocol, transport.ErrEncoding},
		{"zstd", raw("(\xb5/\xfd", "Content-Encoding: zstd"), transport.KindProtocol, transport.ErrEncoding},
		{"gzip twice", raw(zip(t, "gzip", zipped), "Content-Encoding: gzip", "Content-Encoding: gzip"), transport.KindProtocol, transport.ErrEncoding},
		{"announced too large", "HTTP/1.1 200 OK\r\nContent-Length: 16777216\r\n\r\nabc", transport.KindTooLarge, transport.ErrTooLarge},
		{"no HTTP", "SSH-2.0-OpenSSH_9\r\n\r\n", transport.KindProtocol, nil},
		{"headers without end", "HTTP/1.1 200 OK\r\n" + strings.Repeat("X-A: "+strings.Repeat("a", 1000)+"\r\n", 300), transport.KindProtocol, nil},
		{"closed without an answer", "", transport.KindReset, io.EOF},
		{"closed inside the headers", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n", transport.KindReset, io.ErrUnexpectedEOF},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			tr := serveRaw(t, once, func(_ int, w io.Writer) { _, _ = io.WriteString(w, c.answer) })
			a := get(t.Context(), tr, "http://portal.test/x")
			if transport.Kind(a.err) != c.kind || c.err != nil && !errors.Is(a.err, c.err) {
				t.Fatalf("kind %q, error %v; want %q", transport.Kind(a.err), a.err, c.kind)
			}
			if !strings.HasPrefix(a.err.Error(), "portal.test: "+string(c.kind)+": ") {
				t.Errorf("message %q", a.err)
			}
			if x := a.last(); x.Kind != c.kind || x.Err == nil || x.Body != nil || len(a.tape) != 1 {
				t.Errorf("recorded %d exchanges, kind %q, error %v, body of %d bytes", len(a.tape), x.Kind, x.Err, len(x.Body))
			}
		})
	}
}

// zeros is an endless body.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// Bodies around and far beyond the caps: nothing is cut silently, and the memory
// that a bomb takes is bounded by the cap, not by the bomb.
func TestCaps(t *testing.T) {
	noise := make([]byte, 3<<10)
	r := rand.NewChaCha8([32]byte{1})
	_, _ = r.Read(noise)
	small := transport.Config{Retries: -1, MaxBody: 4 << 10, MaxWire: 2 << 10}
	cases := []struct {
		name   string
		config transport.Config
		coding string
		write  func(w io.Writer)
		large  bool
	}{
		{"one byte below", small, "", func(w io.Writer) { _, _ = w.Write(make([]byte, 2<<10-1)) }, false},
		{"at the cap of the wire", small, "", func(w io.Writer) { _, _ = w.Write(make([]byte, 2<<10)) }, true},
		{"noise in gzip, wire too long", small, "gzip", func(w io.Writer) { _, _ = w.Write(noise) }, true},
		{"decoded, one byte below", small, "gzip", func(w io.Writer) { _, _ = w.Write(make([]byte, 4<<10-1)) }, false},
		{"decoded, at the cap", small, "gzip", func(w io.Writer) { _, _ = w.Write(make([]byte, 4<<10)) }, true},
		{"page of 16 MiB by default", once, "gzip", func(w io.Writer) { _, _ = io.CopyN(w, zeros{}, 16<<20) }, true},
		{"just below 16 MiB by default", once, "gzip", func(w io.Writer) { _, _ = io.CopyN(w, zeros{}, 16<<20-1) }, false},
		{"endless", once, "", func(w io.Writer) { _, _ = io.Copy(w, zeros{}) }, true},
		{"endless gzip", once, "gzip", func(w io.Writer) { _, _ = io.Copy(w, zeros{}) }, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			tr := serve(t, c.config, func(w http.ResponseWriter, _ *http.Request) {
				if c.coding == "" {
					c.write(w)
					return
				}
				w.Header().Set("Content-Encoding", c.coding)
				z, _ := gzip.NewWriterLevel(w, gzip.BestSpeed)
				c.write(z)
				_ = z.Close()
			})
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			a := get(t.Context(), tr, "http://portal.test/")
			runtime.ReadMemStats(&after)
			if large := errors.Is(a.err, transport.ErrTooLarge); large != c.large || !large && a.err != nil {
				t.Errorf("error %v, want too large: %v", a.err, c.large)
			}
			if c.large != (a.last().Kind == transport.KindTooLarge) || c.large && a.last().Body != nil {
				t.Errorf("recorded kind %q and %d bytes", a.last().Kind, len(a.last().Body))
			}
			if took := after.TotalAlloc - before.TotalAlloc; c.large && took > 40<<20 {
				t.Errorf("%d MiB were allocated", took>>20)
			}
		})
	}
}

// A bomb is left at the cap: the rest of it is not even read.
func TestBombIsLeftAtTheCap(t *testing.T) {
	for _, coding := range []string{"gzip", "deflate"} {
		t.Run(coding, func(t *testing.T) {
			bomb := zip(t, map[string]string{"gzip": "gzip", "deflate": "zlib"}[coding], string(make([]byte, 16<<20)))
			tr := serveRaw(t, transport.Config{Retries: -1, MaxBody: 1 << 18}, func(_ int, w io.Writer) {
				_, _ = fmt.Fprint(w, raw(bomb, "Content-Encoding: "+coding))
			})
			a := get(t.Context(), tr, "http://portal.test/")
			if !errors.Is(a.err, transport.ErrTooLarge) || a.last().WireLength > int64(len(bomb)/2) {
				t.Errorf("error %v after %d of %d bytes", a.err, a.last().WireLength, len(bomb))
			}
		})
	}
}

// FuzzAnswer: whatever a server sends, the answer is whole and below the cap, or an
// error with a kind comes back.
func FuzzAnswer(f *testing.F) {
	f.Add([]byte("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"))
	f.Add([]byte("HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n\x78\x9c\x03\x00"))
	f.Add([]byte("HTTP/1.1 302 Found\r\nLocation: %zz\r\nContent-Length: 0\r\n\r\n"))
	f.Add([]byte("HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"))
	f.Fuzz(func(t *testing.T, sent []byte) {
		tr := serveRaw(t, transport.Config{Retries: -1, MaxBody: 1 << 10}, func(_ int, w io.Writer) {
			_, _ = io.Copy(w, bytes.NewReader(sent))
		})
		a := get(t.Context(), tr, "http://portal.test/")
		switch {
		case a.err != nil && transport.Kind(a.err) == "":
			t.Errorf("no kind: %v", a.err)
		case a.err == nil && (len(a.body) >= 1<<10 || !bytes.Equal(a.body, a.last().Body)):
			t.Errorf("%d bytes, recorded %d", len(a.body), len(a.last().Body))
		}
	})
}
