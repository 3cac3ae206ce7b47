package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/panel"
)

// comparison writes a panel for a terminal: one year as a table of bodies, several years as a table for each
// indicator, one body over several years as a table of its indicators.
type comparison struct {
	*app
	panel.Panel
	config panel.Config
	gaps   panel.Gaps
}

func (c *comparison) print() {
	bodies := map[string]bool{}
	for _, row := range c.Rows {
		bodies[c.seat(row)] = true
	}
	switch {
	case len(c.Years) == 1:
		c.printYear(c.Years[0])
	case len(bodies) == 1:
		c.printBody()
	default:
		for i := range c.Indicators {
			c.printIndicator(i)
		}
	}
	for _, lines := range [][]string{c.Warnings(c.lang(), c.config), c.Legend(c.lang(), c.config), c.gaps.Lines()} {
		for _, line := range lines {
			c.note(line)
		}
	}
}

// note writes a line; one that is too long for the terminal goes on below, set in.
func (c *comparison) note(text string) {
	lines := []string{text}
	if width := c.width(); width > 0 {
		lines = panel.Wrap(text, max(width-2, 20))
	}
	c.printf("%s\n", strings.Join(lines, "\n  "))
}

// seat tells rows apart of which a table over years has one: bodies, and scopes where they are mixed.
func (c *comparison) seat(row panel.Row) string { return row.Body + " " + c.name(row) }

// name is that of the body, with the scope of its report where there are several.
func (c *comparison) name(row panel.Row) string {
	if len(c.Mixed) > 0 && row.Report != nil {
		return row.Name + " (" + c.lang().Scope(row.Report.Agency.Scope) + ")"
	}
	return row.Name
}

// figure is a figure with its marks and the number of the note that says why it is missing.
func (c *comparison) figure(row panel.Row, i int) string {
	return panel.Figure(c.Indicators[i], row.Measures[i]) + row.Mark(i) + c.gaps.Of(row.Gap(c.lang(), i))
}

// printYear lays the bodies of one year side by side.
func (c *comparison) printYear(y panel.Year) {
	c.note(c.title(y))
	c.printf("\n")
	t := &textTable{header: []string{"#", c.say("body", "机构")}, right: map[int]bool{0: true}, keep: 2, marks: true}
	median := []string{"", c.say("median", "中位数")}
	for i, indicator := range c.Indicators {
		t.header = append(t.header, c.lang().Indicator(indicator))
		t.right[i+2] = true
		median = append(median, y.Summaries[i].MedianText(indicator))
	}
	t.header = append(t.header, c.say("status", "状态"), c.say("findings", "提示"))
	for _, row := range c.SortedBy(0) {
		rank := ""
		if row.Ranks[0] > 0 {
			rank = strconv.Itoa(row.Ranks[0])
		}
		cells := []string{rank, c.name(row)}
		for i := range c.Indicators {
			cells = append(cells, c.figure(row, i))
		}
		t.add(append(cells, row.StateIn(c.lang()), findingsText(c.app, row))...)
	}
	t.foot = [][]string{append(median, "", "")}
	c.printf("%s\n", t.fit(c.width()))
	for i, s := range y.Summaries {
		c.note(c.lang().Indicator(c.Indicators[i]) + ": " + s.Text(c.lang(), c.Indicators[i], c.config))
	}
}

func (c *comparison) title(y panel.Year) string {
	return fmt.Sprintf(c.say("%d · %d bodies · ranked by %s, the largest first", "%d 年度 · %d 个机构 · 按%s由大到小"),
		y.Year, y.Summaries[0].Expected, c.lang().Indicator(c.Indicators[0]))
}

func findingsText(a *app, row panel.Row) string {
	var parts []string
	if row.Findings > 0 {
		parts = append(parts, fmt.Sprintf(a.say("%d to check", "待核 %d"), row.Findings))
	}
	if row.Notes > 0 {
		parts = append(parts, fmt.Sprintf(a.say("%d noted", "备注 %d"), row.Notes))
	}
	return strings.Join(parts, ", ")
}

