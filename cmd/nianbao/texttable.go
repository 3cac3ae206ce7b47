package main

import (
	"strings"

	"github.com/rivo/uniseg"
)

// textTable is a table for a terminal; Chinese characters take two places.
type textTable struct {
	header []string
	over   [][]string // lines above the header, of heads that are folded
	rows   [][]string
	foot   [][]string   // rows below a second rule
	right  map[int]bool // columns that are set flush right
	keep   int          // columns that are repeated where the table is too wide and goes on below
	marks  bool         // marks of figures hang behind the digits, so that these stand below each other
}

func (t *textTable) add(cells ...string) { t.rows = append(t.rows, cells) }

// String writes the table, as wide as it is, with a rule below the header.
func (t *textTable) String() string { return t.fit(0) }

// hanging are the marks that may follow a figure.
const hanging = "!*†°⁰¹²³⁴⁵⁶⁷⁸⁹"

// fit writes the table in parts that are at most so wide, each with the first columns; 0 is any width. A column
// that is too wide by itself is not cut.
func (t *textTable) fit(width int) string {
	if t.marks {
		t.hang()
	}
	widths := t.widths()
	kept := 0
	for _, w := range widths[:t.keep] {
		kept += w + gap
	}
	var out strings.Builder
	for from := t.keep; from == t.keep || from < len(widths); {
		used, to := kept, from
		for ; to < len(widths) && (width == 0 || to == from || used+widths[to] <= width); to++ {
			used += widths[to] + gap
		}
		if from > t.keep {
			out.WriteString("\n")
		}
		t.part(&out, widths, from, to)
		if to == from {
			break
		}
		from = to
	}
	return out.String()
}

// gap is what lies between columns, in places.
const gap = 2

// widths gives the places that each column needs.
func (t *textTable) widths() []int {
	widths := make([]int, len(t.header))
	for _, row := range t.lines() {
		for i, cell := range row {
			widths[i] = max(widths[i], uniseg.StringWidth(cell))
		}
	}
	return widths
}

// hang puts spaces behind figures without marks where others of their column have some.
func (t *textTable) hang() {
	tails := make([]int, len(t.header))
	tail := func(cell string) int {
		return uniseg.StringWidth(cell) - uniseg.StringWidth(strings.TrimRight(cell, hanging))
	}
	figures := append(append([][]string{}, t.rows...), t.foot...)
	for _, row := range figures {
		for i, cell := range row {
			tails[i] = max(tails[i], tail(cell))
		}
	}
	for _, row := range figures {
		for i, cell := range row {
			if t.right[i] {
				row[i] = cell + strings.Repeat(" ", tails[i]-tail(cell))
			}
		}
	}
	t.marks = false
}

func (t *textTable) lines() [][]string {
	return append(append(append(append([][]string{}, t.over...), t.header), t.rows...), t.foot...)
}

// part writes the first columns and those from one to before another.
func (t *textTable) part(out *strings.Builder, widths []int, from, to int) {
	rule := make([]string, len(widths))
	for i, w := range widths {
		rule[i] = strings.Repeat("─", w)
	}
	write := func(cells []string) {
		var line []string
		for i, cell := range cells {
			if i >= t.keep && (i < from || i >= to) {
				continue
			}
			pad := strings.Repeat(" ", widths[i]-uniseg.StringWidth(cell))
			if t.right[i] {
				line = append(line, pad+cell)
			} else {
				line = append(line, cell+pad)
			}
		}
		out.WriteString(strings.TrimRight(strings.Join(line, "  "), " ") + "\n")
	}
	for _, line := range t.over {
		write(line)
	}
	write(t.header)
	write(rule)
	for _, row := range t.rows {
		write(row)
	}
	ruled := false
	for _, row := range t.foot {
		if strings.Join(row[from:to], "") == "" { // nothing of it is in this part
			continue
		}
		if !ruled {
			write(rule)
			ruled = true
		}
		write(row)
	}
}
