package extract

import (
	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
)

// dataRow binds a row of data. It tells whether the row was one.
func (b *binder) dataRow() bool {
	if b.context.known && b.context.table == report.Disputes && b.unlabelled() && b.goesOn() {
		return b.disputesRow(report.RowReconsideration, false, b.values(0), nil)
	}
	match, at, label := b.rowLabel()
	switch {
	case match.Word == nil && b.hinted && b.hint == report.Disputes && b.unlabelled() && len(b.seen) == 15 && !b.allEmpty():
		b.context = context{table: report.Disputes, known: true}
		return b.disputesRow(report.RowReconsideration, false, b.values(0), nil)
	case match.Word == nil:
		return b.unknownRow()
	}
	c, values := &b.context, b.values(at+1)
	switch match.Kind {
	case printed.Group: // a group over rows that follow
		c.group = match.Body
		return true
	case printed.Column: // table four printed downwards, or turned
		return b.disputesRow(c.sub, true, values, match.Word)
	}
	if match.Table == report.Disputes {
		c.sub = match.Row
		if len(values) == 0 {
			return true
		}
		return b.disputesRow(match.Row, true, values, nil)
	}
	b.emit(match, label, values)
	return true
}

// rowLabel finds the label of the row: the last label before the values. Labels of groups on the way are kept.
func (b *binder) rowLabel() (match printed.Match, at int, label *seen) {
	for i := range b.seen {
		s := &b.seen[i]
		if s.Empty {
			continue
		}
		if s.figure || match.Word != nil && match.Kind == printed.Row && len(s.words) == 0 && !b.longText(s) {
			break
		}
		found, ok := b.findRow(s)
		if !ok && match.Word != nil && match.Kind == printed.Row {
			break
		}
		if !ok {
			continue
		}
		if c := &b.context; !c.known || c.table != found.Table {
			*c = context{table: found.Table, known: true}
		}
		if match.Word != nil && match.Kind != printed.Column || found.Kind == printed.Group {
			b.enterGroup(match, found)
		}
		match, at, label = found, i, s
		if match.Kind == printed.Column {
			break
		}
	}
	return match, at, label
}

// longText tells whether a cell behind a label is too long to be a value: then it may be the label itself.
func (b *binder) longText(s *seen) bool { return len(s.Text) > 30 }

// enterGroup keeps the group that a row lies in.
func (b *binder) enterGroup(outer, inner printed.Match) {
	switch {
	case inner.Kind == printed.Group && inner.Word != nil:
		b.context.group = inner.Body
	case outer.Word != nil && outer.Table == report.Disputes && outer.Kind == printed.Row:
		b.context.sub = outer.Row
	case outer.Word != nil && outer.Row == report.RowOtherwise:
		b.context.group = outer.Body
	}
}

// findRow looks a label up among the rows and groups: first those of the table in hand and their exact wording, then
// damaged ones, then the rows of other tables.
func (b *binder) findRow(s *seen) (printed.Match, bool) {
	c := &b.context
	noRow := s.label.Base == "其他处理" && b.followedByLabel(s) // form 2021 groups under it what form 2019 counts in one row
	inTable := func(w *printed.Word) bool {
		return (!c.known || w.Table == c.table) && (w.Kind == printed.Row && !noRow || w.Kind == printed.Group ||
			w.Kind == printed.Column && w.Table == report.Disputes)
	}
	if (s.label.Base == "其他" || s.label.Base == "总计") && s.label.Item.Level == 0 && !b.bound {
		return printed.Match{}, false // every second table of the world has such a row
	}
	if w := s.word(printed.Row, c); w != nil && !noRow && inTable(w) {
		return printed.Match{Word: w}, true
	}
	for _, want := range []func(*printed.Word) bool{inTable, func(w *printed.Word) bool { return w.Kind == printed.Row && !noRow }} {
		if match, ok := b.lexicon.Find(s.label, want); ok {
			if match.How >= printed.ByKeyword {
				b.damagedLabel(s, match)
			}
			return match, true
		}
	}
	return printed.Match{}, false
}

// followedByLabel tells whether the next filled cell of the row is a label and not a value.
func (b *binder) followedByLabel(s *seen) bool {
	past := false
	for i := range b.seen {
		next := &b.seen[i]
		if past && !next.Empty {
			return !next.figure && printed.ReadFigure(next.Text).State == report.Unreadable
		}
		past = past || next == s
	}
	return s.RowSpan > 1
}

// values gives the cells of the row from the given one on.
func (b *binder) values(from int) []seen {
	if from > len(b.seen) {
		return nil
	}
	return b.seen[from:]
}

// unknownRow keeps a row that no form knows, when it stands in a statutory table and holds figures.
func (b *binder) unknownRow() bool {
	if !b.context.known || !b.bound || b.allEmpty() {
		return false
	}
	figures := 0
	cells := make([]string, 0, len(b.seen))
	label := ""
	for i := range b.seen {
		s := &b.seen[i]
		if !s.Empty && (s.figure || printed.ReadFigure(s.Text).State == report.Printed) {
			figures++
		}
		if label == "" && !s.figure {
			label = s.Text
			continue
		}
		cells = append(cells, s.Text)
	}
	if figures == 0 {
		return false
	}
	b.leaveOver("row", label, cells, b.placeOf(&b.seen[0]))
	return true
}

// emit proposes what stands in a row.
func (b *binder) emit(match printed.Match, label *seen, values []seen) {
	b.out.vote(match.Word)
	if match.Table == report.Disclosure {
		b.out.votes[report.Disclosure] = b.undone(match)
	}
	c := &b.context
	e := Evidence{Table: match.Table, Row: match.Row, Label: label.Text, How: match.How, Place: b.placeOf(label)}
	if match.Table == report.Disclosure && !c.fits(match.Row) {
		c.heads, c.laid, c.order = heads{}, false, nil
	}
	b.lay()
	e.Uncertain = c.state != ""
	e.Split = b.splits(label)
	if b.lexicon.Added(label.label, match.Word) != "" {
		e.Doubt = label.Text
	}
	b.fill(&e, values, func(s slot) report.Key { return report.Key{Table: match.Table, Row: match.Row, Column: s.column} })
	b.propose(&e)
}

// undone takes back the vote of a row label of table two: its wording differs less between the editions than
// between publishers, and only the heads of the columns tell the form.
func (b *binder) undone(match printed.Match) [3]int {
	votes := b.out.votes[report.Disclosure]
	if match.In(report.Edition2019) != match.In(report.Edition2021) {
		for _, e := range []report.Edition{report.Edition2019, report.Edition2021} {
			if match.In(e) {
				votes[e]--
			}
		}
	}
	return votes
}

// fits tells whether the heads in force are those of the row's own block.
func (c *context) fits(row report.Row) bool {
	for _, h := range c.heads.columns {
		if h.word != nil && !(report.Key{Table: report.Disclosure, Row: row, Column: h.word.Column}).Valid() {
			return false
		}
	}
	return true
}
