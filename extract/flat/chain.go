package flat

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/nianbao/nianbao/extract/printed"
)

// anchor is a label found in the stream.
type anchor struct {
	entry      int // in the sequence
	start, end int // in normal, number and remark included
	how        printed.How
	glued      bool // its number touches a digit before it
	weight     int
	total      int // of the best chain that ends here
	previous   int // anchor before it in that chain; -1 for none
}

// chain is the best chain of labels in official order.
type chain struct {
	stream   *stream
	sequence *sequence
	anchors  []anchor
	score    int
	rowCount int
}

// mostAnchors bounds the occurrences of all labels together.
const mostAnchors = 200_000

// findChain builds the chain with the greatest weight: every label at most once, in official order, none over another.
// Of equal places the later counts: what stands before the table is prose.
// Only the part of the stream from one byte to another is looked at.
func findChain(s *stream, q *sequence, from, to int) *chain {
	var all []anchor
	for i := range q.entries {
		if all = append(all, s.occurrences(&q.entries[i], i, from, to)...); len(all) > mostAnchors {
			break
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].start < all[j].start })
	byEnd := make([]int, len(all))
	for i := range byEnd {
		byEnd[i] = i
	}
	sort.SliceStable(byEnd, func(i, j int) bool { return all[byEnd[i]].end < all[byEnd[j]].end })

	best := make([]int, len(q.entries)) // by entry: the best closed chain that ends with it
	for i := range best {
		best[i] = -1
	}
	closed, last := 0, -1
	for i := range all {
		a := &all[i]
		for ; closed < len(byEnd) && all[byEnd[closed]].end <= a.start && byEnd[closed] < i; closed++ {
			if c := &all[byEnd[closed]]; best[c.entry] < 0 || all[best[c.entry]].total <= c.total {
				best[c.entry] = byEnd[closed]
			}
		}
		a.total, a.previous = a.weight, -1
		for e := range a.entry {
			if b := best[e]; b >= 0 && all[b].total+a.weight > a.total {
				a.total, a.previous = all[b].total+a.weight, b
			}
		}
		if last < 0 || a.total > all[last].total {
			last = i
		}
	}
	return collect(s, q, all, last)
}

func collect(s *stream, q *sequence, all []anchor, last int) *chain {
	c := &chain{stream: s, sequence: q}
	if last >= 0 {
		c.score = all[last].total
	}
	for i := last; i >= 0; i = all[i].previous {
		c.anchors = append(c.anchors, all[i])
		if q.entries[all[i].entry].kind == row {
			c.rowCount++
		}
	}
	for i, j := 0, len(c.anchors)-1; i < j; i, j = i+1, j-1 {
		c.anchors[i], c.anchors[j] = c.anchors[j], c.anchors[i]
	}
	return c
}

// better prefers the greater weight, and of equals the form of which fewer rows are missing.
func (c *chain) better(d *chain) bool {
	if c.score != d.score {
		return c.score > d.score
	}
	return c.sequence.rows-c.rowCount < d.sequence.rows-d.rowCount
}

// enough tells whether the text has the table at all: half of the labels of its rows, or the whole head of table
// four.
func (c *chain) enough() bool {
	return c.rowCount*2 >= c.sequence.rows && c.rowCount > 0 && len(c.anchors) >= 5 && c.together()
}

// together tells whether the last head of table four stands right behind another: sentences name its results too, far
// from any 总计.
func (c *chain) together() bool {
	const close = 60
	for i := range c.anchors {
		if c.sequence.entries[c.anchors[i].entry].across && (i == 0 || c.anchors[i].start-c.anchors[i-1].end > close) {
			return false
		}
	}
	return true
}

