package report_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/nianbao/nianbao/report"
)

// balanced gives a report in which every cell is printed and the forms' arithmetic holds. Rows and columns are
// written out here, so that a relation that lacks a term does not balance itself.
func balanced(t interface{ Fatal(...any) }, edition report.Edition, leaf func(report.Key) int64) *report.Report {
	r := &report.Report{Forms: report.Forms{edition, edition, edition}, Year: 2023}
	for _, k := range r.Forms.Keys() {
		*r.Cells.At(k) = report.Cell{State: report.Printed, Value: report.Int(leaf(k))}
	}
	value := func(name string) int64 {
		k, err := report.ParseKey(name)
		if err != nil {
			t.Fatal(err)
		}
		n, _ := r.Cells.At(k).Value.Int64()
		return n
	}
	put := func(name string, n int64) {
		k, err := report.ParseKey(name)
		if err != nil {
			t.Fatal(err)
		}
		r.Cells.At(k).Value = report.Int(n)
	}
	results := strings.Fields(`granted partial denied.state_secret denied.law denied.safety denied.third_party
		denied.internal denied.process denied.enforcement denied.query unavailable.not_held unavailable.not_compiled
		unavailable.unclear rejected.petition rejected.repeat rejected.publication rejected.excessive rejected.reissue`)
	if edition == report.Edition2019 {
		results = append(results, "otherwise")
	} else {
		results = append(results, "otherwise.uncorrected", "otherwise.unpaid", "otherwise.rest")
	}
	applicants := strings.Fields("person business research welfare legal other")
	for _, c := range applicants {
		var sum int64
		for _, row := range results {
			sum += value("applications." + row + "." + c)
		}
		put("applications.total."+c, sum)
		put("applications.received."+c, sum+value("applications.carried_out."+c))
		put("applications.carried_in."+c, 0)
	}
	for _, row := range append(results, "received", "carried_in", "total", "carried_out") {
		var sum int64
		for _, c := range applicants {
			sum += value("applications." + row + "." + c)
		}
		put("applications."+row+".total", sum)
	}
	for _, row := range []string{"reconsideration", "direct_suit", "suit_after"} {
		var sum int64
		for _, c := range []string{"upheld", "corrected", "other", "pending"} {
			sum += value("disputes." + row + "." + c)
		}
		put("disputes."+row+".total", sum)
	}
	return r
}

func small(k report.Key) int64 { return int64(k.Index()%3 + 1) }

func TestABalancedReportIsConsistent(t *testing.T) {
	for _, edition := range []report.Edition{report.Edition2019, report.Edition2021} {
		r := balanced(t, edition, small)
		report.Judge(r)
		if len(r.Findings) != 0 || r.Status != report.Consistent {
			t.Errorf("%s: %s, %v", edition, r.Status, r.Findings)
		}
		for _, k := range r.Forms.Keys() {
			want := map[report.Table]int{report.Disclosure: 0, report.Applications: 2, report.Disputes: 1}[k.Table]
			if k.Table == report.Applications && (k.Row == report.RowTotal) {
				want = 3
			}
			if got := r.Cells.At(k).Checks; got != want {
				t.Errorf("%s %s: confirmed %d times, want %d", edition, k, got, want)
			}
		}
	}
}

// TestEveryMisprintIsNamed changes one printed number of tables three and four at a time.
func TestEveryMisprintIsNamed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		edition := rapid.SampledFrom([]report.Edition{report.Edition2019, report.Edition2021}).Draw(t, "edition")
		r := balanced(t, edition, func(report.Key) int64 { return rapid.Int64Range(0, 50).Draw(t, "leaf") })
		keys := r.Forms.Keys()
		k := rapid.SampledFrom(keys[len(keys)-190:]).Filter(func(k report.Key) bool { return k.Table != report.Disclosure }).Draw(t, "cell")
		cell := r.Cells.At(k)
		right := cell.Value
		cell.Value, _ = right.Add(report.Int(rapid.Int64Range(1, 1000).Draw(t, "off")))
		report.Judge(r)
		if r.Status != report.Flagged {
			t.Fatalf("%s: status %s", k, r.Status)
		}
		named, suspected := false, false
		for _, f := range r.Findings {
			for _, c := range f.Cells {
				named = named || c == k
			}
			for _, s := range f.Suspects {
				suspected = suspected || s.Cell == k && s.Fits == right
			}
			if f.Fault != report.FaultPublisher {
				t.Fatalf("%s: a printed number in a certain place is the publisher's, not %s", f.Relation, f.Fault)
			}
		}
		if !named {
			t.Fatalf("no finding names %s: %v", k, r.Findings)
		}
		if k.Table == report.Applications && !suspected {
			t.Fatalf("%s stands in two broken sums and is not suspected: %v", k, r.Findings)
		}
	})
}

