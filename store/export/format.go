package export

import (
	"context"
	"fmt"
	"slices"

	"github.com/nianbao/nianbao/store"
)

// Format is a way to write tables.
type Format struct {
	Name  string
	About string
	// Tables are those that the format holds when nobody names any.
	Tables []string
	open   func(context.Context, *Stage, Settings) (Encoder, error)
}

// Settings tune a format.
type Settings struct {
	// BOM begins each csv file with a byte order mark, for Excel.
	BOM bool
}

// dataTables are the tables of numbers, without the prose.
func dataTables() []string {
	return []string{"wide", "wide_states", "long", "indicators", "statistics", "findings", "claims", "ledger", "bodies", "body_attributes", "body_events", "versions", "definitions", "breaks"}
}

// Formats lists the ways to write tables.
func Formats() []Format {
	return []Format{
		{"csv", "a csv file a table, safe to open in a spreadsheet", dataTables(), func(_ context.Context, s *Stage, o Settings) (Encoder, error) { return NewCSV(s, o.BOM) }},
		{"parquet", "an Apache Parquet file a table, typed", dataTables(), func(_ context.Context, s *Stage, _ Settings) (Encoder, error) { return NewParquet(s), nil }},
		{
			"xlsx", "a workbook with a sheet that explains",
			[]string{"wide", "wide_states", "findings", "ledger", "bodies", "body_attributes", "body_events", "versions", "definitions", "breaks"},
			func(_ context.Context, s *Stage, _ Settings) (Encoder, error) { return NewXLSX(s) },
		},
		{
			"jsonl", "a JSON object a line, whole reports among them",
			[]string{"reports", "ledger", "bodies", "body_attributes", "body_events", "versions", "definitions", "breaks"},
			func(_ context.Context, s *Stage, _ Settings) (Encoder, error) { return NewJSONLines(s), nil },
		},
		{
			"sqlite", "one SQLite database, with metadata for Datasette",
			append(dataTables(), "sections"),
			func(ctx context.Context, s *Stage, _ Settings) (Encoder, error) { return NewSQLite(ctx, s) },
		},
	}
}

// FormatByName finds a format.
func FormatByName(name string) (Format, bool) {
	all := Formats()
	i := slices.IndexFunc(all, func(f Format) bool { return f.Name == name })
	if i < 0 {
		return Format{}, false
	}
	return all[i], true
}

// Result tells what an export wrote.
type Result struct {
	Counts []Count
	// Changed counts the texts that the format could not take as they are; they stand in defused.jsonl.
	Changed int
}

// Write writes the dataset into the stage; what it wrote stays there, uncommitted, also after an error.
func (f Format) Write(ctx context.Context, db *store.Store, stage *Stage, o Options, s Settings) (result Result, err error) {
	if len(o.Tables) == 0 {
		o.Tables = f.Tables
	}
	if err := o.Validate(); err != nil {
		return result, fmt.Errorf("export: %w", err)
	}
	out, err := f.open(ctx, stage, s)
	if err != nil {
		return result, fmt.Errorf("export: %w", err)
	}
	result.Counts, err = Write(ctx, db, o, out)
	if closing := out.Close(); err == nil && closing != nil {
		err = fmt.Errorf("export: %w", closing)
	}
	if changing, ok := out.(interface{ Changed() int }); ok {
		result.Changed = changing.Changed()
	}
	return result, err
}
