package report_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
)

// statisticKey is a key of the table of 2014, or a local row by its label.
var statisticKey = regexp.MustCompile(`^([a-i]\d?(\.\d[a-f]?)?|local\.\p{Han}+)$`)

func TestTheCrosswalkIsWhole(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range report.Crosswalk() {
		if s.ID == "" || seen[s.ID] || s.Label == "" || s.English == "" || s.Unit == "" {
			t.Errorf("incomplete or twice: %+v", s)
		}
		seen[s.ID] = true
		exact := 0
		for _, e := range report.Eras() {
			m := s.Eras[e]
			if (m.Quality == report.Absent) != (len(m.Formula) == 0) {
				t.Errorf("%s in era %s: %s with %d terms", s.ID, e, m.Quality, len(m.Formula))
			}
			if (m.Quality == report.Approximate || m.Quality == report.Broken) && m.Note == "" {
				t.Errorf("%s in era %s is %s, and nothing says why", s.ID, e, m.Quality)
			}
			if m.Quality == report.Exact {
				exact++
			}
			for _, term := range m.Formula {
				checkOperand(t, s, e, term.Operand)
			}
		}
		if exact == 0 {
			t.Errorf("%s is exact in no era", s.ID)
		}
		for _, b := range s.Breaks {
			if _, ok := report.BreakByID(b); !ok {
				t.Errorf("%s names no break %q", s.ID, b)
			}
		}
	}
}

func checkOperand(t *testing.T, s report.Series, e report.Era, o report.Operand) {
	t.Helper()
	edition := map[report.Era]report.Edition{report.Era2019: report.Edition2019, report.Era2021: report.Edition2021}[e]
	switch o := o.(type) {
	case report.Key:
		if edition == report.NoEdition || !o.In(edition) || o.Table != s.Table {
			t.Errorf("%s in era %s: %s is no cell of that form, or of another table than %s", s.ID, e, o, s.Table)
		}
	case report.Derived:
		if edition == report.NoEdition {
			t.Errorf("%s in era %s: %s", s.ID, e, o)
		}
	case report.AnyStatistic:
		for _, k := range o.Keys {
			if edition != report.NoEdition || !statisticKey.MatchString(k) || e == report.Era2014 && strings.HasPrefix(k, "local.") {
				t.Errorf("%s in era %s: statistic %q", s.ID, e, k)
			}
		}
	default:
		t.Errorf("%s in era %s: operand %T", s.ID, e, o)
	}
}

func TestBreaksAreInOrderAndSourced(t *testing.T) {
	last := 0
	for _, b := range report.Breaks() {
		if b.Year < last || b.Text == "" || b.Source == "" || (b.Kind == report.BreakLaw) == b.From.IsZero() {
			t.Errorf("%+v", b)
		}
		if !b.From.IsZero() && b.Year != b.From.Year && b.ID != "law.regulation_2008" {
			t.Errorf("%s is in force from %s and touches %d", b.ID, b.From, b.Year)
		}
		last = b.Year
	}
}

// statistics gives a report with a statistics table.
func statistics(year int, values map[string]string) *report.Report {
	r := &report.Report{Year: year, Status: report.Narrative}
	for k, v := range values {
		s := report.Statistic{Key: k, State: report.Blank, Raw: v}
		text, unit, _ := strings.Cut(v, " ")
		if n, err := report.ParseNumber(text); err == nil {
			hundred := report.Int(100_000)
			s.Value, s.State, s.Unit, s.Cumulative = &n, report.Printed, unit, &hundred
		}
		r.Statistics = append(r.Statistics, s)
	}
	return r
}

func series(t *testing.T, id string) report.Series {
	t.Helper()
	all := report.Crosswalk()
	i := slices.IndexFunc(all, func(s report.Series) bool { return s.ID == id })
	if i < 0 {
		t.Fatalf("no series %s", id)
	}
	return all[i]
}

// history is a body that counted in every way there was: local tables until 2014, the table of 2014 in 2015,
// the form of 2019 in 2019 and still in 2021, that of 2021 from 2022.
func history(t *testing.T) map[int]*report.Report {
	old, recent := map[string]int64{
		"applications.received.total": 30, "applications.granted.total": 9, "applications.otherwise.total": 2, "disputes.direct_suit.total": 4,
		"disclosure.normative_documents.total_public": 70, "disclosure.normative_documents.produced": 6, "applications.denied.law.total": 5,
		"disclosure.licensing.prior_items": 40, "disclosure.licensing.change": 2,
	}, map[string]int64{
		"applications.received.total": 50, "applications.granted.total": 11, "applications.otherwise.rest.total": 3, "disputes.direct_suit.total": 4,
		"disclosure.normative_documents.in_force": 33, "disclosure.normative_documents.issued": 7, "disclosure.fees.amount": 8,
	}
	return map[int]*report.Report{
		2010: statistics(2010, map[string]string{"local.申请总数": "3 条", "local.同意公开答复数": "2 条"}),
		2014: statistics(2014, map[string]string{"local.受理依申请公开信息总数": "1 条", "c3.2": "1 条", "c1.1": "0 条"}),
		2015: statistics(2015, map[string]string{"c1": "8 件", "c2": "7 件", "c3.1": "2 件", "c3.2": "4 件", "c3.4": "/", "g": "1200 元", "h4": "3.5 万元"}),
		2016: nil,
		2019: figures(t, report.Edition2019, old), 2021: figures(t, report.Edition2019, old),
		2022: figures(t, report.Edition2021, recent), 2024: figures(t, report.Edition2021, recent),
	}
}

