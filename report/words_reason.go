package report

import (
	"regexp"
	"strings"
)

// Basis says in one line why a body is in a state of the ledger: in English as Verdict.Basis, in Chinese from the same
// evidence. Where the evidence does not lead to the state, as after a change of the rules, Chinese gives the meaning of
// the state.
func (l Lang) Basis(v *Verdict, e *Evidence) string {
	if l == English {
		return v.Basis
	}
	if e.Reading != nil {
		return l.StatusMeaning(e.Reading.Status)
	}
	if basis, holds := e.holds(v.State, l); holds {
		return basis
	}
	return l.StateMeaning(v.State)
}

// Reason says in the language what the register, a source or a list said of a body or column in English. What it does
// not know stays as it is.
func (l Lang) Reason(text string) string {
	if l == English {
		return text
	}
	for _, p := range reasonPhrases {
		if m := p.english.FindStringSubmatchIndex(text); m != nil {
			return string(p.english.ExpandString(nil, p.chinese, text, m))
		}
	}
	if o, meaning, is := strings.Cut(text, ": "); is && Outcome(o).meaning() == meaning {
		return l.Outcome(Outcome(o))
	}
	for _, sign := range []struct{ english, chinese string }{{"; ", ";"}, {", ", ","}} {
		if strings.Contains(text, sign.english) {
			parts := strings.Split(text, sign.english)
			for i := range parts {
				parts[i] = l.Reason(parts[i])
			}
			return strings.Join(parts, sign.chinese)
		}
	}
	return text
}

// ended says how a request ended: in English by its code, as it always stood in the ledger.
func (l Lang) ended(o Outcome) string { return l.Say(string(o), l.Outcome(o)) }

func (o Outcome) meaning() string {
	d, _ := o.Def()
	return d.Meaning
}

// reasonPhrases are the whole phrases of which reasons are made.
var reasonPhrases = []struct {
	english *regexp.Regexp
	chinese string
}{
	{regexp.MustCompile(`^listed (\d{4}(?:-\d\d){0,2})$`), "$1 版名录列有"},
	{regexp.MustCompile(`^not listed (\d{4}(?:-\d\d){0,2})$`), "$1 版名录未列"},
	{regexp.MustCompile(`^no edition near (\d{4})$`), "$1 年附近没有名录版本"},
	{regexp.MustCompile(`^no edition lists such a body$`), "名录各版本均无此机构"},
	{regexp.MustCompile(`^its reports on (\d{4}) and (\d{4}) were found$`), "已找到其 $1 和 $2 年度的报告"},
	{regexp.MustCompile(`^source ([^;]+) names it as a publisher$`), "来源 $1 将其列为发布机构"},
	{regexp.MustCompile(`^not asked for yet$`), "尚未请求"},
	{regexp.MustCompile(`^not read as a list$`), "未能读作列表"},
	{regexp.MustCompile(`^leads on to (\S+)$`), "转往 $1"},
	{regexp.MustCompile(`^shows (\S+) in a frame$`), "在框架中显示 $1"},
	{regexp.MustCompile(`^the page is a report itself$`), "该网页本身就是报告"},
	{regexp.MustCompile(`^named as a report, and no list$`), "名为报告,没有列表"},
	{regexp.MustCompile(`^stopped by a signal$`), "收到停止信号"},
	{regexp.MustCompile(`^it is (\d\d:\d\d), the hour named by --until$`), "已到 --until 所定的 $1"},
	{regexp.MustCompile(`^the database takes (\d+) MB of the (\d+) MB that it may$`), "数据库已占 $1 MB,上限 $2 MB"},
	{regexp.MustCompile(`^the disk has (\d+) MB left, and (\d+) MB are to stay free$`), "磁盘剩余 $1 MB,须留 $2 MB"},
}
