package robots_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/crawler/robots"
)

// FuzzDecide: whatever the bytes, an answer comes, survives being kept, and the two
// readers of a group agree.
func FuzzDecide(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /a*b$\nAllow: /a\nCrawl-delay: 1\n"), "/a?b=https://c.test")
	f.Add([]byte("\ufeffUser-agent：nianbao\rDisallow: /公开/%7e\rAllow: /%"), "/%zz/../公")
	f.Add([]byte("\xff\xfeU\x00s\x00"), "")
	f.Add([]byte("<html>\nUser-agent: *\nDisallow: /?u=%2f:/"), "/?u=/:%2F")
	f.Fuzz(func(t *testing.T, body []byte, path string) {
		p := robots.Decide(robots.Facts{Status: 200, Body: body}, "nianbao")
		ok, rule := p.Allowed(path)
		if strings.Contains(rule, "second reader") {
			t.Errorf("the readers differ over %q", path)
		}
		if d := p.CrawlDelay(); d < 0 || d > robots.MaxCrawlDelay {
			t.Errorf("delay %s", d)
		}
		data, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		var again robots.Policy
		if err := json.Unmarshal(data, &again); err != nil {
			t.Fatal(err)
		}
		if ok2, rule2 := again.Allowed(path); ok2 != ok || rule2 != rule {
			t.Errorf("made again: %v by %q, before %v by %q", ok2, rule2, ok, rule)
		}
	})
}

// FuzzPattern compares one pattern with the regular expression it stands for.
func FuzzPattern(f *testing.F) {
	f.Add("/a*b", "/aab")
	f.Add("/*a*a$", "/aaab")
	f.Add("*", "/")
	f.Add("/x$", "/x")
	f.Add("/$", "/$")
	safe := regexp.MustCompile(`^[a-z/*$]+$`)
	f.Fuzz(func(t *testing.T, pattern, path string) {
		path = "/" + strings.Trim(path, "/")
		if !safe.MatchString(pattern) || !safe.MatchString(path) || len(pattern)+len(path) > 60 {
			return
		}
		if !strings.HasPrefix(pattern, "*") && !strings.HasPrefix(pattern, "/") {
			pattern = "/" + pattern
		}
		body, ends := strings.CutSuffix(pattern, "$")
		expr := "^" + strings.ReplaceAll(regexp.QuoteMeta(body), `\*`, ".*")
		if ends {
			expr += "$"
		}
		want := !regexp.MustCompile(expr).MatchString(path)
		p := robots.Decide(robots.Facts{Status: 200, Body: []byte("User-agent: *\nDisallow: " + pattern + "\n")}, "nianbao")
		if ok, _ := p.Allowed(path); ok != want {
			t.Errorf("pattern %q, path %q: allowed %v, want %v", pattern, path, ok, want)
		}
	})
}
