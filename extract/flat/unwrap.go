package flat

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/nianbao/nianbao/extract/printed"
	"github.com/nianbao/nianbao/report"
)

// wrapping knows the labels of all forms as far as it takes to tell that one was broken over lines.
type wrapping struct {
	labels []string // Normal spellings, with number and remark
	halves map[string]bool
}

// halvesOf are labels that lie across several rows: a copy prints their characters, or their halves, between the rows.
var halvesOf = []string{"(三)不予公开", "(四)无法提供", "(五)不予处理", "(六)其他处理"}

// downwards is the label of the results, which a copy prints a character a line.
const downwards = "本年度办理"

func newWrapping() wrapping {
	w := wrapping{halves: map[string]bool{}}
	for _, t := range report.Tables() {
		for _, e := range []report.Edition{report.Edition2019, report.Edition2021} {
			form, _ := report.FormOf(t, e)
			for _, b := range form.Blocks {
				for _, r := range b.Rows {
					w.labels = append(w.labels, printed.Normal(r.Label))
				}
			}
		}
	}
	for _, label := range halvesOf {
		label = printed.Normal(label)
		_, body := printed.CutItem(label)
		mark := len(label) - len(body)
		for i := range label {
			if i > mark {
				w.halves[label[:i]], w.halves[label[i:]] = true, true
			}
		}
	}
	for _, r := range downwards { // but not 结 and 果: heads of table four break before them too
		w.halves[string(r)] = true
	}
	for _, text := range []string{"三、", "三、" + downwards + "结果"} {
		w.halves[printed.Normal(text)] = true
	}
	return w
}

// unwrap puts the numbers of a row behind the last line of its label, where a layout printed them beside the middle
// of it, and leaves out what stands between rows without being one: page numbers, and characters of a label that lies
// across the rows. Every piece of a line keeps its place.
func (w *wrapping) unwrap(lines []Line) []Line {
	out := make([]Line, 0, len(lines))
	for i := range lines {
		lines[i].origin = i
	}
	if !w.needed(lines) {
		return append(out, lines...)
	}
	for i := 0; i < len(lines); i++ {
		if w.noise(lines[i].Text) {
			continue
		}
		label, numbers := cutNumbers(lines[i])
		if numbers.Text == "" {
			out = append(out, lines[i])
			continue
		}
		before := label.Text
		if before == "" && len(out) > 0 {
			before = out[len(out)-1].Text
		}
		if label.Text != "" {
			out = append(out, label)
		}
		for j := i + 1; j < len(lines) && j <= i+6; j++ {
			if text := lines[j].Text; w.noise(text) || hasDigit(text) || !w.goesOn(before, text) {
				if !w.noise(text) {
					break
				}
				continue
			}
			before, i = lines[j].Text, j
			out = append(out, lines[j])
		}
		out = append(out, numbers)
	}
	return out
}

// needed is a quick look for a line that goes on behind numbers, or for a page number.
func (w *wrapping) needed(lines []Line) bool {
	for i := range lines {
		if w.noise(lines[i].Text) {
			return true
		}
		if i+1 < len(lines) && !hasDigit(lines[i+1].Text) {
			label, numbers := cutNumbers(lines[i])
			if label.Text == "" && i > 0 {
				label = lines[i-1]
			}
			if numbers.Text != "" && w.goesOn(label.Text, lines[i+1].Text) {
				return true
			}
		}
	}
	return false
}

// noise tells whether a line stands between rows without being one.
func (w *wrapping) noise(text string) bool {
	if len(text) > 40 {
		return false
	}
	return w.halves[printed.Normal(text)] || isPageNumber(text)
}

// isPageNumber tells whether a line is the number of a page, framed as no value is: - 3 -, 第3页.
func isPageNumber(text string) bool {
	if !hasDigit(text) {
		return false
	}
	const dashes = "-—–－"
	first, size := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	if first == '第' && last == '页' {
		return true
	}
	number := strings.Trim(text[size:], dashes+" \u00a0\u3000")
	return strings.ContainsRune(dashes, first) && strings.ContainsRune(dashes, last) && strings.Trim(number, "0123456789０１２３４５６７８９") == ""
}

func hasDigit(s string) bool {
	return strings.ContainsAny(s, "0123456789０１２３４５６７８９")
}

// cutNumbers cuts two numbers or more off the end of a line; numbers is empty when there are fewer.
func cutNumbers(l Line) (label, numbers Line) {
	text := strings.TrimRightFunc(l.Text, isSeparator)
	at, count := len(text), 0
	for at > 0 {
		rest := strings.TrimRightFunc(text[:at], isSeparator)
		word := rest[strings.LastIndexFunc(rest, isSeparator)+1:]
		if i := strings.LastIndexFunc(rest, isSeparator); i >= 0 {
			_, size := utf8.DecodeRuneInString(rest[i:])
			word = rest[i+size:]
		}
		if word == "" || strings.Trim(word, "0123456789０１２３４５６７８９.,") != "" || !hasDigit(word) {
			break
		}
		at = len(rest) - len(word)
		count++
	}
	if count < 2 || strings.ContainsFunc(l.Text, isPipe) {
		return l, Line{}
	}
	return part(l, 0, len(strings.TrimRightFunc(l.Text[:at], isSeparator))), part(l, at, len(text))
}

// part is a piece of a line with its own place.
func part(l Line, from, to int) Line {
	p := Line{Text: l.Text[from:to], Place: l.Place, origin: l.origin}
	p.Turned = l.Turned || strings.ContainsFunc(l.Text[:from], printed.Turns)
	if l.Place.End > 0 {
		p.Place.Start, p.Place.End = l.Place.Start+from, l.Place.Start+to
	}
	p.before = l.before + len(strings.FieldsFunc(l.Text[:from], isSeparator))
	return p
}

// goesOn tells whether a label runs from the end of one text into the beginning of the next.
func (w *wrapping) goesOn(before, after string) bool {
	const reach = 3
	a, b := []rune(printed.Normal(before)), []rune(printed.Normal(after))
	if len(a) < reach || len(b) < 2 {
		return false
	}
	seam := string(a[len(a)-reach:]) + string(b[:min(reach, len(b))])
	return slices.ContainsFunc(w.labels, func(l string) bool { return strings.Contains(l, seam) })
}
