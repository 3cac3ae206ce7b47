package extract

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/extract/flat"
	"github.com/nianbao/nianbao/extract/grid"
	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
)

// statistics reads the statistics table of a report from before the national forms: the one of 2014, or a local one.
// Each row has a value of the year and, where the table has that column, one since the beginning; the two are never
// taken for each other.
func (s *session) statistics() {
	w := statisticsWriter{session: s, keys: map[string]bool{}}
	for i := range s.doc.blocks {
		if b := &s.doc.blocks[i]; b.Kind == TableKind && !s.outline.statutory[i] {
			w.grid(b)
		}
	}
	if len(s.report.Statistics) > 0 || !s.saysStatistics() || s.tooLong() {
		return
	}
	lines, blocks := s.lines()
	found := s.reader.flat.Statistics(lines)
	yearly, cumulative := columnsOf(found.Columns)
	for i := range found.Rows {
		w.flatRow(&found.Rows[i], len(found.Columns), yearly, cumulative)
	}
	if len(found.Rows) > 0 {
		last := found.Rows[len(found.Rows)-1].Values
		s.counts = [2]report.Place{found.Rows[0].Place.Place, last[len(last)-1].Place}
		for i, used := range found.Used {
			if used && len(s.doc.blocks[blocks[i]].Text) < 400 {
				s.outline.skip[blocks[i]] = true
			}
		}
	}
}

// saysStatistics is a quick look for the head of a statistics table.
func (s *session) saysStatistics() bool {
	for i := range s.doc.blocks {
		if text := s.doc.blocks[i].Text; strings.Contains(text, "指标") {
			return true
		}
	}
	return false
}

// columnsOf tells which of the columns of values is that of the year and which adds up all years; -1 for none.
func columnsOf(heads []string) (yearly, cumulative int) {
	yearly, cumulative = -1, -1
	for i, head := range heads {
		switch {
		case strings.Contains(head, "累计"):
			cumulative = i
		case yearly < 0:
			yearly = i
		}
	}
	return yearly, cumulative
}

// statisticsWriter gives the rows their keys.
type statisticsWriter struct {
	*session
	keys map[string]bool
	next int // in the national form: where the next label is looked for first
}

// grid reads a table whose head names the indicator, the unit and the values.
func (w *statisticsWriter) grid(b *Block) {
	label, unit := -1, -1
	var columns []int
	var heads []string
	for r := range b.Grid.Rows {
		cells := b.Grid.Row(r)
		if label < 0 || unit < 0 {
			label, unit, columns, heads = -1, -1, nil, nil
			for i := range cells {
				switch text := printed.Normal(cells[i].Text); {
				case strings.Contains(text, "指标"):
					label = cells[i].Column
				case strings.HasSuffix(text, "单位"):
					unit = cells[i].Column
				case text != "" && label >= 0 && !strings.Contains(text, "代码") && !strings.Contains(text, "序号"):
					columns, heads = append(columns, cells[i].Column), append(heads, text)
				}
			}
			if len(columns) == 0 || len(columns) > 2 {
				label = -1
			}
			continue
		}
		w.gridRow(b, cells, label, unit, columns, heads)
	}
}

func (w *statisticsWriter) gridRow(b *Block, cells []grid.Cell, label, unit int, columns []int, heads []string) {
	at := func(column int) *grid.Cell {
		for i := range cells {
			if c := &cells[i]; c.Column == column {
				return c
			}
		}
		return nil
	}
	name, counted := at(label), at(unit)
	if name == nil || counted == nil || name.Text == "" || strings.Trim(counted.Text, "—-–/ ") == "" {
		return
	}
	st := report.Statistic{Unit: strings.TrimSpace(counted.Text), State: report.Missing}
	yearly, cumulative := columnsOf(heads)
	place := func(c *grid.Cell) report.Place {
		return report.Place{Table: b.Place.Table, Row: c.Row + 1, Column: c.Column + 1}
	}
	if yearly >= 0 {
		if c := at(columns[yearly]); c != nil {
			st.Raw, st.Place = c.Text, place(c)
			st.Value, st.State = w.figureIn(b, c)
		}
	}
	if cumulative >= 0 {
		if c := at(columns[cumulative]); c != nil {
			st.RawCumulative, st.PlaceCumulative = c.Text, place(c)
			st.Cumulative, _ = w.figureIn(b, c)
		}
	}
	w.add(st, name.Text)
}

