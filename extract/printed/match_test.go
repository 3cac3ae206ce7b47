package printed_test

import (
	"testing"

	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
)

func TestNormal(t *testing.T) {
	for text, want := range map[string]string{
		"规 章": "规章", "第二十 条第（一）项": "第二十条第(一)项", "结果\n纠正": "结果纠正", "“三安全一稳定”": `"三安全一稳定"`, "「三安全」": `"三安全"`,
		"⒈属于国家秘密": "1.属于国家秘密", "㈠予以公开": "(一)予以公开", "①国家秘密": "1.国家秘密", "１．重复申请": "1.重复申请", "本年增／减": "本年增/减",
		"\ufeff其它\u200b": "其他", "【一】": "(一)", "采购总金额（万元）": "采购总金额(万元)", "政府\u00a0集中\u3000采购": "政府集中采购", "": "", "总计": "总计",
	} {
		if got := printed.Normal(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
		if again := printed.Normal(printed.Normal(text)); again != want {
			t.Errorf("%q: twice gives %q", text, again)
		}
	}
}

func TestItems(t *testing.T) {
	for text, want := range map[string]struct {
		item printed.Item
		body string
	}{
		"一、总体情况": {printed.Item{Level: 1, Number: 1}, "总体情况"}, "(三)不予公开": {printed.Item{Level: 2, Number: 3}, "不予公开"},
		"三)不予公开": {printed.Item{Level: 2, Number: 3}, "不予公开"}, "5.属于": {printed.Item{Level: 3, Number: 5}, "属于"}, "5、属于": {printed.Item{Level: 3, Number: 5}, "属于"},
		"3.其他": {printed.Item{Level: 3, Number: 3}, "其他"}, "(3)其他": {printed.Item{Level: 3, Number: 3}, "其他"}, "第三、": {printed.Item{Level: 1, Number: 3}, ""},
		"一站式": {printed.Item{}, "一站式"}, "三安全一稳定": {printed.Item{}, "三安全一稳定"}, "2023年": {printed.Item{}, "2023年"}, "(七": {printed.Item{}, "(七"},
	} {
		item, body := printed.CutItem(text)
		if item != want.item || body != want.body {
			t.Errorf("%q: %+v %q, want %+v %q", text, item, body, want.item, want.body)
		}
	}
}

func TestCaptions(t *testing.T) {
	for text, want := range map[string]int{
		"第二十条第(一)项": 1, "第二十 条第（五）项": 5, "条例第二十条第六项": 6, "第20条第(8)项": 8, "第二十条第（九）项 政府集中采购": 9,
		"第二十条": 0, "第二十一条第": 0, "根据《条例》规定": 0, "第三十条第(一)项": 0, "第二十条第(一)": 0,
	} {
		if got := printed.CaptionItem(printed.Normal(text)); got != want {
			t.Errorf("%q: item %d, want %d", text, got, want)
		}
	}
}

// TestEveryLabelIsFound looks every row of every form up by its own wording, by each alias and in damaged spellings.
func TestEveryLabelIsFound(t *testing.T) {
	l := printed.NewLexicon()
	for _, e := range []report.Edition{report.Edition2019, report.Edition2021} {
		for _, table := range report.Tables() {
			form, _ := report.FormOf(table, e)
			for _, b := range form.Blocks {
				for _, r := range b.Rows {
					for _, label := range append([]string{r.Label}, r.Aliases...) {
						m, ok := l.Find(printed.ReadLabel(label), rowsOf(table))
						if !ok || m.Row != r.Row || m.How > printed.ByAlias {
							t.Errorf("%s %s: %q found %v", table, e, label, m)
						}
					}
				}
				for _, c := range b.Columns {
					m, ok := l.Find(printed.ReadLabel(c.Label), func(w *printed.Word) bool { return w.Table == table && w.Kind == printed.Column })
					if !ok || m.Column != c.Column {
						t.Errorf("%s %s: column %q found %v", table, e, c.Label, m)
					}
				}
			}
		}
	}
}

func rowsOf(t report.Table) func(*printed.Word) bool {
	return func(w *printed.Word) bool { return w.Table == t && w.Kind == printed.Row }
}

func TestDamagedLabels(t *testing.T) {
	l := printed.NewLexicon()
	for label, want := range map[string]struct {
		row     report.Row
		how     printed.How
		foreign string
	}{
		"5.属于三类内容事务信息":                 {report.RowDeniedInternal, printed.ByKeyword, ""},
		"2.其他法律行政止公开":                  {report.RowDeniedLaw, printed.ByKeyword, ""},
		"(二)部分公开(区分处理的，只计这一情况，不计其他情况)": {report.RowPartial, printed.ByLabel, ""},
		"1、属于国家秘密":                     {report.RowDeniedStateSecret, printed.ByLabel, ""},
		"1.属于国家机密":                     {report.RowDeniedStateSecret, printed.ByLike, ""},
		"保护第三方的合法权益":                   {report.RowDeniedThirdParty, printed.ByKeyword, ""},
		"(三)不予公开 1.属于国家秘密":             {report.RowDeniedStateSecret, printed.ByKeyword, ""},
		"4.无正当理由大量反复申请":                {report.RowRejectedExcessive, printed.ByLabel, ""},
		"2.重复申请":                       {report.RowRejectedRepeat, printed.ByLabel, ""},
		"1.本机关不掌握best odds相关政府信息":      {report.RowUnavailableNotHeld, printed.ByKeyword, "bestodds"},
		"四、结转下年度继续办理数量":                {report.RowCarriedOut, printed.ByKeyword, ""},
		"1.申请人无正当理由逾期不补正,行政机关不再处理其政府信息公开申请": {report.RowOtherwiseUncorrected, printed.ByKeyword, ""},

		"(七)合计": {report.RowTotal, printed.ByAlias, ""},
	} {
		m, ok := l.Find(printed.ReadLabel(label), rowsOf(report.Applications))
		if !ok || m.Row != want.row || m.How != want.how || m.Foreign != want.foreign {
			t.Errorf("%q: %v by %s, foreign %q; want %v by %s", label, m.Word, m.How, m.Foreign, want.row, want.how)
		}
	}
	for _, label := range []string{"", "其中", "本年度办理结果", "(三)不予公开", "说明", "属于国家秘密或不掌握", "其他行政行为", "信访举报投诉类申请及重复申请"} {
		if m, ok := l.Find(printed.ReadLabel(label), rowsOf(report.Applications)); ok {
			t.Errorf("%q was taken for %q by %s", label, m.Label, m.How)
		}
	}
}
