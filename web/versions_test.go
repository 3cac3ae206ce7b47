package web_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/fixtures/zoo"
	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/web"
)

// TestPublisherChangesANumber holds that a page which its publisher changed shows what it said before, and that the
// earlier reading has a page of its own with its own archived page.
func TestPublisherChangesANumber(t *testing.T) {
	content, err := os.ReadFile(crawled)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "changed.db")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), path, store.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // a database of the test
	found, err := db.Reports(t.Context(), store.Filter{Body: "4", From: 2023, To: 2023})
	if err != nil || len(found) != 1 {
		t.Fatalf("%d reports, %v", len(found), err)
	}
	p, err := db.Page(t.Context(), found[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	p.Body = bytes.Replace(p.Body, []byte("64</"), []byte("46</"), 1)
	if err := db.Deposit(t.Context(), p, store.By{Who: "甲", Why: "改", When: p.Facts.Fetched.AddDate(0, 1, 0)}); err != nil {
		t.Fatal(err)
	}
	reading, err := readingOf(zoo.New(zoo.Config{}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := pipeline.Drain(t.Context(), db, reading); err != nil {
		t.Fatal(err)
	}
	h, err := web.New(web.Config{Store: reader(t, path)})
	if err != nil {
		t.Fatal(err)
	}
	now := get(t, h, "/report/4/2023?lang=en").Body.String()
	for _, words := range []string{"the content of the page changed", "64 → <b>46</b>", "superseded"} {
		if !strings.Contains(now, words) {
			t.Errorf("the page says nothing of %q", words)
		}
	}
	before := get(t, h, "/report/4/2023/cell/applications.received.total?lang=en&page="+string(found[0].Document.Digest)).Body.String()
	if !strings.Contains(before, "This reading does not count") || !strings.Contains(before, "<b>64</b>") {
		t.Error("the earlier reading has no page of its own")
	}
	if want := `href="/api/v1/reports/4/2023?lang=en&amp;page=` + string(found[0].Document.Digest) + `"`; !strings.Contains(before, want) {
		t.Errorf("JSON of another reading than that of the page, without %s", want)
	}
}
