package crawler_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/nianbao/nianbao/crawler"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

const rows = 12

// listOf is a portal with a list of twelve documents; what is in odd comes instead, by path. A row whose name begins
// with https: is an https link.
func listOf(names []string, odd map[string]answer) http.Handler {
	site := http.NewServeMux()
	var list strings.Builder
	list.WriteString("<html><head><title>政府信息公开年报</title></head><body><ul>")
	for _, name := range names {
		href := "./" + name
		if rest, secure := strings.CutPrefix(name, "https:"); secure {
			href = "https://www.jia.test/nb/" + rest
		}
		fmt.Fprintf(&list, `<li><a href="%s">甲县%s局2023年政府信息公开工作年度报告</a></li>`, href, name)
	}
	site.HandleFunc("/nb/{$}", plain(200, list.String()))
	site.HandleFunc("/nb/{name}", func(w http.ResponseWriter, r *http.Request) {
		if answer := odd[r.PathValue("name")]; answer != nil {
			answer(w, r)
			return
		}
		plain(200, reportPage)(w, r)
	})
	return site
}

// names are t20240101_1.html and so on.
func names() []string {
	var list []string
	for i := range rows {
		list = append(list, fmt.Sprintf("t20240101_%d.html", i+1))
	}
	return list
}

// One bad link costs itself, not the host.
func TestOneBadLink(t *testing.T) {
	for name, c := range map[string]struct {
		first   string
		answer  answer
		outcome report.Outcome
	}{
		"403":                         {"bad.html", plain(403, ""), report.OutcomeForbidden},
		"401":                         {"bad.html", plain(401, ""), report.OutcomeForbidden},
		"https that is none":          {"https:bad.html", nil, report.OutcomeTLS},
		"to https that is none":       {"bad.html", redirect("https://www.jia.test/nb/x.html"), report.OutcomeTLS},
		"to gopher":                   {"bad.html", redirect("gopher://www.jia.test/1"), report.OutcomeBadRedirect},
		"to no URL":                   {"bad.html", redirect(`http://www.jia.test\x`), report.OutcomeBadRedirect},
		"to a wall of another host":   {"bad.html", redirect("http://wall.test/doc"), report.OutcomeBlocked},
		"to 403 of another host":      {"bad.html", redirect("http://other.test/doc"), report.OutcomeForbidden},
		"to another host without DNS": {"bad.html", redirect("http://wall.example/doc"), report.OutcomeOffsite},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := newBed(t)
				list := append([]string{c.first}, names()[1:]...)
				b.site("www.jia.test", listOf(list, map[string]answer{"bad.html": c.answer}))
				b.sites[0].Hosts = []string{"wall.test", "other.test"}
				b.serve("wall.test", walled)
				b.serve("other.test", pathsOf(map[string]answer{"/robots.txt": plain(404, ""), "/doc": plain(403, "")}))
				sum := b.crawl(t.Context(), t)
				bad := "http://www.jia.test/nb/bad.html"
				if strings.HasPrefix(c.first, "https:") {
					bad = "https://www.jia.test/nb/bad.html"
				}
				if v := b.visit(bad); v.Outcome != c.outcome || v.Detail == "" {
					t.Errorf("the bad link: %s (%s), want %s", v.Outcome, v.Detail, c.outcome)
				}
				if sum.Outcomes[report.OutcomeFetched] != rows {
					t.Errorf("outcomes %v", sum.Outcomes)
				}
				if _, left := sum.Closed["www.jia.test"]; left {
					t.Error("the host was left")
				}
			})
		})
	}
}

func pathsOf(answers map[string]answer) http.Handler {
	mux := http.NewServeMux()
	for path, a := range answers {
		mux.HandleFunc(path, a)
	}
	return mux
}

// After https failed once it is not tried again in the run, and each link that needs it says so.
func TestHTTPSIsLeftAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBed(t)
		list := []string{"https:a.html", "https:b.html", "c.html", "d.html"}
		b.site("www.jia.test", listOf(list, map[string]answer{"d.html": redirect("https://www.jia.test/nb/d.html")}))
		sum := b.crawl(t.Context(), t)
		if sum.Outcomes[report.OutcomeTLS] != 3 || sum.Outcomes[report.OutcomeFetched] != 2 {
			t.Errorf("outcomes %v", sum.Outcomes)
		}
		if v := b.visit("https://www.jia.test/nb/b.html"); v.Attempts != 0 || !strings.Contains(v.Detail, "not asked") {
			t.Errorf("the second: %d attempts (%s)", v.Attempts, v.Detail)
		}
	})
	// An https link that comes first leaves robots.txt and the pages of http alone.
	synctest.Test(t, func(t *testing.T) {
		b := newBed(t)
		b.site("www.jia.test", county())
		b.sites[0].Columns = append([]source.Column{{URL: "https://www.jia.test/nb/", Kind: source.ColumnList}}, b.sites[0].Columns...)
		sum := b.crawl(t.Context(), t)
		if sum.Outcomes[report.OutcomeTLS] != 1 || sum.Outcomes[report.OutcomeFetched] != 7 || sum.Outcomes[report.OutcomeRobotsDenied] != 1 {
			t.Errorf("outcomes %v", sum.Outcomes)
		}
	})
}

