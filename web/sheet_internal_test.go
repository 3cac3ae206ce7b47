package web

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
)

// place is a position of a table of HTML.
type place struct{ row, column int }

// laid puts the cells of a table where a browser puts them: each at the next free column of its row, over as many rows
// and columns as it spans. It fails where two lie on each other.
type laid struct {
	t    *testing.T
	text map[place]string
	next int // row
}

// line lays one row out and gives the columns at which its cells begin.
func (l *laid) line(cells []heading) (begin []int) {
	l.t.Helper()
	column := 0
	for _, c := range cells {
		for _, taken := l.text[place{l.next, column}]; taken; _, taken = l.text[place{l.next, column}] {
			column++
		}
		begin = append(begin, column)
		for r := range max(1, c.Rows) {
			for k := range max(1, c.Columns) {
				at := place{l.next + r, column + k}
				if other, taken := l.text[at]; taken {
					l.t.Errorf("row %d column %d: %q lies on %q", at.row, at.column, c.Label, other)
				}
				l.text[at] = c.Label
			}
		}
		column += max(1, c.Columns)
	}
	l.next++
	return begin
}

// above gives the different labels over a column in the rows of the head, from the top.
func (l *laid) above(column, rows int) (labels []string) {
	for r := range rows {
		labels = append(labels, l.text[place{r, column}])
	}
	return slices.Compact(labels)
}

// beside gives the different labels left of a column in a row.
func (l *laid) beside(row, column int) (labels []string) {
	for c := range column {
		labels = append(labels, l.text[place{row, c}])
	}
	return slices.Compact(labels)
}

// TestSheetsHaveTheShapeOfTheForms lays every table of both forms out as a browser does: there are no gaps and no overlaps,
// and over and beside each figure stand exactly the labels that the form gives its row and column, in their order.
func TestSheetsHaveTheShapeOfTheForms(t *testing.T) {
	for _, edition := range []report.Edition{report.Edition2019, report.Edition2021} {
		for _, table := range report.Tables() {
			t.Run(fmt.Sprintf("%s %s", table, edition), func(t *testing.T) {
				form, _ := report.FormOf(table, edition)
				r := &report.Report{Forms: report.Forms{edition, edition, edition}}
				for i, k := range form.Keys() {
					*r.Cells.At(k) = report.Cell{State: report.Printed, Value: report.Int(int64(i + 1))}
				}
				s, ok := sheetOf(r, table, nil)
				if !ok || !strings.HasSuffix(s.Section, form.Section) || s.Edition != edition.String() || s.Note != form.Note {
					t.Fatalf("%v %+v", ok, s)
				}
				if len(s.Blocks) != len(form.Blocks) {
					t.Fatalf("%d blocks, the form has %d", len(s.Blocks), len(form.Blocks))
				}
				seen := 0
				for i := range form.Blocks {
					if s.Blocks[i].Caption != form.Blocks[i].Caption {
						t.Errorf("caption %q, the form has %q", s.Blocks[i].Caption, form.Blocks[i].Caption)
					}
					seen += checkBlock(t, r, table, &form.Blocks[i], &s.Blocks[i])
				}
				if want := len(form.Keys()); seen != want {
					t.Errorf("%d figures, the form has %d", seen, want)
				}
			})
		}
	}
}

