package division_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report/division"
)

func TestFind(t *testing.T) {
	tests := []struct {
		name   string
		within division.Code
		want   string
	}{
		{"下各镇", "", "331024106 exact"},
		{" 下 各　镇 ", "", "331024106 exact"},
		{"下各镇人民政府", "", "331024106 variant"},
		{"仙居县下各镇人民政府", "", "331024106 exact"},
		{"浙江省台州市仙居县下各镇", "331024", "331024106 exact"},
		{"下各", "331024", "331024106 stem"},
		{"仙居县下各乡", "", "331024106 stem"},
		{"仙居下各镇", "", "331024106 stem"},
		{"下各镇", "330000", "331024106 exact"},
		{"下各镇", "340000", ""},
		{"仙居县人民政府", "", "331024 variant"},
		{"浙江省仙居县", "", "331024 exact"},
		{"景宁县", "", "331127 stem"},
		{"景宁", "", "331127 stem"},
		{"漓东街道办事处", "", "450305004 variant"},
		{"漓东街道", "", "450305004 exact"},
		{"新华街道", "152921", "152921404 variant"}, // listed as 新华街道办事处
		{"南磨房地区办事处", "", "110105021 variant"},
		{"东渚街道", "", "320505407 variant"}, // listed as 科技城（东渚街道）
		{"永安洲镇", "", "321203100 variant"}, // listed as 港口物流产业园-永安洲镇
		{"紫蓬山管理委员会", "", "340123401 variant"},
		{"石家庄高新技术产业开发区管委会", "", "130171 variant"},
		{"内蒙古", "", "150000 stem"},
		{"恩施州", "", "422800 stem"},
		{"吉林省吉林市", "", "220200 exact"},
		{"吉林市", "", "220200 exact"},
		{"北京市朝阳区", "", "110105 exact"},
		{"朝阳区", "", "110105 exact, 220104 exact"},
		{"湖北省仙桃市", "", "429004 exact"},
		{"东莞市石碣镇", "", "441900101 exact"},
		{"嘉峪关市", "", "620200 exact"},
		{"市辖区", "", ""},
		{"县", "", ""},
		{"省直辖县级行政区划", "", ""},
		{"", "", ""},
		{"不存在镇", "", ""},
	}
	register := embedded(t)
	for _, tt := range tests {
		t.Run(tt.name+string(tt.within), func(t *testing.T) {
			var got []string
			for _, m := range register.Find(tt.name, tt.within) {
				got = append(got, fmt.Sprint(m.Code, " ", m.By))
			}
			if strings.Join(got, ", ") != tt.want {
				t.Errorf("found %v, want %s", got, tt.want)
			}
		})
	}
}

func TestFindAmbiguousNames(t *testing.T) {
	register := embedded(t)
	for name, want := range map[string]int{"城关镇": 88, "太平镇": 50} {
		if got := len(register.Find(name, "")); got != want {
			t.Errorf("%s occurs %d times, want %d", name, got, want)
		}
	}
}

func TestNormalise(t *testing.T) {
	for in, want := range map[string]string{
		"下各镇":             "下各镇",
		" 下\u00a0各\t镇\n":  "下各镇",
		"\ufeff下各镇\u200b": "下各镇",
		"《下各镇》":           "下各镇",
		"（下各镇）":           "下各镇",
		"科技城（东渚街道）":       "科技城(东渚街道)",
		"【下各镇】：":          "下各镇",
		"Ａ１":              "A1",
		"中国・仙居":           "中国·仙居",
		"㵲水街道":            "㵲水街道",
		"下各\xff镇":         "下各镇",
		"()":              "",
		"":                "",
	} {
		if got := division.Normalise(in); got != want {
			t.Errorf("Normalise(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestNameIn(t *testing.T) {
	for in, want := range map[string]string{
		"2023年下各镇政府信息公开工作年度报告":          "下各镇",
		"柳桥镇2020年度政府信息公开工作年度报告":         "柳桥镇",
		"2024年度双溪乡政府信息公开年度报告":           "双溪乡",
		"2020年度柳桥镇政府信息公开工作2020年度工作年度报告": "柳桥镇",
		"关于2022年度政府信息公开情况的报告":           "",
		"2023年政府信息公开工作年度报告":             "",
		"仙居县财政局关于2022年度政府信息公开工作情况的报告":   "仙居县财政局",
		"下各镇人民政府信息公开工作年度报告":             "下各镇人民政府",
		"下各镇人民政府2023年政府信息公开工作年度报告":      "下各镇人民政府",
		"二〇二三年下各镇政府信息公开年报":              "下各镇",
		"下各镇2023年报":                 "下各镇",
		"2023年政府信息公开年报—下各镇":         "下各镇",
		"政府信息公开年度报告（下各镇）":           "下各镇",
		"（图解）2023年下各镇政府信息公开工作年度报告":  "下各镇",
		"仙居县人民政府门户网站":               "仙居县人民政府",
		"中国·仙居政府网":                  "仙居",
		"下各镇":                       "下各镇",
		"度假区管委会2023年政府信息公开年报":       "度假区管委会",
		"2024 年上海市科委政府信息公开工作\n年度报告": "上海市科委",
		"": "",
	} {
		if got := division.NameIn(in); got != want {
			t.Errorf("NameIn(%q) = %q, want %q", in, got, want)
		}
	}
}
