package solve

// choose takes the order of working out that leaves the most firm cells with an unspent equation that agrees.
func (b *blanks) choose(start facts) {
	best := 0
	for _, order := range b.f.spend {
		s := start
		val, sup := b.val, [maxCells]uint64{}
		s.spread(b.f, b.broken, order, &val, &sup)
		implied, spent, n := b.confirmed(&sup)
		if n > best {
			best, b.implied, b.spent = n, implied, spent
		}
	}
}

// confirmed drops firm cells until each of the rest stands in an equation all of whose cells have a number and
// that none of the rest was worked out with.
func (b *blanks) confirmed(sup *[maxCells]uint64) (left cellSet, spent uint64, n int) {
	left = b.firm
	for {
		spent, n = 0, 0
		for i := range left.all {
			spent |= sup[i]
		}
		agree := b.assessable(&left) &^ spent &^ b.broken
		lost := false
		for i := range left.all {
			if b.f.mask[i]&agree == 0 {
				left.remove(i)
				lost = true
			} else {
				n++
			}
		}
		if !lost {
			return left, spent, n
		}
	}
}

// assessable gives the equations all of whose cells were read or are in the set.
func (b *blanks) assessable(with *cellSet) (set uint64) {
	for q := range b.f.rels {
		full := true
		for _, i := range b.f.rels[q].cells {
			full = full && (b.known.has(i) || with.has(i))
		}
		if full {
			set |= 1 << q
		}
	}
	return set
}
