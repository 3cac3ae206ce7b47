package extract_test

import (
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
)

// layout says how a text prints what was a table.
type layout struct {
	cell  string // between the cells of a row
	row   string // between rows
	frame string // in front of and behind a row
	label func(string) string
	blank string // printed for an empty cell
}

func (l layout) line(cells ...string) string {
	for i := range cells {
		if cells[i] == "" {
			cells[i] = l.blank
		}
		if l.label != nil {
			cells[i] = l.label(cells[i])
		}
	}
	return l.frame + strings.Join(cells, l.cell) + l.frame + l.row
}

// text writes a whole report as text.
func (l layout) text(e report.Edition, f figures) string {
	var out strings.Builder
	out.WriteString("当前位置: 首页\n> 乡镇街道 > 石桥镇 > 政府信息公开年报\n索 引 号 11990321002345678X/2024-00012 公开方式 主动公开\n成文日期 2024-01-15 发布机构 石桥镇\n\n" +
		testTitle + "\n\n发布日期: 2024-01-18 访问次数:\n\n点击查看解读\n\n" + testPeriod + "\n")
	numbers := []rune("一二三四五六")
	for i, title := range sectionTitles {
		out.WriteString("\n    " + string(numbers[i]) + "、" + title + "\n\n")
		switch i {
		case 0:
			out.WriteString("全年发布信息四百余条，含规章制度、行政许可、行政处罚等内容，其他一并公开，总计四百零三条。\n")
		case 1:
			l.disclosure(&out, e, f)
		case 2:
			l.applications(&out, e, f)
		case 3:
			l.disputes(&out, e, f)
		case 4:
			out.WriteString("公开的深度不够，明年继续改进。\n")
		default:
			out.WriteString("无。\n\n信息来源: 石桥镇\n【打印本页】 【关闭本页】\n")
		}
	}
	return out.String()
}

func (l layout) disclosure(out *strings.Builder, e report.Edition, f figures) {
	form, _ := report.FormOf(report.Disclosure, e)
	for _, b := range form.Blocks {
		out.WriteString(l.line(b.Caption))
		head := []string{"信息内容"}
		for _, c := range b.Columns {
			head = append(head, c.Label)
		}
		out.WriteString(l.line(head...))
		for _, r := range b.Rows {
			row := []string{r.Label}
			for _, c := range b.Columns {
				row = append(row, f.at(report.Key{Table: report.Disclosure, Row: r.Row, Column: c.Column}))
			}
			out.WriteString(l.line(row...))
		}
	}
}

func (l layout) applications(out *strings.Builder, e report.Edition, f figures) {
	form, _ := report.FormOf(report.Applications, e)
	b := form.Blocks[0]
	out.WriteString(l.line(form.Note) + l.line("申请人情况") + l.line("自然人", "法人或其他组织", "总计"))
	out.WriteString(l.line("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"))
	for i, r := range b.Rows {
		for level, g := range r.Groups {
			if i == 0 || level >= len(b.Rows[i-1].Groups) || b.Rows[i-1].Groups[level] != g {
				out.WriteString(l.line(g))
			}
		}
		row := []string{r.Label}
		for _, c := range b.Columns {
			row = append(row, f.at(report.Key{Table: report.Applications, Row: r.Row, Column: c.Column}))
		}
		out.WriteString(l.line(row...))
	}
}

func (l layout) disputes(out *strings.Builder, e report.Edition, f figures) {
	form, _ := report.FormOf(report.Disputes, e)
	b := form.Blocks[0]
	out.WriteString(l.line("行政复议", "行政诉讼") + l.line(disputeColumns...) + l.line("未经复议直接起诉", "复议后起诉"))
	out.WriteString(l.line(append(append([]string{}, disputeColumns...), disputeColumns...)...))
	var row []string
	for _, r := range b.Rows {
		for _, c := range b.Columns {
			row = append(row, f.at(report.Key{Table: report.Disputes, Row: r.Row, Column: c.Column}))
		}
	}
	out.WriteString(l.line(row...))
}

