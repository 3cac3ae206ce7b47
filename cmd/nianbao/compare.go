package main

import (
	"context"
	"encoding/csv"
	"fmt"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/report/panel"
	"github.com/nianbao/nianbao/store"
)

type compareCommand struct {
	In     area      `placeholder:"DIVISION" help:"Code of a division; every body in it is compared."`
	Agency []string  `placeholder:"NAME|CODE" help:"Only these bodies, by present or former names and codes."`
	Years  yearRange `placeholder:"2019-2025" help:"Years reported on; the newest in the database when left out."`
	By     []string  `placeholder:"INDICATOR" help:"Indicators by id; without any, those for a first look. docs/indicators.md lists all."`
	Format string    `env:"NIANBAO_COMPARE_FORMAT" enum:"table,csv,json" default:"table" help:"table, csv or json."`
}

// Help gives an example.
func (compareCommand) Help() string {
	return `Rates are shown as n/N. A median of rates takes only bodies whose N is at least 10, and says of how many it is.

Example: nianbao compare --in 331024 --years 2023

Example: nianbao compare --agency 青榆镇 --years 2022-2024 --by received --by disclosure_rate --format csv`
}

// Run compares stored reports.
func (c compareCommand) Run(ctx context.Context, a *app) error {
	indicators, err := c.indicators()
	if err != nil {
		return usageError{err}
	}
	db, err := a.openReadOnly(ctx)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // only read
	entries, expected, err := c.entries(ctx, db)
	if err != nil {
		return err
	}
	if len(entries) == 0 {
		return fmt.Errorf("%s: no report fits", a.database())
	}
	config := panel.Config{MinDenominator: smallestDenominator, Expected: expected}
	p := panel.Build(entries, indicators, config)
	switch c.Format {
	case "csv":
		return compareCSV(csv.NewWriter(a.stdout), p)
	case "json":
		return compareJSON(a, p)
	}
	printPanel(a, p, config)
	return nil
}

func (c compareCommand) indicators() ([]report.Indicator, error) {
	if len(c.By) == 0 {
		return report.Indicators(), nil
	}
	var list []report.Indicator
	for _, id := range c.By {
		i, ok := report.IndicatorByID(id)
		if !ok {
			return nil, fmt.Errorf("--by %s: no such indicator (docs/indicators.md lists them)", id)
		}
		list = append(list, i)
	}
	return list, nil
}

// entries loads the reports that are compared, with what was found between them and others, and the bodies without a
// report of which the ledger says that they should have one. expected counts by year the bodies that should; it has no
// year of which the ledger knows nothing.
func (c compareCommand) entries(ctx context.Context, db *store.Store) (entries []panel.Entry, expected map[int]int, err error) {
	filters, err := c.filters(ctx, db)
	if err != nil {
		return nil, nil, err
	}
	var ledger []store.LedgerEntry
	for _, filter := range filters {
		if entries, err = appendReports(ctx, db, entries, filter); err != nil {
			return nil, nil, err
		}
		some, err := db.Ledger(ctx, store.LedgerFilter{Body: filter.Body, Division: filter.Division, From: filter.From, To: filter.To})
		if err != nil {
			return nil, nil, err
		}
		ledger = append(ledger, some...)
	}
	if c.Years.from == 0 {
		entries = newestYear(entries)
	}
	entries, expected = withExpected(entries, ledger, c.Years)
	return entries, expected, nil
}

// appendReports loads the reports of a filter. The findings between reports stand among those of the report.
func appendReports(ctx context.Context, db *store.Store, entries []panel.Entry, filter store.Filter) ([]panel.Entry, error) {
	across, err := acrossByReading(ctx, db, filter)
	if err != nil {
		return nil, err
	}
	for loaded, err := range db.Load(ctx, filter) {
		if err != nil {
			return nil, err
		}
		loaded.Report.Findings = append(loaded.Report.Findings, across[loaded.ID]...)
		entries = append(entries, panel.Entry{
			Body: loaded.Body.Key, Name: loaded.Body.Name, Kind: level(loaded.Body.Kind), Year: loaded.Year, Report: loaded.Report,
		})
	}
	return entries, nil
}

// withExpected adds the bodies that should have a report and have none, and counts all that should. The years are
// those that were asked for, or else those that have a report.
func withExpected(entries []panel.Entry, ledger []store.LedgerEntry, years yearRange) ([]panel.Entry, map[int]int) {
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
		if !shown[e.Year] && years.from == 0 || e.State == report.StateDidNotExist || e.State == report.StateExistenceUnknown {
			continue
		}
		expected[e.Year]++
		if !reported[seat{e.Body.Key, e.Year}] {
			entries = append(entries, panel.Entry{Body: e.Body.Key, Name: e.Body.Name, Kind: level(e.Body.Kind), Year: e.Year, State: e.State})
		}
	}
	return entries, expected
}

// filters gives one filter, or one for each body that is named.
func (c compareCommand) filters(ctx context.Context, db *store.Store) ([]store.Filter, error) {
	base := store.Filter{Division: c.In.prefix, From: c.Years.from, To: c.Years.to}
	if len(c.Agency) == 0 {
		return []store.Filter{base}, nil
	}
	var filters []store.Filter
	seen := map[string]bool{}
	for _, agency := range c.Agency {
		bodies, err := findBodies(ctx, db, agency, mostBodies+1)
		switch {
		case err != nil:
			return nil, err
		case len(bodies) == 0:
			return nil, fmt.Errorf("%s: no body of this name or code is in the database", agency)
		case len(bodies) > mostBodies:
			return nil, fmt.Errorf("%s: more than %d bodies fit; name a longer part, or a division with --in", agency, mostBodies)
		}
		for _, b := range bodies {
			if !seen[b.Key] {
				one := base
				one.Body = b.Key
				filters, seen[b.Key] = append(filters, one), true
			}
		}
	}
	return filters, nil
}

// mostBodies is the largest number of bodies that a name may stand for.
const mostBodies = 1000

// level is what bodies are compared within: towns, townships and subdistricts are of one level.
func level(kind string) string {
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
