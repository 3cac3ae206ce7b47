//go:build unix

package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/panel"
	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/store/export"
	"github.com/nianbao/nianbao/web"
)

var (
	scaleReports = flag.Int("scale", 0, "load so many invented reports, measure, and print figures")
	scaleDB      = flag.String("scaledb", "", "the database for -scale; one that is there, with as many reports or more, is measured and not loaded; a temporary one otherwise")
	scaleQueries = flag.Bool("scalequeries", true, "measure queries in -scale")
	scaleExports = flag.String("scaleexports", "csv,parquet,xlsx,jsonl,sqlite,warc", "the formats that -scale measures")
)

// TestScale loads an invented panel and measures what is asked of it. Without -scale the panel is small, and only what
// comes out is looked at.
func TestScale(t *testing.T) {
	counties := max(1, (*scaleReports+reportsCounty-1)/reportsCounty)
	made := panelMade{seed: 1, counties: counties}
	path := *scaleDB
	if path == "" {
		path = filepath.Join(t.TempDir(), "scale.db")
	}
	a := &app{surroundings: surroundings{stdout: io.Discard, stderr: io.Discard}}
	m := &measuring{t: t, app: a, made: made, path: path, silent: *scaleReports == 0}
	if _, err := os.Stat(path); err != nil {
		m.load()
	} else {
		m.finish()
	}
	db, err := store.OpenReadOnly(t.Context(), path, store.Config{})
	m.must(err)
	defer db.Close() //nolint:errcheck // only read
	m.db = db
	m.sound()
	if *scaleQueries {
		m.queries()
	}
	if *scaleReports > 0 {
		m.exports()
	}
}

// measuring is one run of TestScale.
type measuring struct {
	t      *testing.T
	app    *app
	made   panelMade
	path   string
	db     *store.Store
	silent bool
}

func (m *measuring) must(err error) {
	m.t.Helper()
	if err != nil {
		m.t.Fatal(err)
	}
}

func (m *measuring) figure(name string, value float64, unit string) {
	if !m.silent {
		fmt.Printf("figure scale/%d/%s %.4g %s\n", m.made.counties*reportsCounty, name, value, unit)
	}
}

func (m *measuring) load() {
	ctx := m.t.Context()
	db, err := store.Open(ctx, m.path, store.Config{Gap: -1, Batch: reportsCounty})
	m.must(err)
	defer db.Close() //nolint:errcheck // what was saved is looked at
	run, err := db.StartRun(ctx, store.RunInfo{Kind: "scale", Program: "test"}, nightOfScale)
	m.must(err)
	resetPeak()
	began, worked := time.Now(), processor()
	var saving time.Duration
	const step = 5
	for county := 0; county < m.made.counties; county += step {
		some, err := m.made.load(ctx, db, run, county, min(county+step, m.made.counties))
		m.must(err)
		saving += some
	}
	reports := float64(m.made.counties * reportsCounty)
	m.figure("load", reports/time.Since(began).Seconds(), "reports/s")
	m.figure("load-processor", reports/(processor()-worked).Seconds(), "reports/s")
	m.figure("save", reports/saving.Seconds(), "reports/s")
	m.figure("load-memory", peak(), "MB")
	began = time.Now()
	m.must(m.made.loadLedger(ctx, db))
	m.figure("ledger", time.Since(began).Seconds(), "s")
	m.must(db.FinishRun(ctx, run, store.RunResult{Result: store.ResultDone}, nightOfScale.Add(time.Hour)))
	m.must(db.Close())
	info, err := os.Stat(m.path)
	m.must(err)
	m.figure("database", float64(info.Size())/1e6, "MB")
	m.figure("database-report", float64(info.Size())/1e3/reports, "kB")
}

// finish brings a database that is there to the present schema, and gives it a ledger when loading was interrupted.
func (m *measuring) finish() {
	ctx := m.t.Context()
	db, err := store.Open(ctx, m.path, store.Config{})
	m.must(err)
	defer db.Close() //nolint:errcheck // what was saved is looked at
	totals, err := db.LedgerTotals(ctx)
	m.must(err)
	if len(totals) == 0 {
		m.must(m.made.loadLedger(ctx, db))
	}
}

