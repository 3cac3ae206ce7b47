package report

// Tally is a count of the reading itself: how much of a report was there, and how much of it holds.
type Tally uint8

// The tallies.
const (
	TallyRelations     Tally = iota // equations of the forms that can be assessed and were not spent
	TallyRelationsHeld              // those of them that hold
	TallyCells                      // cells of the report's forms
	TallyBlank                      // those that stood empty or held "/": blank, na, and implied ones, which were either
	TallyUnread                     // those that are missing or unreadable
	TallyValues                     // those that have a number
	TallyInferred                   // numbers that are split, implied or entered
	TallyAmounts                    // amounts of money that have a number
	TallyUnits                      // those of them whose unit is known
	TallyTables                     // tables two and three on the page; table four is the same in both forms
	TallyCurrent                    // those of them in the form in force for the year
	TallySections                   // of the six prescribed parts, those with a heading or a table
	TallyPrescribed                 // the number six
	TallyReports                    // one, where table three says whether there was any application
	TallyZero                       // one, where there was none: nothing received, carried in, concluded or carried out
)

type tallyDef struct {
	name, meaning string
	count         func(*Report, *Measure) (int, bool)
}

func countCells(in func(*Cell, Key) bool) func(*Report, *Measure) (int, bool) {
	return func(r *Report, m *Measure) (int, bool) {
		n := 0
		for i := range r.Cells {
			if c := &r.Cells[i]; c.State != NotInForm && in(c, allKeys[i]) {
				n++
			}
		}
		return n, anyTable(r, m)
	}
}

func anyTable(r *Report, m *Measure) bool {
	switch {
	case r.Forms.Any():
		return true
	case r.Status.NothingRead():
		m.because(NullUnread)
	case beforeForms(r):
		m.because(NullBefore)
	default:
		m.because(NullTable)
	}
	return false
}

var tallyDefs = [...]tallyDef{
	TallyRelations: {"reading.relations", "equations of the forms that can be assessed and were not spent", func(r *Report, m *Measure) (int, bool) {
		assessed, _ := countRelations(r)
		return assessed, anyTable(r, m)
	}},
	TallyRelationsHeld: {"reading.relations_held", "those of them that hold", func(r *Report, m *Measure) (int, bool) {
		_, held := countRelations(r)
		return held, anyTable(r, m)
	}},
	TallyCells: {"reading.cells", "cells of the report's forms", countCells(func(*Cell, Key) bool { return true })},
	TallyBlank: {"reading.blank", "cells that stood empty or held “/”: blank, na and implied", countCells(func(c *Cell, _ Key) bool {
		return c.State == Blank || c.State == NA || c.State == Implied
	})},
	TallyUnread: {"reading.unread", "cells that are missing or unreadable", countCells(func(c *Cell, _ Key) bool {
		return c.State == Missing || c.State == Unreadable
	})},
	TallyValues: {"reading.values", "cells that have a number", countCells(func(c *Cell, _ Key) bool { return c.State.HasValue() })},
	TallyInferred: {"reading.inferred", "numbers that are split, implied or entered", countCells(func(c *Cell, _ Key) bool {
		return c.State.HasValue() && c.State != Printed
	})},
	TallyAmounts: {"reading.amounts", "amounts of money that have a number", countCells(func(c *Cell, k Key) bool {
		return k.Money() && c.State.HasValue()
	})},
	TallyUnits: {"reading.units", "amounts of money whose unit is known", countCells(func(c *Cell, k Key) bool {
		_, known := c.Yuan()
		return k.Money() && known
	})},
	TallyTables: {"reading.tables", "tables two and three that are on the page", func(r *Report, m *Measure) (int, bool) {
		return countTables(r, func(Edition) bool { return true }), anyTable(r, m)
	}},
	TallyCurrent: {"reading.tables_current", "those of them in the form in force for the year", func(r *Report, m *Measure) (int, bool) {
		current := EditionFor(r.Year)
		switch {
		case r.Year == 0:
			m.because(NullYear)
		case current == NoEdition:
			m.because(NullBefore)
		}
		return countTables(r, func(e Edition) bool { return e == current }), current != NoEdition
	}},
	TallySections:   {"reading.sections", "prescribed parts that have a heading or their table", countSections},
	TallyPrescribed: {"reading.prescribed", "the six prescribed parts", func(r *Report, m *Measure) (int, bool) { return 6, anyTable(r, m) }},
	TallyReports:    {"reading.reports", "one report, where table three says whether there was any application", countReport},
	TallyZero:       {"reading.zero", "one, where nothing was received, carried in, concluded or carried out", countZero},
}

// Tallies lists every tally.
func Tallies() []Tally {
	all := make([]Tally, len(tallyDefs))
	for i := range all {
		all[i] = Tally(i)
	}
	return all
}

// String writes "reading.relations_held".
func (t Tally) String() string { return tallyDefs[t].name }

// Meaning explains the tally in one line.
func (t Tally) Meaning() string { return tallyDefs[t].meaning }

func (t Tally) read(r *Report, m *Measure) (Number, bool) {
	n, ok := tallyDefs[t].count(r, m)
	return Int(int64(n)), ok
}
