package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Duty says which article sets the day by which a body publishes its report.
type Duty string

// The duties.
const (
	// DutyLocal: no article names a day. Townships, subdistricts and zones report by their local notices.
	DutyLocal Duty = "local"
	// DutyDepartment: departments of governments at county level and above.
	DutyDepartment Duty = "department"
	// DutyGovernment: the report of a government at county level or above, which its office publishes.
	DutyGovernment Duty = "government"
)

// Deadline is a day until which a report had to be published, that day included, with the rule that says so.
type Deadline struct {
	Date  Date   `json:"date"`
	Basis string `json:"basis"`
}

// The years of the first report and of the first one under the revised 条例, which is in force since 2019-05-15.
const (
	firstReportYear   = 2008
	firstRevisedYear  = 2019
	basisBefore2019   = "政府信息公开条例(2007) 第三十一条"
	basisOfDepartment = "政府信息公开条例(2019) 第四十九条第一款"
	basisOfGovernment = "政府信息公开条例(2019) 第四十九条第二款"
)

// StatutoryDeadline gives the day that the 政府信息公开条例 sets for the report on a year; false where it sets none.
// 前 is read so that the day itself is in time.
//
//   - reports on 2019 and later: departments by 31 January, governments by 31 March (article 49 of 2019)
//   - reports on 2008 to 2018: both by 31 March (article 31 of 2007)
//   - townships, subdistricts and zones: none
func StatutoryDeadline(duty Duty, year int) (Deadline, bool) {
	if year < firstReportYear || duty != DutyDepartment && duty != DutyGovernment {
		return Deadline{}, false
	}
	march := Date{year + 1, time.March, 31}
	switch {
	case year < firstRevisedYear:
		return Deadline{march, basisBefore2019}, true
	case duty == DutyDepartment:
		return Deadline{Date{year + 1, time.January, 31}, basisOfDepartment}, true
	}
	return Deadline{march, basisOfGovernment}, true
}

// Notice is a local notice that sets a day for the reports of an area, as a person or a reader found it.
type Notice struct {
	Area  string `json:"area"` // prefix of division codes; it holds for the bodies in it
	Year  int    `json:"year"` // reported on
	Due   Date   `json:"due"`
	Title string `json:"title"`
	URL   string `json:"url"`
}

// LocalDeadline gives the day that a local notice sets for the bodies of a division; of several notices the latest.
func LocalDeadline(notices []Notice, division string, year int) (Deadline, bool) {
	var fitting []Notice
	for _, n := range notices {
		if n.Year == year && strings.HasPrefix(division, n.Area) {
			fitting = append(fitting, n)
		}
	}
	if len(fitting) == 0 {
		return Deadline{}, false
	}
	last := slices.MaxFunc(fitting, func(a, b Notice) int {
		return cmp.Or(a.Due.Compare(b.Due), strings.Compare(a.Title, b.Title), strings.Compare(a.URL, b.URL))
	})
	return Deadline{last.Due, fmt.Sprintf("%s %s", last.Title, last.URL)}, true
}

// DaysSince counts the calendar days from e to d; negative when d is before e.
func (d Date) DaysSince(e Date) int {
	day := func(x Date) time.Time { return time.Date(x.Year, x.Month, x.Day, 0, 0, 0, 0, time.UTC) }
	return int(day(d).Sub(day(e)) / (24 * time.Hour))
}
