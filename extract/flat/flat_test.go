package flat_test

import (
	"strings"
	"testing"

	"github.com/nianbao/nianbao/extract/flat"
	"github.com/nianbao/nianbao/report"
)

func lines(text string) []flat.Line {
	var out []flat.Line
	start := 0
	for i, l := range strings.SplitAfter(text, "\n") {
		l = strings.TrimSuffix(l, "\n")
		out = append(out, flat.Line{Text: l, Place: report.Place{Row: i + 1, Column: 1, Start: start, End: start + len(l)}})
		start += len(l) + 1
	}
	return out
}

func all(report.Table) bool { return true }

const disclosed = `二、主动公开政府信息情况
第二十条第（一）项
信息内容 本年制发件数 本年废止件数 现行有效件数
规章 0 0 1
行政规范性文件 3 1 21
第二十条第（五）项
信息内容 本年处理决定数量
行政许可 1036
第二十条第（六）项
信息内容 本年处理决定数量
行政处罚 57
行政强制 8
第二十条第（八）项
信息内容 本年收费金额（单位：万元）
行政事业性收费 12.5
三、收到和处理政府信息公开申请情况
`

func raws(r flat.Row) string {
	var out []string
	for _, p := range r.Pieces {
		out = append(out, p.Raw)
	}
	return strings.Join(out, " ")
}

// TestRows reads table two and says where each piece stood.
func TestRows(t *testing.T) {
	got := flat.New().Read(lines(disclosed), all)
	if got.Editions != [3]report.Edition{report.Edition2021, 0, 0} || !got.Decided[0] {
		t.Errorf("editions %v, decided %v", got.Editions, got.Decided)
	}
	want := []string{"0 0 1", "3 1 21", "1036", "57", "8", "12.5"}
	if len(got.Rows) != len(want) {
		t.Fatalf("%d rows, want %d: %+v", len(got.Rows), len(want), got.Rows)
	}
	for i, r := range got.Rows {
		if raws(r) != want[i] || !r.Fits() || r.Headless {
			t.Errorf("row %q: %q, want %q; fits %v, headless %v", r.Label, raws(r), want[i], r.Fits(), r.Headless)
		}
		for _, p := range r.Pieces {
			if disclosed[p.Place.Start:p.Place.End] != p.Raw {
				t.Errorf("%q stands at %+v, which is %q", p.Raw, p.Place, disclosed[p.Place.Start:p.Place.End])
			}
		}
	}
	if p := got.Rows[1].Pieces[2].Place; p.Row != 5 || p.Column != 4 {
		t.Errorf("21 stands at line %d, word %d", p.Row, p.Column)
	}
	for i, used := range got.Used {
		if used != (i >= 1 && i <= 14) {
			t.Errorf("line %d: used %v", i+1, used)
		}
	}
}

// TestRowsThatDoNotFit hands rows on as they are when their text does not part into the cells of the form.
func TestRowsThatDoNotFit(t *testing.T) {
	for name, c := range map[string]struct{ from, to, text string }{
		"a blank lost":      {"规章 0 0 1", "规章 0 1", " 0 1\n"},
		"a number too many": {"规章 0 0 1", "规章 0 0 1 1", " 0 0 1 1\n"},
		"glued":             {"规章 0 0 1", "规章001", "001\n"},
		"a stroke between":  {"规章 0 0 1", "规章 0 0\n- 3\n1", " 0 0\n- 3\n1\n"},
	} {
		got := flat.New().Read(lines(strings.Replace(disclosed, c.from, c.to, 1)), all)
		if len(got.Rows) != 6 || got.Rows[0].Fits() || got.Rows[0].Text != c.text {
			t.Errorf("%s: %+v", name, got.Rows)
		}
		if !got.Rows[1].Fits() {
			t.Errorf("%s: the next row suffers: %+v", name, got.Rows[1])
		}
	}
}

