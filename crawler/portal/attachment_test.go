package portal_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/report/page"
)

func TestAttachments(t *testing.T) {
	const address = host + "/nb/202401/t20240116_1.html"
	for name, c := range map[string]struct{ body, want string }{
		"beside the article":    {`<p>附件：<a href="./P020240116.pdf" target=_blank><b>年报</b>.pdf</a></p>`, host + "/nb/202401/P020240116.pdf 年报.pdf"},
		"handed out":            {`<a class="x" href='/module/download/downfile.jsp?classid=0&amp;filename=1.doc'>附件1</a>`, host + "/module/download/downfile.jsp?classid=0&filename=1.doc 附件1"},
		"by the CMS of schools": {`<a href="/system/_content/download.jsp?urltype=x&wbfileid=7">附件</a>`, host + "/system/_content/download.jsp?urltype=x&wbfileid=7 附件"},
		"with spaces":           {`<a href="./2022年 年报(定稿).pdf">附件</a>`, host + "/nb/202401/2022%E5%B9%B4%20%E5%B9%B4%E6%8A%A5%28%E5%AE%9A%E7%A8%BF%29.pdf 附件"},
		"in GBK":                {`<a href='%c4%ea%b1%a8.ofd'>附件</a>`, host + "/nb/202401/%c4%ea%b1%a8.ofd 附件"},
		"that hold for an hour": {`<a href="a.xlsx?expires=1&amp;sign=ab">表</a>`, host + "/nb/202401/a.xlsx?expires=1&sign=ab 表"},
		"twice":                 {strings.Repeat(`<a href=a.XLSX>表</a>`, 2), host + "/nb/202401/a.XLSX 表"},
		"pages":                 {`<a href="a.html">a.pdf</a><a href="b.pdfx">b</a>`, ""},
		"not a page":            {"%PDF-1.4 <a href=a.pdf>a</a>", ""},
		"nothing to resolve":    {`<a href="ftp://x/a.pdf">a</a>`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.HasPrefix(c.body, "%") {
				c.body = "<html><body>" + c.body
			}
			var got []string
			for _, f := range portal.Attachments(page.Page{Body: []byte(c.body), Facts: page.Facts{URL: address}}) {
				if f.Class != page.LinkAttachment {
					t.Errorf("class %q", f.Class)
				}
				got = append(got, f.URL+" "+f.Title)
			}
			if diff := cmp.Diff(c.want, strings.Join(got, "\n")); diff != "" {
				t.Error(diff)
			}
		})
	}
	if got := portal.Attachments(at("/nb/", "<html>"+strings.Repeat(`<a href="`, 200_000)+".pdf")); len(got) > 0 {
		t.Errorf("%d files", len(got))
	}
}
