package division

import (
	"cmp"
	"slices"
)

// The shares of villages, or of the divisions below, from which on areas count as the same.
const (
	mostOfArea   = 0.5 // with a code, name or stem that is the same
	nearlyAll    = 0.8 // alone
	enoughAlone  = 5   // villages
	hardlyAny    = 0.2 // less than this, and most of it elsewhere, speaks against a pair
	enoughMovers = 3   // townships that moved from one county to another together
)

// matchLevel links the rows of a level. The rules stand at Compare.
func (m *matcher) matchLevel(level Level) {
	m.matchKept(level)
	if level == LevelPrefecture || level == LevelCounty {
		m.addOverlaps(level)
	}
	m.matchArea(level, func(i, j int) bool { return m.alike(i, j) }, match{rule: RuleArea, certain: true}, mostOfArea, 1)
	m.matchInPlace(level, RuleName, side.compared, side.compared)
	m.matchInPlace(level, RuleStem, side.stem, side.stem)
	m.matchInPlace(level, RuleStem, side.compared, side.stem) // 赣县 → 赣县区
	m.matchInPlace(level, RuleStem, side.stem, side.compared)
	anybody := func(int, int) bool { return true }
	m.matchArea(level, anybody, match{rule: RuleAreaAlone, certain: true}, nearlyAll, enoughAlone)
	if level == LevelTownship || level == LevelCounty {
		m.matchElsewhere(level, enoughMovers, match{rule: RuleBlock, certain: true})
	}
	m.matchCode(level)
	m.matchArea(level, anybody, match{rule: RuleAreaAlone}, mostOfArea, enoughVillages)
	if level == LevelTownship || level == LevelCounty {
		m.matchElsewhere(level, 1, match{rule: RuleMovedName})
	}
}

func (m *matcher) matchKept(level Level) {
	j := 0
	for _, i := range m.a.levels[level] {
		for j < len(m.b.codes) && m.b.codes[j] < m.a.codes[i] {
			j++
		}
		if j < len(m.b.codes) && m.b.codes[j] == m.a.codes[i] && m.b.link[j] == unlinked &&
			(m.a.names[i] == m.b.names[j] || m.a.compared(i) == m.b.compared(j)) {
			m.join(i, j, match{rule: RuleKept, certain: true})
		}
	}
}

// alike tells whether the code, the name or the stem is the same.
func (m *matcher) alike(i, j int) bool {
	return m.a.codes[i] == m.b.codes[j] || m.a.stem(i) == m.b.stem(j) || m.a.compared(i) == m.b.stem(j) || m.a.stem(i) == m.b.compared(j)
}

// matchArea links rows that are mostly the same area, those with the most in common first.
func (m *matcher) matchArea(level Level, fits func(i, j int) bool, why match, share float64, least int) {
	var flows []VillageFlow
	for _, i := range m.a.free(level) {
		for _, f := range m.out[m.a.codes[i]] {
			if f.mutual(share) && f.Shared >= least {
				flows = append(flows, f)
			}
		}
	}
	slices.SortFunc(flows, func(x, y VillageFlow) int {
		return cmp.Or(cmp.Compare(y.Shared, x.Shared), cmp.Compare(x.From, y.From), cmp.Compare(x.To, y.To))
	})
	for _, f := range flows {
		i, _ := m.a.find(f.From)
		j, ok := m.b.find(f.To)
		if ok && m.a.link[i] == unlinked && m.b.link[j] == unlinked && fits(i, j) {
			why.flow = f
			m.join(i, j, why)
		}
	}
}

// spot is a text within a division of the later edition.
type spot struct {
	in   Code
	text string
}

// matchInPlace links rows that alone have a text in common within the same division.
func (m *matcher) matchInPlace(level Level, rule Rule, textA, textB func(side, int) string) {
	a, b := map[spot][]int{}, map[spot][]int{}
	for _, i := range m.a.free(level) {
		in := m.placeOf(m.a.codes[i].Parent())
		a[spot{in, textA(m.a, i)}] = append(a[spot{in, textA(m.a, i)}], i)
	}
	for _, j := range m.b.free(level) {
		at := spot{m.b.codes[j].Parent(), textB(m.b, j)}
		b[at] = append(b[at], j)
	}
	for _, i := range m.a.free(level) {
		at := spot{m.placeOf(m.a.codes[i].Parent()), textA(m.a, i)}
		if at.in == "" && level > LevelProvince || len(a[at]) != 1 || len(b[at]) != 1 {
			continue
		}
		j := b[at][0]
		if m.b.link[j] != unlinked || m.contradicted(i, j) || rule == RuleStem && m.third(i, j) {
			continue
		}
		m.join(i, j, match{rule: rule, certain: true, flow: m.flow(i, j)})
	}
}

