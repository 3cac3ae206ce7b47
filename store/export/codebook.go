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
	// Values lists the words of a closed list with spaces between them.
	Values string `json:"values,omitempty"`
}

func codebookOf(t *Table) (lines []CodebookLine) {
	for i := range t.Columns {
		c := &t.Columns[i]
		words := make([]string, len(c.Values))
		for j, v := range c.Values {
			words[j] = v.Value
		}
		lines = append(lines, CodebookLine{t.Name, c.Name, c.Type.String(), c.Label, c.English, c.Unit, c.Key, c.Source, strings.Join(words, " ")})
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
	records := [][]string{{"table", "column", "type", "label", "english", "unit", "key", "source", "values"}}
	for _, l := range Codebook(tables) {
		records = append(records, []string{l.Table, l.Column, l.Type, l.Label, l.English, l.Unit, l.Key, l.Source, l.Values})
	}
	return out.WriteAll(records)
}
