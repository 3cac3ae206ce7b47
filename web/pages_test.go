package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// TestEveryLinkOfEveryPage walks from the overview over every link on this server and holds what is true of every
// page: it answers, it has no script, no inline style and no event, and it asks no other host for anything.
func TestEveryLinkOfEveryPage(t *testing.T) {
	h := zooPages(t)
	queue, seen := []string{"/", "/?lang=zh", "/area/99?year=2023", "/compare?in=990124&years=2022-2024&lang=zh"}, map[string]bool{}
	for len(queue) > 0 {
		address := queue[0]
		queue = queue[1:]
		if seen[address] {
			continue
		}
		seen[address] = true
		answer := get(t, h, address)
		if answer.Code != http.StatusOK {
			t.Errorf("%s: %d %s", address, answer.Code, answer.Body)
			continue
		}
		if !strings.HasPrefix(answer.Header().Get("Content-Type"), "text/html") {
			continue
		}
		if policy := answer.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: policy %s", address, policy)
		}
		for _, link := range harmless(t, address, answer.Body.String()) {
			if worthAsking(link) {
				queue = append(queue, link)
			}
		}
	}
	t.Logf("%d addresses", len(seen))
	for _, part := range []string{"/body/", "/report/", "/cell/", "/compare", "/findings", "/ledger", "/sources", "/runs/", "/downloads", "/codebook", "/page", "evidence.zip"} {
		if !slices.ContainsFunc(slices.Collect(keys(seen)), func(s string) bool { return strings.Contains(s, part) }) {
			t.Errorf("no link leads to %s", part)
		}
	}
}

func keys(m map[string]bool) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// worthAsking takes one cell in each row for all, and one body's reports, so that the walk stays short.
func worthAsking(address string) bool {
	if strings.Contains(address, "/cell/") || strings.Contains(address, "cell=") {
		return strings.Contains(address, "/report/4/2023") && strings.Contains(address, "total")
	}
	if strings.Contains(address, "body=") || strings.Contains(address, "lang=en") || strings.Contains(address, "lang=zh") && strings.Contains(address, "/body/") {
		return strings.HasSuffix(address, "body=4") || strings.Contains(address, "/body/4")
	}
	return !strings.Contains(address, "/report/") || strings.Contains(address, "/report/4/") || strings.Contains(address, "/report/7/")
}

// harmless checks a page and gives its links on this server.
func harmless(t *testing.T, address, page string) (links []string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	base, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if slices.Contains([]atom.Atom{atom.Script, atom.Object, atom.Embed, atom.Base, atom.Style, atom.Img, atom.Video, atom.Audio}, n.DataAtom) {
			t.Errorf("%s: an element %s", address, n.Data)
		}
		for _, a := range n.Attr {
			switch {
			case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "srcdoc":
				t.Errorf("%s: %s=%q", address, a.Key, a.Val)
			case a.Key == "href" || a.Key == "src" || a.Key == "action":
				u, err := base.Parse(a.Val)
				if err != nil {
					t.Errorf("%s: %s=%q: %v", address, a.Key, a.Val, err)
					continue
				}
				if u.Host != "" && n.DataAtom != atom.A || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" {
					t.Errorf("%s: %s of %s is %q", address, a.Key, n.Data, a.Val)
				}
				if u.Host == "" && a.Key != "action" {
					u.Fragment = ""
					links = append(links, u.String())
				}
			}
		}
	}
	return links
}
