package printed_test

import (
	"testing"

	"github.com/nianbao/nianbao/extract/printed"
)

func TestOddUnit(t *testing.T) {
	for text, want := range map[string]string{
		"单位：百件": "百件", "（单位：千）": "千", "计量单位：百": "百", "注：以上数据单位为百件": "百件", "单位:件、万": "万", "单位：万件、万元": "万件",
		"（百件）": "百件", "以百件为单位": "百件", "数据按千件计": "千件", "单位：人次": "人次", "（单位：%）": "%", "信息内容（十件）": "十件",
		"单位：件": "", "单位：件、万元": "", "（单位：万元）": "", "单位：亿元": "", "第二十条第（十）项": "", "填报单位：百花镇人民政府": "", "单位：千灯镇": "",
		"本年收费金额（单位：万元）": "", "各单位共百余件": "", "（元）": "",
	} {
		if got := printed.OddUnit(text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
