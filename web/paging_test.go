package web_test

import (
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/web"
	"github.com/nianbao/nianbao/web/hostile"
)

// items gives the items of an answer of the API, each as text, and the address of what follows.
func items(t *testing.T, h http.Handler, address string) (list []string, next string) {
	t.Helper()
	answer := get(t, h, address)
	var page struct {
		Items []json.RawMessage
		Next  *string
	}
	if err := json.Unmarshal(answer.Body.Bytes(), &page); err != nil || answer.Code != http.StatusOK {
		t.Fatalf("%s: %d %v", address, answer.Code, err)
	}
	for _, i := range page.Items {
		list = append(list, string(i))
	}
	if page.Next != nil {
		next = *page.Next
	}
	return list, next
}

// TestListsOfTheAPI holds that next leads through a whole list, each item once and in order, whatever narrows it down,
// and that the addresses of before, which pass over what comes first, still give the same.
func TestListsOfTheAPI(t *testing.T) {
	h := zooPages(t)
	for _, address := range []string{
		"/api/v1/ledger", "/api/v1/ledger?in=990124&year=2023", "/api/v1/ledger?state=not_found", "/api/v1/ledger?state=not_found&in=99",
		"/api/v1/reports", "/api/v1/reports?in=99&year=2023", "/api/v1/reports?in=9901", "/api/v1/reports?relation=applications.row.total",
		"/api/v1/findings", "/api/v1/findings?in=990124", "/api/v1/findings?in=99&year=2023", "/api/v1/findings?relation=applications.row.total", "/api/v1/findings?between=1",
	} {
		glue := "?"
		if strings.Contains(address, "?") {
			glue = "&"
		}
		whole, rest := items(t, h, address+glue+"limit=500")
		if rest != "" || len(whole) == 0 && !strings.Contains(address, "between") {
			t.Errorf("%s: %d items, next %q", address, len(whole), rest)
		}
		var all []string
		for next := address + glue + "limit=3"; next != "" && len(all) <= len(whole); {
			var some []string
			some, next = items(t, h, next)
			all = append(all, some...)
			if u, err := url.Parse(next); err != nil || next != "" && !u.Query().Has("after") || u.Query().Has("from") {
				t.Errorf("%s is followed by %s", address, next)
			}
		}
		if !slices.Equal(all, whole) {
			t.Errorf("%s: %d items in pages, %d at once", address, len(all), len(whole))
		}
		if len(whole) > 2 {
			if old, _ := items(t, h, address+glue+"limit=500&from=2"); !slices.Equal(old, whole[2:]) {
				t.Errorf("%s&from=2: %d items of %d", address, len(old), len(whole))
			}
		}
	}
}

var (
	linkOf  = regexp.MustCompile(`<a rel="(prev|next)" href="([^"]*)"`)
	rangeOf = regexp.MustCompile(`<span>(\d+–\d+)</span>`)
	listOf  = regexp.MustCompile(`(?s)<ul class="rows findings">.*?</ul>|<tbody>\n?<tr><th scope="row"><a href.*</tbody>`)
)

// TestPagesOfLists goes through the lists of pages to their end and back by their links: both ways show the same.
func TestPagesOfLists(t *testing.T) {
	h := crowdedPages(t)
	for _, address := range []string{"/ledger?lang=en", "/ledger?lang=en&in=99", "/findings?lang=en", "/findings?lang=en&in=99"} {
		shown := map[string]string{}
		for _, way := range []string{"next", "prev"} {
			for count := 0; ; count++ {
				body := get(t, h, address).Body.String()
				part, list := rangeOf.FindStringSubmatch(body), listOf.FindString(body)
				if part == nil || list == "" || count > 50 {
					t.Fatalf("%s: no part of a list, or no end", address)
				}
				if before, seen := shown[part[1]]; seen != (way == "prev") || seen && before != list {
					t.Errorf("%s: %s is not what it was", address, part[1])
				}
				shown[part[1]] = list
				links := map[string]string{}
				for _, m := range linkOf.FindAllStringSubmatch(body, -1) {
					links[m[1]] = html.UnescapeString(m[2])
				}
				if links[way] == "" {
					break
				}
				address = links[way]
			}
		}
		if len(shown) < 2 || shown["1–100"] == "" {
			t.Errorf("%s: %d pages", address, len(shown))
		}
	}
}

// crowdedPages serves more bodies than a page lists, with findings and entries of the ledger.
func crowdedPages(t *testing.T) http.Handler {
	t.Helper()
	path, _ := spoiled(t, hostile.Payloads)
	db, err := store.Open(t.Context(), path, store.Config{})
	if err != nil {
		t.Fatal(err)
	}
	var bodies []store.BodyRef
	var entries []store.LedgerEntry
	for n := range 120 {
		bodies = append(bodies, store.BodyRef{Key: fmt.Sprintf("crowd~%d", n), Name: fmt.Sprint("乡", n), Kind: "township", Division: fmt.Sprintf("9904%05d", n)})
	}
	if err := db.SaveBodies(t.Context(), bodies); err != nil {
		t.Fatal(err)
	}
	for _, ref := range bodies {
		body, err := db.BodyByKey(t.Context(), ref.Key)
		if err != nil {
			t.Fatal(err)
		}
		for year := 2021; year <= 2023; year++ {
			entries = append(entries, store.LedgerEntry{Body: body, Year: year, Verdict: report.Verdict{State: report.StateOverdue, Basis: "test"}})
		}
	}
	if _, err := db.SaveLedger(t.Context(), store.LedgerOf(entries)); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	h, err := web.New(web.Config{Store: reader(t, path)})
	if err != nil {
		t.Fatal(err)
	}
	return h
}
