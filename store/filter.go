package store

import (
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/report"
)

// Filter chooses readings. The zero Filter chooses all that count.
type Filter struct {
	Division string // prefix of the body's division code
	Body     string // natural key or whole name of the body
	Kind     string // kind of the body
	From, To int    // years reported on, both included; 0 for open
	Scopes   []report.Scope
	Statuses []report.Status
	// Relation chooses reports with a finding of this relation or rule.
	Relation string
	// All chooses also the readings that do not count: rivals, superseded ones and those put aside.
	All bool
	// Limit is the largest number of readings, after the first Offset; 0 for no limit, and then no offset and place either.
	Limit, Offset int
	// After leaves what stands behind a place of the list, Before the last ones in front of one; nil for no bound. A place
	// finds its way however far down it is; an offset passes over what comes before.
	After, Before *Place
}

// where puts together the condition of a filter from constant parts; every value is bound.
type where struct {
	parts  []string
	values []any
}

// add appends a condition in which each ? stands for the next value.
func (w *where) add(condition string, values ...any) {
	for _, v := range values {
		w.values = append(w.values, v)
		condition = strings.Replace(condition, "?", "$"+strconv.Itoa(len(w.values)), 1)
	}
	w.parts = append(w.parts, condition)
}

// addList appends a condition that a column has one of the values.
func (w *where) addList(column string, values []any) {
	if len(values) > 0 {
		w.add(column+" IN (?"+strings.Repeat(", ?", len(values)-1)+")", values...)
	}
}

// text writes WHERE and the conditions, or nothing.
func (w *where) text() string {
	if len(w.parts) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(w.parts, " AND ")
}

// where gives the condition on readings r, bodies b and findings of a kind.
func (f *Filter) where(kind kindOfRows) *where {
	w := &where{}
	f.inDivision(w)
	if f.Body != "" {
		w.add("r.body_id IN (SELECT x.id FROM bodies x WHERE x.key = ? UNION SELECT x.id FROM bodies x WHERE x.name = ?)", f.Body, f.Body)
	}
	f.conditions(w)
	switch {
	case f.Relation == "":
	case kind.table != "":
		w.add(kind.alias+".relation = ?", f.Relation)
	default:
		w.add("EXISTS (SELECT 1 FROM findings x WHERE x.reading_id = r.id AND x.relation = ?)", f.Relation)
	}
	return w
}

// inDivision goes through the bodies of the division, which are few, and not through every reading of a year.
func (f *Filter) inDivision(w *where) {
	if f.Division != "" {
		w.add("r.body_id IN (SELECT x.id FROM bodies x WHERE x.division >= ? AND x.division < ?)", f.Division, f.Division+"\U0010FFFF")
	}
}

// conditions are those that readings r and bodies b have on themselves.
func (f *Filter) conditions(w *where) {
	if !f.All {
		w.add("r.standing = 'current'")
	}
	if f.Kind != "" {
		w.add("b.kind = ?", f.Kind)
	}
	f.years(w, "r.year")
	w.addList("r.scope", names(f.Scopes))
	w.addList("r.status", names(f.Statuses))
}

func (f *Filter) years(w *where, column string) {
	if f.From != 0 {
		w.add(column+" >= ?", f.From)
	}
	if f.To != 0 {
		w.add(column+" <= ?", f.To)
	}
}

// limit writes the limit and what is passed over, as the last bound values.
func limit(w *where, limit, offset int) string {
	if limit <= 0 {
		return ""
	}
	w.values = append(w.values, limit, max(0, offset))
	return " LIMIT $" + strconv.Itoa(len(w.values)-1) + " OFFSET $" + strconv.Itoa(len(w.values))
}

func names[T interface{ String() string }](list []T) []any {
	values := make([]any, len(list))
	for i, x := range list {
		values[i] = x.String()
	}
	return values
}

// escapeLike makes a text mean itself in a LIKE pattern with ESCAPE '\'.
func escapeLike(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}
