package flat

import (
	"slices"

	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
)

// mostWays bounds the layouts of a stretch of numbers that are gone through.
const mostWays = 16

// lay lists the ways in which a stretch of numbers may be rows: one after the other, or copied column by column, several
// rows at once, where the sums of the rows close. None when the numbers are not those of whole rows.
func lay(pieces []Piece, width int) (all [][][]Piece, bySums bool) {
	if len(pieces) == width {
		return [][][]Piece{{pieces}}, false
	}
	if len(pieces)%width != 0 || len(pieces) > 40*width {
		return nil, false
	}
	n := len(pieces) / width
	ways := make([][][][]Piece, n+1) // by rows laid: the different layouts so far
	ways[0] = [][][]Piece{nil}
	for done := range n {
		for size := 1; done+size <= n && len(ways[done]) > 0; size++ {
			block := turned(pieces[done*width:(done+size)*width], size)
			if !rowsHold(block) {
				continue
			}
			for _, way := range ways[done] {
				ways[done+size] = addWay(ways[done+size], slices.Concat(way, block))
			}
			if len(ways[done+size]) > mostWays {
				return nil, false
			}
		}
	}
	return ways[n], true
}

// turned reads a block of numbers column by column.
func turned(pieces []Piece, rows int) [][]Piece {
	width := len(pieces) / rows
	block := make([][]Piece, rows)
	for r := range block {
		for c := range width {
			block[r] = append(block[r], pieces[c*rows+r])
		}
	}
	return block
}

func addWay(ways [][][]Piece, way [][]Piece) [][][]Piece {
	same := func(other [][]Piece) bool {
		return slices.EqualFunc(way, other, func(a, b []Piece) bool {
			return slices.EqualFunc(a, b, func(x, y Piece) bool { return x.Raw == y.Raw })
		})
	}
	if slices.ContainsFunc(ways, same) {
		return ways
	}
	return append(ways, way)
}

// rowsHold tells whether the last number of each row is the sum of the others.
func rowsHold(rows [][]Piece) bool {
	for _, r := range rows {
		sum := int64(0)
		for i := range r {
			v, ok := valueOf(r[i])
			if !ok {
				return false
			}
			if i < len(r)-1 {
				sum += v
			} else if sum != v {
				return false
			}
		}
	}
	return true
}

// valueOf reads a count; false when it is none.
func valueOf(p Piece) (int64, bool) {
	f := printed.ReadFigure(p.Raw)
	if f.State != report.Printed {
		return 0, false
	}
	return f.Value.Int64()
}

// columnsHold tells whether the sums down the columns and the balance of each column hold wherever all numbers are
// there.
func columnsHold(form *report.Form, rows [][]Piece) bool {
	number := map[report.Key]int64{}
	for i, r := range form.Blocks[0].Rows {
		for j, c := range form.Blocks[0].Columns {
			if v, ok := valueOf(rows[i][j]); ok {
				number[report.Key{Table: form.Table, Row: r.Row, Column: c.Column}] = v
			}
		}
	}
	held := 0
	for _, rel := range report.RelationsOf(form.Table, form.Edition) {
		left, okLeft := total(number, rel.Left)
		right, okRight := total(number, rel.Right)
		switch {
		case rel.Kind != report.Equals || !okLeft || !okRight:
		case left != right:
			return false
		default:
			held++
		}
	}
	return held >= len(form.Blocks[0].Rows)
}

func total(number map[report.Key]int64, keys []report.Key) (sum int64, ok bool) {
	for _, k := range keys {
		v, has := number[k]
		if !has {
			return 0, false
		}
		sum += v
	}
	return sum, true
}
