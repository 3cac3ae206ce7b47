package division

import (
	"cmp"
	"fmt"
	"slices"
)

// linked gives the changes of rows that go on, those kept excepted.
func (m *matcher) linked() []Change {
	var changes []Change
	for i, j := range m.a.link {
		if j >= 0 && m.rules[i].rule != RuleKept {
			changes = append(changes, m.describe(i, int(j)))
		}
	}
	return changes
}

// describe tells what changed between two rows that are one body.
func (m *matcher) describe(i, j int) Change {
	why := m.rules[i]
	c := Change{From: []Division{m.a.row(i)}, To: []Division{m.b.row(j)}, Certain: why.certain, Rule: why.rule}
	was, is := c.From[0], c.To[0]
	kinds := []ChangeKind{}
	if was.Kind != is.Kind {
		kinds = append(kinds, kindChange(was.Kind, is.Kind))
	}
	if m.a.compared(i) != m.b.compared(j) && (len(kinds) == 0 || !sameStems(m.a.stem(i), m.b.stem(j), was.Name, is.Name)) {
		kinds = append(kinds, ChangeRenamed)
	}
	if m.placeOf(was.Code.Parent()) != is.Code.Parent() {
		kinds = append(kinds, ChangeMoved)
	}
	if was.Code != is.Code {
		kinds = append(kinds, ChangeRecoded)
	}
	said, corrected := m.said[[2]Code{was.Code, is.Code}]
	if len(kinds) == 0 { // the rows are alike, and a person says all the same that something happened
		kinds = append(kinds, said.Kind)
	}
	c.Kind, c.Also = kinds[0], kinds[1:]
	if corrected {
		c.Evidence, c.On = []string{said.evidence}, said.On
	} else if why.flow.Shared > 0 {
		c.Evidence = []string{why.flow.describe(was, is)}
	}
	return c
}

func sameStems(a, b, nameA, nameB string) bool { return a == b || a == nameB || nameA == b }

// ranks order the kinds that a division is raised through.
var ranks = map[Kind]int{
	KindTownship: 1, KindEthnic: 1, KindTown: 2, KindSubdistrict: 3,
	KindCounty: 11, KindAutoCounty: 11, KindBanner: 11, KindCountyCity: 12, KindDistrict: 13,
	KindPrefecture: 21, KindLeague: 21, KindCity: 22,
}

func kindChange(was, is Kind) ChangeKind {
	if from, to := ranks[was], ranks[is]; from > 0 && to > from && from/10 == to/10 {
		return ChangeUpgraded
	}
	return ChangeConverted
}

// succession tells what became of the rows that do not go on, and where rows come from that nothing goes on in.
func (m *matcher) succession() []Change {
	m.followBelow()
	changes := slices.Clone(m.confirmed)
	merged := map[Code]*Change{} // by the division that took the others in
	for level := LevelProvince; level <= LevelTownship; level++ {
		for _, i := range m.a.free(level) {
			if m.settled(m.a.codes[i], func(c Change) []Division { return c.From }) {
				continue
			}
			c := m.fate(i)
			if c.Kind != ChangeMerged {
				changes = append(changes, c)
				continue
			}
			if into := merged[c.To[0].Code]; into != nil {
				into.From = append(into.From, c.From...)
				into.Evidence = append(into.Evidence, c.Evidence...)
				continue
			}
			merged[c.To[0].Code] = &c
		}
		for _, j := range m.b.free(level) {
			known := m.settled(m.b.codes[j], func(c Change) []Division { return c.To })
			if merged[m.b.codes[j]] == nil && !known {
				changes = append(changes, m.origin(j))
			}
		}
	}
	for _, c := range merged {
		changes = append(changes, *c)
	}
	changes = withoutKnown(changes)
	slices.SortFunc(changes, func(x, y Change) int { return cmp.Or(compareChanges(x, y), cmp.Compare(x.Rule, y.Rule)) })
	return changes
}

