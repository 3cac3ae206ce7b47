package extract

import (
	"strings"

	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// heads of a page: everything above the first section.
type pageHead struct {
	doc     *document
	hints   page.Hints
	top     []Block // blocks before the first section or statutory table
	fields  fields
	crumb   string
	period  period
	titles  []candidate
	fetched report.Date // when the page was fetched; zero when not known
	loose   report.Date // a date that stands alone near the title
}

// candidate is a text that may be the title, with where it stood.
type candidate struct {
	text   string
	origin string
}

// readHead reads what stands above the sections.
func readHead(doc *document, top []Block, hints page.Hints) *pageHead {
	h := &pageHead{doc: doc, hints: hints, top: top}
	for i := range top {
		b := &top[i]
		switch {
		case b.Kind == TableKind:
			h.fields.table(b.Grid)
		case b.Kind == Paragraph || b.Kind == Heading:
			h.text(i, b)
		}
	}
	h.collectTitles()
	return h
}

// text reads one block above the sections.
func (h *pageHead) text(i int, b *Block) {
	if what := fieldOf(b.Text); what != noField {
		if next := h.nextText(i + 1); next != "" {
			h.fields.put(what, next)
		}
		return
	}
	h.fields.line(b.Text)
	if strings.Contains(b.Text, "位置") && strings.ContainsAny(b.Text, ">＞»›→/") || strings.Contains(b.Text, "您所在的位置") {
		h.crumb = b.Text
	} else if strings.Contains(b.Text, "位置") && len(b.Text) < 60 {
		if next := h.nextText(i + 1); strings.HasPrefix(next, ">") || strings.HasPrefix(next, "＞") {
			h.crumb = b.Text + next
		}
	}
	if d, size, ok := printed.ReadDate(strings.TrimLeft(b.Text, "[(（【")); ok && h.loose.IsZero() && len(b.Text)-size < 100 {
		h.loose = d
	}
}

func (h *pageHead) nextText(i int) string {
	for ; i < len(h.top); i++ {
		if k := h.top[i].Kind; k == Paragraph || k == Heading {
			return h.top[i].Text
		}
	}
	return ""
}
