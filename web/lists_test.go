package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// compared gives the names of the rows of a comparison, sorted, each once.
func compared(t *testing.T, h http.Handler, address string) (names []string) {
	t.Helper()
	answer := get(t, h, address)
	if answer.Code != http.StatusOK {
		t.Fatalf("%s: %d %s", address, answer.Code, answer.Body)
	}
	root, err := html.Parse(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "th" && attribute(n, "scope") == "row" && n.FirstChild != nil && n.FirstChild.Data == "a" {
			names = append(names, n.FirstChild.FirstChild.Data)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// TestListsOfBodies holds which bodies an address chooses.
func TestListsOfBodies(t *testing.T) {
	h := zooPages(t)
	for name, c := range map[string]struct{ query, want string }{
		"names with commas":         {"names=" + url.QueryEscape("东浔街道,云碓镇、青榆镇"), "东浔街道 云碓镇 青榆镇"},
		"a name a line":             {"names=" + url.QueryEscape("东浔街道\r\n云碓镇\r\n"), "东浔街道 云碓镇"},
		"a saved file":              {"names=" + url.QueryEscape("# list\n4\t东浔街道\n12\t云碓镇\n"), "东浔街道 云碓镇"},
		"twice is once":             {"body=4&names=" + url.QueryEscape("东浔街道,东浔街道办事处"), "东浔街道"},
		"a part of names":           {"match=" + url.QueryEscape("街道"), "东浔街道 望檐街道 鹤汀街道"},
		"a part of names in a area": {"in=990124&match=" + url.QueryEscape("乡"), "杉篱乡 桐碾乡 梨坞乡 竹笕乡 苇塍乡 雾坪乡"},
		"a list and a part":         {"names=" + url.QueryEscape("云碓镇") + "&match=" + url.QueryEscape("街道"), "东浔街道 云碓镇 望檐街道 鹤汀街道"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := strings.Join(compared(t, h, "/compare?years=2023&"+c.query), " "); got != c.want {
				t.Errorf("%s, not %s", got, c.want)
			}
			list := get(t, h, "/compare.txt?years=2023&"+c.query)
			again := compared(t, h, "/compare?years=2023&names="+url.QueryEscape(list.Body.String()))
			if got := strings.Join(again, " "); got != c.want {
				t.Errorf("the list read again gives %s:\n%s", got, list.Body)
			}
		})
	}
}

// TestNamesThatAreNotClear holds that a name of a list that stands for nothing is told and never left out in silence.
func TestNamesThatAreNotClear(t *testing.T) {
	h := zooPages(t)
	query := "?lang=en&years=2023&names=" + url.QueryEscape("东浔街道,无此镇,街道")
	page := get(t, h, "/compare"+query).Body.String()
	for _, want := range []string{"No body is called “无此镇”", "“街道” may be several bodies", "+ 望檐街道"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page says nothing of %q", want)
		}
	}
	for _, file := range []string{"/compare.csv", "/compare.svg", "/compare.txt", "/api/v1/compare"} {
		if answer := get(t, h, file+query); answer.Code != http.StatusNotFound || !strings.Contains(answer.Body.String(), "无此镇") {
			t.Errorf("%s: %d %s", file, answer.Code, answer.Body)
		}
	}
}

// TestLeastDenominator holds that the least N of the address is that of ranks and medians.
func TestLeastDenominator(t *testing.T) {
	h := zooPages(t)
	const address = "/compare?in=990124&years=2023&by=disclosure_rate&lang=en"
	usual, low := get(t, h, address).Body.String(), get(t, h, address+"&min=2").Body.String()
	if !strings.Contains(usual, "N &lt; 10") || strings.Contains(usual, "N &lt; 2") || !strings.Contains(usual, "of 2 bodies with N ≥ 10") {
		t.Error("the usual minimum is not 10")
	}
	if !strings.Contains(low, "N &lt; 2") || strings.Contains(low, "N &lt; 10") || !strings.Contains(low, "with N ≥ 2") {
		t.Error("min=2 is not used")
	}
}

// TestYearsAsMultiples holds that a comparison of several years draws each body's years.
func TestYearsAsMultiples(t *testing.T) {
	h := zooPages(t)
	figure := func(years string) string {
		_, rest, _ := strings.Cut(get(t, h, "/compare?body=4&body=12&lang=en&years="+years).Body.String(), "<figure")
		figure, _, _ := strings.Cut(rest, "</figure>")
		return figure
	}
	several, one := figure("2022-2024"), figure("2023")
	for _, want := range []string{"received 2022–2024", ">2022<", ">2023<", ">2024<", "东浔街道", "云碓镇"} {
		if !strings.Contains(several, want) {
			t.Errorf("the figure of three years lacks %s:\n%s", want, several)
		}
	}
	if strings.Count(several, ">2022<") != 2 || strings.Contains(one, ">2023<") || !strings.Contains(one, "received 2023") {
		t.Errorf("years: %s\n%s", several, one)
	}
}
