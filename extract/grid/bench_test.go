package grid_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/nianbao/nianbao/extract/grid"
)

// reportPage returns an invented report page of about 100 kB: navigation,
// prose, three statutory tables as a word processor writes them, a footer.
func reportPage() string {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html><html><head><meta charset=utf-8><title>青溪镇2023年政府信息公开工作年度报告</title>" +
		"<style>td{border:1px solid #000}</style><script>var a='<td>0</td>';</script></head><body><div class=\"nav\"><ul>")
	for i := range 150 {
		fmt.Fprintf(&b, "\n<li class=\"item\"><a href=\"/zwgk/%d/index.html\" target=\"_blank\">政务公开栏目%d</a><span>2024-01-%02d</span></li>", i, i, i%28+1)
	}
	b.WriteString("</ul></div>\n<div class=\"article\">")
	for i := range 30 {
		fmt.Fprintf(&b, "<p style=\"text-indent: 2em; line-height: 28pt;\"><span style=\"font-family: 仿宋; font-size: 16pt;\">"+
			"（%d）本镇把公开当作日常工作，围绕群众关心的事项，按时更新栏目，答复来信，整理目录，接受监督。</span></p>\n", i)
	}
	for t, size := range [][2]int{{18, 4}, {27, 10}, {3, 15}} {
		fmt.Fprintf(&b, "<p><b>表%d</b></p><table class=\"MsoNormalTable\" border=\"1\" cellspacing=\"0\" width=\"100%%\"><tbody>\n", t)
		for r := range size[0] {
			b.WriteString("<tr style=\"height: 20pt;\">")
			for c := range size[1] {
				cell(&b, r, c)
			}
			b.WriteString("</tr>\n")
		}
		b.WriteString("</tbody></table>")
	}
	b.WriteString("</div><div class=\"foot\">青溪镇人民政府&copy;</div></body></html>")
	return b.String()
}

// cell writes one cell: a label, a blank or a number.
func cell(b *strings.Builder, r, c int) {
	b.WriteString("<td style=\"border: 1pt solid windowtext; padding: 0cm 5.4pt;\" nowrap=\"\"><p align=\"center\" style=\"text-align: center;\">")
	switch {
	case r == 0 || c == 0:
		fmt.Fprintf(b, "<span style=\"font-family: 宋体;\">行%d<br/>列%d</span>", r, c)
	case (r+c)%5 == 0:
		b.WriteString("&nbsp;")
	case (r+c)%7 == 0:
		fmt.Fprintf(b, "<span lang=\"EN-US\">%d</span><span lang=\"EN-US\">%d</span>", r, c)
	default:
		fmt.Fprintf(b, "<span lang=\"EN-US\">%d</span>", r*c%3)
	}
	b.WriteString("</p></td>\n")
}

func BenchmarkParse(b *testing.B) {
	page := reportPage()
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := html.Parse(strings.NewReader(page)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkGrid(b *testing.B) {
	page := reportPage()
	tables := elements(parse(b, page), "table")
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		for _, t := range tables {
			grid.Form(t)
		}
	}
}

func BenchmarkSources(b *testing.B) {
	page := reportPage()
	root := parse(b, page)
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		grid.Locate(page, root)
	}
}

// The same when the parser ignored a cell that stands in no table, so that
// tree and source can't go in lockstep.
func BenchmarkSourcesAlign(b *testing.B) {
	page := strings.Replace(reportPage(), "<p><b>表0", "<table></table><template></table><td>0</td></template><p><b>表0", 1)
	page = strings.Replace(page, "<p><b>表0", "<select><table><td>0</td></table></select><p><b>表0", 1)
	root := parse(b, page)
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		grid.Locate(page, root)
	}
}
