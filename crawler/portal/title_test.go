package portal_test

import (
	"testing"

	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/report/page"
)

func TestClassify(t *testing.T) {
	cases := []struct {
		title    string
		inColumn bool
		class    string
		fetched  bool // of a lookalike
	}{
		{"青石镇2023年政府信息公开工作年度报告", false, page.LinkReport, false},
		{"青石镇人民政府２０２３年政府信息公开工作年度报告", false, page.LinkReport, false},
		{"2023年度政府信息公开年报", false, page.LinkReport, false},
		{"2023 年 政务公开 年报", false, page.LinkReport, false},
		{"青石镇二〇二三年政府信息公开工作年度报告", false, page.LinkReport, false},
		{"甲县2018年政府信息公开工作报告", false, page.LinkReport, false},
		{"甲县财政局2021年度信息公开年度报告", false, page.LinkReport, false},
		{"2023年年报（政府信息公开）", false, page.LinkReport, false},
		{"青石镇政府信息公开工作年度报告", false, page.LinkReport, false}, // the year stands on the page
		{"2023年政府信息公开\u200b工作年度报告", false, page.LinkReport, false},
		{"2023年度报告", false, page.LinkOther, false},
		{"2023年度报告", true, page.LinkReport, false},
		{"青石镇2023年年报", true, page.LinkReport, false},
		{"年报", true, page.LinkOther, false},
		{"青石镇2023年政府信息公开工作年度报告解读", false, page.LinkLookalike, true},
		{"【图解】2023年政府信息公开年报", false, page.LinkLookalike, true},
		{"一图读懂青石镇2023年政府信息公开工作年度报告", false, page.LinkLookalike, true},
		{"2023年政府信息公开年报（图片版）", true, page.LinkLookalike, true},
		{"甲县2023年政府信息公开年报汇总", true, page.LinkLookalike, true},
		{"关于做好2023年政府信息公开年报编制工作的通知", true, page.LinkLookalike, false},
		{"甲县2024年政府工作报告", false, page.LinkLookalike, false},
		{"甲县2024年政府工作报告", true, page.LinkLookalike, false},
		{"2023年政府网站工作年度报表", true, page.LinkLookalike, false},
		{"青石镇2023年法治政府建设年度报告", true, page.LinkLookalike, false},
		{"青石镇2023年度部门决算", true, page.LinkLookalike, false},
		{"政府信息公开指南", true, page.LinkOther, false},
		{"政府信息公开制度", true, page.LinkOther, false},
		{"关于召开会议的通知", false, page.LinkOther, false},
		{"青石镇春耕见闻", true, page.LinkOther, false},
		{"", true, page.LinkOther, false},
	}
	for _, c := range cases {
		class, fetched := portal.Classify(c.title, c.inColumn)
		if class != c.class || fetched != c.fetched {
			t.Errorf("%q in column %v: %s, fetched %v; want %s, %v", c.title, c.inColumn, class, fetched, c.class, c.fetched)
		}
	}
}

func TestYear(t *testing.T) {
	for title, want := range map[string]int{
		"青石镇2023年政府信息公开工作年度报告": 2023, "二〇二三年年报": 2023, "二零一九年": 2019, "２０２１年度": 2021,
		"年报": 0, "1998年": 0, "第20231号": 0, "20230116": 2023, "2022年度（2023年公布）": 2022, "政发〔2024〕3号": 2024, "2 0 2 3年": 2023,
	} {
		if got := portal.Year(title); got != want {
			t.Errorf("%q: %d, want %d", title, got, want)
		}
	}
}
