package flat

import (
	"regexp"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/extract/printed"
)

// parts is table four in a copy that went through it column by column or group by group: stretches of numbers, with heads
// between them that belong to the columns beside.
type parts struct {
	runs []partRun
	all  []Piece // the numbers of all runs
}

// partRun is a stretch of numbers with no text inside, and the text between the one before and it, in Normal spelling.
type partRun struct {
	before  string
	numbers []Piece
	first   int // of its numbers in all
}

const groupWidth = 5 // four outcomes and their total

// groupOfFour is one group as it was found: where its outcomes begin and where its total stands, in all.
type groupOfFour struct{ outcomes, total int }

// headOfFour matches what may stand between the numbers of table four.
var headOfFour = regexp.MustCompile(`^[结果维持纠正其他尚未审总计复议后起诉讼经直接行政]*$`)

// inParts reads table four from stretches of numbers; nil when they are not all there, or when it stays open which number is
// which.
func (s *stream) inParts(c *chain) []Row {
	p := s.partsOfFour()
	if p == nil {
		return nil
	}
	if p.inOrder() {
		return []Row{c.rowOfFour(p.all)}
	}
	groups, ok := p.bySums()
	if !ok {
		return nil
	}
	var numbers []Piece
	for _, g := range groups {
		numbers = append(append(numbers, p.all[g.outcomes:g.outcomes+groupWidth-1]...), p.all[g.total])
	}
	row := c.rowOfFour(numbers)
	row.BySum = true
	return []Row{row}
}

// partsOfFour collects the numbers below the heading of section four; nil unless they are as many as table four has and
// nothing but its heads stands between them.
func (s *stream) partsOfFour() *parts {
	const title, reach = "行政诉讼情况", 1500
	from := strings.LastIndex(s.normal, title)
	if from < 0 {
		return nil
	}
	from += len(title)
	to := min(len(s.normal), from+reach)
	for _, next := range []string{"存在的主要问题", "问题及改进", "五、"} {
		if i := strings.Index(s.normal[from:to], next); i >= 0 {
			to = from + i
		}
	}
	if to == from+reach || to == len(s.normal) {
		return nil
	}
	pieces, _ := s.split(s.start(from), s.start(to))
	p, text := &parts{}, ""
	open := false
	for i := range pieces {
		switch raw := pieces[i].Raw; {
		case strings.Trim(raw, "0123456789") == "":
			if !open {
				p.runs = append(p.runs, partRun{before: text, first: len(p.all)})
			}
			last := &p.runs[len(p.runs)-1]
			last.numbers, p.all = append(last.numbers, pieces[i]), append(p.all, pieces[i])
			open, text = true, ""
		default:
			open = false
			if text += printed.Normal(raw); hasDigit(raw) || !headOfFour.MatchString(text) {
				return nil
			}
		}
	}
	if len(p.all) != 3*groupWidth || text != "" {
		return nil
	}
	return p
}

// headAt gives all text up to a run, its own included.
func (p *parts) headAt(run int) string {
	var out strings.Builder
	for i := 0; i <= run; i++ {
		out.WriteString(p.runs[i].before)
	}
	return out.String()
}

// inOrder tells whether the numbers stand in the order of the form, by their heads alone: each under its own head, each
// group under its own label, or all in one line whose last head slipped behind it.
func (p *parts) inOrder() bool {
	switch len(p.runs) {
	case 2:
		return len(p.runs[0].numbers) == len(p.all)-1 && p.runs[1].before == "总计" && lastTotalIsLate(p.runs[0].before)
	case 3:
		even := !slices.ContainsFunc(p.runs, func(r partRun) bool { return len(r.numbers) != groupWidth })
		return even && p.labelled(0, 1, 2) && p.headsInOrder()
	case 3 * groupWidth:
		return p.labelled(0, groupWidth, 2*groupWidth) && p.headsInOrder()
	}
	return false
}

// lastTotalIsLate tells whether the heads of all columns stand in order, but for the last 总计: each 总计 comes behind as many
// 维持 as there are groups up to its own.
func lastTotalIsLate(heads string) bool {
	totals := strings.Split(heads, "总计")
	if len(totals) != 3 || strings.Count(heads, "维持") != 3 || strings.Count(heads, "纠正") != 3 {
		return false
	}
	return !slices.ContainsFunc(totals, func(part string) bool {
		return strings.Count(part, "维持") != 1 || strings.Count(part, "纠正") != 1
	})
}

// labelled tells whether the labels of the groups stand right above the runs that begin them.
func (p *parts) labelled(review, direct, after int) bool {
	counts := func(label string, run int) bool {
		return strings.Count(p.headAt(len(p.runs)-1), label) == 1 && strings.Contains(p.runs[run].before, label)
	}
	return strings.Contains(p.runs[review].before, "行政复议") && counts(directSuit, direct) && counts(suitAfter, after)
}

// columnHeads are words of the heads of a group that no other head of it has.
var columnHeads = [groupWidth]string{"维持", "纠正", "其他", "尚未", "总计"}

// headsInOrder tells whether the heads above each run are those of its numbers, in order and no others.
func (p *parts) headsInOrder() bool {
	for i := range p.runs {
		text, at := p.runs[i].before, -1
		for n := range p.runs[i].numbers {
			next := strings.Index(text, columnHeads[(p.runs[i].first+n)%groupWidth])
			if next <= at {
				return false
			}
			at = next
		}
		heads := 0
		for _, head := range columnHeads {
			heads += strings.Count(text, head)
		}
		if heads != len(p.runs[i].numbers) {
			return false
		}
	}
	return true
}

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

// upperHalf and lowerHalf match the halves of the head 尚未审结 where it was broken over two lines.
var (
	upperHalf = regexp.MustCompile(`尚未(审?)`)
	lowerHalf = regexp.MustCompile(`审?结$`)
)
