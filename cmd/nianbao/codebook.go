package main

import (
	"encoding/csv"
	"encoding/json"
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
	switch c.Format {
	case "json":
		out := json.NewEncoder(a.stdout)
		out.SetEscapeHTML(false)
		out.SetIndent("", " ")
		return out.Encode(entries)
	case "csv":
		return codebookCSV(csv.NewWriter(a.stdout), entries)
	default:
		return codebookMarkdown(a, entries)
	}
}

var codebookColumns = []string{"key", "variable", "type", "unit", "editions", "table", "row", "column", "source"}

func codebookFields(e report.Entry) []string {
	editions := make([]string, len(e.Editions))
	for i, edition := range e.Editions {
		editions[i] = edition.String()
	}
	return []string{e.Key.String(), e.Variable, e.Type, e.Unit, strings.Join(editions, " "), e.Table, e.Row, e.Column, e.Source}
}

func codebookCSV(out *csv.Writer, entries []report.Entry) error {
	if err := out.Write(codebookColumns); err != nil {
		return err
	}
	for _, e := range entries {
		if err := out.Write(codebookFields(e)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func codebookMarkdown(a *app, entries []report.Entry) error {
	a.printf("| %s |\n|%s\n", strings.Join(codebookColumns, " | "), strings.Repeat(" --- |", len(codebookColumns)))
	for _, e := range entries {
		a.printf("| %s |\n", strings.Join(codebookFields(e), " | "))
	}
	return nil
}
