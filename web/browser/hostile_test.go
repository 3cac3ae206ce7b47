//go:build browser

package browser_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/web"
	"github.com/nianbao/nianbao/web/hostile"
)

// canary stands in every document before anything else: it counts what the payloads would run, in place of a dialog.
const canary = `for (const name of ["alert", "msgbox"]) window[name] = () => { top.ran = (top.ran || 0) + 1 }`

// audit touches everything that could be waiting for a person and then tells what the page has that no page of this
// program has: scripts, frames without a cage, handlers, and addresses that run.
const audit = `(() => {
	const odd = []
	const look = d => {
		for (const e of d.querySelectorAll("*")) {
			for (const kind of ["mouseover", "mouseenter", "focus", "toggle", "error", "load", "begin", "start"]) e.dispatchEvent(new Event(kind))
			if (["SCRIPT", "OBJECT", "EMBED", "BASE", "IMG", "VIDEO", "AUDIO", "MARQUEE", "TEMPLATE", "NOSCRIPT", "ANIMATE", "X"].includes(e.tagName.toUpperCase())) odd.push(e.outerHTML)
			if (e.tagName == "IFRAME" && d !== document && !(e.hasAttribute("sandbox") && e.getAttribute("sandbox") === "")) odd.push(e.outerHTML)
			if (e.tagName == "META" && e.httpEquiv) odd.push(e.outerHTML)
			if (e.tagName == "LINK" && new URL(e.href).host !== location.host) odd.push(e.outerHTML)
			for (const a of e.attributes) {
				if (a.name.startsWith("on") || a.name == "style" || a.name == "srcdoc") odd.push(e.outerHTML)
				if (["href", "src", "action", "xlink:href", "data", "formaction"].includes(a.name) && !/^(https?:|\/(?!\/)|#|\?)/.test(a.value)) odd.push(e.outerHTML)
			}
		}
	}
	look(document)
	for (const frame of document.querySelectorAll("iframe")) {
		try { if (frame.contentDocument) look(frame.contentDocument) } catch (e) {}
	}
	return JSON.stringify({ran: top.ran || 0, odd: odd.slice(0, 5)})
})()`

// TestNothingHostileRuns shows a dataset whose every text is an attempt to run something to a browser that runs scripts:
// first as the server answers, then without any of its policies, so that it is the escaping alone that holds. Every page
// of every payload is looked at, the archived one too, and touched. Shown without any escaping, most payloads do run.
func TestNothingHostileRuns(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hostile.db")
	keys, err := hostile.Database(t.Context(), path, hostile.Payloads)
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.OpenReadOnly(t.Context(), path, store.Config{Readers: 8})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	pages, err := web.New(web.Config{Store: db, Program: hostile.Payloads[0], AreaName: func(string) string { return hostile.Payloads[4] }})
	if err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]struct {
		handler http.Handler
		frames  bool // many pages in one, which the policy forbids
	}{"as it is": {pages, false}, "without policies": {bare(pages), true}} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(s.handler)
			defer server.Close()
			h := guarded(t, server)
			for _, address := range []string{"/?year=2023", "/area/990124?year=2023", "/findings", "/findings?from=100", "/ledger", "/sources", "/runs/1", "/codebook", "/downloads", "/compare?in=990124&years=2023"} {
				h.visit(address)
			}
			for i, key := range keys {
				all := addresses(key, hostile.Payloads[i])
				if s.frames {
					h.visit("/frames?" + url.Values{"of": all}.Encode())
					continue
				}
				h.visit(all[0])
			}
			t.Logf("%d pages shown, %d of them in frames", h.shown, h.framed)
		})
	}
	t.Run("the canary sings", func(t *testing.T) {
		server := httptest.NewServer(bare(pages))
		defer server.Close()
		h := guarded(t, server)
		sang := 0
		for i := range hostile.Payloads {
			if found := h.look(fmt.Sprintf("/raw?i=%d", i)); found.Ran > 0 {
				sang++
			}
		}
		t.Logf("%d of %d payloads run where nothing escapes them", sang, len(hostile.Payloads))
		if sang < 25 {
			t.Errorf("only %d of %d payloads would run if they were not escaped", sang, len(hostile.Payloads))
		}
		h.b.forget()
	})
}

// addresses are the pages about a payload, the one with the most of its texts first.
func addresses(key, text string) []string {
	body, words := url.PathEscape(key), url.QueryEscape(text)
	return []string{
		"/report/" + body + "/2023", "/body/" + body + "?lang=zh", "/report/" + body + "/2023/page?cell=disclosure.rules.issued",
		"/report/" + body + "/2023/cell/" + hostile.Entered.String(), "/compare?years=2023&body=" + url.QueryEscape(key) + "&add=" + words,
		"/search?q=" + words, "/findings?relation=" + words + "&lang=" + words, "/nowhere/" + url.PathEscape(text),
	}
}

// bare takes every policy away, and adds a page of frames and one that escapes nothing.
func bare(pages http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/frames":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, "<!doctype html><title>frames</title>")
			for _, address := range r.URL.Query()["of"] {
				fmt.Fprintf(w, `<iframe src="%s"></iframe>`, strings.ReplaceAll(address, `"`, "%22"))
			}
		case "/raw":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			i := 0
			_, _ = fmt.Sscan(r.FormValue("i"), &i)
			text := hostile.Payloads[i]
			fmt.Fprintf(w, "<!doctype html><title>%s</title><p title=\"%s\">%s</p><p title='%s'><a href=\"%s\">x</a>", text, text, text, text, text)
		default:
			pages.ServeHTTP(&stripped{ResponseWriter: w}, r)
		}
	})
}

// stripped is an answer without what forbids a browser anything.
type stripped struct {
	http.ResponseWriter
	done bool
}

func (s *stripped) WriteHeader(status int) {
	if !s.done {
		for _, name := range []string{"Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Referrer-Policy"} {
			s.Header().Del(name)
		}
		s.done = true
	}
	s.ResponseWriter.WriteHeader(status)
}

func (s *stripped) Write(p []byte) (int, error) {
	if !s.done {
		s.WriteHeader(http.StatusOK)
	}
	return s.ResponseWriter.Write(p)
}

// guard visits pages of a server with a canary in each.
type guard struct {
	t             *testing.T
	b             *tab
	root          string
	shown, framed int
}

func guarded(t *testing.T, server *httptest.Server) *guard {
	t.Helper()
	b := openAt(t, desktop, server.URL)
	b.absent = true
	call(b, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: canary})
	return &guard{t: t, b: b, root: server.URL}
}

// seen is what the audit found.
type seen struct {
	Ran int      `json:"ran"`
	Odd []string `json:"odd"`
}

func (g *guard) look(address string) (found seen) {
	g.t.Helper()
	g.b.do(chromedp.Navigate(g.root + address))
	if err := json.Unmarshal([]byte(g.b.evaluate(audit)), &found); err != nil {
		g.t.Fatal(err)
	}
	return found
}

// visit holds that nothing of a page ran, and that it has nothing that could.
func (g *guard) visit(address string) {
	g.t.Helper()
	found := g.look(address)
	odd := slices.DeleteFunc(found.Odd, func(e string) bool { return strings.HasPrefix(address, "/frames") && strings.HasPrefix(e, "<iframe") })
	if found.Ran > 0 || len(odd) > 0 {
		g.t.Errorf("%s: %d ran, %q", address, found.Ran, odd)
	}
	g.shown++
	if _, of, framed := strings.Cut(address, "/frames?"); framed {
		n := strings.Count(of, "of=")
		g.shown, g.framed = g.shown+n-1, g.framed+n
	}
}
