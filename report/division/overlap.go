package division

import (
	"cmp"
	"maps"
	"slices"
)

// addOverlaps compares rows of prefectures and counties that are not linked yet by the stems of the divisions below them, as villages
// are compared for townships.
func (m *matcher) addOverlaps(level Level) {
	later := map[Code][]int{}
	for _, j := range m.b.free(level) {
		province := m.b.codes[j].Province()
		later[province] = append(later[province], j)
	}
	for _, i := range m.a.free(level) {
		stems := m.a.stemsBelow(i)
		for _, j := range later[m.a.codes[i].Province()] {
			below := m.b.stemsBelow(j)
			shared := 0
			for stem := range stems {
				if below[stem] {
					shared++
				}
			}
			if shared > 0 {
				m.addFlow(VillageFlow{m.a.codes[i], m.b.codes[j], shared, len(stems), len(below)})
			}
		}
	}
}

func (s side) stemsBelow(i int) map[string]bool {
	stems := map[string]bool{}
	for _, k := range s.below[s.codes[i]] {
		stems[s.stem(k)] = true
	}
	return stems
}

// followBelow replaces the overlaps by what became of the divisions below: for a county that is gone, the counties in which its
// townships are.
func (m *matcher) followBelow() {
	type way struct{ from, to Code }
	counts := map[way]int{}
	for from, rows := range m.a.below {
		for _, i := range rows {
			j := m.a.link[i]
			if j < 0 {
				continue
			}
			if to := m.b.codes[j].Parent(); to != from {
				counts[way{from, to}]++
			}
		}
	}
	aboveTownship := func(code Code, _ []VillageFlow) bool { return code.Level() < LevelTownship }
	maps.DeleteFunc(m.out, aboveTownship)
	maps.DeleteFunc(m.into, aboveTownship)
	ways := make([]way, 0, len(counts))
	for w := range counts {
		ways = append(ways, w)
	}
	slices.SortFunc(ways, func(x, y way) int { return cmp.Or(cmp.Compare(x.from, y.from), cmp.Compare(x.to, y.to)) })
	for _, w := range ways {
		m.addFlow(VillageFlow{w.from, w.to, counts[w], len(m.a.below[w.from]), len(m.b.below[w.to])})
	}
}
