package crawler_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// searched is a portal whose list is the answer to a form, which it sends to the scripts of its own page alone.
type searched struct {
	robots string
	fail   int // answers of the search that are 503 at first
	big    bool

	mu  sync.Mutex
	got []string // what the search was sent
}

func (s *searched) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html")
	w.Header().Set("ETag", `"same"`)
	switch r.URL.Path {
	case "/robots.txt":
		_, _ = io.WriteString(w, s.robots)
	case "/nb/":
		_, _ = io.WriteString(w, `<html><head><title>政府信息公开年报</title></head><body><a href="/module/xxgk/tree.jsp?area=1">青石镇</a></body></html>`)
	case "/module/xxgk/tree.jsp":
		_, _ = io.WriteString(w, `<html><body><ul><li><a infotypeId="A05">政府信息公开年报</a></li></ul></body></html>`)
	case "/module/xxgk/search.jsp":
		s.search(w, r)
	default:
		_, _ = io.WriteString(w, "<html><body><p>报告正文 "+r.URL.Path+"</p><a href=/>x</a></body></html>")
	}
}

func (s *searched) search(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	page := r.PostFormValue("currpage")
	s.got = append(s.got, fmt.Sprint(r.Method, " ", r.Header.Get("X-Requested-With"), " ", r.Referer(), " ", r.PostFormValue("infotypeId"), " ", page,
		" ", r.Header.Get("If-None-Match"), r.URL.RawQuery))
	if s.fail--; s.fail >= 0 {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	if s.big {
		_, _ = io.WriteString(w, strings.Repeat("<p>x</p>", 1<<17))
		return
	}
	fmt.Fprintf(w, `<table><tr><td><a href="/art/2024/1/16/art_5_%s.html">青石镇%d年政府信息公开工作年度报告</a></td><td>2024-01-16</td></tr></table>共2页`, page, 2020+len(page+s.robots))
}

// What a page's script asks is asked as it asks: with its method, its form, and the page as referer; it keeps the host's
// turn and pace, is repeated with its form, and never sent conditionally.
func TestScripts(t *testing.T) {
	const sent = "POST XMLHttpRequest http://www.jia.test/module/xxgk/tree.jsp?area=1 A05 "
	for name, c := range map[string]struct {
		portal *searched
		got    []string
		bad    report.Outcome // of the search; empty when it goes well
	}{
		"two pages":           {&searched{}, []string{sent + "1 ", sent + "2 ", sent + "1 ", sent + "2 "}, ""},
		"one answer failed":   {&searched{fail: 1}, []string{sent + "1 ", sent + "1 ", sent + "2 ", sent + "1 ", sent + "2 "}, ""},
		"robots forbid it":    {&searched{robots: "User-agent: *\nDisallow: /module/xxgk/search.jsp\n"}, nil, report.OutcomeRobotsDenied},
		"an answer too large": {&searched{big: true}, []string{sent + "1 ", sent + "1 "}, report.OutcomeTooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := newBed(t)
				b.config.Retries, b.config.MaxBody, b.config.Pace = 1, 512<<10, source.NewPace(3*time.Second, 0, 0)
				b.site("www.jia.test", c.portal)
				b.crawl(t.Context(), t)
				outcomes := map[report.Outcome]int{}
				for _, v := range b.visits {
					if strings.Contains(v.Request.URL, "search.jsp") {
						outcomes[v.Outcome]++
					}
				}
				gapsOf(t, b.entries(""), 3*time.Second)
				b.next()
				b.crawl(t.Context(), t)
				if diff := cmp.Diff(c.got, c.portal.got); diff != "" {
					t.Error(diff)
				}
				if c.bad != "" && (len(outcomes) != 1 || outcomes[c.bad] == 0) || c.bad == "" && outcomes[report.OutcomeFetched] != 2 {
					t.Errorf("outcomes %v", outcomes)
				}
			})
		})
	}
}

// Files in a document are noted with its visit and not asked for.
func TestAttachmentsAreNoted(t *testing.T) {
	b := newBed(t)
	b.site("www.jia.test", pages{
		"/nb/":                 `<html><title>政府信息公开年报</title><a href="t20240116_1.html">青石镇2023年政府信息公开工作年度报告</a></html>`,
		"/nb/t20240116_1.html": `<html><body><p>报告正文</p><a href="./P1.pdf">年报.pdf</a></body></html>`,
	})
	b.crawl(t.Context(), t)
	want := []page.Link{{URL: "http://www.jia.test/nb/P1.pdf", Title: "年报.pdf", Class: page.LinkAttachment}}
	if diff := cmp.Diff(want, b.visits[len(b.visits)-1].Links); diff != "" || len(b.visits) != 2 {
		t.Error(len(b.visits), diff)
	}
}
