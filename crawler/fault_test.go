package crawler_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/nianbao/nianbao/report"
)

// answer is a handler of one path.
type answer = func(w http.ResponseWriter, r *http.Request)

func plain(status int, body string, headers ...string) answer {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Add(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func redirect(to string) answer {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", to)
		w.WriteHeader(http.StatusFound)
	}
}

// cut announces more than it sends.
func cut(w http.ResponseWriter, _ *http.Request) {
	conn, out, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(err)
	}
	_, _ = out.WriteString("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9000\r\n\r\n<html>half of it")
	_ = out.Flush()
	_ = conn.Close()
}

func gzipped(body []byte, cut int) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(body)
	_ = z.Close()
	return b.String()[:b.Len()-cut]
}

// chain redirects from /hop/N to /hop/N-1, and from /hop/0 to the document.
func chain(w http.ResponseWriter, r *http.Request) {
	var n int
	_, _ = fmt.Sscanf(r.URL.Path, "/hop/%d", &n)
	if n == 0 {
		redirect("/doc")(w, r)
		return
	}
	redirect(fmt.Sprintf("/hop/%d", n-1))(w, r)
}

func shout(text string) string {
	return "<html><head><title>" + text + "</title></head><body><p>" + text + "</p></body></html>"
}

// Each fault ends in exactly its outcome, and the rest of the host goes on unless the outcome closes it.
func TestFaults(t *testing.T) {
	challenge := `<html><head><meta r="m"><script>var $_ts=window['$_ts'];if(!$_ts)$_ts={};</script></head><body></body></html>`
	long := strings.Repeat("<p>本镇全年主动公开政府信息若干条，均已在门户网站发布。</p>", 400)
	cookie := func(w http.ResponseWriter, r *http.Request) {
		if _, err := r.Cookie("session"); err != nil {
			http.SetCookie(w, &http.Cookie{Name: "session", Value: "1", Path: "/"})
			redirect("/fault")(w, r)
			return
		}
		plain(200, reportPage)(w, r)
	}
	cases := map[string]struct {
		fault    answer
		outcome  report.Outcome
		requests int // of the faulty URL and where it leads
	}{
		"404":                          {plain(404, shout("404")), report.OutcomeNotFound, 1},
		"404 that jumps home":          {plain(404, `<script>location.href="/"</script>`), report.OutcomeNotFound, 1},
		"410":                          {plain(410, ""), report.OutcomeGone, 1},
		"400":                          {plain(400, ""), report.OutcomeClientError, 1},
		"401":                          {plain(401, ""), report.OutcomeForbidden, 1},
		"403":                          {plain(403, "no"), report.OutcomeForbidden, 1},
		"500 for ever":                 {plain(500, "broken"), report.OutcomeServerError, 3},
		"503 for ever":                 {plain(503, "busy"), report.OutcomeServerError, 3},
		"304 unasked":                  {plain(304, ""), report.OutcomeProtocol, 2},
		"206":                          {plain(206, reportPage), report.OutcomeProtocol, 1},
		"300 without a place":          {plain(300, "choose"), report.OutcomeProtocol, 1},
		"200 without a body":           {plain(200, ""), report.OutcomeEmpty, 1},
		"200 with white space":         {plain(200, " \n\n "), report.OutcomeEmpty, 1},
		"200 page does not exist":      {plain(200, shout("您访问的页面不存在或已删除")), report.OutcomeSoft404, 1},
		"200 titled 404":               {plain(200, "<title>404</title>"+long), report.OutcomeSoft404, 1},
		"200 titled, in gbk":           {plain(200, gbk("<title>页面不存在</title>"+long)), report.OutcomeSoft404, 1},
		"redirected home":              {redirect("/"), report.OutcomeSoft404, 2},
		"login":                        {plain(200, `<title>用户登录</title><form><input type="password"></form>`), report.OutcomeLogin, 1},
		"script only":                  {plain(200, `<html><body><div id="app"></div><script src="/a.js"></script></body></html>`), report.OutcomeScriptOnly, 1},
		"script only, loading":         {plain(200, `<html><body><div id="app">加载中...</div><script src="/a.js"></script></body></html>`), report.OutcomeScriptOnly, 1},
		"412 challenge":                {plain(412, challenge), report.OutcomeBlocked, 1},
		"202 challenge":                {plain(202, challenge), report.OutcomeBlocked, 1},
		"200 challenge":                {plain(200, challenge), report.OutcomeBlocked, 1},
		"521 with a cookie script":     {plain(521, `<script>document.cookie='__jsl_clearance=1';location.reload()</script>`), report.OutcomeBlocked, 1},
		"512":                          {plain(512, ""), report.OutcomeBlocked, 1},
		"468":                          {plain(468, ""), report.OutcomeBlocked, 1},
		"403 by place":                 {plain(403, "<html>reason:GeoBL</html>"), report.OutcomeBlocked, 1},
		"403 with a wall's cookie":     {plain(403, "", "Set-Cookie", "wzws_sessionid=abc"), report.OutcomeBlocked, 1},
		"200 titled 访问异常页面":            {plain(200, "<title>访问异常页面</title>"+long), report.OutcomeBlocked, 1},
		"sign on a whole page":         {plain(200, "<script>$_ts=1</script>"+reportPage+long), report.OutcomeFetched, 1},
		"self redirect with cookie":    {cookie, report.OutcomeFetched, 2},
		"self redirect without":        {redirect("/fault"), report.OutcomeRedirectLoop, 1},
		"loop of two":                  {redirect("/loop"), report.OutcomeRedirectLoop, 2},
		"chain of fifteen":             {redirect("/hop/14"), report.OutcomeTooManyRedirects, 11},
		"chain of four":                {redirect("/hop/2"), report.OutcomeFetched, 5},
		"off site":                     {redirect("http://clone.test/doc"), report.OutcomeOffsite, 1},
		"off site, public":             {redirect("https://www.example.com/"), report.OutcomeOffsite, 1},
		"into a forbidden path":        {redirect("/nb/secret/doc"), report.OutcomeRobotsDenied, 1},
		"to a user's address":          {redirect("http://a:b@127.0.0.1/"), report.OutcomeOffsite, 1},
		"to another scheme":            {redirect("file:///etc/passwd"), report.OutcomeOffsite, 1},
		"to gopher on the site":        {redirect("gopher://www.jia.test/1"), report.OutcomeBadRedirect, 1},
		"to a user on the site":        {redirect("http://a:b@www.jia.test/doc"), report.OutcomeBadRedirect, 1},
		"to no URL":                    {redirect(`http://www.jia.test\doc`), report.OutcomeBadRedirect, 1},
		"cut body":                     {cut, report.OutcomeTruncated, 3},
		"cut gzip":                     {plain(200, gzipped([]byte(reportPage), 6), "Content-Encoding", "gzip"), report.OutcomeTruncated, 3},
		"half a page, end unannounced": {unannouncedPage(reportPage[:len(reportPage)/2]), report.OutcomeTruncated, 3},
		"whole page, end unannounced":  {unannounced, report.OutcomeFetched, 1},
		"too large":                    {plain(200, strings.Repeat("x", 200<<10)), report.OutcomeTooLarge, 1},
		"gzip bomb":                    {plain(200, gzipped(make([]byte, 8<<20), 0), "Content-Encoding", "gzip"), report.OutcomeTooLarge, 1},
		"unasked coding":               {plain(200, "zzz", "Content-Encoding", "br"), report.OutcomeProtocol, 1},
		"reset":                        {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, report.OutcomeReset, 5}, // twice on a connection that was open already
		"slow":                         {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, report.OutcomeTimeout, 3},
		"no HTTP":                      {garbage, report.OutcomeProtocol, 1},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := newBed(t)
				b.config.MaxBody = 128 << 10
				site := http.NewServeMux()
				site.HandleFunc("/nb/", county().ServeHTTP)
				site.HandleFunc("/robots.txt", county().ServeHTTP)
				site.HandleFunc("/fault", c.fault)
				site.HandleFunc("/loop", redirect("/fault"))
				site.HandleFunc("/hop/", chain)
				site.HandleFunc("/doc", plain(200, reportPage))
				site.HandleFunc("/{$}", plain(200, shout("甲县人民政府")))
				b.site("www.jia.test", site)
				b.fetch("http://www.jia.test/fault")
				b.crawl(t.Context(), t)

				v := b.visit("http://www.jia.test/fault")
				if v.Outcome != c.outcome {
					t.Fatalf("outcome %s (%s), want %s", v.Outcome, v.Detail, c.outcome)
				}
				def, _ := c.outcome.Def()
				if (len(v.Page.Body) > 0) != (c.outcome == report.OutcomeFetched) || (v.Detail == "") != (def.Class == report.ClassOK) {
					t.Errorf("%d bytes kept, detail %q", len(v.Page.Body), v.Detail)
				}
				if strings.Contains(v.Detail, string(v.Outcome)) || strings.Count(v.Detail, "jia.test") > 1 {
					t.Errorf("says it twice: %s: %s", v.Outcome, v.Detail)
				}
				paths := b.paths("www.jia.test")
				at := slices.Index(paths, "/fault")
				of := len(slices.DeleteFunc(slices.Clone(paths), func(p string) bool {
					return strings.HasPrefix(p, "/nb/") || p == "/robots.txt"
				}))
				if of != c.requests {
					t.Errorf("%d requests for it, want %d: %v", of, c.requests, paths)
				}
				if def.CloseHost && at != len(paths)-1 {
					t.Errorf("requests after %s: %v", c.outcome, paths[at+1:])
				}
				if got := b.outcomes()["http://www.jia.test/nb/qsz_12/"]; !def.CloseHost && got != report.OutcomeFetched {
					t.Errorf("the rest of the host did not go on: %q", got)
				}
				if len(b.entries("clone.test")) > 0 {
					t.Error("the clone was asked")
				}
				if slices.ContainsFunc(paths, func(p string) bool { return strings.HasPrefix(p, "/nb/secret") }) {
					t.Error("a forbidden path was asked for")
				}
			})
		})
	}
}

