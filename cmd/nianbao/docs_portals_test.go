package main

import (
	"os"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/fixtures/zoo"
)

// TestDocsDescribeEveryFamily holds that docs/portals.md has a row for every family, and for every county of the zoo that
// stands for one.
func TestDocsDescribeEveryFamily(t *testing.T) {
	text, err := os.ReadFile("../../docs/portals.md")
	if err != nil {
		t.Fatal(err)
	}
	_, counties, _ := strings.Cut(string(text), "## What the zoo shows")
	for _, f := range portal.Families() {
		if !strings.Contains(string(text), "\n| `"+f.Name()+"`") {
			t.Errorf("the family %s is not described", f.Name())
		}
	}
	for _, id := range zoo.Counties() {
		if id != "ledger" && !strings.Contains(counties, "\n| `"+id+"`") {
			t.Errorf("the county %s is not described", id)
		}
	}
}
