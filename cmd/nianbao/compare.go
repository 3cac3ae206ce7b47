package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/report/panel"
	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/store/export"
	"github.com/nianbao/nianbao/web/chart"
)

type compareCommand struct {
	In      area           `placeholder:"DIVISION" help:"Code of a division; every body in it is compared."`
	Agency  []string       `placeholder:"NAME|CODE" help:"Only these bodies, by present or former names and codes."`
	Bodies  string         `type:"existingfile" placeholder:"FILE" help:"Only the bodies of a file: a name, code or key a line, what stands behind a tab is left out; the pages save such lists."`
	Kind    kindName       `placeholder:"KIND" help:"Only bodies of this kind: township (with subdistricts), department, office, government, zone."`
	Scope   []report.Scope `placeholder:"SCOPE" help:"Only reports of this scope: organ, area or system."`
	Years   yearRange      `placeholder:"2019-2025" help:"Years reported on; the newest in the database when left out."`
	By      []string       `placeholder:"INDICATOR" help:"Indicators by id, sorted by the first; without any, those for a first look."`
	List    bool           `help:"List the indicators."`
	Minimum int64          `name:"min-denominator" default:"10" help:"The least N of a rate that has a rank and takes part in a median."`
	Mixed   bool           `help:"Rank and sum up also reports of different scopes and bodies of different kinds."`
	Format  string         `env:"NIANBAO_COMPARE_FORMAT" enum:"table,csv,json,svg" default:"table" help:"table, csv, json or svg."`
	Out     string         `placeholder:"FILE" help:"Write to this file instead of the standard output."`
}

// Help gives an example.
func (compareCommand) Help() string {
	return `Rates are shown as n/N. Ranks and medians of rates take only bodies whose N is at least --min-denominator; every
median says of how many bodies it is. Several years make a table for each indicator, one body a table of its years.

Example: nianbao compare --in 331024 --years 2023

Example: nianbao compare --list

Example: nianbao compare --agency 青榆镇 --years 2022-2024 --by received --by disclosure_rate --format csv

Example: nianbao compare --in 331024 --by disclosure_rate --format svg --out chart.svg

Example: nianbao compare --bodies bodies.txt --years 2019-2025`
}

// Run compares stored reports.
func (c compareCommand) Run(ctx context.Context, a *app) error {
	if c.List {
		printIndicators(a)
		return nil
	}
	indicators, err := c.indicators(a)
	if err != nil {
		return usageError{err}
	}
	if c.Minimum < 1 {
		return usageError{a.errorf("--min-denominator %d: at least 1", "--min-denominator %d:至少为 1", c.Minimum)}
	}
	db, err := a.openReadOnly(ctx)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // only read
	filters, err := c.filters(ctx, a, db)
	if err != nil {
		return err
	}
	entries, expected, err := db.Entries(ctx, filters)
	if err != nil {
		return err
	}
	if len(entries) == 0 {
		return a.errorf("%s: no report fits; nianbao status tells what is there", "%s:没有符合条件的报告;nianbao status 可查看已有哪些报告", a.database())
	}
	config := panel.Config{MinDenominator: c.Minimum, AllowMixed: c.Mixed, AllowKinds: c.Mixed, Expected: expected}
	p := panel.Build(c.ofScope(entries, expected), indicators, config)
	if c.Out == "" {
		return c.write(a, a.stdout, p, config)
	}
	return wholeFile(c.Out, func(out io.Writer) error { return c.write(a, out, p, config) })
}

func (c compareCommand) write(a *app, out io.Writer, p panel.Panel, config panel.Config) error {
	switch c.Format {
	case "csv":
		return p.WriteCSV(out, export.Defuse)
	case "json":
		lines := json.NewEncoder(out)
		lines.SetEscapeHTML(false)
		return compareJSON(lines, p)
	case "svg":
		_, err := io.WriteString(out, chart.Sheet(p, config, a.lang()))
		return err
	}
	view := comparison{app: a.to(out), Panel: p, config: config}
	view.print()
	return view.lost
}

// ofScope leaves out bodies that do have a report, but none of the scope that was asked for.
func (c compareCommand) ofScope(entries []panel.Entry, expected map[int]int) []panel.Entry {
	if len(c.Scope) == 0 {
		return entries
	}
	return slices.DeleteFunc(entries, func(e panel.Entry) bool {
		read := slices.ContainsFunc(report.Statuses(), func(s report.Status) bool { state, ok := report.StateOf(s); return ok && state == e.State })
		if e.Report != nil || !read {
			return false
		}
		expected[e.Year]--
		return true
	})
}

// filters gives one filter, or one for each body that is named and each kind.
func (c compareCommand) filters(ctx context.Context, a *app, db *store.Store) ([]store.Filter, error) {
	base := store.Filter{Division: c.In.prefix, From: c.Years.from, To: c.Years.to, Scopes: c.Scope, Kind: string(c.Kind)}
	bases := []store.Filter{base}
	if c.Kind == kindName(division.BodyTownship) {
		base.Kind = string(division.BodySubdistrict)
		bases = append(bases, base)
	}
	listed, err := c.listed()
	if err != nil {
		return nil, err
	}
	if c.Agency = append(c.Agency, listed...); len(c.Agency) == 0 {
		return bases, nil
	}
	var filters []store.Filter
	seen := map[string]bool{}
	for _, agency := range c.Agency {
		bodies, err := findBodies(ctx, db, agency, mostBodies+1)
		switch {
		case err != nil:
			return nil, err
		case len(bodies) == 0:
			return nil, a.unknownBody(agency)
		case len(bodies) > mostBodies:
			return nil, a.errorf("%s: more than %d bodies fit; name a longer part, or a division with --in",
				"%s:符合的机构超过 %d 个,请写出更长的名称,或用 --in 指定区划", agency, mostBodies)
		}
		for _, b := range bodies {
			if seen[b.Key] {
				continue
			}
			seen[b.Key] = true
			for _, one := range bases {
				one.Body = b.Key
				filters = append(filters, one)
			}
		}
	}
	return filters, nil
}

// listed reads the file of --bodies.
func (c compareCommand) listed() (names []string, err error) {
	if c.Bodies == "" {
		return nil, nil
	}
	text, err := os.ReadFile(c.Bodies)
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(strings.TrimPrefix(string(text), "\ufeff")) {
		name, _, _ := strings.Cut(strings.TrimSpace(line), "\t")
		if name = strings.TrimSpace(name); name != "" && !strings.HasPrefix(name, "#") {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil, usageError{fmt.Errorf("--bodies %s: no body stands in the file", c.Bodies)}
	}
	return names, nil
}

// mostBodies is the largest number of bodies that a name may stand for.
const mostBodies = 1000

// indicators gives those that are named, else those for a first look.
func (c compareCommand) indicators(a *app) ([]report.Indicator, error) {
	if len(c.By) == 0 {
		return report.Indicators(), nil
	}
	var list []report.Indicator
	for _, id := range c.By {
		i, ok := report.IndicatorByID(id)
		if !ok {
			return nil, a.errorf("--by %s: %s", "--by %s:%s", id, nearIndicators(a, id))
		}
		list = append(list, i)
	}
	return list, nil
}

// unknownBody says that nobody is called so.
func (a *app) unknownBody(agency string) error {
	return a.errorf("%s: no body of this name or code is in the database", "%s:数据库中没有此名称或代码的机构", agency)
}

// errorf makes an error in the language of the person.
func (a *app) errorf(en, zh string, args ...any) error { return fmt.Errorf(a.say(en, zh), args...) }
