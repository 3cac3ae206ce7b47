package flat

import "slices"

// fillIn puts rows that were read by their order in the place of those that the labels did not give. When a row that
// the labels gave says otherwise, the order is not believed.
func fillIn(rows, ordered []Row) []Row {
	if contradict(rows, ordered) {
		return rows
	}
	for i := range ordered {
		switch own := find(rows, &ordered[i]); {
		case own == nil:
			rows = append(rows, ordered[i])
		case !own.Fits():
			*own = ordered[i]
		}
	}
	return rows
}

// contradict tells whether a row that the labels gave has other numbers than the order gives it.
func contradict(rows, ordered []Row) bool {
	for i := range ordered {
		if own := find(rows, &ordered[i]); own != nil && own.Fits() && !sameTexts(own.Pieces, ordered[i].Pieces) {
			return true
		}
	}
	return false
}

// find looks for the same row of the form.
func find(rows []Row, like *Row) *Row {
	for i := range rows {
		if rows[i].Row == like.Row && rows[i].Table == like.Table {
			return &rows[i]
		}
	}
	return nil
}

func sameTexts(a, b []Piece) bool {
	return slices.EqualFunc(a, b, func(x, y Piece) bool { return x.Raw == y.Raw })
}
