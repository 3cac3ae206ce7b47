package extract_test

import (
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
)

// TestNotesOfTables doubts the numbers of a table of which a note in it, over it or below it says that they are others.
func TestNotesOfTables(t *testing.T) {
	page := style{}.page(report.Edition2021, balancedFigures(report.Edition2021))
	top := page[strings.Index(page, `<table border`):]
	top = top[:strings.Index(top, "<tr>")]
	rows := func(text string) (first, last string) {
		row := `<tr><td colspan="13">` + text + "</td></tr>"
		before, after, _ := strings.Cut(page, top)
		end := strings.Index(after, "</tbody>")
		return before + top + row + after, before + top + after[:end] + row + after[end:]
	}
	below := func(text string) string {
		return strings.Replace(page, "<p>三、收到", "<p>"+text+"</p><p>三、收到", 1)
	}
	first, _ := rows("单位：百件")
	_, year := rows("注：以上为2019年数据")
	_, unit := rows("注：以上数据单位为百件")
	for name, changed := range map[string]string{
		"unit above":          first,
		"year in the last":    year,
		"unit in the last":    unit,
		"line above":          strings.Replace(page, `<table border`, `<p>（单位：百件）</p><table border`, 1),
		"area below":          below("注：以上为全市数据。"),
		"year below":          below("备注：上表数据为2019年度数据。"),
		"last year below":     below("本表数据为上年度数据"),
		"unit below":          below("说明：单位为万件"),
		"unit of heads":       strings.Replace(page, "信息内容", "信息内容（百件）", 3),
		"unit of a block":     strings.Replace(page, "第二十条第(五)项", "第二十条第(五)项（单位：千）", 1),
		"unit of a heading":   strings.Replace(page, "二、主动公开政府信息情况", "二、主动公开政府信息情况（单位：百件）", 1),
		"unit alone":          strings.Replace(page, `<table border`, `<p>（百件）</p><table border`, 1),
		"no cases":            strings.Replace(page, `<table border`, `<p>单位：人次</p><table border`, 1),
		"unit of a head":      strings.Replace(page, "本年处理决定数量", "本年处理决定数量（单位：千）", 1),
		"unit of a label":     strings.Replace(page, ">行政许可<", ">行政许可（人次）<", 1),
		"a number put right":  below("更正：行政许可应为75件。"),
		"a number put right.": below("注：因统计有误，行政许可1036件更正为75件。"),
	} {
		if changed == page {
			t.Fatalf("%s: the page is not changed", name)
		}
		doubted(t, name, read(changed).Report, licensing)
	}
	_, harmless := rows("注：本表由办公室填报")
	for name, changed := range map[string]string{
		"who":            harmless,
		"unit of one":    strings.Replace(page, `<table border`, `<p>（单位：件、万元）</p><table border`, 1),
		"who below":      below("注：以上数据由各科室提供。"),
		"rows named":     below("注：上年结转政府信息公开申请数量按实际填报。"),
		"the year":       below("注：以上为2023年数据。"),
		"the word alone": below("注意保护个人信息。"),
	} {
		if got := read(changed).Report; got.Status != report.Consistent {
			t.Errorf("%s: %s %+v", name, got.Status, got.Findings)
		}
	}
}

// TestUnitsOfThree doubts the numbers of table three under a head of all columns that counts in thousands.
func TestUnitsOfThree(t *testing.T) {
	page := style{}.page(report.Edition2021, balancedFigures(report.Edition2021))
	doubted(t, "申请人情况", read(strings.Replace(page, "申请人情况", "申请人情况（单位：千件）", 1)).Report, "applications.granted.total")
}

