package division_test

import (
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report/division"
)

func TestExisted(t *testing.T) {
	h := embeddedHistory(t)
	sparse, err := division.NewHistory(nil,
		listOf(t, "2016", "990121 青禾县", "990121100 城关镇", "990121101 柳桥镇"),
		listOf(t, "2020", "990121 青禾县", "990121100 城关镇", "990121102 石门镇"))
	if err != nil {
		t.Fatal(err)
	}
	laiwu, kept, zone := id(t, h, "2018", "371200"), id(t, h, "2016", "331024106"), id(t, h, "2017", "130171")
	began := id(t, h, "2018", "440311")
	centre, ended, begun := id(t, sparse, "2016", "990121100"), id(t, sparse, "2016", "990121101"), id(t, sparse, "2020", "990121102")
	tests := []struct {
		name     string
		history  *division.History
		id       division.BodyID
		year     int
		want     division.Answer
		presumed bool
		evidence string
	}{
		{"long before", h, kept, 2014, division.Unknown, false, "no edition near 2014"},
		{"the year before the first list", h, kept, 2015, division.Yes, true, "listed 2016-07-31"},
		{"listed in the year", h, kept, 2019, division.Yes, false, "listed 2019-10-31"},
		{"the year after the last list", h, kept, 2024, division.Yes, true, "listed 2023-06-30"},
		{"long after", h, kept, 2025, division.Unknown, false, "no edition near 2025"},
		{"before it ended", h, laiwu, 2018, division.Yes, false, "listed 2018-10-31"},
		{"it ended in the year or just before", h, laiwu, 2019, division.Unknown, false, "listed 2018-10-31, not listed 2020-06-30, not listed 2019-10-31"},
		{"after it ended", h, laiwu, 2020, division.No, false, "not listed 2019-10-31"},
		{"after it ended and the last list", h, laiwu, 2024, division.No, true, "not listed 2023-06-30"},
		{"long after it ended", h, laiwu, 2026, division.Unknown, false, "no edition near 2026"},
		{"it began in the year or just after the list", h, began, 2017, division.Unknown, false, "not listed 2016-07-31, listed 2018-10-31"},
		{"before it began", h, began, 2016, division.No, true, "not listed 2017-10-31, not listed 2016-07-31"},
		{"a list that is silent on zones", h, zone, 2016, division.Yes, true, "listed 2017-10-31"},
		{"before a list that is silent on zones", h, zone, 2015, division.Unknown, false, "no edition near 2015"},
		{"between two lists that have it", sparse, centre, 2018, division.Yes, false, "listed 2016-06-30, listed 2020-06-30"},
		{"between a list that has it and one that has not", sparse, ended, 2018, division.Unknown, false, "listed 2016-06-30, not listed 2020-06-30"},
		{"between a list that has it not and one that has", sparse, begun, 2018, division.Unknown, false, "not listed 2016-06-30, listed 2020-06-30"},
		{"no such body", h, 99_999_999, 2018, division.Unknown, false, "no edition lists such a body"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.history.Existed(tt.id, tt.year)
			if got.Answer != tt.want || got.Presumed != tt.presumed || !strings.Contains(got.Evidence, tt.evidence) {
				t.Errorf("%+v, want %s presumed %t with %q", got, tt.want, tt.presumed, tt.evidence)
			}
		})
	}
}
