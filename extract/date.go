package extract

import (
	"fmt"

	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/division"
)

// published decides the date of publication: what the page displays, then the PubDate of its head, then the list.
func (h *pageHead) published(r *report.Report) {
	displayed, _, ok := printed.ReadDate(h.fields[fieldDate])
	if !ok {
		displayed = h.loose
	}
	fromMeta, _, _ := printed.ReadDate(h.doc.meta.date)
	fromList, _, _ := printed.ReadDate(h.hints.ListDate)
	for _, c := range []struct {
		date   report.Date
		source string
	}{{displayed, "page"}, {fromMeta, "meta"}, {fromList, "list"}} {
		if c.date.IsZero() {
			continue
		}
		if r.Published.IsZero() {
			r.Published, r.PublishedSource = c.date, c.source
		} else if c.date != r.Published {
			r.Findings = append(r.Findings, report.Finding{
				Relation: report.RulePublished, Severity: report.Note, Candidates: []string{r.Published.String(), c.date.String()},
				Message: fmt.Sprintf("%s says %s, %s says %s", r.PublishedSource, r.Published, c.source, c.date),
			})
		}
	}
	made, _, _ := printed.ReadDate(h.fields[fieldMade])
	switch {
	case r.Published.IsZero() && !made.IsZero():
		r.Findings = append(r.Findings, report.Finding{
			Relation: report.RulePublished, Severity: report.Note, Candidates: []string{made.String()},
			Message: "no date of publication; the document is dated " + made.String(),
		})
	case r.Published.IsZero() && h.fields[fieldDate] != "":
		r.Findings = append(r.Findings, report.Finding{
			Relation: report.RulePublished, Severity: report.Note, Message: fmt.Sprintf("%q is no date", shorten(h.fields[fieldDate])),
		})
	case !h.fetched.IsZero() && r.Published.Compare(h.fetched) > 0:
		r.Findings = append(r.Findings, report.Finding{
			Relation: report.RulePublished, Severity: report.Warning, Candidates: []string{r.Published.String()},
			Message: fmt.Sprintf("published %s, after the page was fetched on %s", r.Published, h.fetched),
		})
	case r.Year != 0 && !r.Published.IsZero() && r.Published.Year <= r.Year:
		r.Findings = append(r.Findings, report.Finding{
			Relation: report.RulePublished, Severity: report.Warning, Candidates: []string{r.Published.String()},
			Message: fmt.Sprintf("published %s, before the year %d was over", r.Published, r.Year),
		})
	}
}

// claims lists what the page and the way to it say about the body.
func (h *pageHead) claims(title candidate) []division.Claim {
	var claims []division.Claim
	add := func(kind division.ClaimKind, value string, origin division.Origin) {
		if value != "" && len(value) <= 400 {
			claims = append(claims, division.Claim{Kind: kind, Value: value, Origin: origin})
		}
	}
	add(division.ClaimCreditCode, h.fields[fieldIndex], division.OriginIndexNumber)
	add(division.ClaimName, h.fields[fieldBody], division.OriginHeaderTable)
	if title.origin != "list" {
		add(division.ClaimName, title.text, division.OriginTitle)
	}
	add(division.ClaimName, h.crumb, division.OriginBreadcrumb)
	add(division.ClaimName, h.doc.meta.source, division.OriginContentSource)
	add(division.ClaimName, h.fields[fieldFrom], division.OriginContentSource)
	add(division.ClaimName, h.hints.ListTitle, division.OriginListTitle)
	add(division.ClaimDivisionCode, h.hints.Division, division.OriginHintDivision)
	add(division.ClaimName, h.hints.Agency, division.OriginHintDivision)
	return claims
}