// sound looks at what was loaded.
func (m *measuring) sound() {
	county, body := m.made.counties-1, bodiesACounty-1
	wanted := m.made.report(county, body, firstYear)
	one, err := m.app.findReport(m.t.Context(), m.db, m.made.body(county, body).Division, firstYear)
	m.must(err)
	got, err := m.db.Report(m.t.Context(), one.ID)
	m.must(err)
	if got.Title != wanted.Title || got.Cells != wanted.Cells || len(got.Sections) != len(wanted.Sections) || got.Status != wanted.Status {
		m.t.Errorf("%s came back as %s", wanted.Title, got.Title)
	}
	if again := m.made.report(county, body, firstYear); again.Sections[0] != wanted.Sections[0] || again.Cells != wanted.Cells {
		m.t.Error("the same seed gives another report")
	}
	statuses, err := m.db.Statuses(m.t.Context())
	m.must(err)
	count := map[report.Status]int64{}
	for _, s := range statuses {
		count[s.Status] += s.Reports
	}
	if all := int64(m.made.counties * reportsCounty); count[report.Consistent]+count[report.Flagged] < all || count[report.Consistent] < all*9/10 {
		m.t.Errorf("of %d reports: %v", all, count)
	}
}

// queries measures what a person waits for. Each is asked many times, about bodies and words all over the panel.
func (m *measuring) queries() {
	ctx := m.t.Context()
	random := rand.New(rand.NewPCG(7, 7)) //nolint:gosec // nothing is secret
	place := func() (store.BodyRef, int) {
		return m.made.body(random.IntN(m.made.counties), random.IntN(bodiesACounty)), firstYear + random.IntN(yearsMade)
	}
	handler, err := web.New(web.Config{Store: m.db, Program: "test"})
	m.must(err)
	get := func(address string) error {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequestWithContext(ctx, http.MethodGet, address, nil))
		if w.Code != http.StatusOK {
			return fmt.Errorf("%s: %d %s", address, w.Code, w.Body)
		}
		return nil
	}
	m.times("show", 400, func() error {
		ref, year := place()
		one, err := m.app.findReport(ctx, m.db, ref.Division, year)
		if err == nil {
			_, err = m.db.Report(ctx, one.ID)
		}
		return err
	})
	m.times("compare", 200, func() error { return m.compare(ctx, place, firstYear+random.IntN(yearsMade)) })
	m.times("search", 200, func() error { return m.search(ctx, random, "") })
	m.times("search-county", 200, func() error {
		ref, _ := place()
		return m.search(ctx, random, ref.Division[:6])
	})
	m.times("search-prefecture", 200, func() error {
		ref, _ := place()
		return m.search(ctx, random, ref.Division[:4])
	})
	m.times("search-province", 100, func() error {
		ref, _ := place()
		return m.search(ctx, random, ref.Division[:2])
	})
	m.times("name", 200, func() error {
		ref, _ := place()
		signs := []rune(ref.Name)
		found, err := m.db.MatchBodies(ctx, string(signs[:2+random.IntN(len(signs)-2)]), 60)
		if err == nil && len(found) == 0 {
			err = fmt.Errorf("%s: no body", ref.Name)
		}
		return err
	})
	m.times("name-of-nobody", 50, func() error {
		_, err := m.db.MatchBodies(ctx, "玉兰"+string(firstSigns[random.IntN(20)]), 60)
		return err
	})
	m.times("page-report", 100, func() error {
		ref, year := place()
		return get(fmt.Sprintf("/report/%s/%d", ref.Key, year))
	})
	m.times("page-body", 100, func() error {
		ref, _ := place()
		return get("/body/" + ref.Key)
	})
	m.times("page-compare", 100, func() error {
		ref, year := place()
		return get(fmt.Sprintf("/compare?in=%s&years=%d", ref.Division[:6], year))
	})
	m.times("page-overview", 10, func() error { return get("/") })
	m.times("page-findings", 10, func() error { return get("/findings") })
	m.times("page-ledger", 10, func() error { return get("/ledger") })
	m.times("status", 5, func() error {
		_, err := statusCommand{Runs: 5}.look(ctx, m.app, m.db)
		return err
	})
}

