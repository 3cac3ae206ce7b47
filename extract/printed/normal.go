package printed

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/width"

	"github.com/nianbao/nianbao/extract/blank"
)

// Normal gives the one spelling under which labels are compared: no white space, no zero-width or control
// characters, full-width forms folded, quotes, dashes and brackets unified, list numbers written out (⒈ as "1.",
// ㈠ as "(一)"), 其它 as 其他. It is for labels only: the same folding would glue a list number to a figure.
func Normal(s string) string {
	if isNormal(s) {
		return s
	}
	out := make([]byte, 0, len(s))
	for _, r := range s {
		out = appendNormal(out, r)
	}
	return string(out)
}

// isNormal tells whether every character of s is its own normal form, which spares the copy.
func isNormal(s string) bool {
	for _, r := range s {
		if r < utf8.RuneSelf {
			if r <= ' ' || r == 0x7f || r == '\'' || r == '[' || r == ']' {
				return false
			}
		} else if r < 0x4e00 || r > 0x9fff || r == '它' {
			return false
		}
	}
	return true
}

func appendNormal(out []byte, r rune) []byte {
	switch {
	case r > ' ' && r < 0x7f && r != '\'' && r != '[' && r != ']', r >= 0x4e00 && r <= 0x9fff && r != '它':
		return utf8.AppendRune(out, r)
	case r >= 0xff00 && r <= 0xffef:
		if folded := width.LookupRune(r).Folded(); folded != 0 {
			r = folded
		}
	}
	if text, ok := listNumber(r); ok {
		return append(out, text...)
	}
	if r = unified(r); blank.Is(r) {
		return out
	}
	return utf8.AppendRune(out, r)
}

// unified gives one sign for all signs of a kind.
func unified(r rune) rune {
	switch r {
	case '“', '”', '„', '‟', '〝', '〞', '「', '」', '『', '』', '‘', '’', '\'', '＂', '＇', '`', '´':
		return '"'
	case '‐', '‑', '‒', '–', '—', '―', '─', '━', '−', '﹣', '－':
		return '-'
	case '〔', '【', '[', '﹙', '❨', '﹝':
		return '('
	case '〕', '】', ']', '﹚', '❩', '﹞':
		return ')'
	case '﹕', '∶', '：':
		return ':'
	case '﹑', '､':
		return '、'
	case '．', '。', '·', '•':
		return '.'
	case '﹐', '，':
		return ','
	case '它':
		return '他'
	case '⁄', '∕', '／':
		return '/'
	}
	return r
}

// listNumber writes out the one-character list numbers, which no folding may touch where figures stand.
func listNumber(r rune) (string, bool) {
	switch {
	case r >= '⒈' && r <= '⒐':
		return string('1'+r-'⒈') + ".", true
	case r >= '①' && r <= '⑨':
		return string('1'+r-'①') + ".", true
	case r >= '⑴' && r <= '⑼':
		return string('1'+r-'⑴') + ".", true
	case r >= '㈠' && r <= '㈨':
		return "(" + string(chineseDigits[r-'㈠']) + ")", true
	}
	return "", false
}

var chineseDigits = []rune("一二三四五六七八九")

// Item is the number in front of a label: "一、", "(三)" or "5.".
type Item struct {
	Level  int // 1 for 一、 2 for (一) 3 for 1. and 0 when the label has none
	Number int
}

// CutItem splits the number of a list item from a label in Normal spelling.
func CutItem(label string) (Item, string) {
	rest := strings.TrimPrefix(label, "第")
	bracket := strings.HasPrefix(rest, "(")
	rest = strings.TrimPrefix(rest, "(")
	number, level, size := leadingNumber(rest)
	if size == 0 {
		return Item{}, label
	}
	rest = rest[size:]
	switch {
	case strings.HasPrefix(rest, ")"):
		rest = strings.TrimLeft(rest[1:], "、.,")
		if level == 1 {
			level = 2
		}
	case bracket:
		return Item{}, label
	case strings.HasPrefix(rest, "、"), strings.HasPrefix(rest, "."), strings.HasPrefix(rest, ","):
		rest = strings.TrimLeft(rest, "、.,")
	default:
		return Item{}, label
	}
	return Item{level, number}, rest
}

// leadingNumber reads one or two digits of either kind.
func leadingNumber(s string) (number, level, size int) {
	for size < len(s) && size < 2 && s[size] >= '0' && s[size] <= '9' {
		number, level, size = number*10+int(s[size]-'0'), 3, size+1
	}
	if size > 0 {
		return number, level, size
	}
	for i, d := range chineseDigits {
		if strings.HasPrefix(s, string(d)) {
			return i + 1, 1, utf8.RuneLen(d)
		}
	}
	return 0, 0, 0
}

// CutRemark splits a bracketed remark from the end of a label in Normal spelling: 部分公开(区分处理的…).
func CutRemark(label string) (base, remark string) {
	i := strings.IndexByte(label, '(')
	if i <= 0 || !strings.HasSuffix(label, ")") {
		return label, ""
	}
	return label[:i], label[i+1 : len(label)-1]
}
