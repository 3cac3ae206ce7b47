package crawler_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/nianbao/nianbao/report"
)

// frontPage is a front page; what it shows besides its links changes with every visit.
func frontPage(visit int) string {
	var links strings.Builder
	for _, name := range []string{"要闻动态", "政务服务", "办事指南", "互动交流", "走进甲县", "政府信息公开"} {
		fmt.Fprintf(&links, `<li><a href="/%s/">%s</a></li>`, name, name)
	}
	return fmt.Sprintf("<html><head><title>甲县人民政府门户网站</title></head><body><p>您是第%d位访客</p><ul>%s</ul></body></html>", visit, links.String())
}

// A host that shows its front page for everything that it does not have is asked once for what surely does not exist;
// from then on its missing pages are known, as documents and as lists. A host that says 404 is believed.
func TestMissingPagesShownAsTheFrontPage(t *testing.T) {
	const doc, list, other = "http://www.jia.test/nb/202401/t20240116_1.html", "http://www.jia.test/nb/qsz_12/", "http://www.jia.test/nb/t20240101_9.html"
	for name, c := range map[string]struct {
		missing answer // for what the site does not have
		outcome report.Outcome
		probes  int
	}{
		"the front page":           {nil, report.OutcomeSoft404, 1},
		"an honest 404":            {plain(404, "no"), report.OutcomeFetched, 1},
		"another page":             {plain(200, "<title>甲县</title>"+strings.Repeat(`<a href="/x">x</a>`, 9)), report.OutcomeFetched, 1},
		"forbidden by robots.txt":  {nil, report.OutcomeFetched, 0},
		"too few links for a host": {nil, report.OutcomeFetched, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := newBed(t)
				visits := 0
				front := func(w http.ResponseWriter, r *http.Request) {
					visits++
					body := frontPage(visits)
					if strings.HasPrefix(name, "too few") {
						body = strings.ReplaceAll(body, "<a href", "<b id")
					}
					plain(200, body)(w, r)
				}
				gone := map[string]bool{"/nb/202401/t20240116_1.html": true, "/nb/qsz_12/": true, "/nb/t20240101_9.html": true}
				b.site("www.jia.test", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					own := county()
					if strings.HasPrefix(name, "forbidden") {
						own["/robots.txt"] = "User-agent: *\nDisallow: /nianbao-\n"
					}
					switch {
					case gone[r.URL.Path], r.URL.Path == "/":
						front(w, r)
					case strings.HasPrefix(r.URL.Path, "/nianbao-") && c.missing != nil:
						c.missing(w, r)
					case strings.HasPrefix(r.URL.Path, "/nianbao-"):
						front(w, r)
					default:
						own.ServeHTTP(w, r)
					}
				}))
				b.fetch(other)
				sum := b.crawl(t.Context(), t)
				for _, at := range []string{doc, list, other} {
					want := c.outcome
					if v := b.visit(at); v.Outcome != want && !(at == list && want == report.OutcomeFetched && v.Outcome == report.OutcomeFamilyUnreadable) ||
						want == report.OutcomeSoft404 && (v.Page.Body != nil || v.Next != nil || v.Listing != nil) {
						t.Errorf("%s: %s (%s), want %s", at, v.Outcome, v.Detail, want)
					}
				}
				probes := slices.DeleteFunc(b.paths("www.jia.test"), func(p string) bool { return !strings.HasPrefix(p, "/nianbao-") })
				if len(probes) != c.probes || sum.Probes != c.probes {
					t.Errorf("probes %v, counted %d", probes, sum.Probes)
				}
				if v := b.visit("http://www.jia.test/nb/202301/t20230118_2.html"); c.outcome == report.OutcomeSoft404 && v.Outcome == report.OutcomeSoft404 {
					t.Errorf("a report that is there: %s", v.Outcome)
				}
			})
		})
	}
}

// The probe keeps the pace and the budget like any other request, and a wall that it meets closes the host.
func TestTheProbeHasManners(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBed(t)
		gap := 7 * time.Second
		b.config.Pace.Gap = &gap
		b.site("www.jia.test", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch {
			case r.URL.Path == "/nb/":
				plain(200, frontPage(1))(w, r)
			case strings.HasPrefix(r.URL.Path, "/nianbao-"):
				walled(w, r)
			default:
				county().ServeHTTP(w, r)
			}
		}))
		b.fetch("http://www.jia.test/nb/t1.html", "http://www.jia.test/nb/t2.html")
		sum := b.crawl(t.Context(), t)
		paths := b.paths("www.jia.test")
		if len(paths) != 3 || sum.Closed["www.jia.test"] != report.OutcomeBlocked || len(b.begun) != 3 {
			t.Errorf("requests %v, begun %v, left %v", paths, b.begun, sum.Closed)
		}
		gapsOf(t, b.entries("www.jia.test"), gap)
	})
}

// One page that leads to a wall of another host costs that page; three in a row show that all do.
func TestPagesThatLeadToAWall(t *testing.T) {
	for led, left := range map[int]bool{1: false, 2: false, 3: true, 6: true} {
		synctest.Test(t, func(t *testing.T) {
			b := newBed(t)
			odd := map[string]answer{}
			for _, name := range names()[:led] {
				odd[name] = redirect("http://wall.test/doc")
			}
			b.site("www.jia.test", listOf(names(), odd))
			b.sites[0].Hosts = []string{"wall.test"}
			b.serve("wall.test", walled)
			sum := b.crawl(t.Context(), t)
			if n := sum.Outcomes[report.OutcomeBlocked]; n != min(led, 3) || (sum.Closed["www.jia.test"] != "") != left {
				t.Errorf("%d lead to a wall: %d blocked, left %v", led, n, sum.Closed)
			}
			if !left && sum.Outcomes[report.OutcomeFetched] != rows+1-led {
				t.Errorf("%d lead to a wall: outcomes %v", led, sum.Outcomes)
			}
			if n := len(b.entries("wall.test")); n != 2 {
				t.Errorf("%d requests of the wall", n)
			}
		})
	}
}
