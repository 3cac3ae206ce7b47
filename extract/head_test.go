package extract_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/extract"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/report/page"
)

// withHead writes a report with the given mark-up above its sections.
func withHead(head, above string) string {
	return "<html><head>" + head + "</head><body>" + above + style{}.body(report.Edition2021, balancedFigures(report.Edition2021)) + "</body></html>"
}

func TestTitles(t *testing.T) {
	const right = "2023年石桥镇政府信息公开工作年度报告"
	for name, html := range map[string]string{
		"meta ArticleTitle":            withHead(`<meta name="ArticleTitle" content="`+right+`"><title>云岭县人民政府</title>`, "<h1>云岭县人民政府</h1>"),
		"meta null":                    withHead(`<meta name="ArticleTitle" content="null"><title>x</title>`, "<h1>"+right+"</h1>"),
		"meta names another site":      withHead(`<meta name="ArticleTitle" content="云岭县人民政府">`, "<h2>"+right+"</h2>"),
		"header table":                 withHead("", "<table><tr><th>名 称：</th><td>"+right+"</td></tr><tr><th>索引号</th><td>x</td></tr></table>"),
		"header list":                  withHead("", "<ul><li><b>名称：</b>"+right+"</li><li><b>索引号：</b>x</li></ul>"),
		"h1":                           withHead("<title>云岭县</title>", "<h1>"+right+"</h1><p>点击查看解读</p>"),
		"h1 broken by br":              withHead("", "<h1>2023年石桥镇<br>政府信息公开工作年度报告</h1>"),
		"class title":                  withHead("", `<div class="logo title-bar">云岭县</div><div class="article-title">`+right+"</div>"),
		"centred line":                 withHead("", `<p>根据有关规定，现公布本机关政府信息公开工作年度报告</p><p style="text-align: center">`+right+"</p>"),
		"align centre":                 withHead("", `<p align="center"><b>`+right+"</b></p>"),
		"title with the site's tail":   withHead("<title>"+right+"_年度报告_云岭县人民政府门户网站</title>", "<p>首页</p>"),
		"title with a dash":            withHead("<title>"+right+"-云岭县人民政府</title>", "<p>首页</p>"),
		"h1 of the site, then a title": withHead("<title>"+right+"</title>", "<h1>云岭县人民政府</h1>"),
	} {
		t.Run(name, func(t *testing.T) {
			got := strings.ReplaceAll(read(html).Report.Title, " ", "")
			if got != right {
				t.Errorf("title %q", got)
			}
		})
	}
	got := shared.Read(page.Page{Body: []byte(withHead("", "<p>首页</p>")), Hints: page.Hints{ListTitle: right}}).Report
	if got.Title != right || got.Year != 2023 {
		t.Errorf("title of the list: %q %d", got.Title, got.Year)
	}
}

func TestYears(t *testing.T) {
	title := func(s string) string { return "<h1>" + s + "</h1>" }
	for name, c := range map[string]struct {
		above    string
		year     int
		conflict bool
	}{
		"period":                      {title("石桥镇政府信息公开工作年度报告") + "<p>所列数据的统计期限自2023年1月1日起至2023年12月31日止。</p>", 2023, false},
		"period with one year":        {title("石桥镇政府信息公开年报") + "<p>统计期限为2023年1月1日至12月31日。</p>", 2023, false},
		"period in full-width digits": {title("石桥镇政府信息公开年报") + "<p>统计时限：２０２３年１月１日—１２月３１日</p>", 2023, false},
		"period over spans":           {title("石桥镇政府信息公开年报") + "<p>期限自<span>2023</span>年<span>1</span>月<span>1</span>日起至<span>2023</span>年<span>12</span>月<span>31</span>日止</p>", 2023, false},
		"title":                       {title("2023年石桥镇政府信息公开工作年度报告"), 2023, false},
		"title in Chinese digits":     {title("二〇二三年度石桥镇政府信息公开工作年度报告"), 2023, false},
		"title names it twice":        {title("2023年度石桥镇2023年政府信息公开工作年度报告"), 2023, false},
		"period before title":         {title("2022年石桥镇政府信息公开工作年度报告") + "<p>统计期限自2023年1月1日起至2023年12月31日止。</p>", 2023, true},
		"damaged period":              {title("2023年石桥镇政府信息公开工作年度报告") + "<p>统计期限自20221月1日至202212月31日止。</p>", 2023, false},
		"heading":                     {title("石桥镇政府信息公开工作年度报告") + "<p align=center>石桥镇2023年政府信息公开工作年度报告</p>", 2023, false},
		"period of two years":         {title("2023年石桥镇政府信息公开工作年度报告") + "<p>统计期限自2022年1月1日起至2023年12月31日止。</p>", 2023, true},
		"a date is no year":           {title("石桥镇政府信息公开工作年度报告") + "<p>发布日期：2024-01-16</p><p>2024年1月16日</p>", 0, true},
		"titles disagree":             {title("2023年石桥镇政府信息公开工作年度报告") + "<p align=center>2022年石桥镇政府信息公开工作年度报告</p>", 2023, true},
	} {
		t.Run(name, func(t *testing.T) {
			p := page.Page{Body: []byte(withHead("", c.above)), Facts: page.Facts{URL: "http://x.test/202502/t20250207_2019.html"}}
			got := shared.Read(p).Report
			if got.Year != c.year || has(got, report.RuleYear) != c.conflict {
				t.Errorf("year %d, want %d; findings %v", got.Year, c.year, got.Findings)
			}
		})
	}
}

