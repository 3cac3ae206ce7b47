package main

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/nianbao/nianbao/fixtures/zoo"
)

// TestOperations runs the days of a maintainer that docs/operations.md tells of, on the simulated portals. `portals WHAT…`
// makes something happen to them: scenarios of the zoo, or one of accidents; `sources FILE` writes their sources;
// `replace FILE OLD NEW…` edits a file; `nb ARGS` runs the program in this process, led to them.
func TestOperations(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/operations",
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"portals": func(ts *testscript.TestScript, _ bool, args []string) { ts.Check(portalsOf(ts).happen(args)) },
			"sources": func(ts *testscript.TestScript, _ bool, args []string) {
				ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(portalsOf(ts).SourcesYAML()), 0o600))
			},
			"replace": func(ts *testscript.TestScript, _ bool, args []string) {
				text := strings.NewReplacer(`\n`, "\n").Replace
				pairs := args[1:]
				for i := range pairs {
					pairs[i] = text(pairs[i])
				}
				ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.NewReplacer(pairs...).Replace(ts.ReadFile(args[0]))), 0o600))
			},
			"nb": func(ts *testscript.TestScript, neg bool, args []string) {
				for i, arg := range args {
					if strings.HasSuffix(arg, ".db") || strings.HasSuffix(arg, ".yaml") {
						args[i] = ts.MkAbs(arg)
					}
				}
				code := run(context.Background(), append(args, "--lang=en"), surroundings{
					stdin: strings.NewReader(""), stdout: ts.Stdout(), stderr: ts.Stderr(), simulated: &portalsOf(ts).simulation,
				})
				if want := map[bool]int{true: exitNews, false: exitDone}[neg]; code != want {
					ts.Fatalf("exit %d, want %d", code, want)
				}
			},
		},
		Setup: func(e *testscript.Env) error {
			p, err := newPortals(e)
			e.Values[portalsKey{}] = p
			return err
		},
	})
}

// portals are the simulated portals of a script, and what happened to them.
type portals struct {
	*zoo.Zoo
	simulation
	accident atomic.Pointer[accident]
}

// accident answers in place of a portal; false to let the portal answer.
type accident func(w http.ResponseWriter, r *http.Request, portal http.Handler) bool

type portalsKey struct{}

func portalsOf(ts *testscript.TestScript) *portals { return ts.Value(portalsKey{}).(*portals) }

func newPortals(e *testscript.Env) (*portals, error) {
	p := &portals{Zoo: zoo.New(zoo.Config{})}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if a := p.accident.Load(); a == nil || !(*a)(w, r, p.Handler()) {
			p.Handler().ServeHTTP(w, r)
		}
	}))
	e.Defer(server.Close)
	register, err := p.Register()
	address := server.Listener.Addr().(*net.TCPAddr).String()
	p.simulation = simulation{register: register, hosts: func(host string) (string, bool) {
		return address, strings.HasSuffix(host, zoo.Domain)
	}}
	return p, err
}

// happen lets an accident or scenarios happen, instead of what happened before.
func (p *portals) happen(names []string) error {
	p.accident.Store(nil)
	if len(names) == 1 && accidents[names[0]] != nil {
		a := accidents[names[0]]
		p.accident.Store(&a)
		names = nil
	}
	return p.Set(names...)
}

var accidents = map[string]accident{
	"walled":    wall,
	"relocated": relocate,
	"rewritten": rewrite,
}

// wall answers with a challenge.
func wall(w http.ResponseWriter, r *http.Request, _ http.Handler) bool {
	if r.URL.Path == "/robots.txt" {
		return false
	}
	w.WriteHeader(http.StatusPreconditionFailed)
	_, _ = w.Write([]byte(`<html><head><script>$_ts=window['$_ts'];</script></head><body></body></html>`))
	return true
}

// newHost is where the portal went.
const newHost = "moved.zoo.test"

// relocate leads from the portal's host to another one, at which it is now.
func relocate(w http.ResponseWriter, r *http.Request, portal http.Handler) bool {
	host, _, _ := strings.Cut(r.Host, ":")
	if host != newHost {
		http.Redirect(w, r, "http://"+newHost+r.URL.RequestURI(), http.StatusMovedPermanently)
		return true
	}
	at := r.Clone(r.Context())
	at.Host = "static.zoo.test"
	portal.ServeHTTP(w, at)
	return true
}

var entry = regexp.MustCompile(`(?s)<li[^>]*>.*?</li>|<tr[^>]*>.*?</tr>`)

// rewrite shows lists as their script would have to fill them: without entries.
func rewrite(w http.ResponseWriter, r *http.Request, portal http.Handler) bool {
	if !strings.HasSuffix(r.URL.Path, "/") {
		return false
	}
	plain := r.Clone(r.Context())
	plain.Header.Del("If-None-Match")
	plain.Header.Del("If-Modified-Since")
	got := httptest.NewRecorder()
	portal.ServeHTTP(got, plain)
	if got.Code != http.StatusOK {
		return false
	}
	w.Header().Set("Content-Type", got.Header().Get("Content-Type"))
	_, _ = w.Write(entry.ReplaceAll(got.Body.Bytes(), []byte(`<div data-row></div>`)))
	return true
}

// TestAStoppedRunTellsHowFarItGot stops a crawl as a signal does: what was fetched is read, the end report is printed,
// and the same command goes on.
func TestAStoppedRunTellsHowFarItGot(t *testing.T) {
	web := simulate(t)
	t.Chdir(t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	n := atomic.Int64{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if n.Add(1) == 70 {
			cancel()
		}
		web.Handler().ServeHTTP(w, r)
	}))
	defer server.Close()
	if err := os.WriteFile("s.yaml", []byte(web.SourcesYAML()), 0o600); err != nil {
		t.Fatal(err)
	}
	web.hosts = func(string) (string, bool) { return server.Listener.Addr().String(), true }
	crawl := func(ctx context.Context) (code int, stdout, stderr string) {
		var out, errs strings.Builder
		code = run(ctx, []string{"crawl", "--sources", "s.yaml", "--contact", "you@example.org", "--lang=en"}, surroundings{
			stdin: strings.NewReader(""), stdout: &out, stderr: &errs, simulated: &web.simulation,
		})
		return code, out.String(), errs.String()
	}
	code, out, errs := crawl(ctx)
	if code != exitNews || !strings.Contains(errs, "stopped; the same command goes on") ||
		!regexp.MustCompile(`run 1: \d+ requests[^$]*read: consistent \d+[^$]*new pages \d+`).MatchString(out) {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
	code, out, errs = crawl(t.Context())
	if code != exitDone || !strings.Contains(out, "run 1: ") || !strings.Contains(out, "new pages 49") {
		t.Errorf("then exit %d: %s%s", code, out, errs)
	}
}
