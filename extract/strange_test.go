package extract_test

import (
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
)

// doubted fails when one of the cells has a number that no warning names.
func doubted(t *testing.T, name string, r *report.Report, cells ...string) {
	t.Helper()
	for _, text := range cells {
		k, err := report.ParseKey(text)
		if err != nil {
			t.Fatal(err)
		}
		if c := r.Cells.At(k); c.State.HasValue() && !r.Doubts(k) {
			t.Errorf("%s: %s is %s and not doubted: %+v", name, text, c.Value, r.Findings)
		}
	}
	if r.Status == report.Consistent {
		t.Errorf("%s: the report is consistent", name)
	}
}

// relabelled writes a report in which one label reads otherwise.
func relabelled(from, to string) string {
	return style{label: func(s string) string {
		if s == from {
			return to
		}
		return s
	}}.page(report.Edition2021, balancedFigures(report.Edition2021))
}

// TestLabelsOfOtherThings doubts every number whose label or head says something else than the form does.
func TestLabelsOfOtherThings(t *testing.T) {
	const licensing, issued, fees = "disclosure.licensing.decisions", "disclosure.normative_documents.issued", "disclosure.fees.amount"
	for _, c := range []struct{ from, to, cell string }{
		{"行政许可", "行政许可（全市）", licensing},
		{"行政许可", "行政许可（去年）", licensing},
		{"行政许可", "行政许可（2019年）", licensing},
		{"行政许可", "去年行政许可", licensing},
		{"行政许可", "各部门行政许可", licensing},
		{"行政许可", "未办行政许可", licensing},
		{"行政许可", "行政许可咨询", licensing},
		{"行政强制", "行政强制（含代履行）", "disclosure.coercion.decisions"},
		{"行政规范性文件", "非行政规范性文件", issued},
		{"行政规范性文件", "党委规范性文件", issued},
		{"行政事业性收费", "行政事业性收费退还", fees},
		{"2.重复申请", "2.非重复申请", "applications.rejected.repeat.total"},
		{"一、本年新收政府信息公开申请数量", "一、去年新收政府信息公开申请数量", "applications.received.person"},
		{"一、本年新收政府信息公开申请数量", "一、累计新收政府信息公开申请数量", "applications.received.person"},
		{"(一)予以公开", "(一)予以公开(全市)", "applications.granted.person"},
		{"本年制发件数", "去年制发件数", issued},
		{"现行有效件数", "现行有效件数(全市)", "disclosure.normative_documents.in_force"},
		{"本年处理决定数量", "去年处理决定数量", licensing},
		{"本年处理决定数量", "2019年处理决定数量", licensing},
		{"本年处理决定数量", "全市", licensing},
		{"自然人", "自然人(上年)", "applications.granted.person"},
		{"自然人", "上一年度", "applications.granted.person"},
		{"总计", "总计(全市)", "applications.granted.total"},
		{"未经复议直接起诉", "未经复议直接起诉（上年）", "disputes.direct_suit.corrected"},
		{"行政复议", "行政复议（全市）", "disputes.reconsideration.upheld"},
		{"第二十条第(五)项", "第二十条第(五)项（全市）", licensing},
	} {
		doubted(t, c.from+" as "+c.to, read(relabelled(c.from, c.to)).Report, c.cell)
	}
}

// TestHarmlessLabels stays silent about the ways in which publishers write the wording of the form.
func TestHarmlessLabels(t *testing.T) {
	for from, to := range map[string]string{
		"(二)部分公开(区分处理的,只计这一情形,不计其他情形)": "（二）部分公开（区分处理的，只计这一情况，不计其他情况）",
		"四、结转下年度继续办理":                  "四、结转下年度继续办理数量",
		"行政许可":                         "行政许可（件）",
		"一、本年新收政府信息公开申请数量":             "一、本年新收政府信息公开申请数量(件)",
		"(七)总计":          "(七)合计",
		"2.其他法律行政法规禁止公开": "2.其他法律、行政法规禁止公开",
		"4.保护第三方合法权益":    "4.保护第三方的合法权益",
		"1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请":     "1.申请人无正当理由逾期不补正，行政机关不再处理其政府信息公开申请",
		"二、上年结转政府信息公开申请数量":                      "二、上年度结转政府信息公开申请数量",
		"2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": "2.申请人逾期未按收费通知要求缴纳费用",
		"(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和)":    "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）单位：件",
		"5.要求行政机关确认或重新出具已获取信息":                  "5.要求行政机关确认或者重新出具已获取信息",
	} {
		if got := read(relabelled(from, to)).Report; got.Status != report.Consistent {
			t.Errorf("%s as %s: %s %+v", from, to, got.Status, got.Findings)
		}
	}
}

