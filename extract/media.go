package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// mediaIn names what in a cell may show a part of its number and is no text: a picture, a drawing, a form control, an
// embedded page, a script that writes, an element that only a script can fill. Pictures that only keep a distance are none.
func mediaIn(cell *html.Node) string {
	for n := range cell.Descendants() {
		if n.Type != html.ElementNode || n.Namespace != "" && n.DataAtom != atom.Svg {
			continue
		}
		switch n.DataAtom {
		case atom.Img:
			if !isSpacer(n) {
				return "the picture " + addressOf(n)
			}
		case atom.Input:
			if !isHidden(n) {
				return "a form control"
			}
		case atom.Select, atom.Textarea, atom.Button:
			return "a form control"
		case atom.Svg, atom.Canvas:
			return "a drawing"
		case atom.Object, atom.Embed, atom.Iframe, atom.Video, atom.Audio:
			return "an embedded " + n.Data
		case atom.Script:
			if n.FirstChild != nil && (strings.Contains(n.FirstChild.Data, "write") || strings.Contains(n.FirstChild.Data, "HTML") || strings.Contains(n.FirstChild.Data, "textContent")) {
				return "a script that writes"
			}
		case 0:
			if n.FirstChild == nil && strings.Contains(n.Data, "-") {
				return "the element " + shorten(n.Data)
			}
		default:
			if n.FirstChild == nil && strings.Contains(attribute(n, "style"), "url(") {
				return "a picture by style"
			}
		}
	}
	return ""
}

// isSpacer tells whether a picture only keeps a distance: by its name, or because it is hardly a pixel wide or high.
func isSpacer(img *html.Node) bool {
	if alt := attribute(img, "alt"); alt != "" {
		return false
	}
	for _, side := range []string{"width", "height"} {
		if size := strings.TrimSuffix(attribute(img, side), "px"); size == "0" || size == "1" {
			return true
		}
	}
	name := strings.ToLower(attribute(img, "src"))
	name = name[strings.LastIndexByte(name, '/')+1:]
	for _, word := range []string{"blank", "space", "pixel", "transparent", "clear"} {
		if strings.HasPrefix(name, word) {
			return true
		}
	}
	return name == ""
}

// addressOf gives the address of a picture, without the bytes of one that stands in the page.
func addressOf(img *html.Node) string {
	src := attribute(img, "src")
	if kind, _, ok := strings.Cut(src, ","); ok && strings.HasPrefix(src, "data:") {
		src = kind
	}
	return shorten(src)
}