// occurrences lists the places of a label in a part of the stream.
func (s *stream) occurrences(e *entry, index, from, to int) []anchor {
	part := s.normal[from:to]
	for how, texts := range [][]string{e.texts[:1], e.texts[1:]} {
		var found []anchor
		for _, text := range texts {
			for at := 0; ; {
				i := strings.Index(part[at:], text)
				if i < 0 {
					break
				}
				start := from + at + i
				found = s.anchor(found, e, anchor{entry: index, start: start, end: start + len(text), how: printed.How(how)})
				at += i + len(text)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	var found []anchor
	for _, set := range e.keywords {
		if found = s.byKeywords(found, e, index, set, from, to); len(found) > 0 {
			break
		}
	}
	return found
}

// byKeywords finds a damaged label by words that only it has, close to each other.
func (s *stream) byKeywords(found []anchor, e *entry, index int, set []string, from, to int) []anchor {
	if utf8.RuneCountInString(strings.Join(set, "")) < 3 {
		return found
	}
	const near = 60
	for at := from; ; {
		i := strings.Index(s.normal[at:to], set[0])
		if i < 0 {
			return found
		}
		start, end := at+i, at+i+len(set[0])
		for _, word := range set[1:] {
			j := strings.Index(s.normal[end:min(to, end+near)], word)
			if j < 0 {
				end = -1
				break
			}
			end += j + len(word)
		}
		at = start + len(set[0])
		if end > 0 {
			found = s.anchor(found, e, anchor{entry: index, start: start, end: s.pastWord(end), how: printed.ByKeyword})
		}
	}
}

// pastWord goes on to the end of the Chinese word that a damaged label breaks off in.
func (s *stream) pastWord(at int) int {
	for at < len(s.normal) {
		r, size := utf8.DecodeRuneInString(s.normal[at:])
		if r < 0x4e00 || r > 0x9fff || s.line(s.start(at)) != s.line(s.end(at)) {
			break
		}
		at += size
	}
	return at
}

// anchor completes an occurrence with the label's number and remark, and weighs it.
func (s *stream) anchor(found []anchor, e *entry, a anchor) []anchor {
	body := a.end - a.start
	s.takeItem(e, &a)
	s.takeRemark(&a)
	if e.needItem && a.start+body == a.end {
		return found
	}
	a.weight = 2 * min(body/3, 12)
	switch {
	case e.kind == stop:
		a.weight = 1
	case a.how == printed.ByKeyword:
		a.weight /= 2
	}
	if a.start+body < a.end {
		a.weight += 2
	}
	return append(found, a)
}

// takeItem takes the number of the label, "(三)", "一、" or "5.", into the anchor.
func (s *stream) takeItem(e *entry, a *anchor) {
	if e.item.Level == 0 {
		return
	}
	from := max(0, a.start-12)
	for from < a.start && !utf8.RuneStart(s.normal[from]) {
		from++
	}
	for ; from < a.start; from++ {
		if !utf8.RuneStart(s.normal[from]) {
			continue
		}
		item, rest := printed.CutItem(s.normal[from:a.start])
		if rest != "" || item.Level == 0 || item.Level == 3 && isDigit(s.normal[from]) && isDigit(s.normal[from+1]) {
			continue
		}
		if item.Level == 3 && from > 0 && isDigit(s.normal[from]) && !s.alone(s.start(from)) && isDigit(s.normal[from-1]) {
			a.glued = true
			if item.Number != e.item.Number {
				continue
			}
		}
		a.start = from
		return
	}
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// takeRemark takes a remark in brackets behind the label into the anchor: 部分公开(区分处理的,…).
func (s *stream) takeRemark(a *anchor) {
	const longest = 180
	rest := s.normal[a.end:min(len(s.normal), a.end+longest)]
	if !strings.HasPrefix(rest, "(") {
		return
	}
	if item, _ := printed.CutItem(rest); item.Level > 0 {
		return
	}
	if i := strings.IndexByte(rest, ')'); i > 0 && !strings.ContainsAny(rest[1:i], "0123456789") {
		a.end += i + 1
	}
}