// sections gives a balanced report and its three tables apart.
func sections(t *testing.T, e report.Edition) (page string, tables [3]string) {
	t.Helper()
	s, f := style{}, balancedFigures(e)
	return s.page(e, f), [3]string{s.disclosureTable(e, f), s.applicationsTable(e, f), s.disputesTable(e, f)}
}

// TestTablesOfOthers never takes a number from a table of another year, area or section without a word.
func TestTablesOfOthers(t *testing.T) {
	page, tables := sections(t, report.Edition2021)
	const fees, coercion, upheld = "disclosure.fees.amount", "disclosure.coercion.decisions", "disputes.reconsideration.upheld"
	annex := strings.Replace(strings.Replace(tables[0], ">8<", ">941<", 1), ">12.5<", ">7700<", 1)
	cut := func(row string) string {
		start := strings.LastIndex(page[:strings.Index(page, row)], "<tr>")
		end := start + strings.Index(page[start:], "</tr>") + len("</tr>")
		return page[:start] + page[end:]
	}
	for name, c := range map[string]struct {
		page string
		cell string
	}{
		"a line over the table names the area":     {strings.Replace(page, tables[2], "<p>全市复议诉讼情况见下表：</p>"+tables[2], 1), upheld},
		"a line over the table names the year":     {strings.Replace(page, tables[2], "<p>2019年：</p>"+tables[2], 1), upheld},
		"a line over the table says last year":     {strings.Replace(page, tables[2], "<p>上年情况</p>"+tables[2], 1), upheld},
		"a line over the table sums up":            {strings.Replace(page, tables[0], "<p>（汇总表）</p>"+tables[0], 1), fees},
		"the caption of the table names the area":  {strings.Replace(page, tables[2], strings.Replace(tables[2], "<tbody>", "<caption>全市情况</caption><tbody>", 1), 1), upheld},
		"the heading names the area":               {strings.Replace(page, "二、主动公开政府信息情况", "二、全市主动公开政府信息情况", 1), fees},
		"the table stands behind the last section": {strings.Replace(strings.Replace(page, tables[2], "<p>无</p>", 1), "</body>", "<div>"+tables[2]+"</div></body>", 1), upheld},
		"the table stands above the first section": {strings.Replace(strings.Replace(page, tables[2], "<p>无</p>", 1), "<body>", "<body><div>"+tables[2]+"</div>", 1), upheld},
		"a second table has a row more":            {strings.Replace(cut(">行政强制<"), "三、收到", "<p>附表</p>"+annex+"三、收到", 1), coercion},
		"an annex has a row more":                  {strings.Replace(cut(">行政强制<"), "</body>", "<p>附件</p>"+annex+"</body>", 1), coercion},
	} {
		if c.page == page {
			t.Fatalf("%s: the page is not changed", name)
		}
		doubted(t, name, read(c.page).Report, c.cell)
	}
	k, _ := report.ParseKey(coercion)
	for name, text := range map[string]string{"in the section": strings.Replace(cut(">行政强制<"), "三、收到", annex+"三、收到", 1), "in an annex": strings.Replace(cut(">行政强制<"), "</body>", annex+"</body>", 1)} {
		if c := read(text).Report.Cells.At(k); c.State != report.Missing {
			t.Errorf("a row that only a second table %s has is %s %s", name, c.State, c.Value)
		}
	}
}

// TestAreasOfTheirGovernments does not doubt that a county speaks of the whole county, or a town of the whole town.
func TestAreasOfTheirGovernments(t *testing.T) {
	page, tables := sections(t, report.Edition2021)
	for body, line := range map[string]string{
		"云岭县人民政府": "全县情况如下：", "云岭县人民政府办公室": "全县汇总情况：", "云岭县石桥镇人民政府": "全镇情况如下：", "云岭市": "各单位情况汇总如下",
	} {
		text := strings.Replace(page, tables[1], "<p>"+line+"</p>"+tables[1], 1)
		text = strings.NewReplacer("云岭县石桥镇人民政府", body, "石桥镇人民政府", body).Replace(text)
		if got := read(text).Report; got.Status != report.Consistent {
			t.Errorf("%s, %s: %s %+v", body, line, got.Status, got.Findings)
		}
	}
}