func garbage(w http.ResponseWriter, _ *http.Request) {
	conn, out, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(err)
	}
	_, _ = out.WriteString("220 mail.test ESMTP\r\n\r\n")
	_ = out.Flush()
	_ = conn.Close()
}

func gbk(text string) string {
	out, err := simplifiedchinese.GBK.NewEncoder().String(text)
	if err != nil {
		panic(err)
	}
	return out
}

// A server that recovers is asked again later and the page is brought.
func TestRecovery(t *testing.T) {
	for name, fault := range map[string]answer{
		"503 twice": plain(503, ""), "cut twice": cut, "reset twice": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	} {
		for _, retries := range []int{-1, 1} {
			t.Run(fmt.Sprint(name, " retries ", retries), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					b := newBed(t)
					b.config.Retries = retries
					left := 2
					b.site("www.jia.test", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
						if left > 0 && r.URL.Path == "/nb/202401/t20240116_1.html" {
							left--
							fault(w, r)
							return
						}
						county().ServeHTTP(w, r)
					}))
					b.crawl(t.Context(), t)
					v := b.visit("http://www.jia.test/nb/202401/t20240116_1.html")
					if v.Outcome != report.OutcomeFetched || string(v.Page.Body) != reportPage {
						t.Errorf("%s %s", v.Outcome, v.Detail)
					}
					for _, e := range b.entries("") {
						if e.conditional {
							t.Errorf("%s was asked conditionally, and there was nothing to compare with", e.path)
						}
					}
				})
			})
		}
	}
}

