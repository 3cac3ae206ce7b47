package web_test

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// everyKind are pages of every kind of the simulated county.
var everyKind = []string{
	"/?year=2023", "/?year=2024", "/?year=2019", "/area/99?year=2022", "/ledger", "/ledger?from=100", "/ledger?from=200", "/ledger?from=300", "/sources", "/runs/1",
	"/findings", "/findings?from=100", "/findings?from=200", "/findings?relation=applications.balance.total", "/body/4", "/body/4?all=1", "/body/12",
	"/report/4/2023", "/report/4/2023/cell/applications.granted.total", "/report/4/2023/page", "/report/12/2023",
	"/compare", "/compare?in=990124&years=2022-2024", "/compare?in=990124&years=2023&by=disclosure_rate&by=fees", "/search?q=镇", "/search?q=没有这个", "/downloads", "/codebook", "/body/7?all=1", "/nowhere", "/report/4/1991", "/compare?by=odd",
}

var (
	latin = regexp.MustCompile(`[A-Za-z]{2,}`)
	// neutral are addresses, moments, names of files, formats and standards, and what people type.
	neutral = regexp.MustCompile(`https?://\S+|\d{4}-\d\d-\d\dT[\d:]+Z|\b(?:nianbao(?: crawl| demo| export| test)?|API|JSON|CSV|SVG|csv|zip|SHA-256|RFC \d+|robots\.txt|utf-8|English|codebook\.csv|openapi\.json|by=odd|wide_states|wide|long|reports|findings|Crawl-delay|Retry-After|HTTP|https?|TLS)\b`)
)

// TestPagesAreInOneLanguage walks every kind of page in both languages. In Chinese no English word is to be seen beside
// code and what is neutral; in English no Chinese beside names, labels of the form, names of laws and quotations.
func TestPagesAreInOneLanguage(t *testing.T) {
	h := zooPages(t)
	names := chineseNames(t)
	for _, address := range everyKind {
		for _, text := range visible(t, h, address, "zh") {
			if latin.MatchString(neutral.ReplaceAllString(text, "")) {
				t.Errorf("%s in Chinese: %q", address, text)
			}
		}
		for _, text := range visible(t, h, address, "en") {
			if strings.ContainsFunc(names.Replace(text), isHan) {
				t.Errorf("%s in English: %q", address, text)
			}
		}
	}
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// visible gives each text of a page that a person sees or hears, once; code and what an archived page says are left out.
func visible(t *testing.T, h http.Handler, address, lang string) (texts []string) {
	t.Helper()
	sign := "?"
	if strings.Contains(address, "?") {
		sign = "&"
	}
	answer := get(t, h, address+sign+"lang="+lang)
	if answer.Code == http.StatusInternalServerError {
		t.Errorf("%s: %s", address, answer.Body)
	}
	root, err := html.Parse(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			texts = append(texts, strings.TrimSpace(n.Data))
		case n.DataAtom == atom.Code, n.DataAtom == atom.Style, attribute(n, "class") == "page", lang == "en" && strings.HasPrefix(attribute(n, "lang"), "zh"):
			if n.DataAtom != atom.Html {
				return
			}
		}
		for _, name := range []string{"aria-label", "title", "alt", "placeholder"} {
			texts = append(texts, attribute(n, name))
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
	}
	walk(root)
	slices.Sort(texts)
	return slices.Compact(texts)
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// chineseNames takes out of a text what is Chinese in English pages too, the longest first.
func chineseNames(t *testing.T) *strings.Replacer {
	t.Helper()
	db := reader(t, crawled)
	names := []string{"没有这个", "或无", "/ or 无", "(七)", "(一)", "(六)", "万元", "数据不平衡", "霁川省", "云浔市", "岚桥县"}
	bodies, err := db.BodiesIn(t.Context(), "99", 500)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range bodies {
		names = append(names, b.Name)
	}
	said, err := db.Attributes(t.Context(), store.AttributeFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range said {
		names = append(names, a.Value)
	}
	sources, err := db.SourceHealth(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sources {
		names = append(names, s.Name)
	}
	reports, err := db.Reports(t.Context(), store.Filter{All: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range reports {
		names = append(names, r.Title)
	}
	for _, b := range report.Breaks() {
		names = append(names, b.Source)
	}
	for _, e := range []report.Edition{report.Edition2019, report.Edition2021} {
		for _, table := range report.Tables() {
			form, _ := report.FormOf(table, e)
			names = append(names, "二、"+form.Section, "三、"+form.Section, "四、"+form.Section, form.Section, form.Source, form.Note)
			for _, b := range form.Blocks {
				names = append(names, b.Caption)
				for _, r := range b.Rows {
					names = append(append(names, r.Label, r.Source), r.Groups...)
				}
				for _, c := range b.Columns {
					names = append(names, c.Label, c.Group)
				}
			}
		}
	}
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	var pairs []string
	for _, n := range names {
		if n != "" {
			pairs = append(pairs, n, "")
		}
	}
	return strings.NewReplacer(pairs...)
}
