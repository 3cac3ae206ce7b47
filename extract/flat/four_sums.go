package flat

import (
	"slices"
	"strings"
)

// groupOfFour is one group as it was found: where its outcomes begin and where its total stands, in all.
type groupOfFour struct{ outcomes, total int }

// bySums finds the groups by their sums, in the order of the form. Which outcomes go with which total must follow from the
// sums in one way, and which group is which from the heads.
func (p *parts) bySums() (groups []groupOfFour, ok bool) {
	for _, way := range p.waysOfFour() {
		switch {
		case groups == nil:
			groups = way
		case !p.sameNumbers(groups, way):
			return nil, false
		}
	}
	if groups == nil {
		return nil, false
	}
	first := p.runs[p.runOf(groups[0].outcomes)].before
	if p.runOf(groups[0].outcomes) != 0 || !strings.Contains(first, "行政复议") || !strings.Contains(first, "维持") || !strings.Contains(first, "纠正") {
		return nil, false
	}
	swapped, ok := p.swapped(groups)
	if swapped {
		groups[1], groups[2] = groups[2], groups[1]
	}
	return groups, ok
}

// waysOfFour lists the ways in which three stretches of four numbers, each inside one run, have the three numbers left as
// their sums; the stretches in the order of the text.
func (p *parts) waysOfFour() (ways [][]groupOfFour) {
	values := make([]int64, len(p.all))
	for i := range p.all {
		v, ok := valueOf(p.all[i])
		if !ok {
			return nil
		}
		values[i] = v
	}
	const leaves = groupWidth - 1
	inRun := func(at int) bool { return at+leaves <= len(p.all) && p.runOf(at) == p.runOf(at+leaves-1) }
	for a := 0; a < len(p.all); a++ {
		for b := a + leaves; inRun(a) && b < len(p.all); b++ {
			for c := b + leaves; inRun(b) && c < len(p.all); c++ {
				if inRun(c) {
					ways = append(ways, totalsFor(values, a, b, c)...)
				}
			}
		}
	}
	return ways
}

// totalsFor lists the ways to give three stretches of four numbers their sums among the numbers left.
func totalsFor(values []int64, starts ...int) (ways [][]groupOfFour) {
	const leaves = groupWidth - 1
	var left []int
	for i := range values {
		if !slices.ContainsFunc(starts, func(at int) bool { return i >= at && i < at+leaves }) {
			left = append(left, i)
		}
	}
	for _, order := range [][3]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		var way []groupOfFour
		for i, at := range starts {
			sum := values[at] + values[at+1] + values[at+2] + values[at+3]
			if total := left[order[i]]; values[total] == sum && total > at {
				way = append(way, groupOfFour{at, total})
			}
		}
		if len(way) == len(starts) {
			ways = append(ways, way)
		}
	}
	return ways
}

// runOf gives the run of a number.
func (p *parts) runOf(at int) int {
	for i := range p.runs {
		if r := &p.runs[i]; at >= r.first && at < r.first+len(r.numbers) {
			return i
		}
	}
	return len(p.runs)
}

// sameNumbers tells whether two ways give the groups the same numbers.
func (p *parts) sameNumbers(a, b []groupOfFour) bool {
	return slices.EqualFunc(a, b, func(x, y groupOfFour) bool { return p.sameGroup(x, y) })
}

func (p *parts) sameGroup(x, y groupOfFour) bool {
	const leaves = groupWidth - 1
	return sameTexts(p.all[x.outcomes:x.outcomes+leaves], p.all[y.outcomes:y.outcomes+leaves]) && p.all[x.total].Raw == p.all[y.total].Raw
}

// swapped tells whether the group under 复议后起诉 stands before that under 未经复议直接起诉. ok is false when nothing tells. Two things
// do: the label 复议后起诉 stands over its own group; and where 尚未审结 was broken at another place in one of the two groups, its
// upper half, which keeps the order of the columns, says which lower half is whose.
func (p *parts) swapped(groups []groupOfFour) (swapped, ok bool) {
	if p.sameGroup(groups[1], groups[2]) {
		return false, true
	}
	second, third := p.runOf(groups[1].outcomes), p.runOf(groups[2].outcomes)
	all := p.headAt(len(p.runs) - 1)
	if second == third || strings.Count(all, directSuit) != 1 || strings.Count(all, suitAfter) != 1 || !strings.Contains(p.headAt(second), directSuit) {
		return false, false
	}
	label := !strings.Contains(p.headAt(0), suitAfter) && strings.Contains(p.headAt(second), suitAfter)
	lateLabel := !strings.Contains(p.headAt(second), suitAfter) && strings.Contains(p.headAt(third), suitAfter)
	halves := upperHalf.FindAllStringSubmatch(all, -1)
	if len(halves) != 3 || halves[1][1] == halves[2][1] {
		return false, lateLabel && !strings.Contains(p.headAt(0), suitAfter) && strings.Contains(p.runs[second].before, directSuit)
	}
	lower := func(run int) string { return lowerHalf.FindString(p.runs[run].before) }
	is := func(half, whole string) bool { return half+whole == "尚未审结" }
	switch {
	case is(halves[1][0], lower(second)) && is(halves[2][0], lower(third)):
		return false, !label
	case is(halves[1][0], lower(third)) && is(halves[2][0], lower(second)):
		return true, label
	}
	return false, false
}
