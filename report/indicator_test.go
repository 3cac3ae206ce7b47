package report_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/nianbao/nianbao/report"
)

// figures gives a report in which every cell is a printed 0 except those named; amounts are in 万元.
func figures(t *testing.T, edition report.Edition, cells map[string]int64) *report.Report {
	t.Helper()
	r := &report.Report{Forms: report.Forms{edition, edition, edition}, Year: 2023}
	for _, k := range r.Forms.Keys() {
		*r.Cells.At(k) = report.Cell{State: report.Printed}
		if k.Money() {
			r.Cells.At(k).Unit = report.Unit{Name: "万元", Source: report.UnitForm}
		}
	}
	for name, n := range cells {
		r.Cells.At(key(t, name)).Value = report.Int(n)
	}
	return r
}

func indicator(t *testing.T, id string) report.Indicator {
	t.Helper()
	i, ok := report.IndicatorByID(id)
	if !ok {
		t.Fatalf("no indicator %s", id)
	}
	return i
}

func TestEveryIndicatorIsWholeAndNamedOnce(t *testing.T) {
	form, seen := regexp.MustCompile(`^[a-z][a-z_]*(\.[a-z_]+)?$`), map[string]bool{}
	for _, i := range report.AllIndicators() {
		if !form.MatchString(i.ID) || seen[i.ID] {
			t.Errorf("id %q is malformed or stands twice", i.ID)
		}
		seen[i.ID] = true
		if i.Label == "" || i.English == "" || i.Unit == "" || i.Source == "" || len(i.Numerator) == 0 {
			t.Errorf("%s is incomplete: %+v", i.ID, i)
		}
		if quotient := i.Kind == report.KindRate || i.Kind == report.KindRatio; quotient != (len(i.Denominator) > 0) {
			t.Errorf("%s is a %s with %d terms below the line", i.ID, i.Kind, len(i.Denominator))
		}
		if found, _ := report.IndicatorByID(i.ID); found.Label != i.Label {
			t.Errorf("%s is found as %s", i.ID, found.Label)
		}
		if other, ok := report.IndicatorByID(i.Variant); i.Variant != "" && (!ok || other.Variant != i.ID) {
			t.Errorf("%s names the variant %q", i.ID, i.Variant)
		}
		for _, b := range i.Breaks {
			if _, ok := report.BreakByID(b); !ok {
				t.Errorf("%s names no break %q", i.ID, b)
			}
		}
	}
	if len(seen) < 50 {
		t.Errorf("%d indicators", len(seen))
	}
	for _, i := range report.Indicators() {
		if !seen[i.ID] {
			t.Errorf("%s is shown and not among all", i.ID)
		}
	}
}

