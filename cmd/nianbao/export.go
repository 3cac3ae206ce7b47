package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/store/export"
)

type exportCommand struct {
	Format  string         `env:"NIANBAO_EXPORT_FORMAT" enum:"csv,parquet,xlsx,jsonl,sqlite,warc,package,evidence" default:"csv" help:"csv, parquet, jsonl: a file a table; xlsx, sqlite: one file; warc: the archived pages; package: data to hand on, with codebook, loaders and citation; evidence: the same with pages and prose."`
	Out     string         `required:"" placeholder:"DIR" help:"The folder to write into; it is made when it is not there."`
	In      area           `placeholder:"DIVISION" help:"Only bodies in this division, and in those within it."`
	Years   yearRange      `placeholder:"2019-2025" help:"Only these years reported on."`
	Kind    kindName       `placeholder:"KIND" help:"Only bodies of this kind: government, office, department, township, subdistrict, zone."`
	Scope   []report.Scope `placeholder:"SCOPE" help:"Only reports of this scope: organ, area, system, unknown."`
	Status  []statusName   `placeholder:"STATUS" help:"Only reports read so well: consistent, flagged, partial, …; the ledger by the state of the same name."`
	Table   []string       `placeholder:"TABLE" help:"Only these tables; docs/data.md lists them."`
	Bom     bool           `help:"Begin csv files with a byte order mark, for Excel."`
	Fetched bool           `help:"Add when each page was fetched; the files of two crawls then differ."`
	Package packageFlags   `embed:""`
}

// Help gives an example.
func (exportCommand) Help() string {
	return `Files are written aside and renamed when all of them are whole. The same dataset gives the same bytes.
Text that a spreadsheet would run as a formula gets an apostrophe in csv, and stands in defused.jsonl as it was;
the other formats have it as printed.

A package or evidence becomes the folder --out as a whole; it replaces only what a package wrote before. With
--release it is kept in the database under that name and comes out again byte for byte whenever it is asked for.

Example: nianbao export --format csv --out dataset

Example: nianbao export --format package --release 2025.1 --licence CC-BY-4.0 --author 某研究所 --out nianbao-2025.1

Example: nianbao export --format parquet --in 331024 --years 2019-2025 --status consistent --status flagged --out dataset`
}

// kindName is the kind of a body on the command line; empty for all.
type kindName division.BodyKind

// UnmarshalText reads a kind.
func (k *kindName) UnmarshalText(text []byte) error {
	known := division.BodyKinds()
	if !slices.Contains(known, division.BodyKind(text)) {
		return fmt.Errorf("%q is no kind of body; there are %s", text, strings.Trim(fmt.Sprint(known), "[]"))
	}
	*k = kindName(text)
	return nil
}

// statusName is the status of a reading on the command line.
type statusName struct{ report.Status }

// UnmarshalText reads a status.
func (s *statusName) UnmarshalText(text []byte) error {
	for _, known := range report.Statuses() {
		if known.String() == string(text) {
			s.Status = known
			return nil
		}
	}
	return fmt.Errorf("%q is no status of a report (see docs/states.md)", text)
}

// options gives what is exported.
func (c exportCommand) options() export.Options {
	o := export.Options{
		Filter: store.Filter{Division: c.In.prefix, From: c.Years.from, To: c.Years.to, Kind: string(c.Kind), Scopes: c.Scope},
		Tables: c.Table, Fetched: c.Fetched,
	}
	for _, s := range c.Status {
		o.Filter.Statuses = append(o.Filter.Statuses, s.Status)
	}
	return o
}

// Run writes the files.
func (c exportCommand) Run(ctx context.Context, a *app) error {
	if c.Out == "" {
		return usageError{errors.New("--out: name the folder to write into")}
	}
	if c.Package.Release != "" && c.Format != "package" && c.Format != "evidence" {
		return usageError{fmt.Errorf("--release is of a package or evidence, not of %s: say --format package", c.Format)}
	}
	o := c.options()
	if err := o.Validate(); err != nil {
		return usageError{fmt.Errorf("--table: %w", err)}
	}
	db, err := a.openReadOnly(ctx)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // only read
	switch c.Format {
	case "warc":
		return c.archive(ctx, a, db, o.Filter)
	case "package", "evidence":
		return c.bundle(ctx, a, db, o)
	}
	return c.tables(ctx, a, db, o)
}

// stage begins to write into a folder, and tells what killed exports had left there.
func (a *app) stage(folder string) (*export.Stage, error) {
	stage, err := export.NewStage(folder)
	if err != nil {
		return nil, fmt.Errorf("--out: %w", err)
	}
	if left := stage.Cleared(); len(left) > 0 {
		a.log.Warn("cleared away what an export that was killed had left", "folders", strings.Join(left, " "))
	}
	return stage, nil
}

// archive writes the pages.
func (c exportCommand) archive(ctx context.Context, a *app, db *store.Store, filter store.Filter) (err error) {
	stage, err := a.stage(c.Out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stage.Abort()) }()
	count, err := export.WARC(ctx, db, stage, filter, "nianbao/"+programVersion())
	if err != nil {
		return err
	}
	if err := stage.Commit(); err != nil {
		return err
	}
	a.printf(a.say("%d responses, %d handed in by people, %d unchanged; %d records\n", "响应 %d 份,人工提交 %d 份,内容未变 %d 次;共 %d 条记录\n"),
		count.Responses, count.Resources, count.Revisits, count.Records)
	return nil
}

// tables writes a format of tables.
func (c exportCommand) tables(ctx context.Context, a *app, db *store.Store, o export.Options) (err error) {
	format, _ := export.FormatByName(c.Format)
	stage, err := a.stage(c.Out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stage.Abort()) }()
	result, err := format.Write(ctx, db, stage, o, export.Settings{BOM: c.Bom})
	if err != nil {
		return err
	}
	if err := stage.Commit(); err != nil {
		return err
	}
	a.printCounts(c.Out, result)
	return nil
}

// printCounts tells in a line a table what was written, and in one line what was changed.
func (a *app) printCounts(folder string, result export.Result) {
	for _, count := range result.Counts {
		a.printf("%s: %d %s\n", count.Table, count.Rows, a.say("rows", "行"))
	}
	if result.Changed > 0 {
		a.log.Warn("texts that a spreadsheet would run, or can't hold, were changed", "texts", result.Changed,
			"list", strings.TrimSuffix(folder, "/")+"/defused.jsonl")
	}
}
