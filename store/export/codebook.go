package export

import (
	"encoding/csv"
	"io"
	"strings"
)

// CodebookLine is a column as a codebook has it.
type CodebookLine struct {
	Table   string `json:"table"`
	Column  string `json:"column"`
	Type    string `json:"type"`
	Label   string `json:"label"`
	English string `json:"english"`
	Unit    string `json:"unit,omitempty"`
	Key     string `json:"key,omitempty"`
	Source  string `json:"source,omitempty"`
	// List names the closed list whose words stand in the column, and Values gives them with spaces between.
	List   string `json:"list,omitempty"`
	Values string `json:"values,omitempty"`
}

func codebookOf(t *Table) (lines []CodebookLine) {
	for i := range t.Columns {
		c := &t.Columns[i]
		words := make([]string, len(c.Values.Words))
		for j, v := range c.Values.Words {
			words[j] = v.Value
		}
		lines = append(lines, CodebookLine{t.Name, c.Name, c.Type.String(), c.Label, c.English, c.Unit, c.Key, c.Source, c.Values.Name, strings.Join(words, " ")})
	}
	return lines
}

// Codebook lists the columns of the tables.
func Codebook(tables []Table) (lines []CodebookLine) {
	for i := range tables {
		lines = append(lines, codebookOf(&tables[i])...)
	}
	return lines
}

// WriteCodebook writes the codebook of the tables as csv.
func WriteCodebook(w io.Writer, tables []Table) error {
	out := csv.NewWriter(w)
	records := [][]string{{"table", "column", "type", "label", "english", "unit", "key", "source", "list", "values"}}
	for _, l := range Codebook(tables) {
		records = append(records, []string{l.Table, l.Column, l.Type, l.Label, l.English, l.Unit, l.Key, l.Source, l.List, l.Values})
	}
	return out.WriteAll(records)
}

// WriteLists writes the words of every closed list of the tables as csv.
func WriteLists(w io.Writer, tables []Table) error {
	out := csv.NewWriter(w)
	records := [][]string{{"list", "value", "label", "english"}}
	for _, l := range Lists(tables) {
		for _, c := range l.Words {
			records = append(records, []string{l.Name, c.Value, c.Label, c.English})
		}
	}
	return out.WriteAll(records)
}

// Lists gives the closed lists of the tables, each once.
func Lists(tables []Table) (lists []List) {
	seen := map[string]bool{"": true}
	for _, t := range tables {
		for _, c := range t.Columns {
			if !seen[c.Values.Name] {
				seen[c.Values.Name] = true
				lists = append(lists, c.Values)
			}
		}
	}
	return lists
}
