package flat

import (
	"strings"
	"unicode/utf8"
)

// The labels of the groups of table four that lie under 行政诉讼.
const (
	directSuit = "未经复议直接起诉"
	suitAfter  = "复议后起诉"
)

// headsOfFour are the words that the head of table four must show, in whatever order a copy left them.
var headsOfFour = []string{"行政复议", "行政诉讼", directSuit, suitAfter, "维持", "纠正", "审结", "总计"}

// lineOfFour finds the line of table four below a head whose labels a copy mixed up: the first numbers behind the head
// have to be all that the table has, with no text between them.
func (s *stream) lineOfFour(c *chain) []Row {
	const reach = 900
	at := strings.LastIndex(s.normal, directSuit)
	if at < 0 {
		return nil
	}
	to := min(len(s.normal), at+reach)
	for _, next := range []string{"存在的主要问题", "问题及改进", "五、"} {
		if i := strings.Index(s.normal[at:], next); i >= 0 {
			to = min(to, at+i)
		}
	}
	for to < len(s.normal) && !utf8.RuneStart(s.normal[to]) {
		to--
	}
	head := s.normal[max(0, at-400):to]
	for _, word := range headsOfFour {
		if !strings.Contains(head, word) {
			return nil
		}
	}
	b := c.sequence.form.Blocks[0]
	width := len(b.Rows) * len(b.Columns)
	pieces, _ := s.split(s.start(at), s.start(to))
	first := 0
	for first < len(pieces) && !hasDigit(pieces[first].Raw) {
		first++
	}
	end := first
	for end < len(pieces) && hasDigit(pieces[end].Raw) && strings.Trim(pieces[end].Raw, "0123456789") == "" {
		end++
	}
	for i := end; i < len(pieces); i++ {
		if hasDigit(pieces[i].Raw) {
			return nil
		}
	}
	if end-first != width {
		return nil
	}
	return []Row{c.rowOfFour(pieces[first:end])}
}

// rowOfFour makes the row of all groups side by side from its numbers in the order of the form.
func (c *chain) rowOfFour(numbers []Piece) Row {
	form := c.sequence.form
	return Row{
		Table: form.Table, Edition: form.Edition, Row: form.Blocks[0].Rows[0].Row, Across: true, Label: directSuit, Cells: len(numbers),
		Pieces: numbers, Place: numbers[0].Place, ByOrder: true,
	}
}
