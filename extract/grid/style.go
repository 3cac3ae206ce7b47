package grid

import (
	"strings"

	"golang.org/x/net/html"
)

// look is what attributes and the inline style say of an element.
type look struct {
	gone      bool   // takes no place: display:none, the hidden attribute
	collapsed bool   // visibility:collapse
	unseen    bool   // takes its place and shows nothing: visibility:hidden
	narrow    bool   // a width of zero
	sized     bool   // the style sets a width, so the attribute counts nothing
	display   string // the value of display, as written; "" when not set
}

// lookOf reads the attributes of an element.
func lookOf(n *html.Node) look {
	var l look
	hidden, narrow := false, false
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "style":
			l.read(a.Val)
		case "hidden":
			hidden = true
		case "width":
			narrow = zeroLength(a.Val)
		}
	}
	if !l.sized {
		l.narrow = narrow
	}
	if hidden && l.display == "" {
		l.gone = true
	}
	return l
}

// Hidden tells how an inline style hides its element: gone when it takes no place (display), unseen when it takes its place
// and shows nothing (visibility). The last declaration counts, unless an earlier one is important.
func Hidden(style string) (gone, unseen bool) {
	var l look
	l.read(style)
	return l.gone, l.unseen || l.collapsed
}

// isGone reports whether an element inside a cell shows nothing.
func isGone(n *html.Node) bool {
	if len(n.Attr) == 0 {
		return false
	}
	l := lookOf(n)
	return l.gone || l.unseen || l.collapsed
}

// memo remembers which styles show nothing. The cells of a table share a few styles, and to compare is quicker than to read.
type memo [8]struct {
	style string
	gone  bool
}

// isGone is the function of that name with a memory for elements whose only attribute that counts is their style.
func (m *memo) isGone(n *html.Node) bool {
	style := ""
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "style":
			style = a.Val
		case "hidden":
			return isGone(n)
		}
	}
	if style == "" {
		return false
	}
	known := &m[len(style)%len(m)]
	if known.style != style {
		known.style, known.gone = style, isGone(n)
	}
	return known.gone
}

// read reads an inline style: the declarations that matter here. The last one
// of a property wins, unless an earlier one was important.
func (l *look) read(style string) {
	var fixed [3]bool // display, visibility, width were set by an important one
	for style != "" {
		declaration := style
		if i := strings.IndexByte(style, ';'); i >= 0 {
			declaration, style = style[:i], style[i+1:]
		} else {
			style = ""
		}
		for declaration != "" && declaration[0] <= ' ' {
			declaration = declaration[1:]
		}
		if len(declaration) < len("width:0") {
			continue
		}
		switch declaration[0] | 0x20 {
		case 'd':
			if value, ok := valueOf(declaration, "display", &fixed[0]); ok {
				l.display, l.gone = value, strings.EqualFold(value, "none")
			}
		case 'v':
			if value, ok := valueOf(declaration, "visibility", &fixed[1]); ok {
				l.collapsed = strings.EqualFold(value, "collapse")
				l.unseen = strings.EqualFold(value, "hidden")
			}
		case 'w':
			if value, ok := valueOf(declaration, "width", &fixed[2]); ok {
				l.sized, l.narrow = true, zeroLength(value)
			}
		}
	}
}

// valueOf returns the value of a declaration when it is one of the property
// and counts. fixed says whether an important one came before, and is set.
func valueOf(declaration, name string, fixed *bool) (value string, ok bool) {
	property, value, found := strings.Cut(declaration, ":")
	if !found || !strings.EqualFold(strings.TrimSpace(property), name) {
		return "", false
	}
	important := false
	if i := strings.IndexByte(value, '!'); i >= 0 {
		important = strings.EqualFold(strings.TrimSpace(value[i+1:]), "important")
		value = value[:i]
	}
	if *fixed && !important {
		return "", false
	}
	*fixed = important
	return strings.TrimSpace(value), true
}

// zeroLength reports whether a length is zero, or less than one pixel or point.
func zeroLength(value string) bool {
	value = strings.TrimSpace(value)
	i, digits, fraction := 0, false, false
	for ; i < len(value) && (value[i] == '.' || value[i] >= '0' && value[i] <= '9'); i++ {
		switch {
		case value[i] == '.':
			if fraction {
				return false
			}
			fraction = true
		case value[i] != '0' && !fraction:
			return false
		default:
			digits = true
		}
	}
	if !digits {
		return false
	}
	if strings.Trim(value[:i], "0.") == "" {
		return true
	}
	unit := strings.TrimSpace(value[i:])
	return unit == "" || strings.EqualFold(unit, "px") || strings.EqualFold(unit, "pt")
}

// parseSpan reads a span by the standard's rules for non-negative integers:
// leading white space and a plus are allowed, what follows the digits is
// ignored. ok is false when there is no number; numbers stop at limit+1.
func parseSpan(value string, limit int) (n int, ok bool) {
	value = strings.TrimLeft(value, " \t\n\f\r")
	if value != "" && value[0] == '+' {
		value = value[1:]
	}
	for i := 0; i < len(value) && value[i] >= '0' && value[i] <= '9'; i++ {
		ok = true
		if n = n*10 + int(value[i]-'0'); n > limit {
			return limit + 1, true
		}
	}
	return n, ok
}
