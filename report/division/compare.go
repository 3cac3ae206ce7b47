package division

import (
	"cmp"
	"slices"
)

// Compare tells what became of the divisions of an earlier edition in a later one; of each register the newest edition counts. It is
// pure. From the provinces down to the townships, rows are taken for one body by the first of these rules that fits; later rules see
// only rows that no earlier rule took:
//
//  1. code_and_name: the same code and the same name ([ComparedName]).
//  2. same_area: at least half of the villages (for counties and prefectures: of the divisions below) are the same on both sides, and
//     the code, the name or the stem is the same. Certain.
//  3. name_in_place: the same name within the same division, the only such pair there. Certain, unless the villages say otherwise:
//     then it's not used.
//  4. stem_in_place: the same for the stem: 下各乡 → 下各镇, 平泉县 → 平泉市; not where a third division there has that stem. Certain.
//  5. area_alone: at least four fifths of the villages, five or more, are the same on both sides. Certain.
//  6. moved_in_block: the only one of its name in the prefecture, in another county to which two more moved too. Certain.
//  7. code: the same code, and the villages don't speak against it. Certain if most of a township's name is the same too, or if nothing
//     else in the county (prefecture, province) disappeared; else a merger under a new name can't be told from a new name.
//  8. name_elsewhere: the only one of its name in the prefecture (of a county: in the province). Uncertain.
//  9. part_of_area and stem_beside: no body goes on; the division is said to be merged, split or made of parts of others, always
//     uncertain.
//
// Rules 2, 5 and 9 use the villages only if the later edition brings them for the earlier one; otherwise they work on counties alone.
func Compare(from, to *Register) Comparison {
	if len(from.editions) == 0 || len(to.editions) == 0 {
		return Comparison{}
	}
	c, _ := compareEditions(from.editions[0], to.editions[0], nil) // only corrections can be wrong
	return c
}

func compareEditions(a, b *edition, corrections []attributed) (Comparison, error) {
	m := newMatcher(a, b)
	if err := m.correct(corrections); err != nil {
		return Comparison{}, err
	}
	for level := LevelProvince; level <= LevelTownship; level++ {
		m.matchLevel(level)
	}
	c := Comparison{From: a.name, To: b.name, a: a, b: b}
	c.on, c.back = m.same()
	c.Kept, c.Respelled = m.countKept()
	if err := m.correctSuccession(corrections); err != nil {
		return Comparison{}, err
	}
	c.Changes = append(m.linked(), m.succession()...)
	slices.SortStableFunc(c.Changes, compareChanges)
	return c, nil
}

// compareChanges orders by the codes, those of the earlier edition before those of the later one, and then by kind.
func compareChanges(x, y Change) int {
	byCode := func(d, e Division) int { return cmp.Compare(d.Code, e.Code) }
	if len(x.From) > 0 && len(y.From) > 0 {
		return cmp.Or(slices.CompareFunc(x.From, y.From, byCode), slices.CompareFunc(x.To, y.To, byCode), cmp.Compare(x.Kind, y.Kind))
	}
	return cmp.Or(cmp.Compare(firstCode(x), firstCode(y)), cmp.Compare(len(y.From), len(x.From)), slices.CompareFunc(x.To, y.To, byCode),
		cmp.Compare(x.Kind, y.Kind))
}

func firstCode(c Change) Code {
	if len(c.From) > 0 {
		return c.From[0].Code
	}
	return c.To[0].Code
}