// withoutKnown drops that a row is gone where a split says in what its parts are.
func withoutKnown(changes []Change) []Change {
	parts := map[Code]bool{}
	for _, c := range changes {
		if c.Kind == ChangeSplit {
			for _, d := range c.From {
				parts[d.Code] = true
			}
		}
	}
	return slices.DeleteFunc(changes, func(c Change) bool { return c.Kind == ChangeGone && parts[c.From[0].Code] })
}

// fate tells what became of a row of the earlier edition.
func (m *matcher) fate(i int) Change {
	c := Change{Kind: ChangeGone, From: []Division{m.a.row(i)}, Certain: !m.b.silentOn(m.a.codes[i]), Rule: RuleNone}
	var parts []VillageFlow
	for _, f := range m.out[m.a.codes[i]] {
		if f.leaves() >= hardlyAny && !m.rejected[[2]Code{f.From, f.To}] {
			parts = append(parts, f)
		}
	}
	if len(parts) > 0 && parts[0].leaves() >= mostOfArea {
		parts = parts[:1]
	}
	for _, f := range parts {
		if j, ok := m.b.body(f.To); ok {
			c.To = append(c.To, m.b.row(j))
			c.Evidence = append(c.Evidence, f.describe(c.From[0], m.b.row(j)))
		}
	}
	switch {
	case len(c.To) == 1:
		c.Kind, c.Certain, c.Rule = ChangeMerged, false, RulePartOfArea
	case len(c.To) > 1:
		c.Kind, c.Certain, c.Rule = ChangeSplit, false, RulePartOfArea
	default:
		m.guessByStem(i, &c)
	}
	return c
}

// guessByStem looks for a division of the same stem in the same place.
func (m *matcher) guessByStem(i int, c *Change) {
	for _, j := range m.b.below[m.placeOf(m.a.codes[i].Parent())] {
		pair := [2]Code{m.a.codes[i], m.b.codes[j]}
		if !m.rejected[pair] && m.b.stem(j) == m.a.stem(i) && m.b.codes[j].Level() == m.a.codes[i].Level() {
			c.Kind, c.Certain, c.Rule, c.To = ChangeMerged, false, RuleSameStem, []Division{m.b.row(j)}
			return
		}
	}
}

// origin tells out of what a row of the later edition was made.
func (m *matcher) origin(j int) Change {
	c := Change{Kind: ChangeNew, To: []Division{m.b.row(j)}, Certain: !m.a.silentOn(m.b.codes[j]), Rule: RuleNone}
	for _, f := range m.into[m.b.codes[j]] {
		i, ok := m.a.body(f.From)
		if !ok || f.settles() < hardlyAny || m.rejected[[2]Code{f.From, f.To}] {
			continue
		}
		c.From = append(c.From, m.a.row(i))
		c.Evidence = append(c.Evidence, f.describe(m.a.row(i), c.To[0]))
	}
	if len(c.From) > 0 {
		c.Kind, c.Certain, c.Rule = ChangeSplit, false, RulePartOfArea
	}
	return c
}

// body gives the row of a code, or of the division around it where the code only fills a level: villages of 三亚 lie directly in its
// districts.
func (s side) body(code Code) (int, bool) {
	for ; code != ""; code = code.Parent() {
		if i, ok := s.find(code); ok && s.link[i] != noBody {
			return i, true
		}
	}
	return 0, false
}

// silentOn tells whether the edition says nothing of a division of this code.
func (e *edition) silentOn(code Code) bool {
	return e.silent == SilentOnZones && code.Level() >= LevelCounty && countyKind(code.County(), "") == KindZone
}

// row gives a row of the edition, its parent by digits.
func (e *edition) row(i int) Division {
	code := e.codes[i]
	return Division{
		Code: code, Name: e.names[i], Level: code.Level(), Kind: kindOf(code, e.names[i]), Parent: code.Parent(), Edition: e.name,
	}
}

// describe says in words how much two divisions have in common.
func (f VillageFlow) describe(from, to Division) string {
	what := "villages"
	if from.Level < LevelTownship {
		what = "divisions"
	}
	return fmt.Sprintf("%d of %d %s of %s %s are in %s %s, which has %d", f.Shared, f.Of, what, from.Name, from.Code, to.Name, to.Code, f.Into)
}
