package flat

// rows turns a chain into rows and marks the lines that belong to them.
func (c *chain) rows(used []bool) []Row {
	var rows []Row
	heads := map[int][]string{} // heads found, by block
	want := map[int]int{}       // heads that the form has, by block
	block := -2                 // of the row before
	var first []int             // the anchor of each row
	for _, e := range c.sequence.entries {
		if e.kind == head {
			want[e.block]++
		}
	}
	for i := range c.anchors {
		a := &c.anchors[i]
		e := &c.sequence.entries[a.entry]
		if e.kind == head {
			heads[e.block] = append(heads[e.block], c.stream.full[c.stream.start(a.start):c.stream.end(a.end)])
		}
		if e.kind == row {
			r := c.row(i)
			if r.Headless = len(heads[e.block]) < want[e.block]; !r.Headless && !r.Across {
				r.Heads = heads[e.block]
			}
			if r.Over, r.Muddled = c.over(i, r.Headless && !r.Across); len(rows) > 0 && c.block(i) == block {
				r.Muddled, r.Heading = rows[len(rows)-1].Muddled, rows[len(rows)-1].Heading
			} else {
				block, r.Heading, r.Over = c.block(i), r.Over, ""
			}
			rows = append(rows, r)
			first = append(first, i)
		}
		if e.kind != stop {
			c.mark(used, i, rows)
		}
	}
	c.markAhead(rows, first)
	return rows
}

// block gives the number of the block of an anchor.
func (c *chain) block(i int) int { return c.sequence.entries[c.anchors[i].entry].block }

// row takes what stands between a label and the next one.
func (c *chain) row(i int) Row {
	a, s := &c.anchors[i], c.stream
	e := &c.sequence.entries[a.entry]
	from, to := s.end(a.end), len(s.full)
	r := Row{
		Table: c.sequence.form.Table, Edition: c.sequence.form.Edition, Row: e.row, Across: e.across, How: a.how, Cells: e.cells,
		Label: s.full[s.start(a.start):from], Place: s.place(s.start(a.start), from),
	}
	last := i+1 == len(c.anchors)
	if !last {
		to = s.start(c.anchors[i+1].start)
		r.Glued = c.anchors[i+1].glued
	}
	if limit := from + longestRow; to > limit {
		to, last = limit, true
	}
	r.Text = s.full[from:to]
	pieces, layout := s.split(from, to)
	r.Layout = layout
	kept, ok := values(pieces)
	if last || c.sequence.entries[c.anchors[i+1].entry].kind == stop {
		kept, ok = ended(pieces, e.cells), true
	}
	if !ok {
		kept = pieces
	}
	r.Pieces = kept
	return r
}

// longestRow is how many bytes the values of a row are expected in.
const longestRow = 1200

// ended takes the values of a row that no label follows closely: as many values as the form has cells, then
// something that is no value.
func ended(pieces []Piece, cells int) []Piece {
	for i := range pieces {
		if kept, _ := values(pieces[i : i+1]); len(kept) == 0 {
			return pieces[:i]
		}
		if i > cells {
			break
		}
	}
	return pieces
}

// mark marks the lines between a label and the next, when they stand close together. The last of rows is that of the
// label, when it is one of a row.
func (c *chain) mark(used []bool, i int, rows []Row) {
	const close = 300
	s, a := c.stream, &c.anchors[i]
	if i < c.cluster() {
		return
	}
	from, to := s.line(s.start(a.start)), s.line(s.end(a.end)-1)
	near := i+1 < len(c.anchors) && c.anchors[i+1].start-a.end < close
	e := &c.sequence.entries[a.entry]
	switch {
	case near:
		to = max(to, s.line(s.start(c.anchors[i+1].start))-1)
	case e.kind == row:
		if pieces := rows[len(rows)-1].Pieces; len(pieces) > 0 {
			end := pieces[len(pieces)-1].Place.Row
			for to+1 < len(s.lines) && s.lines[to+1].Place.Row <= end {
				to++
			}
		}
	case i == 0 || a.start-c.anchors[i-1].end >= close:
		return
	}
	for ; from <= to && from < len(used); from++ {
		used[from] = true
	}
}

// cluster gives the first anchor of table four that stands close to those behind it: sentences far above name the same
// results.
func (c *chain) cluster() int {
	const close = 300
	i := len(c.anchors) - 1
	if !c.sequence.sideBySide() {
		return 0
	}
	for i > 0 && c.sequence.entries[c.anchors[i].entry].kind == stop {
		i--
	}
	for i > 0 && c.anchors[i].start-c.anchors[i-1].end < close {
		i--
	}
	return i
}

// sideBySide tells whether the form prints its rows side by side.
func (s *sequence) sideBySide() bool { return s.form.Blocks[0].Across }
