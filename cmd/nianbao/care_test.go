package main

import (
	"strings"
	"testing"
)

// TestVerbsOfCareExplainThemselves holds that the verbs by which a dataset is kept have help with an example.
func TestVerbsOfCareExplainThemselves(t *testing.T) {
	for _, verb := range []string{"reread", "add", "backup", "doctor"} {
		if help := call(t, verb, "--help"); !strings.Contains(help, "Example: nianbao "+verb) {
			t.Errorf("nianbao %s --help has no example", verb)
		}
	}
}
