package flat

import (
	"strings"
	"unicode/utf8"

	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
)

// longestOver bounds, in bytes, the text over a row that is looked at; the heads of table three have about 150.
const longestOver = 600

// before gives what stands right in front of the first label of the table, two lines at most.
func (c *chain) before() string {
	const longest = 90
	s, end := c.stream, c.stream.start(c.anchors[c.cluster()].start)
	from := max(0, end-longest)
	for from < end && !utf8.RuneStart(s.full[from]) {
		from++
	}
	return s.full[from:end]
}

// over gives what stands in front of the label of a row, back to the row before. Where not all heads were found in the
// order of the form, it tells whether one of them stands there all the same: in another order.
func (c *chain) over(i int, headless bool) (text string, muddled bool) {
	s, at := c.stream, &c.anchors[i]
	entries, block := c.sequence.entries, c.sequence.entries[at.entry].block
	first, captioned, lowest := true, false, at.start
	from, found := max(0, at.start-longestOver), map[int]bool{}
	for j := i - 1; j >= 0; j-- {
		a := &c.anchors[j]
		if e := &entries[a.entry]; e.kind == row || e.block != block && e.kind != group {
			first = e.block != block
			from = max(from, a.end)
			break
		}
		found[a.entry], lowest = true, a.start
		if entries[a.entry].kind == caption {
			from, captioned = max(from, a.end), true
			break
		}
	}
	start := s.start(at.start)
	if !first {
		line := s.full[s.start(from):start]
		return line[strings.LastIndexAny(line, "0123456789０１２３４５６７８９|\t\n　 ")+1:], false
	}
	if !captioned && c.sequence.form.Table == report.Disclosure || c.sequence.form.Table == report.Disputes || len(found) == 0 {
		return "", false
	}
	if !captioned {
		from = max(from, lowest)
	}
	region := s.normal[from:at.start]
	for e := range entries {
		if headless && entries[e].kind == head && entries[e].block == block && !found[e] && strings.Contains(region, entries[e].texts[0]) {
			muddled = true
		}
	}
	return printed.Normal(s.full[s.start(from):start]), muddled
}