func TestBlankSpentAndDoubtfulCells(t *testing.T) {
	r := balanced(t, report.Edition2021, small)
	total := key(t, "applications.granted.total")
	r.Cells.At(total).State = report.Blank
	report.Judge(r)
	if len(r.Findings) != 0 || r.Cells.At(key(t, "applications.granted.person")).Checks != 1 {
		t.Errorf("a relation with a blank term is not assessable: %v", r.Findings)
	}

	r = balanced(t, report.Edition2021, small)
	r.Cells.At(total).State, r.Spent = report.Implied, []string{"applications.row.granted"}
	report.Judge(r)
	if got := r.Cells.At(total).Checks; got != 1 {
		t.Errorf("a spent relation confirmed: %d checks", got)
	}

	r = balanced(t, report.Edition2021, small)
	cell := r.Cells.At(total)
	cell.Uncertain, cell.Value = true, report.Int(999)
	report.Judge(r)
	for _, f := range r.Findings {
		if f.Fault != report.FaultUndetermined {
			t.Errorf("%s: fault %s of a cell whose place is uncertain", f.Relation, f.Fault)
		}
	}
	if len(r.Findings) == 0 {
		t.Error("a wrong total was not found")
	}
}

func TestOddNumbers(t *testing.T) {
	for name, c := range map[string]struct {
		key, value, relation string
		severity             report.Severity
	}{
		"fraction":            {"disclosure.penalties.decisions", "1.5", report.RuleCount, report.Error},
		"negative":            {"disclosure.licensing.decisions", "-1", report.RuleCount, report.Error},
		"more new than total": {"disclosure.rules.newly_public", "99", "disclosure.newly_public.rules", report.Warning},
		"negative change":     {"disclosure.licensing.change", "-5", "", 0},
		"beyond measure":      {"disclosure.licensing.decisions", "9999999999999999999", report.RuleCount, report.Error},
		"unusual decisions":   {"disclosure.licensing.decisions", "1000000000", report.RuleCount, report.Warning},
		"unusual documents":   {"disclosure.normative_documents.produced", "10000001", report.RuleCount, report.Warning},
		"decimal amount":      {"disclosure.procurement.amount", "513555.45", "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			r := balanced(t, report.Edition2019, func(k report.Key) int64 { return int64(k.Column) })
			r.Cells.At(key(t, c.key)).Value = mustNumber(t, c.value)
			got := report.Check(r)
			if c.relation == "" && len(got) != 0 || c.relation != "" && (len(got) != 1 || got[0].Relation != c.relation || got[0].Severity != c.severity) {
				t.Errorf("findings %+v", got)
			}
		})
	}
}

// TestANumberBeyondMeasureIsNeverSilent: its sums overflow, so no relation could tell.
func TestANumberBeyondMeasureIsNeverSilent(t *testing.T) {
	r := balanced(t, report.Edition2021, small)
	r.Cells.At(key(t, "applications.granted.person")).Value = mustNumber(t, "9999999999999999999")
	report.Judge(r)
	if r.Status != report.Flagged || len(r.Findings) == 0 || r.Findings[0].Relation != report.RuleCount {
		t.Errorf("%s %+v", r.Status, r.Findings)
	}
}

