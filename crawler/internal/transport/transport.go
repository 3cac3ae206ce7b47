package transport

import (
	"context"
	"net/http"
	"strings"

	"github.com/hashicorp/go-retryablehttp"

	"github.com/nianbao/nianbao/crawler/internal/guard"
)

// Transport is an http.RoundTripper; see the package comment. It may be used by
// several goroutines, but keeps one connection a host.
type Transport struct {
	base  *http.Transport
	retry retryablehttp.RoundTripper
}

// New makes a Transport, or says what is wrong with the Config.
func New(c Config) (*Transport, error) {
	if err := c.Validate(); err != nil {
		return nil, err
	}
	c = c.withDefaults()
	base := c.base()
	waits := waits{min: c.WaitMin, max: c.WaitMax}
	return &Transport{base: base, retry: retryablehttp.RoundTripper{Client: &retryablehttp.Client{
		HTTPClient: &http.Client{
			Transport:     &attempts{base: base, config: c},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		RetryMax:     c.Retries,
		RetryWaitMin: c.WaitMin,
		RetryWaitMax: c.WaitMax,
		CheckRetry:   waits.again,
		Backoff:      waits.backoff,
		ErrorHandler: retryablehttp.PassthroughErrorHandler,
	}}}, nil
}

// RoundTrip makes the request, repeats it when it broke on the way, and returns the
// last answer with its whole decoded body in memory. The Content-Type it carries has
// no charset, so that nobody transcodes the bytes; Content-Encoding is gone. What was
// really answered stands in the Recorder of the request's context. Every error has a
// Kind; answers of any status are no error.
func (t *Transport) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := guard.CheckURL(req.URL); err != nil {
		if req.Body != nil {
			_ = req.Body.Close()
		}
		return nil, newError(req.URL.Host, err)
	}
	counted := req.WithContext(context.WithValue(req.Context(), counterKey{}, new(int)))
	resp, err := t.retry.RoundTrip(counted)
	if err != nil {
		return nil, newError(req.URL.Host, err)
	}
	resp.Request = req
	return resp, nil
}

// CloseIdleConnections closes the connections that are kept open for later requests.
func (t *Transport) CloseIdleConnections() { t.base.CloseIdleConnections() }

// safeContentType is the media type alone. A client that transcodes by the charset of
// the header would damage a page whose header is wrong.
func safeContentType(value string) string {
	if i := strings.IndexAny(value, ";, \t"); i >= 0 {
		value = value[:i]
	}
	if strings.Contains(strings.ToLower(value), "charset") {
		return "application/octet-stream"
	}
	return value
}
