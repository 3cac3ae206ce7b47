package panel_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/panel"
)

// TestOfHowManyBodies: of k bodies with N > 0, of n published, of m expected.
func TestOfHowManyBodies(t *testing.T) {
	entries := []panel.Entry{
		{Body: "a", Year: 2022, Report: reportWith(30, 3, 0, 30)},
		{Body: "b", Year: 2022, Report: reportWith(0, 0, 0, 0)},
		{Body: "c", Year: 2022, State: report.StateNotFound},
		{Body: "a", Year: 2023, Report: reportWith(20, 5, 0, 20)},
	}
	count := func(s panel.Summary) string {
		return fmt.Sprintf("%d of %d of %d", s.Positive, s.Published, s.Expected)
	}
	p := panel.Build(entries, indicators(t, "disclosure_rate", "received"), panel.Config{})
	if got := count(p.Summaries[0]) + ", " + count(p.Years[0].Summaries[0]) + ", " + count(p.Years[1].Summaries[1]); got != "2 of 3 of 4, 1 of 2 of 3, 1 of 1 of 1" {
		t.Errorf("as many as there are rows: %s", got)
	}
	p = panel.Build(entries, indicators(t, "disclosure_rate", "received"), panel.Config{Expected: map[int]int{2021: 16, 2022: 17}})
	var got []string
	for _, y := range p.Years {
		got = append(got, fmt.Sprint(y.Year, " ", count(y.Summaries[0])))
	}
	if s := strings.Join(append(got, count(p.Summaries[1])), ", "); s != "2021 0 of 0 of 16, 2022 1 of 2 of 17, 2023 1 of 1 of 1, 2 of 3 of 34" {
		t.Errorf("as the caller says: %s", s)
	}
	if rate, ok := p.Summaries[0].Pooled(); !ok || rate != 8.0/50 {
		t.Errorf("pooled %v %v", rate, ok)
	}
	if _, ok := p.Years[0].Summaries[0].Pooled(); ok {
		t.Error("a year without reports has a pooled rate")
	}
}

func TestRanksAreWithinAYearAndFromEnough(t *testing.T) {
	p := panel.Build([]panel.Entry{
		{Body: "a", Year: 2023, Report: reportWith(40, 20, 0, 40)},
		{Body: "b", Year: 2023, Report: reportWith(30, 15, 0, 30)},
		{Body: "c", Year: 2023, Report: reportWith(50, 10, 0, 50)},
		{Body: "d", Year: 2023, Report: reportWith(9, 9, 0, 9)},
		{Body: "e", Year: 2023, Report: reportWith(0, 0, 0, 0)},
		{Body: "f", Year: 2023, Report: reportWith(40, -1, 0, 40)},
		{Body: "g", Year: 2023, State: report.StateOverdue},
		{Body: "a", Year: 2022, Report: reportWith(40, 1, 0, 40)},
	}, indicators(t, "disclosure_rate"), panel.Config{})
	slices.SortFunc(p.Rows, func(a, b panel.Row) int { return cmp.Or(cmp.Compare(a.Body, b.Body), a.Year-b.Year) })
	got := ""
	for _, row := range p.Rows {
		got += fmt.Sprintf("%s%d:%d%s ", row.Body, row.Year%100, row.Ranks[0], row.Unranked[0])
	}
	if want := "a22:1 a23:1 b23:1 c23:3 d23:0below_minimum e23:0denominator_zero f23:0missing g23:0no_report "; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	lower := panel.Build([]panel.Entry{{Body: "d", Year: 2023, Report: reportWith(9, 9, 0, 9)}}, indicators(t, "disclosure_rate"), panel.Config{MinDenominator: 5})
	if lower.Rows[0].Ranks[0] != 1 || !lower.Summaries[0].HasMedian {
		t.Errorf("a minimum of 5: %+v", lower.Summaries[0])
	}
}

func TestWhatWasNotPrintedIsCounted(t *testing.T) {
	flagged, implied, entered := reportWith(10, 1, 0, 10), reportWith(20, 1, 0, 20), reportWith(30, 1, 0, 30)
	received := report.Key{Table: report.Applications, Row: report.RowReceived, Column: report.ColumnTotal}
	flagged.Findings = []report.Finding{{Severity: report.Error, Cells: []report.Key{received}}, {Severity: report.Note}}
	implied.Cells.At(received).State = report.Implied
	entered.Cells.At(received).State = report.Entered
	p := panel.Build([]panel.Entry{{Body: "a", Report: flagged}, {Body: "b", Report: implied}, {Body: "c", Report: entered}},
		indicators(t, "received", "concluded"), panel.Config{})
	s, other := p.Summaries[0], p.Summaries[1]
	if s.Flagged != 1 || s.Inferred != 2 || s.Entered != 1 || other.Flagged+other.Inferred+other.Entered != 0 {
		t.Errorf("%+v\n%+v", s, other)
	}
	if last := p.Rows[2]; last.Findings != 1 || last.Notes != 1 || !last.Measures[0].Flagged {
		t.Errorf("%+v", last)
	}
}

