package evidence

import (
	"fmt"
	"strings"

	"github.com/nianbao/nianbao/report/page"
)

// verify writes the instructions.
func (b *Bundle) verify() string {
	var out strings.Builder
	f, s := b.Page.Facts, &b.Report.Summary
	fmt.Fprintf(&out, `EVIDENCE / 证据
%s, report on %d / %d 年度报告
%s

This folder can be checked without nianbao, with sha256sum and a text editor.
本文件夹无需 nianbao 即可核验,只用 sha256sum 和文本编辑器。

1. The files are whole / 文件完整
   sha256sum -c SHA256SUMS

2. The page / 网页
   %s holds the bytes as the portal sent them, after content decoding.
   %s 为网站发送的原始字节(解除传输压缩后)。
   address / 地址   %s
   fetched / 抓取   %s (UTC)
   SHA-256          %s
   encoding / 编码  %s
   Headers and redirects: headers.txt; all facts of the fetch: fetch.json
   响应头与跳转见 headers.txt,抓取经过见 fetch.json
`, line(s.Body.Name), s.Year, s.Year, line(s.Title), b.pageName(), b.pageName(), line(f.URL), moment(f.Fetched), b.Page.Digest(), b.encoding())
	if b.Decision != "" {
		fmt.Fprintf(&out, "   robots.txt       %s\n", line(b.Decision))
	}
	if b.Recorded != "" {
		fmt.Fprintf(&out, "   as recorded      %s\n", line(b.Recorded))
	}
	n := 3
	if b.Key != nil {
		b.verifyCell(&out)
		n++
	}
	fmt.Fprintf(&out, `
%d. Other versions / 其他版本
   versions.json lists every reading of this report; versions/ holds the bytes of those that differ.
   versions.json 列出本报告的全部读取,versions/ 内为内容不同的原始字节。
`, n)
	if b.Program != "" {
		fmt.Fprintf(&out, "\nMade by nianbao %s, read by reader %s.\n", b.Program, s.Reader)
	}
	return out.String()
}

func (b *Bundle) encoding() string {
	return page.Decode(b.Page.Body, b.Page.Facts.Header.Get("Content-Type")).Encoding
}

func (b *Bundle) verifyCell(out *strings.Builder) {
	c := b.Report.Report.Cells.At(*b.Key)
	fmt.Fprintf(out, "\n3. The number / 数字\n   key / 键         %s\n   state / 状态     %s\n", b.Key, c.State)
	if v, ok := c.Number(); ok {
		fmt.Fprintf(out, "   value / 值       %s %s\n", v, c.Unit.Name)
	}
	fmt.Fprintf(out, "   raw text / 原文  %q\n", c.Raw)
	if !b.place.known {
		out.WriteString("   The place of the number in the raw bytes is not known; look for the table in marked.html.\n   数字在原始字节中的位置不详,请在 marked.html 中查找该表。\n")
		return
	}
	fmt.Fprintf(out, `   It stands at bytes %d to %d of %s, counted from 0, the last one not included:
   位于 %s 的第 %d 至 %d 字节(从 0 起,不含末字节):
   tail -c +%d %s | head -c %d | iconv -f %s -t utf-8
   What that prints / 应显示: %q
   With a text editor, look for / 用文本编辑器查找:
   %q
   marked.html shows the page with the number marked; cell.json holds all about it.
   marked.html 标出该数字,cell.json 为其全部信息。
`, b.place.from, b.place.to, b.pageName(), b.pageName(), b.place.from, b.place.to, b.place.from+1, b.pageName(),
		b.place.to-b.place.from, b.encoding(), b.place.text, b.place.before+b.place.text+b.place.after)
}

// line keeps scraped text from making lines of its own.
func line(s string) string { return strings.Join(strings.Fields(s), " ") }
