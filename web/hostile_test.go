package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/web"
	"github.com/nianbao/nianbao/web/hostile"
)

// spoiled makes a database of hostile texts.
func spoiled(t *testing.T, texts []string) (path string, keys []string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "spoiled.db")
	keys, err := hostile.Database(t.Context(), path, texts)
	if err != nil {
		t.Fatal(err)
	}
	return path, keys
}

// skeleton writes a page's elements with the names of their attributes, without any text.
func skeleton(t *testing.T, body string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.ElementNode || n.Type == html.CommentNode {
			fmt.Fprintf(&out, "<%s", n.Data)
			for _, a := range n.Attr {
				fmt.Fprintf(&out, " %s", a.Key)
			}
			out.WriteString(">\n")
		}
	}
	return out.String()
}

// TestNoTextBecomesMarkup shows a dataset whose every text from portals, sources and people is an attempt to break
// out: each page has exactly the elements and attributes of the same page of a harmless dataset.
func TestNoTextBecomesMarkup(t *testing.T) {
	if len(hostile.Payloads) < 60 {
		t.Fatalf("only %d payloads", len(hostile.Payloads))
	}
	plain := make([]string, len(hostile.Payloads))
	for i := range plain {
		plain[i] = fmt.Sprintf("文字%d", i)
	}
	var handlers [2]http.Handler
	var keys [2][]string
	for i, texts := range [][]string{plain, hostile.Payloads} {
		path, k := spoiled(t, texts)
		h, err := web.New(web.Config{Store: reader(t, path), AreaName: func(string) string { return texts[4] }, Program: texts[0]})
		if err != nil {
			t.Fatal(err)
		}
		handlers[i], keys[i] = h, k
	}
	for name, address := range map[string]func(key, text string) string{
		"overview": func(string, string) string { return "/?year=2023" },
		"body":     func(key, _ string) string { return "/body/" + key },
		"report":   func(key, _ string) string { return "/report/" + key + "/2023" },
		"na":       func(key, _ string) string { return "/report/" + key + "/2023/cell/disclosure.rules.issued" },
		"entered": func(key, _ string) string {
			return "/report/" + key + "/2023/cell/disclosure.normative_documents.repealed"
		},
		"archived": func(key, _ string) string { return "/report/" + key + "/2023/page?cell=disclosure.rules.issued" },
		"compare":  func(key, text string) string { return "/compare?years=2023&body=" + key + "&add=" + text },
		"findings": func(string, string) string { return "/findings?in=990124" },
		"relation": func(_, text string) string { return "/findings?relation=" + text },
		"between":  func(string, string) string { return "/findings?relation=" + report.RuleIdentical },
		"ledger":   func(string, string) string { return "/ledger" },
		"sources":  func(string, string) string { return "/sources" },
		"run":      func(string, string) string { return "/runs/1" },
		"search":   func(_, text string) string { return "/search?q=" + text },
		"lang":     func(_, text string) string { return "/downloads?lang=" + text },
		"nowhere":  func(_, text string) string { return "/nowhere/" + text },
		"bad":      func(_, text string) string { return "/compare?by=" + text },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want := get(t, handlers[0], address(url.PathEscape(keys[0][0]), url.QueryEscape("文字")))
			shape := skeleton(t, want.Body.String())
			for i, text := range hostile.Payloads {
				asked := address(url.PathEscape(keys[1][i]), url.QueryEscape(text))
				own := get(t, handlers[1], asked)
				harmless(t, name, own.Body.String())
				if _, query, _ := strings.Cut(asked, "?"); !utf8.ValidString(text) && strings.HasSuffix(query, url.QueryEscape(text)) {
					if own.Code != http.StatusBadRequest || !utf8.Valid(own.Body.Bytes()) {
						t.Errorf("%q: %d", text, own.Code)
					}
					continue
				}
				if own.Code != want.Code && name != "search" && name != "compare" {
					t.Fatalf("%q: %d, harmless %d: %s", text, own.Code, want.Code, own.Body)
				}
				if !slices.Contains([]string{"search", "compare", "archived", "relation", "sources", "nowhere"}, name) && skeleton(t, own.Body.String()) != shape {
					t.Errorf("%q makes other elements:\n%s", text, own.Body)
					return
				}
				if slices.Contains([]string{"overview", "findings", "ledger", "run", "between"}, name) {
					return // the same page for every payload
				}
			}
		})
	}
}

// TestFilesFromHostilePages holds that what is saved is a file to save, whatever the page says it is.
func TestFilesFromHostilePages(t *testing.T) {
	path, keys := spoiled(t, hostile.Payloads)
	h, err := web.New(web.Config{Store: reader(t, path)})
	if err != nil {
		t.Fatal(err)
	}
	for i := range hostile.Payloads {
		for _, rest := range []string{"raw", "evidence.zip", "evidence.zip?cell=disclosure.rules.issued"} {
			answer := get(t, h, "/report/"+url.PathEscape(keys[i])+"/2023/"+rest)
			head := answer.Header()
			if answer.Code != http.StatusOK || !strings.HasPrefix(head.Get("Content-Disposition"), "attachment; filename*=UTF-8''") || !strings.HasPrefix(head.Get("Content-Security-Policy"), "sandbox") ||
				strings.HasPrefix(head.Get("Content-Type"), "text/") || strings.ContainsAny(head.Get("Content-Disposition"), "/\\\r\n<>") {
				t.Fatalf("%q %s: %d %v", hostile.Payloads[i], rest, answer.Code, head)
			}
		}
	}
}