// TestDefinitions computes every indicator by hand on one report.
func TestDefinitions(t *testing.T) {
	cells := map[string]int64{
		"applications.received.total": 90, "applications.received.person": 60, "applications.received.business": 20, "applications.received.legal": 10,
		"applications.carried_in.total": 10, "applications.total.total": 80, "applications.carried_out.total": 20,
		"applications.granted.total": 20, "applications.partial.total": 4,
		"applications.denied.state_secret.total": 1, "applications.denied.law.total": 2, "applications.denied.safety.total": 1, "applications.denied.third_party.total": 3,
		"applications.denied.internal.total": 2, "applications.denied.process.total": 1, "applications.denied.enforcement.total": 4, "applications.denied.query.total": 2,
		"applications.unavailable.not_held.total": 10, "applications.unavailable.not_compiled.total": 5, "applications.unavailable.unclear.total": 1,
		"applications.rejected.petition.total": 6, "applications.rejected.repeat.total": 5, "applications.rejected.publication.total": 1,
		"applications.rejected.excessive.total": 3, "applications.rejected.reissue.total": 1,
		"disputes.reconsideration.upheld": 4, "disputes.reconsideration.corrected": 3, "disputes.reconsideration.other": 1,
		"disputes.reconsideration.pending": 2, "disputes.reconsideration.total": 10,
		"disputes.direct_suit.upheld": 2, "disputes.direct_suit.corrected": 1, "disputes.direct_suit.pending": 1, "disputes.direct_suit.total": 4,
		"disputes.suit_after.upheld": 1, "disputes.suit_after.corrected": 2, "disputes.suit_after.pending": 1, "disputes.suit_after.total": 4,
		"disclosure.licensing.decisions": 300, "disclosure.penalties.decisions": 40, "disclosure.coercion.decisions": 7,
	}
	with := func(more map[string]int64) map[string]int64 {
		for name, n := range cells {
			more[name] = n
		}
		return more
	}
	old := figures(t, report.Edition2019, with(map[string]int64{
		"applications.otherwise.total": 8, "disclosure.procurement.projects": 32, "disclosure.procurement.amount": 51,
	}))
	recent := figures(t, report.Edition2021, with(map[string]int64{
		"applications.otherwise.uncorrected.total": 4, "applications.otherwise.unpaid.total": 1, "applications.otherwise.rest.total": 3,
		"disclosure.normative_documents.issued": 5, "disclosure.normative_documents.repealed": 7, "disclosure.normative_documents.in_force": 61,
		"disclosure.fees.amount": 12,
	}))
	want := map[string]string{
		"received": "90", "carried_in": "10", "concluded": "80", "carried_out": "20", "granted": "20", "partial": "4",
		"disputes": "18", "reconsiderations": "10", "lawsuits": "8", "licensing": "300", "penalties": "40", "coercion": "7",
		"derived.denied": "16", "derived.unavailable": "16", "derived.rejected": "16", "derived.otherwise": "8",
		"disclosure_rate": "24/80", "full_disclosure_rate": "20/80", "partial_disclosure_rate": "4/80", "merits_disclosure_rate": "24/40",
		"denial_rate": "16/80", "unavailable_rate": "16/80", "rejected_rate": "16/80", "otherwise_rate": "8/80", "not_held_rate": "10/80",
		"petition_rate": "6/80", "abuse_rate": "8/80", "conclusion_rate": "80/100", "carry_over_rate": "20/100",
		"person_share": "60/90", "business_share": "20/90", "legal_share": "10/90", "licensing_per_penalty": "300/40",
		"reason_state_secret": "1/16", "reason_law": "2/16", "reason_safety": "1/16", "reason_third_party": "3/16",
		"reason_internal": "2/16", "reason_process": "1/16", "reason_enforcement": "4/16", "reason_query": "2/16",
		"reconsideration_rate": "10/80", "lawsuit_rate": "8/80",
		"reconsideration_corrected": "3/8", "reconsideration_corrected_all": "3/10", "reconsideration_upheld": "4/8",
		"lawsuit_corrected": "3/6", "lawsuit_corrected_all": "3/8", "lawsuit_upheld": "3/6",
	}
	of2021 := map[string]string{"normative_issued": "5", "normative_net": "-2", "normative_in_force": "61", "fees": "12", "quality.current_form": "2/2"}
	of2019 := map[string]string{"procurement_projects": "32", "procurement": "51", "quality.current_form": "0/2"}
	for _, i := range report.AllIndicators() {
		both, inBoth := want[i.ID]
		for _, c := range []struct {
			name   string
			report *report.Report
			only   map[string]string
		}{{"2021", recent, of2021}, {"2019", old, of2019}} {
			wanted, known := c.only[i.ID]
			if inBoth {
				wanted, known = both, true
			}
			if strings.HasPrefix(i.ID, "quality.") && !known {
				continue
			}
			m := i.MeasureOf(c.report)
			if got := written(i, m); m.Known != known || known && got != wanted {
				t.Errorf("%s in form %s: %s (null %q, missing %v), want %q", i.ID, c.name, got, m.Null, m.Missing, wanted)
			}
			if !m.Known && m.Null != report.NullNotInForm {
				t.Errorf("%s in form %s: null %q", i.ID, c.name, m.Null)
			}
		}
	}
}

func written(i report.Indicator, m report.Measure) string {
	if len(i.Denominator) == 0 {
		return m.Numerator.String()
	}
	return m.Numerator.String() + "/" + m.Denominator.String()
}

