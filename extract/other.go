package extract

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/division"
)

// cutOther ends the page where another report begins: below the first sections stands the title of a report on another
// year or of another body. Its tables must not fill the gaps of the report above.
func (o *outline) cutOther(s *session) {
	own := ""
	for i := range s.doc.blocks {
		b := &s.doc.blocks[i]
		if b.Kind != Paragraph && b.Kind != Heading || b.Linked || !isReportTitle(b.Text) {
			continue
		}
		if i < o.first {
			own = b.Text
			continue
		}
		if own == "" {
			own = s.doc.meta.title
		}
		if sameReport(own, b.Text) || !o.goesOn(s.doc.blocks, i) {
			continue
		}
		for at := range o.heads {
			if at > i {
				delete(o.heads, at)
			}
		}
		s.doc.blocks = s.doc.blocks[:i]
		s.report.Findings = append(s.report.Findings, report.Finding{
			Relation: report.RuleTwoReports, Severity: report.Warning, Fault: report.FaultUndetermined,
			Message: fmt.Sprintf("another report begins below the first and was not read: %q", shorten(b.Text)),
		})
		return
	}
}

// sameReport tells whether two titles can be of one report: neither year nor body differ, as far as both name them.
func sameReport(a, b string) bool {
	ya, yb := printed.Years(a), printed.Years(b)
	if len(ya) == 1 && len(yb) == 1 && ya[0] != yb[0] {
		return false
	}
	na, nb := shortBody(a), shortBody(b)
	return strings.HasSuffix(na, nb) || strings.HasSuffix(nb, na)
}

// shortBody gives the body of a title without the words for its office, so that 石桥镇 is the end of 云岭县石桥镇人民政府 and
// 云岭县 is not.
func shortBody(title string) string {
	name := division.NameIn(title)
	for _, office := range []string{"人民政府办公室", "人民政府", "办事处"} {
		name = strings.TrimSuffix(name, office)
	}
	return name
}

// goesOn tells whether a section or a table of a report stands below a block.
func (o *outline) goesOn(blocks []Block, at int) bool {
	for i := at + 1; i < len(blocks); i++ {
		if o.heads[i] > 0 || blocks[i].Kind == TableKind && len(blocks[i].Grid.Cells) > 10 {
			return true
		}
	}
	return false
}

// otherYears notes labels, heads and headings of sections that name another year than the report: a column of the
// year before beside that of the year, or a copied heading.
func (s *session) otherYears() {
	if s.report.Year == 0 {
		return
	}
	seen := map[string][]report.Key{}
	var order []string
	note := func(text string, keys ...report.Key) {
		if !strings.Contains(text, "年") {
			return
		}
		if years := printed.Years(text); len(years) != 1 || years[0] == s.report.Year {
			return
		}
		if _, ok := seen[text]; !ok {
			order = append(order, text)
		}
		seen[text] = append(seen[text], keys...)
	}
	for i := range s.out.rows {
		e := &s.out.rows[i]
		note(e.Label, e.Keys...)
		for j := range min(len(e.Pieces), len(e.Keys)) {
			note(e.Pieces[j].Head, e.Keys[j])
		}
		for _, line := range e.Above {
			if !strings.Contains(line, "月") {
				note(line, e.Keys...)
			}
		}
	}
	for i := range s.report.Sections {
		note(s.report.Sections[i].Title)
	}
	for _, text := range order {
		keys := slices.DeleteFunc(seen[text], func(k report.Key) bool {
			return !k.Valid() || s.report.Cells.At(k).State == report.NotInForm
		})
		s.report.Findings = append(s.report.Findings, report.Finding{
			Relation: report.RuleYear, Severity: report.Warning, Cells: keys, Fault: report.FaultUndetermined,
			Message: fmt.Sprintf("%q does not name the year %d of the report", shorten(text), s.report.Year),
		})
	}
}

// mostOfRule bounds what is said about one page by one rule.
const mostOfRule = 200

// boundFindings leaves out what goes beyond, and says so for each rule. The cells that the findings left out name stay
// named.
func (s *session) boundFindings() {
	count := map[string]int{}
	type rest struct {
		findings int
		severity report.Severity
		cells    []report.Key
	}
	left := map[string]*rest{}
	var order []string
	s.report.Findings = slices.DeleteFunc(s.report.Findings, func(f report.Finding) bool {
		if count[f.Relation]++; count[f.Relation] <= mostOfRule {
			return false
		}
		r := left[f.Relation]
		if r == nil {
			r = &rest{}
			left[f.Relation], order = r, append(order, f.Relation)
		}
		r.findings++
		r.severity = max(r.severity, f.Severity)
		for _, k := range f.Cells {
			if !slices.Contains(r.cells, k) {
				r.cells = append(r.cells, k)
			}
		}
		return true
	})
	for _, rule := range order {
		r := left[rule]
		s.report.Findings = append(s.report.Findings, report.Finding{
			Relation: rule, Severity: r.severity, Cells: r.cells, Fault: report.FaultUndetermined,
			Message: fmt.Sprintf("%d further findings of this rule are left out", r.findings),
		})
	}
}
