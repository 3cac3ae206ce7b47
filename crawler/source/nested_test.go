package source_test

import (
	"strings"
	"testing"

	"github.com/nianbao/nianbao/crawler/source"
)

// TestNested refuses texts on which a decoder takes gigabytes, and no others.
func TestNested(t *testing.T) {
	for name, text := range map[string]string{
		"lists":    "sites: " + strings.Repeat("[", 100_000),
		"mappings": "sites: " + strings.Repeat("{a: ", 20_000),
		"marks":    strings.Repeat("- ", 50_000) + "a",
		"blocks":   strings.Repeat(" ", 300) + "a: 1",
	} {
		if err := source.Nested([]byte(text)); err == nil || !strings.Contains(err.Error(), "100 levels") {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, text := range map[string]string{
		"flat":     strings.Repeat("- {a: [1, 2]}\n", 5000),
		"ordinary": "sites:\n  - id: x\n    columns:\n      - {url: \"http://www.a.test/\"}\n",
		"empty":    "",
		"rule":     strings.Repeat("-", 500) + "\n",
	} {
		if err := source.Nested([]byte(text)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
