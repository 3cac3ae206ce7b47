package printed

import "strings"

// UnclearUnit is what MoneyUnit gives for a unit that is none of 元, 万元 and 亿元, or when two are named.
const UnclearUnit = "?"

// MoneyUnit reads the unit of money that a label, a remark or a line above a table names: 元, 万元 or 亿元. It gives
// UnclearUnit for every other unit (百万元, 千元, 美元), for two different ones and for a price (元/件), and nothing when
// the text names no unit of money.
func MoneyUnit(text string) string {
	if !strings.Contains(text, "元") && !strings.Contains(text, "单位") {
		return ""
	}
	text = Normal(text)
	unit := ""
	add := func(u string) {
		if unit != "" && unit != u {
			u = UnclearUnit
		}
		unit = u
	}
	for rest := text; ; {
		before, after, ok := strings.Cut(rest, "元")
		if !ok {
			break
		}
		switch scale := lastRunes(before); {
		case strings.HasPrefix(after, "/") || strings.HasPrefix(after, "每"):
			add(UnclearUnit)
		case strings.HasSuffix(before, "公") || strings.HasSuffix(before, "单") || strings.HasPrefix(after, "旦"): // no money
		case scale == "万" || scale == "亿" || scale == "":
			add(scale + "元")
		default:
			add(UnclearUnit)
		}
		rest = after
	}
	if _, named, ok := strings.Cut(text, "单位:"); ok && unit == "" && isCurrency(strings.Trim(named, "() ")) {
		return UnclearUnit
	}
	return unit
}

// lastRunes gives the run of scales and names of currencies that a text ends with; 人民币 is the one meant anyway.
func lastRunes(s string) string {
	s = strings.TrimSuffix(s, "人民币")
	end := len(s)
	for _, r := range reversed(s) {
		if !strings.ContainsRune("个十百千万亿兆美港欧日澳外", r) {
			break
		}
		end -= len(string(r))
	}
	return s[end:]
}

func reversed(s string) []rune {
	out := []rune(s)
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}

// isCurrency tells whether a unit is one of a currency that the forms do not count in, or a scale alone.
func isCurrency(unit string) bool {
	switch strings.ToUpper(unit) {
	case "RMB", "CNY", "USD", "HKD", "EUR", "万", "亿", "千", "百万", "万美金", "美金", "欧", "英镑", "日圆", "镑":
		return true
	}
	return false
}