// A host is left for refusing what speaks for it, or several paths in a row; what was not asked stays due.
func TestLeaving(t *testing.T) {
	no := plain(403, "")
	first := func(n int) map[string]answer {
		odd := map[string]answer{}
		for _, name := range names()[:n] {
			odd[name] = no
		}
		return odd
	}
	second := map[string]answer{}
	for i, name := range names() {
		if i%3 != 2 {
			second[name] = no
		}
	}
	one, two := []string{"http://www.jia.test/nb/"}, []string{"http://www.jia.test/xx/", "http://www.jia.test/nb/"}
	for name, c := range map[string]struct {
		site    http.Handler
		columns []string
		fetched int
		left    bool
	}{
		"two in a row":                {listOf(names(), first(2)), one, 11, false},
		"three in a row":              {listOf(names(), first(3)), one, 1, true},
		"never three in a row":        {listOf(names(), second), one, 5, false},
		"the only column":             {pathsOf(map[string]answer{"/": no, "/robots.txt": plain(404, "")}), one, 0, true},
		"one of two columns":          {pathsOf(map[string]answer{"/nb/": listOf(names(), nil).ServeHTTP, "/xx/": no}), two, 13, false},
		"a column that is the front":  {pathsOf(map[string]answer{"/nb/": listOf(names(), nil).ServeHTTP, "/": no, "/robots.txt": plain(404, "")}), []string{"http://www.jia.test/", two[1]}, 0, true},
		"robots.txt, several columns": {pathsOf(map[string]answer{"/nb/": listOf(names(), nil).ServeHTTP, "/robots.txt": no}), two, 0, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := newBed(t)
				b.site("www.jia.test", c.site)
				b.sites[0].Columns = nil
				for _, u := range c.columns {
					b.sites[0].Columns = append(b.sites[0].Columns, source.Column{URL: u, Kind: source.ColumnList})
				}
				sum := b.crawl(t.Context(), t)
				if sum.Outcomes[report.OutcomeFetched] != c.fetched || (sum.Closed["www.jia.test"] == report.OutcomeForbidden) != c.left {
					t.Errorf("outcomes %v, left %v", sum.Outcomes, sum.Closed)
				}
				if n := sum.Outcomes[report.OutcomeHostLeft]; n > 1 || n == 1 && b.hosts["www.jia.test"].closed == 0 {
					t.Errorf("%d requests say that the host was left", n)
				}
				asked := 0
				for _, k := range b.requests {
					if k.done {
						asked++
					}
				}
				if all := sum.Visits - sum.Outcomes[report.OutcomeHostLeft]; asked != all || c.left && len(b.requests) > asked && sum.Outcomes[report.OutcomeHostLeft] != 1 {
					t.Errorf("%d of %d requests are done after %d visits", asked, len(b.requests), all)
				}
			})
		})
	}
}

// Documents behind many that are refused have their turn in some later run.
func TestNothingStarves(t *testing.T) {
	for _, bad := range []int{1, 3, 6, 9, 11} {
		t.Run(fmt.Sprint(bad, " refused"), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := newBed(t)
				odd := map[string]answer{}
				for _, name := range names()[:bad] {
					odd[name] = plain(403, "")
				}
				b.site("www.jia.test", listOf(names(), odd))
				brought := map[string]bool{}
				for range rows {
					b.crawl(t.Context(), t)
					for _, v := range b.visits {
						if def, _ := v.Outcome.Def(); def.Class == report.ClassOK && strings.HasSuffix(v.Request.URL, "html") {
							brought[v.Request.URL] = true
						}
					}
					if n := countOf(b.paths("www.jia.test"), odd); n > 2*3 {
						t.Errorf("%d refused requests in one run", n)
					}
					b.next()
					b.forget()
				}
				if len(brought) != rows-bad {
					t.Errorf("%d documents were brought, want %d", len(brought), rows-bad)
				}
			})
		})
	}
}

