package main

import (
	"strings"

	"github.com/rivo/uniseg"
)

// textTable is a table for a terminal; Chinese characters take two places.
type textTable struct {
	header []string
	rows   [][]string
	right  map[int]bool // columns that are set flush right
}

func (t *textTable) add(cells ...string) { t.rows = append(t.rows, cells) }

// String writes the table with a rule below the header.
func (t *textTable) String() string {
	widths := make([]int, len(t.header))
	for _, row := range append([][]string{t.header}, t.rows...) {
		for i, cell := range row {
			widths[i] = max(widths[i], uniseg.StringWidth(cell))
		}
	}
	var out strings.Builder
	rule := make([]string, len(widths))
	for i, w := range widths {
		rule[i] = strings.Repeat("─", w)
	}
	t.line(&out, t.header, widths)
	t.line(&out, rule, widths)
	for _, row := range t.rows {
		t.line(&out, row, widths)
	}
	return out.String()
}

func (t *textTable) line(out *strings.Builder, cells []string, widths []int) {
	var line strings.Builder
	for i, cell := range cells {
		pad := strings.Repeat(" ", widths[i]-uniseg.StringWidth(cell))
		if i > 0 {
			line.WriteString("  ")
		}
		if t.right[i] {
			line.WriteString(pad + cell)
		} else {
			line.WriteString(cell + pad)
		}
	}
	out.WriteString(strings.TrimRight(line.String(), " ") + "\n")
}
