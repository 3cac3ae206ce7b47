package export

import (
	"fmt"
	"strings"
	"unicode"
)

// fullText is the index of a SQLite export over the table of prose: FTS5 without its content, whose rows are those of
// the table. Han characters stand apart in it, because SQLite parts words at spaces only: to find 信访, match "信 访".
type fullText struct {
	columns []string // of the table
	places  []int
}

// fullTextOf tells which columns of a table are searched; none for a table without prose.
func fullTextOf(t *Table) (f fullText) {
	if t.Name != "sections" {
		return f
	}
	for i, c := range t.Columns {
		switch c.Name {
		case "heading", "prose":
			f.columns, f.places = append(f.columns, quoted(c.Name)), append(f.places, i)
		}
	}
	return f
}

func (f *fullText) create() string {
	return `CREATE VIRTUAL TABLE "search" USING fts5(` + strings.Join(f.columns, ", ") + `, content='', tokenize='unicode61')`
}

func (f *fullText) insert() string {
	holders := make([]string, len(f.columns))
	for i := range holders {
		holders[i] = fmt.Sprintf("?%d", i+2)
	}
	return `INSERT INTO "search" (rowid, ` + strings.Join(f.columns, ", ") + `) VALUES (?1, ` + strings.Join(holders, ", ") + `)`
}

// values gives what is indexed of a row.
func (f *fullText) values(number int, row []Value) []any {
	values := []any{number}
	for _, place := range f.places {
		values = append(values, apart(row[place].text))
	}
	return values
}

// apart puts spaces around Han characters.
func apart(text string) string {
	var out strings.Builder
	for _, r := range text {
		if unicode.Is(unicode.Han, r) {
			out.WriteString(" " + string(r) + " ")
		} else {
			out.WriteRune(r)
		}
	}
	return out.String()
}