// third tells whether a further division beside one of the two has their stem.
func (m *matcher) third(i, j int) bool {
	return m.a.beside(i, m.a.stem(i)) || m.b.beside(j, m.b.stem(j)) || m.b.beside(j, m.a.stem(i)) || m.a.beside(i, m.b.stem(j))
}

func (s side) beside(i int, stem string) bool {
	return slices.ContainsFunc(s.below[s.codes[i].Parent()], func(k int) bool {
		return k != i && s.kind(k) != KindSimilar && s.stem(k) == stem
	})
}

// flow gives what is known of the villages of two rows.
func (m *matcher) flow(i, j int) VillageFlow {
	for _, f := range m.out[m.a.codes[i]] {
		if f.To == m.b.codes[j] {
			return f
		}
	}
	return VillageFlow{}
}

// contradicted tells whether most of the one's villages are elsewhere, or most of the other's come from elsewhere, and hardly any of
// them speaks for the pair.
func (m *matcher) contradicted(i, j int) bool {
	own := m.flow(i, j)
	if own.Shared > 0 && (own.leaves() >= hardlyAny || own.settles() >= hardlyAny) {
		return false
	}
	for _, f := range m.out[m.a.codes[i]] {
		if f.To != m.b.codes[j] && f.Shared >= enoughVillages && f.leaves() >= mostOfArea {
			return true
		}
	}
	for _, f := range m.into[m.b.codes[j]] {
		if f.From != m.a.codes[i] && f.Shared >= enoughVillages && f.settles() >= mostOfArea {
			return true
		}
	}
	return false
}

// matchCode links rows of the same code.
func (m *matcher) matchCode(level Level) {
	rows := m.a.free(level)
	lost := map[Code]int{} // rows without a successor, by the division above
	for _, i := range rows {
		lost[m.a.codes[i].Parent()]++
	}
	for _, i := range rows {
		j, ok := m.b.find(m.a.codes[i])
		if !ok || m.b.link[j] != unlinked || m.contradicted(i, j) {
			continue
		}
		own := m.flow(i, j)
		elsewhere := len(m.out[m.a.codes[i]]) > 0 && own.leaves() < mostOfArea
		alone := lost[m.a.codes[i].Parent()] == 1 && !elsewhere
		m.join(i, j, match{rule: RuleCode, certain: alone || m.respelt(i, j), flow: own})
	}
}

// matchElsewhere links rows that alone have a name in the division two levels up, if so many did the same way.
func (m *matcher) matchElsewhere(level Level, together int, why match) {
	up := Code.Prefecture
	if level == LevelCounty {
		up = Code.Province
	}
	a, b := map[spot][]int{}, map[spot][]int{}
	for _, i := range m.a.free(level) {
		at := spot{m.placeOf(up(m.a.codes[i])), m.a.compared(i)}
		a[at] = append(a[at], i)
	}
	for _, j := range m.b.free(level) {
		at := spot{up(m.b.codes[j]), m.b.compared(j)}
		b[at] = append(b[at], j)
	}
	ways := map[[2]Code]int{}
	var pairs [][2]int
	for _, i := range m.a.free(level) {
		at := spot{m.placeOf(up(m.a.codes[i])), m.a.compared(i)}
		if at.in == "" || len(a[at]) != 1 || len(b[at]) != 1 || m.contradicted(i, b[at][0]) {
			continue
		}
		pairs = append(pairs, [2]int{i, b[at][0]})
		ways[[2]Code{m.a.codes[i].Parent(), m.b.codes[b[at][0]].Parent()}]++
	}
	for _, p := range pairs {
		way := [2]Code{m.a.codes[p[0]].Parent(), m.b.codes[p[1]].Parent()}
		// Pairs joined in this loop count once in ways and again in blocks, which only makes a full block fuller.
		if ways[way]+m.blocks[way] >= together {
			why.flow = m.flow(p[0], p[1])
			m.join(p[0], p[1], why)
		}
	}
}
