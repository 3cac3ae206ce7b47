package printed

import (
	"strings"
	"unicode/utf8"

	"github.com/nianbao/nianbao/extract/blank"
	"github.com/nianbao/nianbao/report"
)

// ReadDate reads the date that a text begins with: 2024-01-16, 2024/1/16, 2024.01.16, 2024年1月16日 or 20240116,
// with or without a time behind it. A damaged date (20231月1日, 2024-13-40) is none. size is the number of bytes
// of text that the date takes.
func ReadDate(text string) (d report.Date, size int, ok bool) {
	s := foldedDate(text)
	if d, ok := compactDate(s); ok {
		return d, 8, true
	}
	year, rest, ok := cutDigits(s, 4, 4)
	if !ok {
		return report.Date{}, 0, false
	}
	first, rest := cutSeparator(rest)
	month, rest, okMonth := cutDigits(rest, 1, 2)
	second, rest := cutSeparator(rest)
	day, rest, okDay := cutDigits(rest, 1, 2)
	if !okMonth || !okDay || digits(rest) > 0 || !separatorsFit(first, second) {
		return report.Date{}, 0, false
	}
	if first == "年" {
		for _, end := range []string{"日", "号"} {
			rest = strings.TrimPrefix(rest, end)
		}
	}
	d, ok = report.NewDate(year, month, day)
	return d, min(len(s)-len(rest), len(text)), ok
}

// foldedDate folds the beginning of a text, as far as a date can reach. Only full-width digits and signs change.
func foldedDate(text string) string {
	const reach = 40
	if len(text) > reach {
		text = text[:reach]
		for !utf8.RuneStart(text[len(text)-1]) || text[len(text)-1] >= utf8.RuneSelf {
			if text = text[:len(text)-1]; text == "" {
				break
			}
		}
	}
	return folded(text)
}

// compactDate reads 20240116 where no further digit follows.
func compactDate(s string) (report.Date, bool) {
	if digits(s) != 8 {
		return report.Date{}, false
	}
	year, rest, _ := cutDigits(s, 4, 4)
	month, rest, _ := cutDigits(rest, 2, 2)
	day, _, _ := cutDigits(rest, 2, 2)
	return report.NewDate(year, month, day)
}

func cutDigits(s string, least, most int) (n int, rest string, ok bool) {
	size := 0
	for size < len(s) && size < most && s[size] >= '0' && s[size] <= '9' {
		n, size = n*10+int(s[size]-'0'), size+1
	}
	return n, s[size:], size >= least
}

func cutSeparator(s string) (separator, rest string) {
	s = strings.TrimPrefix(s, " ")
	for _, sep := range []string{"-", "/", ".", "年", "月"} {
		if rest, ok := strings.CutPrefix(s, sep); ok {
			return sep, strings.TrimPrefix(rest, " ")
		}
	}
	return "", s
}

func separatorsFit(first, second string) bool {
	return first == "年" && second == "月" || first != "" && first == second && first != "年" && first != "月"
}

// Years gives the years that a title names, 2023年 or 二〇二三年, in order and each once. A number without 年
// behind it is no year, but 2023-2024年 names two.
func Years(text string) []int {
	var years []int
	for i := 0; i < len(text); {
		j := strings.Index(text[i:], "年")
		if j < 0 {
			break
		}
		if y := yearBefore(text[:i+j]); isYear(y) {
			for _, y := range []int{firstOfSpan(text[:i+j]), y} {
				if isYear(y) && !contains(years, y) {
					years = append(years, y)
				}
			}
		}
		i += j + len("年")
	}
	return years
}

func isYear(y int) bool { return y >= 1990 && y <= 2099 }

// firstOfSpan reads the first year of a text that ends with a span of years, 2023-2024; 0 when it ends with one year.
func firstOfSpan(text string) int {
	for range 4 { // the second year, which is there
		for {
			r, size := utf8.DecodeLastRuneInString(text)
			text = text[:len(text)-size]
			if digitOf(r) >= 0 || size == 0 {
				break
			}
		}
	}
	text = strings.TrimRightFunc(text, blank.Is)
	for _, sign := range []string{"-", "－", "–", "—", "~", "～", "至", "到", "、", "/", "和", "及"} {
		if rest, ok := strings.CutSuffix(text, sign); ok {
			return yearBefore(strings.TrimRight(rest, sign))
		}
	}
	return 0
}

func contains(list []int, n int) bool {
	for _, x := range list {
		if x == n {
			return true
		}
	}
	return false
}

// yearBefore reads the four digits that a text ends with; 0 when there are none, or more than four.
func yearBefore(text string) int {
	year, count := 0, 0
	for scale := 1; count <= 4; count++ {
		r, size := utf8.DecodeLastRuneInString(text)
		digit := digitOf(r)
		if digit < 0 {
			if blank.Is(r) && size > 0 && count < 4 {
				text, count = text[:len(text)-size], count-1
				continue
			}
			break
		}
		year, scale, text = year+digit*scale, scale*10, text[:len(text)-size]
	}
	if count != 4 {
		return 0
	}
	return year
}

func digitOf(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0')
	case r >= '０' && r <= '９':
		return int(r - '０')
	case r == '〇' || r == '○' || r == '零' || r == 'Ｏ':
		return 0
	}
	for i, d := range chineseDigits {
		if d == r {
			return i + 1
		}
	}
	return -1
}
