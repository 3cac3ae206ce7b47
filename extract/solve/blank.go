package solve

// blanks is the state of one table while its empty cells are worked out.
type blanks struct {
	f     *form
	open  cellSet // empty and na cells: those that may be implied
	known cellSet // cells that were read
	na    cellSet
	val   [maxCells]int64
	sup   [maxCells]uint64

	firm    cellSet // open cells that follow whichever single number is disbelieved
	derived cellSet // open cells that follow at all
	broken  uint64  // equations that are not believed: they fail, or a failing one rests on them
	clashes []clash
	implied cellSet // firm cells that an unspent equation confirms
	spent   uint64  // the equations that the implied cells were worked out with
}

// clash is an equation that fails with what was worked out for its empty cells.
type clash struct {
	rel   int
	found uint64  // the equations that its unread cells were worked out with
	cells cellSet // the empty cells of these equations
}

// solve works out the empty cells.
func (b *blanks) solve() {
	s := newFacts(b.f, &b.known, &b.val)
	b.settleBroken(s)
	if b.derived.empty() {
		return
	}
	b.findFirm(s)
	for i := range b.firm.all {
		if v := b.val[i]; v != 0 && (b.na.has(i) || !b.f.total[i]) {
			b.firm.remove(i) // a number in a cell that says "none" is only a candidate
		}
	}
	b.choose(s)
}

// findFirm keeps the derived cells that still follow when any one of the read numbers is disbelieved, that is
// without the equations it stands in.
func (b *blanks) findFirm(start facts) {
	b.firm = b.derived
	var rests uint64
	for i := range b.derived.all {
		rests |= b.sup[i]
	}
	for m := range b.known.all {
		drop := b.f.mask[m]
		if drop&rests == 0 {
			continue
		}
		s := start
		s.spread(b.f, b.broken|drop, b.f.spend[0], &b.val, nil)
		if b.firm.keep(&s.known); b.firm.empty() {
			return
		}
	}
}
