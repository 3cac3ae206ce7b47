package extract_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
)

const oldTitle = "2016年云岭县石桥镇政府信息公开工作年度报告"

// oldTable is the national statistics table of 2014 with a number for every row, each another one.
func oldTable(row func(label, unit, value string) string) string {
	var out strings.Builder
	for i, def := range report.StatisticsForm() {
		mark := map[int]string{1: "其中：", 2: "（二）", 5: "3."}[len(def.Key)]
		out.WriteString(row(mark+def.Label, def.Unit, fmt.Sprint(100+7*i)))
	}
	return out.String()
}

// TestStatistics2014 reads the national statistics table from a grid and from lines.
func TestStatistics2014(t *testing.T) {
	head := "<h1>" + oldTitle + "</h1><p>发布日期：2017-03-02</p><p>" + strings.Repeat("镇里把公开的事一件件办了。", 20) + "</p>"
	for name, page := range map[string]string{
		"a table": head + "<table><tr><th>统计指标</th><th>单位</th><th>统计数</th></tr><tr><td>一、主动公开情况</td><td>——</td><td>——</td></tr>" +
			oldTable(func(l, u, v string) string { return "<tr><td>" + l + "</td><td>" + u + "</td><td>" + v + "</td></tr>" }) + "</table>",
		"cells in lines": oldTitle + "\n发布日期：2017-03-02\n" + strings.Repeat("镇里把公开的事一件件办了。", 20) + "\n统计指标\n单位\n统计数\n一、主动公开情况\n——\n——\n" +
			oldTable(func(l, u, v string) string { return l + "\n" + u + "\n" + v + "\n" }),
		"rows in lines": oldTitle + "\n发布日期：2017-03-02\n" + strings.Repeat("镇里把公开的事一件件办了。", 20) + "\n统计指标 单位 统计数\n" +
			oldTable(func(l, u, v string) string { return l + " " + u + " " + v + "\n" }),
	} {
		t.Run(name, func(t *testing.T) {
			got := read(page).Report
			form := report.StatisticsForm()
			if got.Status != report.Narrative || len(got.Statistics) != len(form) {
				t.Fatalf("status %s, %d rows: %+v", got.Status, len(got.Statistics), got.Statistics)
			}
			for i, st := range got.Statistics {
				if st.Key != form[i].Key || st.Label != form[i].Label || st.State != report.Printed || st.Value == nil ||
					st.Value.String() != fmt.Sprint(100+7*i) || st.Cumulative != nil || st.Unit != form[i].Unit || st.Place.Row == 0 {
					t.Errorf("row %d: %+v, want %+v", i, st, form[i])
				}
			}
		})
	}
}

// TestLocalStatistics tells the value of the year from that of all years, and does not guess where they stand glued.
func TestLocalStatistics(t *testing.T) {
	prose := oldTitle + "\n发布日期：2017-03-02\n" + strings.Repeat("镇里把公开的事一件件办了。", 20) + "\n"
	for name, c := range map[string]struct{ text, want string }{
		"blanks":            {"指标名称 计量单位 2016年度 历年累计 公开文件总数 条 31 402 其中：1、网站公开数 条 30 398 2、栏目公开数 条 1 4", "公开文件总数 31 402|网站公开数 30 398|栏目公开数 1 4"},
		"glued, one way":    {"指标名称计量单位2016年度历年累计公开文件总数条00其中：1.网站公开数条122.栏目公开数条03", "公开文件总数 0 0|网站公开数 1 2|栏目公开数 0 3"},
		"glued, three ways": {"指标名称计量单位2016年度历年累计公开文件总数条31402其中：1.网站公开数条00", "公开文件总数 ? ?|网站公开数 0 0"},
		"pipes":             {"指标名称 | 计量单位 | 2016年度 | 历年累计\n公开文件总数 | 条 | 31 | 402\n网站公开数 | 条 | / | 398", "公开文件总数 31 402|网站公开数 ? 398"},
	} {
		got := read(prose + c.text).Report
		var rows []string
		for _, st := range got.Statistics {
			value, all := "?", "?"
			if st.Value != nil {
				value = st.Value.String()
			}
			if st.Cumulative != nil {
				all = st.Cumulative.String()
			}
			rows = append(rows, st.Label+" "+value+" "+all)
			if st.Key != "local."+st.Label {
				t.Errorf("%s: key %q", name, st.Key)
			}
		}
		if strings.Join(rows, "|") != c.want {
			t.Errorf("%s: %q, want %q", name, rows, c.want)
		}
		if unread := strings.Contains(c.want, "? ?"); unread != has(got, report.RuleUnreadable) {
			t.Errorf("%s: findings %+v", name, got.Findings)
		}
	}
}

