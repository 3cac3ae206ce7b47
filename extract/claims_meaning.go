package extract

import (
	"fmt"
	"strings"

	"github.com/nianbao/nianbao/report"
)

// meaning is what a number said in prose may count.
type meaning uint8

const (
	receivedMeaning meaning = iota
	carriedInMeaning
	carriedOutMeaning
	concludedMeaning
	grantedMeaning
	partialMeaning
	deniedMeaning
	unavailableMeaning
	rejectedMeaning
	otherwiseMeaning
	reconsiderationMeaning
	suitMeaning
	documentsMeaning
	disclosedMeaning // of the statistics tables alone
)

// proseRules are the rules under which a number of the prose is compared with the tables, by meaning.
var proseRules = [...]string{
	report.RuleProseReceived, report.RuleProseCarriedIn, report.RuleProseCarriedOut, report.RuleProseConcluded, report.RuleProseGranted,
	report.RuleProsePartial, report.RuleProseDenied, report.RuleProseUnavailable, report.RuleProseRejected, report.RuleProseOtherwise,
	report.RuleProseReconsideration, report.RuleProseSuits, report.RuleProseDocuments,
}

// sum is a sum of cells that a number may mean: those of more, less those of less.
type sum struct{ more, less []report.Key }

// sums lists what the number may lawfully mean, the plain meaning first.
func (m meaning) sums(e report.Edition) []sum {
	app := func(rows ...report.Row) (keys []report.Key) {
		for _, r := range rows {
			keys = append(keys, report.Key{Table: report.Applications, Row: r, Column: report.ColumnTotal})
		}
		return keys
	}
	four := func(c report.Column, rows ...report.Row) (keys []report.Key) {
		for _, r := range rows {
			keys = append(keys, report.Key{Table: report.Disputes, Row: r, Column: c})
		}
		return keys
	}
	denied := app(report.RowDeniedStateSecret, report.RowDeniedLaw, report.RowDeniedSafety, report.RowDeniedThirdParty,
		report.RowDeniedInternal, report.RowDeniedProcess, report.RowDeniedEnforcement, report.RowDeniedQuery)
	unavailable := app(report.RowUnavailableNotHeld, report.RowUnavailableNotCompiled, report.RowUnavailableUnclear)
	rejected := app(report.RowRejectedPetition, report.RowRejectedRepeat, report.RowRejectedPublication, report.RowRejectedExcessive, report.RowRejectedReissue)
	otherwise := app(report.RowOtherwise)
	if e == report.Edition2021 {
		otherwise = app(report.RowOtherwiseUncorrected, report.RowOtherwiseUnpaid, report.RowOtherwiseRest)
	}
	join := func(lists ...[]report.Key) (all []report.Key) {
		for _, l := range lists {
			all = append(all, l...)
		}
		return all
	}
	received, carriedIn := app(report.RowReceived), app(report.RowCarriedIn)
	totalRow, carriedOut := app(report.RowTotal), app(report.RowCarriedOut)
	granted, partial := app(report.RowGranted), app(report.RowPartial)
	direct, after, review := report.RowDirectSuit, report.RowSuitAfter, report.RowReconsideration
	switch m {
	case receivedMeaning: // with what was carried in; what was concluded of it
		return []sum{{received, nil}, {join(received, carriedIn), nil}, {totalRow, nil}}
	case carriedInMeaning:
		return []sum{{carriedIn, nil}}
	case carriedOutMeaning:
		return []sum{{carriedOut, nil}}
	case concludedMeaning: // without what was not answered in substance; of this year's applications alone
		return []sum{{totalRow, nil}, {totalRow, otherwise}, {totalRow, join(otherwise, rejected)}, {totalRow, carriedIn}, {received, carriedOut}, {received, nil}}
	case grantedMeaning:
		return []sum{{granted, nil}, {join(granted, partial), nil}}
	case partialMeaning:
		return []sum{{partial, nil}}
	case deniedMeaning: // in older wording also what could not be provided and what was not handled
		return []sum{{denied, nil}, {join(denied, unavailable), nil}, {join(denied, unavailable, rejected), nil}, {join(denied, rejected), nil}}
	case unavailableMeaning:
		return []sum{{unavailable, nil}, {app(report.RowUnavailableNotHeld), nil}}
	case rejectedMeaning:
		return []sum{{rejected, nil}, {join(rejected, otherwise), nil}}
	case otherwiseMeaning:
		return []sum{{otherwise, nil}}
	case reconsiderationMeaning: // without the pending
		return []sum{{four(report.ColumnTotal, review), nil}, {four(report.ColumnTotal, review), four(report.ColumnPending, review)}}
	case suitMeaning: // without the pending; only those without, or after, a reconsideration
		both := four(report.ColumnTotal, direct, after)
		return []sum{
			{both, nil}, {both, four(report.ColumnPending, direct, after)}, {four(report.ColumnTotal, direct), nil}, {four(report.ColumnTotal, after), nil},
		}
	case documentsMeaning:
		issued := report.ColumnProduced
		if e == report.Edition2021 {
			issued = report.ColumnIssued
		}
		return []sum{{[]report.Key{{Table: report.Disclosure, Row: report.RowNormativeDocuments, Column: issued}}, nil}}
	}
	return nil
}

func (m meaning) table() report.Table {
	switch m {
	case reconsiderationMeaning, suitMeaning:
		return report.Disputes
	case documentsMeaning:
		return report.Disclosure
	}
	return report.Applications
}

// text writes the plain meaning as an expression over keys; by the form in force, for the form of a report may be unknown.
func (m meaning) text() string {
	if m == disclosedMeaning {
		return "statistics.a1"
	}
	return m.sums(report.Edition2021)[0].text()
}

func (s sum) text() string {
	var out strings.Builder
	for i, k := range s.more {
		if i > 0 {
			out.WriteString(" + ")
		}
		out.WriteString(k.String())
	}
	for _, k := range s.less {
		out.WriteString(" - " + k.String())
	}
	return out.String()
}

// of works a sum out; false when one of its cells has no number.
func (s sum) of(cells *report.Cells) (total report.Number, ok bool) {
	for _, k := range s.more {
		n, has := cells.At(k).Number()
		if total, ok = total.Add(n); !has || !ok {
			return report.Number{}, false
		}
	}
	for _, k := range s.less {
		n, has := cells.At(k).Number()
		if total, ok = total.Sub(n); !has || !ok {
			return report.Number{}, false
		}
	}
	return total, true
}

// compareClaim warns when the tables have another number than the prose, whatever the prose may lawfully mean.
func (s *session) compareClaim(c *report.Claim, m meaning) {
	edition := s.report.Forms[m.table()]
	if edition == report.NoEdition || m == disclosedMeaning {
		return
	}
	sums := m.sums(edition)
	plain, ok := sums[0].of(&s.report.Cells)
	if !ok {
		return
	}
	var others []string
	for i, alternative := range sums {
		value, ok := alternative.of(&s.report.Cells)
		switch {
		case !ok || value.Equal(c.Value):
			return // it fits, or may fit a sum that is not known
		case i > 0:
			others = append(others, alternative.text()+" = "+value.String())
		}
	}
	said := c.Value
	s.report.Findings = append(s.report.Findings, report.Finding{
		Relation: proseRules[m], Severity: report.Warning, Fault: report.FaultUndetermined, Cells: sums[0].more, Left: &said, Right: &plain,
		Message:    fmt.Sprintf("正文与表格不同 (prose and table differ): the prose says %s (%s), the table has %s", c.Value, shorten(c.Sentence), plain),
		Candidates: others,
	})
}
