package extract_test

import (
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
)

// withLicensing writes a report in which the cell of licences holds the given mark-up.
func withLicensing(markup string) string {
	f := balancedFigures(report.Edition2021)
	f["disclosure.licensing.decisions"] = markup
	return style{}.page(report.Edition2021, f)
}

// TestDigitsThatAreNotSeenAsOne never glues digits that a person does not see, or sees apart.
func TestDigitsThatAreNotSeenAsOne(t *testing.T) {
	k, _ := report.ParseKey("disclosure.licensing.decisions")
	for name, markup := range map[string]string{
		"no size":            `<span style="font-size: 0px">4</span>7`,
		"no size, behind":    `4<span style="font-size:0 !important">7</span>`,
		"nothing else":       `<span style="font-size:0">47</span>`,
		"transparent":        `<span style="opacity:0">4</span>7`,
		"transparent colour": `<span style="color: transparent">4</span>7`,
		"off the screen":     `<i style="position:absolute; left:-3000px">4</i>7`,
		"indented away":      `<span style="text-indent:-9999em">4</span>7`,
		"no width":           `<span style="display:inline-block;width:0;overflow:hidden">4</span>7`,
		"form control":       `<textarea>4</textarea>7`,
		"a class":            `<span class="sr-only">4</span>7`,
		"small":              `4<small>7</small>`,
		"another size":       `4<span style="font-size:6px">7</span>`,
		"font of a size":     `4<font size="1">7</font>`,
		"raised":             `4<span style="vertical-align:super">7</span>`,
		"a note":             `4<a href="#note7">7</a>`,
		"a note in brackets": `<p>4<a href="#note7"><span>7</span></a></p>`,
		"inserted":           `4<ins>7</ins>`,
		"turned by a sign":   "\u202e47\u202c",
		"a box each":         `<span style="display:block">4</span><span style="display:block">7</span>`,
		"pushed away":        `4<span style="padding-left:50px">7</span>`,
		"moved past":         `<span style="position:relative;left:10px">4</span><span style="position:relative;left:-10px">7</span>`,
		"the other way":      `<div style="display:flex;flex-direction:row-reverse"><b>4</b><b>7</b></div>`,
		"white":              `<span style="color: #FFFFFF">4</span>7`,
		"white by font":      `<font color="white">4</font>7`,
		"an escape":          `<span style="d\69splay:none">4</span>7`,
		"a comment":          `<span style="display:/**/none">4</span>7`,
		"a picture":          `<img src="4.gif" alt="4">7`,
		"a picture, no text": `<img src="d4.png">7`,
		"a picture, empty":   `<img src="d4.gif" alt="">7`,
		"pictures alone":     `<img src="d4.png"><img src="d7.png">`,
		"a picture inside":   `<img src="data:image/png;base64,AAAA">7`,
		"a source":           `<picture><source srcset="4.webp"><img src="4.png"></picture>`,
		"a picture by style": `<span style="background:url(4.png)"></span>7`,
		"paths of a drawing": `<svg><path d="M0"/></svg>7`,
		"a canvas":           `<canvas></canvas>7`,
		"an embedded page":   `<iframe src="4.html"></iframe>`,
		"an object":          `<object data="4.svg"></object>7`,
		"a choice":           `<select><option>4</option></select>7`,
		"a script alone":     `<script>document.write(47)</script>`,
		"a script":           `4<script>document.write(7)</script>`,
		"a made-up element":  `<x-number value="4"></x-number>7`,
		"a form field":       `<input value="4">7`,
		"a drawing":          `<svg><text>4</text></svg>7`,
		"a formula":          `<math><mfrac><mn>4</mn><mn>7</mn></mfrac></math>`,
		"a gauge":            `<meter value="4">4</meter>7`,
		"a closed dialogue":  `<dialog>4</dialog>7`,
		"a reading aid":      `<ruby>7<rp>4</rp></ruby>`,
		"isolated":           "\u206747\u2069",
		"turned by mark-up":  `<bdo dir="rtl">47</bdo>`,
		"turned by a style":  `<span style="direction:rtl;unicode-bidi:bidi-override">47</span>`,
	} {
		got := read(withLicensing(markup)).Report
		if c := got.Cells.At(k); c.State != report.Unreadable || !got.Doubts(k) || got.Status != report.Partial {
			t.Errorf("%s: %s %s, %s, %+v", name, c.State, c.Value, got.Status, got.Findings)
		}
	}
}

// TestDigitsOfWordProcessors reads the numbers that word processors cut into spans.
func TestDigitsOfWordProcessors(t *testing.T) {
	k, _ := report.ParseKey("disclosure.licensing.decisions")
	for name, markup := range map[string]string{
		"spans":       `<span>4</span><span>7</span>`,
		"languages":   `<p class="MsoNormal"><span lang="EN-US">4</span><span lang="EN-US" style="mso-fareast-language:ZH-CN">7</span></p>`,
		"fonts":       `<span style="font-family:仿宋;mso-ascii-font-family:Arial">4</span><span style="font-family:Arial">7</span>`,
		"one size":    `<span style="font-size:10.5pt;font-family:宋体">4</span><span style="font-family:Arial;font-size:10.5pt">7</span>`,
		"classes":     `<span class="font5">4</span><span class="font12">7</span>`,
		"bold":        `<b>4</b>7`,
		"colours":     `<span style="color:#333">4</span>7`,
		"one class":   `<span class="num"><span>4</span>7</span>`,
		"one link":    `<a href="detail.html">47</a>`,
		"not there":   `<span style="display:none">9</span>47`,
		"comment":     `4<!-- 9 -->7`,
		"one element": `<span class="num" style="font-size:14px">47</span>`,
		"marks":       "\u200e47\u200f",
		"white alone": `<span style="color:white">47</span>`,
		"a spacer":    `<img src="blank.gif" alt="">47`,
		"a pixel":     `47<img src="/images/x.gif" width="1" height="1">`,
		"a counter":   `47<script>count("cell")</script>`,
		"hidden":      `<input type="hidden" value="9">47`,
		"no margin":   `<span style="margin:0pt;padding:0">4</span><span style="margin:0pt">7</span>`,
	} {
		got := read(withLicensing(markup)).Report
		if c := got.Cells.At(k); c.State != report.Printed || c.Value.String() != "47" || got.Status != report.Consistent {
			t.Errorf("%s: %s %s, %s, %+v", name, c.State, c.Value, got.Status, got.Findings)
		}
	}
}

// TestUnseenDigitsOfLines leaves digits out of running text that nobody sees.
func TestUnseenDigitsOfLines(t *testing.T) {
	text := strings.Replace(layouts["a cell a line"].text(report.Edition2021, balancedFigures(report.Edition2021)), "1036", `<span style="font-size:0">9</span>1036`, 1)
	got := read("<html><body><p>" + strings.ReplaceAll(text, "\n", "</p>\n<p>") + "</p></body></html>").Report
	k, _ := report.ParseKey("disclosure.licensing.decisions")
	if c := got.Cells.At(k); c.Value.String() != "1036" {
		t.Errorf("%s %s %+v", c.State, c.Value, got.Findings)
	}
}
