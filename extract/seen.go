package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/nianbao/nianbao/extract/grid"
	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/extract/sheet"
)

// looks keeps what styles say: the cells of a table share theirs.
type looks struct {
	known  map[string]look
	sheets *sheet.Sheets // of the page; nil for none
}

func newLooks(s *sheet.Sheets) looks { return looks{known: map[string]look{}, sheets: s} }

// look is what a style says of a text in a cell.
type look struct {
	text  string // the declarations that hide the text, move it or change its size
	gone  bool   // it takes no place
	apart bool   // it is struck out, runs the other way, or is written so that only a browser can tell
	boxed bool   // it stands in a box of its own
}

// mostLooks bounds what is kept of a hostile page.
const mostLooks = 1000

func (l looks) of(style string) look {
	known, ok := l.known[style]
	if !ok {
		known.text, known.gone = lookOfStyle(style)
		known.apart = apart(style)
		known.boxed = boxed(style)
		if len(l.known) < mostLooks {
			l.known[style] = known
		}
	}
	return known
}

// unclear tells whether the digits of a cell are not all seen as one number: a part is struck out, stands above or below
// the rest, is a link, a note or a form control, has a size or class of its own, is not shown, or runs the other way.
// Spans that only change the font, as word processors write them, are no border.
func (l looks) unclear(cell *html.Node) bool {
	if first := cell.FirstChild; first == nil || first.Type == html.TextNode && first.NextSibling == nil {
		return first != nil && turns(first.Data)
	}
	digits, look, box := false, "", (*html.Node)(nil)
	for n := range cell.Descendants() {
		switch {
		case n.Type == html.ElementNode:
			if l.setsApart(n) {
				return true
			}
		case n.Type == html.TextNode && hasDigit(n.Data):
			own, shown := l.around(n, cell)
			if !shown {
				continue
			}
			around := l.boxOf(n, cell)
			if turns(n.Data) || strings.Contains(own, unseenLook) || digits && (own != look || around != box) {
				return true
			}
			digits, look, box = true, own, around
		}
	}
	return false
}

// setsApart tells whether an element by itself says that the text of the cell is not to be read in one.
func (l looks) setsApart(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Del, atom.S, atom.Strike, atom.Rt, atom.Rp, atom.Textarea, atom.Bdo, atom.Dialog, atom.Meter, atom.Progress, atom.Marquee:
		return true
	}
	if n.Namespace == "math" || n.Namespace == "svg" && n.Data == "text" {
		return true
	}
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "style":
			if l.of(a.Val).apart {
				return true
			}
		case "dir":
			if strings.EqualFold(a.Val, "rtl") {
				return true
			}
		case "alt", "value": // of a picture or a form control that shows digits beside the text
			if (n.DataAtom == atom.Img || n.DataAtom == atom.Input && !isHidden(n)) && hasDigit(a.Val) {
				return true
			}
		}
	}
	return false
}

// turns tells whether digits stand in a text whose direction is changed; the quick look spares most texts the search.
func turns(s string) bool {
	return strings.Contains(s, "\xe2") && hasDigit(s) && strings.ContainsFunc(s, printed.Turns)
}

func hasDigit(s string) bool {
	return strings.ContainsAny(s, "0123456789０１２３４５６７８９")
}

// unseenLook marks the look of a text that takes part in the page and cannot be seen.
const unseenLook = "unseen;"

// around gathers what sets a text in a cell apart from others; shown is false when it is not part of the text at all.
func (l looks) around(text, cell *html.Node) (look string, shown bool) {
	for n := text.Parent; n != nil && n != cell; n = n.Parent {
		switch n.DataAtom {
		case atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Noembed, atom.Noframes, atom.Iframe, atom.Select, atom.Table,
			atom.Svg, atom.Object, atom.Datalist:
			return "", false
		case atom.Small, atom.Big, atom.Sub, atom.Sup, atom.Ins:
			look += n.Data + ";"
		}
		if style := l.sheets.Style(n); style != "" {
			look += l.of(style).text
		}
		for i := range n.Attr {
			switch a := &n.Attr[i]; a.Key {
			case "hidden":
				return "", false
			case "href":
				look += "link;"
			case "size":
				look += "size " + a.Val + ";"
			case "color":
				look += lookOfColor(a.Val)
			case "class":
				look += lookOfClass(a.Val)
			case "style":
				s := l.of(a.Val)
				if s.gone {
					return "", false
				}
				look += s.text
			}
		}
	}
	return look, true
}

