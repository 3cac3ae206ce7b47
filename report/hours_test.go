package report_test

import (
	"testing"
	"time"

	"github.com/nianbao/nianbao/report"
)

func TestHours(t *testing.T) {
	day := func(text string) time.Time {
		moment, err := time.Parse(time.RFC3339, "2025-02-0"+text+"+08:00")
		if err != nil {
			t.Fatal(err)
		}
		return moment
	}
	for _, c := range []struct{ hours, now, end string }{
		{"08:00-18:00", "3T07:59:59", ""},
		{"08:00-18:00", "3T08:00:00", "3T18:00:00"},
		{"08:00-18:00", "3T17:59:59", "3T18:00:00"},
		{"08:00-18:00", "3T18:00:00", ""},
		{"22:30-06:00", "3T22:30:01", "4T06:00:00"},
		{"22:30-06:00", "3T05:00:00", "3T06:00:00"},
		{"22:30-06:00", "3T06:00:00", ""},
		{"00:00-23:59", "3T23:59:00", ""},
		{"20:00-24:00", "3T23:59:00", "4T00:00:00"},
		{"", "3T12:00:00", ""},
	} {
		h, err := report.ParseHours(c.hours)
		if err != nil {
			t.Fatal(err)
		}
		end, within := h.End(day(c.now))
		if within != (c.end != "") || within && !end.Equal(day(c.end)) {
			t.Errorf("%s at %s: %s, %v", c.hours, c.now, end, within)
		}
		if h.String() != c.hours {
			t.Errorf("%q is written %q", c.hours, h)
		}
	}
	for _, wrong := range []string{"8-18", "08:00", "25:00-26:00", "24:00-06:00", "08:00-08:00", "00:00-24:00", "08:00-18:00 ", "18:60-19:00"} {
		if h, err := report.ParseHours(wrong); err == nil {
			t.Errorf("%q is read as %v", wrong, h)
		}
	}
}
