package pipeline

import (
	"fmt"
	"slices"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// enterer puts what people entered for the document into a report that was read from it.
func enterer(p *store.Pending) func(*report.Report) {
	return func(r *report.Report) {
		for _, c := range p.Outdated {
			r.Raise(report.Finding{
				Relation: report.RuleOutdated, Severity: report.Warning, Fault: report.FaultUndetermined, Cells: []report.Key{c.Key},
				Message: fmt.Sprintf("%s entered %s for %s (%s) on an earlier content %.12s of this page; the page has changed since", c.Who, c.Value, c.Key, c.Why, c.Digest),
			})
		}
		if len(p.Corrections) > 0 {
			enter(r, p.Corrections)
		}
	}
}

// enter writes values into cells and judges the report anew. A printed number is never overwritten.
func enter(r *report.Report, corrections []store.Correction) {
	var entered []report.Key
	var notes []report.Finding
	for _, c := range corrections {
		note := report.Finding{
			Relation: report.RuleEntered, Severity: report.Note, Fault: report.FaultUndetermined, Cells: []report.Key{c.Key},
		}
		cell := r.Cells.At(c.Key)
		switch cell.State {
		case report.Printed:
			note.Severity = report.Warning
			note.Message = fmt.Sprintf("%s entered %s for %s (%s), and the page prints %s, which stays", c.Who, c.Value, c.Key, c.Why, cell.Value)
		case report.NotInForm:
			note.Severity = report.Warning
			note.Message = fmt.Sprintf("%s entered %s for %s (%s), and the form of this report has no such cell", c.Who, c.Value, c.Key, c.Why)
		default:
			note.Message = fmt.Sprintf("%s entered %s for %s (%s); the reader had %s %q", c.Who, c.Value, c.Key, c.Why, cell.State, cell.Raw)
			cell.State, cell.Value, cell.Basis, cell.Uncertain = report.Entered, c.Value, report.NoBasis, false
			entered = append(entered, c.Key)
		}
		notes = append(notes, note)
	}
	r.Findings = append(standing(r, entered), notes...)
	report.Judge(r)
}

// standing gives the findings that still hold: those that a new judgement makes again, and those about cells that
// now have a value, are left out.
func standing(r *report.Report, entered []report.Key) []report.Finding {
	again := map[string]bool{report.RuleCount: true}
	for _, rel := range report.Relations(r.Forms) {
		again[rel.ID] = true
	}
	var kept []report.Finding
	for _, f := range r.Findings {
		if again[f.Relation] {
			continue
		}
		if f.Relation == report.RuleUnreadable || f.Relation == report.RuleMissing || f.Relation == report.RuleUnconfirmed {
			cells := slices.DeleteFunc(slices.Clone(f.Cells), func(k report.Key) bool { return slices.Contains(entered, k) })
			if len(cells) == 0 && len(f.Cells) > 0 {
				continue
			}
			f.Cells = cells
		}
		kept = append(kept, f)
	}
	return kept
}