// TestBrokenRows reads rows into which a copy put a page number, or whose numbers it printed beside the middle of their label.
func TestBrokenRows(t *testing.T) {
	for name, c := range map[string]struct{ from, to, want string }{
		"a page number between": {"规章 0 0 1", "规章 0 0\n- 3 -\n1", "0 0 1"},
		"a page number behind":  {"规章 0 0 1", "规章 0 0 1\n—12—", "0 0 1"},
		"a page in words":       {"规章 0 0 1", "规章 0 0 1\n第 4 页", "0 0 1"},
	} {
		got := flat.New().Read(lines(strings.Replace(disclosed, c.from, c.to, 1)), all)
		if len(got.Rows) != 6 || !got.Rows[0].Fits() || raws(got.Rows[0]) != c.want {
			t.Errorf("%s: %+v", name, got.Rows[0])
		}
		for i, used := range got.Used {
			if used != (i >= 1 && i < len(got.Used)-2) {
				t.Errorf("%s: line %d: used %v", name, i+1, used)
			}
		}
	}
}

// TestGluedItems marks a row whose last number the number of the next label touches.
func TestGluedItems(t *testing.T) {
	text := "三、本年度办理结果（一）予以公开 9 0 0 0 0 0 9（二）部分公开 0 0 0 0 0 0 0（三）不予公开1.属于国家秘密 0 0 0 0 0 0 02.其他法律行政法规禁止公开 0 0 0 0 0 0 0" +
		" 3.危及“三安全一稳定” 1 0 0 0 0 0 1 4.保护第三方合法权益 0 0 0 0 0 0 0 5.属于三类内部事务信息 0 0 0 0 0 0 0 6.属于四类过程性信息 0 0 0 0 0 0 0" +
		" 7.属于行政执法案卷 0 0 0 0 0 0 0 8.属于行政查询事项 0 0 0 0 0 0 0 1.本机关不掌握相关政府信息 0 0 0 0 0 0 0 2.没有现成信息需要另行制作 0 0 0 0 0 0 0 （七）总计 10 0 0 0 0 0 10"
	for _, r := range flat.New().Read(lines(text), all).Rows {
		glued := r.Row == report.RowDeniedStateSecret
		if r.Glued != glued || r.Fits() == glued {
			t.Errorf("%q %q: glued %v, fits %v", r.Label, raws(r), r.Glued, r.Fits())
		}
		if glued && raws(r) != "0 0 0 0 0 0 0" {
			t.Errorf("%q: %q", r.Label, raws(r))
		}
	}
}

// TestCopies gives the rows of every copy of a table, so that copies that differ are noticed.
func TestCopies(t *testing.T) {
	got := flat.New().Read(lines(disclosed+"\n"+strings.Replace(disclosed, "1036", "1037", 1)), all)
	licences := ""
	for _, r := range got.Rows {
		if r.Row == report.RowLicensing {
			licences += raws(r) + " "
		}
	}
	if licences != "1036 1037 " {
		t.Errorf("licences %q of %d rows", licences, len(got.Rows))
	}
}

func TestProseIsNoTable(t *testing.T) {
	got := flat.New().Read(lines("今年作出行政许可12件、行政处罚3件，制定规章0件。\n其他事项：行政复议1件，总计1件。"), all)
	if len(got.Rows) != 0 || got.Editions != [3]report.Edition{} {
		t.Errorf("%+v", got)
	}
}

func FuzzFlat(f *testing.F) {
	f.Add(disclosed)
	f.Add("规章|0|0|1\n")
	f.Add("行政复议 行政诉讼 结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉 结果维持 结果纠正 其他结果 尚未审结 总计 结果维持 结果纠正 其他结果 尚未审结 总计 1 0 0 2 3 0 1 0 0 1 0 0 4 0 4")
	r := flat.New()
	f.Fuzz(func(t *testing.T, text string) {
		got := r.Read(lines(text), all)
		for _, row := range got.Rows {
			if row.Fits() && len(row.Pieces) != row.Cells {
				t.Errorf("%+v fits", row)
			}
			for _, p := range row.Pieces {
				if p.Place.End > 0 && text[p.Place.Start:p.Place.End] != p.Raw {
					t.Errorf("%q is not at %+v", p.Raw, p.Place)
				}
			}
		}
	})
}
