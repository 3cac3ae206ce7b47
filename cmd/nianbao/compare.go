package main

import (
	"context"
	"encoding/csv"
	"fmt"

	"github.com/nianbao/nianbao/report"
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
	filters, err := c.filters(ctx, db)
	if err != nil {
		return err
	}
	entries, expected, err := db.Entries(ctx, filters)
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