func TestDatesOfPublication(t *testing.T) {
	const h1 = "<h1>2023年石桥镇政府信息公开工作年度报告</h1>"
	const meta = `<meta name="PubDate" content="2024-01-17 10:00">`
	for name, c := range map[string]struct{ head, above, date, source string }{
		"header table":                       {"", h1 + "<table><tr><td>发布日期</td><td>2024-01-16</td><td>成文日期</td><td>2024-01-12</td></tr></table>", "2024-01-16", "page"},
		"line":                               {"", h1 + "<p>发布日期：2024-01-16 浏览次数：12</p>", "2024-01-16", "page"},
		"line with other things":             {"", h1 + "<p>来源：石桥镇　发布时间：2024年1月16日 09:12　字体：大 中 小</p>", "2024-01-16", "page"},
		"label and value in spans":           {"", h1 + "<p><span>发布时间</span><span>2024-01-16</span></p>", "2024-01-16", "page"},
		"label and value in blocks":          {"", h1 + "<dl><dt>发布日期</dt><dd>2024-01-16</dd></dl>", "2024-01-16", "page"},
		"a date alone":                       {"", h1 + "<p>2024-01-16 09:12:33</p>", "2024-01-16", "page"},
		"a date in brackets":                 {"", h1 + "<p>[2024-01-16]</p>", "2024-01-16", "page"},
		"meta":                               {meta, h1, "2024-01-17", "meta"},
		"the page goes before meta":          {meta, h1 + "<p>发布日期：2024-01-16</p>", "2024-01-16", "page"},
		"a date of the document is not used": {"", h1 + "<p>成文日期：2024-01-12</p>", "", ""},
		"a damaged date":                     {"", h1 + "<p>发布日期：20241月16日</p>", "", ""},
		"no date at all":                     {"", h1, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := read(withHead(c.head, c.above)).Report
			if got.Published.String() != c.date || got.PublishedSource != c.source {
				t.Errorf("published %s by %q, want %s by %q", got.Published, got.PublishedSource, c.date, c.source)
			}
		})
	}
	got := shared.Read(page.Page{Body: []byte(withHead("", h1)), Hints: page.Hints{ListDate: "2024-01-19"}}).Report
	if got.Published.String() != "2024-01-19" || got.PublishedSource != "list" {
		t.Errorf("date of the list: %s by %q", got.Published, got.PublishedSource)
	}
	got = read(withHead(meta, h1+"<p>发布日期：2023-06-30</p>")).Report
	if !has(got, report.RulePublished) || got.Status != report.Flagged {
		t.Errorf("published before the year was over: %s %v", got.Status, got.Findings)
	}
	got = read(withHead("", h1+"<p>成文日期：2024-01-12</p>")).Report
	if i := slices.IndexFunc(got.Findings, func(f report.Finding) bool { return f.Relation == report.RulePublished }); i < 0 || fmt.Sprint(got.Findings[i].Candidates) != "[2024-01-12]" {
		t.Errorf("the date of the document is no candidate: %v", got.Findings)
	}
}

