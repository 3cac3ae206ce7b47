package store

import (
	"strings"

	"github.com/nianbao/nianbao/report"
)

// Place is where an entry stands in a long list: lists go on behind it, whatever was added to them meanwhile. A reading
// that counts is the only one of its body, year and scope.
type Place struct {
	Body    string       // natural key
	Year    int          // reported on
	Scope   report.Scope // nothing in the ledger
	Ordinal int          // of a finding of the report
}

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

// part is what is asked of a long list of the bodies of a division, or of all.
type part struct {
	division      string
	limit, offset int
	after, before *Place
}

func (f *Filter) part() *part { return &part{f.Division, f.Limit, f.Offset, f.After, f.Before} }

// few tells that the bodies of the division are those of a prefecture or county: they are found by their code, and what
// hangs on them is put in order. Those of a province are passed in the order of their keys until there is enough.
func (p *part) few() bool { return len(p.division) >= 4 }

// bodies writes FROM for bodies b, before what hangs on them.
func (p *part) bodies(w *where) string {
	column := "b.division"
	if !p.few() {
		column = "(b.division || '')" // so that no index of it is used
	}
	if p.division != "" {
		w.add(column+" >= ? AND "+column+" < ?", p.division, p.division+"\U0010FFFF")
	}
	return " FROM bodies b"
}

// within leaves what lies behind or in front of the place; columns are the order of the list.
func (p *part) within(w *where, columns []string) {
	p.beyond(w, columns, ">", p.after)
	p.beyond(w, columns, "<", p.before)
}

func (p *part) beyond(w *where, columns []string, sign string, at *Place) {
	if at == nil {
		return
	}
	values := []any{at.Body, at.Year, at.Scope.String(), at.Ordinal}[:len(columns)]
	if p.few() { // so that no index in the order of the list is used
		columns = append([]string{"coalesce(" + columns[0] + ", '')"}, columns[1:]...)
	} else { // such an index leads there
		w.add(columns[0]+" "+sign+"= ?", at.Body)
	}
	w.add("("+strings.Join(columns, ", ")+") "+sign+" (?"+strings.Repeat(", ?", len(columns)-1)+")", values...)
}

// order writes ORDER BY and the limit, as the last bound values; backwards towards a place.
func (p *part) order(w *where, columns []string) string {
	turn := ""
	if p.before != nil {
		turn = " DESC"
	}
	return " ORDER BY " + strings.Join(p.sorted(columns), turn+", ") + turn + limit(w, p.limit, p.offset)
}

// sorted gives the columns for a province as the index has them that knows of every body where it lies.
func (p *part) sorted(columns []string) []string {
	if p.division == "" || p.few() {
		return columns
	}
	return append([]string{"b.key", "b.division"}, columns[1:]...)
}

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
