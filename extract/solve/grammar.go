package solve

import (
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/report"
)

// kind says how a number of a column is written.
type kind uint8

const (
	count  kind = iota // 0, 17, 1,234: no leading zero
	signed             // a count with an optional sign, +1036, -2
	money              // a count with an optional fraction, 513555.45
)

// longest is how many characters a number may have, by kind. Counts of a report stay far below.
var longest = [...]int{count: 9, signed: 10, money: 19}

func kindOf(k report.Key) kind {
	switch {
	case k.Money():
		return money
	case k.Signed():
		return signed
	}
	return count
}

// isNumber tells whether the text is written as a number of the kind. Loose also takes leading zeros, as a misprint may have them.
func (k kind) isNumber(s string, loose bool) bool {
	if len(s) == 0 || len(s) > longest[k] {
		return false
	}
	if k == signed && (s[0] == '+' || s[0] == '-') {
		s = s[1:]
	}
	if k == money {
		whole, fraction, point := strings.Cut(s, ".")
		if point && !digits(fraction) {
			return false
		}
		s = whole
	}
	if s == "" || len(s) > 1 && s[0] == '0' && !loose {
		return false
	}
	if strings.IndexByte(s, ',') < 0 {
		return digits(s)
	}
	return grouped(s)
}

// grouped takes 1,234 and 12,345,678.
func grouped(s string) bool {
	head, tail, _ := strings.Cut(s, ",")
	if !digits(head) || len(head) > 3 || head[0] == '0' {
		return false
	}
	for group := range strings.SplitSeq(tail, ",") {
		if len(group) != 3 || !digits(group) {
			return false
		}
	}
	return true
}

func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// whole gives the value of a text that isNumber accepts, 0 when it has a fraction: amounts stand in no equation.
func whole(s string) int64 {
	n, err := strconv.ParseInt(strings.ReplaceAll(s, ",", ""), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// exact gives the number that a text stands for.
func exact(s string) (report.Number, bool) {
	n, err := report.ParseNumber(strings.ReplaceAll(s, ",", ""))
	return n, err == nil
}
