package report_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/nianbao/nianbao/report"
)

// TestEverythingHasWordsInBothLanguages holds that no name that people meet is left out of either language.
func TestEverythingHasWordsInBothLanguages(t *testing.T) {
	said := map[string]func(report.Lang) string{}
	for _, s := range report.CellStates() {
		said["cell "+s.String()] = func(l report.Lang) string { return l.Cell(s) }
	}
	for _, d := range report.StateDefs() {
		said["state "+string(d.State)] = func(l report.Lang) string { return l.State(d.State) }
	}
	for _, s := range report.Statuses() {
		said["status "+s.String()] = func(l report.Lang) string { return l.Status(s) }
	}
	for _, s := range []report.Severity{report.Note, report.Warning, report.Error} {
		said["severity "+s.String()] = func(l report.Lang) string { return l.Severity(s) }
	}
	for _, s := range []report.Scope{report.ScopeUnknown, report.ScopeOrgan, report.ScopeArea, report.ScopeSystem} {
		said["scope "+s.String()] = func(l report.Lang) string { return l.Scope(s) }
	}
	for _, b := range report.Breaks() {
		said["break "+b.ID] = func(l report.Lang) string { return l.Break(b) }
	}
	for _, n := range report.Nulls() {
		said["null "+n.String()] = func(l report.Lang) string { return l.Null(n) }
	}
	for _, i := range report.AllIndicators() {
		said["indicator "+i.ID] = func(l report.Lang) string { return l.Indicator(i) }
	}
	for name, say := range said {
		if hasHan(say(report.English)) || say(report.English) == "" {
			t.Errorf("%s in English: %q", name, say(report.English))
		}
		if !hasHan(say(report.Chinese)) {
			t.Errorf("%s in Chinese: %q", name, say(report.Chinese))
		}
	}
	if report.Chinese.Kind("township") != "乡镇" || report.English.Kind("bureau") != "bureau" {
		t.Error("kinds of bodies")
	}
}

// TestMessagesAreInOneLanguage holds how what a reader wrote down is said in either language.
func TestMessagesAreInOneLanguage(t *testing.T) {
	for name, c := range map[string]struct {
		relation         string
		severity         report.Severity
		message, en, chi string
	}{
		"a matter that the severity says": {
			"x", report.Error, "数据不平衡 (numbers do not balance): 合计; left 1 + 0 = 1, right 2", "合计; left 1 + 0 = 1, right 2", "合计;左边 1 + 0 = 1,右边 2",
		},
		"a relation": {
			"applications.balance.total", report.Error, "数据不平衡 (numbers do not balance): 总计:第一项加第二项之和,等于第三项加第四项之和; left 5 + 0 = 5, right 4 + 2 = 6",
			"总计: items one and two together equal items three and four together (received and carried in, concluded and carried over); left 5 + 0 = 5, right 4 + 2 = 6",
			"总计:第一项加第二项之和,等于第三项加第四项之和;左边 5 + 0 = 5,右边 4 + 2 = 6",
		},
		"another matter":       {"x", report.Note, "值得核对 (worth a look): 合计; left 1, right 2", "worth a look: 合计; left 1, right 2", "值得核对:合计;左边 1,右边 2"},
		"a text of no rule":    {"x", report.Warning, "a plain text (with brackets): x", "a plain text (with brackets): x", "a plain text (with brackets): x"},
		"an old text":          {report.RuleLabel, report.Warning, "said otherwise once", "said otherwise once", "标签文字残缺或与格式不同。said otherwise once"},
		"a key and a quote":    {report.RuleUnreadable, report.Warning, `applications.total.total: "a\"b" is no number`, `applications.total.total: “a"b” is no number`, `三、本年度办理结果 › (七)总计 · 总计:“a"b”不是数字`},
		"a sentence in one":    {report.RuleShape, report.Warning, `row "合计": the row has 3 cells, the form has 7: 1 | 2: 3`, `row “合计”: the row has 3 cells, the form has 7: 1 | 2: 3`, `行“合计”:该行有 3 格,表式有 7 格:1 | 2: 3`},
		"words of the reader":  {report.RulePublished, report.Note, "page says 2024-01-01, meta says 2024-01-02", "the page says 2024-01-01, the head of the page says 2024-01-02", "页面为 2024-01-01,网页头部为 2024-01-02"},
		"where a year stands":  {report.RuleYear, report.Warning, "title 甲镇2022年年报 says 2022, list 甲镇2023年年报 says 2023", "the title “甲镇2022年年报” says 2022, the list “甲镇2023年年报” says 2023", "网页标题“甲镇2022年年报”为 2022 年,列表“甲镇2023年年报”为 2023 年"},
		"between two years":    {report.RuleCarryOver + ".total", report.Warning, "两年数据不衔接 (the years do not join): x; left 3 (2023), right 4 (2022)", "the years do not join: 总计: what is carried in equals what the report of the year before carries over; left 3 (2023), right 4 (2022)", "两年数据不衔接:x;左边 3 (2023),右边 4 (2022)"},
		"numbers of two pages": {report.RuleDocuments, report.Warning, "两处网页数字不同 (another page has other numbers): http://a.test/, 1 处: applications.total.total 1 ≠ blank", "another page has other numbers: http://a.test/, 1 cells: applications.total.total 1 ≠ blank", "两处网页数字不同:http://a.test/,1 处:三、本年度办理结果 › (七)总计 · 总计 1 ≠ 空白"},
		"the body is in doubt": {report.RuleBody, report.Warning, `机关名称不一致 (the body is in doubt): column: list_title says "甲镇" (乙镇)`, "the body is in doubt: the column of another body: the list says “甲镇” (乙镇)", "机关名称不一致:栏目属另一机构:列表标题写明“甲镇”(乙镇)"},
	} {
		t.Run(name, func(t *testing.T) {
			f := report.Finding{Relation: c.relation, Severity: c.severity, Message: c.message}
			if en, chi := report.English.Message(f), report.Chinese.Message(f); en != c.en || chi != c.chi {
				t.Errorf("%s\n%s", en, chi)
			}
		})
	}
}

// TestRulesInBothLanguages holds that every rule is explained in both languages: beside labels of the form, English has
// no Chinese.
func TestRulesInBothLanguages(t *testing.T) {
	ids := report.Rules()
	for _, e := range []report.Edition{report.Edition2019, report.Edition2021} {
		for _, r := range report.Relations(report.Forms{e, e, e}) {
			ids = append(ids, r.ID)
		}
	}
	for _, r := range report.StatisticRelations() {
		ids = append(ids, r.ID)
	}
	for _, r := range report.AcrossRules() {
		ids = append(ids, r.ID)
	}
	for _, id := range ids {
		en, zh := report.English.Rule(id), report.Chinese.Rule(id)
		if _, text, labelled := strings.Cut(en, ": "); labelled {
			en = text
		}
		if en == "" || strings.ContainsFunc(strings.ReplaceAll(en, "(七)", ""), func(r rune) bool { return unicode.Is(unicode.Han, r) && !strings.ContainsRune("一六", r) }) || !hasHan(zh) {
			t.Errorf("%s: %q, %q", id, en, zh)
		}
	}
	if report.English.Rule("no.such.rule") != "" {
		t.Error("an unknown rule is explained")
	}
}

func hasHan(text string) bool {
	for _, r := range text {
		if unicode.Is(unicode.Han, r) {
			return true
		}
	}
	return false
}
