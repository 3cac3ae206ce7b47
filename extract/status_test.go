package extract_test

import (
	"strings"
	"testing"
	"time"

	"github.com/nianbao/nianbao/extract"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

const prose = "<p>全年通过门户网站和公开栏发布各类信息四百余条，回应群众关心的道路、用水、用电等问题，公开的内容比上年更细、更快。</p>"

// TestPagesWithoutTables gives every page without statutory tables the status that says what it is instead.
func TestPagesWithoutTables(t *testing.T) {
	heads := "<p>一、总体情况</p>" + prose + "<p>二、主动公开政府信息情况</p><p>三、收到和处理政府信息公开申请情况</p><p>四、政府信息公开行政复议、行政诉讼情况</p>"
	tables := style{}.body(report.Edition2021, balancedFigures(report.Edition2021))
	for name, c := range map[string]struct {
		body   string
		status report.Status
		rule   string
	}{
		"empty":                         {"", report.UnreadablePage, report.RuleGivenUp},
		"blanks":                        {" \n\t ", report.UnreadablePage, report.RuleGivenUp},
		"binary":                        {"\x00\x01\x02\x03\x04\x05\x06\x07\x00\x00", report.UnreadablePage, report.RuleGivenUp},
		"PDF":                           {"%PDF-1.7\n%âãÏÓ", report.Unsupported, report.RuleGivenUp},
		"PDF that calls itself HTML":    {"\r\n%PDF-1.4 <html>", report.Unsupported, report.RuleGivenUp},
		"DOCX":                          {"PK\x03\x04....", report.Unsupported, report.RuleGivenUp},
		"DOC":                           {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....", report.Unsupported, report.RuleGivenUp},
		"a picture":                     {"\x89PNG\r\n\x1a\n", report.ImageOnly, report.RuleGivenUp},
		"headings without tables":       {"<h1>" + testTitle + "</h1>" + heads, report.TablesMissing, report.RuleNoTables},
		"headings, tables as pictures":  {"<h1>" + testTitle + "</h1>" + heads + "<img src=a.png><img src=b.png>", report.TablesMissing, report.RuleNoTables},
		"a picture of the report":       {"<h1>" + testTitle + "</h1><p><img src=a.png></p>", report.ImageOnly, report.RuleNoTables},
		"an attached document":          {"<h1>" + testTitle + "</h1><p><a href='/files/a.pdf?x=1'>附件下载</a></p>", report.Unsupported, report.RuleNoTables},
		"prose before the forms":        {"<h1>2012年石桥镇政府信息公开工作年度报告</h1>" + strings.Repeat(prose, 4), report.Narrative, ""},
		"prose in the years of forms":   {"<h1>" + testTitle + "</h1>" + strings.Repeat(prose, 8), report.TablesMissing, report.RuleNoTables},
		"a title alone":                 {"<h1>" + testTitle + "</h1>", report.TablesMissing, report.RuleNoTables},
		"an explanation":                {"<h1>《2023年石桥镇政府信息公开工作年度报告》解读</h1>" + heads, report.NotAReport, report.RuleNoReport},
		"a picture story":               {"<h1>一图读懂2023年石桥镇政府信息公开工作年度报告</h1><img src=a.png>", report.NotAReport, report.RuleNoReport},
		"a work report":                 {"<h1>2024年石桥镇政府工作报告</h1>" + prose, report.NotAReport, report.RuleNoReport},
		"a report on websites":          {"<h1>2023年云岭县政府网站工作年度报表</h1><table><tr><td>网站名称</td><td>12</td></tr></table>", report.NotAReport, report.RuleNoReport},
		"a list of reports":             {"<h1>云岭县2023年政府信息公开工作年度报告汇总</h1><ul><li><a href=a>石桥镇</a></ul>", report.NotAReport, report.RuleNoReport},
		"a notice":                      {"<h1>关于做好2023年政府信息公开工作年度报告编制工作的通知</h1>" + prose, report.NotAReport, report.RuleNoReport},
		"rule of law":                   {"<h1>2023年石桥镇法治政府建设年度报告</h1>" + prose, report.NotAReport, report.RuleNoReport},
		"how it was made":               {"<h1>2023年政府信息公开工作年度报告编制说明</h1>" + prose, report.NotAReport, report.RuleNoReport},
		"something else":                {"<h1>石桥镇防汛工作</h1>" + prose, report.NotAReport, report.RuleNoReport},
		"plain text":                    {"石桥镇今日天气晴。", report.NotAReport, report.RuleNoReport},
		"a link to an explanation":      {"<h1>" + testTitle + "</h1><p><a href=x>点击查看解读</a></p><p>点击查看图解</p>" + tables, report.Consistent, ""},
		"a title in the plain notation": {"<p>" + testTitle + "</p>" + tables, report.Consistent, ""},
		"tables under an odd title":     {"<h1>关于公布2023年政府信息公开工作年度报告的通知</h1>" + tables, report.Consistent, ""},
	} {
		t.Run(name, func(t *testing.T) {
			body := c.body
			if strings.HasPrefix(body, "<h1") || strings.HasPrefix(body, "<p") {
				body = "<html><head><title>云岭县人民政府</title></head><body>" + body + "</body></html>"
			}
			got := read(body).Report
			if got.Status != c.status || c.rule != "" && !has(got, c.rule) {
				t.Errorf("status %s, want %s; %+v", got.Status, c.status, got.Findings)
			}
			if !got.Status.IsReport() && got.Forms.Any() {
				t.Errorf("no report, yet forms %v", got.Forms)
			}
		})
	}
}

func TestOneTableMissing(t *testing.T) {
	for table := range 3 {
		s := style{}
		s.skip[table] = true
		got := read(s.page(report.Edition2021, balancedFigures(report.Edition2021))).Report
		if got.Status != report.Partial || !has(got, report.RuleTableMissing) || got.Forms[table] != report.NoEdition {
			t.Errorf("without table %d: %s %v %+v", table, got.Status, got.Forms, got.Findings)
		}
	}
}

// TestMixedForms reads each table in the form that its own labels show, whatever the year is.
func TestMixedForms(t *testing.T) {
	old, current := balancedFigures(report.Edition2019), balancedFigures(report.Edition2021)
	s := style{}
	mixed := "<body><h1>" + testTitle + "</h1><p>二、主动公开政府信息情况</p>" + s.disclosureTable(report.Edition2021, current) +
		"<p>三、收到和处理政府信息公开申请情况</p>" + s.applicationsTable(report.Edition2019, old) +
		"<p>四、政府信息公开行政复议、行政诉讼情况</p>" + s.disputesTable(report.Edition2019, old)
	got := read(mixed).Report
	forms := report.Forms{report.Edition2021, report.Edition2019, report.Edition2019}
	all := figures{}
	for k, v := range old {
		all[k] = v
	}
	for k, v := range current {
		all[k] = v
	}
	wantCells(t, mixed, got, forms, all)
	only(t, got, report.RuleEdition)
	if !has(got, report.RuleEdition) || got.Status != report.Consistent {
		t.Errorf("status %s, %+v", got.Status, got.Findings)
	}
}

// TestOriginOfThePage holds what is said of the page itself.
func TestOriginOfThePage(t *testing.T) {
	p := page.Page{Body: []byte(benchPage()), Facts: page.Facts{URL: "http://x.test/a.html", Fetched: time.Date(2024, 1, 20, 8, 0, 0, 0, time.FixedZone("CST", 8*3600))}}
	got := shared.Read(p).Report
	want := report.Origin{URL: "http://x.test/a.html", SHA256: string(p.Digest()), Fetched: "2024-01-20T00:00:00Z", Encoding: "utf-8"}
	if got.Page != want || got.Reader != extract.Version {
		t.Errorf("%+v by %s, want %+v", got.Page, got.Reader, want)
	}
}

func TestConfigBoundsTheWork(t *testing.T) {
	if (extract.Config{}).Validate() != nil || (extract.Config{MaxTags: -1}).Validate() == nil || (extract.Config{MaxBytes: -1}).Validate() == nil {
		t.Error("limits are not validated")
	}
	got := extract.New(extract.Config{MaxBytes: 1000}).Read(page.Page{Body: []byte(benchPage())}).Report
	if got.Status != report.UnreadablePage || !has(got, report.RuleGivenUp) {
		t.Errorf("a page over the limit: %s", got.Status)
	}
	got = extract.New(extract.Config{MaxTags: 100}).Read(page.Page{Body: []byte(style{}.page(report.Edition2021, balancedFigures(report.Edition2021)))}).Report
	if !has(got, report.RuleFlattened) || got.Forms != both(report.Edition2021) {
		t.Errorf("a page with too many tags: %s %v %+v", got.Status, got.Forms, got.Findings)
	}
	wantCells(t, "", got, both(report.Edition2021), balancedFigures(report.Edition2021))
}

// TestDocumentsOfOtherKinds takes from the list that named a document which is not read whose report it is.
func TestDocumentsOfOtherKinds(t *testing.T) {
	for title, want := range map[string]int{
		"石桥镇2022年政府信息公开工作年度报告": 2022, "石桥镇政府信息公开工作年度报告": 0, "石桥镇2022年政府工作报告": 0, "石桥镇2021年、2022年政府信息公开年报": 0, "": 0,
	} {
		p := page.Page{Body: []byte("%PDF-1.7\n"), Hints: page.Hints{ListTitle: title, Agency: "石桥镇"}}
		got := shared.Read(p)
		if got.Report.Status != report.Unsupported || got.Report.Year != want || (got.Report.Title == title) != (want > 0 || title == "") || len(got.Claims) == 0 {
			t.Errorf("%q: %s %d %q, %d claims", title, got.Report.Status, got.Report.Year, got.Report.Title, len(got.Claims))
		}
	}
}