// lookOfClass leaves the classes of word processors out, which only name fonts.
func lookOfClass(names string) (look string) {
	if names == "MsoNormal" { // on every paragraph of such a page
		return ""
	}
	for _, name := range strings.Fields(names) {
		if !strings.HasPrefix(name, "Mso") && strings.Trim(strings.TrimPrefix(name, "font"), "0123456789") != "" {
			look += "." + name + ";"
		}
	}
	return look
}

// lookOfStyle gives the declarations that hide a text, move it or change its size; gone when it takes no place.
func lookOfStyle(style string) (look string, gone bool) {
	if gone, unseen := grid.Hidden(style); gone || unseen {
		return "", true
	}
	for declaration := range strings.SplitSeq(strings.ToLower(style), ";") {
		property, value, _ := strings.Cut(declaration, ":")
		property = strings.TrimSpace(property)
		value = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "!important"))
		switch property {
		case "font-size", "vertical-align", "direction", "unicode-bidi", "float", "transform", "clip", "clip-path":
			look += property + " " + value + ";"
		}
		if property == "color" {
			look += lookOfColor(value)
		}
		if unseen(property, value) {
			look += unseenLook
		}
	}
	return look, false
}

// apart tells whether a style strikes a text out, shows it the other way round, or is written with escapes or comments,
// which only a browser reads.
func apart(style string) bool {
	for _, sign := range []string{"line-through", "bidi-override", "-reverse", "\\", "/*", "filter"} {
		if strings.Contains(style, sign) {
			return true
		}
	}
	return false
}

// boxed tells whether a style gives a text a place of its own, so that digits in another one are another number.
func boxed(style string) bool {
	for declaration := range strings.SplitSeq(strings.ToLower(style), ";") {
		property, value, _ := strings.Cut(declaration, ":")
		property, value = strings.TrimSpace(property), strings.TrimSpace(value)
		switch {
		case property == "display" && value != "inline" && value != "contents", property == "position" && value != "static":
			return true
		case (strings.HasPrefix(property, "padding") || strings.HasPrefix(property, "margin")) && strings.Trim(value, "0.pxtemrin% ") != "":
			return true
		}
	}
	return false
}

// boxOf gives the innermost element with a box of its own around a text in a cell; nil when there is none.
func (l looks) boxOf(text, cell *html.Node) *html.Node {
	for n := text.Parent; n != nil && n != cell; n = n.Parent {
		if style := attribute(n, "style"); style != "" && l.of(style).boxed {
			return n
		}
	}
	return nil
}

// lookOfColor names the colour of paper: digits in it beside others are hidden, but a whole number in it may stand on a dark ground.
func lookOfColor(value string) string {
	switch strings.ToLower(strings.ReplaceAll(value, " ", "")) {
	case "white", "#fff", "#ffffff", "rgb(255,255,255)":
		return "white;"
	}
	return ""
}

func isHidden(input *html.Node) bool { return strings.EqualFold(attribute(input, "type"), "hidden") }

// unseen tells whether a declaration, given in lower case, keeps a text from the eye without taking it off the page.
func unseen(property, value string) bool {
	switch property {
	case "font-size", "opacity", "width", "height", "max-width", "max-height", "zoom":
		return isZero(value)
	case "left", "top", "right", "bottom", "text-indent", "margin-left", "margin-top":
		return strings.HasPrefix(value, "-") && len(strings.TrimRight(value[1:], "pxtemr%")) >= 3
	case "color":
		return value == "transparent" || strings.HasPrefix(value, "rgba") && strings.HasSuffix(strings.ReplaceAll(value, " ", ""), ",0)")
	case "clip":
		return strings.HasPrefix(value, "rect(0")
	case "transform":
		return strings.Contains(value, "scale(0)")
	}
	return false
}

// isZero tells whether a length or a share is nothing.
func isZero(value string) bool {
	number := strings.TrimRight(value, "pxtemrin%")
	return number != "" && strings.Trim(number, "0.") == "" && strings.Contains(number, "0")
}
