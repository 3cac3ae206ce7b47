package extract_test

import (
	"strings"
	"testing"
	"time"

	"github.com/nianbao/nianbao/fixtures/gallery"
	"github.com/nianbao/nianbao/report"
)

// worst are texts that are made to keep the reading of flattened tables busy.
func worst() map[string]string {
	glued := ""
	for p := range gallery.Flattened(7) {
		if strings.HasPrefix(p.Name, "flat-all-glued/large/2021") {
			glued = p.Text
			break
		}
	}
	head := testTitle + "\n一、总体情况\n三、收到和处理政府信息公开申请情况\n申请人情况\n"
	labels := "一、本年新收政府信息公开申请数量二、上年结转政府信息公开申请数量（一）予以公开（二）部分公开1.属于国家秘密"
	return map[string]string{
		"one line of digits":     head + labels + strings.Repeat("1", 1<<20),
		"rows of ones":           head + labels + strings.Repeat("1 1 1 1 1 1 6\n", 1<<17),
		"pairs and words":        head + labels + strings.Repeat("1 1\n字号\n", 1<<17),
		"pairs and halves":       head + labels + strings.Repeat("不予 1 1\n公开\n", 1<<17),
		"labels again and again": head + strings.Repeat(labels+" 1 1 1 1 1 1 6\n", 1<<13),
		"labels and glued ones":  head + strings.Repeat(labels+"1111116\n", 1<<13),
		"lone pipes":             head + labels + strings.Repeat("|\n", 1<<19),
		"long glued rows":        strings.ReplaceAll(glued, "0", "11111"),
		"glued, all ones": strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return '1'
			}
			return r
		}, glued),
		"sayings without end":       head + strings.Repeat("收到申请1件予以公开1件", 1<<14),
		"a statistics table":        testTitle + "\n指标名称 单位 2016年度 历年累计\n" + strings.Repeat("公开数条1234567", 1<<15),
		"statistics without values": testTitle + "\n指标名称 单位 2016年度 历年累计\n" + strings.Repeat("公开数条", 1<<17),
		"page numbers":              head + labels + strings.Repeat("- 1 -\n", 1<<18),
		"captions":                  testTitle + "\n二、主动公开政府信息情况\n" + strings.Repeat("第二十条第（一）项 规章 行政许可 1\n", 1<<14),
	}
}

// TestWorstText holds every such text to a second and to cells that are told. It counts the processor's time, for other
// programs may run beside it; the worst takes 0.4 seconds.
func TestWorstText(t *testing.T) {
	for name, text := range worst() {
		start := processorTime(t)
		got := read(text).Report
		took := processorTime(t) - start
		t.Logf("%s: %d bytes, %s after %s", name, len(text), got.Status, took)
		if limit := time.Second; took > limit {
			t.Errorf("%s took %s", name, took)
		}
		if got.Status == report.Unread {
			t.Errorf("%s: no status", name)
		}
	}
}
