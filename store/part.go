package store

import "strings"

// bodiesFirst reaches the readings that count through their bodies, in the order of these; each of them has one.
const (
	bodiesFirst   = ` FROM bodies b CROSS JOIN readings r ON r.body_id = b.id`
	documentsLast = ` CROSS JOIN documents d ON d.id = r.document_id`
)

// rowsOf gives what stands behind SELECT and the columns to list readings r in natural order or, with a table of
// findings under its alias, each of these. Of a list of which only a part is wanted the ids alone are put in order, and
// where nothing narrows it down no more of them than are passed over and wanted: whole rows would be read and sorted for
// each page of the list.
func (f *Filter) rowsOf(w *where, findings, alias string) string {
	join, ordinal, order := "", "", naturalOrder
	if findings != "" {
		join = " JOIN " + findings + " " + alias + " ON " + alias + ".reading_id = r.id"
		ordinal, order = ", "+alias+".ordinal AS ordinal", order+", "+alias+".ordinal"
	}
	if f.Limit <= 0 {
		return summaryTables + join + w.text() + order
	}
	ids := summaryTables + join + w.text() + order
	if w.broad {
		if findings != "" {
			join = " CROSS" + join
		}
		ids = bodiesFirst + join + documentsLast + w.text() + bodyOrder + order[len(naturalOrder):]
	}
	whole := summaryTables
	if findings != "" {
		whole += " JOIN " + findings + " " + alias + " ON " + alias + ".reading_id = r.id AND " + alias + ".ordinal = chosen.ordinal"
	}
	return " FROM (SELECT r.id AS reading" + ordinal + ids + f.limit(w) + ") chosen CROSS JOIN" + strings.TrimPrefix(whole, " FROM") +
		" WHERE r.id = chosen.reading" + order
}
