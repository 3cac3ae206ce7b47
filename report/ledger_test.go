package report_test

import (
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
)

func day(t *testing.T, text string) report.Date {
	t.Helper()
	d, err := report.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDecide(t *testing.T) {
	july, january, february := day(t, "2024-07-01"), day(t, "2024-01-20"), day(t, "2024-02-01")
	due := &report.Deadline{Date: day(t, "2024-01-31"), Basis: "article 49"}
	yes := report.Existence{Answer: report.AnswerYes, Basis: "listed"}
	read := func(on report.Date) []report.ColumnRead {
		return []report.ColumnRead{{URL: "http://a.test/nb/", Own: true, Pages: 2, Whole: true, Read: on}}
	}
	kept := func(o report.Outcome) []report.ColumnRead {
		return append(read(july), report.ColumnRead{URL: "http://a.test/all/", Pages: 1, Outcome: o, Why: "not read"})
	}
	listed := func(o report.Outcome) []report.ListedPage {
		return []report.ListedPage{{URL: "http://a.test/1", Title: "2023年报", Outcome: o}}
	}
	says := []report.Declaration{{URL: "http://a.test/nb/", Words: "暂无信息"}}
	counted := func(s report.Status) *report.CountedReading { return &report.CountedReading{Status: s} }

	for name, c := range map[string]struct {
		evidence report.Evidence
		state    report.State
		basis    string // words of it
	}{
		"a reading goes before everything": {report.Evidence{Existence: report.Existence{Answer: report.AnswerNo}, Reading: counted(report.Consistent), Columns: kept(report.OutcomeBlocked), Declared: says}, report.StateConsistent, ""},
		"a picture":                        {report.Evidence{Existence: yes, Reading: counted(report.ImageOnly)}, report.StateImageOnly, "picture"},
		"a page that can't be read":        {report.Evidence{Existence: yes, Columns: read(july), Listed: listed(report.OutcomeTooLarge)}, report.StateUnreadable, "2023年报"},
		"a list that nobody understands":   {report.Evidence{Existence: yes, Columns: kept(report.OutcomeFamilyUnreadable)}, report.StateUnreadable, "/all/"},
		"the portal says 暂无":               {report.Evidence{Existence: yes, Columns: read(july), Declared: says, Deadline: due}, report.StateDeclaredAbsent, "暂无信息"},
		"暂无 and listed all the same":       {report.Evidence{Existence: yes, Columns: read(july), Declared: says, Listed: listed(report.OutcomeNotFound)}, report.StateNotFound, "not_found"},
		"blocked":                          {report.Evidence{Existence: yes, Columns: kept(report.OutcomeBlocked), Deadline: due}, report.StateBlocked, "blocked"},
		"its page is blocked":              {report.Evidence{Existence: yes, Columns: read(july), Listed: listed(report.OutcomeForbidden), Deadline: due}, report.StateBlocked, "forbidden"},
		"robots":                           {report.Evidence{Existence: yes, Columns: kept(report.OutcomeRobotsDenied)}, report.StateBlocked, ""},
		"no answer":                        {report.Evidence{Existence: yes, Columns: kept(report.OutcomeTimeout), Deadline: due}, report.StateUnreachable, "timeout"},
		"the column is gone":               {report.Evidence{Existence: yes, Columns: kept(report.OutcomeNotFound)}, report.StateUnreachable, ""},
		"blocked goes before no answer":    {report.Evidence{Existence: yes, Columns: append(kept(report.OutcomeTimeout), kept(report.OutcomeBlocked)...)}, report.StateBlocked, ""},
		"overdue":                          {report.Evidence{Existence: yes, Columns: read(july), Deadline: due, Years: []int{2022}, Others: 3}, report.StateOverdue, "article 49), not there on 2024-07-01; its reports on 2022 and those of 3 other bodies"},
		"the day after":                    {report.Evidence{Existence: yes, Columns: read(february), Deadline: due}, report.StateOverdue, ""},
		"on the day itself":                {report.Evidence{Existence: yes, Columns: read(day(t, "2024-01-31")), Deadline: due}, report.StateNotYetDue, "due by 2024-01-31"},
		"read before the day only":         {report.Evidence{Existence: yes, Columns: read(january), Deadline: due, Today: july}, report.StateNotYetDue, ""},
		"not read, and due later":          {report.Evidence{Existence: yes, Deadline: due, Today: january}, report.StateNotYetDue, ""},
		"no deadline is known":             {report.Evidence{Existence: yes, Columns: read(july)}, report.StateNotFound, "not there on 2024-07-01"},
		"listed, and the page is gone":     {report.Evidence{Existence: yes, Columns: read(july), Listed: listed(report.OutcomeGone), Deadline: due}, report.StateNotFound, "gone"},
		"the oldest reading counts":        {report.Evidence{Existence: yes, Columns: append(read(july), read(january)...), Deadline: due}, report.StateNotYetDue, ""},
		"no column":                        {report.Evidence{Existence: yes, Deadline: due, Today: july}, report.StateNeverLooked, "no column"},
		"a column that waits":              {report.Evidence{Existence: yes, Columns: kept(""), Deadline: due, Today: july}, report.StateNeverLooked, "not read"},
		"a column whose day is spent":      {report.Evidence{Existence: yes, Columns: kept(report.OutcomeBudget), Today: july}, report.StateNeverLooked, ""},
		"listed and not asked for":         {report.Evidence{Existence: yes, Columns: read(july), Listed: listed(""), Deadline: due}, report.StateNeverLooked, "not asked for"},
		"it did not exist":                 {report.Evidence{Existence: report.Existence{Answer: report.AnswerNo, Basis: "merged"}, Columns: kept(report.OutcomeBlocked), Declared: says, Deadline: due}, report.StateDidNotExist, "merged"},
		"nobody knows whether it existed":  {report.Evidence{Existence: report.Existence{Answer: report.AnswerUnknown, Basis: "no list"}, Columns: read(july), Deadline: due}, report.StateExistenceUnknown, "no list; its columns were read"},
		"nothing is known":                 {report.Evidence{}, report.StateExistenceUnknown, ""},
		"blocked, and existence unknown":   {report.Evidence{Columns: kept(report.OutcomeBlocked)}, report.StateBlocked, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := report.Decide(&c.evidence)
			if got.State != c.state || !strings.Contains(got.Basis, c.basis) {
				t.Errorf("%s (%s), want %s (%s)", got.State, got.Basis, c.state, c.basis)
			}
		})
	}
}

