package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

var (
	granted  = report.Key{Table: report.Applications, Row: report.RowGranted, Column: report.ColumnPerson}
	received = report.Key{Table: report.Applications, Row: report.RowReceived, Column: report.ColumnPerson}
)

// readAs is what a reader of some version makes of a page: all cells are 0 but those that are given.
func readAs(p store.Pending, reader string, numbers map[report.Key]int64) store.Reading {
	r := readingOf(p)
	r.Report.Reader = reader
	for _, k := range r.Report.Forms.Keys() {
		c := r.Report.Cells.At(k)
		c.Value, c.Raw = report.Int(numbers[k]), fmt.Sprint(numbers[k])
	}
	r.Report.Findings = nil
	return r
}

// explained writes a difference as "publisher: granted 1→2".
func explained(cause store.Cause, d store.Difference) string {
	var parts []string
	for _, c := range d.Cells {
		parts = append(parts, fmt.Sprintf("%s %s→%s", c.Key, c.Old.Value, c.New.Value))
	}
	for _, f := range d.Facts {
		parts = append(parts, fmt.Sprintf("%s %s→%s", f.Name, f.Old, f.New))
	}
	return string(cause) + ": " + strings.Join(parts, ", ")
}

// TestVersionsTellPublisherFromReader publishes a report, changes it and reads it with two readers.
func TestVersionsTellPublisherFromReader(t *testing.T) {
	s := fresh(t, store.Config{Gap: -1})
	url := "http://a.test/1"
	step := func(body, reader string, numbers map[report.Key]int64) {
		publish(t, s, url, body)
		for _, p := range pending(t, s, reader) {
			p.Document.Hints.Division, p.Page.Hints.Division = county.Division, county.Division
			must(t, save(s, readAs(p, reader, numbers)))
		}
	}
	step("A", "1", map[report.Key]int64{received: 5})
	step("A", "2", map[report.Key]int64{received: 5, granted: 1})
	step("B", "2", map[report.Key]int64{received: 5, granted: 7})

	versions, steps, err := s.Versions(ctx, county.Division, 2023)
	must(t, err)
	var got []string
	for _, x := range steps {
		got = append(got, fmt.Sprintf("%d→%d %s", x.From, x.To, explained(x.Cause, x.Difference)))
	}
	slices.Sort(got)
	want := []string{
		"0→1 reader: applications.granted.person 0→1",
		"1→2 publisher: applications.granted.person 1→7",
	}
	if len(versions) != 3 || versions[2].Standing != store.Current || !slices.Equal(got, want) {
		t.Errorf("%d versions, %q, want %q", len(versions), got, want)
	}
	if !versions[0].First.Equal(noon) {
		t.Errorf("first had %s", versions[0].First)
	}
}

func TestVersionsNameOtherDocumentsAndReadersWithoutACommonOne(t *testing.T) {
	s := fresh(t, store.Config{Gap: -1})
	read := func(url, body, reader string, n int64) {
		publish(t, s, url, body)
		for _, p := range pending(t, s, reader) {
			if p.Document.URL == url {
				p.Document.Hints.Division, p.Page.Hints.Division = county.Division, county.Division
				must(t, save(s, readAs(p, reader, map[report.Key]int64{granted: n})))
			}
		}
	}
	read("http://a.test/1", "A", "1", 1)
	read("http://a.test/1", "B", "2", 2)
	read("http://a.test/2", "C", "2", 3)
	_, steps, err := s.Versions(ctx, county.Division, 2023)
	must(t, err)
	causes := map[store.Cause]int{}
	for _, x := range steps {
		causes[x.Cause]++
	}
	if len(steps) != 2 || causes[store.CauseBoth] != 1 || causes[store.CauseDocument] != 1 {
		t.Errorf("%v", causes)
	}
}

// contentsRead gives every content as a reader of the version would read it again.
func contentsRead(t *testing.T, s *store.Store, reader string, numbers map[report.Key]int64) []store.Reading {
	t.Helper()
	all, err := s.Contents(ctx, "")
	must(t, err)
	var readings []store.Reading
	pages, err := s.ReadAgain(ctx, all)
	must(t, err)
	for _, p := range pages {
		readings = append(readings, readAs(p, reader, numbers))
	}
	return readings
}

