package crawler_test

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nianbao/nianbao/crawler"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// writings are ways to write the address of a server on the own machine, at PORT, or in the own network. The names
// below .example are those of privateNames.
var writings = []struct{ name, url string }{
	{"plain", "http://127.0.0.1:PORT/t1.html"},
	{"another loopback", "http://127.8.8.8:PORT/t1.html"},
	{"this network", "http://0.0.0.0:PORT/t1.html"},
	{"zero", "http://0:PORT/t1.html"},
	{"two parts", "http://127.1:PORT/t1.html"},
	{"three parts", "http://127.0.1:PORT/t1.html"},
	{"decimal", "http://2130706433:PORT/t1.html"},
	{"hexadecimal", "http://0x7f000001:PORT/t1.html"},
	{"octal", "http://017700000001:PORT/t1.html"},
	{"hexadecimal parts", "http://0x7f.0x0.0x0.0x1:PORT/t1.html"},
	{"octal parts", "http://0177.0.0.01:PORT/t1.html"},
	{"leading zeros", "http://127.000.000.001:PORT/t1.html"},
	{"percent signs", "http://%31%32%37.0.0.1:PORT/t1.html"},
	{"dot at the end", "http://127.0.0.1.:PORT/t1.html"},
	{"full-width digits", "http://１２７.０.０.１:PORT/t1.html"},
	{"circled digits", "http://①②⑦.⓪.⓪.①:PORT/t1.html"},
	{"ideographic stops", "http://127。0。0。1:PORT/t1.html"},
	{"backslashes", `http:\\127.0.0.1:PORT\t1.html`},
	{"one slash", "http:/127.0.0.1:PORT/t1.html"},
	{"no slash", "http:127.0.0.1:PORT/t1.html"},
	{"four slashes", "http:////127.0.0.1:PORT/t1.html"},
	{"without a scheme", "//127.0.0.1:PORT/t1.html"},
	{"tab inside", "http://127.0.\t0.1:PORT/t1.html"},
	{"userinfo", "http://www.jia.test@127.0.0.1:PORT/t1.html"},
	{"userinfo and password", "http://www.jia.test:80@127.0.0.1:PORT/t1.html"},
	{"backslash and userinfo", `http://127.0.0.1:PORT\@www.jia.test/t1.html`},
	{"fragment before userinfo", "http://127.0.0.1:PORT#@www.jia.test/t1.html"},
	{"IPv6 loopback", "http://[::1]:PORT/t1.html"},
	{"IPv6 any", "http://[::]:PORT/t1.html"},
	{"mapped", "http://[::ffff:127.0.0.1]:PORT/t1.html"},
	{"mapped, hexadecimal", "http://[::ffff:7f00:1]:PORT/t1.html"},
	{"mapped, long", "http://[0:0:0:0:0:ffff:7f00:0001]:PORT/t1.html"},
	{"compatible", "http://[::127.0.0.1]:PORT/t1.html"},
	{"translated", "http://[64:ff9b::127.0.0.1]:PORT/t1.html"},
	{"translated locally", "http://[64:ff9b:1::7f00:1]:PORT/t1.html"},
	{"6to4", "http://[2002:7f00:1::]:PORT/t1.html"},
	{"Teredo", "http://[2001:0:7f00:1::]:PORT/t1.html"},
	{"IPv6 link-local", "http://[fe80::1]:PORT/t1.html"},
	{"zone", "http://[fe80::1%25lo]:PORT/t1.html"},
	{"zone of loopback", "http://[::1%25lo]:PORT/t1.html"},
	{"unique local", "http://[fd00::1]:PORT/t1.html"},
	{"site-local", "http://[fec0::1]:PORT/t1.html"},
	{"IPv6 multicast", "http://[ff02::1]:PORT/t1.html"},
	{"metadata service", "http://169.254.169.254/t1.html"},
	{"private A", "http://10.0.0.1/t1.html"},
	{"private B", "https://172.16.0.1/t1.html"},
	{"private C", "http://192.168.1.1/t1.html"},
	{"carrier NAT", "http://100.64.0.1/t1.html"},
	{"benchmarks", "http://198.18.0.1/t1.html"},
	{"multicast", "http://224.0.0.1/t1.html"},
	{"broadcast", "http://255.255.255.255/t1.html"},
	{"localhost", "http://localhost:PORT/t1.html"},
	{"below localhost", "http://portal.localhost:PORT/t1.html"},
	{"name of loopback", "http://loop.example:PORT/t1.html"},
	{"name in capitals with a dot", "http://LOOP.Example.:PORT/t1.html"},
	{"name of IPv6 loopback", "http://six.example:PORT/t1.html"},
	{"name of a mapped address", "http://mapped.example:PORT/t1.html"},
	{"name of a translated address", "http://translated.example:PORT/t1.html"},
	{"name of the own network", "http://intranet.example:PORT/t1.html"},
	{"name of several", "http://many.example:PORT/t1.html"},
	{"another scheme", "gopher://127.0.0.1:PORT/t1.html"},
	{"file", "file:///etc/passwd"},
}