// checkBlock lays a block out and holds each of its figures to the form; it counts them.
func checkBlock(t *testing.T, r *report.Report, table report.Table, form *report.Block, b *sheetBlock) (figures int) {
	t.Helper()
	l := &laid{t: t, text: map[place]string{}}
	for _, line := range b.Head {
		for i := range line {
			if line[i].Corner {
				line[i].Label = "corner"
			}
		}
		l.line(line)
	}
	head := len(b.Head)
	width := 0
	for at := range l.text {
		width = max(width, at.column+1)
	}
	for _, row := range b.Rows {
		line := slices.Clone(row.Heads)
		for _, c := range row.Cells {
			line = append(line, heading{Label: "=" + c.Key, Columns: 1, Rows: 1})
		}
		begin := l.line(line)[len(row.Heads):]
		for i, c := range row.Cells {
			key, err := report.ParseKey(c.Key)
			if err != nil || key.Table != table {
				t.Fatalf("%s: %v", c.Key, err)
			}
			if v, _ := r.Cells.At(key).Number(); c.Text != v.String() {
				t.Errorf("%s shows %s, not %s", key, c.Text, v)
			}
			rowDef, columnDef := definitions(t, form, key)
			over, left := l.above(begin[i], head), l.beside(l.next-1, begin[0])
			wantOver, wantLeft := columnLabels(form, rowDef, columnDef), append(slices.Clone(rowDef.Groups), rowDef.Label)
			if form.Across {
				wantOver, wantLeft = append(wantLeft, columnDef.Label), nil
			}
			if !slices.Equal(over, wantOver) || !slices.Equal(left, wantLeft) {
				t.Errorf("%s: over it %q, the form has %q; beside it %q, the form has %q", key, over, wantOver, left, wantLeft)
			}
			figures++
		}
	}
	for r := range l.next {
		for c := range width {
			if _, there := l.text[place{r, c}]; !there {
				t.Errorf("nothing lies in row %d column %d", r, c)
			}
		}
	}
	return figures
}

// columnLabels are what the form prints over a column: where a table has groups of columns, the first one over all.
func columnLabels(form *report.Block, _ report.RowDef, c report.ColumnDef) []string {
	outer := form.Columns[0].Group
	switch {
	case outer == "":
		return []string{c.Label}
	case c.Group == outer || c.Group == "":
		return []string{outer, c.Label}
	}
	return []string{outer, c.Group, c.Label}
}

func definitions(t *testing.T, form *report.Block, key report.Key) (report.RowDef, report.ColumnDef) {
	t.Helper()
	r := slices.IndexFunc(form.Rows, func(d report.RowDef) bool { return d.Row == key.Row })
	c := slices.IndexFunc(form.Columns, func(d report.ColumnDef) bool { return d.Column == key.Column })
	if r < 0 || c < 0 {
		t.Fatalf("%s is not in the block", key)
	}
	return form.Rows[r], form.Columns[c]
}

// TestCellsShowTheirStates holds what stands in a cell of each state, and its mark.
func TestCellsShowTheirStates(t *testing.T) {
	key := report.Key{Table: report.Applications, Row: report.RowReceived, Column: report.ColumnTotal}
	for name, c := range map[string]struct {
		cell       report.Cell
		doubted    bool
		text, mark string
	}{
		"printed":              {report.Cell{State: report.Printed, Value: report.Int(5)}, false, "5", ""},
		"printed, in a doubt":  {report.Cell{State: report.Printed, Value: report.Int(5)}, true, "5", "!"},
		"split":                {report.Cell{State: report.Split, Value: report.Int(0)}, false, "0", "*"},
		"implied, in a doubt":  {report.Cell{State: report.Implied, Value: report.Int(3)}, true, "3", "!*"},
		"entered":              {report.Cell{State: report.Entered, Value: report.Int(3)}, false, "3", "†"},
		"blank":                {report.Cell{State: report.Blank}, false, "—", ""},
		"as printed":           {report.Cell{State: report.NA, Raw: " / "}, false, "/", ""},
		"a mark without shape": {report.Cell{State: report.NA, Raw: " "}, false, "—", ""},
		"unreadable":           {report.Cell{State: report.Unreadable, Raw: "五"}, false, "?", ""},
		"missing":              {report.Cell{State: report.Missing}, false, "—", ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := &report.Report{Forms: report.Forms{report.Edition2021, report.Edition2021, report.Edition2021}}
			*r.Cells.At(key) = c.cell
			if c.doubted {
				r.Findings = []report.Finding{{Relation: "applications.row.received", Severity: report.Error, Cells: []report.Key{key}}}
			}
			got := cellOf(r, key, &key)
			if got.Text != c.text || got.Mark != c.mark || got.Class != c.cell.State.String() || !got.Here {
				t.Errorf("%+v", got)
			}
		})
	}
}
