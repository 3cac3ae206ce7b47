package printed

import (
	"strings"

	"github.com/nianbao/nianbao/report"
)

// Figure is what stands in a cell.
type Figure struct {
	State  report.CellState // Printed, Blank, NA or Unreadable
	Value  report.Number    // of a printed number, in the printed unit
	Unit   string           // the unit printed beside the number, 件 or 万元; empty when none is
	Remark string           // what stands in brackets behind the number
	Signed bool             // a sign or a word of increase or decrease stands before the number
	// Candidates are numbers that an unreadable text may mean.
	Candidates []string
}

// ReadFigure reads the text of a cell. Exactly one number with at most a sign, a unit and a bracketed remark is
// Printed; nothing at all is Blank; "/", dashes, 无, 不涉及 and the like are NA; everything else is Unreadable.
// It never guesses: "5/2", "1 2", "约5" and "000" are unreadable.
func ReadFigure(raw string) Figure {
	s := folded(raw)
	if strings.ContainsFunc(raw, Turns) {
		return Figure{State: report.Unreadable, Candidates: numbersIn(s)}
	}
	if s == "" {
		return Figure{State: report.Blank}
	}
	if n := readNumeral(s); n.ok && n.size == len(s) {
		return Figure{State: report.Printed, Value: n.value}
	}
	if isNothing(s) {
		return Figure{State: report.NA}
	}
	if f, ok := readDressed(s); ok {
		return f
	}
	return Figure{State: report.Unreadable, Candidates: numbersIn(s)}
}

// Turns tells whether a character changes the direction in which the text behind it is shown: what a person sees is not
// what the text says.
func Turns(r rune) bool { return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 }

// isNothing tells whether the text says that there is nothing to count.
func isNothing(s string) bool {
	if strings.Trim(s, "/\\-—–―─ ") == "" {
		return true
	}
	switch strings.ToLower(strings.Trim(s, "()。.")) {
	case "无", "暂无", "不涉及", "未涉及", "不适用", "无此项", "无此类", "无相关", "n/a", "na":
		return true
	}
	return false
}

// readDressed reads a number with sign, currency, unit or remark around it.
func readDressed(s string) (Figure, bool) {
	s = strings.TrimPrefix(strings.TrimPrefix(s, "人民币"), "¥")
	if s == "零" || s == "〇" {
		return Figure{State: report.Printed}, true
	}
	rest, signed, negative := cutSign(strings.TrimPrefix(s, " "))
	n := readNumeral(strings.TrimPrefix(rest, " "))
	if !n.ok {
		return Figure{}, false
	}
	rest = strings.TrimPrefix(rest, " ")[n.size:]
	unit, rest := cutUnit(strings.TrimPrefix(rest, " "))
	remark, ok := readRemark(strings.TrimPrefix(rest, " "))
	if !ok {
		return Figure{}, false
	}
	if inner, after, _ := cutUnitOnly(strings.TrimLeft(strings.TrimPrefix(remark, "单位"), ":")); unit == "" && after {
		unit, remark = inner, ""
	}
	if negative {
		n.value = negate(n.value)
	}
	return Figure{State: report.Printed, Value: n.value, Unit: unit, Remark: remark, Signed: signed}, true
}

// units are the words that a publisher puts behind a number, the longer ones first.
var units = []string{"亿元", "万元", "元", "件次", "件", "项", "条", "个", "份", "宗", "起", "人次", "次", "篇", "人", "部"}

func cutUnit(s string) (unit, rest string) {
	for _, u := range units {
		if rest, ok := strings.CutPrefix(s, u); ok {
			return u, rest
		}
	}
	return "", s
}

// cutUnitOnly tells whether a remark is a unit and nothing else: 251000(元).
func cutUnitOnly(s string) (unit string, only bool, rest string) {
	unit, rest = cutUnit(s)
	return unit, unit != "" && rest == "", rest
}

// readRemark reads one bracket that closes at the very end; "" is no remark and fine.
func readRemark(s string) (string, bool) {
	if s == "" {
		return "", true
	}
	if len(s) < 2 || s[0] != '(' || s[len(s)-1] != ')' {
		return "", false
	}
	inner := s[1 : len(s)-1]
	depth := 0
	for i := 0; i < len(inner); i++ {
		switch inner[i] {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth < 0 {
			return "", false
		}
	}
	return inner, depth == 0
}

// numbersIn lists the numbers in a text, at most eight, as hints for a person.
func numbersIn(s string) []string {
	var found []string
	for i := 0; i < len(s) && len(found) < 8; {
		if digits(s[i:]) == 0 {
			i++
			continue
		}
		n := readNumeral(s[i:])
		if n.ok {
			found = append(found, n.value.String())
		} else if d := digits(s[i:]); d == n.size && strings.Trim(s[i:i+d], "0") == "" {
			found = append(found, "0")
		}
		for i += max(n.size, 1); i < len(s) && (digits(s[i:]) > 0 || s[i] == '.' || s[i] == ','); {
			i++
		}
	}
	return found
}
