package solve_test

import (
	"strings"
	"testing"

	"github.com/nianbao/nianbao/extract/solve"
	"github.com/nianbao/nianbao/report"
)

func TestDoubtsBecomeFindings(t *testing.T) {
	k, _ := report.ParseKey("applications.granted.total")
	for name, c := range map[string]struct {
		doubt    solve.Doubt
		rule     string
		severity report.Severity
		fault    report.Fault
	}{
		"glued, several":     {solve.Doubt{Reason: solve.Several}, report.RuleUnreadable, report.Warning, report.FaultUndetermined},
		"glued, none":        {solve.Doubt{Reason: solve.Contradicted}, report.RuleUnreadable, report.Error, report.FaultUndetermined},
		"glued, unconfirmed": {solve.Doubt{Reason: solve.Unconfirmed}, report.RuleUnreadable, report.Warning, report.FaultUndetermined},
		"thin":               {solve.Doubt{Reason: solve.Thin}, report.RuleThin, report.Note, report.FaultUndetermined},
		"counted":            {solve.Doubt{Reason: solve.Counted}, report.RuleThin, report.Warning, report.FaultUndetermined},
		"shifted":            {solve.Doubt{Reason: solve.Shifted}, report.RuleThin, report.Note, report.FaultUndetermined},
		"empty, unconfirmed": {solve.Doubt{Reason: solve.Unconfirmed, Empty: true}, report.RuleUnconfirmed, report.Note, report.FaultUndetermined},
		"empty, not zero":    {solve.Doubt{Reason: solve.NotEmpty, Empty: true}, report.RuleUnconfirmed, report.Warning, report.FaultUndetermined},
		"clash of printed numbers": {
			solve.Doubt{Reason: solve.Clash, Empty: true, Relations: []string{"applications.row.granted"}, Printed: true},
			"applications.row.granted", report.Error, report.FaultPublisher,
		},
		"clash of glued numbers": {
			solve.Doubt{Reason: solve.Clash, Empty: true, Relations: []string{"applications.row.granted"}},
			"applications.row.granted", report.Error, report.FaultUndetermined,
		},
	} {
		t.Run(name, func(t *testing.T) {
			c.doubt.Cells, c.doubt.Candidates = []report.Key{k}, []string{"7"}
			f := c.doubt.Finding()
			if f.Relation != c.rule || f.Severity != c.severity || f.Fault != c.fault {
				t.Errorf("%s %s %s, want %s %s %s", f.Relation, f.Severity, f.Fault, c.rule, c.severity, c.fault)
			}
			if len(f.Cells) != 1 || len(f.Candidates) != 1 || f.Message == "" || f.Message != c.doubt.Reason.String() {
				t.Errorf("finding %+v", f)
			}
		})
	}
}

// TestAClashNamesItsCell empties a cell whose row and column ask for different numbers.
func TestAClashNamesItsCell(t *testing.T) {
	for name, c := range map[string]struct {
		uncertain bool
		fault     report.Fault
	}{
		"printed at certain places": {false, report.FaultPublisher},
		"an uncertain place":        {true, report.FaultUndetermined},
	} {
		t.Run(name, func(t *testing.T) {
			r := small()
			k := key(t, "applications.granted.legal")
			clearCell(r, k, report.Blank)
			total := r.Cells.At(key(t, "applications.granted.total"))
			total.Value, total.Uncertain = report.Int(15), c.uncertain
			got := solve.Solve(&r.Cells, r.Forms, nil, solve.Config{})
			if len(got.Doubts) != 1 {
				t.Fatalf("doubts %+v", got.Doubts)
			}
			d := &got.Doubts[0]
			relations := strings.Join(d.Relations, " ")
			if d.Reason != solve.Clash || strings.Join(d.Candidates, " ") != "3 0" || d.Finding().Fault != c.fault ||
				!strings.Contains(relations, "applications.row.granted") || !strings.Contains(relations, "applications.column.legal") {
				t.Errorf("doubt %+v", d)
			}
			if len(got.Spent) != 0 || r.Cells.At(k).State != report.Blank {
				t.Errorf("spent %v, cell %s", got.Spent, r.Cells.At(k).State)
			}
		})
	}
}

func TestMisplacedRunsAreRefused(t *testing.T) {
	whole := rowsOf(report.Applications)["granted"]
	for name, keys := range map[string][]report.Key{
		"a cell twice":             {whole[0], whole[0]},
		"two tables":               {whole[0], rowsOf(report.Disputes)["disputes"][0]},
		"no cell of any form":      {{Table: 9}},
		"a cell of another form":   {key(t, "applications.otherwise.person")},
		"a cell that has a number": {whole[6]},
	} {
		t.Run(name, func(t *testing.T) {
			r := &report.Report{Forms: report.Forms{report.NoEdition, report.Edition2021, report.Edition2021}}
			*r.Cells.At(whole[6]) = report.Cell{State: report.Printed, Value: report.Int(5)}
			before := r.Cells
			got := solve.Solve(&r.Cells, r.Forms, []solve.Run{{Keys: keys, Chunks: []string{"77"}}}, solve.Config{})
			if len(got.Doubts) != 1 || got.Doubts[0].Reason != solve.Misplaced || r.Cells != before {
				t.Errorf("doubts %+v", got.Doubts)
			}
		})
	}
}

func TestConfig(t *testing.T) {
	if (solve.Config{}).Validate() != nil || (solve.Config{Steps: -1}).Validate() == nil {
		t.Error("the zero Config is valid, a negative budget is not")
	}
}
