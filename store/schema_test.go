package store_test

import (
	"bytes"
	"compress/gzip"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

var update = flag.Bool("update", false, "write the database of the present schema into testdata, then fail")

// unpacked gives a database of an earlier schema.
func unpacked(t testing.TB, name string) string {
	t.Helper()
	packed, err := os.Open(filepath.Join("testdata", name))
	must(t, err)
	defer func() { _ = packed.Close() }()
	in, err := gzip.NewReader(packed)
	must(t, err)
	content, err := io.ReadAll(in)
	must(t, err)
	path := filepath.Join(t.TempDir(), "earlier.db")
	must(t, os.WriteFile(path, content, 0o644))
	return path
}

// TestEveryEarlierSchemaIsMigrated opens a database of every schema so far: a reader refuses it, a writer migrates it,
// and what was in it is still there.
func TestEveryEarlierSchemaIsMigrated(t *testing.T) {
	files, err := filepath.Glob("testdata/schema-*.db.gz")
	must(t, err)
	if len(files) < 2 {
		t.Fatalf("only %q", files)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			path := unpacked(t, filepath.Base(file))
			found, known, err := store.SchemaOf(ctx, path)
			must(t, err)
			if found < known {
				_, err := store.OpenReadOnly(ctx, path, store.Config{})
				want(t, err, store.ErrOlder, path)
			}
			must(t, open(t, path, store.Config{}).Close())
			s := healthy(t, path)
			all, err := s.Reports(ctx, store.Filter{All: true})
			must(t, err)
			runs, err := s.Runs(ctx, 5)
			must(t, err)
			if len(all) != 3 || len(runs) != 1 || runs[0].Kind != "crawl" {
				t.Fatalf("%d readings, runs %+v", len(all), runs)
			}
			entries, err := s.Ledger(ctx, store.LedgerFilter{})
			must(t, err)
			if found > 3 && len(entries) != 3 {
				t.Errorf("%d entries of the ledger", len(entries))
			}
			former, err := s.MatchBodies(ctx, "丙乡", 0)
			must(t, err)
			events, err := s.Events(ctx, store.EventFilter{Body: county.Key})
			must(t, err)
			if found > 5 && (len(former) != 1 || len(events) != 1) {
				t.Errorf("former name %+v, events %+v", former, events)
			}
			r, err := s.Report(ctx, all[1].ID)
			must(t, err)
			key, err := report.ParseKey("applications.received.person")
			must(t, err)
			if c := r.Cells.At(key); r.Reader != "1" || c.State != report.Printed || c.Raw == "" || r.Page.Fetched == "" {
				t.Errorf("reader %q, fetched %q, %+v", r.Reader, r.Page.Fetched, c)
			}
			if after, known, err := store.SchemaOf(ctx, path); err != nil || after != known {
				t.Errorf("schema %d of %d, %v", after, known, err)
			}
		})
	}
}

// TestThePresentSchemaHasAFixture holds that whoever changes the schema leaves a database of it for those who come
// after. A fixture that was released is never written again.
func TestThePresentSchemaHasAFixture(t *testing.T) {
	s := fresh(t, store.Config{Gap: -1})
	_, known, err := store.SchemaOf(ctx, s.Path())
	must(t, err)
	file := fmt.Sprintf("testdata/schema-%d.db.gz", known)
	if *update {
		fill(t, s)
		must(t, os.WriteFile(file, packed(t, s), 0o644))
		t.Fatal(file, "written; look at it and run again without -update")
	}
	if _, err := os.Stat(file); err != nil {
		t.Errorf("%v: run with -update", err)
	}
}

// fill puts something of everything into a store.
func fill(t *testing.T, s *store.Store) {
	t.Helper()
	run, err := s.StartRun(ctx, store.RunInfo{Kind: "crawl", Program: "test", Arguments: []string{"years="}}, noon)
	must(t, err)
	must(t, s.SaveSources(ctx, []store.Source{{ID: "s", Name: "某县", Division: "990101", Family: "static", Home: "http://a.test/", Status: "modelled", Expected: 1}}))
	must(t, s.SaveScope(ctx, "s", []store.BodyRef{county}, nil, 2022, 2024))
	archived(t, s, run, noon, hinted("http://a.test/2022"), hinted("http://a.test/2023"), document("http://a.test/other"))
	for i, p := range pending(t, s, "1") {
		r := readingOf(p)
		r.Report.Year = 2022 + i
		if r.Document.Hints.Division == "" {
			r.Body = nil
		}
		must(t, save(s, r))
	}
	all, err := s.Reports(ctx, store.Filter{})
	must(t, err)
	c := store.Correction{Digest: all[0].Document.Digest, Key: granted, Value: report.Int(1), Who: "甲", Why: "test", When: noon}
	must(t, s.Correct(ctx, []store.Correction{c}, nil))
	due, _ := report.NewDate(2024, 1, 20)
	must(t, s.SaveNotices(ctx, []store.Notice{{Notice: report.Notice{Area: "990101", Year: 2023, Due: due, Title: "通知", URL: "http://a.test/n"}, Who: "甲", When: noon}}))
	var entries []store.LedgerEntry
	for year := 2022; year <= 2024; year++ {
		entries = append(entries, store.LedgerEntry{Body: all[0].Body, Year: year, Verdict: report.Decide(&report.Evidence{})})
	}
	_, err = s.SaveLedger(ctx, store.LedgerOf(entries))
	must(t, err)
	_, err = s.SaveHistory(ctx, history(county))
	must(t, err)
	must(t, s.SaveAliases(ctx, "s", []store.Alias{{Body: county, Name: "乙"}}))
	_, err = s.SaveOverlay(ctx, store.Overlay{Content: "who: 甲", File: "overlay.yaml", When: noon})
	must(t, err)
	must(t, s.SaveRelease(ctx, store.Release{Name: "1", Made: noon, Program: "test", Manifest: "{}", Files: []store.ReleaseFile{{Path: "a"}}}, func(string) (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader("content")), nil
	}))
	enqueue(t, s, run, noon.Add(time.Hour), document("http://a.test/waiting"))
}

// packed gives a compressed copy of the database.
func packed(t *testing.T, s *store.Store) []byte {
	t.Helper()
	file := filepath.Join(t.TempDir(), "copy.db")
	must(t, s.Backup(ctx, file))
	content, err := os.ReadFile(file)
	must(t, err)
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	must(t, err)
	_, err = z.Write(content)
	must(t, err)
	must(t, z.Close())
	return out.Bytes()
}