// TestProseDecides parts glued digits as the prose says, and only where it speaks of the same thing, year, unit and body.
func TestProseDecides(t *testing.T) {
	const table = "指标名称计量单位2016年度历年累计主动公开文件数条31402接收申请总数件00收到申请总数件114"
	filler := "\n发布日期：2017-03-02\n" + strings.Repeat("镇里把公开的事一件件办了。", 20) + "\n"
	const open = "主动公开文件数 ? ?"
	for name, c := range map[string]struct{ prose, want string }{
		"the year":                {"2016年，全镇共主动公开政府信息31条。", "主动公开文件数 31 402"},
		"the year, without noun":  {"本年度主动公开各类文件3条，其中网站公开3条。", "主动公开文件数 3 1402"},
		"the body by its name":    {"2016年度石桥镇主动公开信息31条。", "主动公开文件数 31 402"},
		"another section":         {"一、概述\n2016年主动公开信息31条。", "主动公开文件数 31 402"},
		"nothing":                 {"公开得还不够。", open},
		"another year":            {"2015年主动公开政府信息31条。", open},
		"the year before":         {"上年主动公开政府信息31条。", open},
		"both years":              {"与2015年相比，2016年主动公开政府信息31条。", open},
		"all years":               {"累计主动公开政府信息31条。", open},
		"all years, not said so":  {"截至2016年底，主动公开政府信息31条。", open},
		"all years, their number": {"主动公开政府信息402条。", open},
		"since the beginning":     {"网站开通以来，主动公开政府信息31条。", open},
		"another unit":            {"2016年主动公开文件31件。", open},
		"two numbers":             {"2016年主动公开政府信息31条。全年主动公开信息3条。", open},
		"two numbers, one unfit":  {"2016年主动公开政府信息31条。全年主动公开信息77条。", open},
		"the same number twice":   {"2016年主动公开政府信息31条。全年主动公开信息31条。", "主动公开文件数 31 402"},
		"no way":                  {"2016年主动公开政府信息314条。", open},
		"a part":                  {"其中，主动公开政府信息31条。", open},
		"a channel":               {"通过网站主动公开政府信息31条。", open},
		"another thing":           {"2016年主动公开规范性文件31条。", open},
		"another body":            {"镇卫生院主动公开政府信息31条。", open},
		"another body, a comma":   {"镇卫生院工作扎实，主动公开政府信息31条。", open},
		"about":                   {"2016年主动公开政府信息近31条。", open},
		"more than":               {"2016年主动公开政府信息31余条。", open},
	} {
		t.Run(name, func(t *testing.T) {
			got := read(oldTitle + filler + c.prose + "\n" + table).Report
			if len(got.Statistics) != 3 {
				t.Fatalf("statistics %+v", got.Statistics)
			}
			st, row := got.Statistics[0], open
			if st.Value != nil && st.Cumulative != nil {
				row = st.Label + " " + st.Value.String() + " " + st.Cumulative.String()
			}
			if row != c.want {
				t.Errorf("%s, want %s; claims %+v", row, c.want, got.Claims)
			}
			rule, severity, state, basis := report.RuleProseDecides, report.Note, report.Split, "statistics.a1"
			if c.want == open {
				rule, severity, state, basis = report.RuleUnreadable, report.Warning, report.Unreadable, ""
			}
			i := slices.IndexFunc(got.Findings, func(f report.Finding) bool {
				return strings.Contains(f.Message, "31402") && f.Relation == rule && f.Severity == severity && len(f.Candidates) == 2
			})
			if i < 0 || st.State != state || st.Basis != basis {
				t.Errorf("state %s, basis %q, findings %+v", st.State, st.Basis, got.Findings)
			}
		})
	}
}

// TestProseDecidesApplications takes a number of applications from the prose, and none from the table itself.
func TestProseDecidesApplications(t *testing.T) {
	filler := "\n发布日期：2017-03-02\n" + strings.Repeat("镇里把公开的事一件件办了。", 20) + "\n"
	for name, c := range map[string]struct{ prose, want string }{
		"received":        {"2016年共收到政府信息公开申请11件。", "11 24"},
		"a part":          {"其中收到申请11件。", "?"},
		"another body":    {"镇卫生院收到申请11件。", "?"},
		"contradicted":    {"2016年共收到政府信息公开申请11件。镇卫生院收到申请1件。", "?"},
		"without a claim": {"", "?"},
	} {
		got := read(oldTitle + filler + c.prose + "\n指标名称计量单位2016年度历年累计收到申请总数件1124行政复议数件00").Report
		row := "?"
		if st := got.Statistics[0]; st.Value != nil {
			row = st.Value.String() + " " + st.Cumulative.String()
		}
		if row != c.want {
			t.Errorf("%s: %s, want %s", name, row, c.want)
		}
	}
}

// TestStatisticsNotSeenAsOne takes no number of a statistics table of which a person sees other digits.
func TestStatisticsNotSeenAsOne(t *testing.T) {
	for name, markup := range map[string]string{
		"no size": `<i style="font-size:0">9</i>100`, "a class": `<i class="n">100</i>`, "a picture": `<img src="9.png">100`, "a picture alone": `<img src="100.png">`,
	} {
		page := "<style>.n:before{content:'9'}</style><h1>" + oldTitle + "</h1><p>" + strings.Repeat("镇里把公开的事一件件办了。", 20) + "</p>" +
			"<table><tr><th>统计指标</th><th>单位</th><th>统计数</th></tr>" + oldTable(func(l, u, v string) string {
			if v == "100" {
				v = markup
			}
			return "<tr><td>" + l + "</td><td>" + u + "</td><td>" + v + "</td></tr>"
		}) + "</table>"
		got := read(page).Report
		if len(got.Statistics) == 0 || got.Statistics[0].State != report.Unreadable || got.Statistics[0].Value != nil {
			t.Errorf("%s: %+v", name, got.Statistics[:min(1, len(got.Statistics))])
		}
	}
}
