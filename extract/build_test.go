package extract_test

import (
	"fmt"
	"strings"

	"github.com/nianbao/nianbao/report"
)

// A township that exists nowhere, and the way its content system prints things.
const (
	testTitle  = "2023年云岭县石桥镇人民政府政府信息公开工作年度报告"
	testPeriod = "本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。"
)

// figures are the printed texts of the cells of a report; what is absent is printed as 0.
type figures map[string]string

func (f figures) at(k report.Key) string {
	if text, ok := f[k.String()]; ok {
		return text
	}
	return "0"
}

// balancedFigures are the figures of a report in which every relation closes and every column differs.
func balancedFigures(e report.Edition) figures {
	f := figures{
		"applications.received.person": "12", "applications.received.business": "3", "applications.received.research": "1",
		"applications.received.welfare": "2", "applications.received.legal": "5", "applications.received.other": "4", "applications.received.total": "27",
		"applications.carried_in.person": "2", "applications.carried_in.total": "2",
		"applications.granted.person": "9", "applications.granted.business": "3", "applications.granted.legal": "5", "applications.granted.total": "17",
		"applications.partial.research": "1", "applications.partial.welfare": "2", "applications.partial.total": "3",
		"applications.denied.law.other": "4", "applications.denied.law.total": "4",
		"applications.unavailable.not_held.person": "3", "applications.unavailable.not_held.total": "3",
		"applications.total.person": "12", "applications.total.business": "3", "applications.total.research": "1",
		"applications.total.welfare": "2", "applications.total.legal": "5", "applications.total.other": "4", "applications.total.total": "27",
		"applications.carried_out.person": "2", "applications.carried_out.total": "2",
		"disputes.reconsideration.upheld": "1", "disputes.reconsideration.pending": "2", "disputes.reconsideration.total": "3",
		"disputes.direct_suit.corrected": "1", "disputes.direct_suit.total": "1",
		"disputes.suit_after.other": "4", "disputes.suit_after.total": "4",
		"disclosure.licensing.decisions": "1036", "disclosure.penalties.decisions": "57", "disclosure.coercion.decisions": "8",
	}
	if e == report.Edition2021 {
		f["disclosure.normative_documents.issued"], f["disclosure.normative_documents.repealed"], f["disclosure.normative_documents.in_force"] = "3", "1", "21"
		f["disclosure.fees.amount"] = "12.5"
	} else {
		f["disclosure.normative_documents.produced"], f["disclosure.normative_documents.newly_public"], f["disclosure.normative_documents.total_public"] = "3", "2", "41"
		f["disclosure.licensing.prior_items"], f["disclosure.licensing.change"] = "18", "-2"
		f["disclosure.procurement.projects"], f["disclosure.procurement.amount"] = "7", "513555.45"
	}
	return f
}

// style says how a test page writes its tables.
type style struct {
	td      string // attributes of every cell
	before  string // inside the cell, in front of and behind the text
	after   string
	label   func(string) string // rewrites a label
	section func(n int, title string) string
	skip    [3]bool // tables left out
}

func (s style) cell(text, spans string) string {
	return "<td" + s.td + spans + ">" + s.before + text + s.after + "</td>"
}

func (s style) labelled(text, spans string) string {
	if s.label != nil {
		text = s.label(text)
	}
	return s.cell(text, spans)
}

func span(name string, n int) string {
	if n == 1 {
		return ""
	}
	return fmt.Sprintf(` %s="%d"`, name, n)
}

// disclosureTable writes table two in its official arrangement.
func (s style) disclosureTable(e report.Edition, f figures) string {
	form, _ := report.FormOf(report.Disclosure, e)
	var out strings.Builder
	out.WriteString(`<table border="1"><tbody>`)
	for _, b := range form.Blocks {
		wide := 12 / len(b.Columns)
		fmt.Fprintf(&out, "<tr>%s</tr>\n<tr>%s", s.labelled(b.Caption, span("colspan", 13)), s.labelled("信息内容", ""))
		for _, c := range b.Columns {
			out.WriteString(s.labelled(c.Label, span("colspan", wide)))
		}
		out.WriteString("</tr>\n")
		for _, r := range b.Rows {
			out.WriteString("<tr>" + s.labelled(r.Label, ""))
			for _, c := range b.Columns {
				out.WriteString(s.cell(f.at(report.Key{Table: report.Disclosure, Row: r.Row, Column: c.Column}), span("colspan", wide)))
			}
			out.WriteString("</tr>\n")
		}
	}
	return out.String() + "</tbody></table>"
}

