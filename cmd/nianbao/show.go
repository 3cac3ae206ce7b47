package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// printReport writes a report for a person: head, the three tables as their forms have them, findings.
func printReport(a *app, r *report.Report) {
	a.printf("%s\n", orDash(r.Title))
	a.printf("%s %s · %s %s · %s %s · %s %s\n",
		a.say("body", "机构"), orDash(r.Agency.Name), a.say("year", "年度"), orDash(yearText(r.Year)),
		a.say("published", "发布"), orDash(r.Published.String()), a.say("status", "状态"), a.lang().Status(r.Status))
	if r.Page.URL != "" {
		a.printf("%s\n", r.Page.URL)
	}
	for _, table := range report.Tables() {
		printTable(a, r, table)
	}
	printStatistics(a, r)
	printLegend(a, r)
	printFindings(a, r.Findings)
}

// printLegend explains the marks that stand in the tables of the report, and no others.
func printLegend(a *app, r *report.Report) {
	seen := map[report.CellState]bool{}
	for i := range r.Cells {
		seen[r.Cells[i].State] = true
	}
	var lines []string
	for _, m := range []struct {
		found bool
		text  string
	}{
		{seen[report.Blank], a.say("· an empty cell, not a zero", "· 空白,不等于零")},
		{seen[report.NA], a.say("/ and the like: as printed, not a zero", "/ 等:按原样显示,不等于零")},
		{seen[report.Split] || seen[report.Implied], a.say("* read by the arithmetic of the form, not printed alone", "* 依勾稽关系读出,并非单独印出")},
		{seen[report.Entered], a.say("† entered by a person", "† 人工录入")},
		{seen[report.Unreadable], a.say("? no number could be read; what stands there follows", "? 无法确读,其后为原文")},
	} {
		if m.found {
			lines = append(lines, m.text)
		}
	}
	if len(lines) > 0 {
		a.printf("\n%s\n", strings.Join(lines, "\n"))
	}
}

func yearText(year int) string {
	if year == 0 {
		return ""
	}
	return strconv.Itoa(year)
}

func orDash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

func printTable(a *app, r *report.Report, table report.Table) {
	form, ok := report.FormOf(table, r.Forms[table])
	if !ok {
		a.printf("\n%s: %s\n", a.say(table.String(), newestForm(table).Section), absent(a, r))
		return
	}
	a.printf("\n%s (%s)\n", form.Section, form.Source)
	for _, block := range form.Blocks {
		t := &textTable{header: []string{block.Caption}, right: map[int]bool{}}
		for i, c := range block.Columns {
			t.header = append(t.header, c.Label)
			t.right[i+1] = true
		}
		var groups []string
		for _, row := range block.Rows {
			t.headings(groups, row.Groups)
			groups = row.Groups
			cells := []string{indent(len(row.Groups)) + row.Label}
			for _, c := range block.Columns {
				cells = append(cells, cellText(a, r.Cells.At(report.Key{Table: table, Row: row.Row, Column: c.Column})))
			}
			t.add(cells...)
		}
		t.narrow(a.width())
		a.printf("%s", t)
	}
}

// absent says why a table is not shown; of a page that could not be read nobody knows what stands there.
func absent(a *app, r *report.Report) string {
	switch {
	case r.Status.NothingRead():
		return a.say("not read, it may stand there", "未能读出,页面上可能有此表")
	case r.Year != 0 && report.EditionFor(r.Year) == report.NoEdition:
		return a.say("not yet prescribed in that year", "当年尚无此表式")
	}
	return a.say("not on the page", "页面上没有此表")
}

// printStatistics shows the table of statistics of the time before the forms.
func printStatistics(a *app, r *report.Report) {
	if len(r.Statistics) == 0 {
		return
	}
	a.printf("\n%s\n", a.say("statistics of the time before 2019", "2019 年以前的统计表"))
	t := &textTable{header: []string{a.say("row", "指标"), a.say("unit", "单位"), a.say("year", "当年"), a.say("cumulative", "历年累计")}, right: map[int]bool{2: true, 3: true}}
	number := func(n *report.Number, raw string, s report.CellState) string {
		c := report.Cell{State: s, Raw: raw}
		if n == nil && s.HasValue() {
			return "—"
		}
		if n != nil {
			c.Value = *n
		}
		return cellText(a, &c)
	}
	for i := range r.Statistics {
		s := &r.Statistics[i]
		t.add(s.Label, s.Unit, number(s.Value, s.Raw, s.State), number(s.Cumulative, s.RawCumulative, s.State))
	}
	t.narrow(a.width())
	a.printf("%s", t)
}

// newestForm gives the form of a table that was introduced last.
func newestForm(table report.Table) report.Form {
	form, _ := report.FormOf(table, report.Edition2021)
	return *form
}

// headings adds a line for each cell of the form that spans the rows from here on.
func (t *textTable) headings(before, groups []string) {
	same := true
	for i, g := range groups {
		same = same && i < len(before) && before[i] == g
		if !same {
			t.add(append([]string{indent(i) + g}, make([]string, len(t.header)-1)...)...)
		}
	}
}

func indent(depth int) string { return strings.Repeat("  ", depth) }

