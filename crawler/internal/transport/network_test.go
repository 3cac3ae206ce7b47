package transport_test

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"github.com/nianbao/nianbao/crawler/internal/transport"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// network is an in-memory network with one server, for bubbles of simulated time.
type network struct {
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func newNetwork() *network {
	return &network{conns: make(chan net.Conn), closed: make(chan struct{})}
}

func (n *network) DialContext(ctx context.Context, _, _ string) (net.Conn, error) {
	here, there := net.Pipe()
	select {
	case n.conns <- there:
		return here, nil
	case <-n.closed:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (n *network) Accept() (net.Conn, error) {
	select {
	case c := <-n.conns:
		return c, nil
	case <-n.closed:
		return nil, net.ErrClosed
	}
}

func (n *network) Close() error   { n.once.Do(func() { close(n.closed) }); return nil }
func (n *network) Addr() net.Addr { return &net.UnixAddr{Name: "memory", Net: "pipe"} }

// serve runs handler on a network of its own and returns a Transport on it.
func serve(t *testing.T, c transport.Config, handler http.HandlerFunc) *transport.Transport {
	t.Helper()
	n := newNetwork()
	s := &http.Server{Handler: handler}
	go func() { _ = s.Serve(n) }()
	c.Dialer = n
	tr := newTransport(t, c)
	t.Cleanup(func() {
		tr.CloseIdleConnections()
		_ = s.Close()
		_ = n.Close()
	})
	return tr
}

// serveRaw answers each connection's first request with what answer writes, byte for
// byte, and closes the connection. n counts connections from 1.
func serveRaw(t *testing.T, c transport.Config, answer func(n int, w io.Writer)) *transport.Transport {
	t.Helper()
	net := newNetwork()
	done := make(chan struct{})
	go func() {
		defer close(done)
		for n := 1; ; n++ {
			conn, err := net.Accept()
			if err != nil {
				return
			}
			if readHead(conn) {
				answer(n, conn)
			}
			_ = conn.Close()
		}
	}()
	c.Dialer = net
	tr := newTransport(t, c)
	t.Cleanup(func() {
		tr.CloseIdleConnections()
		_ = net.Close()
		<-done
	})
	return tr
}

func readHead(conn net.Conn) bool {
	var got []byte
	one := make([]byte, 1)
	for !bytes.HasSuffix(got, []byte("\r\n\r\n")) {
		if _, err := conn.Read(one); err != nil {
			return false
		}
		got = append(got, one...)
	}
	return true
}

func newTransport(t *testing.T, c transport.Config) *transport.Transport {
	t.Helper()
	tr, err := transport.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

// answer is what a client above the transport gets.
type answer struct {
	resp *http.Response
	body []byte
	err  error
	tape []transport.Exchange
}

func (a answer) last() transport.Exchange {
	if len(a.tape) == 0 {
		return transport.Exchange{}
	}
	return a.tape[len(a.tape)-1]
}

func get(ctx context.Context, tr *transport.Transport, url string) answer {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return answer{err: err}
	}
	return do(tr, req)
}

func do(tr *transport.Transport, req *http.Request) answer {
	var r transport.Recorder
	resp, err := tr.RoundTrip(req.WithContext(transport.WithRecorder(req.Context(), &r)))
	a := answer{resp: resp, err: err, tape: r.Take()}
	if err == nil {
		a.body, a.err = io.ReadAll(resp.Body)
		_ = resp.Body.Close()
	}
	return a
}

// zip compresses text by the named coding.
func zip(t *testing.T, coding, text string) string {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser
	switch coding {
	case "gzip":
		w = gzip.NewWriter(&b)
	case "zlib":
		w = zlib.NewWriter(&b)
	case "flate":
		w, _ = flate.NewWriter(&b, flate.BestCompression)
	default:
		t.Fatalf("coding %q", coding)
	}
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// raw is an answer with a right Content-Length and the given headers.
func raw(body string, headers ...string) string {
	return fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n%s\r\n%s", len(body), lines(headers), body)
}

func lines(headers []string) string {
	if len(headers) == 0 {
		return ""
	}
	return strings.Join(headers, "\r\n") + "\r\n"
}
