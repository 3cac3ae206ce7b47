package extract

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/nianbao/nianbao/report"
)

// outline is the arrangement of a page: which blocks are headings of sections, which are statutory tables, where
// the article ends.
type outline struct {
	heads     map[int]int  // block → number of the section that it opens
	statutory map[int]bool // block → it is a statutory table
	skip      map[int]bool // block → it is part of a table that was printed as lines
	first     int          // the first block that is a heading of a section; len(blocks) when none is
	period    period
	title     candidate
}

// read finds the headings of the sections.
func (o *outline) read(s *session) {
	o.heads, o.statutory, o.skip = map[int]int{}, map[int]bool{}, map[int]bool{}
	o.first = len(s.doc.blocks)
	for i := range s.doc.blocks {
		b := &s.doc.blocks[i]
		if b.Kind != Paragraph && b.Kind != Heading || b.Linked {
			continue
		}
		if p, ok := readPeriod(b.Text); ok && len(o.heads) < 2 {
			o.period.better(p)
		}
		if n, _, _ := sectionHead(b.Text); n > 0 {
			o.heads[i] = n
			o.first = min(o.first, i)
		}
	}
}

// top gives the blocks above the first section and the first statutory table.
func (o *outline) top(blocks []Block) []Block {
	end := o.first
	for i := range o.statutory {
		end = min(end, i)
	}
	for i := range o.skip {
		end = min(end, i)
	}
	return blocks[:min(end, len(blocks))]
}

// end gives the block at which the section after the given one begins.
func (o *outline) end(section, blocks int) int {
	end := blocks
	for i, n := range o.heads {
		if n > section {
			end = min(end, i)
		}
	}
	return end
}

// sections collects the text of the sections, tables left out.
func (o *outline) sections(s *session) {
	all := o.preamble(s.doc.blocks)
	var lines []string // of the last section
	limit := o.articleEnd(s.doc.blocks)
	end := func() {
		if len(lines) > 0 {
			all[len(all)-1].Text = strings.Join(lines, "\n")
		}
		lines = lines[:0]
	}
	for i := o.first; i < limit; i++ {
		b := &s.doc.blocks[i]
		if n := o.heads[i]; n > 0 {
			end()
			_, title, rest := sectionHead(b.Text)
			all = append(all, report.Section{Number: n, Title: title})
			if rest != "" {
				lines = append(lines, rest)
			}
			continue
		}
		if b.Kind != Paragraph && b.Kind != Heading || o.skip[i] {
			continue
		}
		if isFooter(b.Text) {
			break
		}
		if !isPageNumber(b.Text) {
			lines = append(lines, b.Text)
		}
	}
	end()
	s.report.Sections = withoutContents(all)
}

// preamble gives the sentences above the first section as a section without number: who reports, for which period.
func (o *outline) preamble(blocks []Block) []report.Section {
	var lines []string
	for i := 0; i < min(o.first, len(blocks)); i++ {
		b := &blocks[i]
		if b.Kind == Paragraph && !b.Linked && !o.skip[i] && len(b.Text) > 30 && strings.Contains(b.Text, "。") {
			lines = append(lines, b.Text)
		}
	}
	if len(lines) == 0 || o.first == len(blocks) {
		return nil
	}
	return []report.Section{{Text: strings.Join(lines, "\n")}}
}

// withoutContents drops the lines of a table of contents: a heading without text that comes again later.
func withoutContents(all []report.Section) []report.Section {
	var later [len(sectionTitles)]bool
	keep := make([]bool, len(all))
	for i := len(all) - 1; i >= 0; i-- {
		keep[i] = all[i].Text != "" || !later[all[i].Number]
		later[all[i].Number] = true
	}
	var kept []report.Section
	for i, section := range all {
		if keep[i] {
			kept = append(kept, section)
		}
	}
	return kept
}

// articleEnd finds the block at which the element ends that holds all headings of sections and all statutory
// tables: what follows is the portal's own.
func (o *outline) articleEnd(blocks []Block) int {
	var top *html.Node
	found := 0
	for i := range blocks {
		if (o.heads[i] > 0 || o.statutory[i]) && blocks[i].node != nil {
			top = common(top, blocks[i].node)
			found++
		}
	}
	if top == nil || top.Parent == nil || found < 2 {
		return len(blocks)
	}
	end := len(blocks)
	for end > 0 && blocks[end-1].node != nil && !within(blocks[end-1].node, top) {
		end--
	}
	return end
}

// common gives the lowest element that holds both nodes.
func common(a, b *html.Node) *html.Node {
	if a == nil {
		return b.Parent
	}
	for ; a != nil; a = a.Parent {
		if within(b, a) {
			return a
		}
	}
	return nil
}

func within(n, top *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == top {
			return true
		}
	}
	return false
}
