package source_test

import (
	"strings"
	"testing"

	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report/division"
)

// The built-in registry is without mistakes by the built-in register, and claims nothing that was never tried.
func TestEmbeddedRegistry(t *testing.T) {
	register, err := division.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	files, err := source.EmbeddedFiles()
	if err != nil {
		t.Fatal(err)
	}
	sites, mistakes := source.Checker{Register: register}.Check(files...)
	for _, m := range mistakes {
		t.Errorf("%s\n%s", m, m.Excerpt)
	}
	registry, err := source.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if sites < 15 || len(registry.Sites()) != sites {
		t.Errorf("%d sources in files, %d in the registry", sites, len(registry.Sites()))
	}
	for _, s := range registry.Sites() {
		if s.Status != source.StatusModelled {
			t.Errorf("%s is said to be %s; none was ever run", s.ID, s.Status)
		}
		if s.Simulated() {
			t.Errorf("%s is no real site", s.ID)
		}
		if !strings.HasSuffix(s.ID, s.Division) {
			t.Errorf("the id %s does not end with its division", s.ID)
		}
		for _, b := range s.Bodies {
			code, err := division.ParseCode(b.Division)
			d, listed := register.Lookup(code)
			if err != nil || !listed || d.Name != b.Name {
				t.Errorf("%s: %s is %s in the register", s.ID, b.Name, d.Name)
			}
		}
	}
}