// privateNames are names that lead to where nothing is to be asked.
var privateNames = answers{
	"loop.example.": {"127.0.0.1"}, "six.example.": {"::1"}, "mapped.example.": {"::ffff:127.0.0.1"}, "portal.localhost.": {"127.0.0.1"},
	"translated.example.": {"64:ff9b::7f00:1"}, "intranet.example.": {"192.168.3.4"}, "many.example.": {"10.0.0.1", "fd00::1", "127.0.0.1", "::1"},
}

const reportTitle = "甲县2023年政府信息公开工作年度报告"

// Paths of addresses that ways lead to; that of writings is the first.
const (
	toDocument = "/t1.html"
	toList     = "/nb/"
	toUnit     = "/api-gateway/jpaas-publish-server/front/page/build/unit"
	toProxy    = "/module/web/jpage/dataproxy.jsp"
)

// ways are what portals can do to lead a crawler elsewhere, to TO. Those that are followed bring it to a host that may
// be asked. The path is that of TO, one to which such a way leads.
var ways = []struct {
	name     string
	followed bool
	path     string
	pages    map[string]func(to string) answer // by path of the portal
}{
	{"row of a list", true, toDocument, at("/nb/", func(to string) answer { return plain(200, rowTo(to, reportTitle)) })},
	{"list in a list", true, toList, at("/nb/", func(to string) answer { return plain(200, rowTo(to, "政府信息公开年报")) })},
	{"next page", false, toList, at("/nb/", func(to string) answer {
		return plain(200, rowTo("t20240101_8.html", reportTitle)+`<a href="`+to+`">下一页</a>`)
	})},
	{"row below a base", true, toDocument, at("/nb/", func(to string) answer {
		return plain(200, `<base href="`+to+`">`+rowTo("t20240101_7.html", reportTitle))
	})},
	{"redirect of a list", true, toList, at("/nb/", redirect)},
	{"redirect of a document", true, toDocument, documentThat(redirect)},
	{"redirect for good", true, toDocument, documentThat(func(to string) answer { return plain(301, "", "Location", to) })},
	{"redirect that keeps the method", true, toDocument, documentThat(func(to string) answer { return plain(308, "", "Location", to) })},
	{"redirect to see another", true, toDocument, documentThat(func(to string) answer { return plain(303, "", "Location", to) })},
	{"redirect of a redirect", true, toDocument, map[string]func(string) answer{
		"/nb/":        func(string) answer { return plain(200, rowTo("/nb/t1.html", reportTitle)) },
		"/nb/hop":     redirect,
		"/nb/t1.html": func(string) answer { return redirect("/nb/hop") },
	}},
	{"robots.txt", true, toDocument, at("/robots.txt", redirect)},
	{"refresh of a document", true, toDocument, documentThat(func(to string) answer {
		return plain(200, `<html><head><meta http-equiv="refresh" content="0; url=`+to+`"></head></html>`)
	})},
	{"script of a document", true, toDocument, documentThat(func(to string) answer {
		return plain(200, `<html><head><script>location.href="`+to+`";</script></head></html>`)
	})},
	{"frame of a document", true, toDocument, documentThat(func(to string) answer {
		return plain(200, `<html><body><iframe src="`+to+`"></iframe></body></html>`)
	})},
	{"refresh of a list", false, toList, at("/nb/", func(to string) answer {
		return plain(200, `<html><head><meta http-equiv="refresh" content="0; url=`+to+`"></head></html>`)
	})},
	{"script of a list", false, toList, at("/nb/", func(to string) answer {
		return plain(200, `<html><head><script>window.location.replace("`+to+`")</script></head></html>`)
	})},
	{"frame of a list", false, toList, at("/nb/", func(to string) answer {
		return plain(200, `<html><body><iframe src="`+to+`"></iframe></body></html>`)
	})},
	{"refresh in the header", false, toDocument, documentThat(headed("Refresh", "0; url=%s"))},
	{"link in the header", false, toDocument, documentThat(headed("Link", `<%s>; rel="canonical"`))},
	{"preload in the header", false, toDocument, documentThat(headed("Link", `<%s>; rel="preload"; as="document"`))},
	{"place of the content", false, toDocument, documentThat(headed("Content-Location", "%s"))},
	{"place without a redirect", false, toDocument, documentThat(headed("Location", "%s"))},
	{"another service", false, toDocument, documentThat(headed("Alt-Svc", `http/1.1="%s"; ma=9999, h2="127.0.0.1:PORT"`))},
	{"reports of errors", false, toDocument, documentThat(headed("Report-To", `{"endpoints":[{"url":"%s"}]}`))},
	{"cookie of the host", false, toDocument, documentThat(headed("Set-Cookie", "a=%s; Domain=127.0.0.1; Path=/"))},
	{"site map in robots.txt", false, toDocument, at("/robots.txt", func(to string) answer {
		return plain(200, "User-agent: *\nAllow: /\nSitemap: "+to+"\n", "Content-Type", "text/plain")
	})},
	{"parts of a document", false, toDocument, documentThat(func(to string) answer {
		return plain(200, strings.ReplaceAll(strings.Replace(reportPage, "</h1>", `</h1><img src="TO"><script src="TO"></script>
<link rel="stylesheet" href="TO"><link rel="canonical" href="TO"><object data="TO"></object><embed src="TO"><video src="TO"></video>
<form action="TO" method="post"><input type="submit"></form><iframe src="TO"></iframe><svg><image href="TO"/></svg>`, 1), "TO", to))
	})},
	{"attachment", false, toDocument, documentThat(func(to string) answer {
		return plain(200, strings.Replace(reportPage, "</h1>", `</h1><a href="`+to+`">附件：年度报告.pdf</a>`, 1))
	})},
	{"page that calls for its parts", true, toUnit, at("/nb/", func(to string) answer {
		return plain(200, `<html><title>政府信息公开年报</title><body>`+prose+`<div class="unit"><script src="/u.js" url="`+to+
			`" queryData="{'webId':'5','pageId':'a','parseType':'bulidstatic','pageType':'column','tagId':'当前栏目_list','tplSetId':'b','editType':'null'}"></script></div></body></html>`)
	})},
	{"list that calls for its rows", true, toProxy, at("/nb/", func(to string) answer {
		return plain(200, `<html><title>政府信息公开年报</title><body>`+prose+`<div id="1"><script type="text/xml"><datastore><nextgroup><![CDATA[<a href="`+to+
			`?page=1"></a>]]></nextgroup><recordset><record><![CDATA[<li><a href="t20240101_6.html">`+reportTitle+`</a></li>]]></record></recordset></datastore></script><script>jpage(1,3,9,'','`+to+`')</script></div></body></html>`)
	})},
}

