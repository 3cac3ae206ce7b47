//go:build browser

package browser_test

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// pages are one of each kind.
var pages = map[string]string{
	"overview": "/?year=2023", "body": "/body/4", "body-all": "/body/4?all=1", "report": "/report/4/2023",
	"proof": "/report/4/2023/cell/applications.granted.total", "compare": "/compare?in=990124&years=2023", "compare-years": "/compare?body=4&body=12&years=2022-2024", "compare-list": "/compare?names=东浔街道,云碓镇,无此镇,街道&years=2023&min=5", "body-forms": "/body/5",
	"compare-empty": "/compare", "findings": "/findings", "ledger": "/ledger", "sources": "/sources", "run": "/runs/1", "search": "/search?q=镇",
	"downloads": "/downloads", "codebook": "/codebook", "error": "/nowhere", "archived": "/report/4/2023/page?cell=applications.granted.total#cell",
}

// looks are the ways in which people see them.
var looks = map[string]screen{
	"desktop-light": {width: 1280, height: 900, lang: "en"}, "desktop-dark": {width: 1280, height: 900, dark: true, lang: "zh-CN"},
	"phone-light": {width: 390, height: 844, phone: true, lang: "zh-CN"}, "phone-dark": {width: 390, height: 844, phone: true, dark: true, lang: "en"},
}

// TestLooks checks every page in every look: nothing serious for axe-core, and no page wider than its screen.
func TestLooks(t *testing.T) {
	axe, err := os.ReadFile("node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatalf("%v (npm ci in web/browser installs it)", err)
	}
	for look, s := range looks {
		t.Run(look, func(t *testing.T) {
			b := open(t, s)
			for _, name := range slices.Sorted(maps.Keys(pages)) {
				address := pages[name]
				b.visit(address)
				if name != "archived" { // nothing can be run in it, not even the checker
					b.accessible(name, string(axe))
				}
				if wide := b.evaluate(`String(document.documentElement.scrollWidth)`); wide != fmt.Sprint(s.width) {
					t.Errorf("%s is %s wide on a screen of %d", name, wide, s.width)
				}
				if *shots {
					b.shoot(name + "-" + look)
				}
			}
			b.mu.Lock()
			b.ran = notMissing(b.ran)
			b.mu.Unlock()
		})
	}
}

// notMissing leaves out that the page that is not there was not there.
func notMissing(ran []string) (rest []string) {
	for _, r := range ran {
		if !strings.Contains(r, "/nowhere") {
			rest = append(rest, r)
		}
	}
	return rest
}

type violation struct {
	ID, Impact, Help string
	Nodes            []struct{ HTML string }
}

// accessible runs axe-core in the page.
func (b *tab) accessible(name, axe string) {
	b.t.Helper()
	ask(b, chromedp.Evaluate[bool](axe+"; true"))
	result := ask(b, chromedp.Evaluate[string](`axe.run(document, {iframes: false, preload: false}).then(r => JSON.stringify(r.violations))`, chromedp.EvalAwaitPromise))
	var found []violation
	if err := json.Unmarshal([]byte(result), &found); err != nil {
		b.t.Fatal(err)
	}
	for _, v := range found {
		if v.Impact == "serious" || v.Impact == "critical" {
			b.t.Errorf("%s: %s (%s): %s\n%s", name, v.ID, v.Impact, v.Help, v.Nodes[0].HTML)
		} else {
			b.t.Logf("%s: %s (%s): %s", name, v.ID, v.Impact, v.Help)
		}
	}
}

func (b *tab) shoot(name string) {
	b.t.Helper()
	if err := os.MkdirAll("shots", 0o755); err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("shots", name+".png"), ask(b, chromedp.CaptureScreenshot()), 0o644); err != nil {
		b.t.Fatal(err)
	}
}

// TestWeight holds that the first page with its style sheet and icon is below 50 kB as it goes over the wire.
func TestWeight(t *testing.T) {
	b := open(t, desktop)
	b.visit("/")
	total := wired(t, "/")
	for _, selector := range []string{`link[rel=stylesheet]`, `link[rel=icon]`} {
		total += wired(t, b.evaluate(`document.querySelector("`+selector+`").getAttribute("href")`))
	}
	t.Logf("%d bytes", total)
	if total > 50_000 {
		t.Errorf("%d bytes", total)
	}
}

// wired counts the bytes of an answer before they are unpacked.
func wired(t *testing.T, address string) int64 {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, site+address, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept-Encoding", "gzip") // set by hand, it is not undone by the client
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close() //nolint:errcheck // only read
	n, err := io.Copy(io.Discard, answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
