package printed

import (
	"regexp"
	"strings"
)

// one are the words for what the forms count one by one.
const one = `(?:件次|件|条|份|宗|项|个|次|起)`

// oddUnits match a unit that makes a number of a statutory table another one: hundreds of cases, or no cases at all.
var oddUnits = []*regexp.Regexp{
	regexp.MustCompile(`单位[^元第|(),。;]{0,9}?\(?([十百千万亿]+(?:` + one + `|[),、。;|]|$))`),
	regexp.MustCompile(`\((十?[百千万亿]+` + one + `?|十` + one + `)\)`),
	regexp.MustCompile(`[以按]([十百千万亿]+` + one + `?)(?:为(?:计量)?单位|计|统计)`),
	regexp.MustCompile(`单位[:为是(]+(人次|人|页|户|家|篇|张|天|小时|字|%|‰|百分比)(?:[),、。;|]|$)`),
}

// OddUnit gives the unit of counts that a line, a caption or a head names where it is not that of the forms: 百件 of
// 单位:百件, 人次 of 单位:人次. Empty when it names none, or one that counts one by one, or one of money.
func OddUnit(text string) string {
	if !strings.Contains(text, "单位") && !strings.ContainsAny(text, "百千万亿") && !strings.Contains(text, "十件") {
		return ""
	}
	normal := Normal(text)
	for _, odd := range oddUnits {
		if m := odd.FindStringSubmatch(normal); m != nil {
			return strings.Trim(m[1], "),、。;|")
		}
	}
	return ""
}
