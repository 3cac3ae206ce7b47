package report

import "slices"

// EditionFor gives the national form in force for the reports on a year; NoEdition before 2019.
func EditionFor(year int) Edition {
	switch {
	case year >= 2021:
		return Edition2021
	case year >= 2019:
		return Edition2019
	}
	return NoEdition
}

// countRelations counts the equations that can be assessed and were not spent, and those that hold.
func countRelations(r *Report) (assessed, held int) {
	for t, e := range r.Forms {
		relations := RelationsOf(Table(t), e)
		for i := range relations {
			rel := &relations[i]
			if rel.Kind != Equals || slices.Contains(r.Spent, rel.ID) {
				continue
			}
			if left, right, ok := assess(&r.Cells, rel); ok {
				assessed++
				if left.Equal(right) {
					held++
				}
			}
		}
	}
	return assessed, held
}

func countTables(r *Report, is func(Edition) bool) (n int) {
	for _, t := range []Table{Disclosure, Applications} {
		if e := r.Forms[t]; e != NoEdition && is(e) {
			n++
		}
	}
	return n
}

// countSections counts the prescribed parts; a statutory table stands for the heading over it.
func countSections(r *Report, m *Measure) (n int, ok bool) {
	var there [7]bool
	for _, s := range r.Sections {
		if s.Number >= 1 && s.Number <= 6 {
			there[s.Number] = true
		}
	}
	for t, e := range r.Forms {
		there[t+2] = there[t+2] || e != NoEdition
	}
	for _, is := range there {
		if is {
			n++
		}
	}
	return n, anyTable(r, m)
}

// balanceRows are the four rows that together say whether there was any application.
var balanceRows = []Row{RowReceived, RowCarriedIn, RowTotal, RowCarriedOut}

func countReport(r *Report, m *Measure) (int, bool) {
	_, ok := countZero(r, m)
	return 1, ok
}

func countZero(r *Report, m *Measure) (n int, ok bool) {
	n, ok = 1, true
	for _, row := range balanceRows {
		value, has := total(row).read(r, m)
		ok = ok && has
		if value.Sign() != 0 {
			n = 0
		}
	}
	return n, ok
}
