package crawler_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// A page is of the kind that it turns out to be, whatever it was asked for as.
func TestKinds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBed(t)
		b.site("www.jia.test", pages{
			"/nb/": `<html><title>政府信息公开年报</title><a href="./2023n/">2023年政府信息公开年报</a>
				<a href="./t20240101_1.html">甲县2022年政府信息公开工作年度报告</a> <a href="./empty/">2021年</a></html>`,
			"/nb/2023n/":           reportPage,
			"/nb/t20240101_1.html": `<html><script>location.replace('./t20240101_2.html')</script></html>`,
			"/nb/t20240101_2.html": reportPage,
			"/nb/empty/":           `<html><title>2021年</title><body><p>建设中</p></body></html>`,
		})
		kinds := func() map[string]string {
			out := map[string]string{}
			for _, v := range b.visits {
				out[strings.TrimPrefix(v.Request.URL, "http://www.jia.test")] = string(v.Request.Kind) + " " + string(v.Outcome)
			}
			return out
		}
		b.crawl(t.Context(), t)
		want := map[string]string{
			"/nb/":                 "list fetched",
			"/nb/2023n/":           "document fetched", // a folder with the report in it
			"/nb/t20240101_1.html": "list fetched",     // a shell
			"/nb/t20240101_2.html": "document fetched",
			"/nb/empty/":           "list list_unreadable",
		}
		if diff := cmp.Diff(want, kinds()); diff != "" {
			t.Error(diff)
		}
		if v := b.visit("http://www.jia.test/nb/t20240101_2.html"); v.Page.Hints.ListTitle != "甲县2022年政府信息公开工作年度报告" {
			t.Errorf("hints %+v", v.Page.Hints)
		}
		if v := b.visit("http://www.jia.test/nb/empty/"); v.Page.Body != nil || v.Listing == nil || !strings.Contains(v.Detail, "finds nothing") {
			t.Errorf("%+v", v)
		}
		referers := map[string]string{}
		for _, e := range b.entries("") {
			referers[e.path] = e.referer
		}
		if referers["/nb/2023n/"] != "http://www.jia.test/nb/" || referers["/robots.txt"] != "" || referers["/nb/"] != "" {
			t.Errorf("referers %v", referers)
		}
	})
}

// Two hosts of one site: redirects between them are followed under the rules and the pace of the host they lead to.
func TestRedirectBetweenHosts(t *testing.T) {
	for name, c := range map[string]struct {
		other   http.Handler
		outcome report.Outcome
		hits    []string // on the other host
	}{
		"allowed":         {pages{"/robots.txt": "User-agent: *\nDisallow: /x/\n", "/doc": reportPage}, report.OutcomeFetched, []string{"/robots.txt", "/doc"}},
		"forbidden":       {pages{"/robots.txt": "User-agent: *\nDisallow: /doc\n", "/doc": reportPage}, report.OutcomeRobotsDenied, []string{"/robots.txt"}},
		"robots 403":      {http.HandlerFunc(plain(403, "")), report.OutcomeBadRedirect, []string{"/robots.txt"}},
		"robots 500":      {http.HandlerFunc(plain(500, "")), report.OutcomeBadRedirect, []string{"/robots.txt"}},
		"a wall":          {walled, report.OutcomeBlocked, []string{"/robots.txt", "/doc"}},
		"a page too many": {pages{"/doc": `<title>404</title>`}, report.OutcomeSoft404, []string{"/robots.txt", "/doc"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := newBed(t)
				b.config.Pace = source.NewPace(10*time.Second, 0, 0)
				b.site("www.jia.test", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if r.URL.Path == "/moved" || r.URL.Path == "/again" {
						redirect("http://old.jia2.test/doc")(w, r)
						return
					}
					county().ServeHTTP(w, r)
				}))
				b.sites[0].Hosts = []string{"old.jia2.test"}
				b.serve("old.jia2.test", c.other)
				b.fetch("http://www.jia.test/moved")
				b.crawl(t.Context(), t)
				v := b.visit("http://www.jia.test/moved")
				if v.Outcome != c.outcome {
					t.Fatalf("%s (%s), want %s", v.Outcome, v.Detail, c.outcome)
				}
				if diff := cmp.Diff(c.hits, b.paths("old.jia2.test")); diff != "" {
					t.Error(diff)
				}
				if got := b.outcomes()["http://www.jia.test/nb/qsz_12/"]; got != report.OutcomeFetched {
					t.Errorf("the rest of the host that redirects: %q", got)
				}
				gapsOf(t, b.entries("old.jia2.test"), 10*time.Second)
				gapsOf(t, b.entries("www.jia.test"), 10*time.Second)
				if c.outcome == report.OutcomeFetched {
					facts := v.Page.Facts
					hop := page.Hop{From: "http://www.jia.test/moved", To: "http://old.jia2.test/doc", Status: 302}
					if diff := cmp.Diff([]page.Hop{hop}, facts.Hops); diff != "" || facts.URL != hop.To || facts.Requested != hop.From || v.Attempts != 2 {
						t.Errorf("%s %+v", diff, facts)
					}
				}
			})
		})
	}
}

var walled = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/robots.txt" {
		http.NotFound(w, r)
		return
	}
	plain(521, `<script>document.cookie="__jsl_clearance=1"</script>`)(w, r)
})

// A host that is left stays left when another host's redirect leads there, or it is leased again.
func TestLeftHostStaysLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBed(t)
		b.config.Pace = source.NewPace(time.Second, 0, 0)
		b.site("www.jia.test", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasPrefix(r.URL.Path, "/moved") {
				time.Sleep(20 * time.Second)
				redirect("http://wall.test/doc")(w, r)
				return
			}
			county().ServeHTTP(w, r)
		}))
		b.site("wall.test", walled)
		b.sites[0].Hosts = []string{"wall.test"}
		b.fetch("http://www.jia.test/moved1", "http://www.jia.test/moved2", "http://wall.test/doc")
		sum := b.crawl(t.Context(), t)
		if diff := cmp.Diff([]string{"/robots.txt", "/nb/"}, b.paths("wall.test")); diff != "" {
			t.Error(diff)
		}
		v := b.visit("http://www.jia.test/moved2")
		if v.Outcome != report.OutcomeBlocked || !strings.Contains(v.Detail, "left in this run: blocked") {
			t.Errorf("%s (%s)", v.Outcome, v.Detail)
		}
		if _, closed := sum.Closed["www.jia.test"]; closed || sum.Closed["wall.test"] != report.OutcomeBlocked {
			t.Errorf("closed %v", sum.Closed)
		}
	})
}

// The years that are wanted bound the requests.
func TestYears(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBed(t)
		b.config.From, b.config.To = 2022, 2022
		b.site("www.jia.test", county())
		b.crawl(t.Context(), t)
		for _, p := range b.paths("www.jia.test") {
			if strings.Contains(p, "20240116") {
				t.Errorf("%s is of another year", p)
			}
		}
		if v := b.visit("http://www.jia.test/nb/qsz_12/202301/t20230116_8.html"); v.Outcome != report.OutcomeFetched {
			t.Errorf("the wanted report: %q", v.Outcome)
		}
	})
}
