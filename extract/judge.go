package extract

import (
	"fmt"

	"github.com/nianbao/nianbao/report"
)

// judge sets the status: by the cells when the page has statutory tables, else by what it has instead.
func (s *session) judge() {
	r := s.report
	if r.Forms.Any() && !s.otherPaper() {
		s.oldForm()
		s.solve()
		s.gaps()
		s.claim()
		report.Judge(r)
		return
	}
	r.Forms = report.Forms{}
	r.Cells = report.Cells{}
	s.statistics()
	s.claim()
	s.decideGlued()
	status, message, rule := s.withoutTables()
	r.Status = status
	if message != "" {
		r.Findings = append(r.Findings, report.Finding{Relation: rule, Severity: report.Warning, Fault: report.FaultUndetermined, Message: message})
	}
	report.Judge(r)
}

// otherPaper tells whether the title is that of another paper and the tables are too few to say otherwise.
func (s *session) otherPaper() bool {
	return lookalike(s.outline.title.text) != "" && !s.report.Forms.All() || s.boundCells() == 0
}

func (s *session) boundCells() int {
	n := 0
	for i := range s.report.Cells {
		if st := s.report.Cells[i].State; st != report.NotInForm && st != report.Missing {
			n++
		}
	}
	return n
}

// oldForm notes a form that a newer one had replaced for the year.
func (s *session) oldForm() {
	r := s.report
	for t, e := range r.Forms {
		if e == report.Edition2019 && r.Year >= 2021 && report.Table(t) != report.Disputes {
			r.Findings = append(r.Findings, report.Finding{
				Relation: report.RuleEdition, Severity: report.Note, Fault: report.FaultUndetermined,
				Message: fmt.Sprintf("table %s of the report on %d is in the form of 2019, which that of 2021 had replaced", report.Table(t), r.Year),
			})
		}
	}
}

// withoutTables judges a page on which no statutory table was found.
func (s *session) withoutTables() (status report.Status, message, rule string) {
	o, r := &s.outline, s.report
	found := [7]bool{}
	for _, n := range o.heads {
		found[n] = true
	}
	statutoryHeads := 0
	for n := 2; n <= 4; n++ {
		if found[n] {
			statutoryHeads++
		}
	}
	isReport := isReportTitle(o.title.text)
	text, images, files := s.content()
	switch {
	case lookalike(o.title.text) != "":
		return report.NotAReport, fmt.Sprintf("%q says %s", shorten(o.title.text), lookalike(o.title.text)), report.RuleNoReport
	case !isReport && statutoryHeads < 2:
		return report.NotAReport, "neither the title nor the headings are those of a report on the disclosure of information", report.RuleNoReport
	case r.Year != 0 && r.Year < 2019 && text > 300:
		return report.Narrative, "", ""
	case statutoryHeads >= 2:
		return report.TablesMissing, fmt.Sprintf("the headings of the statutory sections stand there, their tables do not; pictures: %d", images), report.RuleNoTables
	case text > 600:
		return report.TablesMissing, fmt.Sprintf("the report has text and no statutory table; pictures: %d, attached documents: %d", images, files), report.RuleNoTables
	case files > 0:
		return report.Unsupported, fmt.Sprintf("the report is attached as a document: %d", files), report.RuleNoTables
	case images > 0:
		return report.ImageOnly, fmt.Sprintf("the report is shown as pictures: %d", images), report.RuleNoTables
	case r.Year != 0 && r.Year < 2019:
		return report.Narrative, "", ""
	}
	return report.TablesMissing, "the page has the title of a report and hardly anything else", report.RuleNoTables
}

// content measures what stands below the title: bytes of text outside of links, pictures, attached documents.
func (s *session) content() (text, images, files int) {
	for i := range s.doc.blocks {
		switch b := &s.doc.blocks[i]; b.Kind {
		case Image:
			if !b.Linked {
				images++
			}
		case Attachment:
			files++
		case TableKind:
			for c := range b.Grid.Cells {
				text += len(b.Grid.Cells[c].Text)
			}
		default:
			if !b.Linked && len(b.Text) > 60 {
				text += len(b.Text)
			}
		}
	}
	return text, images, files
}
