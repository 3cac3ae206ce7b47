package crawler_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/nianbao/nianbao/report"
)

// robots.txt decides before anything else is asked.
func TestRobots(t *testing.T) {
	wall := plain(412, `<script>$_ts={}</script>`)
	for name, c := range map[string]struct {
		robots  answer
		outcome report.Outcome // of the seed
		hits    int            // requests to the host
	}{
		"absent":                   {plain(404, "none"), report.OutcomeFetched, 9},
		"gone":                     {plain(410, ""), report.OutcomeFetched, 9},
		"all forbidden":            {plain(200, "User-agent: *\nDisallow: /\n"), report.OutcomeRobotsDenied, 1},
		"named agent":              {plain(200, "User-agent: *\nAllow: /\n\nUser-agent: nianbao\nDisallow: /nb/\n"), report.OutcomeRobotsDenied, 1},
		"another agent":            {plain(200, "User-agent: other\nDisallow: /\n"), report.OutcomeFetched, 9},
		"longest match":            {plain(200, "User-agent: *\nDisallow: /\nAllow: /nb/\n"), report.OutcomeFetched, 9},
		"wildcards":                {plain(200, "User-agent: *\nDisallow: /*/*.html$\n"), report.OutcomeFetched, 3},
		"a page":                   {plain(200, shout("首页")), report.OutcomeFetched, 9},
		"403":                      {plain(403, ""), report.OutcomeForbidden, 1},
		"401":                      {plain(401, ""), report.OutcomeForbidden, 1},
		"412 wall":                 {wall, report.OutcomeBlocked, 1},
		"200 wall":                 {plain(200, `<html><script>$_ts={}</script></html>`), report.OutcomeBlocked, 1},
		"500":                      {plain(500, ""), report.OutcomeRobotsUnknown, 1},
		"503":                      {plain(503, ""), report.OutcomeRobotsUnknown, 1},
		"429":                      {plain(429, ""), report.OutcomeRobotsUnknown, 1},
		"timeout":                  {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, report.OutcomeRobotsUnknown, 1},
		"reset":                    {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, report.OutcomeRobotsUnknown, 1},
		"cut":                      {cut, report.OutcomeRobotsUnknown, 1},
		"redirect on the host":     {redirect("/other.txt"), report.OutcomeRobotsDenied, 2},
		"redirect off the site":    {redirect("http://clone.test/robots.txt"), report.OutcomeRobotsUnknown, 1},
		"redirect in a circle":     {redirect("/robots.txt"), report.OutcomeRobotsUnknown, 1},
		"1 MiB":                    {plain(200, "User-agent: *\nDisallow: /nb/qsz\n"+strings.Repeat("# "+strings.Repeat("x", 98)+"\n", 10<<10)), report.OutcomeFetched, 5},
		"gbk comment":              {plain(200, gbk("# 本站规则\nUser-agent: *\nDisallow: /nb/\n")), report.OutcomeRobotsDenied, 1},
		"larger than the body cap": {plain(200, strings.Repeat("#", 5<<20)), report.OutcomeRobotsUnknown, 1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := newBed(t)
				b.config.MaxBody = 4 << 20
				p := county()
				delete(p, "/robots.txt")
				site := http.NewServeMux()
				site.HandleFunc("/", p.ServeHTTP)
				site.HandleFunc("/robots.txt", c.robots)
				site.HandleFunc("/other.txt", plain(200, "User-agent: *\nDisallow: /nb/\n"))
				b.site("www.jia.test", site)
				b.crawl(t.Context(), t)
				v := b.visit("http://www.jia.test/nb/")
				if v.Outcome != c.outcome || (v.Detail == "") != (c.outcome == report.OutcomeFetched) {
					t.Errorf("outcome %s (%s), want %s", v.Outcome, v.Detail, c.outcome)
				}
				if got := b.paths("www.jia.test"); len(got) != c.hits || got[0] != "/robots.txt" {
					t.Errorf("%d requests, want %d: %v", len(got), c.hits, got)
				}
				if len(b.entries("clone.test")) > 0 {
					t.Error("the clone was asked")
				}
				// A refusal is remembered within a day; what was only unavailable is tried again.
				b.next()
				b.forget()
				b.crawl(t.Context(), t)
				asked := slices.Contains(b.paths("www.jia.test"), "/robots.txt")
				if again := c.outcome == report.OutcomeRobotsUnknown; asked != again {
					t.Errorf("robots.txt in the next run: asked %v, want %v", asked, again)
				}
			})
		})
	}
}
