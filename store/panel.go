package store

import (
	"context"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/report/panel"
)

// Entries loads what a comparison shows: the reports that the filters choose, with what was found between them and
// others among their findings, and the bodies without one of which the ledger says that they should have one. A filter
// without years means the newest year that has a report. expected counts by year the bodies that should report; it has
// no year of which the ledger knows nothing.
func (s *Store) Entries(ctx context.Context, filters []Filter) (entries []panel.Entry, expected map[int]int, err error) {
	var ledger []LedgerEntry
	newest := false
	for _, filter := range filters {
		newest = newest || filter.From == 0
		if entries, err = s.appendEntries(ctx, entries, filter); err != nil {
			return nil, nil, err
		}
		some, err := s.Ledger(ctx, LedgerFilter{Body: filter.Body, Division: filter.Division, Kind: filter.Kind, From: filter.From, To: filter.To})
		if err != nil {
			return nil, nil, err
		}
		ledger = append(ledger, some...)
	}
	if newest {
		entries = newestYear(entries)
	}
	entries, expected = WithExpected(entries, ledger, !newest)
	return entries, expected, nil
}

func (s *Store) appendEntries(ctx context.Context, entries []panel.Entry, filter Filter) ([]panel.Entry, error) {
	across, err := s.AcrossByReading(ctx, filter)
	if err != nil {
		return nil, err
	}
	for loaded, err := range s.Load(ctx, filter) {
		if err != nil {
			return nil, err
		}
		loaded.Report.Findings = append(loaded.Report.Findings, across[loaded.ID]...)
		entries = append(entries, panel.Entry{
			Body: loaded.Body.Key, Name: loaded.Body.Name, Kind: Level(loaded.Body.Kind), Year: loaded.Year, Report: loaded.Report,
		})
	}
	return entries, nil
}

// AcrossByReading gives the findings between reports about the readings that a filter chooses, by the id of the reading.
func (s *Store) AcrossByReading(ctx context.Context, filter Filter) (map[int64][]report.Finding, error) {
	found, err := s.Across(ctx, filter)
	if err != nil {
		return nil, err
	}
	by := map[int64][]report.Finding{}
	for _, f := range found {
		by[f.ID] = append(by[f.ID], f.Finding)
	}
	return by, nil
}

// WithExpected adds the bodies that should have a report and have none, and counts all that should. With all it
// looks at every year of the ledger, else at those that have a report.
func WithExpected(entries []panel.Entry, ledger []LedgerEntry, all bool) ([]panel.Entry, map[int]int) {
	type seat struct {
		body string
		year int
	}
	reported, shown := map[seat]bool{}, map[int]bool{}
	for _, e := range entries {
		reported[seat{e.Body, e.Year}], shown[e.Year] = true, true
	}
	expected := map[int]int{}
	for _, e := range ledger {
		if !shown[e.Year] && !all || e.State == report.StateDidNotExist || e.State == report.StateExistenceUnknown {
			continue
		}
		expected[e.Year]++
		if !reported[seat{e.Body.Key, e.Year}] {
			entries = append(entries, panel.Entry{Body: e.Body.Key, Name: e.Body.Name, Kind: Level(e.Body.Kind), Year: e.Year, State: e.State})
		}
	}
	return entries, expected
}

// Level is what bodies are compared within: towns, townships and subdistricts are of one level.
func Level(kind string) string {
	if kind == string(division.BodySubdistrict) {
		return string(division.BodyTownship)
	}
	return kind
}

func newestYear(entries []panel.Entry) []panel.Entry {
	newest := 0
	for _, e := range entries {
		newest = max(newest, e.Year)
	}
	kept := entries[:0]
	for _, e := range entries {
		if e.Year == newest {
			kept = append(kept, e)
		}
	}
	return kept
}
