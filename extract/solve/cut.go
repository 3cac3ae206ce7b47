package solve

import "slices"

// inner is an equation seen from one run: its cells outside the run are known.
type inner struct {
	rel  int
	rest int64   // sum of coefficient × value over the cells outside the run
	coef []int64 // by cell of the run, 0 where the equation has it not
	// plus[j] and minus[j] count the cells with coefficient +1 and -1 among the first j of the run.
	plus, minus []int
}

func newInner(rel int, rest int64, coef []int64) inner {
	r := inner{rel, rest, coef, make([]int, len(coef)+1), make([]int, len(coef)+1)}
	for j, c := range coef {
		r.plus[j+1], r.minus[j+1] = r.plus[j], r.minus[j]
		if c > 0 {
			r.plus[j+1]++
		} else if c < 0 {
			r.minus[j+1]++
		}
	}
	return r
}

// possible tells whether the equation can still hold: so far it sums to sum, the first j cells of the run are
// still to come and have room characters.
func (r *inner) possible(sum int64, j, room int) bool {
	low := sum - largest(r.minus[j], room-(j-r.minus[j]))
	high := sum + largest(r.plus[j], room-(j-r.plus[j]))
	return low <= 0 && high >= 0
}

// largest bounds the sum of n numbers that share the given number of digits.
func largest(n, digits int) int64 {
	switch longest := digits - n + 1; {
	case n == 0 || longest < 1:
		return 0
	case longest >= len(powers):
		return powers[len(powers)-1] * int64(n)
	default:
		return powers[longest] + int64(9*(n-1))
	}
}

var powers = [...]int64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10}

// cutter walks the ways to cut a strip into its numbers, from the last number to the first: sums stand last
// in the forms, so that equations prune early.
type cutter struct {
	strip  *strip
	rels   []inner
	lo, hi []int64 // bounds of each number; nil for none
	loose  []bool  // the numbers that may have leading zeros; nil for none
	allow  int     // how many equations may fail
	steps  *int    // what is left of the budget
	yield  func(start []uint16, val []int64, broken uint64) bool

	start []uint16
	val   []int64
	first int // the first number that may have leading zeros
}

// cutCost is what looking at one way to cut one number costs, in steps, besides one for each equation.
const cutCost = 4

// run calls yield for every way to cut; it stops when yield returns false or the budget is used up.
func (c *cutter) run() {
	n := len(c.strip.kinds)
	c.start, c.val = make([]uint16, n+1), make([]int64, n)
	c.start[n] = uint16(len(c.strip.text))
	if c.first = slices.Index(c.loose, true); c.first < 0 {
		c.first = n
	}
	sums := make([]int64, (n+1)*len(c.rels))
	for q := range c.rels {
		sums[n*len(c.rels)+q] = c.rels[q].rest
	}
	c.cut(n, sums, 0, 0)
}

// cut chooses the number before the j-th boundary.
func (c *cutter) cut(j int, sums []int64, broken uint64, failed int) bool {
	end := int(c.start[j])
	if j == 0 {
		return c.yield(c.start, c.val, broken)
	}
	k := c.strip.kinds[j-1]
	loose := c.loose != nil && c.loose[j-1]
	v, scale := int64(0), int64(1)
	for from := end - 1; from >= max(0, end-longest[k]) && c.strip.edge[from] >= end; from-- {
		if *c.steps -= cutCost + len(c.rels); *c.steps < 0 {
			return false
		}
		digit := c.strip.text[from]
		if c.strip.plain {
			v += scale * int64(digit-'0')
			scale *= 10
			if digit == '0' && from < end-1 && !loose {
				continue
			}
		}
		if !c.reachable(j-1, from) {
			continue
		}
		if !c.strip.plain {
			if !k.isNumber(c.strip.text[from:end], loose) {
				continue
			}
			v = whole(c.strip.text[from:end])
		}
		if c.lo != nil && (v < c.lo[j-1] || v > c.hi[j-1]) {
			continue
		}
		now, count, ok := c.weigh(j, from, v, sums, broken, failed)
		if !ok {
			continue
		}
		c.start[j-1], c.val[j-1] = uint16(from), v
		if !c.cut(j-1, sums, now, count) {
			return false
		}
	}
	return true
}

// reachable tells whether the text before from can be cut into the first j numbers.
func (c *cutter) reachable(j, from int) bool {
	can := c.strip.tight
	if c.first < j {
		can = c.strip.loose
	}
	return can[j*(len(c.strip.text)+1)+from]
}

// weigh adds the j-th number to the sums and counts the equations that cannot hold any more.
func (c *cutter) weigh(j, from int, v int64, sums []int64, broken uint64, failed int) (uint64, int, bool) {
	w := len(c.rels)
	for q := range c.rels {
		r := &c.rels[q]
		sum := sums[j*w+q] + r.coef[j-1]*v
		sums[(j-1)*w+q] = sum
		if broken>>r.rel&1 == 0 && !r.possible(sum, j-1, from) {
			broken |= 1 << r.rel
			if failed++; failed > c.allow {
				return broken, failed, false
			}
		}
	}
	return broken, failed, true
}
