package main

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/fixtures/zoo"
)

// simulated is the program with a simulated web and, where somebody is to be asked, a person with an answer.
type simulated struct {
	*zoo.Zoo
	simulation
}

func simulate(t *testing.T) *simulated {
	t.Helper()
	web := zoo.New(zoo.Config{})
	_, stop, err := web.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	register, err := web.Register()
	if err != nil {
		t.Fatal(err)
	}
	return &simulated{web, simulation{hosts: web.Map, register: register}}
}

// run runs the program; an empty answer is nobody at a terminal.
func (s *simulated) run(answer string, args ...string) (code int, stdout, stderr string) {
	var out, errs strings.Builder
	code = run(context.Background(), append(args, "--lang=en"), surroundings{
		stdin: strings.NewReader(answer), stdout: &out, stderr: &errs, person: answer != "", simulated: &s.simulation,
	})
	return code, out.String(), errs.String()
}

const zooHome = "http://static.zoo.test/"

// A portal that no source names is discovered, shown, and crawled only when somebody says so.
func TestCrawlAsksBeforeItCrawlsWhatItDiscovered(t *testing.T) {
	for name, c := range map[string]struct {
		answer   string
		args     []string
		code     int
		crawled  bool
		out, err string
	}{
		"nobody to ask":   {"", nil, exitWrong, false, "url: http://static.zoo.test/zwgk/zfxxgknb/", "nothing was crawled: http://static.zoo.test/ is not among the sources; add --yes"},
		"said no":         {"n\n", nil, exitDone, false, "Nothing was crawled", "Crawl it? [y/N]"},
		"said nothing":    {"\n", nil, exitDone, false, "Nothing was crawled", "Crawl it? [y/N]"},
		"said yes":        {"Yes\n", []string{"--years", "2023"}, exitDone, true, "run 1:", "Crawl it? [y/N]"},
		"with --yes":      {"", []string{"--yes", "--years", "2023"}, exitDone, true, "run 1:", ""},
		"only planned":    {"", []string{"--dry-run"}, exitDone, false, "http://static.zoo.test/ is not among the sources", ""},
		"too few to look": {"y\n", []string{"--requests", "1"}, exitNews, false, "", "static.zoo.test"},
	} {
		t.Run(name, func(t *testing.T) {
			s := simulate(t)
			t.Chdir(t.TempDir())
			code, out, errs := s.run(c.answer, append([]string{"crawl", zooHome, "--db=a.db"}, c.args...)...)
			if code != c.code || !strings.Contains(out, c.out) || !strings.Contains(errs, c.err) {
				t.Errorf("exit %d\n%s\n%s", code, out, errs)
			}
			if _, err := os.Stat("a.db"); (err == nil) != c.crawled {
				t.Errorf("database made: %v, want %v", err == nil, c.crawled)
			}
			if asked := len(s.Log()); name == "only planned" && asked > 0 {
				t.Errorf("%d requests", asked)
			}
		})
	}
}

