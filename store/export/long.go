package export

import (
	"io"
	"strconv"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// cellRow is a cell with its report.
type cellRow struct {
	reading *store.Loaded
	key     report.Key
	cell    *report.Cell
}

// Long writes csv with a row a cell: the body and the report as in Wide, then the key with everything about the cell.
// Cells that the report's form does not have are left out.
func Long(w io.Writer, readings Readings, options Options) (Result, error) {
	t, err := newTable(w, options, longColumns(options))
	if err != nil {
		return Result{}, err
	}
	err = each(readings, func(l *store.Loaded) error {
		t.result.Reports++
		for _, k := range report.Keys() {
			c := l.Report.Cells.At(k)
			if c.State == report.NotInForm {
				continue
			}
			if err := t.write(&cellRow{l, k, c}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return t.result, err
	}
	return t.end()
}

func longColumns(options Options) []column[cellRow] {
	var columns []column[cellRow]
	for _, c := range bodyColumns() {
		columns = append(columns, column[cellRow]{c.name, c.text, func(r *cellRow) string { return c.value(r.reading) }})
	}
	columns = append(columns, cellColumns()...)
	if options.Fetched {
		columns = append(columns, column[cellRow]{"fetched", true, func(r *cellRow) string { return r.reading.Fetched }})
	}
	return columns
}

func cellColumns() []column[cellRow] {
	number := func(name string, of func(*cellRow) int) column[cellRow] {
		return column[cellRow]{name: name, value: func(r *cellRow) string { return strconv.Itoa(of(r)) }}
	}
	return []column[cellRow]{
		{name: "key", value: func(r *cellRow) string { return r.key.String() }},
		{name: "variable", value: func(r *cellRow) string { return r.key.Variable() }},
		{name: "value", value: func(r *cellRow) string { return valueOf(r.cell) }},
		{name: "unit", text: true, value: func(r *cellRow) string { return r.cell.Unit.Name }},
		{name: "unit_source", value: func(r *cellRow) string { return unitSource(r.cell) }},
		{name: "state", value: func(r *cellRow) string { return r.cell.State.String() }},
		{name: "basis", value: func(r *cellRow) string { return r.cell.Basis.String() }},
		{name: "raw", text: true, value: func(r *cellRow) string { return r.cell.Raw }},
		number("place_table", func(r *cellRow) int { return r.cell.Place.Table }),
		number("place_row", func(r *cellRow) int { return r.cell.Place.Row }),
		number("place_column", func(r *cellRow) int { return r.cell.Place.Column }),
		number("place_start", func(r *cellRow) int { return r.cell.Place.Start }),
		number("place_end", func(r *cellRow) int { return r.cell.Place.End }),
		{name: "uncertain", value: func(r *cellRow) string { return strconv.FormatBool(r.cell.Uncertain) }},
		number("checks", func(r *cellRow) int { return r.cell.Checks }),
		{name: "doubted", value: func(r *cellRow) string { return strconv.FormatBool(r.reading.Report.Doubts(r.key)) }},
	}
}

// unitSource is empty for a cell of which nobody expects a unit.
func unitSource(c *report.Cell) string {
	if c.Unit == (report.Unit{}) {
		return ""
	}
	return c.Unit.Source.String()
}
