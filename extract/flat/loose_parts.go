package flat

import (
	"slices"
	"strings"

	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
)

// inBlocks reads those blocks of table two that hold one row or one column by the order of their numbers: some copies
// print the number above the label.
func (s *stream) inBlocks(c *chain) (rows []Row) {
	form := c.sequence.form
	for _, b := range form.Blocks {
		if len(b.Rows) > 1 && len(b.Columns) > 1 {
			continue
		}
		from, to, ok := s.blockAt(b.Caption)
		if !ok {
			continue
		}
		pieces := s.numbersIn(from, to)
		if len(pieces) != len(b.Rows)*len(b.Columns) || !s.hasLabels(c.sequence, &b, from, to) {
			continue
		}
		for i, r := range b.Rows {
			own := pieces[i*len(b.Columns) : (i+1)*len(b.Columns)]
			row := Row{
				Table: form.Table, Edition: form.Edition, Row: r.Row, Label: r.Label, Cells: len(own), Pieces: own, Place: own[0].Place, ByOrder: true,
			}
			for _, column := range b.Columns {
				row.Heads = append(row.Heads, column.Label)
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// blockAt finds what stands between the caption of a block and the next caption or section; false when the caption
// stands nowhere or more than once.
func (s *stream) blockAt(caption string) (from, to int, ok bool) {
	caption = printed.Normal(caption)
	at := strings.Index(s.normal, caption)
	if at < 0 || strings.Count(s.normal, caption) > 1 {
		return 0, 0, false
	}
	from = at + len(caption)
	to = len(s.normal)
	for _, next := range []string{"第二十条第", nextSection[report.Disclosure]} {
		if i := strings.Index(s.normal[from:], next); i >= 0 {
			to = min(to, from+i)
		}
	}
	return from, to, to < len(s.normal)
}

// numbersIn lists the plain numbers in a part of normal, without the mark of the heading that follows; nil when digits
// stand in anything else.
func (s *stream) numbersIn(from, to int) (numbers []Piece) {
	pieces, _ := s.split(s.start(from), s.start(to))
	for _, p := range pieces {
		switch {
		case strings.Trim(p.Raw, "0123456789.") == "" && hasDigit(p.Raw):
			numbers = append(numbers, p)
		case hasDigit(p.Raw):
			return nil
		}
	}
	return numbers
}

// hasLabels tells whether the labels of all rows of a block stand in a part of normal, in their order.
func (s *stream) hasLabels(q *sequence, b *report.Block, from, to int) bool {
	at := from
	for _, r := range b.Rows {
		found := false
		for i := range q.entries {
			if e := &q.entries[i]; e.kind == row && e.row == r.Row {
				if places := s.occurrences(e, i, at, to); len(places) > 0 {
					found, at = true, places[0].end
				}
			}
		}
		if !found {
			return false
		}
	}
	return true
}

// strayRows finds rows of table two that stand as a table of their own, away from the rest: a line of pipes with the
// label and as many numbers as the row has, below a line with the heads of its columns.
func (s *stream) strayRows(c *chain) (rows []Row) {
	form := c.sequence.form
	for bi := range form.Blocks {
		b := &form.Blocks[bi]
		for i := range c.sequence.entries {
			if e := &c.sequence.entries[i]; e.kind == row && e.block == bi {
				if found := s.strayRow(form, b, e); found != nil {
					rows = append(rows, *found)
				}
			}
		}
	}
	return rows
}

// strayRow looks for the only line that can be the row.
func (s *stream) strayRow(form *report.Form, b *report.Block, e *entry) (found *Row) {
	head := ""
	for i, from := range s.starts {
		text := s.lines[i].Text
		if !strings.ContainsFunc(text, isPipe) {
			head = ""
			continue
		}
		if isRule(text) {
			continue
		}
		cells := s.lineCells(s.trim(from, from+len(text)))
		if len(cells) == 0 {
			continue
		}
		if label := printed.Normal(cells[0].Raw); len(cells) != len(b.Columns)+1 || !slices.Contains(e.texts, label) || !isHead(head, b) {
			if !hasDigit(text) {
				head = printed.Normal(text)
			}
			continue
		}
		if found != nil || s.looseNumber(i, -1) || s.looseNumber(i, 1) {
			return nil
		}
		found = &Row{
			Table: form.Table, Edition: form.Edition, Row: e.row, Label: cells[0].Raw, Place: cells[0].Place, Cells: e.cells, Pieces: cells[1:],
		}
		for _, column := range b.Columns {
			found.Heads = append(found.Heads, column.Label)
		}
	}
	return found
}

// looseNumber tells whether the line before or behind a row begins with a number: a part of one of the row, perhaps.
func (s *stream) looseNumber(at, step int) bool {
	for at += step; at >= 0 && at < len(s.lines); at += step {
		text := s.lines[at].Text
		if isRule(text) {
			continue
		}
		cells := s.lineCells(s.trim(s.starts[at], s.starts[at]+len(text)))
		for i := range cells {
			if cells[i].Raw != "" {
				return isNumber(cells[i].Raw)
			}
		}
	}
	return false
}

// isHead tells whether a line holds the heads of all columns of a block, in their order.
func isHead(line string, b *report.Block) bool {
	for _, column := range b.Columns {
		_, rest, ok := strings.Cut(line, printed.Normal(column.Label))
		if !ok {
			return false
		}
		line = rest
	}
	return true
}
