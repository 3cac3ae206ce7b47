package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/nianbao/nianbao/extract/printed"
)

// sectionTitles are the six prescribed headings with what publishers print in their place, the longer ones first.
var sectionTitles = [...][]string{
	1: {"总体情况", "总体概况", "概述"},
	2: {"行政机关主动公开政府信息情况", "主动公开政府信息情况", "主动公开政府信息的情况", "主动公开情况"},
	3: {
		"行政机关收到和处理政府信息公开申请情况", "收到和处理政府信息公开申请情况", "收到和处理政府信息公开申请的情况",
		"收到和处理政府信息公开情况", "政府信息公开申请情况", "依申请公开政府信息情况",
	},
	4: {
		"因政府信息公开工作被申请行政复议、提起行政诉讼情况", "政府信息公开行政复议、行政诉讼情况", "政府信息公开行政复议和行政诉讼情况",
		"政府信息公开行政复议行政诉讼情况", "行政复议、行政诉讼情况",
	},
	5: {
		"政府信息公开工作存在的主要问题及改进情况", "存在的主要问题及改进情况", "存在的主要问题和改进措施", "存在的主要问题及改进措施",
		"存在问题及改进情况", "存在的问题及改进情况", "存在的问题和改进措施", "主要问题及改进情况", "存在的主要问题和改进情况",
	},
	6: {"其他需要报告的事项", "其他需要报告事项", "需要报告的其他事项", "其他需要说明的事项", "其他事项"},
}

// loose says for each section which words together name it in a short heading with a number in front.
var looseTitles = [...][][]string{
	1: {{"总体"}, {"概述"}, {"基本情况"}},
	2: {{"主动公开"}},
	3: {{"收到", "处理"}, {"依申请"}, {"申请情况"}},
	4: {{"行政复议"}, {"行政诉讼"}, {"复议", "诉讼"}},
	5: {{"问题", "改进"}, {"存在", "问题"}, {"不足", "改进"}, {"问题", "措施"}},
	6: {{"其他", "报告"}, {"其他", "事项"}, {"需要报告"}, {"需要说明"}},
}

// sectionHead reads the heading of a section at the beginning of a block. rest is the text of the block behind the
// heading, for pages that lost the line between. A heading has a number or is one of the known titles alone.
func sectionHead(text string) (number int, title, rest string) {
	if !mayBeHead(text) {
		return 0, "", ""
	}
	const reach = 240
	begin := text[:min(len(text), reach)]
	normal := printed.Normal(begin)
	item, body := printed.CutItem(normal)
	if item.Level > 1 {
		return 0, "", ""
	}
	for n := 1; n < len(sectionTitles); n++ {
		for _, known := range sectionTitles[n] {
			if strings.HasPrefix(body, known) && (body == known && len(text) <= reach || item.Level == 1 || strings.TrimRight(body, ":") == known) {
				title, rest = splitAfter(text, len(normal)-len(body)+len(known))
				return n, cutNumber(title), rest
			}
		}
	}
	if item.Level != 1 || len(text) > 120 || strings.ContainsAny(body, ".;") {
		return 0, "", ""
	}
	for n := 1; n < len(looseTitles); n++ {
		for _, words := range looseTitles[n] {
			if hasAll(body, words) {
				return n, cutNumber(text), ""
			}
		}
	}
	return 0, "", ""
}

// cutNumber takes the number of the section off its heading.
func cutNumber(title string) string {
	return strings.TrimLeft(title, "一二三四五六七八九十第、.．，,（）() \t\u00a0\u3000")
}

// mayBeHead is a quick look at the first characters: a number of a list or the beginning of a known title.
func mayBeHead(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return strings.ContainsRune("一二三四五六七第（(【总概行主收政因依存其需", r)
}

func hasAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// splitAfter splits a text behind the given number of bytes of its Normal spelling.
func splitAfter(text string, normal int) (head, rest string) {
	done := 0
	for i, r := range text {
		if done >= normal {
			return strings.TrimSpace(text[:i]), strings.TrimLeft(text[i:], "： :　\t\r\n")
		}
		done += len(printed.Normal(string(r)))
	}
	return text, ""
}

// footers begin what stands below the article.
var footers = []string{
	"【打印", "打印本页", "[打印", "关闭窗口", "【关闭", "上一篇", "下一篇", "版权所有", "主办单位", "主办:", "主办：", "承办单位", "网站地图",
	"扫一扫", "分享到", "相关链接", "责任编辑", "信息来源", "网站标识码", "ICP备", "附件:", "附件：", "相关附件", "相关信息", "联系我们", "打印",
	"Copyright", "copyright", "备案序号", "友情链接",
}

// isPageNumber tells whether a line is the number of a page: - 3 -.
func isPageNumber(text string) bool {
	return len(text) < 16 && strings.Trim(text, "0123456789０１２３４５６７８９-—–－ \u3000第页") == ""
}

func isFooter(text string) bool {
	if len(text) > 300 {
		return false
	}
	for _, f := range footers {
		if strings.HasPrefix(text, f) {
			return true
		}
	}
	return false
}
