package main

import (
	"strings"

	"github.com/rivo/uniseg"

	"github.com/nianbao/nianbao/report/panel"
)

// Places that a folded head of a column and the first column have at least.
const leastHead, leastLabel = 8, 16

// narrow makes a table with labels in its first column fit a line of so many places: heads of columns are folded, then
// long labels are, with the figures beside their last line. 0 is any width.
func (t *textTable) narrow(width int) {
	if widths := t.widths(); width <= 0 || sumOf(widths) <= width {
		return
	}
	t.foldHeads()
	rest := sumOf(t.widths()[1:]) + gap
	most := max(leastLabel, width-rest)
	var rows [][]string
	for _, row := range t.rows {
		label := strings.TrimLeft(row[0], " ")
		in := row[0][:len(row[0])-len(label)]
		lines := panel.Wrap(label, most-len(in)-2)
		for i, line := range lines {
			if i > 0 {
				line = "  " + line
			}
			one := make([]string, len(row))
			if i == len(lines)-1 {
				copy(one, row)
			}
			one[0] = in + line
			rows = append(rows, one)
		}
	}
	t.rows = rows
}

// foldHeads sets the heads of columns in lines, the last one at the rule.
func (t *textTable) foldHeads() {
	folded := make([][]string, len(t.header))
	high := 1
	for i, head := range t.header {
		folded[i] = []string{head}
		if i > 0 {
			most := leastHead
			for _, row := range t.rows {
				most = max(most, uniseg.StringWidth(row[i]))
			}
			folded[i] = panel.Wrap(head, most)
		}
		high = max(high, len(folded[i]))
	}
	for line := range high {
		cells := make([]string, len(folded))
		for i, lines := range folded {
			if at := line - (high - len(lines)); at >= 0 {
				cells[i] = lines[at]
			}
		}
		if line < high-1 {
			t.over = append(t.over, cells)
		} else {
			t.header = cells
		}
	}
}

// sumOf gives the places of columns with the gaps between them.
func sumOf(widths []int) (total int) {
	for _, w := range widths {
		total += w + gap
	}
	return max(0, total-gap)
}
