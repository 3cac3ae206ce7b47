package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/store/export"
)

type exportCommand struct {
	Format string    `env:"NIANBAO_EXPORT_FORMAT" enum:"csv,jsonl" default:"csv" help:"csv: reports.csv (a row a report) and cells.csv (a row a cell); jsonl: reports.jsonl (a whole report a line)."`
	Out    string    `required:"" placeholder:"DIR" help:"The folder to write into; it is made when it is not there."`
	In     area      `placeholder:"DIVISION" help:"Only bodies in this division."`
	Years  yearRange `placeholder:"2019-2025" help:"Only these years reported on."`
}

// Help gives an example.
func (exportCommand) Help() string {
	return `Files are written aside and renamed when they are whole. The same dataset gives the same bytes.
Text that a spreadsheet would run as a formula gets an apostrophe in csv; jsonl has it as printed.

Example: nianbao export --format csv --out dataset

Example: nianbao export --format jsonl --in 331024 --years 2019-2025 --out dataset`
}

// exportFile is a file that a format consists of.
type exportFile struct {
	name  string
	write func(io.Writer, export.Readings, export.Options) (export.Result, error)
}

var exportFiles = map[string][]exportFile{
	"csv":   {{"reports.csv", export.Wide}, {"cells.csv", export.Long}},
	"jsonl": {{"reports.jsonl", export.JSONLines}},
}

// Run writes the files.
func (c exportCommand) Run(ctx context.Context, a *app) error {
	db, err := a.openReadOnly(ctx)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // only read
	if err := os.MkdirAll(c.Out, 0o755); err != nil {
		return fmt.Errorf("--out: %w", err)
	}
	filter := store.Filter{Division: c.In.prefix, From: c.Years.from, To: c.Years.to}
	for _, f := range exportFiles[c.Format] {
		path := filepath.Join(c.Out, f.name)
		var result export.Result
		err := export.File(path, func(w io.Writer) (err error) {
			result, err = f.write(w, db.Load(ctx, filter), export.Options{})
			return err
		})
		if err != nil {
			return err
		}
		a.printf(a.say("%s: %d reports, %d rows\n", "%s:%d 份报告,%d 行\n"), path, result.Reports, result.Rows)
		for _, d := range result.Defused {
			a.log.Warn("a text that a spreadsheet would run got an apostrophe", "file", path, "row", d.Row, "column", d.Column, "text", d.Text)
		}
	}
	return nil
}