// cellText shows a number as it is and every other state as itself; legend explains the marks.
func cellText(a *app, c *report.Cell) string {
	switch c.State {
	case report.Printed:
		if c.Unit.Source == report.UnitPrinted {
			return c.Value.String() + c.Unit.Name
		}
		return c.Value.String()
	case report.Split, report.Implied:
		return c.Value.String() + "*"
	case report.Entered:
		return c.Value.String() + "†"
	case report.Blank:
		return "·"
	case report.NA:
		return c.Raw
	case report.Unreadable:
		return "?" + strings.Join(strings.Fields(c.Raw), " ")
	default:
		return a.lang().Cell(c.State)
	}
}

func printFindings(a *app, findings []report.Finding) {
	if len(findings) == 0 {
		a.printf("\n%s\n", a.say("no findings", "没有发现问题"))
		return
	}
	a.printf("\n%s\n", a.say("findings", "提示"))
	for _, f := range findings {
		a.printf("- %s [%s] %s\n", a.lang().Severity(f.Severity), f.Relation, a.lang().Message(f))
		if strings.HasPrefix(f.Relation, "cell.") {
			a.printf("  %s\n", cellsText(a, &f))
		}
		for _, s := range f.Suspects {
			a.printf("  %s\n", fmt.Sprintf(a.say("%s alone would explain it: %s fits", "%s 可单独解释:应为 %s"), s.Cell, s.Fits))
		}
	}
}

// mostCells is how many cells a finding names in the terminal.
const mostCells = 4

// cellsText names the cells of a finding, and the readings that it has for them.
func cellsText(a *app, f *report.Finding) string {
	var names []string
	for _, k := range f.Cells[:min(len(f.Cells), mostCells)] {
		names = append(names, k.String())
	}
	text := strings.Join(names, a.say(", ", "、"))
	if more := len(f.Cells) - mostCells; more > 0 {
		text += fmt.Sprintf(a.say(" and %d more", " 等,另有 %d 格"), more)
	}
	if len(f.Candidates) > 0 {
		text += a.say("; candidates: ", ";候选:") + strings.Join(f.Candidates, " ")
	}
	return text
}

type showCommand struct {
	Agency   string `arg:"" help:"Name or former name, part of the name, credit code or division code of the body."`
	Year     int    `arg:"" help:"Year reported on."`
	Format   string `env:"NIANBAO_SHOW_FORMAT" enum:"table,json" default:"table" help:"table or json."`
	Explain  string `placeholder:"KEY" help:"Show the path from the archived page to this cell."`
	Evidence string `placeholder:"FILE.zip" help:"Write everything that proves the report, or with --explain that cell, to a zip file that can be checked without nianbao."`
	Versions bool   `help:"List every reading of the report, and what the publisher changed apart from what the reader reads otherwise."`
}

// Help gives an example.
func (showCommand) Help() string {
	return "Example: nianbao show 青榆镇 2023\n\nExample: nianbao show 青榆镇 2023 --explain applications.granted.total\n\nExample: nianbao show 青榆镇 2023 --explain applications.granted.total --evidence proof.zip\n\nExample: nianbao show 青榆镇 2023 --versions"
}

// Run shows one stored report.
func (c showCommand) Run(ctx context.Context, a *app) error {
	if c.Year <= 0 { // which the store takes for the newest
		return usageError{fmt.Errorf("%d is no year", c.Year)}
	}
	key, err := report.ParseKey(c.Explain)
	if c.Explain != "" && err != nil {
		return usageError{err}
	}
	db, err := a.openReadOnly(ctx)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // only read
	summary, err := a.findReport(ctx, db, c.Agency, c.Year)
	if err != nil {
		return err
	}
	if c.Evidence != "" {
		return c.writeEvidence(ctx, a, db, summary, key)
	}
	if c.Explain != "" {
		return explainStored(ctx, a, db, summary, key)
	}
	if c.Versions {
		return showVersions(ctx, a, db, summary, c.Format)
	}
	r, err := db.Report(ctx, summary.ID)
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return printShown(ctx, a, db, summary, r)
	}
	printReport(a, r)
	if err := printAcross(ctx, a, db, summary); err != nil {
		return err
	}
	if err := printLedger(ctx, a, db, summary); err != nil {
		return err
	}
	a.printf("\n")
	if err := printBody(ctx, a, db, summary.Body); err != nil {
		return err
	}
	a.printf("%s %s\n%s %s\n", a.say("page SHA-256", "网页 SHA-256"), summary.Document.Digest, a.say("fetched", "抓取时间"), orDash(summary.Fetched))
	return printHanded(ctx, a, db, summary)
}

// explainStored reads the archived page again and shows how the value came about.
func explainStored(ctx context.Context, a *app, db *store.Store, summary store.Summary, key report.Key) error {
	p, err := db.Page(ctx, summary.ID)
	if err != nil {
		return err
	}
	reading, err := readingFor(ctx, db)
	if err != nil {
		return err
	}
	a.printf("%s\n%s SHA-256 %s\n", summary.URL, summary.Fetched, summary.Document.Digest)
	document := reading.Read(p)
	a.printf("%s\n", strings.Join(document.Explain(key), "\n"))
	return nil
}
