//go:build browser

package browser_test

import (
	"context"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	jsonv2 "github.com/go-json-experiment/json/jsontext"
)

// tab is a page of a browser with what went wrong in it.
type tab struct {
	context.Context
	t  *testing.T
	mu sync.Mutex
	// asked are the hosts that the browser asked for anything; ran are scripts, dialogs and violations of the policy.
	asked map[string]bool
	ran   []string
	// absent lets pages be looked at that are not there.
	absent bool
}

// width, height and the like of a tab.
type screen struct {
	width, height int64
	phone, dark   bool
	scriptless    bool
	lang          string
}

var desktop = screen{width: 1280, height: 900, lang: "en"}

// open starts a browser and watches it. At the end of the test it must have asked no other host and run nothing.
func open(t *testing.T, s screen) *tab {
	t.Helper()
	return openAt(t, s, site)
}

// openAt starts a browser for the server with the address.
func openAt(t *testing.T, s screen, root string) *tab {
	t.Helper()
	allocated, stop := chromedp.NewExecAllocator(t.Context(), append(
		chromedp.DefaultExecAllocatorOptions[:],
		chromedp.NoSandbox, chromedp.Flag("lang", s.lang), chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("disable-features", "IsolateSandboxedIframes"), // a frame without an origin stays within reach of the tests
	)...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(allocated)
	t.Cleanup(cancel)
	b := &tab{Context: ctx, t: t, asked: map[string]bool{}}
	if err := chromedp.Listen(ctx, b.watch); err != nil {
		t.Fatal(err)
	}
	var cancelTime context.CancelFunc
	b.Context, cancelTime = context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(cancelTime)
	scheme := "light"
	if s.dark {
		scheme = "dark"
	}
	call(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: s.width, Height: s.height, DeviceScaleFactor: 1, Mobile: s.phone})
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
	call(b, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: network.Headers{"Accept-Language": jsonv2.Value(`"` + s.lang + `"`)}})
	call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: s.scriptless})
	t.Cleanup(func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		own, _ := url.Parse(root)
		for host := range b.asked {
			if host != own.Host {
				t.Errorf("the browser asked %s", host)
			}
		}
		for _, what := range b.ran {
			t.Errorf("ran or was refused: %s", what)
		}
	})
	return b
}

func (b *tab) watch(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if u, err := url.Parse(e.Request.URL); err == nil && strings.HasPrefix(u.Scheme, "http") {
			b.asked[u.Host] = true
		}
	case *page.EventJavascriptDialogOpening:
		b.ran = append(b.ran, "dialog "+e.Message)
	case *runtime.EventExceptionThrown:
		b.ran = append(b.ran, "exception "+e.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		if e.Entry.Level == "error" && !(b.absent && strings.Contains(e.Entry.Text, "responded with a status of 4")) {
			b.ran = append(b.ran, e.Entry.Text+" "+e.Entry.URL)
		}
	}
}

// forget drops what ran, where that was the point.
func (b *tab) forget() {
	b.mu.Lock()
	defer b.mu.Unlock()
	clear(b.asked)
	b.ran = nil
}

// call sends a command of the protocol.
func call[P, R any](b *tab, command cdp.Command[P, R], params P) {
	b.t.Helper()
	if _, err := chromedp.Call(b, command, params); err != nil {
		b.t.Fatal(err)
	}
}

// do runs actions; a failure ends the test.
func (b *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b, actions...); err != nil {
		b.t.Fatal(err)
	}
}

// ask runs an action that gives something; a failure ends the test.
func ask[T any](b *tab, action chromedp.Action[T]) T {
	b.t.Helper()
	value, err := chromedp.Run(b, action)
	if err != nil {
		b.t.Fatal(err)
	}
	return value
}

// visit goes to an address of the site.
func (b *tab) visit(address string) {
	b.t.Helper()
	b.do(chromedp.Navigate(site + address))
}

// follow clicks the link with the text and waits for the page that it leads to.
func (b *tab) follow(text string) {
	b.t.Helper()
	b.click(`//a[contains(., "` + text + `")]`)
}

// click clicks what the XPath expression finds first, and waits for the page that it leads to.
func (b *tab) click(path string) {
	b.t.Helper()
	b.leads(path, chromedp.Click(path))
}

// leads does something that leads to another page and waits for it.
func (b *tab) leads(what string, action chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	response, err := chromedp.RunResponse(b, action)
	if err != nil {
		b.t.Fatalf("%s: %v", what, err)
	}
	if response != nil && response.Status != 200 {
		b.t.Fatalf("%s leads to %s: %d", what, response.URL, response.Status)
	}
}

// says fails when the text of what a selector finds does not hold the words.
func (b *tab) says(selector string, words ...string) {
	b.t.Helper()
	text := ask(b, chromedp.Text(chromedp.CSS(selector)))
	for _, w := range words {
		if !strings.Contains(text, w) {
			b.t.Errorf("%s says nothing of %q:\n%s", selector, w, text)
		}
	}
}

// evaluate gives the text that an expression makes.
func (b *tab) evaluate(expression string) string {
	b.t.Helper()
	return ask(b, chromedp.Evaluate[string](expression))
}

// path is where the browser is on the site.
func (b *tab) path() string {
	b.t.Helper()
	return strings.TrimPrefix(ask(b, chromedp.Location()), site)
}
