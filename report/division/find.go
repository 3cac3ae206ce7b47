package division

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// NameMatch tells how near a name comes to a division's name.
type NameMatch uint8

// The ways to match, the nearest first.
const (
	MatchExact   NameMatch = iota + 1 // the name itself, after Normalise
	MatchVariant                      // an official way to write it: 下各镇人民政府, 漓东街道 for 漓东街道办事处, one of the names in brackets
	MatchStem                         // only without the word for the kind: 下各 or 下各乡 for 下各镇, 景宁县 for 景宁畲族自治县
)

// String gives the English name of the match.
func (m NameMatch) String() string {
	switch m {
	case MatchExact:
		return "exact"
	case MatchVariant:
		return "variant"
	case MatchStem:
		return "stem"
	}
	return "none"
}

// Match is a division found by a name.
type Match struct {
	Division
	By NameMatch
}

// Find gives the divisions that a name may mean, within a division or, within the empty code, anywhere. Matches by stem are given only
// where neither the name nor a variant of it is found. A name may carry names of divisions above it (仙居县下各镇, 浙江省仙居县): these
// narrow the answer. Placeholders are never found. The order is that of the codes; divisions of older editions are found only if the
// newer ones have no match.
func (r *Register) Find(name string, within Code) []Match {
	name = Normalise(firstRunes(name, longestName))
	if name == "" {
		return nil
	}
	if matches := r.named(name, within); len(matches) > 0 {
		return matches
	}
	if matches := r.chained(name, within); len(matches) > 0 {
		return matches
	}
	return r.stemmed(name, within)
}

// chained gives the matches of a name that says in which divisions the one meant lies; where any of the names in the chain is
// without the word for its kind, these are matches by stem.
func (r *Register) chained(name string, within Code) []Match {
	var byStem []Match
	for _, way := range r.readPlaces(cutGovernment(name)) {
		if way.rest != "" || way.depth < 2 {
			continue
		}
		matches := slices.DeleteFunc(way.matches, func(m Match) bool { return within != "" && !within.Contains(m.Code) })
		if !way.stem && len(matches) > 0 {
			return matches
		}
		byStem = append(byStem, matches...)
	}
	return nearestOf(asStems(byStem))
}

func asStems(matches []Match) []Match {
	for i := range matches {
		matches[i].By = MatchStem
	}
	return matches
}

// named gives the exact and variant matches of a normalised name.
func (r *Register) named(name string, within Code) []Match {
	place := canonicalPlace(name)
	for _, e := range r.editions {
		matches := r.collect(e, e.indexes().full.rows(name), within, name)
		if place != name {
			matches = append(matches, r.collect(e, e.indexes().full.rows(place), within, name)...)
		}
		if nearest := nearestOf(matches); len(nearest) > 0 {
			return nearest
		}
	}
	return nil
}

// stemmed gives the matches of a normalised name by its stem.
func (r *Register) stemmed(name string, within Code) []Match {
	place := canonicalPlace(name)
	for _, e := range r.editions {
		rows := e.indexes().stems.rows(place)
		if stem := stemOf(place); stem != place && utf8.RuneCountInString(stem) > 1 {
			rows = append(rows, e.indexes().stems.rows(stem)...)
			rows = append(rows, e.indexes().full.rows(stem)...)
		}
		matches := r.collect(e, rows, within, name)
		if short, ok := strings.CutSuffix(place, "州"); ok {
			matches = append(matches, slices.DeleteFunc(r.collect(e, e.indexes().stems.rows(short), within, name), notAutonomous)...)
		}
		if matches = nearestOf(asStems(matches)); len(matches) > 0 {
			return matches
		}
	}
	return nil
}

// notAutonomous is for 恩施州, short for 恩施土家族苗族自治州.
func notAutonomous(m Match) bool { return m.Kind != KindAutonomous }

func (r *Register) collect(e *edition, rows []int, within Code, name string) []Match {
	var matches []Match
	for _, i := range rows {
		if within != "" && !within.Contains(e.codes[i]) {
			continue
		}
		m := Match{Division: r.division(e, i), By: MatchVariant}
		if Normalise(m.Name) == name {
			m.By = MatchExact
		}
		matches = append(matches, m)
	}
	return matches
}

// nearestOf keeps each division once, with its nearest match, in the order of the codes.
func nearestOf(matches []Match) []Match {
	slices.SortFunc(matches, func(a, b Match) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.By, b.By))
	})
	return slices.CompactFunc(matches, func(a, b Match) bool { return a.Code == b.Code })
}

// governmentEndings are what a government adds to the name of its division.
var governmentEndings = []string{"人民政府", "政府"}

func cutGovernment(name string) string {
	name, _ = cutEnding(name, governmentEndings)
	return name
}

// canonicalPlace writes the name of a division's administration as the division's: 下各镇人民政府 → 下各镇, 东城街道办事处 → 东城街道,
// 滨海开发区管委会 → 滨海开发区.
func canonicalPlace(name string) string {
	name = cutGovernment(name)
	if cut, ok := cutEnding(name, committeeEndings); ok {
		return cut
	}
	for _, kind := range []string{"街道", "地区"} {
		if cut, ok := cutEnding(name, []string{kind + "办事处"}); ok {
			return cut + kind
		}
	}
	return name
}

// variantsOf gives the other names under which a normalised name of a register is found: its canonical form, and the parts of
// double names such as 科技城(东渚街道) and 港口物流产业园-永安洲镇.
func variantsOf(name string) []string {
	var variants []string
	if place := canonicalPlace(name); place != name {
		variants = append(variants, place)
	}
	if !strings.ContainsAny(name, "()-") {
		return variants
	}
	for _, part := range strings.FieldsFunc(name, func(r rune) bool { return r == '(' || r == ')' || r == '-' }) {
		if _, placeName := cutEnding(part, divisionEndings); placeName && part != name {
			variants = append(variants, part)
		}
	}
	return variants
}
