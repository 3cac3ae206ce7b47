package store

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// Cause says why two readings differ.
type Cause string

// The causes.
const (
	CausePublisher Cause = "publisher"  // the content of the page changed, as published or as a person handed it in: another digest, the same reader
	CauseReader    Cause = "reader"     // another version of the reader, the same page
	CauseBoth      Cause = "both"       // another page and another reader; no reader has read both
	CauseDocument  Cause = "document"   // another document about the same body and year
	CauseHints     Cause = "hints"      // more is known about the page's surroundings
	CauseEntered   Cause = "entered"    // people entered or withdrew values
	CauseRegister  Cause = "register"   // the register of bodies changed
	CauseFirst     Cause = "first"      // it was not read before
	CauseNone      Cause = "impossible" // the same reader, page, hints and values: nothing explains it
)

// CellChange is a cell that differs between two readings.
type CellChange struct {
	Key      report.Key
	Old, New report.Cell
}

// FactChange is something else that differs: title, year, status, the number of findings.
type FactChange struct {
	Name     string
	Old, New string
}

// Difference is what differs between two readings.
type Difference struct {
	Cells []CellChange
	Facts []FactChange
}

// Empty tells whether nothing differs that a user of the data sees.
func (d Difference) Empty() bool { return len(d.Cells)+len(d.Facts) == 0 }

// differ compares two readings cell by cell. Where a number stood on the page is no difference.
func differ(old, fresh *report.Report) (d Difference) {
	for i, k := range report.Keys() {
		a, b := &old.Cells[i], &fresh.Cells[i]
		if a.State != b.State || !a.Value.Equal(b.Value) || a.Unit != b.Unit || !a.State.HasValue() && a.Raw != b.Raw {
			d.Cells = append(d.Cells, CellChange{k, *a, *b})
		}
	}
	before, after := facts(old), facts(fresh)
	for i := range before {
		if before[i].value != after[i].value {
			d.Facts = append(d.Facts, FactChange{before[i].name, before[i].value, after[i].value})
		}
	}
	return d
}

type fact struct{ name, value string }

func facts(r *report.Report) []fact {
	forms := make([]string, len(r.Forms))
	for i, f := range r.Forms {
		forms[i] = f.String()
	}
	count := severities(r.Findings)
	return []fact{
		{"status", r.Status.String()},
		{"title", r.Title},
		{"year", strconv.Itoa(r.Year)},
		{"agency", r.Agency.Name},
		{"division", r.Agency.Division},
		{"credit_code", r.Agency.CreditCode},
		{"scope", r.Agency.Scope.String()},
		{"published", strings.TrimSpace(r.Published.String() + " " + r.PublishedSource)},
		{"forms", strings.Join(forms, " ")},
		{"findings", fmt.Sprintf("%d errors, %d warnings, %d notes", count[report.Error], count[report.Warning], count[report.Note])},
		{"statistics", summed(r.Statistics)},
		{"claims", summed(r.Claims)},
		{"unconsumed", summed(r.Unconsumed)},
		{"sections", summed(r.Sections)},
	}
}

// summed names a list by its length and the beginning of its digest.
func summed[T any](l []T) string {
	if len(l) == 0 {
		return "none"
	}
	return fmt.Sprintf("%d (%.8s)", len(l), page.DigestOf([]byte(encode(l))))
}

// Change is a document that is read otherwise than before.
type Change struct {
	Document Document
	Body     string // natural key, as it is read now; empty when not known
	Year     int
	Cause    Cause
	// From and To are the versions of the reader; From is empty when nobody read it before.
	From, To string
	Difference
}
