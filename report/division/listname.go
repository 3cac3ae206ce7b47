package division

import "strings"

// officeNames are how lists write subdistricts until 2018, the longer ones first. From 2019 on they write 街道.
var officeNames = []string{"街道办事处", "街道(办事处)", "街办事处", "街道办", "办事处"}

// ComparedName writes the name of a row in the form in which names of several lists are compared: 东城街道办事处, 东城街道（办事处） and
// 东城办事处 are one name of a subdistrict. It is a form for comparing and not always a name that anybody uses.
func ComparedName(code Code, name string) string {
	name = Normalise(name)
	if code.Level() != LevelTownship {
		return name
	}
	if code.TownshipKind() == KindSubdistrict {
		if stem, ok := cutEnding(name, officeNames); ok {
			return stem + "街道"
		}
	}
	if strings.ContainsAny(name, "()") {
		name = strings.Map(withoutBrackets, name)
	}
	return canonicalPlace(name)
}

func withoutBrackets(r rune) rune {
	if r == '(' || r == ')' {
		return -1
	}
	return r
}
