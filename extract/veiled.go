package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/nianbao/nianbao/extract/sheet"
	"github.com/nianbao/nianbao/report"
)

// hides tells whether a style keeps a text from the eye, or is written so that only a browser can tell.
func (k look) hides() bool { return k.gone || k.apart || strings.Contains(k.text, unseenLook) }

// bySheet gives what the style sheets of the page and its own style say of an element; ok is false when the sheets say
// nothing.
func (l looks) bySheet(n *html.Node) (style string, k look, ok bool) {
	if style = l.sheets.Style(n); style == "" {
		return "", look{}, false
	}
	return style, l.of(style + ";" + attribute(n, "style")), true
}

// veiled tells whether the style sheets of the page hide, move or strike out a cell or a part of it, or add something to its
// number. Of the rows and groups round a cell, up to its table, only those count that are not shown at all.
func (l looks) veiled(cell, table *html.Node) bool {
	if l.sheets == nil {
		return false
	}
	for n := cell; n != nil; n = n.Parent {
		style, k, ok := l.bySheet(n)
		if ok && (n == cell && k.hides() || k.gone || strings.Contains(style, sheet.Unclear) || strings.Contains(style, "opacity:0;")) {
			return true
		}
		if n == table {
			break
		}
	}
	if l.sheets.Adds(cell) {
		return true
	}
	for n := range cell.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		style, k, ok := l.bySheet(n)
		if l.sheets.Adds(n) || n.FirstChild == nil && strings.Contains(style, "url(") || ok && k.hides() && hasDigit(textOf(n)) {
			return true
		}
	}
	return false
}

// veiledText tells whether a style sheet hides a text inside of its block.
func (l looks) veiledText(text *html.Node) bool {
	for n := text.Parent; n != nil && l.sheets != nil; n = n.Parent {
		if _, k, ok := l.bySheet(n); ok && k.hides() || l.sheets.Adds(n) {
			return true
		}
		if isBlock(n.DataAtom) {
			break
		}
	}
	return false
}

// leaveVeiled leaves out what a style sheet does not show, such as the tabs of other years, as long as a statutory table
// stands in what it shows.
func (s *session) leaveVeiled() {
	if !slices.ContainsFunc(s.doc.blocks, func(b Block) bool { return b.Veiled }) {
		return
	}
	veiled, shown := false, false
	for i := range s.doc.blocks {
		if b := &s.doc.blocks[i]; b.Kind == TableKind && s.reader.mayBeStatutory(b.Grid) {
			veiled, shown = veiled || b.Veiled, shown || !b.Veiled
		}
	}
	if !shown {
		return
	}
	s.doc.blocks = slices.DeleteFunc(s.doc.blocks, func(b Block) bool { return b.Veiled })
	if veiled {
		s.report.Findings = append(s.report.Findings, report.Finding{
			Relation: report.RuleTwoReports, Severity: report.Warning, Fault: report.FaultUndetermined,
			Message: "a style sheet of the page hides further statutory tables, perhaps those of another year in a tab; they were not read",
		})
	}
}
