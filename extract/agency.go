package extract

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/division"
)

// agency names the body as the page displays it, and finds its credit code and the scope of the report.
func (h *pageHead) agency(r *report.Report, title candidate) {
	inTitle, inHeader := division.NameIn(title.text), division.NameIn(h.fields[fieldBody])
	for _, name := range []string{inHeader, inTitle, division.NameIn(h.fields[fieldFrom]), division.NameIn(h.doc.meta.source)} {
		if r.Agency.Name == "" && isName(name) {
			r.Agency.Name = name
		}
	}
	if r.Agency.Name == "" {
		r.Agency.Name = h.aboveTitle(title)
	}
	if code, ok := division.CreditCodeIn(h.fields[fieldIndex]); ok {
		r.Agency.CreditCode = string(code)
	}
	h.otherBody(r)
	switch {
	case r.Agency.Name == "":
		r.Findings = append(r.Findings, report.Finding{Relation: report.RuleBody, Severity: report.Note, Message: "the page names no body"})
	case isName(inTitle) && isName(inHeader) && !sameName(inTitle, inHeader):
		r.Findings = append(r.Findings, report.Finding{
			Relation: report.RuleBody, Severity: report.Warning, Candidates: []string{inHeader, inTitle},
			Message: fmt.Sprintf("the header names %s, the title %s", inHeader, inTitle),
		})
	}
}

// aboveTitle gives the body that a document names in a line of its own right above its title.
func (h *pageHead) aboveTitle(title candidate) string {
	for i := 1; i < len(h.top); i++ {
		above := printed.Normal(h.top[i-1].Text)
		if h.top[i].Text != title.text || h.top[i-1].Linked || !ownLine.MatchString(above) {
			continue
		}
		if name := division.NameIn(above); isName(name) {
			return name
		}
	}
	return ""
}

// ownLine matches a line that is the name of a body and nothing else.
var ownLine = regexp.MustCompile(`^[\p{Han}]{2,30}(?:政府|政府办公室|办事处|委员会|管委会|局|厅|院|[镇乡])$`)

// maker matches the sentence that says who made the report: 本报告由石桥镇人民政府编制.
var maker = regexp.MustCompile(`本(?:年度)?报告由([\p{Han}]{2,20}?(?:人民政府|镇|乡|街道|办事处))(?:根据|按照|依据|编制|组织)`)

// otherBody reports a page whose sentences name another body than its head: texts are copied between townships.
func (h *pageHead) otherBody(r *report.Report) {
	for i := range h.top {
		b := &h.top[i]
		if b.Kind != Paragraph || !strings.Contains(b.Text, "报告由") {
			continue
		}
		m := maker.FindStringSubmatch(printed.Normal(b.Text))
		if m == nil || r.Agency.Name == "" || sameName(division.NameIn(m[1]), r.Agency.Name) || strings.HasPrefix(m[1], "本") {
			continue
		}
		r.Findings = append(r.Findings, report.Finding{
			Relation: report.RuleBody, Severity: report.Warning, Candidates: []string{r.Agency.Name, m[1]},
			Message: fmt.Sprintf("the head names %s, a sentence names %s", r.Agency.Name, m[1]),
		})
		return
	}
}

// isName tells whether a text can be the name of a body.
func isName(s string) bool {
	n := len([]rune(s))
	return n >= 2 && n <= 50 && !strings.EqualFold(s, "null") && s != "本站" && s != "本网" && s != "本站原创" && s != "原创"
}

// sameName tells whether two names may mean the same body: the characters of one stand in the other in order, as
// those of 县府办 in 县人民政府办公室.
func sameName(a, b string) bool {
	short, long := []rune(printed.Normal(a)), []rune(printed.Normal(b))
	if len(short) > len(long) {
		short, long = long, short
	}
	i := 0
	for _, r := range long {
		if i < len(short) && short[i] == r {
			i++
		}
	}
	return i == len(short)
}

// scopeWords show that a report sums up an area or a system.
var scopeWords = []struct {
	words []string
	scope report.Scope
}{
	{[]string{"汇总", "全区"}, report.ScopeArea},
	{[]string{"汇总", "全市"}, report.ScopeArea},
	{[]string{"汇总", "全县"}, report.ScopeArea},
	{[]string{"汇总", "全省"}, report.ScopeArea},
	{[]string{"汇总", "各部门"}, report.ScopeArea},
	{[]string{"汇总", "各单位"}, report.ScopeArea},
	{[]string{"汇总", "各行政机关"}, report.ScopeArea},
	{[]string{"汇总", "各镇"}, report.ScopeArea},
	{[]string{"汇总", "各乡镇"}, report.ScopeArea},
	{[]string{"全市各级行政机关"}, report.ScopeArea},
	{[]string{"全县各级行政机关"}, report.ScopeArea},
	{[]string{"全区各级行政机关"}, report.ScopeArea},
	{[]string{"全省各级行政机关"}, report.ScopeArea},
	{[]string{"汇总", "全系统"}, report.ScopeSystem},
}

// organEndings end the names of organs whose reports are about their own work alone. A government of a county or
// above may sum up its area, and an office may report for it: there the name says nothing.
var organEndings = []string{"镇", "乡", "街道", "街道办事处", "镇人民政府", "乡人民政府", "局", "街道办"}

// scope reads for whom the report counts, from the words above the first table or from the kind of body.
func (h *pageHead) scope(r *report.Report) {
	for i := range h.top {
		b := &h.top[i]
		if b.Kind != Paragraph || !strings.Contains(b.Text, "汇总") && !strings.Contains(b.Text, "各级行政机关") {
			continue
		}
		for _, s := range scopeWords {
			if hasAll(b.Text, s.words) && !b.Linked {
				r.Agency.Scope, r.Agency.ScopeBasis = s.scope, shorten(b.Text)
				return
			}
		}
	}
	for _, ending := range organEndings {
		if strings.HasSuffix(r.Agency.Name, ending) {
			r.Agency.Scope, r.Agency.ScopeBasis = report.ScopeOrgan, r.Agency.Name
			return
		}
	}
}
