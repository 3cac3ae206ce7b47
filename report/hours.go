package report

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// Hours is a span of every day in Asia/Shanghai, such as office hours. The zero Hours is empty. One whose end lies
// before its beginning goes over midnight.
type Hours struct {
	From, To int // minutes since midnight; From is in it, To is not
}

const dayMinutes = 24 * 60

var hoursForm = regexp.MustCompile(`^([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$`)

// ParseHours reads 08:00-18:00; the empty text is the empty span.
func ParseHours(text string) (Hours, error) {
	if text == "" {
		return Hours{}, nil
	}
	m := hoursForm.FindStringSubmatch(text)
	if m == nil {
		return Hours{}, fmt.Errorf("%q is no span of hours like 08:00-18:00", text)
	}
	number := func(s string) int { n, _ := strconv.Atoi(s); return n }
	h := Hours{number(m[1])*60 + number(m[2]), number(m[3])*60 + number(m[4])}
	if h.From >= dayMinutes || h.To > dayMinutes || h.From == h.To || h.To-h.From == dayMinutes {
		return Hours{}, fmt.Errorf("%q is no part of a day", text)
	}
	return h, nil
}

// IsZero tells whether the span is empty.
func (h Hours) IsZero() bool { return h.From == h.To }

// Minutes is the length of the span.
func (h Hours) Minutes() int { return (h.To - h.From + dayMinutes) % dayMinutes }

// String writes the span as ParseHours reads it.
func (h Hours) String() string {
	if h.IsZero() {
		return ""
	}
	return fmt.Sprintf("%02d:%02d-%02d:%02d", h.From/60, h.From%60, h.To/60, h.To%60)
}

// MarshalText writes the span.
func (h Hours) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText reads the span.
func (h *Hours) UnmarshalText(text []byte) (err error) {
	*h, err = ParseHours(string(text))
	return err
}

// End gives the next end of the span when the moment lies in it; false when it does not.
func (h Hours) End(now time.Time) (end time.Time, within bool) {
	at := now.In(shanghai)
	minute := at.Hour()*60 + at.Minute()
	if h.IsZero() || h.From < h.To && (minute < h.From || minute >= h.To) ||
		h.From > h.To && minute < h.From && minute >= h.To {
		return time.Time{}, false
	}
	left := (h.To - minute + dayMinutes) % dayMinutes
	minuteBegan := at.Truncate(time.Minute) // the zone's offset is whole minutes
	return minuteBegan.Add(time.Duration(left) * time.Minute).UTC(), true
}

var shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)
