package store

import (
	"fmt"
	"time"
)

// momentLayout is RFC 3339 in UTC with a fixed number of decimals, so that moments sort as text.
const momentLayout = "2006-01-02T15:04:05.000000000Z"

// moment writes a moment; the zero time is the empty text.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(momentLayout)
}

func parseMoment(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(momentLayout, s)
	if err != nil {
		return time.Time{}, fmt.Errorf("%q is no moment: %w", s, err)
	}
	return t, nil
}