func TestBodiesAndClaims(t *testing.T) {
	const title = "2023年石桥镇政府信息公开工作年度报告"
	result := shared.Read(page.Page{
		Body: []byte(withHead(`<meta name="ContentSource" content="石桥镇">`, `<div>当前位置：<a>首页</a> &gt; <a>乡镇信息公开</a> &gt; <a>石桥镇</a></div>
			<table><tr><td>索 引 号</td><td>11331024002681253X/2024-00012</td><td>发布机构</td><td>石桥镇人民政府</td></tr></table><h1>`+title+"</h1>")),
		Hints: page.Hints{Source: "yunling", Division: "990321", Agency: "石桥镇", ListTitle: title},
	})
	want := []division.Claim{
		{Kind: division.ClaimCreditCode, Value: "11331024002681253X/2024-00012", Origin: division.OriginIndexNumber},
		{Kind: division.ClaimName, Value: "石桥镇人民政府", Origin: division.OriginHeaderTable},
		{Kind: division.ClaimName, Value: title, Origin: division.OriginTitle},
		{Kind: division.ClaimName, Value: "当前位置：首页 > 乡镇信息公开 > 石桥镇", Origin: division.OriginBreadcrumb},
		{Kind: division.ClaimName, Value: "石桥镇", Origin: division.OriginContentSource},
		{Kind: division.ClaimName, Value: title, Origin: division.OriginListTitle},
		{Kind: division.ClaimDivisionCode, Value: "990321", Origin: division.OriginHintDivision},
		{Kind: division.ClaimName, Value: "石桥镇", Origin: division.OriginHintDivision},
	}
	if !slices.Equal(result.Claims, want) {
		t.Errorf("claims\n%v\nwant\n%v", result.Claims, want)
	}
	if a := result.Report.Agency; a.Name != "石桥镇人民政府" || a.Scope != report.ScopeOrgan {
		t.Errorf("agency %+v", a)
	}
}

func TestAgencies(t *testing.T) {
	for above, want := range map[string]string{
		"<h1>2023年石桥镇政府信息公开工作年度报告</h1>":                    "石桥镇",
		"<h1>云岭县财政局2023年度政府信息公开工作年度报告</h1>":                "云岭县财政局",
		"<h1>关于2023年度政府信息公开情况的报告</h1><p>发布机构：石桥镇人民政府</p>":  "石桥镇人民政府",
		"<h1>2023年政府信息公开年报</h1><p>来源：石桥镇</p>":              "石桥镇",
		"<h1>2023年政府信息公开年报</h1>":                           "",
		"<h1>2023年石桥镇政府信息公开工作年度报告</h1><p>发布机构：石桥镇人民政府</p>": "石桥镇人民政府",
	} {
		got := read(withHead("", above)).Report
		if got.Agency.Name != want || has(got, report.RuleBody) != (want == "") {
			t.Errorf("%s: %q, want %q; %v", above, got.Agency.Name, want, got.Findings)
		}
	}
	got := read(withHead("", "<h1>2023年石桥镇政府信息公开工作年度报告</h1><p>发布机构：柳溪乡人民政府</p>")).Report
	if !has(got, report.RuleBody) || got.Status != report.Flagged {
		t.Errorf("two bodies: %s, %v", got.Status, got.Findings)
	}
	got = read(withHead("", "<h1>2023年石桥镇政府信息公开工作年度报告</h1><p>本报告由柳溪乡人民政府编制。</p>")).Report
	if !has(got, report.RuleBody) {
		t.Errorf("a sentence names another body: %v", got.Findings)
	}
	got = read(withHead("", "<h1>2023年石桥镇政府信息公开工作年度报告</h1><p>本报告由云岭县石桥镇人民政府编制。</p>")).Report
	if has(got, report.RuleBody) {
		t.Errorf("a sentence names the same body: %v", got.Findings)
	}
	got = read(withHead("", "<h1>2023年云岭县政府信息公开工作年度报告</h1><p>本报告由县政府办公室汇总全县各部门、各乡镇数据编制。</p>")).Report
	if got.Agency.Scope != report.ScopeArea || !strings.Contains(got.Agency.ScopeBasis, "汇总") {
		t.Errorf("scope %+v", got.Agency)
	}
	got = read(withHead("", "<h1>2023年云岭县人民政府政府信息公开工作年度报告</h1>")).Report
	if got.Agency.Scope != report.ScopeUnknown {
		t.Errorf("scope of a county without a word about it: %+v", got.Agency)
	}
}