var layouts = map[string]layout{
	"a cell a line":                    {cell: "\n", row: "\n"},
	"a cell a line, blank lines":       {cell: "\n\n", row: "\n\n"},
	"labels broken over lines":         {cell: "\n\n", row: "\n\n", label: replace("结果", "结果\n", "尚未", "尚未\n\n", "本年新", "本年新\n", "第二十条", "第二十 条", "政府信息公开申请数量", "政府信息\n公开申请数量")},
	"a row a line, blanks between":     {cell: " ", row: "\n"},
	"a row a line, many blanks":        {cell: "      ", row: "\n\n"},
	"a row a line, tabs":               {cell: "\t", row: "\n"},
	"a row a line, ideographic blanks": {cell: "　", row: "\n"},
	"everything in one line":           {cell: " ", row: " "},
	"pipes":                            {cell: "|", row: "\n"},
	"pipes with blanks":                {cell: " | ", row: "\n"},
	"pipes around":                     {cell: " | ", row: "\n", frame: "|"},
	"lone pipes between":               {cell: "\n|\n", row: "\n"},
	"a pipe at the end of a line":      {cell: " |\n", row: " |\n"},
	"a pipe at the start of a line":    {cell: "\n| ", row: "\n| "},
	"Markdown":                         {cell: " | ", row: "\n|---|---|---|\n", frame: "|"},
	"other list marks":                 {cell: "\n", row: "\n", label: pattern(`^(\d)\.(\D)`, "$1、$2")},
}

// TestFlatLayouts reads reports that lost their tables: every number where the layout kept it, and its place.
func TestFlatLayouts(t *testing.T) {
	for name, l := range layouts {
		for _, e := range []report.Edition{report.Edition2019, report.Edition2021} {
			t.Run(name+" "+e.String(), func(t *testing.T) {
				f := balancedFigures(e)
				text := l.text(e, f)
				got := read(text)
				wantCells(t, text, got.Report, both(e), f)
				only(t, got.Report, report.RuleEdition)
				r := got.Report
				if r.Status != report.Consistent || r.Year != 2023 || r.Published.String() != "2024-01-18" || r.Title != testTitle || r.Agency.Name != "石桥镇" {
					t.Errorf("head: %s %d %s %q %q", r.Status, r.Year, r.Published, r.Title, r.Agency.Name)
				}
				if len(r.Sections) != 7 || strings.Contains(r.Sections[2].Text, "规章") || r.Sections[3].Text != "" || r.Sections[6].Text != "无。" {
					t.Errorf("sections: %+v", r.Sections)
				}
				for _, k := range r.Forms.Keys() {
					if p := r.Cells.At(k).Place; p.Row == 0 || p.Column == 0 || p.End <= p.Start {
						t.Errorf("%s has no proof: %+v", k, p)
						break
					}
				}
			})
		}
	}
}

// TestLostBlanks holds that a row that lost its empty cells is never shifted: its numbers are unreadable, with a finding.
func TestLostBlanks(t *testing.T) {
	for name, l := range layouts {
		if strings.Contains(name, "ipe") || name == "Markdown" {
			continue // pipes keep empty cells
		}
		t.Run(name, func(t *testing.T) {
			f := balancedFigures(report.Edition2021)
			for _, k := range both(report.Edition2021).Keys() {
				if f.at(k) == "0" {
					f[k.String()] = ""
				}
			}
			got := read(l.text(report.Edition2021, f)).Report
			for _, k := range both(report.Edition2021).Keys() {
				if c := got.Cells.At(k); c.State.HasValue() && c.Value.String() != f.at(k) {
					t.Errorf("%s: %s, printed was %q", k, c.Value, f.at(k))
				}
			}
			if got.Status != report.Partial || !has(got, report.RuleShape) {
				t.Errorf("status %s", got.Status)
			}
		})
	}
}

// TestPipesKeepBlanks reads empty cells between pipes as blank.
func TestPipesKeepBlanks(t *testing.T) {
	for _, name := range []string{"pipes", "pipes with blanks", "pipes around", "Markdown"} {
		f := balancedFigures(report.Edition2021)
		f["applications.partial.research"], f["applications.partial.person"], f["applications.received.total"] = "", "", "/"
		text := layouts[name].text(report.Edition2021, f)
		if name == "pipes" || name == "pipes with blanks" {
			f["applications.received.total"] = "27" // a last cell that is empty needs a frame
			text = layouts[name].text(report.Edition2021, f)
		}
		wantCells(t, text, read(text).Report, both(report.Edition2021), f)
	}
}

