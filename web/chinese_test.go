package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// sentence is three English words in a row.
var sentence = regexp.MustCompile(`[A-Za-z]{2,}[ ,;:]+[a-z]{2,}[ ,;:]+[a-z]{2,}`)

// TestChinesePagesAreChinese walks every kind of page in Chinese: no text that a person reads is an English sentence.
// Code and addresses may be, and what stands in the dataset as it was written: messages of findings, details of visits.
func TestChinesePagesAreChinese(t *testing.T) {
	h := zooPages(t)
	for _, address := range []string{
		"/?year=2023", "/?year=2024", "/?year=2019", "/area/99?year=2022", "/ledger", "/ledger?from=100", "/ledger?from=200", "/ledger?from=300", "/sources", "/runs/1", "/findings",
		"/findings?relation=applications.balance.total", "/body/4", "/body/4?all=1", "/body/12", "/report/4/2023", "/report/4/2023/cell/applications.granted.total", "/report/4/2023/page",
		"/compare", "/compare?in=990124&years=2022-2024", "/search?q=镇", "/search?q=没有这个", "/downloads", "/codebook", "/nowhere", "/report/4/1991", "/compare?by=odd",
	} {
		sign := "?"
		if strings.Contains(address, "?") {
			sign = "&"
		}
		answer := get(t, h, address+sign+"lang=zh")
		if answer.Code == http.StatusInternalServerError {
			t.Errorf("%s: %s", address, answer.Body)
		}
		root, err := html.Parse(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		told := map[string]bool{}
		for n := range root.Descendants() {
			texts := []string{}
			if n.Type == html.TextNode && n.Parent.DataAtom != atom.Code && n.Parent.DataAtom != atom.Style {
				texts = append(texts, n.Data)
			}
			for _, a := range n.Attr {
				if a.Key == "aria-label" || a.Key == "title" || a.Key == "alt" {
					texts = append(texts, a.Val)
				}
			}
			for _, text := range texts {
				if quoted(n) {
					continue
				}
				if sentence.MatchString(text) && !told[text] {
					told[text] = true
					t.Errorf("%s: %q", address, text)
				}
			}
		}
	}
}

// quoted tells whether a text shows what the reader or the crawler wrote down.
func quoted(n *html.Node) bool {
	for up := range n.Ancestors() {
		for _, a := range up.Attr {
			if a.Key == "class" && (strings.Contains(a.Val, "findings") || a.Val == "detail") {
				return true
			}
		}
	}
	return false
}