func TestRereadKeepsOnlyChangesAndExplainsThem(t *testing.T) {
	s, run := started(t, store.Config{Gap: -1})
	archived(t, s, run, noon, hinted("http://a.test/1"))
	publishedAs := map[report.Key]int64{received: 5}
	for _, r := range contentsRead(t, s, "1", publishedAs) {
		must(t, save(s, r))
	}
	again := func(reader string, numbers map[report.Key]int64) string {
		changes, err := s.Reread(ctx, contentsRead(t, s, reader, numbers))
		must(t, err)
		var lines []string
		for _, c := range changes {
			lines = append(lines, explained(c.Cause, c.Difference))
		}
		return strings.Join(lines, "; ")
	}
	before := dump(t, s)
	for _, c := range []struct {
		name, reader string
		numbers      map[report.Key]int64
		want         string
		versions     int
	}{
		{"the same reader", "1", publishedAs, "", 1},
		{"a newer reader that agrees", "2", publishedAs, "", 1},
		{"a newer reader that does not", "3", map[report.Key]int64{received: 5, granted: 4}, "reader: applications.granted.person 0→4", 2},
		{"that reader again", "3", map[report.Key]int64{received: 5, granted: 4}, "", 2},
		{"the same reader with another result", "3", map[report.Key]int64{received: 6, granted: 4}, "impossible: applications.received.person 5→6", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := again(c.reader, c.numbers); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
			all, err := s.Reports(ctx, store.Filter{All: true})
			must(t, err)
			if len(all) != c.versions || len(pending(t, s, c.reader)) != 0 {
				t.Errorf("%d versions, %d waiting", len(all), len(pending(t, s, c.reader)))
			}
			if c.versions == 1 && dump(t, s) != before {
				t.Error("the dataset changed")
			}
		})
	}
}

func TestRereadExplainsWhatIsNotTheReadersDoing(t *testing.T) {
	s, run := started(t, store.Config{Gap: -1})
	archived(t, s, run, noon, hinted("http://a.test/1"))
	first := contentsRead(t, s, "1", nil)
	must(t, save(s, first[0]))

	moved := contentsRead(t, s, "1", nil)
	moved[0].Body = &store.BodyRef{Key: "990101099", Division: "990101099"}
	moved[0].Report.Agency.Division = "990101099"
	titled := contentsRead(t, s, "1", nil)
	titled[0].Body, titled[0].Report.Agency.Division = moved[0].Body, "990101099"
	titled[0].Report.Title = "otherwise"
	hints := contentsRead(t, s, "1", nil)
	hints[0].Document.Hints = page.Hints{Division: "990101099"}
	for _, c := range []struct {
		name     string
		readings []store.Reading
		cause    store.Cause
	}{
		{"another register", moved, store.CauseRegister},
		{"nothing explains a title", titled, store.CauseNone},
		{"other hints", hints, store.CauseHints},
	} {
		changes, err := s.Reread(ctx, c.readings)
		must(t, err)
		if len(changes) != 1 || changes[0].Cause != c.cause {
			t.Errorf("%s: %+v", c.name, changes)
		}
	}
}

// TestReadingsFromBeforeFingerprintsAreComparedWhole reads a database again that was kept before there were fingerprints.
func TestReadingsFromBeforeFingerprintsAreComparedWhole(t *testing.T) {
	path := unpacked(t, "schema-3.db.gz")
	s := open(t, path, store.Config{})
	all, err := s.Contents(ctx, "")
	must(t, err)
	var readings []store.Reading
	for loaded, err := range s.Load(ctx, store.Filter{All: true}) {
		must(t, err)
		again := store.Reading{Document: loaded.Document, Report: loaded.Report, Own: loaded.Own, Resolution: loaded.Resolution}
		if loaded.Body.Key != "" {
			again.Body = &loaded.Body.BodyRef
		}
		readings = append(readings, again)
	}
	changes, err := s.Reread(ctx, readings)
	must(t, err)
	if len(all) != 3 || len(readings) != 3 || len(changes) != 0 {
		t.Errorf("%d contents, %d readings, changes %+v", len(all), len(readings), changes)
	}
}
