package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"nianbao": main})
}

// TestScripts runs the program as its users do. `serve FOLDER` serves files on loopback and sets $SERVER; `full`
// runs the program with a full device for its output; `lines FILE N` counts lines; `zoo ARGS` starts nianbao zoo and sets
// $PORTALS and $ZOO; `ask METHOD URL [PROXY]` prints an answer.
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
			"zoo": startZoo,
			"ask": ask,
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

// TestReadmeExamples runs every example that is marked to be run, in order, in one folder, in both languages; both
// have the same, and the pictures that they show are there.
func TestReadmeExamples(t *testing.T) {
	marked := map[string][]string{}
	for _, name := range []string{"README.md", "README.zh.md"} {
		text, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		marked[name] = examplesIn(t, name, string(text))
		pictures := regexp.MustCompile(`\]\((docs/[^)]*)\)`).FindAllStringSubmatch(string(text), -1)
		for _, picture := range pictures {
			if _, err := os.Stat("../../" + picture[1]); err != nil {
				t.Errorf("%s shows %s: %v", name, picture[1], err)
			}
		}
		if len(pictures) < 3 {
			t.Errorf("%s shows %d files of docs/", name, len(pictures))
		}
	}
	if !slices.Equal(marked["README.md"], marked["README.zh.md"]) {
		t.Error("the examples are not the same in both languages")
	}
	t.Chdir(t.TempDir())
	call(t, "demo", "--quiet")
	for _, example := range marked["README.md"] {
		call(t, strings.Fields(example)...)
	}
	for _, file := range []string{"proof.zip", "chart.svg", "dataset/wide.csv"} {
		if info, err := os.Stat(file); err != nil || info.Size() == 0 {
			t.Errorf("the examples left no %s: %v", file, err)
		}
	}
}

func examplesIn(t *testing.T, name, text string) (examples []string) {
	t.Helper()
	_, marked, _ := strings.Cut(text, "<!-- run -->\n```console\n")
	block, _, _ := strings.Cut(marked, "```")
	for line := range strings.Lines(block) {
		if example, ok := strings.CutPrefix(strings.TrimSpace(line), "$ nianbao "); ok {
			examples = append(examples, example)
		}
	}
	if len(examples) < 5 {
		t.Errorf("%s has %d examples to be run", name, len(examples))
	}
	return examples
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
	for _, verb := range []string{"demo", "crawl", "sources", "extract", "compare", "show", "export", "status", "codebook", "version", "reread", "add", "backup", "doctor", "serve", "zoo"} {
		if help := call(t, verb, "--help"); !strings.Contains(help, "Example: nianbao "+verb) {
			t.Errorf("nianbao %s --help has no example", verb)
		}
	}
}
