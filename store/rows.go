package store

import "strings"

// kindOfRows says what rows a list has: readings, or findings about them.
type kindOfRows struct {
	table, alias string // of findings; empty for readings
	across       int    // as finding_list has it
}

var (
	rowsOfReadings = kindOfRows{}
	rowsOfFindings = kindOfRows{"findings", "f", 0}
	rowsOfAcross   = kindOfRows{"across", "x", 1}
)

// The orders of what counts, from places and to places; those of single columns are for a part that ends at a place.
var (
	orderOfReadings = []string{"b.key", "r.year", "r.scope"}
	orderOfFindings = []string{"l.body_key", "l.year", "l.scope", "l.ordinal"}
)

// rows gives what stands behind SELECT and the columns to list readings r or findings about them in natural order, with
// its values. Of a list of which only a part is wanted its rows alone are found first, in an index that has their order
// where there is one: whole rows would be read and sorted for each page of the list.
func (f *Filter) rows(kind kindOfRows) (text string, values []any) {
	order := naturalOrder
	if kind.table != "" {
		order += ", " + kind.alias + ".ordinal"
	}
	if f.Limit <= 0 {
		w := f.where(kind)
		return summaryTables + kind.join() + w.text() + order, w.values
	}
	whole := summaryTables
	if kind.table != "" {
		whole += " JOIN " + kind.table + " " + kind.alias + " ON " + kind.alias + ".reading_id = r.id AND " + kind.alias + ".ordinal = chosen.ordinal"
	}
	chosen, values := f.chosen(kind)
	return " FROM (" + chosen + ") chosen CROSS JOIN" + strings.TrimPrefix(whole, " FROM") + " WHERE r.id = chosen.reading" + order, values
}

func (k kindOfRows) join() string {
	if k.table == "" {
		return ""
	}
	return " JOIN " + k.table + " " + k.alias + " ON " + k.alias + ".reading_id = r.id"
}

// chosen selects the readings of a part of a list, and the ordinals of findings.
func (f *Filter) chosen(kind kindOfRows) (text string, values []any) {
	switch {
	case f.Body != "" || f.All:
		return f.chosenOfBody(kind)
	case kind.table != "" || f.Relation != "":
		return f.chosenByList(kind)
	}
	w, p := &where{}, f.part()
	from := p.bodies(w) + " CROSS JOIN readings r ON r.body_id = b.id"
	f.conditions(w)
	p.within(w, orderOfReadings)
	text = "SELECT r.id AS reading" + from + w.text() + p.order(w, orderOfReadings)
	return text, w.values
}

// chosenByList goes through the list of findings.
func (f *Filter) chosenByList(kind kindOfRows) (text string, values []any) {
	w, p := &where{}, f.part()
	from, columns := " FROM finding_list l", orderOfFindings
	if f.Division != "" {
		from = p.bodies(w) + " CROSS JOIN finding_list l ON l.body_key = b.key"
		columns = append([]string{"b.key"}, columns[1:]...)
	}
	w.add("l.across = ?", kind.across)
	if f.Relation != "" {
		w.add("l.relation = ?", f.Relation)
	}
	f.years(w, "l.year")
	w.addList("l.scope", names(f.Scopes))
	if f.Kind != "" || len(f.Statuses) > 0 {
		from += " CROSS JOIN readings r ON r.id = l.reading_id"
		w.addList("r.status", names(f.Statuses))
		if f.Kind != "" {
			w.add("r.body_id IN (SELECT x.id FROM bodies x WHERE x.kind = ?)", f.Kind)
		}
	}
	if kind.table != "" {
		p.within(w, columns)
		text = "SELECT l.reading_id AS reading, l.ordinal AS ordinal" + from + w.text() + p.order(w, columns)
		return text, w.values
	}
	columns = columns[:3] // each report once
	p.within(w, columns)
	text = "SELECT max(l.reading_id) AS reading" + from + w.text() + " GROUP BY " + strings.Join(p.sorted(columns), ", ") + p.order(w, columns)
	return text, w.values
}

// chosenOfBody puts in order what there is of one body, or with readings that do not count; a place in it is passed over
// with what else is of the same body, year and scope.
func (f *Filter) chosenOfBody(kind kindOfRows) (text string, values []any) {
	w := f.where(kind)
	ordinal, columns := "", []string{"coalesce(b.key, '')", "r.year", "r.scope", "d.request", "r.digest", "r.reader"}
	place := columns[:3]
	if kind.table != "" {
		ordinal, columns = ", "+kind.alias+".ordinal AS ordinal", append(columns, kind.alias+".ordinal")
		place = append(place[:3:3], kind.alias+".ordinal")
	}
	p := &part{limit: f.Limit, offset: f.Offset, after: f.After, before: f.Before}
	p.within(w, place)
	text = "SELECT r.id AS reading" + ordinal + summaryTables + kind.join() + w.text() + p.order(w, columns)
	return text, w.values
}
