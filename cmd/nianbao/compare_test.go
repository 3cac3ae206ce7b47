package main

import (
	"maps"
	"testing"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/report/panel"
	"github.com/nianbao/nianbao/store"
)

// TestWithExpected holds which bodies without a report a comparison shows and counts as expected.
func TestWithExpected(t *testing.T) {
	body := func(key string) store.Body {
		return store.Body{BodyRef: store.BodyRef{Key: key, Name: "镇" + key, Kind: string(division.BodySubdistrict)}}
	}
	known := func(key string, year int, state report.State) store.LedgerEntry {
		return store.LedgerEntry{Body: body(key), Year: year, Verdict: report.Verdict{State: state}}
	}
	entries := []panel.Entry{{Body: "1", Year: 2023, Report: &report.Report{}}}
	ledger := []store.LedgerEntry{
		known("1", 2023, report.StateConsistent), known("2", 2023, report.StateOverdue), known("3", 2023, report.StateDidNotExist),
		known("4", 2023, report.StateExistenceUnknown), known("5", 2023, report.StateBlocked), known("1", 2024, report.StateNotFound),
	}
	for name, c := range map[string]struct {
		ledger   []store.LedgerEntry
		years    yearRange
		added    map[string]report.State
		expected map[int]int
	}{
		"years with a report": {ledger, yearRange{}, map[string]report.State{"2 2023": report.StateOverdue, "5 2023": report.StateBlocked}, map[int]int{2023: 3}},
		"years asked for": {ledger, yearRange{2023, 2024}, map[string]report.State{
			"2 2023": report.StateOverdue, "5 2023": report.StateBlocked, "1 2024": report.StateNotFound,
		}, map[int]int{2023: 3, 2024: 1}},
		"nothing is known": {nil, yearRange{2023, 2024}, map[string]report.State{}, map[int]int{}},
	} {
		t.Run(name, func(t *testing.T) {
			got, expected := store.WithExpected(entries, c.ledger, c.years.from != 0)
			added := map[string]report.State{}
			for _, e := range got[1:] {
				added[e.Body+" "+yearText(e.Year)] = e.State
				if e.Report != nil || e.Kind != string(division.BodyTownship) || e.Name == "" {
					t.Errorf("added %+v", e)
				}
			}
			if !maps.Equal(added, c.added) || !maps.Equal(expected, c.expected) {
				t.Errorf("added %v, expected %v", added, expected)
			}
		})
	}
}
