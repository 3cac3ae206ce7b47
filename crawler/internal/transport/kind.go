package transport

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"syscall"

	"github.com/nianbao/nianbao/crawler/internal/guard"
)

// The ways a body is refused, for errors.Is.
var (
	// ErrTooLarge: the body reached a cap. Nothing of it is handed on.
	ErrTooLarge = errors.New("body too large")
	// ErrTruncated: the body ended before its announced end, or is damaged. Nothing
	// of it is handed on.
	ErrTruncated = errors.New("body cut")
	// ErrEncoding: the body has a Content-Encoding that was not asked for or is false.
	ErrEncoding = errors.New("content encoding not understood")
)

// ErrorKind says what kind of failure an error is.
type ErrorKind string

// The kinds. The empty kind belongs to no error.
const (
	KindUnknownHost    ErrorKind = "unknown_host"       // the name does not resolve
	KindRefused        ErrorKind = "connection_refused" // no connection: refused or unreachable
	KindReset          ErrorKind = "connection_reset"   // the connection broke
	KindTimeout        ErrorKind = "timeout"            // not whole in time
	KindTLS            ErrorKind = "tls_error"          // certificate or parameters do not fit
	KindPrivateAddress ErrorKind = "private_address"    // the guard refused the address, or a URL that may hide one
	KindTooLarge       ErrorKind = "too_large"          // ErrTooLarge
	KindTruncated      ErrorKind = "truncated"          // ErrTruncated
	KindProtocol       ErrorKind = "protocol_error"     // no valid HTTP, or ErrEncoding
	KindCancelled      ErrorKind = "cancelled"          // the caller gave up
	KindOther          ErrorKind = "other"
)

// Error is a failed request with its kind; it wraps the cause.
type Error struct {
	Kind ErrorKind
	Host string
	Err  error
}

// Error names host, kind and cause.
func (e *Error) Error() string { return fmt.Sprintf("%s: %s: %v", e.Host, e.Kind, e.Err) }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// newError wraps err; one that is an *Error already stays as it is.
func newError(host string, err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return &Error{Kind: classify(err), Host: host, Err: err}
}

// Kind says what kind of failure err is; empty for nil.
func Kind(err error) ErrorKind {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return classify(err)
}

// classify looks at the causes, the surest first.
func classify(err error) ErrorKind {
	switch {
	case is(err, guard.ErrPrivateAddress, guard.ErrBadURL):
		return KindPrivateAddress
	case is(err, ErrTooLarge):
		return KindTooLarge
	case is(err, context.Canceled):
		return KindCancelled
	case isTimeout(err):
		return KindTimeout
	case is(err, guard.ErrTestHost), as[*net.DNSError](err):
		return KindUnknownHost
	case is(err, syscall.ECONNREFUSED, syscall.EHOSTUNREACH, syscall.ENETUNREACH, syscall.EADDRNOTAVAIL):
		return KindRefused
	case is(err, ErrTruncated):
		return KindTruncated
	case is(err, ErrEncoding):
		return KindProtocol
	case isTLS(err):
		return KindTLS
	case isReset(err), is(err, io.EOF, io.ErrUnexpectedEOF):
		return KindReset
	}
	return KindOther
}

func isTimeout(err error) bool {
	var t net.Error
	return is(err, context.DeadlineExceeded, os.ErrDeadlineExceeded) || errors.As(err, &t) && t.Timeout()
}

func isReset(err error) bool {
	return is(err, syscall.ECONNRESET, syscall.EPIPE, syscall.ECONNABORTED, io.ErrClosedPipe, net.ErrClosed)
}

func isTLS(err error) bool {
	return is(err, http.ErrSchemeMismatch) ||
		as[*tls.CertificateVerificationError](err) || as[tls.RecordHeaderError](err) || as[tls.AlertError](err) ||
		as[x509.UnknownAuthorityError](err) || as[x509.HostnameError](err) || as[x509.CertificateInvalidError](err)
}

func is(err error, targets ...error) bool {
	for _, t := range targets {
		if errors.Is(err, t) {
			return true
		}
	}
	return false
}

func as[T error](err error) bool {
	var target T
	return errors.As(err, &target)
}
