package source_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/crawler/source"
)

const whole = `name: 甲市
defaults:
  family: static
  pace: {gap: 4s, budget: 300}
sites:
  - id: jia-county
    name: 甲县人民政府
    division: 990101
    home: http://WWW.jia.test/
    hosts: [old.jia.test]
    pace: {gap: 0s}
    columns:
      - url: http://www.jia.test/zwgk/zfxxgknb/index.html
      - url: http://xx.jia.test:8080/nb/
        kind: body
        division: "990101101"
        agency: 乙镇人民政府
        family: hanweb
    bodies:
      - {name: 乙镇, division: "990101101", aliases: [乙街道]}
  - id: bing
    name: 丙县
    division: "990102"
    family: vsb
    status: checked_live
    columns: [{url: "https://www.bing.test/xxgk", prefix: /xxgk}]
`

func TestParse(t *testing.T) {
	sites, err := source.Parse("a.yaml", []byte(whole))
	if err != nil {
		t.Fatal(err)
	}
	zero, four, budget := time.Duration(0), 4*time.Second, 300
	want := []source.Site{{
		ID: "jia-county", Name: "甲县人民政府", Division: "990101", Home: "http://WWW.jia.test/",
		Hosts: []string{"old.jia.test"}, Family: "static", Status: source.StatusModelled,
		Pace: source.Pace{Gap: &zero, Budget: &budget},
		Columns: []source.Column{
			{URL: "http://www.jia.test/zwgk/zfxxgknb/index.html", Kind: source.ColumnList, Division: "990101", Family: "static"},
			{
				URL: "http://xx.jia.test:8080/nb/", Kind: source.ColumnBody, Division: "990101101",
				Agency: "乙镇人民政府", Family: "hanweb",
			},
		},
		Bodies: []source.Body{{Name: "乙镇", Division: "990101101", Aliases: []string{"乙街道"}}},
	}, {
		ID: "bing", Name: "丙县", Division: "990102", Family: "vsb", Status: source.StatusLive,
		Pace: source.Pace{Gap: &four, Budget: &budget},
		Columns: []source.Column{{
			URL: "https://www.bing.test/xxgk", Kind: source.ColumnList, Division: "990102", Prefix: "/xxgk", Family: "vsb",
		}},
	}}
	if diff := cmp.Diff(want, sites); diff != "" {
		t.Error(diff)
	}
}

func TestHostsAndFolders(t *testing.T) {
	sites, err := source.Parse("a.yaml", []byte(whole))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"old.jia.test", "www.jia.test", "xx.jia.test:8080"}, sites[0].AllHosts()); diff != "" {
		t.Error(diff)
	}
	if !sites[0].Owns("Old.Jia.test") || !sites[0].Owns("jia.test") || sites[0].Owns("yi.test") || sites[0].Owns("xx.jia.test") {
		t.Error("Owns should know the named hosts, with and without www., and no others")
	}
	for i, want := range []string{"/zwgk/zfxxgknb/", "/nb/"} {
		if got := sites[0].Columns[i].Folder(); got != want {
			t.Errorf("folder of %s is %q, want %q", sites[0].Columns[i].URL, got, want)
		}
	}
	if got := sites[1].Columns[0].Folder(); got != "/xxgk/" {
		t.Errorf("folder by prefix is %q", got)
	}
}

