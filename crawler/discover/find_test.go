package discover_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"go.uber.org/goleak"
	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	"github.com/nianbao/nianbao/crawler"
	"github.com/nianbao/nianbao/crawler/discover"
	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report/division"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// register lists an invented county with three townships, and its neighbour.
func register(t *testing.T) *division.Register {
	t.Helper()
	r, err := division.FromRows("2023", []division.Row{
		{Code: "990000", Name: "霁川省"},
		{Code: "990100", Name: "云浔市"},
		{Code: "990131", Name: "棠溪县"},
		{Code: "990131001", Name: "棠湖街道办事处"},
		{Code: "990131100", Name: "橘洲镇"},
		{Code: "990131200", Name: "枫林乡"},
		{Code: "990132", Name: "菱湖县"},
		{Code: "990132100", Name: "莲塘镇"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// host serves pages of one host by their request URI and keeps what was asked.
type host struct {
	mu    sync.Mutex
	asked []string
	pages map[string]string
	other http.Handler // for what is in no page
}

func (h *host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	h.asked = append(h.asked, r.URL.RequestURI())
	h.mu.Unlock()
	body, ok := h.pages[r.URL.RequestURI()]
	switch {
	case ok && strings.HasPrefix(body, "→"):
		http.Redirect(w, r, strings.TrimPrefix(body, "→"), http.StatusFound)
	case ok:
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte(body))
	case h.other != nil && r.URL.Path != "/robots.txt":
		h.other.ServeHTTP(w, r)
	default:
		http.NotFound(w, r)
	}
}

// web leads hosts under .test to handlers.
type web map[string]*host

func (w web) find(t *testing.T, home string, requests int) (discover.Proposal, error) {
	t.Helper()
	addresses := map[string]string{}
	for name, h := range w {
		server := httptest.NewServer(h)
		t.Cleanup(server.Close)
		addresses[name] = server.Listener.Addr().String()
	}
	config := discover.Config{Register: register(t), Requests: requests, Crawler: crawler.Config{
		Pace: source.NewPace(0, 0, 0), Retries: -1,
		Map: func(name string) (string, bool) { a, ok := addresses[name]; return a, ok },
	}}
	return discover.Find(t.Context(), config, home)
}

// page is a page with links, each "title|address".
func page(title string, links ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<html><head><meta charset="utf-8"><title>%s</title><meta name="SiteName" content="棠溪县人民政府"></head><body><p>棠溪县人民政府门户网站欢迎您，本站由县政府办公室主办。</p><ul>`, title)
	for _, l := range links {
		name, address, _ := strings.Cut(l, "|")
		fmt.Fprintf(&b, `<li><a href="%s">%s</a></li>`, address, name)
	}
	return b.String() + "</ul></body></html>"
}

func reports(folder string, names ...string) (links []string) {
	for i, n := range names {
		links = append(links, fmt.Sprintf("2023年%s政府信息公开工作年度报告|%s202401/t20240116_%d.html", n, folder, 100+i))
	}
	return links
}

const home = "http://www.tangxi.test/"

func tangxi(pages map[string]string) web { return web{"www.tangxi.test": {pages: pages}} }

// columnsOf writes the columns of a proposal in one line each.
func columnsOf(p discover.Proposal) (list []string) {
	for _, c := range p.Site.Columns {
		if c.Kind == source.ColumnBody {
			list = append(list, c.URL+" "+c.Agency+" "+c.Division)
		} else {
			list = append(list, c.URL)
		}
	}
	return list
}

// The four ways in which townships appear, each with other portals' habits.
func TestWaysOfTownships(t *testing.T) {
	flat := reports("/zfxxgknb/", "棠湖街道", "橘洲镇", "枫林乡", "棠溪县财政局")
	for name, c := range map[string]struct {
		web  web
		want []string
		hint string // what the proposal has to say
	}{
		"one list for all": {tangxi(map[string]string{
			"/":                    page("棠溪县人民政府", "政务公开|/zwgk/", "首页|/"),
			"/zwgk/":               page("政务公开", "政府信息公开指南|/zn.html", "政府信息公开年报|/zfxxgknb/index.html"),
			"/zfxxgknb/":           "",
			"/zfxxgknb/index.html": page("政府信息公开年报_棠溪县人民政府", flat...),
		}), []string{"http://www.tangxi.test/zfxxgknb/index.html"}, "static"},
		"folders of years with a branch for townships": {tangxi(map[string]string{
			"/":                      page("棠溪县人民政府", "政府信息公开|/xxgk/"),
			"/xxgk/":                 page("政府信息公开", "政府信息公开工作年度报告|/xxgk/nb99/"),
			"/xxgk/nb99/":            page("年度报告", "2024年|/xxgk/nb99/2024n1/", "2023年|/xxgk/nb99/2023n52/"),
			"/xxgk/nb99/2024n1/":     page("2024年", "乡镇街道|/xxgk/nb99/2024n1/xzz/", "部门|/xxgk/nb99/2024n1/bm/"),
			"/xxgk/nb99/2024n1/xzz/": page("乡镇街道", reports("/xxgk/nb99/2024n1/xzz/", "橘洲镇", "枫林乡", "棠湖街道")...),
		}), []string{"http://www.tangxi.test/xxgk/nb99/"}, ""},
		"each a sub-site with a column of its own": {tangxi(map[string]string{
			"/":              page("棠溪县人民政府", "政府信息公开年报|/nb/", "各乡镇街道|/xz/"),
			"/nb/":           page("政府信息公开年报", reports("/nb/", "棠溪县人民政府")...),
			"/xz/":           page("乡镇街道", "棠湖街道|/thjd/", "橘洲镇|/jzz/", "枫林乡人民政府|/flx/"),
			"/thjd/":         page("棠湖街道", "政府信息公开年报|/thjd/nb_1/"),
			"/jzz/":          page("橘洲镇", "政府信息公开|/jzz/gk/"),
			"/jzz/gk/":       page("政府信息公开", "政府信息公开年报|/jzz/nb_73563/"),
			"/flx/":          page("枫林乡", "年度报告|/flx/ndbg/"),
			"/thjd/nb_1/":    page("政府信息公开年报", reports("/thjd/nb_1/", "棠湖街道")...),
			"/jzz/nb_73563/": page("政府信息公开年报", reports("/jzz/nb_73563/", "橘洲镇")...),
			"/flx/ndbg/":     page("年度报告", reports("/flx/ndbg/", "")...),
		}), []string{
			"http://www.tangxi.test/nb/",
			"http://www.tangxi.test/thjd/nb_1/ 棠湖街道办事处 990131001",
			"http://www.tangxi.test/jzz/nb_73563/ 橘洲镇 990131100",
			"http://www.tangxi.test/flx/ndbg/ 枫林乡 990131200",
		}, ""},
		"an address for each organ": {tangxi(map[string]string{
			"/":                     page("棠溪县人民政府", "政府信息公开年报|/col/col7/index.html"),
			"/col/col7/index.html":  page("政府信息公开年报", "橘洲镇|/module/nb.jsp?area=1", "枫林乡|/module/nb.jsp?area=2", "棠湖街道|/module/nb.jsp?area=3"),
			"/module/nb.jsp?area=1": page("橘洲镇年报", reports("/art/", "橘洲镇")...),
			"/module/nb.jsp?area=2": page("枫林乡年报", reports("/art/", "枫林乡", "枫林乡")...),
			"/module/nb.jsp?area=3": page("棠湖街道年报", reports("/art/", "棠湖街道", "棠湖街道", "棠湖街道")...),
		}), []string{
			"http://www.tangxi.test/col/col7/index.html",
			"http://www.tangxi.test/module/nb.jsp?area=1 橘洲镇 990131100",
			"http://www.tangxi.test/module/nb.jsp?area=2 枫林乡 990131200",
			"http://www.tangxi.test/module/nb.jsp?area=3 棠湖街道办事处 990131001",
		}, ""},
		"a shell, a frame and the site map before the column": {tangxi(map[string]string{
			"/":             `<html><head><meta http-equiv="refresh" content="0;url=/main/"></head></html>`,
			"/main/":        page("棠溪县人民政府", "网站地图|/map.html"),
			"/map.html":     page("网站地图", "信息公开年报|/nb/"),
			"/nb/":          `<html><head><title>年报</title></head><body><iframe src="/nb/list.html"></iframe></body></html>`,
			"/nb/list.html": page("信息公开年报", reports("/nb/", "橘洲镇", "枫林乡", "棠湖街道")...),
		}), []string{"http://www.tangxi.test/nb/list.html"}, ""},
		"reports on a sister host": {web{
			"www.tangxi.test": {pages: map[string]string{
				"/":    page("棠溪县人民政府", "政府信息公开年报|/nb/"),
				"/nb/": page("政府信息公开年报", append(reports("http://art.tangxi.test/x/", "橘洲镇", "枫林乡", "棠湖街道"), reports("http://www.tangxi-gov.test/x/", "橘洲镇")...)...),
			}},
		}, []string{"http://www.tangxi.test/nb/"}, "      - \"art.tangxi.test\"\n"},
		"a host below that of the home page": {web{
			"www.tangxi.test":  {pages: map[string]string{"/": page("棠溪县人民政府", "政府信息公开年报|http://zwgk.tangxi.test/nb/")}},
			"zwgk.tangxi.test": {pages: map[string]string{"/nb/": page("政府信息公开年报", reports("http://www.tangxi.test/x/", "橘洲镇", "枫林乡", "棠湖街道")...)}},
		}, []string{"http://zwgk.tangxi.test/nb/"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := c.web.find(t, home, 0)
			if err != nil {
				t.Fatalf("%v\n%s", err, p.YAML())
			}
			if got := columnsOf(p); !slices.Equal(got, c.want) {
				t.Errorf("columns\n%s\nwant\n%s\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"), p.YAML())
			}
			if p.Site.Division != "990131" || len(p.Site.Bodies) != 3 || p.Site.Name != "棠溪县人民政府" {
				t.Errorf("site %+v", p.Site)
			}
			if yaml := p.YAML(); strings.Contains(yaml, "no column or title names") || !strings.Contains(yaml, c.hint) {
				t.Error(yaml)
			}
			if p.Requests > discover.DefaultRequests {
				t.Errorf("%d requests", p.Requests)
			}
		})
	}
}

// What portals do to programs that look around: nothing is asked that must not be, and the error says what happened.
func TestPortalsThatResist(t *testing.T) {
	column := page("政府信息公开年报", reports("/nb/", "橘洲镇", "枫林乡", "棠湖街道")...)
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(strings.ReplaceAll(page("棠溪县人民政府", "政府信息公开年报|/nb/"), `<meta charset="utf-8">`, ""))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		pages  map[string]string
		other  http.Handler
		wrong  string   // the error; empty for none
		says   string   // what the proposal says
		avoids []string // prefixes of addresses that must not be asked
		most   int      // requests
	}{
		"robots forbids all":              {pages: map[string]string{"/robots.txt": "User-agent: *\nDisallow: /\n", "/": page("x", "政府信息公开年报|/nb/")}, wrong: "robots_denied", avoids: []string{"/nb", "/ "}, most: 1},
		"robots forbids the column":       {pages: map[string]string{"/robots.txt": "User-agent: *\nDisallow: /nb/\n", "/": page("棠溪县人民政府", "政府信息公开年报|/nb/"), "/nb/": column}, wrong: "robots_denied", avoids: []string{"/nb"}, most: 3},
		"a wall":                          {other: status(412, "<html><script>$_ts=1</script></html>"), wrong: "blocked", most: 2},
		"a wall behind the home page":     {pages: map[string]string{"/": page("棠溪县人民政府", "政府信息公开年报|/nb/", "政务公开|/gk/", "年报|/b/")}, other: status(521, "x"), wrong: "blocked", most: 3},
		"forbidden":                       {other: status(403, "no"), wrong: "forbidden", most: 2},
		"no HTML":                         {pages: map[string]string{"/": "%PDF-1.7\n1 0 obj"}, wrong: "pdf", most: 2},
		"an empty page":                   {pages: map[string]string{"/": " "}, wrong: "empty", most: 2},
		"only script":                     {pages: map[string]string{"/": "<html><body><div id=app></div><script>let a=1</script></body></html>"}, wrong: "script_only", most: 2},
		"redirected to a private address": {pages: map[string]string{"/": "→http://127.0.0.1:1/"}, wrong: "offsite", most: 2},
		"redirected elsewhere":            {pages: map[string]string{"/": "→http://www.linghu.test/"}, wrong: "www.linghu.test", most: 2},
		"a column redirected to a private address": {pages: map[string]string{"/": page("棠溪县人民政府", "政府信息公开年报|/nb/"), "/nb/": "→http://10.0.0.1/"}, wrong: "no column", most: 3},
		"links to private addresses":               {pages: map[string]string{"/": page("棠溪县人民政府", "政府信息公开年报|http://127.0.0.1/nb/", "年报|http://[::1]/", "年报|http://2130706433/")}, wrong: "lead to other hosts", most: 2},
		"clones elsewhere":                         {pages: map[string]string{"/": page("棠溪县人民政府", "政府信息公开年报|http://www.tangxi-gov.test/nb/", "年报|/nb/"), "/nb/": column}, says: "on another host, not asked: http://www.tangxi-gov.test/nb/", most: 4},
		"no name that anybody knows":               {pages: map[string]string{"/": strings.ReplaceAll(page("某地", "年报|/nb/"), "棠溪县", "某某"), "/nb/": column}, wrong: "--division", most: 4},
		"GBK without a label":                      {pages: map[string]string{"/": gbk, "/nb/": column}, says: "棠溪县人民政府", most: 4},
		"a calendar without end":                   {pages: map[string]string{"/": page("棠溪县人民政府", "政务公开|/cal/?date=2024-01", "政府信息公开|/gk?month=1", "年报|/nb/"), "/nb/": column}, other: endless("/cal/?date=%d"), says: "/nb/", avoids: []string{"/cal", "/gk"}, most: 6},
		"pages that lead on without end":           {pages: map[string]string{"/": page("棠溪县人民政府", "政务公开|/x1/")}, other: endless("/x%d/"), wrong: "no column", most: 20},
		"folders that nest themselves":             {pages: map[string]string{"/": page("棠溪县人民政府", "政务公开|/a/")}, other: status(200, page("政务公开", "政务公开|a/", "政府信息公开|b/")), wrong: "no column", most: 30},
	} {
		t.Run(name, func(t *testing.T) {
			h := &host{pages: c.pages, other: c.other}
			p, err := web{"www.tangxi.test": h}.find(t, home, 0)
			switch {
			case c.wrong == "" && err != nil:
				t.Fatalf("%v\n%s", err, p.YAML())
			case c.wrong != "" && (err == nil || !strings.Contains(err.Error(), c.wrong)):
				t.Errorf("error %v, want %q", err, c.wrong)
			case c.says != "" && !strings.Contains(p.YAML(), c.says):
				t.Errorf("%q is not in\n%s", c.says, p.YAML())
			}
			if len(h.asked) > c.most {
				t.Errorf("%d requests: %q", len(h.asked), h.asked)
			}
			for _, path := range h.asked {
				if slices.ContainsFunc(c.avoids, func(a string) bool { return strings.HasPrefix(path, a) }) {
					t.Errorf("%s was asked", path)
				}
			}
		})
	}
}

func status(code int, body string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(code)
		_, _ = w.Write([]byte(body))
	})
}

// endless answers every path with a page that leads to further ones.
func endless(address string) http.Handler {
	n := 0
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		n += 2
		_, _ = w.Write([]byte(page(fmt.Sprint("政务公开", n), "政务公开|"+fmt.Sprintf(address, n), "政府信息公开|"+fmt.Sprintf(address, n+1))))
	})
}

// However much a portal offers, no more is asked than was said.
func TestRequestsAreBounded(t *testing.T) {
	var links []string
	for i := range 4000 {
		links = append(links, fmt.Sprintf("政府信息公开年报|/c%d/", i), fmt.Sprintf("橘洲镇|/t%d/", i))
	}
	all, some := page("棠溪县人民政府", links...), page("棠溪县人民政府", links[2000:2200]...)
	for _, limit := range []int{1, 2, 7, 0} {
		h := &host{pages: map[string]string{"/": all}, other: status(200, some)}
		_, err := web{"www.tangxi.test": h}.find(t, home, limit)
		most := limit
		if most == 0 {
			most = discover.DefaultRequests
		}
		if len(h.asked) > most || limit > 0 && len(h.asked) != limit {
			t.Errorf("%d requests, %d were allowed (%v)", len(h.asked), most, err)
		}
	}
}

// Two counties on one host: each home page has its own folder, and no column of the other is proposed.
func TestTwoCountiesOnOneHost(t *testing.T) {
	pages := map[string]string{
		"/tx/":    page("棠溪县人民政府", "政府信息公开年报|/tx/nb/", "政府信息公开年报|/lh/nb/", "政务公开|/zwgk/"),
		"/tx/nb/": page("政府信息公开年报", reports("/tx/nb/", "橘洲镇", "枫林乡", "棠湖街道")...),
		"/lh/":    strings.ReplaceAll(page("菱湖县人民政府", "政府信息公开年报|/lh/nb/"), "棠溪县", "菱湖县"),
		"/lh/nb/": page("政府信息公开年报", reports("/lh/nb/", "莲塘镇")...),
		"/zwgk/":  page("政务公开", "政府信息公开年报|/lh/nb/"),
	}
	var files []source.File
	for folder, division := range map[string]string{"tx": "990131", "lh": "990132"} {
		h := &host{pages: pages}
		p, err := web{"portal.test": h}.find(t, "http://portal.test/"+folder+"/", 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := columnsOf(p); !slices.Equal(got, []string{"http://portal.test/" + folder + "/nb/"}) || p.Site.Division != division {
			t.Errorf("%s: division %s, columns %q", folder, p.Site.Division, got)
		}
		files = append(files, source.File{Name: folder, Data: []byte(p.YAML())})
	}
	if sites, mistakes := (source.Checker{}).Check(files...); sites != 2 || len(mistakes) > 0 {
		t.Errorf("%d sites, %v", sites, mistakes)
	}
}

// What a page says can't leave its place in the file, nor steer a terminal that shows it.
func TestHostileTexts(t *testing.T) {
	evil := "政府信息公开年报&#10;- id: evil&#27;[2J&#8238;&#x85;hosts: [127.0.0.1]&#x2028;\"' # {x: y} \\ \u0007"
	site := `棠溪县人民政府&#10;    hosts: [&quot;10.0.0.1&quot;]: {a} - &#27;]0;x&#7;&#8203;`
	pages := map[string]string{
		"/": strings.ReplaceAll(page(site, "政府信息公开年报|/nb/'\"><b>{}[]&%0a: #x/", evil+"|/e/"), `content="棠溪县人民政府"`, `content="`+site+`"`),
	}
	h := &host{pages: pages, other: status(200, page(evil, reports("/nb/", "橘洲镇", "枫林乡", "棠湖街道")...))}
	w := web{"www.tangxi.test": h}
	p, err := w.find(t, home, 0)
	if p.Site.Division == "" {
		p.Site.Division = "990131" // with such a name nobody need know it
	} else if err != nil {
		t.Fatal(err)
	}
	yaml := p.YAML()
	sites, err := source.Parse("p", []byte(yaml))
	if err != nil {
		t.Fatalf("%v\n%s", err, yaml)
	}
	if len(sites) != 1 || len(sites[0].Hosts) != 0 || sites[0].ID == "evil" || len(sites[0].Columns) != len(p.Site.Columns) {
		t.Errorf("read as %+v", sites)
	}
	for i, c := range sites[0].Columns {
		if c.URL != p.Site.Columns[i].URL {
			t.Errorf("column %q was written as %q", p.Site.Columns[i].URL, c.URL)
		}
	}
	for _, r := range yaml {
		if r < ' ' && r != '\n' || r == 0x7F || r == 0x85 || r == 0x2028 || r == 0x202E || r == 0x200B {
			t.Errorf("the file holds %U", r)
		}
	}
}

// Somebody may give the column itself instead of the home page.
func TestTheColumnItself(t *testing.T) {
	column := page("政府信息公开年报_棠溪县人民政府门户网站", append(reports("/zw/nb/", "橘洲镇", "枫林乡", "棠湖街道"), "首页|/", "政务公开|/zw/")...)
	h := &host{pages: map[string]string{"/zw/nb/": column}}
	p, err := web{"www.tangxi.test": h}.find(t, home+"zw/nb/", 0)
	if err != nil {
		t.Fatal(err)
	}
	if got := columnsOf(p); !slices.Equal(got, []string{home + "zw/nb/"}) || p.Site.Name != "棠溪县人民政府" {
		t.Errorf("%s: columns %q", p.Site.Name, got)
	}
	if len(h.asked) > 3 {
		t.Errorf("asked %q", h.asked)
	}
}

// Whatever texts a portal has, the file reads as what was found, and a terminal shows it as lines of text.
func TestAnyTextIsWrittenSafely(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[\s'"{}\[\]:#&*!|>%@`+"`"+`,?\-年报\x00-\x1f\x7f-\x9f\x{2028}\x{202e}\x{feff}~=]{0,12}`), rapid.SampledFrom([]string{"null", "~", "yes", "1e3", "0x1F", "2023-01-01", "- a", "? b", "<<", "=", "!!str x", "%YAML", "---", "..."}))
		p := discover.Proposal{
			Site: source.Site{
				ID: "a-990131", Name: "县" + text.Draw(t, "name"), Division: "990131", Home: home, Status: source.StatusModelled,
				Columns: []source.Column{{URL: home + "nb/", Kind: source.ColumnBody, Agency: "镇" + text.Draw(t, "agency"), Division: "990131100"}},
				Bodies:  []source.Body{{Name: "乡" + text.Draw(t, "body"), Aliases: []string{text.Draw(t, "alias")}}},
			},
			Notes: []string{text.Draw(t, "note")}, Reasons: []string{text.Draw(t, "reason")}, Region: text.Draw(t, "region"), Place: text.Draw(t, "place"),
		}
		yaml := p.YAML()
		sites, err := source.Parse("p", []byte(yaml))
		if err != nil {
			t.Fatalf("%v\n%s", err, yaml)
		}
		if len(sites) != 1 || len(sites[0].Columns) != 1 || len(sites[0].Bodies) != 1 || len(sites[0].Bodies[0].Aliases) != 1 || sites[0].Home != home || len(sites[0].Hosts) > 0 {
			t.Fatalf("read as %+v\n%s", sites, yaml)
		}
		if !strings.HasPrefix(sites[0].Name, "县") || !strings.HasPrefix(sites[0].Columns[0].Agency, "镇") || !strings.HasPrefix(sites[0].Bodies[0].Name, "乡") {
			t.Fatalf("names of %+v\n%s", sites[0], yaml)
		}
		for _, r := range yaml {
			if unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Cf, r) {
				t.Fatalf("the file holds %U\n%s", r, yaml)
			}
		}
	})
}
