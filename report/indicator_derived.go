package report

// Group is a group of rows whose sum no form prints, although every reader asks for it.
type Group uint8

// The groups.
const (
	GroupDenied      Group = iota // 三(三)不予公开
	GroupUnavailable              // 三(四)无法提供
	GroupRejected                 // 三(五)不予处理
	GroupOtherwise                // 三(六)其他处理: one row in the form of 2019, three in that of 2021
	GroupLawsuits                 // 行政诉讼: direct ones and those after reconsideration
	groupCount
)

type groupDef struct {
	name, label, english string
	table                Table
	rows2019, rows2021   []Row
}

var groupDefs = [groupCount]groupDef{
	GroupDenied:      sameRows("denied", "不予公开", "denied", Applications, RowDeniedStateSecret, RowDeniedQuery),
	GroupUnavailable: sameRows("unavailable", "无法提供", "not available", Applications, RowUnavailableNotHeld, RowUnavailableUnclear),
	GroupRejected:    sameRows("rejected", "不予处理", "not processed", Applications, RowRejectedPetition, RowRejectedReissue),
	GroupOtherwise: {
		"otherwise", "其他处理", "otherwise handled", Applications,
		[]Row{RowOtherwise},
		[]Row{RowOtherwiseUncorrected, RowOtherwiseUnpaid, RowOtherwiseRest},
	},
	GroupLawsuits: sameRows("lawsuits", "行政诉讼", "lawsuits", Disputes, RowDirectSuit, RowSuitAfter),
}

// sameRows defines a group that has the same rows, from first to last, in both editions.
func sameRows(name, label, english string, t Table, first, last Row) groupDef {
	var rows []Row
	for r := first; r <= last; r++ {
		rows = append(rows, r)
	}
	return groupDef{name, label, english, t, rows, rows}
}

// Derived is the sum of a group in one column. It is never a cell: nobody printed it.
type Derived struct {
	Group  Group
	Column Column
}

// derivedKeys holds the cells of each sum by edition: 0 for the form of 2021 and for none, 1 for that of 2019.
var derivedKeys = func() (keys [groupCount][columnCount][2][]Key) {
	for g, def := range groupDefs {
		for c := range columnCount {
			for i, rows := range [2][]Row{def.rows2021, def.rows2019} {
				for _, row := range rows {
					if k := (Key{def.table, row, c}); k.Valid() {
						keys[g][c][i] = append(keys[g][c][i], k)
					}
				}
			}
		}
	}
	return keys
}()

// DerivedSums lists every derived sum in official order.
func DerivedSums() []Derived {
	var all []Derived
	for g := range groupCount {
		for c := range columnCount {
			if len(derivedKeys[g][c][0]) > 0 {
				all = append(all, Derived{g, c})
			}
		}
	}
	return all
}

// String writes "derived.denied.total".
func (d Derived) String() string {
	return "derived." + groupDefs[d.Group].name + "." + d.Column.String()
}

// Label gives the heading of the group in Chinese.
func (d Derived) Label() string { return groupDefs[d.Group].label }

// Keys gives the cells that are summed in a report of the given forms.
func (d Derived) Keys(f Forms) []Key {
	edition := 0
	if f[groupDefs[d.Group].table] == Edition2019 {
		edition = 1
	}
	return derivedKeys[d.Group][d.Column][edition]
}

// Of gives the sum in a report, and false when one of its cells has no value.
func (d Derived) Of(r *Report) (Number, bool) {
	keys := d.Keys(r.Forms)
	total, ok := sum(&r.Cells, keys)
	return total, ok && len(keys) > 0
}

func (d Derived) read(r *Report, m *Measure) (total Number, ok bool) {
	keys := d.Keys(r.Forms)
	if ok = len(keys) > 0; !ok {
		m.because(NullNotInForm)
	}
	for _, k := range keys {
		n, has := k.read(r, m)
		if has {
			if total, has = total.Add(n); !has {
				m.lacks(k, NullTooLarge)
			}
		}
		ok = ok && has
	}
	return total, ok
}
