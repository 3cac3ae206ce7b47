package extract

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
)

// tableNote is a text in or below a table that makes all of its numbers mean something else: 注:以上为全市数据, 单位:百件.
type tableNote struct {
	grid    int    // the number of the <table> that it stands in
	text    string // as printed
	section bool   // it stands below: it speaks of the table of its section
	table   report.Table
	why     string
}

// mostNotes bounds what is kept of a hostile page.
const mostNotes = 100

// remark keeps a row of text in a table.
func (e *evidence) remark(grid int, text string) {
	if len(e.notes) < mostNotes && len(text) < 2*longestLine {
		e.notes = append(e.notes, tableNote{grid: grid, text: text})
	}
}

var (
	beginsNote = regexp.MustCompile(`^[ *※(\[【]*(?:备注|注|说明|更正|勘误|订正|附注)[0-9一二三]?[)\]】]*[::.、]|^[(]?(?:以上|上表|本表|上述|表中)(?:均|皆)?(?:为|系|是|数据|数字|各项|所列|统计)`)
	corrects   = regexp.MustCompile(`(?:更正|勘误|订正|修正|应为|改为)[^0-9]{0,60}[0-9]|[0-9]+[^0-9]{0,12}(?:更正|勘误|订正|修正|应为|改为)`)
	carriedOn  = strings.NewReplacer("上年结转", "", "上年度结转", "", "结转下年", "", "结转上年", "", "上一年项目数量", "", "上一年度项目数量", "")
)

// notes lists the rows of text in the tables, and the notes below them, that say that their numbers are others.
func (s *session) notes() (found []tableNote) {
	for _, n := range s.out.notes {
		if n.why = s.noteSays(n.text, false); n.why != "" {
			found = append(found, n)
		}
	}
	section, read := 0, 0
	for i := range s.doc.blocks {
		b := &s.doc.blocks[i]
		number := s.outline.heads[i]
		if number > 0 {
			section = number
		}
		if section < 2 && len(s.outline.heads) > 0 || section > 4 || b.Kind == TableKind || b.Linked || read >= mostNotes || !mayBeNote(b.Text, number > 0) {
			continue
		}
		read++
		if why := s.noteSays(b.Text, true); why != "" {
			found = append(found, s.noteOf(section, b.Text, why)...)
		}
	}
	return found
}

// mayBeNote tells whether a block of text may be a note on a table: one that begins as notes do, or a short one that
// names a unit. A heading is looked at for its unit alone.
func mayBeNote(text string, heading bool) bool {
	if len(text) <= longestLine && !strings.Contains(text, "。") && printed.OddUnit(text) != "" {
		return true
	}
	return !heading && len(text) <= 2*longestLine && beginsNote.MatchString(printed.Normal(text))
}

// noteOf gives the note that a block of a section is: on the table of the section, and on all where nothing says in which
// section it stands.
func (s *session) noteOf(section int, text, why string) (notes []tableNote) {
	for _, t := range report.Tables() {
		if section == sectionOf(t) || section < 2 {
			notes = append(notes, tableNote{text: text, section: true, table: t, why: why})
		}
	}
	return notes
}

// noteSays tells what a note says of all numbers of its table; empty when it does not change them.
func (s *session) noteSays(text string, below bool) string {
	normal := printed.Normal(text)
	if unit := printed.OddUnit(text); unit != "" {
		return fmt.Sprintf("%q: the table counts in %s", shorten(text), unit)
	}
	if !below && !beginsNote.MatchString(normal) {
		return ""
	}
	if corrects.MatchString(normal) {
		return fmt.Sprintf("%q corrects a number of the table", shorten(text))
	}
	if word := s.strange(carriedOn.Replace(normal)); word != "" {
		return fmt.Sprintf("%q says %s", shorten(text), word)
	}
	if years := printed.Years(normal); len(years) == 1 && years[0] != s.report.Year && s.report.Year != 0 && !strings.ContainsAny(normal, "月比《") {
		return fmt.Sprintf("%q names the year %d", shorten(text), years[0])
	}
	return ""
}