func countOf(paths []string, odd map[string]answer) int {
	return len(slices.DeleteFunc(paths, func(p string) bool { return odd[strings.TrimPrefix(p, "/nb/")] == nil }))
}

// A Crawl-delay beyond all patience ends the run at once and says so; the pages stay due.
func TestCrawlDelayBeyondPatience(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBed(t)
		p := county()
		p["/robots.txt"] = "User-agent: *\nCrawl-delay: 100000\n"
		b.site("www.jia.test", p)
		b.site("www.yi.test", county())
		began := time.Now()
		sum := b.crawl(t.Context(), t)
		if took := time.Since(began); took > time.Minute || !sum.Resting {
			t.Errorf("resting %v after %s", sum.Resting, took)
		}
		v := b.visit("http://www.jia.test/nb/")
		if v.Outcome != report.OutcomeHostResting || !strings.Contains(v.Detail, "a run waits 15m0s at most") || v.Attempts != 0 {
			t.Errorf("%s (%s) after %d attempts", v.Outcome, v.Detail, v.Attempts)
		}
		if seed := b.byID["http://www.jia.test/nb/"]; seed.done || seed.due.Sub(began) < 23*time.Hour {
			t.Errorf("done %v, due after %s", seed.done, seed.due.Sub(began))
		}
		if got := b.paths("www.jia.test"); len(got) != 1 || len(b.paths("www.yi.test")) != 8 {
			t.Errorf("requests %v", got)
		}
	})
	// Pauses that a person configures are waited for, however long.
	synctest.Test(t, func(t *testing.T) {
		b := newBed(t)
		b.site("www.jia.test", county())
		b.sites[0].Pace = source.NewPace(time.Hour, 0, 0)
		if sum := b.crawl(t.Context(), t); sum.Resting || len(b.paths("www.jia.test")) != 8 {
			t.Errorf("resting %v, requests %v", sum.Resting, b.paths("www.jia.test"))
		}
	})
}

// A resumed run may hold requests of a site that was taken out of its file: they are not asked, stay due and are told
// of once, while the rest goes on.
func TestSourceThatIsGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBed(t)
		var told []crawler.Event
		var mu sync.Mutex
		b.config.Progress = func(e crawler.Event) {
			mu.Lock()
			defer mu.Unlock()
			if e.Outcome == report.OutcomeNoSource {
				told = append(told, e)
			}
		}
		b.site("www.jia.test", county())
		b.serve("www.yi.test", county())
		gone := page.Hints{Source: "www-yi"}
		moved := page.Hints{Source: "www-jia"}
		b.enqueue(
			page.Request{URL: "http://www.yi.test/nb/", Kind: page.KindList, Hints: gone},
			page.Request{URL: "http://www.yi.test/nb/a.html", Kind: page.KindDocument, Hints: gone},
			page.Request{URL: "http://www.jia.test/nb/a.html", Kind: page.KindDocument, Hints: gone},
			page.Request{URL: "http://old.jia.test/nb/a.html", Kind: page.KindDocument, Hints: moved},
		)
		sum := b.crawl(t.Context(), t)
		if len(b.entries("www.yi.test"))+len(b.entries("old.jia.test")) > 0 || sum.Visits != 8 || sum.Outcomes[report.OutcomeNoSource] != 0 {
			t.Errorf("%d visits, outcomes %v", sum.Visits, sum.Outcomes)
		}
		if len(told) != 2 || !strings.Contains(told[0].Detail, "no source") {
			t.Errorf("told %+v", told)
		}
		for _, k := range b.requests {
			if set := k.Hints == gone || k.Hints == moved; set == k.done {
				t.Errorf("%s: done %v", k.URL, k.done)
			}
		}
	})
}

// A list page larger than the bounds is told of by name and the rest goes on.
func TestListBeyondBounds(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"bytes": {strings.Repeat("<p>x", 15<<18), "larger than 4 MiB"},
		"tags":  {strings.Repeat("<p>x", 3<<18), "tags, more than"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := newBed(t)
				b.site("www.jia.test", pathsOf(map[string]answer{"/nb/": plain(200, c.body), "/doc": plain(200, reportPage)}))
				b.fetch("http://www.jia.test/doc")
				sum := b.crawl(t.Context(), t)
				v := b.visit("http://www.jia.test/nb/")
				if v.Outcome != report.OutcomeFamilyUnreadable || !strings.Contains(v.Detail, c.want) || v.Page.Body != nil {
					t.Errorf("%s (%s)", v.Outcome, v.Detail)
				}
				if sum.Outcomes[report.OutcomeFetched] != 1 {
					t.Errorf("outcomes %v", sum.Outcomes)
				}
			})
		})
	}
}
