package transport

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// waits decides over repeating, in the shape that retryablehttp asks for.
type waits struct{ min, max time.Duration }

// again holds for a connection that broke, a body that was cut, and the answers of a
// server that is busy or has lost the one behind it (502, 503, 504), unless it asks
// for a longer rest than max. Everything else is the caller's to judge.
func (w waits) again(ctx context.Context, resp *http.Response, err error) (bool, error) {
	if ctx.Err() != nil {
		return false, nil //nolint:nilerr // the answer is the caller's to judge, who sees the context
	}
	if err != nil {
		kind := Kind(err)
		return kind == KindReset || kind == KindTruncated, nil
	}
	switch resp.StatusCode {
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		rest, _ := RetryAfter(resp.Header, time.Now())
		return rest <= w.max, nil
	}
	return false, nil
}

// backoff doubles from min to max; a longer Retry-After counts, which again has found
// to be no longer than max.
func (w waits) backoff(_, _ time.Duration, attempt int, resp *http.Response) time.Duration {
	wait := w.min
	for range attempt {
		wait = min(2*wait, w.max)
	}
	if resp != nil {
		rest, _ := RetryAfter(resp.Header, time.Now())
		wait = max(wait, min(rest, w.max))
	}
	return wait
}

// RetryAfter reads the header of that name (RFC 9110 section 10.2.3): seconds, or a
// date compared with now. It returns 0 for a date that is past; ok is false when the
// header is missing or says neither.
func RetryAfter(h http.Header, now time.Time) (rest time.Duration, ok bool) {
	const most = 365 * 24 * time.Hour
	value := strings.TrimSpace(h.Get("Retry-After"))
	if value != "" && strings.Trim(value, "0123456789") == "" {
		seconds, err := strconv.ParseInt(value, 10, 64)
		if err != nil || seconds > int64(most/time.Second) {
			return most, true
		}
		return time.Duration(seconds) * time.Second, true
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0, false
	}
	return min(max(at.Sub(now), 0), most), true
}
