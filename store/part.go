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
