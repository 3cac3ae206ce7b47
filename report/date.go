package report

import (
	"fmt"
	"time"
)

// Date is a calendar date of Asia/Shanghai without a time of day. The zero Date means "not known".
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// NewDate gives the date, or false when the calendar has no such day or the year is not between 1990 and 2099.
func NewDate(year, month, day int) (Date, bool) {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	ok := year >= 1990 && year <= 2099 && t.Year() == year && int(t.Month()) == month && t.Day() == day
	if !ok {
		return Date{}, false
	}
	return Date{year, time.Month(month), day}, true
}

// DateOf gives the calendar date of a moment in Asia/Shanghai (UTC+8, without summer time since 1991).
func DateOf(t time.Time) Date {
	t = t.In(shanghai)
	return Date{t.Year(), t.Month(), t.Day()}
}

// ParseDate reads 2024-01-16; the empty text is the zero Date.
func ParseDate(s string) (Date, error) {
	if s == "" {
		return Date{}, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("%q is not a date like 2024-01-16", s)
	}
	d, ok := NewDate(t.Year(), int(t.Month()), t.Day())
	if !ok {
		return Date{}, fmt.Errorf("%q is outside 1990–2099", s)
	}
	return d, nil
}

// IsZero tells whether the date is not known.
func (d Date) IsZero() bool { return d == Date{} }

// Compare gives -1, 0 or 1 as d is before, the same as or after e.
func (d Date) Compare(e Date) int {
	for _, pair := range [][2]int{{d.Year, e.Year}, {int(d.Month), int(e.Month)}, {d.Day, e.Day}} {
		if pair[0] != pair[1] {
			if pair[0] < pair[1] {
				return -1
			}
			return 1
		}
	}
	return 0
}

// String writes 2024-01-16, and nothing for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// MarshalText writes the date for JSON.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the date from JSON.
func (d *Date) UnmarshalText(b []byte) error {
	parsed, err := ParseDate(string(b))
	*d = parsed
	return err
}
