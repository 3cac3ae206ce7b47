package extract

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
)

// gluedRows are the rows of a statistics table whose two numbers stand glued and can be parted in several ways, and what
// the prose says that may decide between them.
type gluedRows struct {
	glued  []gluedRow
	counts [2]report.Place // of the first label and the last number of the table
	said   []counted
}

// gluedRow is a row with all its ways; at is its place in the statistics of the report.
type gluedRow struct {
	at   int
	ways []way
}

// way is one way to part the digits of a year and of all years.
type way struct{ year, all string }

// counted is a claim with what it needs to stand for a row: the thing that is counted, its unit, and whether the sentence
// speaks of the whole body and of nothing less.
type counted struct {
	report.Claim
	meaning meaning
	unit    string
	whole   bool
}

// part parts the digits of the year and of all years, where that can be done in one way: no number begins with 0 but 0
// itself, and no year is more than all years together. Else the row waits for the prose.
func (w *statisticsWriter) part(st *report.Statistic, yearly, cumulative int) {
	if yearly < 0 || cumulative < 0 {
		return
	}
	text := st.Raw
	var ways []way
	for i := 1; i < len(text); i++ {
		values := [2]string{text[:i], text[i:]}
		year, all := values[yearly], values[cumulative]
		if plainCount(year) && plainCount(all) && (len(year) < len(all) || len(year) == len(all) && year <= all) {
			ways = append(ways, way{year, all})
		}
	}
	if len(ways) == 1 {
		take(st, ways[0])
		return
	}
	w.gluedRows.glued = append(w.gluedRows.glued, gluedRow{len(w.report.Statistics), ways})
}

// take writes the two numbers of a way into the row.
func take(st *report.Statistic, w way) {
	st.Value, _ = figureOf(w.year)
	st.Cumulative, _ = figureOf(w.all)
	st.State, st.Raw, st.RawCumulative, st.PlaceCumulative = report.Split, w.year, w.all, st.Place
}

func plainCount(s string) bool {
	return len(s) < 13 && (s == "0" || s[0] != '0') && strings.Trim(s, "0123456789") == ""
}

// decideGlued takes for each glued row the way that the prose confirms. A row without one stays unreadable, and a finding
// lists the ways.
func (s *session) decideGlued() {
	for _, row := range s.glued {
		if row.at >= len(s.report.Statistics) {
			continue
		}
		st := &s.report.Statistics[row.at]
		f := report.Finding{Relation: report.RuleUnreadable, Severity: report.Warning, Fault: report.FaultUndetermined}
		text := fmt.Sprintf("statistics, %s: the digits %s of the year and of all years stand glued", st.Label, shorten(st.Raw))
		if len(row.ways) == 0 {
			text = fmt.Sprintf("statistics, %s: the digits %s cannot be parted into a number of the year and one of all years", st.Label, shorten(st.Raw))
		}
		for i := 0; i < len(row.ways) && i < 8; i++ {
			f.Candidates = append(f.Candidates, row.ways[i].year+" "+row.ways[i].all)
		}
		if w, c := s.confirmed(st, row.ways); c != nil {
			take(st, w)
			st.Basis = c.Meaning
			f.Relation, f.Severity = report.RuleProseDecides, report.Note
			text += fmt.Sprintf("; the prose says %s (%s), and one way to part them agrees", c.Value, shorten(c.Sentence))
		}
		f.Message = text
		s.report.Findings = append(s.report.Findings, f)
	}
}

// confirmed gives the only way whose number of the year the prose says, with the claim: same thing counted, same unit, the
// whole of the body. Claims that contradict each other confirm nothing.
func (s *session) confirmed(st *report.Statistic, ways []way) (found way, by *counted) {
	label := bareLabel(printed.Normal(st.Label))
	for i := range s.said {
		c := &s.said[i]
		if !slices.Contains(statisticLabels[c.meaning], label) || s.inStatistics(c.Place) {
			continue
		}
		if by != nil && !by.Value.Equal(c.Value) {
			return way{}, nil
		}
		if by == nil || !by.fits(st) {
			by = c
		}
	}
	if by == nil || !by.fits(st) {
		return way{}, nil
	}
	for _, w := range ways {
		if w.year == by.Value.String() {
			return w, by // the ways have different years
		}
	}
	return way{}, nil
}

// fits tells whether a claim may stand for a row that counts the same thing.
func (c *counted) fits(st *report.Statistic) bool { return c.whole && c.unit == st.Unit }

// inStatistics tells whether a number stands in the table itself, which confirms nothing.
func (s *session) inStatistics(p report.Place) bool {
	first, last := s.counts[0], s.counts[1]
	if p.End == 0 || last.End == 0 {
		return p.Row >= first.Row && p.Row <= last.Row
	}
	return p.Start >= first.Start && p.End <= last.End
}

// statisticLabels are the rows of statistics tables, national and local, that count what a meaning does, in Normal spelling.
var statisticLabels = map[meaning][]string{
	disclosedMeaning:       {"主动公开政府信息数", "主动公开政府信息总数", "主动公开信息数", "主动公开信息总数", "主动公开文件数", "主动公开文件总数"},
	receivedMeaning:        {"收到申请数", "收到申请总数", "申请总数", "受理申请总数", "受理依申请公开信息总数"},
	reconsiderationMeaning: {"行政复议数量", "行政复议数"},
	suitMeaning:            {"行政诉讼数量", "行政诉讼数"},
	documentsMeaning:       {"制发规范性文件总数"},
}

// wholeWords are what may stand in a sentence before a number that counts the whole of a body in the year of its report.
var wholeWords = regexp.MustCompile(`^(?:\d{4}年度?|[本全]年度?|年内|(?:我|全|本)(?:省|市|县|区|旗|州|镇|乡|街道|局|委|厅|机关|单位)|据统计|共计?|总共|已|[,、:])*$`)

// ofTheWhole tells whether the beginning of a sentence leaves open no other body, part or channel that the number may
// belong to.
func (s *session) ofTheWhole(before string) bool {
	name := printed.Normal(s.report.Agency.Name) // 云岭县石桥镇, of which 石桥镇 is enough
	for at := range name {
		if utf8.RuneCountInString(name[at:]) > 1 && strings.Contains(before, name[at:]) {
			before = strings.Replace(before, name[at:], "", 1)
			break
		}
	}
	return wholeWords.MatchString(before)
}

// unitAt gives the unit that a text begins with, in one character.
func unitAt(text string) string {
	for _, r := range text {
		return string(r)
	}
	return ""
}
