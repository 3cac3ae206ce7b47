package extract

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// collectTitles lists what may be the title, by the trust that the places earn.
func (h *pageHead) collectTitles() {
	add := func(text, origin string) {
		if text != "" && len(text) <= 400 {
			h.titles = append(h.titles, candidate{text, origin})
		}
	}
	add(h.doc.meta.article, "meta ArticleTitle")
	add(h.fields[fieldTitle], "header table")
	for level := 1; level >= 0; level-- {
		for i := range h.top {
			if b := &h.top[i]; b.Kind == Heading && (b.Level == 1) == (level == 1) {
				add(b.Text, "heading")
			}
		}
	}
	for _, centered := range []bool{true, false} {
		for i := range h.top {
			if b := &h.top[i]; b.Kind == Paragraph && b.Centered == centered && !b.Linked {
				h.addLine(i, add)
			}
		}
	}
	add(cutSiteName(h.doc.meta.title), "title")
	add(h.hints.ListTitle, "list")
}

// addLine adds a line that is worded like the title of a report, together with the next line when the title goes on there.
func (h *pageHead) addLine(i int, add func(text, origin string)) {
	text := h.top[i].Text
	if what, _ := labelAt(text); what != noField {
		return
	}
	if isReportTitle(text) {
		add(text, "line")
		return
	}
	if next := h.nextText(i + 1); len(text)+len(next) < 200 && strings.Contains(text, "公开") && len(printed.Years(text)) == 1 && isReportTitle(text+next) {
		add(text+next, "line")
	}
}

// cutSiteName takes the tail off a <title>: "…年度报告-年度报告-某县人民政府".
func cutSiteName(title string) string {
	for _, separator := range []string{"_", " - ", "-", "|", "—", "–"} {
		parts := strings.Split(title, separator)
		for _, part := range parts[:len(parts)-1] {
			if isReportTitle(part) {
				return strings.TrimSpace(part)
			}
		}
	}
	return title
}

// title picks the first candidate that is the title of a report, or of something that is easily taken for one;
// failing that the first of all.
func (h *pageHead) title() candidate {
	for _, c := range h.titles {
		if isReportTitle(c.text) || lookalike(c.text) != "" && c.origin != "heading" {
			return c
		}
	}
	for _, c := range h.titles {
		if lookalike(c.text) != "" {
			return c
		}
	}
	if len(h.titles) > 0 {
		return h.titles[0]
	}
	return candidate{}
}

// isReportTitle tells whether a text is worded like the title of a yearly report on the disclosure of information.
func isReportTitle(text string) bool {
	if len(text) > 240 || !strings.Contains(text, "公开") {
		return false
	}
	t := printed.Normal(text)
	if utf8.RuneCountInString(t) > 64 || strings.Contains(t, ">") || strings.ContainsAny(t, ";") || strings.HasPrefix(t, "根据") || strings.Contains(t, ".") {
		return false
	}
	about := strings.Contains(t, "信息公开") || strings.Contains(t, "政务公开") || strings.Contains(t, "信息与政务公开")
	for _, kind := range []string{"年度报告", "年报", "工作报告", "情况报告", "情况的报告", "年度工作总结", "年度总结", "年度情况"} {
		if about && strings.Contains(t, kind) {
			return lookalike(t) == ""
		}
	}
	return false
}

// lookalikes are words of titles that yearly reports on disclosure do not have, beside those of page.OtherPapers.
var lookalikes = append(strings.Split(page.OtherPapers, "|"),
	"一图读懂", "一图看懂", "一图了解", "编制说明", "网站工作年度报", "网站年度报", "网站年度工作报", "网站监管年度报",
	"法治政府建设", "的通知", "通知公告", "会议", "评估结果", "公开指南", "公开目录", "公开制度",
)

// lookalike gives the word that makes a title one of something else; empty when there is none.
func lookalike(title string) string {
	if len(title) > 400 {
		return ""
	}
	for _, word := range lookalikes {
		if strings.Contains(title, word) {
			return word
		}
	}
	if strings.Contains(title, "政府工作报告") && !strings.Contains(title, "公开") {
		return "政府工作报告"
	}
	return ""
}

// year decides the year: by the period that the report counts, then by its title, then by other headings, and
// last by the list that led to the page. Never by an address or a date of publication.
func (h *pageHead) year(r *report.Report, title candidate) {
	type claim struct {
		year  int
		where string
	}
	var claims []claim
	if h.period.from != 0 && h.period.from == h.period.to {
		claims = append(claims, claim{h.period.to, "period " + h.period.text})
	}
	for _, c := range append([]candidate{title}, h.titles...) {
		if years := printed.Years(c.text); len(years) == 1 && (isReportTitle(c.text) || c == title) {
			claims = append(claims, claim{years[0], c.origin + " " + c.text})
		}
	}
	if h.period.from != h.period.to && h.period.from != 0 {
		r.Findings = append(r.Findings, report.Finding{
			Relation: report.RuleYear, Severity: report.Warning, Fault: report.FaultUndetermined,
			Message: fmt.Sprintf("the period %q spans two years and was not used", h.period.text),
		})
	}
	if len(claims) == 0 {
		r.Findings = append(r.Findings, report.Finding{
			Relation: report.RuleYear, Severity: report.Warning, Message: "the page does not say which year it reports on",
		})
		return
	}
	r.Year = claims[0].year
	candidates := []string{strconv.Itoa(r.Year)}
	for _, c := range claims[1:] {
		if text := strconv.Itoa(c.year); !slices.Contains(candidates, text) {
			candidates = append(candidates, text)
			r.Findings = append(r.Findings, report.Finding{
				Relation: report.RuleYear, Severity: report.Warning, Candidates: []string{candidates[0], text},
				Message: fmt.Sprintf("%s says %d, %s says %d", shorten(claims[0].where), r.Year, shorten(c.where), c.year),
			})
		}
	}
}