func TestAnUnconfirmedSplitIsNotConsistent(t *testing.T) {
	r := balanced(t, report.Edition2021, small)
	r.Cells.At(key(t, "disclosure.penalties.decisions")).State = report.Split
	report.Judge(r)
	if r.Status != report.Flagged {
		t.Errorf("%s with a split cell that nothing confirms", r.Status)
	}
}

func TestALawsuitWithoutAnApplicationIsNotedNotFlagged(t *testing.T) {
	r := balanced(t, report.Edition2021, func(k report.Key) int64 {
		if k.String() == "disputes.direct_suit.upheld" {
			return 1
		}
		return 0
	})
	report.Judge(r)
	if len(r.Findings) != 1 || r.Findings[0].Relation != "disputes.no_application" || r.Status != report.Consistent {
		t.Errorf("%s %+v", r.Status, r.Findings)
	}
}

func TestMissingAndUnreadableCellsMakeAReportPartial(t *testing.T) {
	for _, state := range []report.CellState{report.Missing, report.Unreadable} {
		r := balanced(t, report.Edition2021, small)
		r.Cells.At(key(t, "disputes.suit_after.total")).State = state
		report.Judge(r)
		if r.Status != report.Partial {
			t.Errorf("%s: %s", state, r.Status)
		}
	}
	r := balanced(t, report.Edition2021, small)
	r.Forms[report.Disputes] = report.NoEdition
	report.Judge(r)
	if r.Status != report.Partial {
		t.Errorf("a report without table four is %s", r.Status)
	}
}

func TestReportJSONGoesThereAndBack(t *testing.T) {
	r := balanced(t, report.Edition2021, small)
	r.Cells.At(key(t, "applications.granted.total")).Value = report.Int(77)
	*r.Cells.At(key(t, "disclosure.fees.amount")) = report.Cell{
		State: report.Printed, Value: mustNumber(t, "12.34"), Raw: "12.34万元", Unit: report.Unit{Name: "万元", Source: report.UnitPrinted},
		Place: report.Place{Table: 1, Row: 11, Column: 2, Start: 10, End: 19},
	}
	*r.Cells.At(key(t, "disclosure.rules.issued")) = report.Cell{State: report.NA, Raw: "/"}
	r.Published, _ = report.NewDate(2024, 1, 16)
	r.Reader, r.Title, r.PublishedSource = "1", "标题", "page"
	r.Agency = report.Agency{Name: "某镇", Scope: report.ScopeOrgan}
	n := report.Int(7)
	r.Statistics = []report.Statistic{{Key: "c1", Label: "收到申请数", Unit: "件", Value: &n, State: report.Printed, Raw: "7"}, {Key: "a1", Label: "数"}}
	r.Sections = []report.Section{{Number: 1, Title: "总体情况", Text: "……"}}
	r.Unconsumed = []report.Unconsumed{{Table: "disclosure", Kind: "row", Label: "行政征收", Cells: []string{"3"}}}
	report.Judge(r)
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	if i, j := strings.Index(string(b), `"disclosure.rules.issued"`), strings.Index(string(b), `"disputes.suit_after.total"`); i < 0 || j < i {
		t.Error("the cells do not stand in official order")
	}
	var back report.Report
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	back.Claims = nil // written as [], read as an empty list
	if diff := cmp.Diff(r, &back, cmp.Comparer(func(a, b report.Number) bool { return a == b })); diff != "" {
		t.Errorf("(-written +read):\n%s", diff)
	}
	for name, text := range map[string]string{
		"another schema": `{"schema":"nianbao.report.v9","status":"consistent"}`,
		"a strange key":  `{"schema":"nianbao.report.v1","status":"consistent","cells":{"applications.x.y":{"state":"blank"}}}`,
		"a float":        `{"schema":"nianbao.report.v1","status":"consistent","cells":{"disputes.suit_after.total":{"value":1e3,"state":"printed"}}}`,
	} {
		if err := json.Unmarshal([]byte(text), &back); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}

func key(t *testing.T, s string) report.Key {
	t.Helper()
	k, err := report.ParseKey(s)
	if err != nil {
		t.Fatal(err)
	}
	return k
}
