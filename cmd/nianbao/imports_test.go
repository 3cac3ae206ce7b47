package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/nianbao/nianbao"

// allowed says which project packages a package may import, tests aside. A name ending in /... stands for
// everything below it. What is not listed may import no project package.
var allowed = map[string][]string{
	"report":                     {},
	"report/page":                {"report"},
	"report/division":            {"report"},
	"report/panel":               {"report"},
	"crawler/robots":             {},
	"crawler/internal/guard":     {},
	"crawler/internal/transport": {"crawler/internal/guard"},
	"crawler/source":             {"report", "report/division", "crawler/internal/guard"},
	"crawler/manners":            {"report", "report/page"},
	"crawler/portal":             {"report", "report/page", "crawler/source"},
	"crawler":                    {"report", "report/...", "crawler/..."},
	"crawler/discover":           {"report", "report/...", "crawler", "crawler/..."},
	"extract/blank":              {},
	"extract/grid":               {"extract/blank"},
	"extract/solve":              {"report"},
	"extract/sheet":              {},
	"extract/printed":            {"report", "extract/blank"},
	"extract/flat":               {"report", "extract/blank", "extract/grid", "extract/printed"},
	"extract":                    {"report", "report/...", "extract/..."},
	"store/migration":            {"report"},
	"store/internal/filelock":    {},
	"store":                      {"report", "report/...", "store/migration", "store/internal/filelock"},
	"store/export":               {"report", "report/...", "store", "store/internal/filelock"},
	"web/browser":                {},
	"web/hostile":                {"report", "report/...", "store"},
	"web/cage":                   {},
	"web/chart":                  {"report", "report/panel"},
	"web/evidence":               {"report", "report/...", "store", "web/cage"},
	"web":                        {"report", "report/...", "store", "store/export", "web/..."},
	"store/export/exporttest":    {"report", "report/...", "store"},
	"store/export/bundle":        {"report", "report/...", "store", "store/export"},
	"fixtures/draw":              {},
	"fixtures/zoo":               {"report", "report/...", "fixtures/draw"},
	"interop":                    {},
	"fixtures/gallery":           {"report", "report/...", "fixtures/draw"},
	"cmd/nianbao/pipeline":       {"report", "report/...", "crawler", "crawler/...", "extract", "extract/...", "store", "store/..."},
	"cmd/nianbao":                {"..."},
}

// TestImportRules holds the layers apart: fetching never looks into tables, reading never touches network,
// disk or clock, and only the program knows all of them.
func TestImportRules(t *testing.T) {
	for _, p := range packages(t) {
		name := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/")
		if strings.Contains(name, "internal/make") { // generators, not part of the program
			continue
		}
		may, known := allowed[name]
		if !known {
			t.Errorf("%s has no import rule", name)
		}
		for _, imported := range p.Imports {
			if other, ours := strings.CutPrefix(imported, module+"/"); ours && !covers(may, other) {
				t.Errorf("%s must not import %s", name, other)
			}
		}
	}
}

func covers(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		prefix, tree := strings.CutSuffix(p, "...")
		return p == name || tree && strings.HasPrefix(name, prefix)
	})
}

// TestReadingIsPure holds that the reader cannot reach network, disk, processes or the clock's waiting.
func TestReadingIsPure(t *testing.T) {
	forbidden := []string{"os", "os/exec", "net", "net/http", "syscall", "database/sql", "log", "log/slog"}
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, module+"/")
		if name != "extract" && !strings.HasPrefix(name, "extract/") && name != "report" {
			continue
		}
		for _, imported := range p.Imports {
			if slices.Contains(forbidden, imported) {
				t.Errorf("%s imports %s", name, imported)
			}
		}
	}
}

type listed struct {
	ImportPath string
	Imports    []string
}

func packages(t *testing.T) []listed {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", module+"/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []listed
	decoder := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p listed
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	if len(all) < 5 {
		t.Fatalf("go list found %d packages", len(all))
	}
	return all
}