// prose is enough for a page not to be empty to a person.
var prose = "<p>" + strings.Repeat("本栏目公开本县各镇的年度报告，由办公室负责维护。", 20) + "</p>"

func at(path string, make func(to string) answer) map[string]func(string) answer {
	return map[string]func(string) answer{path: make}
}

// documentThat is a list with one document that answers so.
func documentThat(make func(to string) answer) map[string]func(string) answer {
	return map[string]func(string) answer{
		"/nb/":        func(string) answer { return plain(200, rowTo("/nb/t1.html", reportTitle)) },
		"/nb/t1.html": make,
	}
}

func headed(name, format string) func(string) answer {
	return func(to string) answer { return plain(200, reportPage, name, fmt.Sprintf(format, to)) }
}

func rowTo(href, title string) string {
	return `<html><head><title>政府信息公开年报</title></head><body><ul><li><a href="` + href + `" title="` + title + `">` + title +
		`</a><span>2024-01-16</span></li></ul></body></html>`
}

// victim is a server on the own machine that counts who comes.
type victim struct {
	port string
	came atomic.Int32
}

func newVictim(t *testing.T) *victim {
	t.Helper()
	v := &victim{}
	first, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, v.port, _ = net.SplitHostPort(first.Addr().String())
	all := []net.Listener{first}
	if six, err := net.Listen("tcp", "[::1]:"+v.port); err == nil { // not every machine has IPv6
		all = append(all, six)
	}
	for _, l := range all {
		v.listen(t, l)
	}
	return v
}

