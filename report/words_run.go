package report

import "strings"

// Result says how a run ended; one that has not, unfinished.
func (l Lang) Result(result string) string { return l.known(resultWords, result) }

// Run names the kind of a run.
func (l Lang) Run(kind string) string { return l.known(runWords, kind) }

// Counted names what a run counted: requests, pages, and readings by their status.
func (l Lang) Counted(name string) string {
	if status, is := strings.CutPrefix(name, "status."); is {
		for _, s := range Statuses() {
			if s.String() == status {
				return l.Say("read: ", "读取结果:") + l.Status(s)
			}
		}
	}
	if outcome, is := strings.CutPrefix(name, "outcome."); is {
		return l.Say("ended: ", "请求结果:") + l.Say(outcome, l.Outcome(Outcome(outcome)))
	}
	return l.known(countWords, name)
}

// Change names what happened to a body: a kind of change of the register.
func (l Lang) Change(kind string) string { return l.known(changeWords, kind) }

// Trouble says what is wrong with a source: an outcome of requests, or a drift that is explained in English by meaning.
func (l Lang) Trouble(kind, meaning string) string {
	if _, is := Outcome(kind).Def(); is {
		return l.Outcome(Outcome(kind))
	}
	if said, known := troubleChinese[kind]; known && l == Chinese {
		return said
	}
	return meaning
}

// Cause says why two readings or two releases differ.
func (l Lang) Cause(cause string) string { return l.known(causeWords, cause) }

// Standing says whether a reading counts.
func (l Lang) Standing(standing string) string { return l.known(standingWords, standing) }

// Unit names the unit of an indicator.
func (l Lang) Unit(unit string) string { return l.known(unitWords, unit) }

// known gives the word for a code; one that has none as itself.
func (l Lang) known(words map[string]word, code string) string {
	if w, is := words[code]; is {
		return l.of(w)
	}
	return code
}

var resultWords = map[string]word{
	"": {"unfinished", "未结束"}, "unfinished": {"unfinished", "未结束"}, "done": {"done", "完成"}, "interrupted": {"interrupted", "中断"}, "failed": {"failed", "失败"},
}

var runWords = map[string]word{"crawl": {"crawl", "抓取"}, "demo": {"demo", "演示"}, "test": {"test", "测试"}}

var countWords = map[string]word{
	"requests": {"requests", "请求"}, "lists": {"list pages", "列表页"}, "documents": {"documents", "文件"}, "bytes": {"bytes", "字节"},
	"read": {"pages read", "读取的网页"},
}

var changeWords = map[string]word{
	"renamed": {"renamed", "更名"}, "upgraded": {"upgraded", "升格"}, "converted": {"converted", "改制"}, "moved": {"moved", "改属"},
	"recoded": {"recoded", "代码变更"}, "merged": {"merged", "并入"}, "split": {"split", "拆分"}, "gone": {"no longer listed", "不再列入"},
	"new": {"new", "新列入"},
}

var troubleChinese = map[string]string{
	"no_answer":    "该来源本次全部请求未得应答而非遭拒:域名、连接、超时或服务器错误",
	"family_lost":  "变化:来源所注或以前识别出的网站系统已不再认得其列表页",
	"list_empty":   "变化:以前有条目的列表页现已读完而无条目",
	"fewer_listed": "变化:列表页所列报告比以前少五分之一以上",
	"cap_reached":  "列表因上限未读完,可能漏掉报告",
}

var unitWords = map[string]word{
	unitCase: {"number", "件"}, unitItem: {"items", "项"}, unitWanYuan: {"10,000 yuan", "万元"}, unitTimes: {"times", "倍"},
	"个": {"number", "个"}, "条": {"pieces", "条"}, "次": {"occasions", "次"}, "人": {"persons", "人"}, "人次": {"attendances", "人次"},
}

var causeWords = map[string]word{
	"publisher": {"the content of the page changed", "网页内容有变"}, "reader": {"another version of the reader", "读取器版本不同"},
	"both":     {"the content of the page changed, and another version of the reader", "网页内容有变,读取器版本也不同"},
	"document": {"another document counts", "采用另一份文件"}, "hints": {"more is known of where the page stands", "网页出处信息更新"},
	"entered": {"a person entered or withdrew a value", "人工录入或撤回"}, "register": {"another register of bodies", "机构名录有变"},
	"first": {"read for the first time", "首次读取"}, "page": {"the content of the page changed", "网页内容有变"},
	"other":      {"values that people entered, or what is known of the body", "人工录入有变,或机构资料有变"},
	"impossible": {"nothing explains it", "原因不明"},
}

var standingWords = map[string]word{
	"current": {"counts", "采用"}, "rival": {"another document counts", "另有文件被采用"}, "superseded": {"superseded", "已被取代"},
	"aside": {"put aside", "不计入"},
}
