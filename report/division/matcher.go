package division

import "slices"

// matcher pairs the rows of two editions.
type matcher struct {
	a, b   side
	out    map[Code][]VillageFlow // flows by the township that they leave, the largest first
	into   map[Code][]VillageFlow // by the township that they reach
	blocks map[[2]Code]int        // townships taken from one county to another
	rules  []match                // by row of a, where linked

	// What a person says.
	said      map[[2]Code]attributed // pairs that are one body
	barred    map[[2]Code]bool       // pairs that are not
	confirmed []Change               // mergers and splits that took place
	rejected  map[[2]Code]bool       // rows of which the one did not go into the other
}

// side is one of the two editions.
type side struct {
	*edition
	link   []int32        // the row of the other side, or unlinked, or noBody
	levels [][]int        // rows of bodies by level
	below  map[Code][]int // rows of bodies by parent, for counties and above
}

const (
	unlinked = -1
	noBody   = -2 // a row that only fills a level, or a village
)

// match is why two rows were linked.
type match struct {
	rule    Rule
	certain bool
	flow    VillageFlow
}

func newMatcher(a, b *edition) *matcher {
	m := &matcher{a: newSide(a), b: newSide(b), out: map[Code][]VillageFlow{}, into: map[Code][]VillageFlow{}, blocks: map[[2]Code]int{}}
	m.rules = make([]match, len(a.codes))
	if b.villages.Since == a.name {
		for _, f := range b.villages.Flows {
			m.addFlow(f)
		}
	}
	return m
}

func (m *matcher) addFlow(f VillageFlow) {
	m.out[f.From] = insertFlow(m.out[f.From], f)
	m.into[f.To] = insertFlow(m.into[f.To], f)
}

func insertFlow(flows []VillageFlow, f VillageFlow) []VillageFlow {
	flows = append(flows, f)
	for i := len(flows) - 1; i > 0 && flows[i].Shared > flows[i-1].Shared; i-- {
		flows[i], flows[i-1] = flows[i-1], flows[i]
	}
	return flows
}

func newSide(e *edition) side {
	s := side{edition: e, link: make([]int32, len(e.codes)), levels: make([][]int, LevelVillage+1), below: map[Code][]int{}}
	for i, code := range e.codes {
		s.link[i] = noBody
		if !e.isBody(i) {
			continue
		}
		level := code.Level()
		s.link[i] = unlinked
		s.levels[level] = append(s.levels[level], i)
		if up := code.Parent(); level > LevelProvince {
			s.below[up] = append(s.below[up], i)
		}
	}
	return s
}

func (s side) compared(i int) string { return ComparedName(s.codes[i], s.names[i]) }

func (s side) stem(i int) string { return stemOf(s.compared(i)) }

func (s side) kind(i int) Kind { return kindOf(s.codes[i], s.names[i]) }

// free gives the rows of a level that are not linked yet.
func (s side) free(level Level) []int {
	var free []int
	for _, i := range s.levels[level] {
		if s.link[i] == unlinked {
			free = append(free, i)
		}
	}
	return free
}

// join links two rows, unless a person said that they are not one body.
func (m *matcher) join(i, j int, why match) {
	if m.barred[[2]Code{m.a.codes[i], m.b.codes[j]}] {
		return
	}
	m.a.link[i], m.b.link[j] = int32(j), int32(i)
	m.rules[i] = why
	if up, down := m.a.codes[i].Parent(), m.b.codes[j].Parent(); why.certain && up != down {
		m.blocks[[2]Code{up, down}]++
	}
}

// placeOf gives the code that a division of the earlier edition, which may be a row that only fills a level, has in the later one.
func (m *matcher) placeOf(code Code) Code {
	i, ok := m.a.find(code)
	if ok && m.a.link[i] >= 0 {
		return m.b.codes[m.a.link[i]]
	}
	if ok && m.a.link[i] == unlinked {
		return ""
	}
	return code
}

// same gives the certain pairs by the rows of both editions.
func (m *matcher) same() (on, back []int32) {
	on, back = slices.Clone(m.a.link), slices.Clone(m.b.link)
	for i, j := range m.a.link {
		if j >= 0 && !m.rules[i].certain {
			on[i], back[j] = unlinked, unlinked
		}
	}
	return on, back
}

func (m *matcher) countKept() (kept, respelled int) {
	for i, j := range m.a.link {
		if j >= 0 && m.rules[i].rule == RuleKept {
			kept++
			if m.a.names[i] != m.b.names[j] {
				respelled++
			}
		}
	}
	return kept, respelled
}