func TestLateness(t *testing.T) {
	due := &report.Deadline{Date: day(t, "2024-01-31"), Basis: "article 49"}
	for name, c := range map[string]struct {
		reading  report.CountedReading
		deadline *report.Deadline
		late     int // -1 for not known
	}{
		"in time":              {report.CountedReading{Displayed: day(t, "2024-01-16")}, due, 0},
		"on the day":           {report.CountedReading{Displayed: day(t, "2024-01-31")}, due, 0},
		"a leap February late": {report.CountedReading{Displayed: day(t, "2024-03-01")}, due, 30},
		"a date nobody sees":   {report.CountedReading{Published: day(t, "2024-03-01")}, due, -1},
		"no date":              {report.CountedReading{}, due, -1},
		"no deadline":          {report.CountedReading{Displayed: day(t, "2024-03-01")}, nil, -1},
	} {
		t.Run(name, func(t *testing.T) {
			c.reading.Status = report.Flagged
			got := report.Decide(&report.Evidence{Reading: &c.reading, Deadline: c.deadline})
			if late := -1; got.Late != nil && *got.Late != c.late || got.Late == nil && late != c.late {
				t.Errorf("%v, want %d", got.Late, c.late)
			}
		})
	}
}

func TestStatutoryDeadline(t *testing.T) {
	for _, c := range []struct {
		duty  report.Duty
		year  int
		date  string
		basis string
	}{
		{report.DutyDepartment, 2023, "2024-01-31", "第四十九条第一款"},
		{report.DutyDepartment, 2019, "2020-01-31", "第四十九条第一款"},
		{report.DutyDepartment, 2018, "2019-03-31", "第三十一条"},
		{report.DutyDepartment, 2008, "2009-03-31", "第三十一条"},
		{report.DutyDepartment, 2007, "", ""},
		{report.DutyGovernment, 2023, "2024-03-31", "第四十九条第二款"},
		{report.DutyGovernment, 2018, "2019-03-31", "第三十一条"},
		{report.DutyLocal, 2023, "", ""},
		{report.DutyLocal, 2017, "", ""},
		{"", 2023, "", ""},
	} {
		got, ok := report.StatutoryDeadline(c.duty, c.year)
		if ok != (c.date != "") || got.Date.String() != c.date || !strings.Contains(got.Basis, c.basis) {
			t.Errorf("%s %d: %v %v, want %s", c.duty, c.year, got, ok, c.date)
		}
	}
}

func TestLocalDeadline(t *testing.T) {
	notices := []report.Notice{
		{Area: "990101", Year: 2023, Due: day(t, "2024-01-15"), Title: "乙"},
		{Area: "9901", Year: 2023, Due: day(t, "2024-01-20"), Title: "甲"},
		{Area: "990102", Year: 2023, Due: day(t, "2024-03-01"), Title: "丙"},
	}
	for key, want := range map[string]string{"990101105": "2024-01-20", "990102001": "2024-03-01", "880101001": "", "9901": "2024-01-20"} {
		got, ok := report.LocalDeadline(notices, key, 2023)
		if ok != (want != "") || got.Date.String() != want {
			t.Errorf("%s: %v %v, want %s", key, got, ok, want)
		}
	}
	if _, ok := report.LocalDeadline(notices, "990101105", 2022); ok {
		t.Error("a notice for another year holds")
	}
}

// TestEveryStatusIsAState holds that each status of a report leads to its own state.
func TestEveryStatusIsAState(t *testing.T) {
	decided := map[report.State]bool{}
	for _, s := range report.Statuses() {
		decided[report.Decide(&report.Evidence{Reading: &report.CountedReading{Status: s}}).State] = true
	}
	for _, s := range []report.State{report.StateConsistent, report.StateFlagged, report.StatePartial, report.StateNarrative, report.StateTablesMissing, report.StateImageOnly, report.StateUnsupported, report.StateUnreadable} {
		if !decided[s] {
			t.Errorf("%s is never decided", s)
		}
	}
}