func TestEveryNullHasItsReason(t *testing.T) {
	set := func(name string, c report.Cell) func(*report.Report) {
		return func(r *report.Report) { *r.Cells.At(key(t, name)) = c }
	}
	for name, c := range map[string]struct {
		indicator string
		edition   report.Edition
		change    func(*report.Report)
		null      report.Null
		missing   string
	}{
		"a blank operand": {"disclosure_rate", report.Edition2021, set("applications.partial.total", report.Cell{State: report.Blank}), report.NullMissing, "[applications.partial.total]"},
		"above and below the line": {
			"merits_disclosure_rate", report.Edition2021, set("applications.partial.total", report.Cell{State: report.Blank}), report.NullMissing, "[applications.partial.total]",
		},
		"a slash":                {"received", report.Edition2021, set("applications.received.total", report.Cell{State: report.NA, Raw: "/"}), report.NullMissing, "[applications.received.total]"},
		"one row of a group":     {"otherwise_rate", report.Edition2021, set("applications.otherwise.unpaid.total", report.Cell{State: report.Unreadable}), report.NullMissing, "[applications.otherwise.unpaid.total]"},
		"nothing to divide by":   {"disclosure_rate", report.Edition2021, nil, report.NullDenominator, "[]"},
		"a cell of another form": {"fees", report.Edition2019, nil, report.NullNotInForm, "[disclosure.fees.amount]"},
		"no table": {"reconsiderations", report.Edition2021, func(r *report.Report) {
			r.Forms[report.Disputes] = report.NoEdition
			for _, k := range report.Keys() {
				if k.Table == report.Disputes {
					*r.Cells.At(k) = report.Cell{}
				}
			}
		}, report.NullTable, "[disputes.reconsideration.total]"},
		"an amount without unit": {
			"procurement", report.Edition2019,
			set("disclosure.procurement.amount", report.Cell{State: report.Printed, Value: report.Int(513555)}), report.NullUnit, "[disclosure.procurement.amount]",
		},
		"a part above its whole": {"disclosure_rate", report.Edition2021, func(r *report.Report) {
			r.Cells.At(key(t, "applications.granted.total")).Value = report.Int(12)
			r.Cells.At(key(t, "applications.total.total")).Value = report.Int(10)
		}, report.NullImpossible, "[]"},
		"a whole below zero": {
			"reconsideration_corrected", report.Edition2021,
			set("disputes.reconsideration.pending", report.Cell{State: report.Printed, Value: report.Int(3)}), report.NullImpossible, "[]",
		},
		"too many digits": {"disputes", report.Edition2021, func(r *report.Report) {
			for _, name := range []string{"disputes.reconsideration.total", "disputes.direct_suit.total"} {
				r.Cells.At(key(t, name)).Value = mustNumber(t, "9999999999999999999")
			}
		}, report.NullTooLarge, "[disputes.direct_suit.total]"},
		"a page that was not read": {"received", report.NoEdition, func(r *report.Report) { r.Status = report.Unsupported }, report.NullUnread, "[applications.received.total]"},
		"a table before the forms": {"received", report.NoEdition, func(r *report.Report) { r.Year, r.Status = 2018, report.Narrative }, report.NullBefore, "[applications.received.total]"},
		"a year before the forms":  {"quality.current_form", report.Edition2021, func(r *report.Report) { r.Year = 2018 }, report.NullBefore, "[]"},
	} {
		t.Run(name, func(t *testing.T) {
			r := figures(t, c.edition, nil)
			if c.change != nil {
				c.change(r)
			}
			m := indicator(t, c.indicator).MeasureOf(r)
			if m.Known || m.Null != c.null || fmt.Sprint(m.Missing) != c.missing || m.Value() != 0 {
				t.Errorf("known %v, null %q, missing %v, value %v", m.Known, m.Null, m.Missing, m.Value())
			}
		})
	}
}

func TestMeasuresAreComparedWithoutRounding(t *testing.T) {
	of := func(n, d string) report.Measure {
		return report.Measure{Numerator: mustNumber(t, n), Denominator: mustNumber(t, d), Known: true}
	}
	for name, c := range map[string]struct {
		a, b report.Measure
		want int
	}{
		"the same share":                   {of("1", "3"), of("7", "21"), 0},
		"a small difference":               {of("333333333", "1000000000"), of("333333334", "1000000000"), -1},
		"nearly a third":                   {of("1", "3"), of("333333333", "1000000000"), 1},
		"totals":                           {of("12", "0"), of("7", "0"), 1},
		"changes":                          {of("-2", "0"), of("1", "0"), -1},
		"products of more than 19 digits":  {of("1", "9999999999999999999"), of("9999999999999999998", "9999999999999999999"), -1},
		"the other way round":              {of("9999999999999999998", "9999999999999999999"), of("1", "9999999999999999999"), 1},
		"and equal, as far as can be told": {of("2", "9999999999999999999"), of("2", "9999999999999999999"), 0},
	} {
		if got := c.a.Compare(c.b); got != c.want {
			t.Errorf("%s: %d", name, got)
		}
	}
}

func TestAmountsAreComparedInOneUnit(t *testing.T) {
	for raw, c := range map[string]struct{ value, unit, want string }{
		"12.34 as the form says": {"12.34", "万元", "12.34"},
		"123400 元":               {"123400", "元", "12.34"},
		"0.5 亿元":                 {"0.5", "亿元", "5000"},
	} {
		r := figures(t, report.Edition2021, nil)
		*r.Cells.At(key(t, "disclosure.fees.amount")) = report.Cell{
			State: report.Printed, Value: mustNumber(t, c.value), Unit: report.Unit{Name: c.unit, Source: report.UnitPrinted},
		}
		if m := indicator(t, "fees").MeasureOf(r); !m.Known || m.Numerator.String() != c.want {
			t.Errorf("%s: %s 万元, known %v", raw, m.Numerator, m.Known)
		}
	}
}

