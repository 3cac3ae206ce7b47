package report

// nameSuspects looks for cells of which a single other value would repair every broken equation about them
// without breaking one that holds, and writes them into the findings that they explain. A cell in one
// broken equation only is no better suspect than its neighbours and is not named.
func nameSuspects(r *Report, relations []Relation, findings []Finding, failed []int) {
	broken := map[string]*Finding{}
	seen := map[Key]bool{}
	for _, i := range failed {
		broken[findings[i].Relation] = &findings[i]
	}
	for _, i := range failed {
		for _, k := range findings[i].Cells {
			if seen[k] {
				continue
			}
			seen[k] = true
			if fits, explained := explain(r, relations, broken, k); len(explained) > 1 {
				for _, f := range explained {
					f.Suspects = append(f.Suspects, Suspect{k, fits})
				}
			}
		}
	}
}

// explain gives the value of the cell that every equation about it asks for, and the findings it would settle;
// none when the equations disagree, or when one of them holds as it is.
func explain(r *Report, relations []Relation, broken map[string]*Finding, k Key) (fits Number, explained []*Finding) {
	for i := range relations {
		rel := &relations[i]
		if rel.Kind != Equals || !rel.Has(k) {
			continue
		}
		left, right, ok := assess(&r.Cells, rel)
		if !ok {
			continue
		}
		value, ok := solve(r.Cells.At(k).Value, rel, k, left, right)
		f := broken[rel.ID]
		if !ok || f == nil || value.Sign() < 0 || !value.IsInteger() || len(explained) > 0 && !value.Equal(fits) {
			return Number{}, nil
		}
		fits, explained = value, append(explained, f)
	}
	return fits, explained
}

// solve gives the value of k that makes the equation hold when all other terms stay.
func solve(now Number, rel *Relation, k Key, left, right Number) (Number, bool) {
	gap, ok := right.Sub(left)
	if !ok {
		return Number{}, false
	}
	for _, l := range rel.Left {
		if l == k {
			return now.Add(gap)
		}
	}
	return now.Sub(gap)
}
