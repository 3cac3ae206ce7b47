package page_test

import (
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report/page"
)

const articlePage = `<!DOCTYPE html><html><head><meta charset="utf-8"><title>青石镇2023年政府信息公开工作年度报告</title>
<script nonce="a1">var t="NONCE";</script></head><body>
<div class="top">今天是2024年1月16日 星期二</div><ul><li><a href="/news/1.html">全镇召开春耕动员会</a></li></ul>
<h1>青石镇2023年政府信息公开工作年度报告</h1>
<p>发布时间：2024-01-16 来源：青石镇 浏览次数：<span id="hits">12</span>次 【字体： 大 中 小】 <a href="javascript:print()">打印</a></p>
<p>本年度网站访问量12万次，主动公开信息 35 条。</p>
<table><tr><td rowspan="2">本年新收</td><td>3</td><td></td></tr><tr><td>0</td></tr></table>
<p><a href="P020240116.pdf">附件：报告.pdf</a><img src="/images/t.png?v=1"></p>
<div class="share">分享到： <b>打印本页</b> | 关闭窗口</div></body></html>`

func TestArticleDigest(t *testing.T) {
	base := digestOf(t, articlePage)
	for _, c := range []struct {
		name, old, fresh string
		same             bool
	}{
		{"a counter", `<span id="hits">12</span>`, `<span id="hits">1,031</span>`, true},
		{"a counter that a script has not filled", `<span id="hits">12</span>`, `<span id="hits"></span>`, true},
		{"a nonce and a token", `nonce="a1">var t="NONCE"`, `nonce="b7">var t="OTHER"`, true},
		{"the date of today", "今天是2024年1月16日 星期二", "今天是2024年2月1日 星期四", true},
		{"another page's title", "全镇召开春耕动员会", "我镇开展消防演练", true},
		{"a bar to share", "分享到： <b>打印本页</b> | 关闭窗口", "分享到：", true},
		{"a class", `class="share"`, `class="share" data-t="9"`, true},
		{"a picture's parameter", "t.png?v=1", "t.png?v=2", true},
		{"a number of a table", "<td>3</td>", "<td>4</td>", false},
		{"a zero that was blank", "<td></td>", "<td>0</td>", false},
		{"a cell's span", `rowspan="2"`, `rowspan="1"`, false},
		{"a number of a sentence about visits", "访问量12万次", "访问量13万次", false},
		{"the title", "<h1>青石镇2023年", "<h1>青石镇2023年度", false},
		{"the date of publication", "2024-01-16 来源", "2024-02-06 来源", false},
		{"an attached document's address", "P020240116.pdf", "P020240206.pdf", false},
		{"a linked number", "<td>0</td>", `<td><a href="x.html">7</a></td>`, false},
		{"another picture", "/images/t.png", "/images/u.png", false},
	} {
		changed := strings.Replace(articlePage, c.old, c.fresh, 1)
		if changed == articlePage {
			t.Fatalf("%s: nothing was replaced", c.name)
		}
		if got := digestOf(t, changed) == base; got != c.same {
			t.Errorf("%s: same %v, want %v", c.name, got, c.same)
		}
	}
	if _, ok := page.ArticleDigest([]byte("%PDF-1.4 x"), "application/pdf"); ok {
		t.Error("a PDF has an article")
	}
}

func digestOf(t *testing.T, text string) page.Digest {
	t.Helper()
	digest, ok := page.ArticleDigest([]byte(text), "text/html; charset=utf-8")
	if !ok {
		t.Fatal("no HTML")
	}
	return digest
}
