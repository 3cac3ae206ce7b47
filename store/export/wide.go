package export

import (
	"io"
	"strconv"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// Wide writes csv with a row a reading: the body, the report, then for every key a column named by its variable with
// the exact value, empty without one, and then for every key a column with the suffix _st with its state. Amounts of
// money stand in the printed unit; the column with the suffix _unit names it, that with _yuan has the amount in
// yuan where the unit is known.
func Wide(w io.Writer, readings Readings, options Options) (Result, error) {
	t, err := newTable(w, options, wideColumns(options))
	if err != nil {
		return Result{}, err
	}
	err = each(readings, func(l *store.Loaded) error {
		t.result.Reports++
		return t.write(l)
	})
	if err != nil {
		return t.result, err
	}
	return t.end()
}

func wideColumns(options Options) []column[store.Loaded] {
	columns := append(bodyColumns(), reportColumns(options)...)
	for _, k := range report.Keys() {
		columns = append(columns, column[store.Loaded]{name: k.Variable(), value: func(l *store.Loaded) string {
			return valueOf(l.Report.Cells.At(k))
		}})
	}
	for _, k := range report.Keys() {
		columns = append(columns, column[store.Loaded]{name: k.Variable() + "_st", value: func(l *store.Loaded) string {
			return l.Report.Cells.At(k).State.String()
		}})
	}
	return append(columns, moneyColumns()...)
}

func moneyColumns() (columns []column[store.Loaded]) {
	for _, k := range report.Keys() {
		if !k.Money() {
			continue
		}
		columns = append(columns,
			column[store.Loaded]{name: k.Variable() + "_unit", text: true, value: func(l *store.Loaded) string {
				return l.Report.Cells.At(k).Unit.Name
			}},
			column[store.Loaded]{name: k.Variable() + "_yuan", value: func(l *store.Loaded) string {
				if yuan, ok := l.Report.Cells.At(k).Yuan(); ok {
					return yuan.String()
				}
				return ""
			}})
	}
	return columns
}

// bodyColumns say of whom and when the report is; they come first in every csv file.
func bodyColumns() []column[store.Loaded] {
	return []column[store.Loaded]{
		{name: "body", text: true, value: func(l *store.Loaded) string { return l.Body.Key }},
		{name: "body_name", text: true, value: func(l *store.Loaded) string { return l.Body.Name }},
		{name: "body_kind", text: true, value: func(l *store.Loaded) string { return l.Body.Kind }},
		{name: "division", text: true, value: func(l *store.Loaded) string { return l.Body.Division }},
		{name: "credit_code", text: true, value: func(l *store.Loaded) string { return l.Body.CreditCode }},
		{name: "year", value: func(l *store.Loaded) string { return yearOf(l.Year) }},
		{name: "scope", value: func(l *store.Loaded) string { return l.Scope.String() }},
		{name: "standing", value: func(l *store.Loaded) string { return string(l.Standing) }},
		{name: "url", text: true, value: func(l *store.Loaded) string { return l.Document.URL }},
		{name: "page_sha256", value: func(l *store.Loaded) string { return string(l.Document.Digest) }},
		{name: "reader", text: true, value: func(l *store.Loaded) string { return l.Reader }},
	}
}

func reportColumns(options Options) []column[store.Loaded] {
	columns := []column[store.Loaded]{
		{name: "status", value: func(l *store.Loaded) string { return l.Status.String() }},
		{name: "title", text: true, value: func(l *store.Loaded) string { return l.Title }},
		{name: "agency", text: true, value: func(l *store.Loaded) string { return l.Agency }},
		{name: "published", value: func(l *store.Loaded) string { return l.Published.String() }},
		{name: "published_source", text: true, value: func(l *store.Loaded) string { return l.PublishedSource }},
		{name: "form_disclosure", value: func(l *store.Loaded) string { return l.Forms[report.Disclosure].String() }},
		{name: "form_applications", value: func(l *store.Loaded) string { return l.Forms[report.Applications].String() }},
		{name: "form_disputes", value: func(l *store.Loaded) string { return l.Forms[report.Disputes].String() }},
		{name: "notes", value: func(l *store.Loaded) string { return strconv.Itoa(l.Notes) }},
		{name: "warnings", value: func(l *store.Loaded) string { return strconv.Itoa(l.Warnings) }},
		{name: "errors", value: func(l *store.Loaded) string { return strconv.Itoa(l.Errors) }},
	}
	if options.Fetched {
		columns = append(columns, column[store.Loaded]{name: "fetched", text: true, value: func(l *store.Loaded) string { return l.Fetched }})
	}
	return columns
}

// yearOf leaves out a year that the page does not say.
func yearOf(year int) string {
	if year == 0 {
		return ""
	}
	return strconv.Itoa(year)
}

func valueOf(c *report.Cell) string {
	if n, ok := c.Number(); ok {
		return n.String()
	}
	return ""
}