// Quick repetitions keep the gap too, also those that the standard transport makes by itself when a connection
// that was open breaks.
func TestQuickRetryKeepsTheGap(t *testing.T) {
	for name, fault := range map[string]answer{
		"502": plain(502, ""), "reset": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, "cut": cut,
	} {
		t.Run(name, func(t *testing.T) { quickRetry(t, fault) })
	}
}

func quickRetry(t *testing.T, fault answer) {
	synctest.Test(t, func(t *testing.T) {
		b := newBed(t)
		b.config.Retries = 2
		gap := 20 * time.Second
		b.config.Pace.Gap = &gap
		b.site("www.jia.test", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/nb/" {
				fault(w, r)
				return
			}
			county().ServeHTTP(w, r)
		}))
		b.crawl(t.Context(), t)
		log := b.entries("www.jia.test")
		if len(log) < 1+3*3 || len(b.begun) != len(log) {
			t.Errorf("paths %v", b.paths("www.jia.test"))
		}
		gapsOf(t, log, gap)
	})
}

// unannounced sends a page whose end nothing announces but the end of the connection.
func unannounced(w http.ResponseWriter, r *http.Request) { unannouncedPage(reportPage)(w, r) }

func unannouncedPage(page string) answer {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, out, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(err)
		}
		_, _ = out.WriteString("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + page)
		_ = out.Flush()
		_ = conn.Close()
	}
}

// The facts of a page tell whether a cut could have been noticed.
func TestFactsTellHowThePageEnded(t *testing.T) {
	for name, c := range map[string]struct {
		page    answer
		unended bool
	}{
		"announced": {plain(200, reportPage), false}, "ended by the connection": {unannounced, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := newBed(t)
				site := http.NewServeMux()
				site.HandleFunc("/", county().ServeHTTP)
				site.HandleFunc("/doc", c.page)
				b.site("www.jia.test", site)
				b.fetch("http://www.jia.test/doc")
				b.crawl(t.Context(), t)
				v := b.visit("http://www.jia.test/doc")
				if v.Outcome != report.OutcomeFetched || v.Page.Facts.CloseDelimited != c.unended {
					t.Errorf("%s, close-delimited %v", v.Outcome, v.Page.Facts.CloseDelimited)
				}
			})
		})
	}
}
