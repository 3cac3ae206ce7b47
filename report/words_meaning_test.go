package report_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
)

var chinese = regexp.MustCompile(`\p{Han}`)

// TestEveryMeaningInBothLanguages holds that no meaning of the vocabulary lacks one of the languages.
func TestEveryMeaningInBothLanguages(t *testing.T) {
	bare := regexp.MustCompile(`^\dxx$|^\d{3}$`) // statuses of HTTP
	both := func(what, en, zh string) {
		t.Helper()
		if en == "" || !chinese.MatchString(zh) && !bare.MatchString(zh) {
			t.Errorf("%s: %q, %q", what, en, zh)
		}
	}
	for _, d := range report.StateDefs() {
		both("state "+string(d.State), report.English.StateMeaning(d.State), report.Chinese.StateMeaning(d.State))
		both("name of "+string(d.State), report.English.State(d.State), report.Chinese.State(d.State))
		both("actor "+string(d.Actor), report.English.Actor(d.Actor), report.Chinese.Actor(d.Actor))
	}
	for _, d := range report.OutcomeDefs() {
		both("outcome "+string(d.Outcome), report.English.Outcome(d.Outcome), report.Chinese.Outcome(d.Outcome))
		both("actor "+string(d.Actor), report.English.Actor(d.Actor), report.Chinese.Actor(d.Actor))
	}
	for _, s := range report.Statuses() {
		both("status "+s.String(), report.English.StatusMeaning(s), report.Chinese.StatusMeaning(s))
	}
}

// TestReasonsInChinese says in Chinese what the register, sources and lists say in English.
func TestReasonsInChinese(t *testing.T) {
	for english, want := range map[string]string{
		"listed 2023-06-30, not listed 2024-12-31":                      "2023-06-30 版名录列有,2024-12-31 版名录未列",
		"listed 2023-06-30; no edition near 2030":                       "2023-06-30 版名录列有;2030 年附近没有名录版本",
		"no edition lists such a body":                                  "名录各版本均无此机构",
		"its reports on 2019 and 2023 were found":                       "已找到其 2019 和 2023 年度的报告",
		"source zoo-1, zoo-2 names it as a publisher":                   "来源 zoo-1, zoo-2 将其列为发布机构",
		"timeout: the answer did not come whole in time":                "应答未在时限内完整到达",
		"not asked for yet":                                             "尚未请求",
		"what a person wrote":                                           "what a person wrote",
		"forbidden: " + report.English.Outcome(report.OutcomeForbidden): report.Chinese.Outcome(report.OutcomeForbidden),
	} {
		if got := report.Chinese.Reason(english); got != want {
			t.Errorf("%q: %q, want %q", english, got, want)
		}
		if got := report.English.Reason(english); got != english {
			t.Errorf("%q becomes %q in English", english, got)
		}
	}
}

// TestBasisInChinese holds that every state that evidence leads to has a reason in Chinese, and the same as before in English.
func TestBasisInChinese(t *testing.T) {
	yes := report.Existence{Answer: report.AnswerYes, Basis: "listed 2023-06-30"}
	day := report.Date{Year: 2024, Month: 3, Day: 1}
	whole := []report.ColumnRead{{URL: "http://a.test/", Whole: true, Read: day}}
	due := &report.Deadline{Date: report.Date{Year: 2024, Month: 1, Day: 31}, Basis: "条例"}
	for name, c := range map[string]struct {
		evidence report.Evidence
		want     string
	}{
		"overdue":       {report.Evidence{Today: day, Existence: yes, Columns: whole, Deadline: due, Years: []int{2021, 2022}, Others: 3}, "期限 2024-01-31(条例),2024-03-01 未见;已有其 2021、2022 年度的报告,另有 3 个机构的报告已在"},
		"not found":     {report.Evidence{Today: day, Existence: yes, Columns: whole}, "1 个栏目已读完,2024-03-01 未见;其他年度均未见,另有 0 个机构的报告已在"},
		"not yet due":   {report.Evidence{Today: day, Existence: yes, Deadline: &report.Deadline{Date: report.Date{Year: 2024, Month: 3, Day: 31}, Basis: "条例"}}, "期限 2024-03-31(条例)"},
		"never looked":  {report.Evidence{Existence: yes}, "没有已知栏目刊载其报告"},
		"not whole":     {report.Evidence{Existence: yes, Columns: []report.ColumnRead{{URL: "http://a.test/", Why: "not asked for yet"}}}, "http://a.test/:尚未请求"},
		"blocked":       {report.Evidence{Existence: yes, Columns: []report.ColumnRead{{URL: "http://a.test/", Outcome: report.OutcomeLogin}}}, "http://a.test/:要求登录的页面"},
		"listed":        {report.Evidence{Existence: yes, Listed: []report.ListedPage{{Title: "年报", Outcome: report.OutcomeTimeout}}}, `列表中有 "年报",网页:应答未在时限内完整到达`},
		"declared":      {report.Evidence{Existence: yes, Declared: []report.Declaration{{URL: "http://a.test/", Words: "暂无"}}}, "http://a.test/ 称“暂无”"},
		"did not exist": {report.Evidence{Existence: report.Existence{Answer: report.AnswerNo, Basis: "not listed 2023-06-30"}}, "2023-06-30 版名录未列"},
		"unknown":       {report.Evidence{Columns: whole, Existence: report.Existence{Basis: "no edition near 1999"}}, "1999 年附近没有名录版本;其栏目已读完,2024-03-01 未见"},
		"read":          {report.Evidence{Reading: &report.CountedReading{Status: report.Flagged}}, "已读出,有勾稽关系不成立或数值异常"},
	} {
		t.Run(name, func(t *testing.T) {
			v := report.Decide(&c.evidence)
			if got := report.Chinese.Basis(&v, &c.evidence); got != c.want {
				t.Errorf("%s: %q, want %q", v.State, got, c.want)
			}
			if got := report.English.Basis(&v, &c.evidence); got != v.Basis || chinese.MatchString(strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(got, "条例", ""), "年报", ""), "暂无", "")) {
				t.Errorf("%s: %q in English", v.State, got)
			}
		})
	}
}
