package extract_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
)

// A quirk is a way in which real pages differ from the official arrangement. edit changes a whole page.
type quirk struct {
	name   string
	style  style
	edit   func(page string) string
	rules  []string // findings that may arise
	except []string // cells that are not as printed; see the tests of each
}

func replace(pairs ...string) func(string) string { return strings.NewReplacer(pairs...).Replace }

func pattern(expression, with string) func(string) string {
	return func(s string) string { return regexp.MustCompile(expression).ReplaceAllString(s, with) }
}

var harmless = []quirk{
	{name: "official"},
	{name: "T1 a paragraph in every cell, labels broken by br", style: style{
		td: ` nowrap="nowrap" style="width:62px"`, before: `<p align="center">`, after: "</p>",
		label: replace("本年新", "本年新<br/>", "结果", "结果<br>", "尚未", "尚未\n", "本年度办理", "本<br>年<br>度<br>办<br>理<br>"),
	}},
	{name: "T5 rowspans longer than the table", edit: replace(`rowspan="22"`, `rowspan="99"`, `rowspan="20"`, `rowspan="99"`)},
	{name: "T5 rowspan of the other form", edit: replace(`rowspan="22"`, `rowspan="20"`, `rowspan="20"`, `rowspan="22"`)},
	{name: "T14 full-width digits", edit: func(s string) string {
		return regexp.MustCompile(`>\d+</td>`).ReplaceAllStringFunc(s, func(cell string) string {
			return strings.Map(func(r rune) rune {
				if r >= '0' && r <= '9' {
					return r - '0' + '０'
				}
				return r
			}, cell)
		})
	}},
	{name: "T14 thousands separators", edit: replace(">1036<", ">1,036<")},
	{name: "T16 unclosed paragraphs", style: style{before: "<p>"}},
	{name: "T17 Word", style: wordStyle},
	{name: "T17 every digit in its own span", edit: pattern(`>(\d)(\d)</td>`, `><span>$1</span><span lang="EN-US">$2</span></td>`)},
	{name: "T18 a layout table around everything", edit: func(s string) string {
		return strings.Replace(strings.Replace(s, `<div id="zoom">`, `<table><tr><td width="10"></td><td>`, 1), `</div><div class="footer">`, `</td></tr></table><div class="footer">`, 1)
	}},
	{name: "T18 two layout tables around each table", edit: replace(`<table border="1">`, `<table><tr><td><table><tr><td> </td><td><table border="1">`, `</tbody></table>`, `</tbody></table></td></tr></table></td></tr></table>`)},
	{name: "T19 a column of zero width", edit: replace("</tr>", `<td width="0"></td></tr>`)},
	{name: "T19 hidden cells", edit: pattern(`(<tr>)`, `$1<td style="display:none">99</td>`)},
	{name: "T19 spacer rows", edit: replace("</tr>\n", "</tr>\n<tr><td>&nbsp;</td></tr>\n"), rules: []string{report.RuleLabel}},
	{name: "T22 no tbody", edit: replace("<tbody>", "", "</tbody>", "")},
	{name: "T22 th for all", edit: replace("<td", "<th", "</td>", "</th>")},
	{name: "T22 a tbody for every row", edit: replace("<tr>", "<tbody><tr>", "</tr>", "</tr></tbody>")},
	{name: "T23 zero-width characters", style: style{before: "\u200b", after: "\ufeff"}},
	{name: "white space everywhere", style: style{before: "\n\t&nbsp;　 ", after: " \r\n&emsp;"}},
	{name: "upper-case tags and odd attributes", edit: replace("<td", `<TD bgcolor=red data-x='>'`, "</td>", "</TD>", "<tr>", "<TR CLASS=x>")},
	{name: "full-width brackets and colons in labels", style: style{label: replace("(", "（", ")", "）", ":", "：", ",", "，", ".", "．")}},
	{name: "list numbers with other marks", style: style{label: replace("1.", "1、", "2.", "2、", "3.", "3、", "4.", "4、", "5.", "5、", "6.", "6、", "7.", "7、", "8.", "8、")}},
	{name: "no list numbers", style: style{label: pattern(`^(\d\.|[一二三四]、|\([一二三四五六七]\))`, "")}},
	{name: "one-character list numbers", style: style{label: replace("1.", "⒈", "2.", "⒉", "3.", "⒊", "4.", "⒋", "5.", "⒌", "6.", "⒍", "7.", "⒎", "8.", "⒏")}},
	{name: "spaces inside labels", style: style{label: replace("规章", "规 章", "第二十条", "第二十 条", "总计", "总　计", "其他", "其 他")}},
	{name: "comments and scripts between cells", edit: replace("</td>", "</td><!-- <td>7</td> -->")},
	{name: "nested formatting", style: style{before: "<div><strong><font color=red>", after: "</font></strong></div>"}},
}

