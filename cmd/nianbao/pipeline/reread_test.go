package pipeline_test

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/extract"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

func openToWrite(t *testing.T, database string) *store.Store {
	t.Helper()
	db, err := store.Open(t.Context(), database, store.Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func dumped(t *testing.T, db *store.Store) string {
	t.Helper()
	var out bytes.Buffer
	if err := db.Dump(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// asAnother makes every reading of a database one of another version of the reader, changed as the test says. It tells
// how many cells were changed.
func asAnother(t *testing.T, database, version string, change func(*report.Report)) (changed int) {
	t.Helper()
	db := openToWrite(t, database)
	var readings []store.Reading
	for loaded, err := range db.Load(t.Context(), store.Filter{All: true}) {
		if err != nil {
			t.Fatal(err)
		}
		before := loaded.Report.Cells
		change(loaded.Report)
		for i := range before {
			if before[i] != loaded.Report.Cells[i] {
				changed++
			}
		}
		loaded.Report.Reader = version
		again := store.Reading{Document: loaded.Document, Report: loaded.Report, Own: loaded.Own, Resolution: loaded.Resolution}
		if loaded.Body.Key != "" {
			again.Body = &loaded.Body.BodyRef
		}
		readings = append(readings, again)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	forget(t, database)
	db = openToWrite(t, database)
	if err := errors.Join(db.SaveReadings(t.Context(), readings), db.Close()); err != nil {
		t.Fatal(err)
	}
	return changed
}

// forget takes all readings out of a database.
func forget(t *testing.T, database string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+database+"?_pragma=foreign_keys(1)")
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.ExecContext(t.Context(), "DELETE FROM readings")
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	content, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, content, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestRereadGivesTheSameForEveryOrderAndNumberOfCores takes the archive of a crawl as if an older reader had read it
// wrongly in places, and reads it again in many ways: each leads to one dump, and tells of exactly the cells that the
// older reader had wrong.
func TestRereadGivesTheSameForEveryOrderAndNumberOfCores(t *testing.T) {
	web, folder := serve(t), t.TempDir()
	original := filepath.Join(folder, "original.db")
	if _, err := crawl(t.Context(), web.address, original); err != nil {
		t.Fatal(err)
	}
	reading, err := readingOf(web.Zoo)
	if err != nil {
		t.Fatal(err)
	}
	key, err := report.ParseKey("applications.granted.person")
	if err != nil {
		t.Fatal(err)
	}
	db := openToWrite(t, original)
	now := time.Now()
	if s, err := (&pipeline.Reread{Store: db, Reading: reading}).Run(t.Context(), now); err != nil || len(s.Changes) != 0 || s.Ledger != 0 || s.Pages < 90 {
		t.Fatalf("reading again what was just read: %+v, %v", s, err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	wrong := asAnother(t, original, "0", func(r *report.Report) {
		if c := r.Cells.At(key); c.State == report.Printed && r.Year == 2023 {
			c.Value, _ = c.Value.Add(report.Int(1000))
		}
	})
	if wrong < 10 {
		t.Fatalf("%d cells", wrong)
	}
	var want string
	for n, workers := range []int{1, 2, 2, 3} {
		copied := filepath.Join(folder, fmt.Sprintf("copy%d.db", n))
		copyFile(t, original, copied)
		one := openToWrite(t, copied)
		contents, err := one.Contents(t.Context(), "")
		if err != nil {
			t.Fatal(err)
		}
		rand.New(rand.NewPCG(uint64(n), 7)).Shuffle(len(contents), func(i, j int) { contents[i], contents[j] = contents[j], contents[i] })
		cells := 0
		again := pipeline.Reread{Store: one, Reading: reading, Workers: workers, Only: contents, Each: func(c store.Change) {
			cells += len(c.Cells)
			if c.Cause != store.CauseReader || len(c.Cells) != 1 || c.Cells[0].Key != key || c.Year != 2023 || c.From != "0" {
				t.Errorf("%s %d: %s, cells %v, from %q", c.Document.URL, c.Year, c.Cause, c.Cells, c.From)
			}
		}}
		s, err := again.Run(t.Context(), now)
		if err != nil {
			t.Fatal(err)
		}
		if cells != wrong || s.Cells != wrong || s.Pages != len(contents) {
			t.Errorf("%d workers: %d cells changed, %d were wrong; %d of %d pages", workers, cells, wrong, s.Pages, len(contents))
		}
		got := dumped(t, one)
		if want == "" {
			want = got
		}
		if got != want {
			t.Errorf("%d workers, order %d: the dump differs", workers, n)
		}
		if problems, err := one.Check(t.Context(), true); err != nil || len(problems) > 0 {
			t.Error(err, problems)
		}
		if err := one.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestRereadRefusesWhatNothingExplains holds that a reader that reads otherwise under its own version is found out,
// and that what was stored stays.
func TestRereadRefusesWhatNothingExplains(t *testing.T) {
	web, database := serve(t), filepath.Join(t.TempDir(), "a.db")
	if _, err := crawl(t.Context(), web.address, database); err != nil {
		t.Fatal(err)
	}
	reading, err := readingOf(web.Zoo)
	if err != nil {
		t.Fatal(err)
	}
	asAnother(t, database, extract.Version, func(r *report.Report) {
		if r.Year == 2023 {
			r.Title = "otherwise"
		}
	})
	db := openToWrite(t, database)
	if _, err := pipeline.Conclude(t.Context(), db, reading, time.Now()); err != nil {
		t.Fatal(err)
	}
	before := dumped(t, db)
	s, err := (&pipeline.Reread{Store: db, Reading: reading}).Run(t.Context(), time.Now())
	if !errors.Is(err, pipeline.ErrInexplicable) || s.Changes[store.CauseNone] < 10 {
		t.Errorf("%+v, %v", s, err)
	}
	if dumped(t, db) != before {
		t.Error("the dataset changed")
	}
}

// BenchmarkReread reads an archive of 6,000 different pages again, as after an update of the program that changes
// nothing: pages a second and core, loading and comparing included. The findings between reports and the ledger, which
// follow once, are not in it.
func BenchmarkReread(b *testing.B) {
	l := newLarge(b, 6000)
	pages, took, workers := 0, time.Duration(0), 0
	before := processorTime(b)
	for range b.N {
		s, err := (&pipeline.Reread{Store: l.db, Reading: l.reading}).Run(b.Context(), time.Now())
		if err != nil || len(s.Changes) > 0 {
			b.Fatal(s.Changes, err)
		}
		pages, took, workers = pages+s.Pages, took+s.Took, s.Workers
	}
	b.ReportMetric(float64(pages)/took.Seconds()/float64(workers), "pages/s/core")
	if used := processorTime(b) - before - concluding(b, l); before > 0 && used > 0 {
		b.ReportMetric(float64(pages)/used.Seconds(), "pages/s-of-processor") // what other programs take is not in it
	}
}

// concluding gives the processor time of what follows the reading.
func concluding(b *testing.B, l *large) time.Duration {
	b.Helper()
	before := processorTime(b)
	if _, err := pipeline.Conclude(b.Context(), l.db, l.reading, time.Now()); err != nil {
		b.Fatal(err)
	}
	return time.Duration(b.N) * (processorTime(b) - before)
}

// BenchmarkConclude brings bodies, findings between reports and the ledger up to date when one of 12,000 reports is new.
func BenchmarkConclude(b *testing.B) {
	l := newLarge(b, 12000)
	var bodies, across, ledger time.Duration
	for range b.N {
		l.add(b, 1)
		started := time.Now()
		if _, err := pipeline.UpdateBodies(b.Context(), l.db, l.reading); err != nil {
			b.Fatal(err)
		}
		bodies += time.Since(started)
		started = time.Now()
		if _, err := pipeline.UpdateAcross(b.Context(), l.db); err != nil {
			b.Fatal(err)
		}
		across += time.Since(started)
		started = time.Now()
		if _, err := pipeline.UpdateLedger(b.Context(), l.db, l.reading, time.Now()); err != nil {
			b.Fatal(err)
		}
		ledger += time.Since(started)
	}
	for name, took := range map[string]time.Duration{"bodies": bodies, "across": across, "ledger": ledger} {
		b.ReportMetric(float64(took.Milliseconds())/float64(b.N), "ms/"+name)
	}
}
