package evidence_test

import (
	"archive/zip"
	"bytes"
	"io"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/fixtures/gallery"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/web/evidence"
)

var (
	key     = report.Key{Table: report.Applications, Row: report.RowReceived, Column: report.ColumnTotal}
	fetched = time.Date(2024, 2, 1, 3, 4, 5, 0, time.UTC)
)

// archived is a database with one page in it, read.
func archived(t *testing.T, p gallery.Page) (*store.Store, store.Summary) {
	t.Helper()
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "t.db"), store.Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	given := page.Page{Body: p.Bytes, Facts: page.Facts{
		URL: "http://portal.test/report.html", Requested: "http://portal.test/old", Status: 200, Fetched: fetched,
		Header: http.Header{"Content-Type": {p.ContentType}, "Server": {"nginx\r\nX-Made-Up: 1"}},
		Hops:   []page.Hop{{From: "http://portal.test/old", To: "http://portal.test/report.html", Status: 301}},
	}}
	if err := db.Deposit(t.Context(), given, store.By{Who: "甲", Why: "测试", When: fetched}); err != nil {
		t.Fatal(err)
	}
	reading, err := pipeline.NewReading(nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := pipeline.Drain(t.Context(), db, reading); err != nil {
		t.Fatal(err)
	}
	all, err := db.Reports(t.Context(), store.Filter{All: true})
	if err != nil || len(all) != 1 {
		t.Fatalf("%d reports, %v", len(all), err)
	}
	return db, all[0]
}

// unpacked makes the bundle and writes its files to a folder.
func unpacked(t *testing.T, db *store.Store, s store.Summary, key *report.Key) (folder string, files map[string][]byte) {
	t.Helper()
	config := evidence.Config{Program: "test", Explain: func(page.Page, report.Key) []string { return []string{"the way"} }}
	b, err := evidence.Collect(t.Context(), db, s, key, config)
	if err != nil {
		t.Fatal(err)
	}
	var out, again bytes.Buffer
	if err := b.Write(&out); err != nil {
		t.Fatal(err)
	}
	if err := b.Write(&again); err != nil || !bytes.Equal(out.Bytes(), again.Bytes()) {
		t.Errorf("the same evidence gives another file (%v)", err)
	}
	z, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	folder, files = t.TempDir(), map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(folder, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, files[f.Name], 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder, files
}

// TestInstructionsHold follows the instructions of bundles with the commands that they name: the sums fit, and the
// bytes that are cut out of the page are the number. Pages in several encodings are proved.
func TestInstructionsHold(t *testing.T) {
	for _, tool := range []string{"sh", "sha256sum", "tail", "head", "iconv"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("the instructions need %s: %v", tool, err)
		}
	}
	done := map[string]bool{}
	for p := range gallery.Pages(3) {
		encoding := page.Decode(p.Bytes, p.ContentType).Encoding
		truth, there := p.Truth.Cells[key]
		if done[encoding] || !there || truth.State != report.Printed || truth.Value.Sign() == 0 {
			continue
		}
		done[encoding] = true
		t.Run(encoding, func(t *testing.T) {
			db, s := archived(t, p)
			folder, files := unpacked(t, db, s, &key)
			if out, err := run(t, folder, "sha256sum -c SHA256SUMS"); err != nil {
				t.Errorf("%v: %s", err, out)
			}
			if !bytes.Equal(files["page.html"], p.Bytes) {
				t.Error("page.html is not the raw page")
			}
			text := string(files["VERIFY.txt"])
			command := regexp.MustCompile(`(?m)^ *(tail -c .*)$`).FindStringSubmatch(text)
			if command == nil {
				t.Fatalf("no command:\n%s", text)
			}
			out, err := run(t, folder, command[1])
			if err != nil || !strings.Contains(out, truth.Value.String()) || !strings.Contains(string(files["marked.html"]), `<mark id="cell">`) {
				t.Errorf("%s: %q (%v), want %s", command[1], out, err, truth.Value)
			}
		})
	}
	if len(done) < 3 {
		t.Errorf("encodings: %v", slices.Collect(maps.Keys(done)))
	}
}

func run(t *testing.T, folder, command string) (string, error) {
	t.Helper()
	c := exec.CommandContext(t.Context(), "sh", "-c", command)
	c.Dir = folder
	out, err := c.CombinedOutput()
	return string(out), err
}

// TestBundle holds what is in a bundle with a cell, and in one of a whole report.
func TestBundle(t *testing.T) {
	var first gallery.Page
	for p := range gallery.Pages(3) {
		first = p
		break
	}
	db, s := archived(t, first)
	_, files := unpacked(t, db, s, &key)
	want := []string{"SHA256SUMS", "VERIFY.txt", "cell.json", "fetch.json", "headers.txt", "marked.html", "page.html", "reading-path.txt", "report.json", "versions.json"}
	if got := slices.Sorted(maps.Keys(files)); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	for name, words := range map[string][]string{
		"headers.txt":      {"301 http://portal.test/old -> http://portal.test/report.html", "200 OK", "Server: nginx  X-Made-Up: 1"},
		"fetch.json":       {`"fetched": "2024-02-01T03:04:05Z"`, `"who": "甲"`, `"by_hand": true`},
		"cell.json":        {`"key": "applications.received.total"`, `"state": "printed"`},
		"versions.json":    {string(s.Document.Digest)},
		"reading-path.txt": {"the way"},
	} {
		for _, w := range words {
			if !strings.Contains(string(files[name]), w) {
				t.Errorf("%s has no %q:\n%s", name, w, files[name])
			}
		}
	}
	_, whole := unpacked(t, db, s, nil)
	if _, there := whole["cell.json"]; there || strings.Contains(string(whole["VERIFY.txt"]), "3. The number") {
		t.Error("the bundle of a report speaks of a cell")
	}
}