func (m *measuring) compare(ctx context.Context, place func() (store.BodyRef, int), year int) error {
	ref, _ := place()
	entries, expected, err := m.db.Entries(ctx, []store.Filter{{Division: ref.Division[:6], From: year, To: year}})
	if err == nil && len(entries) != bodiesACounty {
		err = fmt.Errorf("%s %d: %d bodies", ref.Division, year, len(entries))
	}
	panel.Build(entries, report.Indicators(), panel.Config{MinDenominator: 10, Expected: expected})
	return err
}

// search asks for a common word, a rare one, two of them, a part of one, or one that is nowhere.
func (m *measuring) search(ctx context.Context, random *rand.Rand, division string) error {
	frequent, rare := common[random.IntN(len(common))], seldom[random.IntN(len(seldom))]
	text := []string{frequent, rare, frequent + " " + rare, string([]rune(rare)[:2]), "政府信访", "从未有过", "公开目录 雪道养护 温泉供暖"}[random.IntN(7)]
	_, err := m.db.Search(ctx, store.SearchQuery{Text: text, Division: division})
	return err
}

// times runs a query often and tells how long the middle one and the slowest of a hundred took, by the clock and in
// processor time, which other programs on the machine lengthen less.
func (m *measuring) times(name string, count int, query func() error) {
	m.must(query())
	if m.silent {
		return
	}
	took, worked := make([]time.Duration, count), make([]time.Duration, count)
	for i := range took {
		before, began := processor(), time.Now()
		m.must(query())
		took[i] = time.Since(began)
		worked[i] = processor() - before
	}
	slices.Sort(took)
	slices.Sort(worked)
	m.figure(name+"-p50", took[count/2].Seconds()*1000, "ms")
	m.figure(name+"-p99", took[(count*99-1)/100].Seconds()*1000, "ms")
	m.figure(name+"-processor-p50", worked[count/2].Seconds()*1000, "ms")
	m.figure(name+"-processor-p99", worked[(count*99-1)/100].Seconds()*1000, "ms")
}

// exports writes every format that is asked for.
func (m *measuring) exports() {
	for _, name := range strings.Split(*scaleExports, ",") {
		if name == "" {
			continue
		}
		folder := filepath.Join(filepath.Dir(m.path), "export-"+name)
		resetPeak()
		began, worked := time.Now(), processor()
		if err := m.export(name, folder); err != nil {
			fmt.Printf("scale/%d/export-%s: %v\n", m.made.counties*reportsCounty, name, err)
		} else {
			m.figure("export-"+name, time.Since(began).Seconds(), "s")
			m.figure("export-"+name+"-processor", (processor() - worked).Seconds(), "s")
			m.figure("export-"+name+"-memory", peak(), "MB")
			m.figure("export-"+name+"-size", sizeOf(folder), "MB")
		}
		m.must(os.RemoveAll(folder))
	}
}

func (m *measuring) export(name, folder string) error {
	stage, err := export.NewStage(folder)
	if err != nil {
		return err
	}
	if name == "warc" {
		_, err = export.WARC(m.t.Context(), m.db, stage, store.Filter{}, "nianbao/test")
	} else {
		format, _ := export.FormatByName(name)
		_, err = format.Write(m.t.Context(), m.db, stage, export.Options{}, export.Settings{})
	}
	if err != nil {
		_ = stage.Abort()
		return err
	}
	return stage.Commit()
}

// sizeOf adds the files of a folder, in MB.
func sizeOf(folder string) (size float64) {
	_ = filepath.WalkDir(folder, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			if info, err := d.Info(); err == nil {
				size += float64(info.Size()) / 1e6
			}
		}
		return nil
	})
	return size
}

// resetPeak and peak measure the most memory that the process had, in MB, where the system tells (Linux, proc(5)).
func resetPeak() {
	debug.FreeOSMemory()
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0)
}

func peak() float64 {
	status, _ := os.ReadFile("/proc/self/status")
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	var kilobytes float64
	_, _ = fmt.Sscan(rest, &kilobytes)
	return kilobytes / 1000
}

// processor gives the processor time that the process took so far.
func processor() time.Duration {
	var used syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &used)
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
