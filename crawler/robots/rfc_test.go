package robots_test

import (
	"testing"

	"github.com/nianbao/nianbao/crawler/robots"
)

// verdict is one question to a file.
type verdict struct {
	path string
	ok   bool
}

func check(t *testing.T, file, agent string, verdicts []verdict) {
	t.Helper()
	p := robots.Decide(robots.Facts{Status: 200, Body: []byte(file)}, agent)
	for _, v := range verdicts {
		if ok, rule := p.Allowed(v.path); ok != v.ok {
			t.Errorf("agent %q, path %q: allowed %v by %q, want %v", agent, v.path, ok, rule, v.ok)
		}
	}
}

// The groups of RFC 9309 section 2.2.1: one group a token, same tokens joined,
// "*" for the rest, and no rules where nothing fits.
func TestGroupsOfTheRFC(t *testing.T) {
	const joined = "user-agent: ExampleBot\ndisallow: /foo\ndisallow: /bar\n\nuser-agent: ExampleBot\ndisallow: /baz\n"
	const nobody = "User-Agent: fizzbot\nDisallow: /x\n"
	const several = "User-agent: *\nDisallow: /all\n\nUser-agent: a\nUser-agent: b\nDisallow: /ab\n\nUser-agent: c\n"
	cases := []struct {
		name, file, agent string
		verdicts          []verdict
	}{
		{"same token joined", joined, "ExampleBot", []verdict{{"/foo", false}, {"/bar", false}, {"/baz", false}, {"/qux", true}}},
		{"case of token", joined, "EXAMPLEBOT", []verdict{{"/foo", false}}},
		{"token off a user agent line", joined, "ExampleBot/0.1 (+https://contact.test)", []verdict{{"/baz", false}}},
		{"no group fits", nobody, "nianbao", []verdict{{"/x", true}}},
		{"everybody's group", several, "nianbao", []verdict{{"/all", false}, {"/ab", true}}},
		{"two agents, one group", several, "b", []verdict{{"/all", true}, {"/ab", false}}},
		{"named group without rules", several, "c", []verdict{{"/all", true}, {"/ab", true}}},
		{"a shorter name is another's", "User-agent: nian\nDisallow: /\n", "nianbao", []verdict{{"/", true}}},
		{"a longer name is another's", "User-agent: nianbao-images\nDisallow: /\n", "nianbao", []verdict{{"/", true}}},
		{"version in the file", "User-agent: nianbao/2.0\nDisallow: /\n", "nianbao", []verdict{{"/", false}}},
		{"other records between", "User-agent: a\nSitemap: https://x.test/s.xml\nCrawl-delay: 2\nUser-agent: b\nDisallow: /x\n", "a", []verdict{{"/x", false}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { check(t, c.file, c.agent, c.verdicts) })
	}
}

// The table of RFC 9309 section 2.2.2, both ways round: escaped or not, in the file
// or in the request, the same path is the same path.
func TestEncodingsOfTheRFC(t *testing.T) {
	cases := []struct{ name, rule, path string }{
		{"plain query", "/foo/bar?baz=quz", "/foo/bar?baz=quz"},
		{"reserved, both plain", "/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https://foo.bar"},
		{"reserved, escaped in the request", "/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar"},
		{"reserved, escaped in the rule", "/foo/bar?baz=https%3A%2F%2Ffoo.bar", "/foo/bar?baz=https://foo.bar"},
		{"reserved, small letters", "/foo/bar?baz=https%3a%2f%2ffoo.bar", "/foo/bar?baz=https://foo.bar"},
		{"U+30C4 in the rule", "/foo/bar/ツ", "/foo/bar/%E3%83%84"},
		{"U+30C4 escaped in both", "/foo/bar/%E3%83%84", "/foo/bar/%e3%83%84"},
		{"U+30C4 in the request", "/foo/bar/%E3%83%84", "/foo/bar/ツ"},
		{"unreserved escaped in the rule", "/foo/bar/%62%61%7A", "/foo/bar/baz"},
		{"unreserved escaped in the request", "/foo/bar/baz", "/foo/bar/%62%61%7A"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			check(t, "User-agent: *\nDisallow: "+c.rule+"\n", "nianbao", []verdict{{c.path, false}})
			check(t, "User-agent: *\nDisallow: /\nAllow: "+c.rule+"\n", "nianbao", []verdict{{c.path, true}})
		})
	}
	check(t, "User-agent: *\nDisallow: /a%2Fb\n", "nianbao", []verdict{{"/a/b", true}, {"/a%2fb", false}})
}

// The special characters of RFC 9309 section 2.2.3, and their escaped selves.
func TestSpecialCharactersOfTheRFC(t *testing.T) {
	check(t, "User-agent: *\nDisallow: /all # a comment\nAllow: /this/*/exactly\nDisallow: /this/path/exactly$\n", "nianbao", []verdict{
		{"/all", false},
		{"/allowed", false},
		{"/this/path/exactly", false},
		{"/this/path/exactly/not", true},
		{"/this/other/exactly", true},
	})
	check(t, "User-agent: *\nDisallow: /path/file-with-a-%2A.html\nDisallow: /path/foo-%24\n", "nianbao", []verdict{
		{"/path/file-with-a-*.html", false},
		{"/path/file-with-a-x.html", true},
		{"/path/foo-$", false},
		{"/path/foo-$5", false},
		{"/path/foo-", true},
	})
}

// The examples of RFC 9309 section 5.
func TestExamplesOfTheRFC(t *testing.T) {
	const simple = "User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: /publications/\n\n" +
		"User-Agent: foobot\nDisallow:/\nAllow:/example/page.html\nAllow:/example/allowed.gif\n\n" +
		"User-Agent: barbot\nUser-Agent: bazbot\nDisallow: /example/page.html\n\n" +
		"User-Agent: quxbot\n\n"
	const longest = "User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n"
	cases := []struct {
		name, file, agent string
		verdicts          []verdict
	}{
		{"everybody", simple, "nianbao", []verdict{
			{"/a/b.gif", false}, {"/a/b.gif?x", true}, {"/example/", false}, {"/publications/", true}, {"/other", true},
		}},
		{"foobot", simple, "foobot", []verdict{
			{"/", false}, {"/example/page.html", true}, {"/example/allowed.gif", true}, {"/publications/", false},
		}},
		{"barbot", simple, "barbot", []verdict{{"/example/page.html", false}, {"/a.gif", true}}},
		{"bazbot", simple, "bazbot", []verdict{{"/example/page.html", false}, {"/example/", true}}},
		{"quxbot", simple, "quxbot", []verdict{{"/example/", true}, {"/a.gif", true}}},
		{"longest match", longest, "foobot", []verdict{
			{"/example/page/", true}, {"/example/page/disallowed.gif", false}, {"/example/page/other.gif", true},
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { check(t, c.file, c.agent, c.verdicts) })
	}
}
