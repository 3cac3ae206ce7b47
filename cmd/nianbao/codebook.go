package main

import (
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/report"
)

type codebookCommand struct {
	Format    string `env:"NIANBAO_CODEBOOK_FORMAT" enum:"md,csv,json" default:"md" help:"md, csv or json."`
	Crosswalk bool   `help:"Print which numbers of each form, and of the tables before 2019, answer the same question, and how well."`
}

// Help gives an example.
func (codebookCommand) Help() string {
	return "Keys and variables never change once released. Example: nianbao codebook --format csv > codebook.csv\n\nExample: nianbao codebook --crosswalk"
}

// Run prints the codebook from the same data from which everything else is made.
func (c codebookCommand) Run(a *app) error {
	if c.Crosswalk {
		return printCrosswalk(a, c.Format)
	}
	entries := report.Codebook()
	rows := make([][]string, len(entries))
	for i := range entries {
		rows[i] = codebookFields(entries[i])
	}
	return printRows(a, c.Format, codebookColumns, rows, entries)
}

// printRows prints a list as a table of Markdown, as csv, or its values as JSON.
func printRows(a *app, format string, columns []string, rows [][]string, values any) error {
	switch format {
	case "json":
		out := json.NewEncoder(a.stdout)
		out.SetEscapeHTML(false)
		out.SetIndent("", " ")
		return out.Encode(values)
	case "csv":
		return csv.NewWriter(a.stdout).WriteAll(append([][]string{columns}, rows...))
	}
	a.printf("| %s |\n|%s\n", strings.Join(columns, " | "), strings.Repeat(" --- |", len(columns)))
	for _, row := range rows {
		cells := slices.Clone(row)
		for i := range cells {
			cells[i] = strings.ReplaceAll(cells[i], "|", "/")
		}
		a.printf("| %s |\n", strings.Join(cells, " | "))
	}
	return nil
}

var codebookColumns = []string{"key", "variable", "type", "unit", "editions", "table", "row", "column", "source"}

func codebookFields(e report.Entry) []string {
	editions := make([]string, len(e.Editions))
	for i, edition := range e.Editions {
		editions[i] = edition.String()
	}
	return []string{e.Key.String(), e.Variable, e.Type, e.Unit, strings.Join(editions, " "), e.Table, e.Row, e.Column, e.Source}
}
