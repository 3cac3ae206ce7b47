package transport

import (
	"bytes"
	"context"
	"net/http"
	"time"
)

// counterKey leads to the number of attempts made for one RoundTrip.
type counterKey struct{}

// attempts makes one attempt a call; it is the innermost RoundTripper of ours.
type attempts struct {
	base   http.RoundTripper
	config Config
}

// RoundTrip waits at the gate, asks, reads the whole answer and records it. The
// response it returns needs the network no more.
func (a *attempts) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := a.pass(req); err != nil {
		return nil, newError(req.URL.Host, err)
	}
	ctx, cancel := context.WithTimeout(req.Context(), a.config.AttemptTimeout)
	defer cancel()
	// The standard transport sends a GET once more by itself when a connection that was open already breaks
	// before the first byte of an answer. That is one more request to the host, so it waits at the gate too.
	seen := &observed{again: func() error {
		if a.config.Gate == nil {
			return nil
		}
		return a.config.Gate(ctx, req)
	}}
	out := req.Clone(seen.trace(ctx))
	out.Header.Set("Accept-Encoding", "gzip")

	x := Exchange{
		Method: req.Method, URL: req.URL.String(), RequestHeader: out.Header.Clone(),
		Attempt: count(req.Context()), Started: time.Now().UTC(),
	}
	resp, err := a.fetch(out, &x)
	x.Elapsed = time.Since(x.Started)
	seen.copyTo(&x)
	if err != nil {
		e := newError(req.URL.Host, err)
		e.Kind = seen.refine(e.Kind)
		x.Err, x.Kind, x.Body = e, e.Kind, nil
		record(req.Context(), x)
		return nil, e
	}
	record(req.Context(), x)
	return resp, nil
}

// pass waits at the gate; it closes the request's body when there will be no request.
func (a *attempts) pass(req *http.Request) error {
	if a.config.Gate == nil {
		return nil
	}
	err := a.config.Gate(req.Context(), req)
	if err != nil && req.Body != nil {
		_ = req.Body.Close()
	}
	return err
}

func count(ctx context.Context) int {
	n, ok := ctx.Value(counterKey{}).(*int)
	if !ok {
		return 1
	}
	*n++
	return *n
}

// fetch asks, fills the exchange with the answer as it came and returns the answer as
// it is handed on.
func (a *attempts) fetch(out *http.Request, x *Exchange) (*http.Response, error) {
	resp, err := a.base.RoundTrip(out)
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	x.Status, x.Proto, x.Header = resp.StatusCode, resp.Proto, resp.Header
	x.TLS = tlsFacts(resp.TLS, a.config.TLS)
	x.CloseDelimited = closeDelimited(resp)

	r := reader{maxBody: a.config.MaxBody, maxWire: a.config.MaxWire}
	x.Body, err = r.read(resp)
	x.WireLength, x.Length = r.wire.n, int64(len(x.Body))
	if err != nil {
		return nil, err
	}
	return handedOn(resp, x), nil
}

// handedOn is the answer with its body in memory and safe headers.
func handedOn(resp *http.Response, x *Exchange) *http.Response {
	safe := *resp
	safe.Header = resp.Header.Clone()
	safe.Header.Del("Content-Encoding")
	safe.Header.Del("Content-Length")
	if ct := safe.Header.Get("Content-Type"); ct != "" {
		safe.Header.Set("Content-Type", safeContentType(ct))
	}
	safe.Uncompressed = true // also keeps clients from guessing gzip by the path
	safe.TransferEncoding = nil
	safe.ContentLength = x.Length
	safe.Body = &kept{*bytes.NewReader(x.Body)}
	return &safe
}

// kept is a body in memory that Close lets go. A client that follows redirects keeps every answer on the way.
type kept struct{ bytes.Reader }

// Close lets the bytes go.
func (k *kept) Close() error {
	k.Reset(nil)
	return nil
}

// closeDelimited holds for a body of HTTP/1 whose end nobody announced: if the
// connection broke in the middle, it can't be told from the end.
func closeDelimited(resp *http.Response) bool {
	return resp.ProtoMajor == 1 && resp.ContentLength < 0 && len(resp.TransferEncoding) == 0 && resp.Body != http.NoBody
}
