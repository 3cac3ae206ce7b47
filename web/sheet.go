package web

import (
	"strings"

	"github.com/nianbao/nianbao/report"
)

// sheet is a statutory table in its official shape.
type sheet struct {
	Name    string // disclosure, applications, disputes
	Section string
	Edition string
	Source  string
	Note    string
	Blocks  []sheetBlock
}

type sheetBlock struct {
	Caption string
	Head    [][]heading
	Rows    []sheetRow
}

type sheetRow struct {
	Heads []heading
	Cells []sheetCell
}

// heading is a th with its spans.
type heading struct {
	Label         string
	Columns, Rows int
	Corner        bool
}

// sheetCell is one figure with the way to its proof.
type sheetCell struct {
	Key   string
	Text  string
	Class string
	Mark  string
	Here  bool // its proof is shown
}

var sectionNumerals = map[report.Table]string{report.Disclosure: "二、", report.Applications: "三、", report.Disputes: "四、"}

// sectionOf gives the heading over a table, as the present form words it.
func sectionOf(table report.Table) string {
	form, _ := report.FormOf(table, report.Edition2021)
	return sectionNumerals[table] + form.Section
}

// sheetOf lays out one table of a report; false when the page has none.
func sheetOf(r *report.Report, table report.Table, here *report.Key) (sheet, bool) {
	form, ok := report.FormOf(table, r.Forms[table])
	if !ok {
		return sheet{}, false
	}
	s := sheet{Name: table.String(), Section: sectionNumerals[table] + form.Section, Edition: form.Edition.String(), Source: form.Source, Note: form.Note}
	cell := func(row report.Row, column report.Column) sheetCell {
		return cellOf(r, report.Key{Table: table, Row: row, Column: column}, here)
	}
	for i := range form.Blocks {
		b := &form.Blocks[i]
		if b.Across {
			s.Blocks = append(s.Blocks, acrossBlock(b, cell))
		} else {
			s.Blocks = append(s.Blocks, downBlock(b, cell))
		}
	}
	return s, true
}

func cellOf(r *report.Report, key report.Key, here *report.Key) sheetCell {
	c := r.Cells.At(key)
	out := sheetCell{Key: key.String(), Class: c.State.String(), Here: here != nil && *here == key}
	switch {
	case c.State.HasValue():
		out.Text = c.Value.String()
	case c.State == report.NA:
		out.Text = strings.TrimSpace(c.Raw)
	case c.State == report.Unreadable:
		out.Text = "?"
	default:
		out.Text = "—"
	}
	if out.Text == "" {
		out.Text = "—"
	}
	out.Mark = cellMark(r, key, c.State)
	return out
}

func cellMark(r *report.Report, key report.Key, s report.CellState) (mark string) {
	if r.Doubts(key) {
		mark = "!"
	}
	switch s {
	case report.Split, report.Implied:
		mark += "*"
	case report.Entered:
		mark += "†"
	}
	return mark
}

// acrossBlock is table four: the rows stand side by side in one line.
func acrossBlock(b *report.Block, cell func(report.Row, report.Column) sheetCell) sheetBlock {
	out := sheetBlock{Caption: b.Caption, Head: make([][]heading, 3), Rows: []sheetRow{{}}}
	width := len(b.Columns)
	for i, row := range b.Rows {
		switch {
		case len(row.Groups) == 0:
			out.Head[0] = append(out.Head[0], heading{Label: row.Label, Columns: width, Rows: 2})
		case i > 0 && sameGroup(b.Rows[i-1], row, 0):
			out.Head[0][len(out.Head[0])-1].Columns += width
		default:
			out.Head[0] = append(out.Head[0], heading{Label: row.Groups[0], Columns: width, Rows: 1})
		}
		if len(row.Groups) > 0 {
			out.Head[1] = append(out.Head[1], heading{Label: row.Label, Columns: width, Rows: 1})
		}
		for _, c := range b.Columns {
			out.Head[2] = append(out.Head[2], heading{Label: c.Label, Columns: 1, Rows: 1})
			out.Rows[0].Cells = append(out.Rows[0].Cells, cell(row.Row, c.Column))
		}
	}
	return out
}

func sameGroup(a, b report.RowDef, depth int) bool {
	return len(a.Groups) > depth && len(b.Groups) > depth && strings.Join(a.Groups[:depth+1], "/") == strings.Join(b.Groups[:depth+1], "/")
}

// downBlock is an ordinary table: groups of rows span the rows below them.
func downBlock(b *report.Block, cell func(report.Row, report.Column) sheetCell) sheetBlock {
	deep := 0
	for _, row := range b.Rows {
		deep = max(deep, len(row.Groups))
	}
	out := sheetBlock{Caption: b.Caption, Head: columnHeads(b.Columns, deep+1)}
	for i, row := range b.Rows {
		line := sheetRow{}
		for depth, group := range row.Groups {
			if i > 0 && sameGroup(b.Rows[i-1], row, depth) {
				continue
			}
			span := 1
			for i+span < len(b.Rows) && sameGroup(row, b.Rows[i+span], depth) {
				span++
			}
			line.Heads = append(line.Heads, heading{Label: group, Columns: 1, Rows: span})
		}
		line.Heads = append(line.Heads, heading{Label: row.Label, Columns: deep + 1 - len(row.Groups), Rows: 1})
		for _, c := range b.Columns {
			line.Cells = append(line.Cells, cell(row.Row, c.Column))
		}
		out.Rows = append(out.Rows, line)
	}
	return out
}

// columnHeads lays out the heads of columns. Where another group stands between columns of the first group, that one
// is over all of them, as in table three: 申请人情况 over 法人或其他组织.
func columnHeads(columns []report.ColumnDef, corner int) [][]heading {
	outer := columns[0].Group
	if outer == "" {
		return [][]heading{append([]heading{{Columns: corner, Rows: 1, Corner: true}}, plainHeads(columns)...)}
	}
	head := [][]heading{
		{{Columns: corner, Rows: 3, Corner: true}, {Label: outer, Columns: len(columns), Rows: 1}}, nil, nil,
	}
	for i, c := range columns {
		switch {
		case c.Group == outer || c.Group == "":
			head[1] = append(head[1], heading{Label: c.Label, Columns: 1, Rows: 2})
			continue
		case i > 0 && columns[i-1].Group == c.Group:
			head[1][len(head[1])-1].Columns++
		default:
			head[1] = append(head[1], heading{Label: c.Group, Columns: 1, Rows: 1})
		}
		head[2] = append(head[2], heading{Label: c.Label, Columns: 1, Rows: 1})
	}
	return head
}

func plainHeads(columns []report.ColumnDef) []heading {
	var heads []heading
	for _, c := range columns {
		heads = append(heads, heading{Label: c.Label, Columns: 1, Rows: 1})
	}
	return heads
}
