// Package transport carries one HTTP request and its answer, whole or not at all: an
// http.RoundTripper that dials through the guard, repeats an attempt that broke on
// the way, reads the body itself under a deadline and two caps, and keeps what really
// came beside what it hands on.
//
// The map of the package, from the outside in:
//
//   - config.go    Config: limits, waits, gate, TLS; safe when zero
//   - transport.go Transport: checks the URL, then attempts until one counts
//   - retry.go     which attempts are repeated, after what wait; Retry-After
//   - attempt.go   one attempt: gate, deadline, request, body, record
//   - body.go      the body: wire bytes, gzip and deflate, caps, cuts
//   - exchange.go  Exchange and Recorder: what was asked and answered, untouched
//   - kind.go      errors and the kinds they fall into
//   - profile.go   TLS profiles
//
// The transport never follows a redirect, never uses a proxy, never skips the check
// of a certificate, and sets no header but Accept-Encoding: User-Agent and
// conditional headers are the caller's.
package transport
