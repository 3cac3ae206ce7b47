package transport

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/http/httptrace"
	"sync"
	"time"
)

// Exchange is one attempt: what was asked and what came, untouched. Headers and Body
// belong to it and are not to be changed.
type Exchange struct {
	Method        string
	URL           string
	RequestHeader http.Header // as handed to the connection, without Host
	Attempt       int         // 1 for the first of its request

	Status     int // 0 when no answer came
	Proto      string
	Header     http.Header // as received
	Body       []byte      // after content decoding, never transcoded; nil after an error
	Length     int64       // bytes of Body, kept when Body is let go
	WireLength int64       // bytes of the body as sent, before decoding
	// CloseDelimited: the end of the body was announced by nothing but the end of the
	// connection; a cut could not have been noticed.
	CloseDelimited bool

	RemoteAddr string // address and port that answered; empty without a connection
	Reused     bool   // the connection was open already
	TLS        *TLS   // nil for http

	Started   time.Time     // UTC
	FirstByte time.Duration // from Started to the answer's first byte; 0 when none came
	Elapsed   time.Duration // from Started to the last byte or the failure

	Kind ErrorKind // empty for a whole answer
	Err  error     // why there is none
}

// TLS tells how a connection was secured.
type TLS struct {
	Profile     string // name of the Profile used
	Version     string // e.g. "TLS 1.3"
	CipherSuite string
	Protocol    string // negotiated by ALPN; may be empty
}

func tlsFacts(s *tls.ConnectionState, p Profile) *TLS {
	if s == nil {
		return nil
	}
	return &TLS{
		Profile: p.orDefault().Name, Version: tls.VersionName(s.Version),
		CipherSuite: tls.CipherSuiteName(s.CipherSuite), Protocol: s.NegotiatedProtocol,
	}
}

// Recorder gathers the exchanges of the requests in whose context it is. Its zero
// value is ready.
type Recorder struct {
	mu        sync.Mutex
	exchanges []Exchange
}

type recorderKey struct{}

// WithRecorder returns a context whose requests are recorded in r.
func WithRecorder(ctx context.Context, r *Recorder) context.Context {
	return context.WithValue(ctx, recorderKey{}, r)
}

// Take returns the exchanges since the last Take, in the order they ended: attempts
// and hops of redirects. Only the last still has its Body.
func (r *Recorder) Take() []Exchange {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := r.exchanges
	r.exchanges = nil
	return out
}

// Last returns the latest exchange, a zero one when there is none, and how many there are since the last Take.
func (r *Recorder) Last() (Exchange, int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := len(r.exchanges)
	if n == 0 {
		return Exchange{}, 0
	}
	return r.exchanges[n-1], n
}

// record adds x to the context's recorder and lets the body before it go.
func record(ctx context.Context, x Exchange) {
	r, ok := ctx.Value(recorderKey{}).(*Recorder)
	if !ok {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if n := len(r.exchanges); n > 0 {
		r.exchanges[n-1].Body = nil
	}
	r.exchanges = append(r.exchanges, x)
}

// observed is what the trace of an attempt tells; dialling may outlive the attempt.
type observed struct {
	again     func() error // called before the attempt is sent once more, on another connection
	mu        sync.Mutex
	connected bool
	handshake error
	first     time.Time
	remote    string
	reused    bool
}

func (o *observed) trace(ctx context.Context) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		TLSHandshakeDone: func(_ tls.ConnectionState, err error) {
			o.note(func() { o.handshake = err })
		},
		GotConn: func(c httptrace.GotConnInfo) {
			before := false
			o.note(func() {
				before = o.connected
				o.connected, o.reused, o.remote = true, c.Reused, address(c.Conn)
			})
			if before && o.again() != nil {
				_ = c.Conn.Close() // so that nothing is sent
			}
		},
		GotFirstResponseByte: func() { o.note(func() { o.first = time.Now() }) },
	})
}

func address(c net.Conn) string {
	if a := c.RemoteAddr(); a != nil {
		return a.String()
	}
	return ""
}

func (o *observed) note(set func()) {
	o.mu.Lock()
	defer o.mu.Unlock()
	set()
}

func (o *observed) copyTo(x *Exchange) {
	o.note(func() {
		x.RemoteAddr, x.Reused = o.remote, o.reused
		if !o.first.IsZero() {
			x.FirstByte = o.first.Sub(x.Started)
		}
	})
}

// refine names a failure by where it happened when the error itself does not say.
func (o *observed) refine(k ErrorKind) ErrorKind {
	o.mu.Lock()
	defer o.mu.Unlock()
	switch {
	case o.handshake != nil && (k == KindOther || k == KindReset && !isReset(o.handshake)):
		return KindTLS
	case k == KindOther && o.connected:
		return KindProtocol
	}
	return k
}