// applicationsTable writes table three in its official arrangement.
func (s style) applicationsTable(e report.Edition, f figures) string {
	form, _ := report.FormOf(report.Applications, e)
	b := form.Blocks[0]
	var out strings.Builder
	out.WriteString(`<table border="1"><tbody><tr>` + s.labelled(form.Note, span("colspan", 3)+span("rowspan", 3)) +
		s.labelled("申请人情况", span("colspan", 7)) + "</tr>\n<tr>" + s.labelled("自然人", span("rowspan", 2)) +
		s.labelled("法人或其他组织", span("colspan", 5)) + s.labelled("总计", span("rowspan", 2)) + "</tr>\n<tr>")
	for _, c := range b.Columns[1:6] {
		out.WriteString(s.labelled(c.Label, ""))
	}
	out.WriteString("</tr>\n")
	for i, r := range b.Rows {
		out.WriteString("<tr>" + s.groups(b.Rows, i) + s.labelled(r.Label, span("colspan", 3-len(r.Groups))))
		for _, c := range b.Columns {
			out.WriteString(s.cell(f.at(report.Key{Table: report.Applications, Row: r.Row, Column: c.Column}), ""))
		}
		out.WriteString("</tr>\n")
	}
	return out.String() + "</tbody></table>"
}

// groups writes the labels of the groups that begin in a row.
func (s style) groups(rows []report.RowDef, i int) string {
	out := ""
	for level, g := range rows[i].Groups {
		if i > 0 && level < len(rows[i-1].Groups) && rows[i-1].Groups[level] == g {
			continue
		}
		n := 0
		for n+i < len(rows) && level < len(rows[n+i].Groups) && rows[n+i].Groups[level] == g {
			n++
		}
		out += s.labelled(g, span("rowspan", n))
	}
	return out
}

// disputesTable writes table four in its official arrangement.
func (s style) disputesTable(e report.Edition, f figures) string {
	form, _ := report.FormOf(report.Disputes, e)
	b := form.Blocks[0]
	var out strings.Builder
	out.WriteString(`<table border="1"><tbody><tr>` + s.labelled("行政复议", span("colspan", 5)) + s.labelled("行政诉讼", span("colspan", 10)) + "</tr>\n<tr>")
	for _, c := range b.Columns {
		out.WriteString(s.labelled(c.Label, span("rowspan", 2)))
	}
	out.WriteString(s.labelled("未经复议直接起诉", span("colspan", 5)) + s.labelled("复议后起诉", span("colspan", 5)) + "</tr>\n<tr>")
	for range 2 {
		for _, c := range b.Columns {
			out.WriteString(s.labelled(c.Label, ""))
		}
	}
	out.WriteString("</tr>\n<tr>")
	for _, r := range b.Rows {
		for _, c := range b.Columns {
			out.WriteString(s.cell(f.at(report.Key{Table: report.Disputes, Row: r.Row, Column: c.Column}), ""))
		}
	}
	return out.String() + "</tr></tbody></table>"
}

var sectionTitles = []string{
	"总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况",
	"存在的主要问题及改进情况", "其他需要报告的事项",
}

// page writes a whole report.
func (s style) page(e report.Edition, f figures) string {
	head := `<html><head><meta charset="utf-8"><meta name="ArticleTitle" content="` + testTitle + `"><title>` + testTitle +
		`_云岭县人民政府</title></head><body><div>当前位置：<a href="/">首页</a> &gt; <a href="/x">乡镇街道</a> &gt; <a href="/y">石桥镇</a></div>` +
		`<table><tr><td>索 引 号：</td><td>11990321002345678X/2024-00012</td><td>发布机构：</td><td>石桥镇人民政府</td></tr>` +
		`<tr><td>成文日期：</td><td>2024-01-15</td><td>发布日期：</td><td>2024-01-18</td></tr></table>` +
		`<div id="zoom"><h1>` + testTitle + `</h1><p>` + testPeriod + "</p>\n"
	return head + s.body(e, f) + `</div><div class="footer">版权所有：云岭县人民政府办公室</div></body></html>`
}

// body writes the six sections.
func (s style) body(e report.Edition, f figures) string {
	tables := []string{"", s.disclosureTable(e, f), s.applicationsTable(e, f), s.disputesTable(e, f), "", ""}
	prose := []string{"全年通过门户网站发布信息四百余条。", "", "", "", "公开的深度不够，明年继续改进。", "无。"}
	var out strings.Builder
	for i, title := range sectionTitles {
		heading := "<p>" + string([]rune("一二三四五六")[i]) + "、" + title + "</p>\n"
		if s.section != nil {
			heading = s.section(i+1, title)
		}
		out.WriteString(heading)
		if prose[i] != "" {
			out.WriteString("<p>" + prose[i] + "</p>\n")
		}
		if tables[i] != "" && !s.skip[max(i-1, 0)] {
			out.WriteString(tables[i] + "\n")
		}
	}
	return out.String()
}

// wordStyle is the mark-up that Word and the portals' editors leave.
var wordStyle = style{
	td:     ` width="62" nowrap="nowrap" style="width:46.3pt;border:solid windowtext 1.0pt;padding:0cm 5.4pt 0cm 5.4pt;"`,
	before: `<p class="MsoNormal" align="center" style="text-align:center;line-height:14.0pt"><span style="font-size:10.5pt;font-family:宋体">`,
	after:  `<span lang="EN-US"><o:p></o:p></span></span></p>`,
}
