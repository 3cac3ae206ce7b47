package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/nianbao/nianbao/report/division"
)

// villages are the names of the villages and neighbourhoods of each township, each name once a township.
type villages map[division.Code][]string

// villageEndings are the words for the kind of a village, and for its committee.
var villageEndings = []string{"村民委员会", "居民委员会", "村委会", "居委会", "社区", "村"}

// stem takes the words for the kind off the name of a village: 新华村村委会 and 新华社区居委会 → 新华.
func stem(name string) string {
	for {
		shorter := name
		for _, ending := range villageEndings {
			if cut, ok := strings.CutSuffix(name, ending); ok && utf8.RuneCountInString(cut) >= 2 {
				shorter = cut
				break
			}
		}
		if shorter == name {
			return name
		}
		name = shorter
	}
}

func readVillages(path string) (villages, error) {
	all := villages{}
	err := eachLine(path, func(record []string) error {
		if len(record[0]) != 12 {
			return fmt.Errorf("%s: %q is no code of a village", path, record[0])
		}
		township := division.Code(shortest(record[0][:9]))
		name := stem(strings.TrimSpace(record[1]))
		if !slices.Contains(all[township], name) {
			all[division.Code(strings.Clone(string(township)))] = append(all[township], strings.Clone(name))
		}
		return nil
	})
	return all, err
}

// area is a name within a province or county.
type area struct {
	code division.Code
	name string
}

// owners tells the township that has a village of a name, and the empty code where several have, by province or by county.
func (v villages) owners(up func(division.Code) division.Code) map[area]division.Code {
	owners := map[area]division.Code{}
	for township, names := range v {
		for _, name := range names {
			in := area{up(township), name}
			if _, taken := owners[in]; taken {
				owners[in] = ""
			} else {
				owners[in] = township
			}
		}
	}
	return owners
}

type pair struct{ from, to division.Code }

// flows finds where the villages of changed townships went. A village is recognised by its name if that occurs once in the province on
// both sides, or else once in the county and in the county where most of the other villages of the county are now.
func flows(fromRows, toRows []division.Row, from, to villages) []division.VillageFlow {
	province, county := division.Code.Province, division.Code.County
	fromP, toP, fromC, toC := from.owners(province), to.owners(province), from.owners(county), to.owners(county)
	now := successors(fromP, toP)
	shared, of, into := map[pair]int{}, map[division.Code]int{}, map[division.Code]int{}
	for township, names := range from {
		for _, name := range names {
			var target division.Code
			once := fromP[area{township.Province(), name}] != ""
			if once {
				target = toP[area{township.Province(), name}]
			}
			if onceHere := fromC[area{township.County(), name}] != ""; target == "" && onceHere {
				target = toC[area{now[township.County()], name}]
			} else if !once && !onceHere {
				continue
			}
			of[township]++
			if target != "" {
				shared[pair{township, target}]++
			}
		}
	}
	for township, names := range to {
		for _, name := range names {
			if toP[area{township.Province(), name}] != "" || toC[area{township.County(), name}] != "" {
				into[township]++
			}
		}
	}
	return tellingFlows(keptRows(fromRows, toRows), shared, of, into)
}

// successors gives for each county the one in which most of its villages are now.
func successors(from, to map[area]division.Code) map[division.Code]division.Code {
	counts := map[pair]int{}
	for in, township := range from {
		if target := to[in]; township != "" && target != "" {
			counts[pair{township.County(), target.County()}]++
		}
	}
	best := map[division.Code]division.Code{}
	for p, n := range counts {
		was := best[p.from]
		if most := counts[pair{p.from, was}]; was == "" || n > most || n == most && p.to < was {
			best[p.from] = p.to
		}
	}
	return best
}

// keptRows gives the codes that both lists have with the same name.
func keptRows(from, to []division.Row) map[division.Code]bool {
	names := map[string]string{}
	for _, row := range from {
		names[row.Code] = row.Name
	}
	kept := map[division.Code]bool{}
	for _, row := range to {
		code := division.Code(row.Code)
		if was, ok := names[row.Code]; ok && division.ComparedName(code, was) == division.ComparedName(code, row.Name) {
			kept[code] = true
		}
	}
	return kept
}

// tellingFlows keeps the flows from or to a township that changed, without those of a single village among many.
func tellingFlows(kept map[division.Code]bool, shared map[pair]int, of, into map[division.Code]int) []division.VillageFlow {
	var telling []division.VillageFlow
	for p, n := range shared {
		if kept[p.from] && kept[p.to] || n < 2 && 2*n < min(of[p.from], into[p.to]) {
			continue
		}
		telling = append(telling, division.VillageFlow{From: p.from, To: p.to, Shared: n, Of: of[p.from], Into: into[p.to]})
	}
	slices.SortFunc(telling, func(a, b division.VillageFlow) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	return telling
}
