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

// upperHalf and lowerHalf match the halves of the head 尚未审结 where it was broken over two lines.
var (
	upperHalf = regexp.MustCompile(`尚未(审?)`)
	lowerHalf = regexp.MustCompile(`审?结$`)
)
