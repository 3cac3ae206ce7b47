package bundle_test

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/store/export"
	"github.com/nianbao/nianbao/store/export/bundle"
	"github.com/nianbao/nianbao/store/export/exporttest"
)

// released makes a release and gives its folder.
func released(t *testing.T, s *store.Store, name string, p bundle.Promises, despite string) (string, bundle.Manifest, error) {
	t.Helper()
	c := config()
	c.Version = name
	return into(t, func(stage *export.Stage) (bundle.Manifest, error) {
		_, m, err := bundle.Release(ctx, s, stage, c, p, despite, exporttest.Noon)
		return m, err
	})
}

func again(t *testing.T, s *store.Store, name string) string {
	t.Helper()
	c := config()
	c.Version = name
	folder, _, err := into(t, func(stage *export.Stage) (bundle.Manifest, error) { return bundle.Again(ctx, s, stage, c) })
	must(t, err)
	return folder
}

func into(t *testing.T, do func(*export.Stage) (bundle.Manifest, error)) (string, bundle.Manifest, error) {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "release")
	stage, err := export.NewStage(filepath.Dir(folder))
	must(t, err)
	defer stage.Abort() //nolint:errcheck // after Replace it has nothing to do
	m, err := do(stage)
	if err == nil {
		must(t, stage.Replace(folder))
	}
	return folder, m, err
}

func contents(t *testing.T, folder string) map[string]string {
	t.Helper()
	files := map[string]string{}
	must(t, filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			name, _ := filepath.Rel(folder, path)
			files[name] = read(t, path)
		}
		return err
	}))
	return files
}

func TestAReleaseStaysAsItIs(t *testing.T) {
	first := exporttest.Sample("990101001", 2023)
	s := exporttest.Filled(t, first, exporttest.Sample("990101002", 2023))
	folder, m, err := released(t, s, "1", bundle.Promises{}, "")
	must(t, err)
	if m.Totals.Bodies != 2 || m.Totals.Reports != 2 || m.Before != "" || m.Readers["1"] != 2 || len(m.Pages) != 64 {
		t.Errorf("%+v", m)
	}
	// A better reader reads a cell otherwise, the publisher of another body is found, its page is new.
	later := exporttest.Sample("990101001", 2023)
	later.Report.Reader = "2"
	*later.Report.Cells.At(exporttest.Received) = report.Cell{State: report.Printed, Value: report.Int(5), Raw: "5"}
	exporttest.Add(t, s, later, exporttest.Sample("990101003", 2023))
	if diff := cmp.Diff(contents(t, folder), contents(t, again(t, s, "1"))); diff != "" {
		t.Error(diff)
	}
	if _, _, err := released(t, s, "1", bundle.Promises{}, ""); !errors.Is(err, store.ErrReleased) {
		t.Errorf("made twice: %v", err)
	}
	next, m, err := released(t, s, "2", bundle.Promises{}, "")
	must(t, err)
	if m.Before != "1" || m.Totals.Bodies != 3 {
		t.Errorf("%+v", m)
	}
	changes := records(t, filepath.Join(next, "changes.csv"))
	for _, want := range [][]string{
		{"wide", "990101003", "2023", "organ", "added", "", "", "", ""},
		{"wide", "990101001", "2023", "organ", "changed", "app_received_person", "", "5", "reader"},
		{"wide", "990101001", "2023", "organ", "changed", "reader", "1", "2", "reader"},
		{"wide_states", "990101001", "2023", "organ", "changed", "app_received_person", "na", "printed", "reader"},
	} {
		if !slices.ContainsFunc(changes, func(line []string) bool { return slices.Equal(line, want) }) {
			t.Errorf("the changes lack %v", want)
		}
	}
	if len(changes) != 5 {
		t.Errorf("changes: %v", changes)
	}
	text := read(t, filepath.Join(next, "CHANGES.md"))
	for _, want := range []string{"| bodies | 2 | 3 |", "- wide added: 1", "- wide: values that differ because another version of the reader reads it otherwise (`reader`): 2"} {
		if !strings.Contains(text, want) {
			t.Errorf("CHANGES.md lacks %q:\n%s", want, text)
		}
	}
	kept, err := bundle.Releases(ctx, s)
	must(t, err)
	want := map[string]int{"wide added": 1, "wide changed": 1, "wide values by reader": 2, "wide_states added": 1, "wide_states changed": 1, "wide_states values by reader": 1}
	if len(kept) != 2 || kept[0].Changes != nil || kept[1].Name != "2" || !kept[1].Made.Equal(exporttest.Noon) {
		t.Fatalf("%+v", kept)
	}
	if diff := cmp.Diff(&bundle.Changes{Counts: want, Columns: []string{}}, kept[1].Changes); diff != "" {
		t.Error(diff)
	}
	sums, size := sha256.Sum256([]byte(read(t, filepath.Join(next, export.SumsName)))), 0
	for _, content := range contents(t, next) {
		size += len(content)
	}
	if string(kept[1].Sums) != hex.EncodeToString(sums[:]) || kept[1].Bytes != int64(size) || kept[1].Files != len(contents(t, next)) {
		t.Errorf("%s, %d bytes, %d files", kept[1].Sums, kept[1].Bytes, kept[1].Files)
	}
	c := config()
	c.Version, c.Options.Filter.From = "1", 2020
	if _, _, err := into(t, func(stage *export.Stage) (bundle.Manifest, error) { return bundle.Again(ctx, s, stage, c) }); !errors.Is(err, bundle.ErrOther) {
		t.Errorf("another selection under the same name: %v", err)
	}
}

