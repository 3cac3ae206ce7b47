package main

import (
	"slices"
	"strings"

	"github.com/nianbao/nianbao/report"
)

// printIndicators lists every indicator for --by.
func printIndicators(a *app) {
	t := &textTable{header: []string{"--by", a.say("indicator", "指标"), a.say("unit", "单位"), a.say("formula", "算法")}}
	for _, i := range report.AllIndicators() {
		t.add(i.ID, a.lang().Indicator(i), i.Unit, i.Formula())
	}
	a.printf("%s", t)
}

// nearIndicators says that there is no such indicator, and which ones may be meant: those whose id or name holds
// the word, else those that are written most alike.
func nearIndicators(a *app, id string) string {
	var near []string
	for _, i := range report.AllIndicators() {
		for _, name := range []string{i.ID, i.Label, i.English} {
			if strings.Contains(strings.ToLower(name), strings.ToLower(id)) {
				near = append(near, i.ID)
				break
			}
		}
	}
	if len(near) == 0 {
		least := len(id)/3 + 1
		for _, i := range report.AllIndicators() {
			if d := edits(id, i.ID); d < least {
				near, least = []string{i.ID}, d
			} else if d == least {
				near = append(near, i.ID)
			}
		}
	}
	text := a.say("no such indicator", "没有该指标")
	if len(near) > 0 {
		text += a.say("; near: ", ";相近的有 ") + strings.Join(near[:min(len(near), 5)], ", ")
	}
	return text + a.say(" (nianbao compare --list)", "(nianbao compare --list 列出全部)")
}

// edits counts the letters that must be put in, left out or exchanged to make b of a (Levenshtein's distance).
func edits(a, b string) int {
	last := make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range len(a) {
		row := []int{i + 1}
		for j := range len(b) {
			change := last[j]
			if a[i] != b[j] {
				change++
			}
			row = append(row, slices.Min([]int{change, last[j+1] + 1, row[j] + 1}))
		}
		last = row
	}
	return last[len(b)]
}
