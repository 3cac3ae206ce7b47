package crawler_test

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// The bytes are kept as sent, whatever the labels say; list pages are read right all the same.
func TestEncodings(t *testing.T) {
	text := `<html><head>META<title>政府信息公开年报</title></head><body><ul><li><a href="d.html">甲县2023年政府信息公开工作年度报告</a></li></ul></body></html>`
	meta := `<meta charset="gb2312">`
	for name, c := range map[string]struct{ header, body string }{
		"header gbk, body utf-8":    {"text/html; charset=gbk", text},
		"header utf-8, body gbk":    {"text/html; charset=utf-8", gbk(text)},
		"no label, gbk":             {"text/html", gbk(text)},
		"no header, gbk":            {"", gbk(text)},
		"meta gb2312, body utf-8":   {"text/html", strings.Replace(text, "META", meta, 1)},
		"header latin1, body gbk":   {"text/html; charset=ISO-8859-1", gbk(strings.Replace(text, "META", meta, 1))},
		"byte order mark":           {"text/html; charset=gbk", "\xEF\xBB\xBF" + text},
		"charset that nobody knows": {"text/html; charset=x-unknown", text},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := newBed(t)
				b.site("www.jia.test", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					switch r.URL.Path {
					case "/nb/", "/nb/d.html":
						w.Header()["Content-Type"] = nil
						if c.header != "" {
							w.Header().Set("Content-Type", c.header)
						}
						_, _ = io.WriteString(w, c.body)
					default:
						http.NotFound(w, r)
					}
				}))
				b.crawl(t.Context(), t)
				list, doc := b.visit("http://www.jia.test/nb/"), b.visit("http://www.jia.test/nb/d.html")
				if string(list.Page.Body) != c.body || string(doc.Page.Body) != c.body {
					t.Errorf("the bytes were changed: %d and %d of %d", len(list.Page.Body), len(doc.Page.Body), len(c.body))
				}
				if doc.Page.Hints.ListTitle != "甲县2023年政府信息公开工作年度报告" || doc.Page.Facts.Header.Get("Content-Type") != c.header {
					t.Errorf("title %q, header %q", doc.Page.Hints.ListTitle, doc.Page.Facts.Header.Get("Content-Type"))
				}
			})
		})
	}
}

// Answers to conditional requests that can't be used lead to one unconditional request.
func TestUnusable304(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBed(t)
		b.site("www.jia.test", county())
		b.crawl(t.Context(), t)
		b.next()
		b.forget()
		b.blobs = map[page.Digest][]byte{} // the archive has lost everything
		b.crawl(t.Context(), t)
		paths := b.paths("www.jia.test")
		if n := len(slices.DeleteFunc(slices.Clone(paths), func(p string) bool { return p != "/nb/" })); n != 2 {
			t.Errorf("the list was asked for %d times: %v", n, paths)
		}
		if v := b.visit("http://www.jia.test/nb/"); v.Outcome != report.OutcomeFetched || v.Attempts != 1 || len(v.Next) == 0 {
			t.Errorf("%s, %d further requests", v.Outcome, len(v.Next))
		}
	})
}

// A page that changed is new, one with a new tag and the same content has the same digest.
func TestChange(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBed(t)
		p := county()
		b.site("www.jia.test", p)
		b.crawl(t.Context(), t)
		b.next()
		p["/nb/202401/t20240116_1.html"] = reportPage + "<p>更正</p>"
		b.crawl(t.Context(), t)
		if v := b.visit("http://www.jia.test/nb/202401/t20240116_1.html"); v.Outcome != report.OutcomeFetched || v.Page.Digest() == v.Request.Known {
			t.Errorf("%s", v.Outcome)
		}
		if v := b.visit("http://www.jia.test/nb/"); v.Outcome != report.OutcomeNotModified || len(v.Next) != 4 || v.Listing.Found != 3 {
			t.Errorf("%s with %d further requests", v.Outcome, len(v.Next))
		}
	})
}
