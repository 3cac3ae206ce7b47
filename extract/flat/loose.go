package flat

import (
	"slices"
	"strings"

	"github.com/nianbao/nianbao/report"
)

// loose is the reading of a table whose rows lost their labels, or stand away from them: by the order of the numbers
// alone. It is used only for rows that the labels did not give, and only when every number of the table is there.
type loose struct {
	stream *stream
	form   *report.Form
	labels []labelAt // where the labels of the rows stand, in the order of the text
	groups []bundle
}

// mostGroups bounds the stretches of numbers, and the labels between them, of a text that is read by its order.
const mostGroups = 400

// labelAt is the place of a row label, in full.
type labelAt struct{ row, start, end int }

// bundle is a stretch of numbers with no text inside.
type bundle struct {
	pieces     []Piece
	from, to   int  // in full
	isRow      bool // pipes frame it as one row
	first, end int  // the rows that it gives, once they are counted
}

// begin and end of each table: words that stand above the first number and below the last.
var begin = [...]string{report.Disclosure: "主动公开政府信息情况", report.Applications: "申请人情况", report.Disputes: "行政复议"}

// byOrder reads table three by the order of its numbers; nil when they are not all there, or when the sums of the form
// do not agree with the order.
func (r *Reader) byOrder(s *stream, c *chain) []Row {
	form := c.sequence.form
	l := loose{stream: s, form: form}
	from := strings.Index(s.normal, begin[form.Table])
	if from < 0 {
		return nil
	}
	to := len(s.normal)
	if i := strings.Index(s.normal[from:], "行政诉讼"); i > 0 {
		to = from + i
	}
	if !l.findLabels(c.sequence, from, to) {
		return nil
	}
	l.findGroups(s.start(from), s.start(to))
	if len(l.groups) > mostGroups || len(l.labels) > mostGroups {
		return nil
	}
	matrix, sums := l.matrix()
	if matrix == nil {
		return nil
	}
	return l.rows(matrix, sums)
}

// findLabels finds every row label between two bytes of normal; false when one of them is nowhere.
func (l *loose) findLabels(q *sequence, from, to int) bool {
	n := 0
	for i := range q.entries {
		e := &q.entries[i]
		if e.kind != row {
			continue
		}
		found := l.stream.occurrences(e, i, from, to)
		if len(found) == 0 {
			return false
		}
		for _, a := range found {
			l.labels = append(l.labels, labelAt{n, l.stream.start(a.start), l.stream.end(a.end)})
		}
		n++
	}
	slices.SortStableFunc(l.labels, func(a, b labelAt) int { return a.start - b.start })
	return true
}

// findGroups collects the numbers between two bytes of full.
func (l *loose) findGroups(from, to int) {
	open := false
	for from < to {
		end := to
		if i := strings.IndexByte(l.stream.full[from:to], '\n'); i >= 0 {
			end = from + i
		}
		open = l.line(from, end, open)
		from = end + 1
	}
}

// line takes the numbers of one line; open tells that they go on with those of the line before.
func (l *loose) line(from, to int, open bool) bool {
	text := l.stream.full[from:to]
	if isRule(text) {
		return false
	}
	if strings.ContainsFunc(text, isPipe) {
		l.pipeLine(from, to)
		return false
	}
	pieces, _ := l.stream.split(from, to)
	for i := range pieces {
		p := &pieces[i]
		if strings.Trim(p.Raw, "0123456789") != "" {
			open = false
			continue
		}
		if !open {
			l.groups = append(l.groups, bundle{from: from})
			if i > 0 {
				l.groups[len(l.groups)-1].from = to - 1
			}
		}
		g := &l.groups[len(l.groups)-1]
		g.pieces, g.to, open = append(g.pieces, *p), to, true
	}
	return open
}

// pipeLine takes a line whose last cells, as many as a row has, are numbers or empty.
func (l *loose) pipeLine(from, to int) {
	a, b := l.stream.trim(from, to)
	cells, width := l.stream.lineCells(a, b), len(l.form.Blocks[0].Columns)
	start := 0
	for start < len(cells) && strings.Trim(cells[start].Raw, "0123456789") != "" {
		start++
	}
	cells = cells[start:]
	for len(cells) > width && cells[len(cells)-1].Raw == "" {
		cells = cells[:len(cells)-1]
	}
	for i := range cells {
		if strings.Trim(cells[i].Raw, "0123456789") != "" {
			return
		}
	}
	if len(cells) == width {
		l.groups = append(l.groups, bundle{pieces: cells, from: to - 1, to: to, isRow: true})
	}
}

// matrix lays the numbers out as the rows of the form, in the only way in which the sums down the columns and the
// balances hold; nil when there is none, or more than one. sums tells for each row that its own sum was needed to do so.
func (l *loose) matrix() (rows [][]Piece, sums []bool) {
	width, want := len(l.form.Blocks[0].Columns), len(l.form.Blocks[0].Rows)
	framed := 0
	for i := range l.groups {
		if l.groups[i].isRow {
			framed++
		}
	}
	all := [][][]Piece{nil}
	for i := range l.groups {
		g := &l.groups[i]
		if framed == want && !g.isRow {
			continue
		}
		g.first = len(sums)
		ways, bySums := lay(g.pieces, width)
		for range len(g.pieces) / width {
			sums = append(sums, bySums)
		}
		g.end = len(sums)
		if all = combine(all, ways); len(all) == 0 || !l.agrees(i) {
			return nil, nil
		}
	}
	if len(sums) != want {
		return nil, nil
	}
	all = slices.DeleteFunc(all, func(way [][]Piece) bool { return !columnsHold(l.form, way) })
	if len(all) != 1 {
		return nil, nil
	}
	return all[0], sums
}

// combine sets every layout of a further group behind every layout so far; none when there are too many.
func combine(all, ways [][][]Piece) (longer [][][]Piece) {
	if len(all)*len(ways) > mostWays*mostWays {
		return nil
	}
	for _, before := range all {
		for _, way := range ways {
			longer = append(longer, slices.Concat(before, way))
		}
	}
	return longer
}

// agrees tells whether the label right before a group, if there is exactly one since the group before, is that of one
// of its rows; that of its first when the group is one row.
func (l *loose) agrees(i int) bool {
	g, after := &l.groups[i], 0
	if i > 0 {
		after = l.groups[i-1].to
	}
	last, count := -1, 0
	for _, at := range l.labels {
		if at.start >= after && at.end <= g.from+1 || at.start < g.to && at.end > g.from && g.isRow {
			last = at.row
			count++
		}
	}
	return count != 1 || last >= g.first && last < g.end
}

// rows makes rows of the numbers.
func (l *loose) rows(matrix [][]Piece, sums []bool) []Row {
	var out []Row
	for i, r := range l.form.Blocks[0].Rows {
		row := Row{
			Table: l.form.Table, Edition: l.form.Edition, Row: r.Row, Label: r.Label, Cells: len(matrix[i]), Pieces: matrix[i],
			Place: matrix[i][0].Place, ByOrder: true, BySum: sums[i],
		}
		out = append(out, row)
	}
	return out
}
