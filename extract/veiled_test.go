package extract_test

import (
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
)

// styled puts a style sheet into the head of a page.
func styled(css, page string) string {
	return strings.Replace(page, "</head>", "<style>"+css+"</style></head>", 1)
}

// TestDigitsThatStyleSheetsChange never takes a number of which a style sheet of the page hides, strikes out, moves or adds
// digits.
func TestDigitsThatStyleSheetsChange(t *testing.T) {
	k, _ := report.ParseKey(licensing)
	for name, c := range map[string]struct{ css, markup string }{
		"digits before":          {`.n::before{content:"9"}`, `<span class="n">47</span>`},
		"digits behind":          {`.n:after{content:"0"}`, `<span class="n">47</span>`},
		"an escaped digit":       {`.n::before{content:"\39"}`, `<span class="n">47</span>`},
		"an attribute":           {`.n::before{content:attr(data-d)}`, `<span class="n" data-d="9">47</span>`},
		"a counter":              {`.n::before{content:counter(c)}`, `<span class="n"></span>`},
		"all digits":             {`td::before{content:"1036"}`, ``},
		"a cell that is empty":   {`td:empty::after{content:"0"}`, ``},
		"a scale behind":         {`.n::after{content:"万"}`, `<span class="n">47</span>`},
		"a descendant":           {`table td i{display:none}`, `<i>9</i>47`},
		"a child":                {`td > i{display:none}`, `<i>9</i>47`},
		"spelled by escapes":     {`td i{dis\70lay:n\6fne}`, `<i>9</i>47`},
		"by its place":           {`td span:nth-child(1){display:none}`, `<span>9</span><span>47</span>`},
		"by an attribute":        {`[data-x]{display:none}`, `<i data-x="1">9</i>47`},
		"by its class":           {`.h{display:none}`, `<i class="h">947</i>`},
		"the whole cell":         {`td p{visibility:hidden}`, `<p>47</p>`},
		"no opacity":             {`td i{opacity:0}`, `<i>9</i>47`},
		"no size":                {`td i{font-size:0}`, `<i>9</i>47`},
		"off the screen":         {`td i{position:absolute;left:-9999px}`, `<i>9</i>47`},
		"no width":               {`td i{display:inline-block;width:0;overflow:hidden}`, `<i>9</i>47`},
		"transparent":            {`td i{color:transparent}`, `<i>9</i>47`},
		"struck out":             {`td i{text-decoration:line-through}`, `<i>947</i>`},
		"floating":               {`td i{float:left}`, `4<i>7</i>`},
		"turned":                 {`td i{direction:rtl;unicode-bidi:bidi-override}`, `<i>47</i>`},
		"important":              {`td i{display:none!important}`, `<i style="display:inline">9</i>47`},
		"a selector of tomorrow": {`td:is(:has-nothing) i{display:none}`, `<i>9</i>47`},
		"a picture":              {`td i.d4{background:url(d.png) -40px 0}`, `<i class="d4"></i>7`},
		"inside a condition":     {`@media screen and (min-width:300px){td i{display:none}}`, `<i>9</i>47`},
		"a sheet without end":    {`td i{display:none`, `<i>9</i>47`},
	} {
		got := read(styled(c.css, withLicensing(c.markup))).Report
		if c := got.Cells.At(k); c.State.HasValue() || !got.Doubts(k) {
			t.Errorf("%s: %s %s, %s, %+v", name, c.State, c.Value, got.Status, got.Findings)
		}
	}
}

// TestHarmlessStyleSheets reads pages whose style sheets hide other things than numbers.
func TestHarmlessStyleSheets(t *testing.T) {
	for name, css := range map[string]string{
		"menus":              `.menu ul{display:none} .menu li:hover ul{display:block} .clearfix:after{content:".";display:block;height:0;visibility:hidden}`,
		"on paper":           `@media print{td{display:none}}`,
		"on a telephone":     `@media (max-width:600px){td{display:none} td:before{content:attr(data-label)}}`,
		"looks":              `td{border:1px solid #000;padding:2px;font-size:14px;color:#333;text-align:center;float:none} table{width:0;height:0}`,
		"shown all the same": `td p{display:none} table td p{display:block}`,
		"the browser's own":  `::-webkit-scrollbar{display:none} input::-ms-clear{display:none} td:hover{visibility:hidden}`,
		"days of mourning":   `html{filter:grayscale(100%);-webkit-filter:grayscale(100%)}`,
		"in the middle":      `#zoom{position:absolute;left:50%;margin-left:-480px}`,
		"small gaps":         `#zoom,tr{font-size:0}`,
		"turned round":       `#zoom{display:flex;flex-direction:column-reverse}`,
		"icons":              `td:before{content:"\e601"}`,
	} {
		got := read(styled(css, withLicensing("<p>1036</p>"))).Report
		if got.Status != report.Consistent {
			t.Errorf("%s: %s %+v", name, got.Status, got.Findings)
		}
	}
}

// TestTabs reads the tab that is shown, and doubts a table that none shows.
func TestTabs(t *testing.T) {
	f, g := balancedFigures(report.Edition2021), balancedFigures(report.Edition2021)
	g[licensing], g["disclosure.fees.amount"] = "77", "3.5"
	k, _ := report.ParseKey(licensing)
	const css = `<style>.pane{display:none} .pane.on{display:block}</style>`
	const tabs = `<ul><li class="on">2023年</li><li>2022年</li></ul>`
	shown, other := style{}.body(report.Edition2021, f), style{}.body(report.Edition2021, g)
	pane := func(class, text string) string { return `<div class="` + class + `">` + text + `</div>` }
	page := func(panes ...string) string {
		return "<html><head>" + css + "</head><body><h1>" + testTitle + "</h1>" + tabs + strings.Join(panes, "") + "</body></html>"
	}
	for name, text := range map[string]string{
		"shown first": page(pane("pane on", shown), pane("pane", other)),
		"shown last":  page(pane("pane", other), pane("pane on", shown)),
		"titled":      page(pane("pane", "<h1>2022年云岭县石桥镇人民政府政府信息公开工作年度报告</h1>"+other), pane("pane on", shown)),
	} {
		got := read(text).Report
		if c := got.Cells.At(k); c.Value.String() != "1036" || got.Year != 2023 || got.Status != report.Flagged || !has(got, report.RuleTwoReports) {
			t.Errorf("%s: %s of %d, %s %+v", name, c.Value, got.Year, got.Status, got.Findings)
		}
	}
	doubted(t, "none shown", read(page(pane("pane", other))).Report, licensing, "applications.granted.total")
	doubted(t, "all shown", read(page(pane("", other), pane("", shown))).Report, licensing)
	text := strings.ReplaceAll(layouts["a cell a line"].text(report.Edition2021, f), "\n", "</p><p>")
	lines := styled("p i{display:none}", "<html><head></head><body><p>"+strings.Replace(text, "1036", "<i>9</i>1036", 1)+"</p></body></html>")
	doubted(t, "a line", read(lines).Report, licensing)
}