// TestHarmlessQuirks reads every report right in spite of each quirk, in both forms, without any finding.
func TestHarmlessQuirks(t *testing.T) {
	for _, q := range harmless {
		for _, e := range []report.Edition{report.Edition2019, report.Edition2021} {
			t.Run(q.name+" "+e.String(), func(t *testing.T) {
				f := balancedFigures(e)
				page := q.style.page(e, f)
				if q.edit != nil {
					page = q.edit(page)
				}
				got := read(page)
				wantCells(t, page, got.Report, both(e), f, q.except...)
				only(t, got.Report, append(q.rules, report.RuleEdition)...)
				if got.Report.Status != report.Consistent {
					t.Errorf("status %s", got.Report.Status)
				}
				if got.Report.Year != 2023 || got.Report.Published.String() != "2024-01-18" || got.Report.Title != testTitle {
					t.Errorf("head %d %s %q", got.Report.Year, got.Report.Published, got.Report.Title)
				}
				for _, k := range got.Report.Forms.Keys() {
					if c := got.Report.Cells.At(k); c.Place.Table == 0 || c.Place.Row == 0 || c.Place.Column == 0 || c.Place.End == 0 {
						t.Errorf("%s has no proof: %+v", k, c.Place)
						break
					}
				}
			})
		}
	}
}

// TestBlanksStayBlank holds that a blank or a stroke never becomes a number but 0, and that only where the relations
// leave nothing else (T2).
func TestBlanksStayBlank(t *testing.T) {
	for name, blank := range map[string]string{"empty": "", "nbsp": "&nbsp;", "ideographic": "　", "stroke": "/", "dash": "—", "word": "无"} {
		t.Run(name, func(t *testing.T) {
			f := balancedFigures(report.Edition2021)
			for _, k := range both(report.Edition2021).Keys() {
				if f.at(k) == "0" {
					f[k.String()] = blank
				}
			}
			page := style{}.page(report.Edition2021, f)
			got := read(page).Report
			for k, text := range f {
				if text == "&nbsp;" {
					f[k] = ""
				}
			}
			wantCells(t, page, got, both(report.Edition2021), f)
			only(t, got, report.RuleUnconfirmed)
		})
	}
}

// TestForeignWords tells that somebody put words into the statutory labels.
func TestForeignWords(t *testing.T) {
	f := balancedFigures(report.Edition2021)
	page := style{label: replace("本机关不掌握相关", "本机关不掌握 casino88 相关")}.page(report.Edition2021, f)
	got := read(page).Report
	wantCells(t, page, got, both(report.Edition2021), f)
	if !has(got, report.RuleForeign) || got.Status != report.Flagged {
		t.Errorf("status %s, findings %v", got.Status, got.Findings)
	}
}

// TestStruckDigits does not take digits that are struck out for digits that stand.
func TestStruckDigits(t *testing.T) {
	f := balancedFigures(report.Edition2021)
	for _, with := range []string{"<s>1</s>1036", "<del>1</del>1036", `<span style="text-decoration:line-through">9</span>1036`, "1036<sup>1</sup>", "<strike>1036</strike>"} {
		got := read(strings.Replace(style{}.page(report.Edition2021, f), ">1036<", ">"+with+"<", 1)).Report
		k, _ := report.ParseKey("disclosure.licensing.decisions")
		if c := got.Cells.At(k); c.State != report.Unreadable || !has(got, report.RuleUnreadable) {
			t.Errorf("%s: %s %s %q", with, c.State, c.Value, c.Raw)
		}
	}
}