// listen counts who comes to a listener, and sends them away.
func (v *victim) listen(t *testing.T, l net.Listener) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			v.came.Add(1)
			_ = conn.Close()
		}
	}()
	t.Cleanup(func() { _ = l.Close(); <-done })
}

// lead crawls a portal that leads to an address in some way. The portal says that the address is one of its own hosts,
// where a source may say so at all.
func lead(t *testing.T, path string, pages map[string]func(string) answer, to string) *bed {
	t.Helper()
	b := newBed(t)
	b.config.Timeout, b.config.Workers = 5*time.Second, 4
	b.site("www.jia.test", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if make := pages[r.URL.Path]; make != nil {
			make(to)(w, r)
			return
		}
		county().ServeHTTP(w, r)
	}))
	own := b.sites[0]
	own.Family = map[string]string{toUnit: "jpaas", toProxy: "hanweb"}[path]
	if u, err := url.Parse(to); err == nil && u.Host != "" {
		own.Hosts = append(own.Hosts, strings.ToLower(u.Host))
	}
	if own.Validate() == nil {
		b.sites[0] = own
	}
	b.serve("friend.test", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		plain(200, rowTo("t20240101_5.html", reportTitle))(w, r)
	}))
	b.crawl(t.Context(), t)
	return b
}

// TestNoWayLeadsToAPrivateAddress lets a portal try every way to lead the crawler to every writing of an address of the
// own machine or network. Each way that the crawler follows is shown to work with a host that may be asked.
func TestNoWayLeadsToAPrivateAddress(t *testing.T) {
	resolveWith(t, privateNames)
	v := newVictim(t)
	for _, way := range ways {
		t.Run(way.name, func(t *testing.T) {
			asked := len(lead(t, way.path, way.pages, "http://friend.test"+way.path).entries("friend.test"))
			if (asked > 0) != way.followed {
				t.Errorf("a host that may be asked was asked %d times", asked)
			}
			for _, w := range writings {
				b := lead(t, way.path, way.pages, strings.NewReplacer("PORT", v.port, toDocument, way.path).Replace(w.url))
				if n := v.came.Swap(0); n != 0 {
					t.Errorf("%s: the own machine was asked %d times", w.name, n)
				}
				for _, visit := range b.visits {
					reachedNobody(t, w.name, &visit)
				}
				if len(b.entries("www.jia.test")) == 0 {
					t.Errorf("%s: the portal was not asked", w.name)
				}
			}
		})
	}
	if n := len(ways) * len(writings); n < 1500 || len(writings) < 40 {
		t.Errorf("only %d ways", n)
	}
}

// reachedNobody holds that a visit was of the portal itself, or was refused without a connection.
func reachedNobody(t *testing.T, name string, v *page.Visit) {
	t.Helper()
	switch {
	case v.Page.Facts.Remote == "" || v.Page.Facts.Remote == "pipe":
	default:
		t.Errorf("%s: %s was answered by %s", name, v.Request.URL, v.Page.Facts.Remote)
	}
	if v.Request.Host() != "www.jia.test" && !refusedUnasked(v.Outcome) {
		t.Errorf("%s: %s ended as %s (%s)", name, v.Request.URL, v.Outcome, v.Detail)
	}
}

// refusedUnasked tells of outcomes for which no connection was tried.
func refusedUnasked(o report.Outcome) bool {
	return slices.Contains([]report.Outcome{
		report.OutcomePrivateAddress, report.OutcomeOffsite, report.OutcomeBadRedirect, report.OutcomeHostLeft, report.OutcomeNoSource,
	}, o)
}

// TestPrivateAddressesAskedFor asks for every writing by name, as a person or an old frontier might.
func TestPrivateAddressesAskedFor(t *testing.T) {
	resolveWith(t, privateNames)
	v := newVictim(t)
	for _, w := range writings {
		t.Run(w.name, func(t *testing.T) {
			b := newBed(t)
			b.config.Timeout = 5 * time.Second
			to := strings.ReplaceAll(w.url, "PORT", v.port)
			request := page.Request{URL: to, Kind: page.KindDocument}
			if request.Host() == "" {
				return // no frontier takes it
			}
			b.enqueue(request)
			b.crawl(t.Context(), t)
			if n := v.came.Swap(0); n != 0 {
				t.Errorf("the own machine was asked %d times", n)
			}
			if got := b.visit(to); got.Outcome != report.OutcomePrivateAddress && !(got.Outcome == report.OutcomeRobotsUnknown && strings.Contains(got.Detail, "Url: ")) {
				t.Errorf("%s (%s)", got.Outcome, got.Detail) // an address that is none has no robots.txt
			}
		})
	}
}

