package transport_test

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"syscall"
	"testing"
	"time"

	"github.com/nianbao/nianbao/crawler/internal/guard"
	"github.com/nianbao/nianbao/crawler/internal/transport"
)

type slow struct{}

func (slow) Error() string   { return "slow" }
func (slow) Timeout() bool   { return true }
func (slow) Temporary() bool { return true }

func TestKind(t *testing.T) {
	op := func(err error) error {
		return &url.Error{Op: "Get", URL: "http://a.test", Err: &net.OpError{Op: "dial", Net: "tcp", Err: err}}
	}
	cases := []struct {
		name string
		err  error
		want transport.ErrorKind
	}{
		{"nil", nil, ""},
		{"no such host", op(&net.DNSError{IsNotFound: true}), transport.KindUnknownHost},
		{"resolver broken", op(&net.DNSError{IsTemporary: true}), transport.KindUnknownHost},
		{"resolver slow", op(&net.DNSError{IsTimeout: true}), transport.KindTimeout},
		{"refused", op(os.NewSyscallError("connect", syscall.ECONNREFUSED)), transport.KindRefused},
		{"no route", op(os.NewSyscallError("connect", syscall.EHOSTUNREACH)), transport.KindRefused},
		{"no network", op(os.NewSyscallError("connect", syscall.ENETUNREACH)), transport.KindRefused},
		{"reset", op(os.NewSyscallError("read", syscall.ECONNRESET)), transport.KindReset},
		{"broken pipe", op(os.NewSyscallError("write", syscall.EPIPE)), transport.KindReset},
		{"end", op(io.EOF), transport.KindReset},
		{"cut", fmt.Errorf("%w: %w", transport.ErrTruncated, io.ErrUnexpectedEOF), transport.KindTruncated},
		{"network's timeout", op(slow{}), transport.KindTimeout},
		{"connect timeout", op(os.NewSyscallError("connect", syscall.ETIMEDOUT)), transport.KindTimeout},
		{"deadline", fmt.Errorf("x: %w", context.DeadlineExceeded), transport.KindTimeout},
		{"deadline of a file", os.ErrDeadlineExceeded, transport.KindTimeout},
		{"cancelled", op(context.Canceled), transport.KindCancelled},
		{"unknown authority", op(x509.UnknownAuthorityError{}), transport.KindTLS},
		{"wrong name", op(x509.HostnameError{Certificate: &x509.Certificate{}, Host: "a"}), transport.KindTLS},
		{"private", op(&guard.AddressError{}), transport.KindPrivateAddress},
		{"bad URL", &guard.HostError{Err: guard.ErrBadURL}, transport.KindPrivateAddress},
		{"too large", op(transport.ErrTooLarge), transport.KindTooLarge},
		{"coding", transport.ErrEncoding, transport.KindProtocol},
		{"wrapped with its kind", fmt.Errorf("x: %w", &transport.Error{Kind: transport.KindProtocol, Err: io.EOF}), transport.KindProtocol},
		{"anything else", errors.New("x"), transport.KindOther},
	}
	for _, c := range cases {
		if got := transport.Kind(c.err); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// dialing leads every host under .test to one address.
func dialing(addr net.Addr) transport.Dialer {
	return &guard.Dialer{Map: func(string) (string, bool) { return addr.String(), true }}
}

func listen(t *testing.T) net.Listener {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return ln
}

func TestRefusedByTheKernel(t *testing.T) {
	closed := listen(t)
	_ = closed.Close()
	a := get(t.Context(), newTransport(t, transport.Config{Dialer: dialing(closed.Addr())}), "http://portal.test/")
	if transport.Kind(a.err) != transport.KindRefused || len(a.tape) != 1 || a.last().RemoteAddr != "" {
		t.Errorf("%v, %d attempts", a.err, len(a.tape))
	}
}

// A connection that the other side resets, before the answer and inside the body.
func TestResetByTheKernel(t *testing.T) {
	for name, sent := range map[string]string{"before": "", "inside": "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"} {
		t.Run(name, func(t *testing.T) {
			ln := listen(t)
			done := make(chan struct{})
			go func() {
				defer close(done)
				for {
					conn, err := ln.Accept()
					if err != nil {
						return
					}
					readHead(conn)
					_, _ = io.WriteString(conn, sent)
					_ = conn.(*net.TCPConn).SetLinger(0)
					_ = conn.Close()
				}
			}()
			tr := newTransport(t, transport.Config{Dialer: dialing(ln.Addr()), WaitMin: time.Nanosecond})
			a := get(t.Context(), tr, "http://portal.test/")
			_ = ln.Close()
			<-done
			if transport.Kind(a.err) != transport.KindReset || len(a.tape) != 3 {
				t.Errorf("%v, %d attempts", a.err, len(a.tape))
			}
		})
	}
}
