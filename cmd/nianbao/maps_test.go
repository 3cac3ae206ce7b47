package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var mapped = regexp.MustCompile(`[\w*]+\.go\b`)

// TestPackageMaps holds that the map of files in a package's comment names every file of the package, and no other. A name
// with a star stands for all that match it.
func TestPackageMaps(t *testing.T) {
	for _, p := range packages(t) {
		dir := filepath.Join("..", "..", strings.TrimPrefix(p.ImportPath, module))
		comment, err := os.ReadFile(filepath.Join(dir, "doc.go"))
		if err != nil {
			continue // a package of a file or two needs no map
		}
		named := map[string]bool{"doc.go": true}
		for _, pattern := range mapped.FindAllString(string(comment), -1) {
			files, err := filepath.Glob(filepath.Join(dir, pattern))
			if err != nil || len(files) == 0 {
				t.Errorf("%s: doc.go names %s, which is not there", p.ImportPath, pattern)
			}
			for _, file := range files {
				named[filepath.Base(file)] = true
			}
		}
		if len(named) == 1 {
			continue
		}
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if name := filepath.Base(file); !strings.HasSuffix(name, "_test.go") && !named[name] {
				t.Errorf("%s: doc.go does not name %s", p.ImportPath, name)
			}
		}
	}
}

// TestTheHouse holds that the map in docs/design.md has a line for every package.
func TestTheHouse(t *testing.T) {
	design, err := os.ReadFile("../../docs/design.md")
	if err != nil {
		t.Fatal(err)
	}
	_, house, found := strings.Cut(string(design), "## The house")
	if house, _, _ = strings.Cut(house, "\n## "); !found {
		t.Fatal("docs/design.md has no map")
	}
	house = strings.Replace(house, "cmd/nianbao/", "program/", 1)
	for _, p := range packages(t) {
		parts := strings.Split(strings.Replace(strings.TrimPrefix(p.ImportPath, module+"/"), "cmd/nianbao", "program", 1), "/")
		last := len(parts) - 1
		line := "(?m)^" + strings.Repeat("  ", last) + parts[last] + "/"
		if last > 0 && parts[last-1] == "internal" { // told on the line of the folder, or of what it serves
			line = `(?m)^ .*\binternal\b.*\b` + parts[last] + `\b`
		}
		if !regexp.MustCompile(line).MatchString(house) {
			t.Errorf("docs/design.md has no line for %s", p.ImportPath)
		}
	}
}
