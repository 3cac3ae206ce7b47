package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/store/export"
	"github.com/nianbao/nianbao/store/export/bundle"
)

// packageFlags are the flags of export that only packages take.
type packageFlags struct {
	Release       string   `placeholder:"NAME" help:"Of a package: keep it in the database under this name; asked for again it is the same bytes."`
	Licence       string   `placeholder:"NAME" help:"Of a package: what may be done with it, an SPDX identifier such as CC-BY-4.0 where there is one."`
	LicenceURL    string   `name:"licence-url" placeholder:"URL" help:"Of a package: where the licence stands."`
	Author        []string `placeholder:"NAME" help:"Of a package: who answers for it."`
	Publisher     string   `placeholder:"NAME" help:"Of a package: who publishes it; the first author when left out."`
	Title         string   `placeholder:"TEXT" help:"Of a package: its title."`
	Description   string   `placeholder:"TEXT" help:"Of a package: what it is for."`
	Date          string   `placeholder:"2026-01-31" help:"Of a package: its day; for a release today when left out."`
	MinBodies     int      `placeholder:"N" help:"Hold a release back with fewer bodies; by default 98 % of the one before."`
	MinCells      int      `placeholder:"N" help:"Hold a release back with fewer numbers; by default 98 % of the one before."`
	MinConsistent float64  `placeholder:"SHARE" help:"Hold a release back when a smaller share of its reports is consistent; by default 0.02 below the one before."`
	Despite       string   `placeholder:"REASON" help:"Make the release although it breaks a promise; the reason stands in it."`
}

// bundle writes a package, or a release that is kept.
func (c exportCommand) bundle(ctx context.Context, a *app, db *store.Store, o export.Options) (err error) {
	config, err := c.bundleConfig(o)
	if err != nil {
		return usageError{err}
	}
	out, err := filepath.Abs(c.Out)
	if err != nil {
		return fmt.Errorf("--out: %w", err)
	}
	stage, err := a.stage(filepath.Dir(out))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stage.Abort()) }()
	var told string
	if c.Package.Release != "" {
		told, err = c.release(ctx, a, db, stage, config)
	} else {
		told, err = a.plainPackage(ctx, db, stage, config)
	}
	if err != nil {
		return err
	}
	if err := stage.Replace(out); err != nil {
		return err
	}
	a.printf("%s", told)
	return nil
}

func (c exportCommand) bundleConfig(o export.Options) (bundle.Config, error) {
	p := &c.Package
	day, err := report.ParseDate(p.Date)
	if err != nil {
		return bundle.Config{}, fmt.Errorf("--date: %w", err)
	}
	return bundle.Config{
		Options: o, Evidence: c.Format == "evidence", Title: p.Title, Description: p.Description, Authors: p.Author, Publisher: p.Publisher,
		Licence: p.Licence, LicenceURL: p.LicenceURL, Version: p.Release, Date: day, Program: "nianbao " + programVersion(),
	}, nil
}

// plainPackage writes a package that is not kept and tells what it holds.
func (a *app) plainPackage(ctx context.Context, db *store.Store, stage *export.Stage, config bundle.Config) (string, error) {
	if err := config.Validate(); err != nil {
		return "", usageError{err}
	}
	result, err := bundle.Write(ctx, db, stage, config)
	if err != nil {
		return "", err
	}
	return a.describe(result.Counts, result.Totals), bundle.Seal(stage)
}

// release gives out a release that is kept, or makes it, and tells what it holds.
func (c exportCommand) release(ctx context.Context, a *app, db *store.Store, stage *export.Stage, config bundle.Config) (string, error) {
	m, err := bundle.Again(ctx, db, stage, config)
	switch {
	case err == nil:
		return fmt.Sprintf(a.say("release %s of %s, as it was made\n", "%s 发布(%s),与当时逐字节相同\n"), m.Name, m.Date), nil
	case errors.Is(err, bundle.ErrOther):
		return "", usageError{err}
	case !errors.Is(err, store.ErrNotFound):
		return "", err
	}
	promises := bundle.Promises{Bodies: c.Package.MinBodies, Cells: c.Package.MinCells, Consistent: c.Package.MinConsistent}
	if err := cmp.Or(config.Validate(), promises.Validate()); err != nil {
		return "", notKept(ctx, db, config.Version, err)
	}
	writing, err := a.openExisting(ctx)
	if err != nil {
		return "", err
	}
	defer writing.Close() //nolint:errcheck // what was written is committed
	result, m, err := bundle.Release(ctx, writing, stage, config, promises, c.Package.Despite, time.Now())
	if err != nil {
		return "", err
	}
	return a.describe(result.Counts, result.Totals) + fmt.Sprintf(a.say("release %s is kept\n", "%s 已存为发布\n"), m.Name), nil
}

// notKept says that there is no such release yet, which there are, and what is wanting to make it.
func notKept(ctx context.Context, db *store.Store, name string, wanting error) error {
	releases, err := db.Releases(ctx)
	if err != nil {
		return err
	}
	names := make([]string, len(releases))
	for i := range releases {
		names[i] = releases[i].Name
	}
	return usageError{fmt.Errorf("release %s is not kept (kept are: %s), and can't be made: %w", name, cmp.Or(strings.Join(names, ", "), "none"), wanting)}
}

// describe tells in a line a table, and in one for all, what a package holds.
func (a *app) describe(counts []export.Count, t bundle.Totals) string {
	var out strings.Builder
	for _, count := range counts {
		fmt.Fprintf(&out, "%s: %d %s\n", count.Table, count.Rows, a.say("rows", "行"))
	}
	fmt.Fprintf(&out, a.say("%d reports of %d bodies, %d numbers, %d reports consistent\n", "%[2]d 个机关 %[1]d 份报告,%[3]d 个数字,%[4]d 份数据一致\n"),
		t.Reports, t.Bodies, t.Cells, t.Consistent)
	return out.String()
}
