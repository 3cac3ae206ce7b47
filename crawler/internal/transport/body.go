package transport

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
)

// meter counts the bytes of the wire and stops at the cap.
type meter struct {
	r   io.Reader
	n   int64
	max int64
	err error // the first error of the wire itself, not of a decoder
}

func (m *meter) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	m.n += int64(n)
	if m.n >= m.max {
		err = fmt.Errorf("%w: %d bytes sent", ErrTooLarge, m.n)
	}
	if err != nil && !errors.Is(err, io.EOF) && m.err == nil {
		m.err = err
	}
	return n, err
}

// reader reads one body.
type reader struct {
	maxBody, maxWire int64
	wire             meter
}

// read returns the decoded body, whole. It fails with ErrTooLarge at either cap,
// ErrTruncated when the body ends before its announced end or is damaged, ErrEncoding
// for a Content-Encoding that was not asked for, and errors of the deadline as such.
func (r *reader) read(resp *http.Response) ([]byte, error) {
	r.wire = meter{r: resp.Body, max: r.maxWire}
	if resp.Body != http.NoBody && resp.Request.Method != http.MethodHead && resp.ContentLength >= r.maxWire {
		return nil, fmt.Errorf("%w: %d bytes announced", ErrTooLarge, resp.ContentLength)
	}
	in := bufio.NewReader(&r.wire)
	switch _, err := in.Peek(1); {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil:
		return nil, r.explain(err)
	}
	decoded, err := decoder(in, resp.Header)
	if err != nil {
		return nil, r.explain(err)
	}
	body, err := gather(decoded, r.maxBody, resp.ContentLength)
	if err != nil {
		return nil, r.explain(err)
	}
	if _, err := io.Copy(io.Discard, in); err != nil { // what a decoder left before the announced end
		return nil, r.explain(err)
	}
	return body, nil
}

// gather reads to the end in pieces and joins them once, so that a large body takes
// twice its size for a moment and never more. hint is the likely length, or -1.
func gather(r io.Reader, limit, hint int64) ([]byte, error) {
	const small, large = 32 << 10, 1 << 20
	var full [][]byte
	piece := make([]byte, 0, min(max(hint+1, small), large, limit))
	for total := int64(0); ; {
		n, err := r.Read(piece[len(piece):cap(piece)])
		piece = piece[:len(piece)+n]
		total += int64(n)
		switch {
		case total >= limit:
			return nil, fmt.Errorf("%w: %d bytes after decoding", ErrTooLarge, total)
		case err == io.EOF && full == nil:
			return piece, nil
		case err == io.EOF:
			return slices.Concat(append(full, piece)...), nil
		case err != nil:
			return nil, err
		case len(piece) == cap(piece):
			full = append(full, piece)
			piece = make([]byte, 0, min(2*cap(piece), large))
		}
	}
}

// explain takes every failure for a cut that is not a cap, a deadline, a lost
// connection or a coding. The wire's own error counts before the decoder's.
func (r *reader) explain(err error) error {
	if r.wire.err != nil {
		err = r.wire.err
	}
	switch classify(err) {
	case KindTooLarge, KindTimeout, KindCancelled:
		return err
	}
	if isReset(err) || errors.Is(err, ErrEncoding) {
		return err
	}
	return fmt.Errorf("%w after %d bytes sent: %w", ErrTruncated, r.wire.n, err)
}

// decoder undoes the Content-Encoding. Other codings than gzip and deflate, and
// several at once, nobody asked for.
func decoder(in *bufio.Reader, h http.Header) (io.Reader, error) {
	switch c := coding(h); c {
	case "":
		return in, nil
	case "gzip", "x-gzip":
		return newMembers(in)
	case "deflate":
		return inflate(in)
	default:
		return nil, fmt.Errorf("%w: %q", ErrEncoding, c)
	}
}

// coding returns the Content-Encoding without the word for none.
func coding(h http.Header) string {
	var out []string
	for c := range strings.SplitSeq(strings.Join(h.Values("Content-Encoding"), ","), ",") {
		c = strings.ToLower(strings.TrimSpace(c))
		if c != "" && c != "identity" {
			out = append(out, c)
		}
	}
	return strings.Join(out, ", ")
}

// members reads gzip member after member (RFC 1952 section 2.2). What follows the
// last one and is no gzip is padding, which browsers ignore too.
type members struct {
	in *bufio.Reader
	z  *gzip.Reader
}

func newMembers(in *bufio.Reader) (*members, error) {
	z, err := gzip.NewReader(in)
	if errors.Is(err, gzip.ErrHeader) {
		return nil, fmt.Errorf("%w: said to be gzip and is not", ErrEncoding)
	}
	if err != nil {
		return nil, err
	}
	z.Multistream(false)
	return &members{in, z}, nil
}

func (m *members) Read(p []byte) (int, error) {
	n, err := m.z.Read(p)
	if !errors.Is(err, io.EOF) {
		return n, err
	}
	if magic, _ := m.in.Peek(2); !bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		return n, io.EOF
	}
	if err := m.z.Reset(m.in); err != nil {
		return n, err
	}
	m.z.Multistream(false)
	return n, nil
}

// inflate takes both things that are called deflate: zlib (RFC 1950), as RFC 9110
// says, and the bare stream (RFC 1951), as some servers do.
func inflate(in *bufio.Reader) (io.Reader, error) {
	head, _ := in.Peek(2)
	if len(head) == 2 && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
		return zlib.NewReader(in)
	}
	return flate.NewReader(in), nil
}
