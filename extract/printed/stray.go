package printed

import (
	"slices"
	"strings"
	"unicode"
)

// Added gives the words of a printed label that the wording of the form does not explain and that may name something
// else than the form does: another year (上年行政许可), another area (行政许可(全县)), the opposite (非重复申请), another thing
// (行政许可投诉), an unknown remark. Empty when the label says what the form says, damage and filler aside.
func (l *Lexicon) Added(label Label, w *Word) string {
	if label.Remark != "" && !w.explains(label.Remark) {
		return label.Remark
	}
	if label.Base == w.Body {
		return ""
	}
	for _, text := range []string{label.Body, label.Base} {
		if slices.Contains(l.alias[text], w) {
			return ""
		}
	}
	if have := timeWord(label.Base); have != "" && have != timeWord(w.Body) {
		return have
	}
	for _, g := range gaps([]rune(label.Base), []rune(w.Body)) {
		if text := l.withoutGroups(g.more, w); g.adds(text) {
			return text
		}
	}
	return ""
}

// explains tells whether a remark is that of the form, damage aside, or only names a unit.
func (w *Word) explains(remark string) bool {
	if isUnitRemark(remark) {
		return w.money() || OddUnit("单位:"+strings.TrimLeft(strings.TrimPrefix(remark, "单位"), ":")) == ""
	}
	if w.Remark == "" || AreaIn(remark) != "" || timeWord(remark) != "" {
		return false
	}
	a, b := []rune(remark), []rune(w.Remark)
	return distance(a, b, len(b)/2) <= len(b)/2
}

// money tells whether the label is of amounts and not of counts.
func (w *Word) money() bool {
	return strings.Contains(w.Body, "金额") || strings.Contains(w.Body, "收费")
}

// isUnitRemark tells whether a remark names what is counted and nothing else.
func isUnitRemark(remark string) bool {
	remark = strings.TrimLeft(strings.TrimPrefix(remark, "单位"), ":")
	return strings.HasSuffix(remark, "元") || strings.ContainsAny(remark, "$€") || slices.Contains(units, remark) || strings.Contains(remark, "元/") || isCurrency(remark)
}

// withoutGroups cuts list numbers, filler and the labels of groups that stand before their rows off a text.
func (l *Lexicon) withoutGroups(text string, w *Word) string {
	for _, g := range l.words {
		if g.Kind == Group && g.Table == w.Table && g.Body != "" {
			text = strings.ReplaceAll(text, g.Body, "")
		}
	}
	for {
		_, rest := CutItem(text)
		if i := strings.IndexByte(rest, '('); rest == text && i == 0 && len(rest) > 1 {
			rest = rest[1:]
		}
		if rest == text {
			break
		}
		text = rest
	}
	return strings.TrimFunc(text, func(r rune) bool {
		return r < 0x2e80 && !unicode.IsLetter(r) && !unicode.IsDigit(r) || unicode.IsPunct(r)
	})
}

// gap is a place where a printed label and its wording differ: more stands there in place of less.
type gap struct{ more, less string }

// adds tells whether the characters say something. One wrong character in place of another is damage.
func (g gap) adds(text string) bool {
	switch {
	case text == "" || slices.Contains(fillers, text):
		return false
	case negates(text) && !negates(g.less):
		return true
	}
	return AreaIn(text) != "" || len([]rune(text)) >= 2
}

// fillers lengthen a label and change nothing in it.
var fillers = []string{
	"的", "数", "数量", "件数", "总数", "情况", "总数量", "本年", "本年度", "年度", "度", "总", "相关", "等", "政府信息", "政府信息公开", "信息公开", "信息",
	"政府信息公开申请", "信息公开申请", "公开申请", "申请", "事项", "行政机关", "本机关", "类", "合计", "件", "内容", "其中", "项", "有关",
}

// negates tells whether a text turns what stands beside it into something else.
func negates(text string) bool {
	return strings.ContainsAny(text, "非不未无免撤除废") || strings.Contains(text, "以外")
}

// gaps lines two texts up by their longest common subsequence.
func gaps(a, b []rune) []gap {
	if len(a) > longestLabel || len(b) > longestLabel {
		return []gap{{string(a), string(b)}}
	}
	width := len(b) + 1
	common := make([]uint8, (len(a)+1)*width)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i*width+j] = common[(i+1)*width+j+1] + 1
			} else {
				common[i*width+j] = max(common[(i+1)*width+j], common[i*width+j+1])
			}
		}
	}
	var found []gap
	for i, j := 0, 0; i < len(a) || j < len(b); {
		x, y := i, j
		for (x < len(a) || y < len(b)) && (x == len(a) || y == len(b) || a[x] != b[y]) {
			if y == len(b) || x < len(a) && common[(x+1)*width+y] >= common[x*width+y+1] {
				x++
			} else {
				y++
			}
		}
		if x > i {
			found = append(found, gap{string(a[i:x]), string(b[j:y])})
		}
		i, j = x+1, y+1
	}
	return found
}

// timeWord gives the word by which a label names a year other than by its number, the same for all of one meaning; a
// label of the year of the report has none.
func timeWord(text string) string {
	for _, known := range []struct{ word, meaning string }{
		{"上年", "上年"},
		{"上一年", "上年"},
		{"去年", "上年"},
		{"往年", "往年"},
		{"历年", "往年"},
		{"前年", "前年"},
		{"累计", "累计"},
		{"下年", "下年"},
		{"下一年", "下年"},
		{"明年", "下年"},
		{"次年", "下年"},
	} {
		if strings.Contains(text, known.word) {
			return known.meaning
		}
	}
	return ""
}

// OtherTime gives the word of a text that speaks of another time than the year of the report; empty when none does.
func OtherTime(text string) string { return timeWord(text) }

// areas are the levels that a text can sum up.
const areas = "省市县区州盟旗镇乡"

// AreaIn gives the words by which a text speaks for more bodies than one: 全县, 各乡镇, 汇总. Empty when it does not.
func AreaIn(text string) string {
	if strings.Contains(text, "汇总") {
		return "汇总"
	}
	for _, all := range []string{"全", "各"} {
		for rest := text; ; {
			_, after, ok := strings.Cut(rest, all)
			if !ok {
				break
			}
			for _, level := range []string{"部门", "单位", "街道", "系统", "级", "乡镇"} {
				if strings.HasPrefix(after, level) {
					return all + level
				}
			}
			for _, level := range areas {
				if strings.HasPrefix(after, string(level)) {
					return all + string(level)
				}
			}
			rest = after
		}
	}
	return ""
}
