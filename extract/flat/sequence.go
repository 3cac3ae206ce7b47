package flat

import (
	"unicode/utf8"

	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
)

// kind says what a label in a sequence stands for.
type kind uint8

const (
	caption kind = iota
	head         // of a column
	group        // over several rows
	row
	stop // the heading of the next section: it only ends the row before it
)

// entry is a label of a sequence.
type entry struct {
	kind     kind
	row      report.Row
	label    string // as the form prints it
	item     printed.Item
	texts    []string // Normal spellings to search: the form's own, then the aliases
	keywords [][]string
	block    int // blocks are numbered in order
	cells    int // of a row
	across   bool
	needItem bool // too short to be found without its number
}

// sequence is a form as the labels that a page prints one after the other.
type sequence struct {
	form    *report.Form
	entries []entry
	rows    int
}

// nextSection are words of the heading that follows each table.
var nextSection = [...]string{
	report.Disclosure: "收到和处理政府信息公开", report.Applications: "行政复议、行政诉讼情况", report.Disputes: "存在的主要问题",
}

// above are the labels that stand above the heads of the columns.
var above = [...][]string{
	report.Applications: {"第一项加第二项之和,等于第三项加第四项之和)", "申请人情况"},
	report.Disputes:     {"行政复议", "行政诉讼"},
}

func sequenceOf(f *report.Form) sequence {
	s := sequence{form: f}
	for _, label := range above[f.Table] {
		s.add(entry{kind: group, label: label, block: -1})
	}
	for i, b := range f.Blocks {
		if b.Across {
			s.across(b)
			continue
		}
		if b.Caption != "" {
			s.add(entry{kind: caption, label: b.Caption, block: i})
		}
		for _, c := range b.Columns {
			if e := (entry{kind: head, label: c.Label, block: i}); utf8.RuneCountInString(c.Label) > 2 {
				s.add(e, c.Aliases...)
			}
		}
		groups := map[string]bool{}
		for _, r := range b.Rows {
			for _, g := range r.Groups {
				if !groups[g] {
					groups[g] = true
					s.add(entry{kind: group, label: g, block: i})
				}
			}
			s.add(entry{kind: row, row: r.Row, label: r.Label, keywords: r.Keywords, block: i, cells: len(b.Columns)}, r.Aliases...)
		}
	}
	s.add(entry{kind: stop, label: nextSection[f.Table]})
	return s
}

// across adds the heads of table four: the groups, then the results of each, and one row for all of them behind
// the last head.
func (s *sequence) across(b report.Block) {
	for i, r := range b.Rows {
		if i > 0 {
			s.add(entry{kind: group, label: r.Label})
		}
		if i == 1 {
			continue
		}
		s.results(b)
	}
	s.results(b)
	last := &s.entries[len(s.entries)-1]
	last.kind, last.across, last.cells, last.row = row, true, len(b.Rows)*len(b.Columns), b.Rows[0].Row
	s.rows++
}

func (s *sequence) results(b report.Block) {
	for _, c := range b.Columns {
		s.add(entry{kind: head, label: c.Label})
	}
}

func (s *sequence) add(e entry, aliases ...string) {
	item, body := printed.CutItem(printed.Normal(e.label))
	e.item = item
	if base, _ := printed.CutRemark(body); base != "" && e.kind == row {
		body = base
	}
	if e.kind == caption {
		body = printed.Normal(e.label)
	}
	e.texts = []string{body}
	for _, a := range aliases {
		if a = printed.Normal(a); a != body {
			e.texts = append(e.texts, a)
		}
	}
	e.needItem = e.kind == row && utf8.RuneCountInString(body) <= 2 && item.Level > 0
	if e.kind == row {
		s.rows++
	}
	s.entries = append(s.entries, e)
}