func TestSections(t *testing.T) {
	heads := []string{"总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况", "存在的主要问题及改进情况", "其他需要报告的事项"}
	numbers := []rune("一二三四五六")
	build := func(write func(i int, title string) string) string {
		out := "<h1>" + testTitle + "</h1>"
		for i, title := range heads {
			out += write(i, title) + fmt.Sprintf("<p>第%d部分的文字。</p>", i+1)
		}
		return "<body>" + out + "<p>上一篇：无</p><p>版权所有</p></body>"
	}
	for name, write := range map[string]func(int, string) string{
		"official":        func(i int, s string) string { return "<p>" + string(numbers[i]) + "、" + s + "</p>" },
		"h2":              func(i int, s string) string { return "<h2>" + string(numbers[i]) + "、" + s + "</h2>" },
		"no numbers":      func(i int, s string) string { return "<p><strong>" + s + "</strong></p>" },
		"spaces":          func(i int, s string) string { return "<p>&nbsp;　" + string(numbers[i]) + " 、 " + s + " </p>" },
		"numbers restart": func(i int, s string) string { return "<p>" + string(numbers[i%3]) + "、" + s + "</p>" },
		"行政机关": func(i int, s string) string {
			return "<p>" + string(numbers[i]) + "、" + replace("主动公开", "行政机关主动公开", "存在的主要问题及改进情况", "政府信息公开工作存在的主要问题及改进情况", "政府信息公开行政复议、行政诉讼", "因政府信息公开工作被申请行政复议、提起行政诉讼")(s) + "</p>"
		},
		"loose": func(i int, s string) string {
			return "<p>" + string(numbers[i]) + "、" + replace("收到和处理政府信息公开申请情况", "依申请公开办理情况", "存在的主要问题及改进情况", "存在的不足和改进措施")(s) + "</p>"
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := read(build(write)).Report
			if len(got.Sections) != 6 {
				t.Fatalf("%d sections: %+v", len(got.Sections), got.Sections)
			}
			for i, s := range got.Sections {
				if s.Number != i+1 || s.Text != fmt.Sprintf("第%d部分的文字。", i+1) {
					t.Errorf("section %+v", s)
				}
			}
			if got.Status != report.TablesMissing {
				t.Errorf("status %s", got.Status)
			}
		})
	}
	glued := read("<body><h1>" + testTitle + "</h1><p>一、总体情况2023年，本镇公开信息四百条。</p><p>五、存在的主要问题及改进情况：深度不够。</p><p>六、其他需要报告的事项。无。</p></body>").Report
	if len(glued.Sections) != 3 || glued.Sections[0].Text != "2023年，本镇公开信息四百条。" || glued.Sections[1].Text != "深度不够。" {
		t.Errorf("headings without a line of their own: %+v", glued.Sections)
	}
	whole := read(style{}.page(report.Edition2021, balancedFigures(report.Edition2021))).Report
	if len(whole.Sections) != 7 || whole.Sections[0].Text != testPeriod || whole.Sections[2].Text != "" || whole.Sections[6].Text != "无。" {
		t.Errorf("text of tables or of the portal in a section: %+v", whole.Sections)
	}
}

func TestExplain(t *testing.T) {
	got := read(style{}.page(report.Edition2021, balancedFigures(report.Edition2021)))
	k, err := report.ParseKey("applications.unavailable.not_held.person")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(got.Explain(k), "\n")
	for _, want := range []string{"utf-8", "SHA-256", "in the form of 2021", "table 3", "1.本机关不掌握相关政府信息", "自然人", `"3"`, "printed", "applications.row.unavailable.not_held", "applications.column.person"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not explained:\n%s", want, text)
		}
	}
	k, _ = report.ParseKey("disclosure.procurement.amount")
	if text := strings.Join(got.Explain(k), "\n"); !strings.Contains(text, "has no cell") {
		t.Errorf("a cell of the other form:\n%s", text)
	}
	for _, r := range []extract.Result{read(""), read("no report"), shared.Read(page.Page{})} {
		for _, k := range report.Keys() {
			if len(r.Explain(k)) < 2 {
				t.Fatalf("%s: %v", k, r.Explain(k))
			}
		}
	}
}
