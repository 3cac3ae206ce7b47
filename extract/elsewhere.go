package extract

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
)

// elsewhere names the cells whose numbers may be those of another year, area or thing: their label, head or title says
// more than the form does, or their table stands under the heading of another section.
func (s *session) elsewhere() {
	cells := map[string][]report.Key{}
	var order []string
	note := func(why string, k report.Key) {
		if why == "" {
			return
		}
		if _, ok := cells[why]; !ok {
			order = append(order, why)
		}
		cells[why] = append(cells[why], k)
	}
	headed, notes := s.headed(), s.notes()
	hand, lines := [2]int{-1}, []string(nil) // the table in hand and what the lines over it give away
	for _, k := range s.report.Forms.Keys() {
		from := s.trace.source[k.Index()]
		if from.row == 0 || s.report.Cells.At(k).State == report.NotInForm {
			continue
		}
		e := &s.out.rows[from.row-1]
		for _, why := range e.doubts(int(from.piece), s.report.Cells.At(k).State.HasValue()) {
			note(why, k)
		}
		if at := [2]int{e.Grid, int(e.Table)}; at != hand {
			hand, lines = at, s.strangeLines(e.Above)
		}
		for _, why := range lines {
			note(why, k)
		}
		for _, n := range notes {
			if n.table == e.Table && n.section || !n.section && n.grid == e.Grid {
				note(n.why, k)
			}
		}
		if home := sectionOf(e.Table); e.Section != 0 && e.Section != home && headed[home] {
			note(fmt.Sprintf("table %d stands outside of section %d", e.Grid, home), k)
		}
	}
	for _, why := range order {
		s.report.Findings = append(s.report.Findings, report.Finding{
			Relation: report.RuleLabel, Severity: report.Warning, Cells: cells[why], Fault: report.FaultUndetermined, Message: why,
		})
	}
}

// doubts says by what is known of a row alone why the number in one of its pieces, counted from 1, may not be that of
// the cell; valued tells whether the cell has a value.
func (e *Evidence) doubts(piece int, valued bool) (found []string) {
	if e.Doubt != "" {
		found = append(found, fmt.Sprintf("%q says something else than the form", shorten(e.Doubt)))
	}
	if piece > 0 && piece <= len(e.Pieces) {
		p := &e.Pieces[piece-1]
		if p.Doubt != "" {
			found = append(found, fmt.Sprintf("%q says something else than the form", shorten(p.Doubt)))
		}
		if p.Merged && valued {
			found = append(found, fmt.Sprintf("%q stands in one cell for several rows, of which %q is the first", shorten(p.Raw), shorten(e.Label)))
		}
		if p.Folio && valued {
			found = append(found, fmt.Sprintf("%q behind %q stands alone at the edge of a page and may be its number", p.Raw, shorten(e.Label)))
		}
	}
	if e.Veiled {
		found = append(found, "a style sheet of the page does not show the table")
	}
	if e.Ahead {
		found = append(found, "numbers stand in front of their labels: each may belong to the label behind it")
	}
	if e.Split {
		found = append(found, fmt.Sprintf("the label %q stands for several rows of numbers", shorten(e.Label)))
	}
	return found
}

// strangeLines says which lines over a table are strange, and why.
func (s *session) strangeLines(above []string) (found []string) {
	for _, line := range above {
		if word := s.strange(line); word != "" {
			found = append(found, fmt.Sprintf("%q over the table says %s", shorten(line), word))
		} else if unit := printed.OddUnit(line); unit != "" {
			found = append(found, fmt.Sprintf("%q over the table counts in %s", shorten(line), unit))
		}
	}
	return found
}

// headed tells which sections have a heading.
func (s *session) headed() (found [len(sectionTitles)]bool) {
	for _, n := range s.outline.heads {
		found[n] = true
	}
	return found
}

// strange gives the word by which a line over a table speaks of another time or for more bodies than the report does.
func (s *session) strange(line string) string {
	if word := printed.OtherTime(line); word != "" && !strings.Contains(line, "比") {
		return word
	}
	word := printed.AreaIn(line)
	if a := &s.report.Agency; word == "" || a.Scope == report.ScopeArea || a.Scope == report.ScopeSystem || governs(a.Name, word) {
		return ""
	}
	return word
}

// governs tells whether a body is the government of the area, or its office: 云岭县人民政府办公室 speaks for 全县.
func governs(body, word string) bool {
	for _, office := range []string{"办公室", "办事处", "人民政府", "政府办", "政府"} {
		body = strings.TrimSuffix(body, office)
	}
	level, _ := utf8.DecodeLastRuneInString(body)
	if own := strings.TrimPrefix(word, "全"); own != word {
		return own == string(level) || own == "乡镇" && strings.ContainsRune("乡镇", level) || own == "街道" && strings.HasSuffix(body, own)
	}
	return level != utf8.RuneError && strings.ContainsRune("省市县区州盟旗", level)
}

// oddAbove gives the word by which a text above a row speaks of another time, for several bodies or in another unit.
func oddAbove(text string) string {
	return cmp.Or(printed.OtherTime(text), printed.AreaIn(text), printed.OddUnit(text))
}