func TestMistakes(t *testing.T) {
	site := func(lines ...string) string {
		return "sites:\n  - id: jia\n    name: 甲\n    division: \"990101\"\n    " + strings.Join(lines, "\n    ") + "\n"
	}
	columns := "columns: [{url: http://a.test/}]"
	cases := map[string]struct{ yaml, place, message string }{
		"unknown key":             {site("nmme: x", columns), "a.yaml:5:5", `unknown field "nmme"`},
		"unknown key, Chinese":    {site("columns: [{url: http://a.test/, 类: x}]"), "a.yaml:5:37", "unknown field"},
		"key twice":               {site("home: http://a.test/", "home: http://b.test/", columns), "a.yaml:6:5", "already defined"},
		"wrong type":              {site("columns: 5"), "a.yaml:5:14", "where sequence is expected"},
		"no YAML":                 {"sites: [\n  - {", "a.yaml:2", ""},
		"tab":                     {"sites:\n\t- id: x\n", "a.yaml:2", ""},
		"no duration":             {site("pace: {gap: fast}", columns), "a.yaml", "duration"},
		"gap too short":           {site("columns: [{url: http://a.example/}]", "pace: {gap: 10ms}"), "a.yaml:6:17", "too short for a real host"},
		"negative gap":            {site(columns, "pace: {gap: -1s}"), "a.yaml:6:17", "not between"},
		"jitter":                  {site(columns, "pace: {jitter: 48h}"), "a.yaml:6:20", "not between"},
		"budget":                  {site(columns, "pace: {budget: -4}"), "a.yaml:6:20", "below 0"},
		"no columns":              {site("home: http://a.test/"), "a.yaml:2:5", "has no columns"},
		"ftp":                     {site("columns:", "  - url: ftp://a.test/"), "a.yaml:6:14", "no http or https URL"},
		"user in URL":             {site("columns:", "  - url: http://a@b.test/"), "a.yaml:6:14", "names a user"},
		"loopback":                {site("columns:", "  - url: http://127.0.0.1/"), "a.yaml:6:14", "127.0.0.1 is loopback"},
		"loopback, short":         {site("columns:", "  - url: http://127.1/"), "a.yaml:6:14", "a number written for a host"},
		"loopback, decimal":       {site("columns:", "  - url: http://2130706433/"), "a.yaml:6:14", "a number written for a host"},
		"loopback, hexadecimal":   {site("columns:", "  - url: http://0x7f000001/"), "a.yaml:6:14", "a number written for a host"},
		"zero":                    {site("columns:", "  - url: http://0:8080/"), "a.yaml:6:14", "a number written for a host"},
		"localhost":               {site("columns:", "  - url: http://LocalHost:8080/"), "a.yaml:6:14", "the own machine"},
		"below localhost":         {site("home: http://a.localhost/", columns), "a.yaml:5:11", "the own machine"},
		"private":                 {site("home: http://10.1.2.3/", columns), "a.yaml:5:11", "private (RFC 1918)"},
		"link-local":              {site("hosts: [169.254.169.254]", columns), "a.yaml:5:13", "link-local"},
		"second host, private":    {site("hosts: [a.test, \"192.168.0.1:81\"]", columns), "a.yaml:5:21", "private (RFC 1918)"},
		"port out of range":       {site("columns:", "  - url: http://a.test:99999/"), "a.yaml:6:14", "port 99999"},
		"port zero":               {site("hosts: [\"a.test:0\"]", columns), "a.yaml:5:13", "port 0"},
		"IPv6 loopback":           {site("columns:", "  - url: http://[::1]/"), "a.yaml:6:14", "no host name"},
		"column without URL":      {site("columns:", "  - kind: list"), "a.yaml:6:9", "no http or https URL"},
		"kind":                    {site("columns:", "  - url: http://a.test/", "    kind: town"), "a.yaml:7:15", `"town" is neither`},
		"body column without one": {site("columns:", "  - url: http://a.test/", "    kind: body"), "a.yaml:7:15", "division or its agency"},
		"column division":         {site("columns:", "  - url: http://a.test/", "    division: 12"), "a.yaml:7:19", "no division code"},
		"prefix":                  {site("columns:", "  - url: http://a.test/", "    prefix: nb"), "a.yaml:7:17", "begin with a slash"},
		"home":                    {site("home: www.a.test", columns), "a.yaml:5:11", "no http or https URL"},
		"host":                    {site("hosts: [a b]", columns), "a.yaml:5:13", "no host name"},
		"status":                  {site("status: good", columns), "a.yaml:5:13", `"good" is none of`},
		"family":                  {site("family: Static CMS", columns), "a.yaml:5:13", "no name of a family"},
		"body without a name":     {site(columns, "bodies: [{division: \"990101101\"}]"), "a.yaml:6:15", "without a name"},
		"body division":           {site(columns, "bodies: [{name: 乙, division: x}]"), "a.yaml:6:34", "no division code"},
		"division":                {"sites:\n  - {id: a, name: b, division: 0, columns: [{url: http://a.test/}]}", "a.yaml:2:32", "no division code"},
		"id":                      {"sites:\n  - {id: A_b, name: b, division: 990101, columns: [{url: http://a.test/}]}", "a.yaml:2:10", "not made of"},
		"name":                    {"sites:\n  - {id: ab, name: '', division: 990101, columns: [{url: http://a.test/}]}", "a.yaml:2:20", "has no name"},
		"id twice":                {site(columns) + strings.TrimPrefix(site(columns), "sites:\n"), "a.yaml:6:9", "given twice"},
		"two documents":           {site(columns) + "---\nsites: []\n", "a.yaml", "more than one"},
		"binary":                  {"sites:\x00", "a.yaml", "zero bytes"},
		"decoder panics":          {"sites: !089\xff*ad: HHHHHHHH&a A\xe5\x04\\,!089\xff*a}]", "a.yaml", "no YAML that can be read"},
		"huge":                    {strings.Repeat("#", 9<<20), "a.yaml", "larger than"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := source.Parse("a.yaml", []byte(c.yaml))
			var placed *source.Error
			if !errors.As(err, &placed) {
				t.Fatalf("got %v, want a *source.Error", err)
			}
			line := err.Error()
			if !strings.HasPrefix(line, c.place+":") || !strings.Contains(line, c.message) || strings.Contains(line, "\n") {
				t.Errorf("got  %s\nwant %s: …%s…", line, c.place, c.message)
			}
			if placed.Line > 0 && !strings.HasSuffix(placed.Excerpt, "^") {
				t.Errorf("no caret in\n%s", placed.Excerpt)
			}
		})
	}
}