func TestAReleaseThatBreaksItsPromisesIsHeldBack(t *testing.T) {
	s := exporttest.Filled(t, exporttest.Sample("990101001", 2023), exporttest.Sample("990101002", 2023))
	for name, p := range map[string]bundle.Promises{"bodies": {Bodies: 3}, "cells": {Cells: 1000}, "consistent": {Consistent: 0.5}} {
		folder, _, err := released(t, s, "r", p, "")
		var broken *bundle.BrokenError
		if !errors.As(err, &broken) || len(broken.Broken) != 1 {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := os.Stat(folder); err == nil {
			t.Errorf("%s: it was given out", name)
		}
		if _, err := s.Released(ctx, "r"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s: it was kept: %v", name, err)
		}
	}
	folder, m, err := released(t, s, "r", bundle.Promises{Bodies: 3}, "两县合并")
	must(t, err)
	if len(m.Broken) != 1 || !strings.Contains(read(t, filepath.Join(folder, "CHANGES.md")), "because: 两县合并") {
		t.Errorf("%+v", m)
	}
	if _, _, err := released(t, s, "x", bundle.Promises{Consistent: 2}, ""); err == nil {
		t.Error("a share of 2 was promised")
	}
}

// TestTheReleaseBeforeIsThePromise holds that a dataset that lost a third of its bodies is held back by itself.
func TestTheReleaseBeforeIsThePromise(t *testing.T) {
	s := exporttest.Filled(t, exporttest.Sample("990101001", 2023), exporttest.Sample("990101002", 2023), exporttest.Sample("990101003", 2023))
	_, _, err := released(t, s, "1", bundle.Promises{}, "")
	must(t, err)
	gone := exporttest.Sample("990101003", 2023)
	gone.Report.Status, gone.Report.Reader = report.NotAReport, "2"
	exporttest.Add(t, s, gone)
	var broken *bundle.BrokenError
	if _, _, err = released(t, s, "2", bundle.Promises{}, ""); !errors.As(err, &broken) || len(broken.Broken) != 2 {
		t.Errorf("%v", err)
	}
	if releases, err := s.Releases(ctx); err != nil || len(releases) != 1 || !releases[0].Made.Equal(exporttest.Noon) {
		t.Errorf("%v, %v", releases, err)
	}
}

// TestATamperedReleaseIsNotGiven holds that a release comes out again as it was given out, or not at all, and that no name
// in it leads out of the folder.
func TestATamperedReleaseIsNotGiven(t *testing.T) {
	for name, damage := range map[string]string{
		"a file less":         "DELETE FROM release_files WHERE path = 'data/wide.csv'",
		"a file for another":  "UPDATE release_files SET digest = (SELECT digest FROM release_files WHERE path = 'README.md') WHERE path = 'data/wide.csv'",
		"another name":        "UPDATE release_files SET path = 'data/other.csv' WHERE path = 'data/wide.csv'",
		"a name that is away": "UPDATE release_files SET path = '../away.csv' WHERE path = 'data/wide.csv'",
		"no list of sums":     "DELETE FROM release_files WHERE path = 'SHA256SUMS'",
	} {
		t.Run(name, func(t *testing.T) {
			s := exporttest.Filled(t, exporttest.Sample("990101001", 2023))
			_, _, err := released(t, s, "1", bundle.Promises{}, "")
			must(t, err)
			db, err := sql.Open("sqlite", s.Path())
			must(t, err)
			defer db.Close() //nolint:errcheck // of the test
			done, err := db.ExecContext(ctx, damage)
			must(t, err)
			if n, err := done.RowsAffected(); err != nil || n != 1 {
				t.Fatalf("%d rows, %v", n, err)
			}
			c := config()
			c.Version = "1"
			if folder, _, err := into(t, func(stage *export.Stage) (bundle.Manifest, error) { return bundle.Again(ctx, s, stage, c) }); err == nil {
				t.Errorf("given: %v", slices.Sorted(maps.Keys(contents(t, folder))))
			}
		})
	}
}