func TestSeriesAcrossTheForms(t *testing.T) {
	reports := history(t)
	for id, want := range map[string]string{
		"received": "2010 local approximate 3 | 2014 local approximate 1 | 2015 2014 exact 8 [form.2014] | 2019 2019 exact 30 | 2021 2019 exact 30 [law.fees_2021] | " +
			"2022 2021 exact 50 | 2024 2021 exact 50",
		"granted": "2010 local approximate 2 | 2014 local approximate 1 | 2015 2014 approximate 6 [form.2014] | 2019 2019 exact 9 [law.regulation_2019 form.2019] | " +
			"2021 2019 exact 9 | 2022 2021 exact 11 | 2024 2021 exact 11",
		"denied": "2010 local broken null not_in_form | 2014 2014 approximate null not_in_form | 2015 2014 approximate null missing | 2019 2019 exact 5 | " +
			"2021 2019 exact 5 | 2022 2021 exact 0 | 2024 2021 exact 0",
		"otherwise": "2010 local none null not_in_form | 2014 2014 approximate null not_in_form | 2015 2014 approximate null not_in_form | 2019 2019 exact 2 | " +
			"2021 2019 exact 2 [law.fees_2021] | 2022 2021 exact 3 | 2024 2021 exact 3",
		"direct_suits": "2010 local none null not_in_form | 2014 2014 none null not_in_form | 2015 2014 none null not_in_form | 2019 2019 exact 4 | 2021 2019 exact 4 | " +
			"2022 2021 exact 4 | 2024 2021 exact 4 [law.reconsideration_2024]",
		"normative_in_force": "2010 local none null not_in_form | 2014 2014 none null not_in_form | 2015 2014 none null not_in_form | 2019 2019 broken 70 | 2021 2019 broken 70 | " +
			"2022 2021 exact 33 [form.2021] | 2024 2021 exact 33",
		"licensing_items": "2010 local none null not_in_form | 2014 2014 none null not_in_form | 2015 2014 none null not_in_form | 2019 2019 exact 42 | 2021 2019 exact 42 | " +
			"2022 2021 none null not_in_form | 2024 2021 none null not_in_form",
		"fees": "2010 local none null not_in_form | 2014 2014 broken null not_in_form | 2015 2014 broken 0.12 | 2019 2019 none null not_in_form | 2021 2019 none null not_in_form | " +
			"2022 2021 exact 8 [form.2019 form.2021] | 2024 2021 exact 8",
		"budget": "2010 local none null not_in_form | 2014 2014 exact null not_in_form | 2015 2014 exact 3.5 | 2019 2019 none null not_in_form | 2021 2019 none null not_in_form | " +
			"2022 2021 none null not_in_form | 2024 2021 none null not_in_form",
	} {
		var got []string
		for _, p := range series(t, id).Points(reports) {
			one := fmt.Sprintf("%d %s %s ", p.Year, p.Era, p.Quality)
			if p.Known {
				one += p.Value.String()
			} else {
				one += "null " + p.Null.String()
			}
			var ids []string
			for _, b := range p.Breaks {
				ids = append(ids, b.ID)
			}
			if len(ids) > 0 {
				one += fmt.Sprint(" ", ids)
			}
			got = append(got, one)
		}
		if line := strings.Join(got, " | "); line != want {
			t.Errorf("%s:\n got %s\nwant %s", id, line, want)
		}
	}
}

func TestALineIsDrawnOnlyWhereNothingBroke(t *testing.T) {
	for id, want := range map[string]map[int]bool{
		"received":           {2010: true, 2014: true, 2019: true, 2022: true, 2024: true},
		"direct_suits":       {2019: true, 2021: true, 2022: true},
		"normative_in_force": {2024: true},
	} {
		for _, p := range series(t, id).Points(history(t)) {
			if p.Joins() != want[p.Year] {
				t.Errorf("%s %d: joins %v", id, p.Year, p.Joins())
			}
		}
	}
}

func TestAPointSaysWhatItLacks(t *testing.T) {
	r := figures(t, report.Edition2021, nil)
	r.Cells.At(key(t, "applications.denied.law.total")).State = report.Blank
	r.Cells.At(key(t, "applications.denied.query.total")).State = report.Implied
	points := series(t, "denied").Points(map[int]*report.Report{2015: statistics(2015, map[string]string{"c3.4": ""}), 2022: r})
	if got := fmt.Sprint(points[0].Missing, points[1].Missing, points[1].Inferred); got != "[c3.4] [applications.denied.law.total] true" {
		t.Errorf("missing: %s", got)
	}
	if p := series(t, "application_fees").Points(map[int]*report.Report{2015: statistics(2015, map[string]string{"g": "12"})})[0]; p.Known || p.Null != report.NullUnit {
		t.Errorf("a fee without unit: %+v", p)
	}
}