// TestHTMLWithoutTables reads a page that holds the report as lines of one paragraph (T11).
func TestHTMLWithoutTables(t *testing.T) {
	f := balancedFigures(report.Edition2021)
	for name, l := range layouts {
		page := "<html><body><div><p>" + strings.ReplaceAll(replace(">", "&gt;")(l.text(report.Edition2021, f)), "\n", "<br>\n") + "</p></div></body></html>"
		got := read(page).Report
		wantCells(t, "", withoutSpans(got), both(report.Edition2021), f)
		if got.Status != report.Consistent {
			t.Errorf("%s: status %s %+v", name, got.Status, got.Findings)
		}
	}
}

func withoutSpans(r *report.Report) *report.Report {
	for i := range r.Cells {
		r.Cells[i].Place.Start, r.Cells[i].Place.End = 0, 0
	}
	return r
}

// TestValueLostOrAdded takes a value out of the row of documents, which no sum checks, or puts one in: what is left is never
// spread over the cells where the layout kept the boundaries, and without them only with a warning.
func TestValueLostOrAdded(t *testing.T) {
	glued := map[string]layout{"a row glued": {row: "\n"}, "everything glued": {}}
	for name, l := range layouts {
		glued[name] = l
	}
	for _, e := range []report.Edition{report.Edition2019, report.Edition2021} {
		f := balancedFigures(e)
		form, _ := report.FormOf(report.Disclosure, e)
		row := form.Blocks[0].Rows[1]
		var keys []report.Key
		var values []string
		for _, c := range form.Blocks[0].Columns {
			keys = append(keys, report.Key{Table: report.Disclosure, Row: row.Row, Column: c.Column})
			values = append(values, f.at(keys[len(keys)-1]))
		}
		a, b, c := values[0], values[1], values[2]
		for name, l := range glued {
			text := l.text(e, f)
			whole := l.line(row.Label, a, b, c)
			for what, now := range map[string][]string{
				"the first lost": {b, c}, "the second lost": {a, c}, "the third lost": {a, b}, "two lost": {c},
				"one in front": {"7", a, b, c}, "one behind": {a, b, c, "7"}, "one between": {a, "7", b, c},
			} {
				if strings.Count(text, whole) != 1 {
					t.Fatalf("%s has no row %q", name, whole)
				}
				got := read(strings.Replace(text, whole, l.line(append([]string{row.Label}, now...)...), 1)).Report
				for i, k := range keys {
					cell := got.Cells.At(k)
					if !cell.State.HasValue() || cell.Value.String() == values[i] {
						continue
					}
					if cell.State == report.Split && l.cell != "" || !got.Doubts(k) {
						t.Errorf("%s %s, %s: %s is %s %s, printed was %s; doubted %v", name, e, what, k, cell.State, cell.Value, values[i], got.Doubts(k))
					}
				}
				if got.Status == report.Consistent {
					t.Errorf("%s %s, %s: consistent", name, e, what)
				}
			}
		}
	}
}

// TestUnreadRunsStandWhereTheyWerePrinted reads glued rows of which several readings are possible: what a cell says was printed is
// just what stands at its place, digits alone and not the label before them.
func TestUnreadRunsStandWhereTheyWerePrinted(t *testing.T) {
	text := layout{row: "\n"}.text(report.Edition2021, balancedFigures(report.Edition2021))
	got, states := read(text).Report, map[report.CellState]int{}
	for _, k := range got.Forms.Keys() {
		c := got.Cells.At(k)
		states[c.State]++
		if c.State != report.Split && c.State != report.Unreadable {
			continue
		}
		if at := text[c.Place.Start:c.Place.End]; at != c.Raw || strings.Trim(at, "0123456789") != "" {
			t.Errorf("%s, %s: printed %q, at its place stands %q", k, c.State, c.Raw, at)
		}
	}
	if states[report.Split] == 0 || states[report.Unreadable] == 0 {
		t.Errorf("the text has no such rows: %v", states)
	}
}