// broken is what stands between two years when law or form changed between them.
const broken = "┆"

// yearTable begins a table with a column a year, and a column between two years with a break.
func (c *comparison) yearTable(first string, breaks func(panel.Year) []report.Break) *textTable {
	t := &textTable{header: []string{first}, right: map[int]bool{}, keep: 1, marks: true}
	for _, y := range c.Years {
		if len(breaks(y)) > 0 {
			t.header = append(t.header, broken)
		}
		t.right[len(t.header)] = true
		t.header = append(t.header, strconv.Itoa(y.Year))
	}
	return t
}

// line fills a row of a table of years; a year without a text is empty.
func (c *comparison) line(t *textTable, name string, texts map[int]string, isBroken func(panel.Year) bool) []string {
	cells := []string{name}
	for _, y := range c.Years {
		if t.header[len(cells)] == broken {
			mark := ""
			if isBroken(y) {
				mark = broken
			}
			cells = append(cells, mark)
		}
		cells = append(cells, texts[y.Year])
	}
	return cells
}

// printIndicator writes one indicator of several bodies over the years, sorted by the last year.
func (c *comparison) printIndicator(i int) {
	breaks := func(y panel.Year) []report.Break { return y.Breaks[i] }
	isBroken := func(y panel.Year) bool { return len(breaks(y)) > 0 }
	t := c.yearTable(c.say("body", "机构"), breaks)
	byBody, names, order := map[string]map[int]string{}, map[string]string{}, []string{}
	for _, row := range c.SortedBy(i) {
		at := c.seat(row)
		if byBody[at] == nil {
			byBody[at], names[at] = map[int]string{}, c.name(row)
			order = append(order, at)
		}
		byBody[at][row.Year] = c.figure(row, i)
	}
	for _, at := range order {
		t.add(c.line(t, names[at], byBody[at], isBroken)...)
	}
	medians := map[int]string{}
	for _, y := range c.Years {
		medians[y.Year] = y.Summaries[i].MedianText(c.Indicators[i])
	}
	t.foot = [][]string{c.line(t, c.say("median", "中位数"), medians, isBroken)}
	c.printf("%s\n\n%s\n", c.lang().Indicator(c.Indicators[i]), t.fit(c.width()))
	for _, y := range c.Years {
		c.note(strconv.Itoa(y.Year) + ": " + y.Summaries[i].Text(c.lang(), c.Indicators[i], c.config))
	}
	c.printBreaks(breaks)
	c.printf("\n")
}

// printBody writes one body over the years.
func (c *comparison) printBody() {
	every := func(y panel.Year) (all []report.Break) {
		for _, list := range y.Breaks {
			for _, b := range list {
				if !slices.Contains(all, b) {
					all = append(all, b)
				}
			}
		}
		return all
	}
	t := c.yearTable(c.say("indicator", "指标"), every)
	states, findings := map[int]string{}, map[int]string{}
	for i, indicator := range c.Indicators {
		texts := map[int]string{}
		for _, row := range c.Rows {
			texts[row.Year] = c.figure(row, i)
			states[row.Year], findings[row.Year] = row.StateIn(c.lang()), findingsText(c.app, row)
		}
		t.add(c.line(t, c.lang().Indicator(indicator), texts, func(y panel.Year) bool { return len(y.Breaks[i]) > 0 })...)
	}
	never := func(panel.Year) bool { return false }
	t.foot = [][]string{c.line(t, c.say("status", "状态"), states, never), c.line(t, c.say("findings", "提示"), findings, never)}
	c.printf("%s\n\n%s\n", c.name(c.Rows[0]), t.fit(c.width()))
	c.printBreaks(every)
}

func (c *comparison) printBreaks(of func(panel.Year) []report.Break) {
	for _, y := range c.Years {
		for _, b := range of(y) {
			c.note(fmt.Sprintf("%s %d %s: %s", broken, b.Year, c.say("break", "口径变化"), c.lang().Break(b)))
		}
	}
}