func TestWhatHasToBeSaidAboutAMeasure(t *testing.T) {
	r := figures(t, report.Edition2021, map[string]int64{"applications.total.total": 20})
	granted, partial := r.Cells.At(key(t, "applications.granted.total")), r.Cells.At(key(t, "applications.partial.total"))
	rate := indicator(t, "disclosure_rate")
	if m := rate.MeasureOf(r); m.Inferred || m.Flagged {
		t.Errorf("printed numbers: %+v", m)
	}
	granted.State, partial.State = report.Implied, report.Entered
	if m := rate.MeasureOf(r); !m.Inferred || !m.Implied || !m.Entered || m.Split {
		t.Errorf("implied and entered: %+v", m)
	}
	r.Findings = []report.Finding{{Severity: report.Note, Cells: []report.Key{key(t, "applications.partial.total")}}}
	if rate.MeasureOf(r).Flagged {
		t.Error("a note flags")
	}
	r.Findings[0].Severity = report.Warning
	if !rate.MeasureOf(r).Flagged || indicator(t, "received").MeasureOf(r).Flagged {
		t.Error("a warning flags what it names, and nothing else")
	}
}

// TestRatesOfABalancedReport holds, for any numbers, that the outcomes add up to the whole and the reasons to
// all that was denied, and that no rate leaves 0 to 1.
func TestRatesOfABalancedReport(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		edition := rapid.SampledFrom([]report.Edition{report.Edition2019, report.Edition2021}).Draw(t, "edition")
		r := balanced(t, edition, func(report.Key) int64 { return rapid.Int64Range(0, 50).Draw(t, "leaf") })
		sums := map[string]report.Number{}
		for _, i := range report.AllIndicators() {
			m := i.MeasureOf(r)
			if m.Known && i.Kind == report.KindRate && (m.Value() < 0 || m.Value() > 1) {
				t.Fatalf("%s is %v", i.ID, m.Value())
			}
			if m.Known != (m.Null == report.NotNull) {
				t.Fatalf("%s: known %v, null %q", i.ID, m.Known, m.Null)
			}
			for prefix, ids := range map[string]string{"reasons": "reason_", "outcomes": ""} {
				if ids != "" && strings.HasPrefix(i.ID, ids) || ids == "" && isOutcome[i.ID] {
					sums[prefix], _ = sums[prefix].Add(m.Numerator)
				}
			}
		}
		denied, _ := report.Derived{Group: report.GroupDenied, Column: report.ColumnTotal}.Of(r)
		if concluded := r.Cells.At(report.Key{Table: report.Applications, Row: report.RowTotal, Column: report.ColumnTotal}).Value; !sums["outcomes"].Equal(concluded) {
			t.Fatalf("outcomes add up to %s, not %s", sums["outcomes"], concluded)
		}
		if !sums["reasons"].Equal(denied) {
			t.Fatalf("reasons add up to %s, not %s", sums["reasons"], denied)
		}
	})
}

var isOutcome = map[string]bool{
	"granted": true, "partial": true, "derived.denied": true, "derived.unavailable": true, "derived.rejected": true, "derived.otherwise": true,
}

// TestNoOperandIsEverTakenForZero takes the number out of one cell: whatever needed it becomes unknown and names it.
func TestNoOperandIsEverTakenForZero(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		edition := rapid.SampledFrom([]report.Edition{report.Edition2019, report.Edition2021}).Draw(t, "edition")
		whole := balanced(t, edition, func(report.Key) int64 { return rapid.Int64Range(1, 50).Draw(t, "leaf") })
		k := rapid.SampledFrom(whole.Forms.Keys()).Draw(t, "cell")
		holed := *whole
		holed.Cells.At(k).State = rapid.SampledFrom([]report.CellState{report.Missing, report.Blank, report.NA, report.Unreadable}).Draw(t, "state")
		for _, i := range report.AllIndicators() {
			if strings.HasPrefix(i.ID, "quality.") {
				continue
			}
			before, after := i.MeasureOf(whole), i.MeasureOf(&holed)
			names := false
			for _, missing := range after.Missing {
				names = names || missing == k
			}
			same := before.Known == after.Known && before.Numerator.Equal(after.Numerator) && before.Denominator.Equal(after.Denominator)
			if names && after.Known || !names && !same {
				t.Fatalf("%s without %s: %+v, before %+v", i.ID, k, after, before)
			}
		}
	})
}