func TestExcerptPointsBelowWideCharacters(t *testing.T) {
	_, err := source.Parse("a.yaml", []byte("sites:\n  - {id: a, name: 甲县政府, division: x, columns: [{url: http://a.test/}]}\n"))
	var placed *source.Error
	if !errors.As(err, &placed) {
		t.Fatal(err)
	}
	want := "    1 | sites:\n" +
		"    2 |   - {id: a, name: 甲县政府, division: x, columns: [{url: http://a.test/}]}\n" +
		"      | " + strings.Repeat(" ", len("  - {id: a, name: ")+4*2+len(", division: ")) + "^"
	if placed.Excerpt != want {
		t.Errorf("got\n%s\nwant\n%s", placed.Excerpt, want)
	}
}

func TestEmptyFileHasNoSites(t *testing.T) {
	for _, text := range []string{"", "# nothing\n", "name: x\nsites: []\n"} {
		sites, err := source.Parse("a.yaml", []byte(text))
		if err != nil || len(sites) != 0 {
			t.Errorf("%q: got %v, %v", text, sites, err)
		}
	}
}

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	one := func(id, division string) string {
		return "sites:\n  - {id: " + id + ", name: x, division: \"" + division + "\", columns: [{url: http://" + id + ".test/}]}\n"
	}
	write("tree/b.yaml", one("beta", "990102"))
	write("tree/deep/a.yml", one("alpha", "990201"))
	write("tree/readme.md", "not read: [")
	single := write("c.yaml", one("gamma", "980101"))
	registry, err := source.Load(filepath.Join(dir, "tree"), single)
	if err != nil {
		t.Fatal(err)
	}
	ids := func(sites []source.Site) (ids []string) {
		for _, s := range sites {
			ids = append(ids, s.ID)
		}
		return ids
	}
	if diff := cmp.Diff([]string{"alpha", "beta", "gamma"}, ids(registry.Sites())); diff != "" {
		t.Error(diff)
	}
	if s, ok := registry.Find("beta"); !ok || s.Division != "990102" {
		t.Errorf("Find gives %v, %v", s, ok)
	}
	if _, ok := registry.Find("delta"); ok {
		t.Error("Find gives a site that does not exist")
	}
	for division, want := range map[string][]string{
		"990000": {"alpha", "beta"}, "9901": {"beta"}, "990201": {"alpha"}, "": nil, "97": nil, "990102": {"beta"},
	} {
		if diff := cmp.Diff(want, ids(registry.In(division))); diff != "" {
			t.Errorf("In(%q): %s", division, diff)
		}
	}
	if _, err := source.Load(single, single); err == nil || !strings.Contains(err.Error(), `"gamma" is given twice`) {
		t.Errorf("the same site twice: %v", err)
	}
	if _, err := source.Load(filepath.Join(dir, "none")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
	hollow := write("hollow/a.yaml", "name: x\n")
	for path, wanted := range map[string]string{
		hollow: hollow + ": holds no site", filepath.Dir(hollow): filepath.Dir(hollow) + ": holds no site",
	} {
		if _, err := source.Load(single, path); err == nil || err.Error() != wanted {
			t.Errorf("%s: got %v, want %s", path, err, wanted)
		}
	}
	broken := write("tree/z.yaml", "sitse: []\n")
	var placed *source.Error
	if _, err := source.Load(filepath.Join(dir, "tree")); !errors.As(err, &placed) || placed.File != broken || placed.Line != 1 {
		t.Errorf("a broken file in a folder: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte("sites: [{id: &a x, name: *a}]"))
	f.Add([]byte("sites:\n  - id: a\n   name: b"))
	f.Fuzz(func(t *testing.T, data []byte) {
		sites, err := source.Parse("f.yaml", data)
		if err != nil {
			var placed *source.Error
			if !errors.As(err, &placed) || strings.Contains(err.Error(), "\n") {
				t.Fatalf("not one placed line: %v", err)
			}
			return
		}
		for _, s := range sites {
			if err := s.Validate(); err != nil {
				t.Fatal(err)
			}
		}
	})
}
