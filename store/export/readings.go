package export

import (
	"context"
	"strings"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// reading is a report with what was found between it and others.
type reading struct {
	*store.Loaded
	across []store.OtherFinding
}

// readingTables are the tables that are made of the readings that count, in natural order.
func readingTables(o *Options) []maker[reading] {
	return []maker[reading]{
		wideTable(o), stateTable(o), longTable(o), indicatorTable(o), statisticTable(o), findingTable(o), claimTable(o),
		sectionTable(o), reportTable(o),
	}
}

// summaryFields say of whom and when a report is, and how it was read; they come first in every table of reports.
func summaryFields(o *Options) []field[store.Summary] {
	fields := []field[store.Summary]{
		text("body", "机关编号", "natural key of the body: table bodies", func(s *store.Summary) string { return s.Body.Key }),
		some("year", "年度", "year reported on", func(s *store.Summary) int { return s.Year }),
		coded("scope", "统计口径", "for whom the report counts", scopes(), func(s *store.Summary) string { return s.Scope.String() }),
		text("url", "网址", "address of the document", func(s *store.Summary) string { return s.Document.URL }),
		code("page_sha256", "页面摘要", "SHA-256 of the raw page", func(s *store.Summary) string { return string(s.Document.Digest) }),
	}
	if o.Fetched {
		fields = append(fields, text("fetched", "抓取时间", "when the page was fetched, UTC", func(s *store.Summary) string { return s.Fetched }))
	}
	return fields
}

// aboutFields tell more of the body and of the reading; they stand in the tables with a row a report.
func aboutFields() []field[store.Summary] {
	return []field[store.Summary]{
		text("body_name", "机关名称", "name of the body", func(s *store.Summary) string { return s.Body.Name }),
		coded("body_kind", "机关类别", "kind of the body", kinds(), func(s *store.Summary) string { return s.Body.Kind }),
		code("division", "区划代码", "code of the division", func(s *store.Summary) string { return s.Body.Division }),
		code("credit_code", "统一社会信用代码", "unified social credit code", func(s *store.Summary) string { return s.Body.CreditCode }),
		coded("status", "读取状态", "how well the report was read", statuses(), func(s *store.Summary) string { return s.Status.String() }),
		text("title", "标题", "title of the page", func(s *store.Summary) string { return s.Title }),
		text("agency", "落款机关", "body as the page names it", func(s *store.Summary) string { return s.Agency }),
		date("published", "发布日期", "date of publication that the page displays", func(s *store.Summary) report.Date { return s.Published }),
		code("published_source", "发布日期来源", "where that date stood", func(s *store.Summary) string { return s.PublishedSource }),
		form("form_disclosure", "表二格式", report.Disclosure), form("form_applications", "表三格式", report.Applications),
		form("form_disputes", "表四格式", report.Disputes),
		code("reader", "读取程序版本", "version of the reader", func(s *store.Summary) string { return s.Reader }),
		whole("notes", "提示数", "findings that only inform", func(s *store.Summary) int { return s.Notes }),
		whole("warnings", "警告数", "findings: warnings", func(s *store.Summary) int { return s.Warnings }),
		whole("errors", "错误数", "findings: errors", func(s *store.Summary) int { return s.Errors }),
	}
}

func form(name, label string, t report.Table) field[store.Summary] {
	return coded(name, label, "edition of the form of table "+t.String(), editions(), func(s *store.Summary) string { return s.Forms[t].String() })
}

// ofReading brings the summary fields to rows that belong to a reading.
func ofReading[R any](fields []field[store.Summary], of func(*R) *store.Loaded) []field[R] {
	return through(fields, func(r *R) *store.Summary { return &of(r).Summary })
}

var reportKey = []string{"body", "year", "scope", "url"}

func loadedOf(r *reading) *store.Loaded { return r.Loaded }

func wideTable(o *Options) maker[reading] {
	fields := ofReading(append(summaryFields(o), aboutFields()...), loadedOf)
	for _, e := range report.Codebook() {
		fields = append(fields, cellField(e))
		if e.Key.Money() {
			fields = append(fields, moneyUnit(e), moneyYuan(e))
		}
	}
	return tableOf(Table{
		Name: "wide", Label: "宽表", English: "a row a report, a column a cell",
		About: "The number of every cell of both forms, and nothing where there is none; wide_states says in the same place why. " +
			"Amounts stand in the unit that the next column names, then in yuan where the unit is known. " +
			"A printed count that is no whole number stands in table long only. No empty cell has a state of a number.",
		Key: reportKey,
	}, fields, each[reading])
}

// stateTable has the shape of wide: where that has a number, or none, it has the state of the cell.
func stateTable(o *Options) maker[reading] {
	states := WideStates()
	fields := ofReading(append(summaryFields(o), aboutFields()...), loadedOf)
	for _, e := range report.Codebook() {
		// without is why a number of the cell has no place in the column.
		state := func(f field[reading], without string) field[reading] {
			c := f.Column
			c.Type, c.Unit, c.Values = Code, "", states
			return field[reading]{c, func(r *reading) Value {
				s := r.Report.Cells.At(e.Key).State
				if lack := r.Report.Lacks(e.Key.Table); s == report.NotInForm && lack != report.NotNull {
					return textOf(lack.String())
				}
				if !s.HasValue() || !f.of(r).IsNull() {
					return textOf(s.String())
				}
				return textOf(without)
			}}
		}
		fields = append(fields, state(cellField(e), notWhole))
		if e.Key.Money() {
			unit := moneyUnit(e)
			unit.Values = unitSources()
			unit.of = func(r *reading) Value { return someText(unitSource(r.Report.Cells.At(e.Key))) }
			fields = append(fields, unit, state(moneyYuan(e), unitUnknown))
		}
	}
	return tableOf(Table{
		Name: "wide_states", Label: "宽表状态", English: "the state of every cell, in the shape of wide",
		About: "Row by row and column by column the twin of wide: the state of the cell stands where wide has its number; for the unit of an amount, who named it.",
		Key:   reportKey,
	}, fields, each[reading])
}

func cellField(e report.Entry) field[reading] {
	return field[reading]{cellColumn(e), func(r *reading) Value { return cellValue(r.Report.Cells.At(e.Key), e.Key) }}
}

func cellColumn(e report.Entry) Column {
	c := Column{
		Name: e.Variable, Type: Integer, Label: e.Row + " · " + e.Column, English: englishOf(e.Key), Unit: e.Unit, Source: e.Source,
		Key: e.Key.String(),
	}
	if e.Key.Money() {
		c.Type, c.Unit = Decimal, ""
	}
	return c
}

func moneyUnit(e report.Entry) field[reading] {
	return field[reading]{
		Column{Name: e.Variable + "_unit", Type: Text, Label: e.Row + " · 单位", English: englishOf(e.Key) + ", unit", Source: e.Source, Key: e.Key.String()},
		func(r *reading) Value { return someText(r.Report.Cells.At(e.Key).Unit.Name) },
	}
}

func moneyYuan(e report.Entry) field[reading] {
	c := Column{Name: e.Variable + "_yuan", Type: Decimal, Label: e.Row + " · 元", English: englishOf(e.Key) + ", in yuan", Unit: "元", Source: e.Source, Key: e.Key.String()}
	return field[reading]{c, func(r *reading) Value {
		if yuan, known := r.Report.Cells.At(e.Key).Yuan(); known {
			return decimalOf(yuan)
		}
		return Null()
	}}
}

// cellValue gives the number of a cell for a column of its own: a count that is no whole number has no place in it.
func cellValue(c *report.Cell, k report.Key) Value {
	n, has := c.Number()
	if !has {
		return Null()
	}
	if k.Money() {
		return decimalOf(n)
	}
	if whole, ok := n.Int64(); ok {
		return wholeOf(whole)
	}
	return Null()
}

// unitSource is empty for a cell of which nobody expects a unit.
func unitSource(c *report.Cell) string {
	if c.Unit == (report.Unit{}) {
		return ""
	}
	return c.Unit.Source.String()
}

// joined writes a list of keys with spaces between them.
func joined(keys []report.Key) string {
	texts := make([]string, len(keys))
	for i, k := range keys {
		texts[i] = k.String()
	}
	return strings.Join(texts, " ")
}

// reportRow is a whole report for formats that can hold one.
func reportTable(o *Options) maker[reading] {
	fields := append(ofReading(summaryFields(o), loadedOf), field[reading]{
		Column{Name: "report", Type: JSON, Label: "报告全文", English: "the whole report, schema nianbao.report.v1", Prose: true},
		func(r *reading) Value {
			whole := *r.Report
			if !o.Fetched {
				whole.Page.Fetched = ""
			}
			v, err := jsonOf(&whole)
			if err != nil { // every report has a JSON form
				panic(err)
			}
			return v
		},
	})
	fields = append(fields[:1:1], append([]field[reading]{
		text("body_name", "机关名称", "name of the body", func(r *reading) string { return r.Body.Name }),
	}, fields[1:]...)...)
	return tableOf(Table{
		Name: "reports", Label: "报告", English: "a whole report a row", Key: reportKey, Prose: true,
		About: "Cells with proof, findings, sections and claims in one JSON value, as the program's other verbs print it.",
	}, fields, each[reading])
}

// walkReadings gives the readings of a filter to each of the makers.
func walkReadings(ctx context.Context, db *store.Store, filter store.Filter, do func(*reading) error) error {
	for l, err := range db.Load(ctx, filter) {
		if err != nil {
			return err
		}
		across, err := db.AcrossOf(ctx, l.ID)
		if err != nil {
			return err
		}
		if err := do(&reading{&l, across}); err != nil {
			return err
		}
	}
	return nil
}
