package extract_test

import (
	"regexp"
	"testing"

	"github.com/nianbao/nianbao/extract"
	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

var tags = regexp.MustCompile(`<[^>]*>`)

var shared = extract.New(extract.Config{})

// read reads a text as a page.
func read(text string) extract.Result { return shared.Read(page.Page{Body: []byte(text)}) }

// wantCells holds every cell of the forms against the printed figures, and that proof leads back to them. Cells in
// except are not looked at.
func wantCells(t *testing.T, source string, r *report.Report, forms report.Forms, f figures, except ...string) {
	t.Helper()
	if r.Forms != forms {
		t.Errorf("forms %v, want %v", r.Forms, forms)
	}
	skip := map[string]bool{}
	for _, k := range except {
		skip[k] = true
	}
	wrong := 0
	for _, k := range report.Keys() {
		if skip[k.String()] {
			continue
		}
		cell, want := r.Cells.At(k), printed.Figure{}
		if k.In(forms[k.Table]) {
			want = printed.ReadFigure(f.at(k))
		}
		if cell.State == report.Implied && want.State != report.Printed && cell.Basis != report.NoBasis && cell.Value.Sign() == 0 {
			continue // an empty cell that can only be 0
		}
		if cell.State != want.State || cell.Value != want.Value {
			if wrong++; wrong < 6 {
				t.Errorf("%s: %s %s %q, want %s %s", k, cell.State, cell.Value, cell.Raw, want.State, want.Value)
			}
		}
		if cell.Place.End > 0 && cell.State == report.Printed && printed.ReadFigure(tags.ReplaceAllString(source[cell.Place.Start:cell.Place.End], "")).Value != cell.Value {
			t.Errorf("%s: its place %v shows %q", k, cell.Place, source[cell.Place.Start:cell.Place.End])
		}
	}
	if wrong > 5 {
		t.Errorf("%d cells are wrong", wrong)
	}
}

// both gives the forms of one edition in all tables.
func both(e report.Edition) report.Forms { return report.Forms{e, e, e} }

// has tells whether a finding of the rule stands in the report.
func has(r *report.Report, rule string) bool {
	for i := range r.Findings {
		if r.Findings[i].Relation == rule {
			return true
		}
	}
	return false
}

// only fails when the report has findings of other rules than the named ones.
func only(t *testing.T, r *report.Report, rules ...string) {
	t.Helper()
	allowed := map[string]bool{}
	for _, rule := range rules {
		allowed[rule] = true
	}
	for _, f := range r.Findings {
		if !allowed[f.Relation] {
			t.Errorf("finding %s (%s): %s", f.Relation, f.Severity, f.Message)
		}
	}
}
