package chart

import (
	"fmt"
	"strconv"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/panel"
)

// Sheet draws a comparison to be printed or published by itself: of one year a figure of bars for each indicator,
// of several years the years of each body in small, all on one scale. What the figures rest on stands below them:
// how many bodies are behind a median, what marks and gaps mean, and where law or form changed.
func Sheet(p panel.Panel, config panel.Config, lang report.Lang) string {
	s := &sheet{Panel: p, config: config, lang: lang, named: len(p.Mixed) > 0, y: margin}
	for i := range p.Indicators {
		switch len(p.Years) {
		case 0:
		case 1:
			s.bars(i)
		default:
			s.grid(i)
		}
	}
	s.y += 6
	for _, lines := range [][]string{p.Warnings(lang, config), p.Legend(lang, config), s.gaps.Lines(), {lang.Say(
		"Source: the bodies' yearly reports on government information disclosure (政府信息公开工作年度报告), read by nianbao. Amber: a mark other than ° stands at the figure; grey: no rank.",
		"来源:各机构政府信息公开工作年度报告,由 nianbao 读取。橙色:数字带有°以外的标记;灰色:不排名。")}} {
		for _, line := range lines {
			s.write(line)
		}
	}
	d := begin(sheetWidth, s.y+margin, s.label)
	d.rect(0, 0, sheetWidth, s.y+margin, "paper", "#fff", "")
	d.WriteString(s.drawing.String())
	return d.end()
}

const (
	sheetWidth = 640
	margin     = 20
	linePlaces = 108 // half-width places of a line of notes
)

type sheet struct {
	drawing
	panel.Panel
	config panel.Config
	lang   report.Lang
	gaps   panel.Gaps
	named  bool // bodies of several scopes stand together
	plain  bool // gaps are dashes without notes
	y      float64
	label  string
}

// write adds a line of notes.
func (s *sheet) write(text string) {
	for _, line := range panel.Wrap(text, linePlaces) {
		s.y += 14
		s.text(margin, s.y, "start", "note", line)
	}
}

func (s *sheet) heading(text string) {
	s.y += 20
	s.bold(margin, s.y, text)
	if s.label != "" {
		s.label += "; "
	}
	s.label += text
	s.y += 4
}

func (s *sheet) name(row panel.Row) string {
	if s.named && row.Report != nil {
		return row.Name + " " + s.lang.Scope(row.Report.Agency.Scope)
	}
	return row.Name
}

// bars draws one indicator of one year.
func (s *sheet) bars(i int) {
	year, indicator := s.Years[0], s.Indicators[i]
	s.heading(fmt.Sprintf("%s, %d", s.lang.Indicator(indicator), year.Year))
	summary := year.Summaries[i]
	s.write(summary.Text(s.lang, indicator, s.config))
	var bars []Bar
	for _, row := range s.SortedBy(i) {
		m := row.Measures[i]
		bars = append(bars, Bar{
			Name: s.name(row), Text: panel.Figure(indicator, m) + row.Mark(i) + s.gaps.Of(row.Gap(s.lang, i)),
			Value: m.Value(), Known: m.Known, Doubt: doubtful(m), Pale: row.Ranks[i] == 0,
		})
	}
	s.y += 8
	s.open(margin, s.y)
	s.ranked(bars, Median{summary.Median, summary.HasMedian, s.lang.Say("median", "中位数")})
	s.close()
	s.y += rankedHeight(len(bars)) + 6
}

func doubtful(m report.Measure) bool { return m.Flagged || m.Inferred }

// grid draws one indicator over the years, each body by itself.
func (s *sheet) grid(i int) {
	indicator := s.Indicators[i]
	first, last := s.Years[0].Year, s.Years[len(s.Years)-1].Year
	s.heading(fmt.Sprintf("%s, %d–%d", s.lang.Indicator(indicator), first, last))
	all, scale := s.series(i)
	for _, y := range s.Years {
		if len(all) > 1 {
			s.write(strconv.Itoa(y.Year) + ": " + y.Summaries[i].Text(s.lang, indicator, s.config))
		}
	}
	for _, y := range s.Years {
		for _, b := range y.Breaks[i] {
			s.write(fmt.Sprintf(s.lang.Say("dashed line before %d: %s", "%d 年度前的虚线:%s"), b.Year, s.lang.Break(b)))
		}
	}
	if len(all) > 1 {
		s.write(s.lang.Say("short dashes: the median of the year", "短虚线:当年中位数"))
	}
	s.y += 10
	width := seriesWidth(len(s.Years))
	columns := max(1, int((sheetWidth-2*margin+seriesGap)/(width+seriesGap)))
	gap := (sheetWidth - 2*margin - width*float64(columns)) / float64(max(1, columns-1))
	for n, one := range all {
		s.open(margin+float64(n%columns)*(width+gap), s.y)
		s.drawing.series(one, scale)
		s.close()
		if n%columns == columns-1 || n == len(all)-1 {
			s.y += seriesHeight
		}
	}
}

// series gives every body's years, in the order of the newest year, and the largest value of all.
func (s *sheet) series(i int) (all []Series, scale float64) {
	at := map[string]int{}
	for _, row := range s.SortedBy(i) {
		key := row.Body + " " + s.name(row)
		n, known := at[key]
		if !known {
			n = len(all)
			at[key] = n
			all = append(all, s.empty(i, s.name(row)))
		}
		m := row.Measures[i]
		if m.Known {
			scale = max(scale, m.Value())
		}
		for y := range s.Years {
			if s.Years[y].Year == row.Year {
				p := &all[n].Points[y]
				p.Value, p.Known, p.Doubt, p.Pale = m.Value(), m.Known, doubtful(m), row.Ranks[i] == 0
				p.Text = short(s.Indicators[i], m) + row.Mark(i)
				if !s.plain {
					p.Text += s.gaps.Of(row.Gap(s.lang, i))
				}
			}
		}
	}
	if len(all) == 1 {
		clear(all[0].Medians) // a body is not compared with itself
	}
	if s.Indicators[i].Kind == report.KindRate {
		scale = 1
	}
	return all, scale
}

// short is a figure that fits above a bar: of a quotient its n/N, for the height shows the rest.
func short(i report.Indicator, m report.Measure) string {
	if len(i.Denominator) == 0 || !m.Counted() {
		return panel.Figure(i, m)
	}
	return m.Numerator.String() + "/" + m.Denominator.String()
}

func (s *sheet) empty(i int, name string) Series {
	one := Series{Name: name}
	for _, y := range s.Years {
		m := y.Summaries[i]
		one.Points = append(one.Points, Point{Year: y.Year, Break: len(y.Breaks[i]) > 0})
		one.Medians = append(one.Medians, Median{Value: m.Median, Has: m.HasMedian})
	}
	return one
}
