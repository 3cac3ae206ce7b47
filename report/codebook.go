package report

import "strings"

// Entry is one line of the codebook: everything about one key.
type Entry struct {
	Key      Key       `json:"key"`
	Variable string    `json:"variable"`
	Table    string    `json:"table"` // section heading
	Row      string    `json:"row"`   // labels from the outermost group inwards
	Column   string    `json:"column"`
	Unit     string    `json:"unit,omitempty"` // the unit the form prescribes; empty where it prints none
	Type     string    `json:"type"`           // integer, signed integer or decimal
	Editions []Edition `json:"editions"`
	Source   string    `json:"source"`
}

// Codebook lists every key of every form in official order. Where the editions word a label differently
// the later one is given.
func Codebook() []Entry {
	entries := make([]Entry, 0, KeyCount)
	for _, k := range Keys() {
		entries = append(entries, entryOf(k))
	}
	return entries
}

func entryOf(k Key) Entry {
	e := Entry{Key: k, Variable: k.Variable(), Type: "integer"}
	var sources []string
	for _, edition := range []Edition{Edition2019, Edition2021} {
		row, column, ok := k.Definition(edition)
		if !ok {
			continue
		}
		form, _ := FormOf(k.Table, edition)
		e.Editions = append(e.Editions, edition)
		e.Table, e.Row = form.Section, strings.Join(append(append([]string{}, row.Groups...), row.Label), " / ")
		e.Column, e.Unit = strings.TrimPrefix(column.Group+" / "+column.Label, " / "), column.Unit
		sources = append(sources, form.Source)
		if len(sources) == 1 && row.Source != "" {
			sources = append([]string{row.Source}, sources...)
		}
	}
	e.Source = strings.Join(sources, "; ")
	switch {
	case k.Money():
		e.Type = "decimal"
	case k.Signed():
		e.Type = "signed integer"
	}
	return e
}
