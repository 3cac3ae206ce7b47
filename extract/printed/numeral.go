package printed

import (
	"strings"
	"unicode/utf8"

	"github.com/nianbao/nianbao/extract/blank"
	"github.com/nianbao/nianbao/report"
)

// numeral is a number at the beginning of a text.
type numeral struct {
	value report.Number
	size  int  // bytes of the text that it takes
	ok    bool // it is exactly one number
}

// readNumeral reads a number in ASCII: digits, one point between digits, thousands separators in their right
// places. Digits behind a leading zero are no number of a table: "000" is three zeros glued together, or damage.
func readNumeral(s string) numeral {
	whole := digits(s)
	if whole == 0 {
		return numeral{}
	}
	end, plain := whole, s[:whole]
	if grouped := groups(s, whole); grouped > whole {
		end = grouped
		plain = strings.ReplaceAll(s[:grouped], ",", "")
	}
	if end < len(s) && s[end] == '.' {
		fraction := digits(s[end+1:])
		if fraction == 0 {
			return numeral{size: end}
		}
		plain += s[end : end+1+fraction]
		end += 1 + fraction
	}
	if end < len(s) && (s[end] == '.' || s[end] == ',') || len(plain) > 1 && plain[0] == '0' && plain[1] != '.' {
		return numeral{size: end}
	}
	value, err := report.ParseNumber(plain)
	return numeral{value, end, err == nil}
}

// digits counts the ASCII digits at the beginning.
func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// groups gives the end of a number with thousands separators that begins with the given digits.
func groups(s string, whole int) int {
	end := whole
	for whole <= 3 && end < len(s) && s[end] == ',' && digits(s[end+1:]) == 3 {
		end += 4
	}
	return end
}

// signs are the words and marks that stand before an increase or a decrease.
var signs = []struct {
	mark     string
	negative bool
}{
	{"+", false},
	{"-", true},
	{"增加", false},
	{"减少", true},
	{"減少", true},
	{"增", false},
	{"减", true},
	{"減", true},
	{"新增", false},
	{"↑", false},
	{"↓", true},
	{"负", true},
}

// cutSign splits a sign from the beginning.
func cutSign(s string) (rest string, signed, negative bool) {
	for _, sign := range signs {
		if rest, ok := strings.CutPrefix(s, sign.mark); ok {
			return rest, true, sign.negative
		}
	}
	return s, false, false
}

func negate(n report.Number) report.Number {
	m, _ := report.Number{}.Sub(n)
	return m
}

// folded gives the text of a cell with full-width digits and signs as ASCII and invisible characters dropped at
// both ends. White space between visible characters stays, as one blank: it may stand between two numbers.
func folded(s string) string {
	if isPlain(s) {
		return s
	}
	out := make([]byte, 0, len(s))
	gap := false
	for _, r := range s {
		if r >= 0xff00 && r <= 0xff5e {
			r -= 0xfee0
		} else {
			r = unifiedFigure(r)
		}
		switch {
		case blank.ZeroWidth(r):
		case blank.Is(r):
			gap = len(out) > 0
		default:
			if gap {
				out, gap = append(out, ' '), false
			}
			out = utf8.AppendRune(out, r)
		}
	}
	return string(out)
}

func isPlain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] <= ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// unifiedFigure unifies the signs that occur beside figures. The dashes — and – stay: they mean "nothing".
func unifiedFigure(r rune) rune {
	switch r {
	case '−', '﹣':
		return '-'
	case '﹢':
		return '+'
	case '﹐', '､':
		return ','
	case '（', '〔', '【', '﹙':
		return '('
	case '）', '〕', '】', '﹚':
		return ')'
	case '￥':
		return '¥'
	}
	return r
}
