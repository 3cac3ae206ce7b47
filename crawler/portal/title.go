package portal

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"

	"github.com/nianbao/nianbao/report/page"
)

var (
	// yearly: the words that name the report, in either order.
	yearly = regexp.MustCompile(`(信息|政务)公开.*(年报|年度报告|报告|公报)|(年报|年度报告).*(信息|政务)公开`)
	// yearlyInColumn is enough inside a column that holds nothing else.
	yearlyInColumn = regexp.MustCompile(`年报|年度.*报告|公开.*报告`)
	// otherPapers are yearly papers, and papers about the report, that are not the report.
	otherPapers = regexp.MustCompile(page.OtherPapers + `|读懂|图片版|图文版|超链|H5|视频|政府工作报告|报表|合集|一览|法治政府|法治建设|` +
		`审计|统计公报|通知|指南|制度|办法|规定|要点|目录|评估|考核|总结会|推进会|工作会|问卷|征集|说明会|新闻发布`)
	digits = regexp.MustCompile(`\d+`)
)

// chineseDigits turns 二〇二三 into 2023.
var chineseDigits = strings.NewReplacer("〇", "0", "○", "0", "零", "0", "Ｏ", "0", "一", "1", "二", "2", "三", "3",
	"四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "九", "9")

var chineseYear = regexp.MustCompile(`二[〇○零Ｏ][〇○零Ｏ一二三四五六七八九]{2}`)

// plain folds a title for comparing: full-width letters and digits to plain ones, no white space, nothing without width.
// Every link of every list comes here, so that it goes over a text once.
func plain(title string) string {
	var out strings.Builder
	out.Grow(len(title))
	for _, r := range title {
		if r < utf8.RuneSelf || r >= '\u3400' && r <= '\u9FFF' { // none of these is wide, and no ideograph is anything else
			if r > ' ' || !unicode.IsSpace(r) {
				out.WriteRune(r)
			}
			continue
		}
		if unicode.Is(unicode.Cf, r) {
			continue
		}
		if folded := width.LookupRune(r).Folded(); folded != 0 {
			r = folded
		}
		if !unicode.IsSpace(r) {
			out.WriteRune(r)
		}
	}
	return out.String()
}

// visible drops the characters without width, which strings.Fields keeps.
func visible(r rune) rune {
	if unicode.Is(unicode.Cf, r) {
		return -1
	}
	return r
}

// Year reads the year that a title names first; 0 when it names none between 2000 and 2099.
func Year(title string) int {
	title = chineseYear.ReplaceAllStringFunc(plain(title), chineseDigits.Replace)
	for _, run := range digits.FindAllString(title, -1) {
		if len(run) != 4 && !(len(run) == 8 && strings.Contains(title, run)) {
			continue
		}
		if year, _ := strconv.Atoi(run[:4]); year >= 2000 && year <= 2099 {
			return year
		}
	}
	return 0
}

// Classify tells what a title promises. In a column of yearly reports the words for disclosure may be missing.
// The second result tells whether a lookalike is still worth fetching, since its title could be the report's.
func Classify(title string, inColumn bool) (class string, ambiguous bool) {
	t := plain(title)
	if !strings.Contains(t, "报") && !strings.Contains(t, "年度") {
		return page.LinkOther, false // most links of a portal: none of the words below is in them
	}
	named := yearly.MatchString(t)
	switch {
	case otherPapers.MatchString(t):
		if !named && !yearlyInColumn.MatchString(t) && !strings.Contains(t, "工作报告") && !strings.Contains(t, "年度") {
			return page.LinkOther, false
		}
		return page.LinkLookalike, named && strings.Contains(t, "年") && !strings.Contains(t, "通知")
	case named:
		return page.LinkReport, false
	case inColumn && yearlyInColumn.MatchString(t) && Year(t) > 0:
		return page.LinkReport, false
	}
	return page.LinkOther, false
}
