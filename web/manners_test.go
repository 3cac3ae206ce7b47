package web_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

// TestEvidenceHasTheRecordedDecision holds that the bundle tells what robots.txt said when the page was asked for.
func TestEvidenceHasTheRecordedDecision(t *testing.T) {
	body := get(t, zooPages(t), "/report/4/2023/evidence.zip").Body.Bytes()
	bundle, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	file, err := bundle.Open("fetch.json")
	if err != nil {
		t.Fatal(err)
	}
	var fetch struct {
		Fetched string
		Robots  struct{ Recorded string }
	}
	if err := json.NewDecoder(file).Decode(&fetch); err != nil {
		t.Fatal(err)
	}
	if at := fetch.Robots.Recorded; !strings.HasPrefix(at, "allowed: ") || !strings.Contains(at, "(request of "+fetch.Fetched[:10]) {
		t.Errorf("recorded: %q", at)
	}
}
