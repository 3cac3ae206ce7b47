package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"nianbao": main})
}

// TestScripts runs the program as its users do. `serve FOLDER` serves files on loopback and sets $SERVER; `full`
// runs the program with a full device for its output; `lines FILE N` counts lines.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"serve": func(ts *testscript.TestScript, _ bool, args []string) {
				server := httptest.NewServer(http.FileServer(http.Dir(ts.MkAbs(args[0]))))
				ts.Defer(server.Close)
				ts.Setenv("SERVER", strings.TrimPrefix(server.URL, "http://"))
			},
			"full": func(ts *testscript.TestScript, _ bool, args []string) {
				full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
				ts.Check(err)
				defer full.Close() //nolint:errcheck // nothing can be written to it
				var errs strings.Builder
				args = append(args, "--lang=en")
				for i, arg := range args {
					if strings.HasSuffix(arg, ".db") {
						args[i] = ts.MkAbs(arg)
					}
				}
				code := run(t.Context(), args, surroundings{stdin: strings.NewReader(""), stdout: full, stderr: &errs})
				if code != exitNews || !strings.Contains(errs.String(), "no space left on device") {
					ts.Fatalf("nianbao %v on a full device: exit %d: %s", args, code, errs.String())
				}
			},
			"lines": func(ts *testscript.TestScript, _ bool, args []string) {
				if got := strings.Count(ts.ReadFile(args[0]), "\n"); args[1] != strconv.Itoa(got) {
					ts.Fatalf("%s has %d lines, not %s", args[0], got, args[1])
				}
			},
		},
		Setup: func(e *testscript.Env) error {
			e.Setenv("LANG", "en_US.UTF-8")
			return nil
		},
	})
}

// TestReadmeExamples runs every example of the README that is marked to be run, in order, in one folder.
func TestReadmeExamples(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, marked, found := strings.Cut(string(text), "<!-- run -->\n```console\n")
	if !found {
		t.Fatal("the README has no marked examples")
	}
	block, _, _ := strings.Cut(marked, "```")
	t.Chdir(t.TempDir())
	call(t, "demo", "--quiet")
	examples := 0
	for line := range strings.Lines(block) {
		command, isExample := strings.CutPrefix(strings.TrimSpace(line), "$ nianbao ")
		if isExample {
			examples++
			call(t, strings.Fields(command)...)
		}
	}
	if examples < 5 {
		t.Errorf("%d examples were run", examples)
	}
	if files, _ := filepath.Glob("dataset/*.csv"); len(files) == 0 {
		t.Error("the export of the examples left no csv file")
	}
}

// call runs the program in this process and gives its output.
func call(t *testing.T, args ...string) string {
	t.Helper()
	var out, errs strings.Builder
	code := run(context.Background(), args, surroundings{stdin: strings.NewReader(""), stdout: &out, stderr: &errs})
	if code != exitDone {
		t.Fatalf("nianbao %s: exit %d: %s", strings.Join(args, " "), code, errs.String())
	}
	return out.String()
}

// TestEveryVerbExplainsItself holds that every verb has help with an example.
func TestEveryVerbExplainsItself(t *testing.T) {
	for _, verb := range []string{"demo", "crawl", "sources", "extract", "compare", "show", "export", "status", "codebook", "version", "reread", "add", "backup", "doctor"} {
		if help := call(t, verb, "--help"); !strings.Contains(help, "Example: nianbao "+verb) {
			t.Errorf("nianbao %s --help has no example", verb)
		}
	}
}
