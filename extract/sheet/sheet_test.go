package sheet_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/nianbao/nianbao/extract/sheet"
)

const body = `<table><tr><td class="a" data-n="7"><i>4</i><b id="x">7</b></td><td class="b">8</td></tr></table>`

// parse gives the sheets of a page and the elements of its body by name.
func parse(t *testing.T, css string) (*sheet.Sheets, map[string]*html.Node) {
	t.Helper()
	root, err := html.Parse(strings.NewReader("<html><head><style>" + css + "</style></head><body>" + body + "</body></html>"))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]*html.Node{}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && found[n.Data] == nil {
			found[n.Data] = n
		}
	}
	return sheet.Read(root), found
}

// TestStyle gives the declarations that hold for an element, in the order of the cascade.
func TestStyle(t *testing.T) {
	for css, want := range map[string]string{
		"td i{display:none}":                               "display:none;",
		`td i{dis\70lay:n\6f ne}`:                          "display:none;",
		`td i{\44 isplay:none}`:                            "display:none;",
		"table > tbody tr>td > i{left:0}":                  "left:0;",
		"tr i + i, td ~ td i, td + i{left:0}":              "",
		"div td i, i i, b > i{left:0}":                     "",
		"td > i:first-child { visibility : hidden }":       "visibility:hidden;",
		"td > *:nth-child(1){opacity:0}":                   "opacity:0;",
		"b, td i {font-size:0}":                            "font-size:0;",
		"[data-n='7'] i{position:absolute;left:-999px}":    "position:absolute;left:-999px;",
		"td i{display:none} i{display:inline}":             "display:inline;;display:none;",
		"i{display:none !important}":                       "display:none!important;",
		"i/**/{/* */display:none":                          "display:none;",
		"@media screen{i{display:none}}":                   "display:none;",
		"@media (min-width:300px){i{display:none}}":        "display:none;",
		"@supports (display:grid){i{display:none}}":        "display:none;",
		"@media print{i{display:none}} i{float:left}":      "float:left;",
		"@media (max-width:700px){i{display:none}}":        "",
		"@font-face{font-family:x} i{color:red}":           "color:red;",
		"i:hover{display:none}":                            "",
		"i::-webkit-scrollbar{display:none}":               "",
		"b{display:none}":                                  "",
		"i{color:red;font-family:Arial;padding:0}":         "color:red;",
		":is(i,u){display:none}":                           sheet.Unclear,
		".c:is(u){display:none}":                           "",
		"i{d\\69splay:none}":                               "display:none;",
		"@keyframes x{from{opacity:0}to{opacity:1}} i{}":   "",
		strings.Repeat("u{display:none}", 2001):            sheet.Unclear,
		"/*" + strings.Repeat("x", 1<<20) + "*/ u{left:0}": sheet.Unclear,
	} {
		s, elements := parse(t, css)
		if got := s.Style(elements["i"]); got != want {
			t.Errorf("%.60s: %q, want %q", css, got, want)
		}
	}
}

// TestAdds tells what ::before and ::after add to a number.
func TestAdds(t *testing.T) {
	for css, want := range map[string]bool{
		`td::before{content:"1"}`:                                 true,
		`td.a:after{content:'万'}`:                                 true,
		`td:after{content:"\30"}`:                                 true,
		`td:before{content:attr(data-n)}`:                         true,
		`td>*:first-child:before{content:"1"}`:                    false, // that is <i>
		`td:before{content:counter(row)}`:                         true,
		`td:before{content:url(7.png)}`:                           true,
		`td:before{content:""}`:                                   false,
		`td:before{content:"\e601"}`:                              false,
		`td:before{content:"件"}`:                                  false,
		`td:before{content:attr(title)}`:                          false,
		`td:before{content:"1"} td.a:before{content:none}`:        false,
		`td.a:before{content:none} td:before{content:"1"}`:        false,
		`th:before{content:"1"}`:                                  false,
		`@media (max-width:9em){td:before{content:attr(data-n)}}`: false,
		`td:where(.a)::before{content:"1"}`:                       true,
	} {
		s, elements := parse(t, css)
		if got := s.Adds(elements["td"]); got != want {
			t.Errorf("%s: %t", css, got)
		}
	}
}

// TestBounds gives up sheets that are made to cost.
func TestBounds(t *testing.T) {
	var css strings.Builder
	for range 1900 {
		css.WriteString("td:nth-child(3n+1) i:not(:empty){left:0}\n")
	}
	root, _ := html.Parse(strings.NewReader("<style>" + css.String() + "</style><table><tr>" + strings.Repeat("<td><i>1</i>", 5000) + "</table>"))
	s, unclear := sheet.Read(root), 0
	for n := range root.Descendants() {
		if s.Style(n) == sheet.Unclear {
			unclear++
		}
	}
	if unclear < 9000 {
		t.Errorf("%d elements are unclear", unclear)
	}
}

// TestDeepSelectors does not try every choice of ancestors in a deep tree.
func TestDeepSelectors(t *testing.T) {
	css := "q " + strings.Repeat("div ", 8) + "i{left:0} div > div + i, :not(q q q i){left:0} " + strings.Repeat("div ", 8) + "i{top:0}"
	root, _ := html.Parse(strings.NewReader("<style>" + css + "</style>" + strings.Repeat("<div>", 400) + strings.Repeat("<i>1</i>", 100)))
	s, found := sheet.Read(root), 0
	for n := range root.Descendants() {
		if n.Data == "i" && s.Style(n) != "" {
			found++
		}
	}
	if found < 99 {
		t.Errorf("%d elements have a style", found)
	}
}

// TestUsualSheet is no work: forty rules for the parts of a portal, on a report.
func TestUsualSheet(t *testing.T) {
	var css strings.Builder
	for i := range 40 {
		fmt.Fprintf(&css, "#main .content%d .box ul li:nth-child(%d) div{display:none} .a%d td:before{content:'1'}\n", i, i, i)
	}
	text := "<style>" + css.String() + "</style>" + strings.Repeat("<div>", 20) + "<table>" + strings.Repeat("<tr>"+strings.Repeat("<td><p><span>1</span></p></td>", 10)+"</tr>", 35)
	root, _ := html.Parse(strings.NewReader(text))
	s := sheet.Read(root)
	for n := range root.Descendants() {
		if style := s.Style(n); style != "" || s.Adds(n) {
			t.Fatalf("%s: %q", n.Data, style)
		}
	}
}

// TestNoSheet costs nothing where no rule matters.
func TestNoSheet(t *testing.T) {
	s, elements := parse(t, "td{border:1px solid;font-size:12px;font-family:宋体}")
	if s != nil || s.Style(elements["td"]) != "" || s.Adds(elements["td"]) {
		t.Errorf("%+v", s)
	}
}

// FuzzRead reads any sheet and asks it about every element.
func FuzzRead(f *testing.F) {
	for _, css := range []string{"td i{display:none}", "@media print{i{display:none}", `td::before{content:"\30"}`, ":is(", "}{,:before{content:x("} {
		f.Add(css)
	}
	f.Fuzz(func(t *testing.T, css string) {
		root, err := html.Parse(strings.NewReader("<style>" + css + "</style>" + body))
		if err != nil {
			return
		}
		s := sheet.Read(root)
		for n := range root.Descendants() {
			if first := s.Style(n); s.Style(n) != first {
				t.Error("two answers")
			}
			s.Adds(n)
		}
	})
}