// flatRow reads a row of running text.
func (w *statisticsWriter) flatRow(row *flat.Statistic, columns, yearly, cumulative int) {
	st := report.Statistic{Unit: row.Unit, State: report.Unreadable, Raw: row.Values[0].Raw, Place: row.Values[0].Place}
	switch {
	case slices.ContainsFunc(row.Values, func(p flat.Piece) bool { return p.Turned }):
		w.gluedRows.glued = append(w.gluedRows.glued, gluedRow{at: len(w.report.Statistics)})
	case len(row.Values) == columns:
		if yearly >= 0 {
			st.Raw, st.Place = row.Values[yearly].Raw, row.Values[yearly].Place
			st.Value, st.State = figureOf(st.Raw)
		}
		if cumulative >= 0 {
			st.RawCumulative, st.PlaceCumulative = row.Values[cumulative].Raw, row.Values[cumulative].Place
			st.Cumulative, _ = figureOf(st.RawCumulative)
		}
	case columns == 2:
		w.part(&st, yearly, cumulative)
	}
	w.add(st, row.Label)
}

// figureIn reads the value of a cell; none of digits that are not all seen as one, or that stand beside something that is
// no text.
func (w *statisticsWriter) figureIn(b *Block, c *grid.Cell) (*report.Number, report.CellState) {
	if l := w.doc.looks; mediaIn(c.Node) != "" || l.veiled(c.Node, b.node) || !c.Empty && l.unclear(c.Node) {
		return nil, report.Unreadable
	}
	return figureOf(c.Text)
}

// figureOf reads a value; nil where none stands.
func figureOf(raw string) (*report.Number, report.CellState) {
	f := printed.ReadFigure(raw)
	if f.State != report.Printed {
		return nil, f.State
	}
	return &f.Value, f.State
}

// add gives a row its key: that of the national table, looked for from the row before on, else its own label.
func (w *statisticsWriter) add(st report.Statistic, label string) {
	st.Label = cleanLabel(label)
	if st.Label == "" || len(w.report.Statistics) >= flat.MostStatistics {
		return
	}
	normal := bareLabel(printed.Normal(st.Label))
	form := report.StatisticsForm()
	for i := range form {
		def := &form[(w.next+i)%len(form)]
		if def.Unit == st.Unit && normal == printed.Normal(def.Label) && !w.keys[def.Key] {
			st.Key = def.Key
			w.next = (w.next + i + 1) % len(form)
			break
		}
	}
	for n := 1; st.Key == "" || w.keys[st.Key]; n++ {
		st.Key = "local." + st.Label
		if n > 1 {
			st.Key += "_" + strconv.Itoa(n)
		}
		if !w.keys[st.Key] {
			break
		}
	}
	w.keys[st.Key] = true
	w.report.Statistics = append(w.report.Statistics, st)
}

// bareLabel cuts a remark off the end of a label: 主动公开政府信息数(不同渠道和方式公开相同信息计1条).
func bareLabel(normal string) string {
	if base, _ := printed.CutRemark(normal); base != "" {
		return base
	}
	return normal
}

// marks are the numbers of rows, and what leads over to the parts of a sum.
var marks = regexp.MustCompile(`(?:其中[:：]?|[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+、|\d+[.、．]|—+|\|)\s*`)

// cleanLabel gives the label alone: behind the last number, without blanks.
func cleanLabel(label string) string {
	label = strings.TrimSpace(label)
	for {
		at := marks.FindAllStringIndex(label, -1)
		if len(at) == 0 {
			break
		}
		if last := at[len(at)-1]; last[1] < len(label) {
			label = label[last[1]:]
			break
		} else {
			label = strings.TrimSpace(label[:last[0]])
		}
	}
	return strings.Join(strings.Fields(label), "")
}