// A portal that a source names is not discovered again, whichever of its addresses is given.
func TestCrawlKnowsPortalsOfItsSources(t *testing.T) {
	s := simulate(t)
	t.Chdir(t.TempDir())
	if err := os.WriteFile("zoo.yaml", []byte(s.SourcesYAML()), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{zooHome, "http://static.zoo.test", "http://static.zoo.test/zwgk/zfxxgknb", "zoo-static", "990124"} {
		code, out, errs := s.run("", "crawl", address, "--sources", "zoo.yaml", "--dry-run")
		if code != exitDone || !strings.Contains(out, "zoo-static 岚桥县人民政府") || strings.Contains(out, "not among") {
			t.Errorf("%s: exit %d\n%s\n%s", address, code, out, errs)
		}
	}
	if code, out, _ := s.run("", "crawl", "http://static.zoo.test/other/", "--sources", "zoo.yaml", "--dry-run"); code != exitDone || !strings.Contains(out, "not among") {
		t.Errorf("a page that no source names: exit %d\n%s", code, out)
	}
	if len(s.Log()) > 0 {
		t.Errorf("a dry run sent %d requests", len(s.Log()))
	}
}

// What is discovered is a sources file as it stands: it is without mistakes and can be crawled.
func TestSourcesDiscover(t *testing.T) {
	s := simulate(t)
	t.Chdir(t.TempDir())
	code, out, errs := s.run("", "sources", "discover", zooHome)
	if code != exitDone {
		t.Fatalf("exit %d\n%s\n%s", code, out, errs)
	}
	if err := os.WriteFile("county.yaml", []byte(out), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, out, errs := s.run("", "sources", "check", "county.yaml"); code != exitDone || !strings.Contains(out, "1 files, 1 sources, 0 mistakes") {
		t.Errorf("check: exit %d\n%s\n%s", code, out, errs)
	}
	if code, out, errs := s.run("", "sources", "list", "--sources", "county.yaml", "--family", "static"); code != exitDone || !strings.Contains(out, "static-zoo-990124") {
		t.Errorf("list: exit %d\n%s\n%s", code, out, errs)
	}
	if _, err := source.Load(filepath.Join(".", "county.yaml")); err != nil {
		t.Error(err)
	}
}

// A second dry run knows how much there is.
func TestPlanKnowsEarlierRuns(t *testing.T) {
	s := simulate(t)
	t.Chdir(t.TempDir())
	if err := os.WriteFile("zoo.yaml", []byte(s.SourcesYAML()), 0o600); err != nil {
		t.Fatal(err)
	}
	dry := []string{"crawl", "--sources", "zoo.yaml", "--dry-run", "--db=a.db"}
	if _, out, _ := s.run("", append(dry, "--years=2022-2024")...); !strings.Contains(out, "at most about 48 reports") || !strings.Contains(out, "1 hosts, side by side: about 66 requests, 2 minutes for the slowest") {
		t.Errorf("before:\n%s", out)
	}
	s.run("", "crawl", "--sources", "zoo.yaml", "--db=a.db", "--quiet")
	asked := len(s.Log())
	if _, out, _ := s.run("", dry...); !strings.Contains(out, "those of earlier runs") || strings.Contains(out, "if every body") {
		t.Errorf("after %d requests:\n%s", asked, out)
	}
	if len(s.Log()) != asked {
		t.Error("a dry run sent requests")
	}
}

var (
	runBlock  = regexp.MustCompile("(?s)<!-- run(?:: exit (\\d))? -->\n```console\n(.*?)```")
	fileBlock = regexp.MustCompile("(?s)<!-- file: ([a-z.]+) -->\n```yaml\n(.*?)```")
)

// TestAddingASource runs every example of docs/adding-a-source.md, in order, against the simulated portals. What stands
// below a command must be part of what the program says, in this order.
func TestAddingASource(t *testing.T) {
	text, err := os.ReadFile("../../docs/adding-a-source.md")
	if err != nil {
		t.Fatal(err)
	}
	s := simulate(t)
	t.Chdir(t.TempDir())
	for _, f := range fileBlock.FindAllStringSubmatch(string(text), -1) {
		if err := os.WriteFile(f[1], []byte(f[2]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	commands := 0
	for _, block := range runBlock.FindAllStringSubmatch(string(text), -1) {
		want, _ := strconv.Atoi("0" + block[1])
		said := ""
		for line := range strings.Lines(block[2]) {
			line = strings.TrimSpace(line)
			if command, ok := strings.CutPrefix(line, "$ nianbao "); ok {
				commands++
				code, out, errs := s.run("", strings.Fields(command)...)
				if said = out + errs; code != want {
					t.Errorf("%s: exit %d, want %d\n%s", line, code, want, said)
				}
				continue
			}
			_, after, ok := strings.Cut(said, line)
			if !ok {
				t.Errorf("%q is not in\n%s", line, said)
			}
			said = after
		}
	}
	if commands < 8 {
		t.Errorf("%d commands were run", commands)
	}
}