// TestUnitsOfText doubts the numbers of a table in text over which a unit of hundreds stands, and over which the title
// names an area or another year.
func TestUnitsOfText(t *testing.T) {
	for _, name := range []string{"Markdown", "a cell a line", "pipes around", "everything in one line"} {
		l := layouts[name]
		text := l.text(report.Edition2021, balancedFigures(report.Edition2021))
		for _, line := range []string{"单位：百件", "（单位：千）", "以百件为单位", "全市情况", "2019年", "上年情况"} {
			if name == "everything in one line" && !strings.Contains(line, "单位") {
				continue // no line, no title
			}
			over := strings.Replace(text, l.line("第二十条第(一)项"), l.line(line)+l.line("第二十条第(一)项"), 1)
			if over == text {
				t.Fatalf("%s: the page is not changed", name)
			}
			doubted(t, name+", "+line, read(over).Report, licensing)
		}
		over := strings.Replace(text, l.line("第二十条第(一)项"), l.line("单位：件、万元")+l.line("第二十条第(一)项"), 1)
		if got := read(over).Report; got.Status != report.Consistent {
			t.Errorf("%s: %s %+v", name, got.Status, got.Findings)
		}
	}
}

// TestMergedCells doubts a number that stands in one cell for several rows, and rows of numbers under one label.
func TestMergedCells(t *testing.T) {
	const head, tail = `<html><body><h1>2023年云岫镇政府信息公开工作年度报告</h1><h2>二、主动公开政府信息情况</h2><table>`, `</table></body></html>`
	const line = `<tr><td>信息内容</td><td>本年处理决定数量</td></tr>`
	for name, c := range map[string]struct{ rows, cell string }{
		"one number for two rows": {line + `<tr><td>行政处罚</td><td rowspan="2">16</td></tr><tr><td>行政强制</td></tr>`, "disclosure.penalties.decisions"},
		"one label for two rows":  {line + `<tr><td rowspan="2">行政处罚</td><td>12</td></tr><tr><td>4</td></tr>`, "disclosure.penalties.decisions"},
		"one of three columns": {
			`<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>
			<tr><td>规章</td><td>1</td><td>2</td><td rowspan="2">17</td></tr><tr><td>行政规范性文件</td><td>3</td><td>1</td></tr>`,
			"disclosure.rules.in_force",
		},
	} {
		doubted(t, name, read(head+c.rows+tail).Report, c.cell)
	}
}

// TestTextOfOtherThings doubts the numbers of text whose labels or heads say something else than the form, as in tables.
func TestTextOfOtherThings(t *testing.T) {
	page := layouts["pipes around"].text(report.Edition2021, balancedFigures(report.Edition2021))
	const issued, inForce = "disclosure.rules.issued", "disclosure.normative_documents.in_force"
	for name, c := range map[string]struct {
		from, to string
		cells    []string
	}{
		"label of the area":      {"行政许可|1036", "行政许可（全市）|1036", []string{licensing}},
		"label of last year":     {"行政许可|1036", "上年行政许可|1036", []string{licensing}},
		"label in hundreds":      {"行政许可|1036", "行政许可（百件）|1036", []string{licensing}},
		"head of last year":      {"本年制发件数", "上年制发件数", []string{issued, "disclosure.normative_documents.issued"}},
		"heads in another order": {"本年制发件数|本年废止件数|现行有效件数", "现行有效件数|本年废止件数|本年制发件数", []string{issued, inForce}},
		"columns exchanged":      {"商业企业|科研机构", "科研机构|商业企业", []string{"applications.granted.business", "applications.received.research"}},
	} {
		separated := strings.NewReplacer("|", page[strings.Index(page, "本年制发件数")+len("本年制发件数"):strings.Index(page, "本年废止件数")])
		changed := strings.Replace(page, separated.Replace(c.from), separated.Replace(c.to), 1)
		if changed == page {
			t.Fatalf("%s: the page is not changed", name)
		}
		doubted(t, name, read(changed).Report, c.cells...)
	}
	if got := read(page).Report; got.Status != report.Consistent {
		t.Errorf("as the form: %s %+v", got.Status, got.Findings)
	}
}
