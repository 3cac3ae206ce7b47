package report

// The short words in which the crosswalk is written. A note may follow each match.

func match(q Quality, f Formula, note []string) Match {
	m := Match{Formula: f, Quality: q}
	if len(note) > 0 {
		m.Note = note[0]
	}
	return m
}

func exact(f Formula, note ...string) Match  { return match(Exact, f, note) }
func nearly(f Formula, note ...string) Match { return match(Approximate, f, note) }
func broken(f Formula, note ...string) Match { return match(Broken, f, note) }
func absent(note ...string) Match            { return match(Absent, nil, note) }

// stat is a row of the statistics table of 2014, or the first of several rows that a table may have.
func stat(keys ...string) AnyStatistic { return AnyStatistic{Keys: keys} }

// local is a row of a local table by one of its labels. A key of the table of 2014 may stand among them:
// some local tables word a row as it does.
func local(labels ...string) AnyStatistic {
	keys := make([]string, len(labels))
	for i, l := range labels {
		keys[i] = l
		if !statisticKeys[l] {
			keys[i] = "local." + l
		}
	}
	return AnyStatistic{Keys: keys}
}

func money(a AnyStatistic) AnyStatistic {
	a.Money = true
	return a
}

// both gives the same exact formula to the forms of 2019 and 2021, and the given matches to what was before.
func both(before, statistics Match, f Formula) [eraCount]Match {
	return [eraCount]Match{before, statistics, exact(f), exact(f)}
}

// only2014 is a question that the table of 2014 asked and that no form asks any more.
func only2014(id, label, english, unit, key string, before Match) Series {
	row := stat(key)
	row.Money = unit == unitWanYuan
	return Series{
		ID: id, Label: label, English: english, Unit: unit, Table: Applications,
		Eras: [eraCount]Match{before, exact(plus(row)), absent(), absent()},
	}
}

// since2019 is a question that only the forms ask.
func since2019(id, label, english string, f Formula, laws ...string) Series {
	return Series{ID: id, Label: label, English: english, Unit: unitCase, Table: tableOf(f), Eras: both(absent(), absent(), f), Breaks: laws}
}

// tableOf gives the statutory table of a formula's cells.
func tableOf(f Formula) Table {
	switch o := f[0].Operand.(type) {
	case Key:
		return o.Table
	case Derived:
		return groupDefs[o.Group].table
	}
	return Applications
}

// statisticKeys are the keys of the table of 2014 that local tables share.
var statisticKeys = map[string]bool{
	"c1.1": true, "c1.2": true, "c1.3": true, "c1.4": true, "c1": true, "c3": true, "c3.2": true, "c3.3": true,
	"c3.4": true, "c3.6": true, "d": true, "e": true, "g": true,
}