// TestSourcesFilesNameNoPrivateAddress: no sources file can name such an address, as a column, a home page or a host;
// names are judged when they are looked up.
func TestSourcesFilesNameNoPrivateAddress(t *testing.T) {
	const file = "name: 甲省\nsites:\n  - id: jia\n    name: 甲县\n    division: \"990101\"\n    home: HOME\n    columns:\n      - {url: COLUMN, kind: list}\n"
	parse := func(home, column string) error {
		quoted := strings.NewReplacer("HOME", strconv.Quote(home), "COLUMN", strconv.Quote(column))
		_, err := source.Parse("jia.yaml", []byte(quoted.Replace(file)))
		return err
	}
	const good = "http://www.jia.test/"
	if err := parse(good, good); err != nil {
		t.Fatal(err)
	}
	for _, w := range writings {
		to := strings.ReplaceAll(w.url, "PORT", "8080")
		if strings.Contains(strings.ToLower(to), ".example") {
			continue
		}
		if parse(good, to) == nil || parse(to, good) == nil {
			t.Errorf("%s: %s is accepted", w.name, to)
		}
	}
}

// TestAWalkAsksNoPrivateAddress does the same with pages that are asked for one after the other, as discovering does.
func TestAWalkAsksNoPrivateAddress(t *testing.T) {
	resolveWith(t, privateNames)
	v := newVictim(t)
	for _, w := range writings {
		config := crawler.Config{Contact: "https://nianbao.test/about", Timeout: 5 * time.Second}
		request := page.Request{URL: strings.ReplaceAll(w.url, "PORT", v.port), Kind: page.KindDocument}
		if request.Host() == "" {
			continue
		}
		_, err := crawler.Walk(t.Context(), config, 5, func(visit *page.Visit) (page.Request, bool) {
			if visit != nil && (visit.Outcome != report.OutcomePrivateAddress && visit.Outcome != report.OutcomeRobotsUnknown || visit.Page.Body != nil) {
				t.Errorf("%s: %s (%s)", w.name, visit.Outcome, visit.Detail)
			}
			return request, visit == nil
		})
		if n := v.came.Swap(0); n != 0 || err != nil {
			t.Errorf("%s: the own machine was asked %d times; %v", w.name, n, err)
		}
	}
}

// TestANameThatChanges: a name that led to an address that a person allowed, when robots.txt was asked for, leads to
// another one for the page. Every connection is judged by its own address.
func TestANameThatChanges(t *testing.T) {
	mirror := httpMirror(t)
	address, err := netip.ParseAddrPort(mirror)
	if err != nil {
		t.Fatal(err)
	}
	other, err := net.Listen("tcp", net.JoinHostPort("127.0.0.2", strconv.Itoa(int(address.Port()))))
	if err != nil {
		t.Skipf("this machine has no second loopback address: %v", err)
	}
	v := &victim{}
	v.listen(t, other)
	resolveWith(t, &changing{first: 1, before: "127.0.0.1", after: "127.0.0.2"})
	b := newBed(t)
	b.config.AllowPrivate, b.config.Timeout = []netip.AddrPort{address}, 5*time.Second
	u := fmt.Sprintf("http://turning.example:%d/nb/202401/t20240116_1.html", address.Port())
	b.fetch(u)
	b.crawl(t.Context(), t)
	if got := b.visit(u); got.Outcome != report.OutcomePrivateAddress || v.came.Load() != 0 {
		t.Errorf("%s (%s), and the other address was asked %d times", got.Outcome, got.Detail, v.came.Load())
	}
	if known := b.hosts[fmt.Sprintf("turning.example:%d", address.Port())].robots; known.Status != http.StatusOK {
		t.Errorf("the allowed address was not asked first: %+v", known)
	}
}

// TestProxiesOfTheEnvironment names a proxy in every way that programs heed; nothing goes through it.
func TestProxiesOfTheEnvironment(t *testing.T) {
	v := newVictim(t)
	for _, name := range []string{"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"} {
		t.Setenv(name, "http://127.0.0.1:"+v.port)
	}
	t.Setenv("NO_PROXY", "")
	b := newBed(t)
	b.site("www.jia.test", county())
	sum := b.crawl(t.Context(), t)
	if sum.Outcomes[report.OutcomeFetched] != 7 || v.came.Load() != 0 {
		t.Errorf("%v, and the proxy was asked %d times", sum.Outcomes, v.came.Load())
	}
}
