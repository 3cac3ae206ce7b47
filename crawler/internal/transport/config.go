package transport

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/nianbao/nianbao/crawler/internal/guard"
)

// What the zero Config means.
const (
	DefaultAttemptTimeout = 30 * time.Second
	DefaultRetries        = 2
	DefaultWaitMin        = 2 * time.Second
	DefaultWaitMax        = 10 * time.Second
	DefaultMaxBody        = 16 << 20
)

const (
	maxHeaderBytes = 256 << 10        // of an answer; more is a protocol error
	idleTimeout    = 90 * time.Second // longer than the usual gap between two requests
	maxIdle        = 64
)

// Dialer opens connections; *guard.Dialer is one.
type Dialer interface {
	DialContext(ctx context.Context, network, address string) (net.Conn, error)
}

// Config says how a Transport behaves. The zero value is safe: public addresses
// only, the defaults above, the default TLS profile.
type Config struct {
	// Dialer opens the connections; nil means a guard.Dialer without exceptions. Any
	// other dialer is code's own way to a server inside the program.
	Dialer Dialer
	// Gate is called before every attempt, the first and each repeated one, and
	// waits until the host may be asked again. Its time is not counted against
	// AttemptTimeout. When it fails, no request is made. nil means no waiting.
	Gate func(ctx context.Context, req *http.Request) error
	// AttemptTimeout bounds one attempt from dialling to the last byte of the body.
	AttemptTimeout time.Duration
	// Retries is how often a broken attempt is repeated at most; negative means never.
	Retries int
	// WaitMin is the wait before the first repeated attempt; it doubles up to WaitMax.
	// An answer whose Retry-After is longer than WaitMax is handed back at once.
	WaitMin, WaitMax time.Duration
	// MaxBody, in bytes after decoding: a body that reaches it is refused with
	// ErrTooLarge, so that a kept body is always shorter.
	MaxBody int64
	// MaxWire is the same for the bytes of the body as sent; 0 means as MaxBody.
	MaxWire int64
	// TLS is the profile for https; its zero value means DefaultProfile.
	TLS Profile
}

// Validate says what in the Config can't be meant.
func (c Config) Validate() error {
	c = c.withDefaults()
	var errs []error
	positive := func(name string, v int64) {
		if v <= 0 {
			errs = append(errs, fmt.Errorf("transport: %s is %d, must be above 0", name, v))
		}
	}
	positive("AttemptTimeout", int64(c.AttemptTimeout))
	positive("WaitMin", int64(c.WaitMin))
	positive("MaxBody", c.MaxBody)
	positive("MaxWire", c.MaxWire)
	if c.WaitMax < c.WaitMin {
		errs = append(errs, fmt.Errorf("transport: WaitMax %s is shorter than WaitMin %s", c.WaitMax, c.WaitMin))
	}
	return errors.Join(errs...)
}

func (c Config) withDefaults() Config {
	if c.Dialer == nil {
		c.Dialer = &guard.Dialer{}
	}
	c.AttemptTimeout = cmp.Or(c.AttemptTimeout, DefaultAttemptTimeout)
	c.Retries = max(cmp.Or(c.Retries, DefaultRetries), 0)
	c.WaitMin = cmp.Or(c.WaitMin, DefaultWaitMin)
	c.WaitMax = cmp.Or(c.WaitMax, max(DefaultWaitMax, c.WaitMin))
	c.MaxBody = cmp.Or(c.MaxBody, DefaultMaxBody)
	c.MaxWire = cmp.Or(c.MaxWire, c.MaxBody)
	return c
}

// dial bounds the dialling, which the standard transport lets go on after the request
// that wanted it has given up.
func (c Config) dial(ctx context.Context, network, address string) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, c.AttemptTimeout)
	defer cancel()
	return c.Dialer.DialContext(ctx, network, address)
}

// base is the standard transport underneath.
func (c Config) base() *http.Transport {
	return &http.Transport{
		Proxy:                  nil, // a proxy would dial past the guard
		DialContext:            c.dial,
		TLSClientConfig:        c.TLS.config(),
		TLSHandshakeTimeout:    c.AttemptTimeout,
		ForceAttemptHTTP2:      true,
		DisableCompression:     true, // body.go decodes, to count both sides
		MaxConnsPerHost:        1,
		MaxIdleConnsPerHost:    1,
		MaxIdleConns:           maxIdle,
		IdleConnTimeout:        idleTimeout,
		MaxResponseHeaderBytes: maxHeaderBytes,
	}
}