func TestBreaksStandBetweenTheYears(t *testing.T) {
	var entries []panel.Entry
	for _, year := range []int{2020, 2022, 2023, 2024} {
		entries = append(entries, panel.Entry{Body: "a", Year: year, Report: reportWith(10, 1, 0, 10)})
	}
	p := panel.Build(entries, indicators(t, "received", "derived.otherwise", "lawsuits"), panel.Config{})
	got := ""
	for _, y := range p.Years {
		for i, breaks := range y.Breaks {
			for _, b := range breaks {
				got += fmt.Sprint(y.Year, " ", p.Indicators[i].ID, " ", b.ID, "; ")
			}
		}
	}
	if want := "2022 derived.otherwise law.fees_2021; 2024 lawsuits law.reconsideration_2024; "; got != want {
		t.Errorf("got %s", got)
	}
	if len(p.Summaries[0].Breaks) != 0 || len(p.Summaries[2].Breaks) != 1 {
		t.Errorf("over all years: %v", p.Summaries)
	}
}

func TestStocksAreNotSummedOverYears(t *testing.T) {
	stock := func(n int64) *report.Report {
		r := &report.Report{}
		k := report.Key{Table: report.Disclosure, Row: report.RowNormativeDocuments, Column: report.ColumnInForce}
		*r.Cells.At(k) = report.Cell{State: report.Printed, Value: report.Int(n)}
		return r
	}
	p := panel.Build([]panel.Entry{{Body: "a", Year: 2022, Report: stock(10)}, {Body: "a", Year: 2023, Report: stock(11)}},
		indicators(t, "normative_in_force"), panel.Config{})
	if s := p.Summaries[0]; !s.Withheld || s.Why != report.NullStock || s.Numerator.Sign() != 0 {
		t.Errorf("10 and 11 in force: %+v", s)
	}
	if s := p.Years[1].Summaries[0]; s.Withheld || s.Numerator != report.Int(11) {
		t.Errorf("2023: %+v", s)
	}
}

func TestASumOfTooManyDigitsIsWithheld(t *testing.T) {
	huge, err := report.ParseNumber("9999999999999999999")
	if err != nil {
		t.Fatal(err)
	}
	var entries []panel.Entry
	for _, body := range []string{"a", "b", "c"} {
		r := reportWith(1, 0, 0, 1)
		r.Cells.At(report.Key{Table: report.Applications, Row: report.RowReceived, Column: report.ColumnTotal}).Value = huge
		entries = append(entries, panel.Entry{Body: body, Report: r})
	}
	if s := panel.Build(entries, indicators(t, "received"), panel.Config{}).Summaries[0]; !s.Withheld || s.Why != report.NullTooLarge || s.Numerator.Sign() != 0 {
		t.Errorf("%+v", s)
	}
}

func TestConfigIsChecked(t *testing.T) {
	for name, c := range map[string]struct {
		config panel.Config
		ok     bool
	}{
		"the zero value":       {panel.Config{}, true},
		"a negative minimum":   {panel.Config{MinDenominator: -1}, false},
		"fewer than no bodies": {panel.Config{Expected: map[int]int{2023: -1}}, false},
	} {
		if err := c.config.Validate(); (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestThePanelDoesNotDependOnTheOrder shuffles the entries, and holds ranks and sums against plain counting.
func TestThePanelDoesNotDependOnTheOrder(t *testing.T) {
	ask := indicators(t, "disclosure_rate", "received")
	rapid.Check(t, func(t *rapid.T) {
		var entries []panel.Entry
		for i := range rapid.IntRange(0, 12).Draw(t, "entries") {
			concluded := rapid.Int64Range(-1, 30).Draw(t, "concluded")
			entries = append(entries, panel.Entry{
				Body: fmt.Sprint(i), Year: rapid.IntRange(2021, 2023).Draw(t, "year"),
				Report: reportWith(concluded, rapid.Int64Range(-1, max(concluded, 0)).Draw(t, "granted"), 0, concluded),
			})
		}
		p := panel.Build(entries, ask, panel.Config{})
		q := panel.Build(rapid.Permutation(entries).Draw(t, "order"), ask, panel.Config{})
		if fmt.Sprint(p.Summaries, p.Years) != fmt.Sprint(q.Summaries, q.Years) {
			t.Fatalf("%v\n%v", p.Summaries, q.Summaries)
		}
		for n, row := range p.Rows {
			if other := q.Rows[n]; row.Body != other.Body || fmt.Sprint(row.Ranks) != fmt.Sprint(other.Ranks) {
				t.Fatalf("row %d: %s %v, %s %v", n, row.Body, row.Ranks, other.Body, other.Ranks)
			}
			for i, m := range row.Measures {
				if (row.Ranks[i] == 0) != (row.Unranked[i] != report.NotNull) {
					t.Fatalf("%s: rank %d and reason %q", row.Body, row.Ranks[i], row.Unranked[i])
				}
				if row.Ranks[i] > 0 && row.Ranks[i] != 1+better(p.Rows, row, i) {
					t.Fatalf("%s has rank %d of %s", row.Body, row.Ranks[i], ask[i].ID)
				}
				if i == 0 && row.Ranks[i] > 0 && m.Denominator.Cmp(report.Int(10)) < 0 {
					t.Fatalf("%s is ranked by a rate of %s", row.Body, m.Denominator)
				}
			}
		}
	})
}

// better counts the ranked rows of the same year that have a larger value.
func better(rows []panel.Row, of panel.Row, i int) (n int) {
	for _, row := range rows {
		if row.Year == of.Year && row.Ranks[i] > 0 && row.Measures[i].Compare(of.Measures[i]) > 0 {
			n++
		}
	}
	return n
}
