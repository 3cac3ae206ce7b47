package solve

import "math/bits"

// cellSet is a set of cells of one table.
type cellSet [maxCells / 64]uint64

func (s *cellSet) add(i int)      { s[i>>6] |= 1 << (i & 63) }
func (s *cellSet) has(i int) bool { return s[i>>6]>>(i&63)&1 != 0 }
func (s *cellSet) remove(i int)   { s[i>>6] &^= 1 << (i & 63) }

func (s *cellSet) empty() bool { return *s == cellSet{} }

func (s *cellSet) keep(t *cellSet) {
	for w := range s {
		s[w] &= t[w]
	}
}

func (s *cellSet) len() (n int) {
	for _, word := range s {
		n += bits.OnesCount64(word)
	}
	return n
}

// all walks the cells of the set in order.
func (s *cellSet) all(yield func(int) bool) {
	for w, word := range s {
		for ; word != 0; word &= word - 1 {
			if !yield(w<<6 + bits.TrailingZeros64(word)) {
				return
			}
		}
	}
}

// claim adds cells to the set; false when one was there.
func (s *cellSet) claim(cells []int) bool {
	for _, i := range cells {
		if s.has(i) {
			return false
		}
		s.add(i)
	}
	return true
}
