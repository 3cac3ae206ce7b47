package export

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// csvEncoder writes a file NAME.csv a table, and beside them defused.jsonl: every text that was changed so that no
// spreadsheet runs it.
type csvEncoder struct {
	stage   *Stage
	bom     bool
	changes *changes
}

// NewCSV writes csv as RFC 4180 has it, in UTF-8, LF at the end of lines. bom begins each file with a byte order
// mark, for Excel.
func NewCSV(stage *Stage, bom bool) (Encoder, error) {
	out, err := stage.Create("defused.jsonl")
	if err != nil {
		return nil, err
	}
	return &csvEncoder{stage, bom, newChanges(out)}, nil
}

// Open begins the file of a table with its head.
func (e *csvEncoder) Open(t *Table) (Rows, error) {
	out, err := e.stage.Create(t.Name + ".csv")
	if err != nil {
		return nil, err
	}
	if e.bom {
		if _, err := io.WriteString(out, "\uFEFF"); err != nil {
			return nil, err
		}
	}
	r := &csvRows{encoder: e, table: t, out: csv.NewWriter(out), file: out, row: make([]string, len(t.Columns))}
	for i := range t.Columns {
		r.row[i] = t.Columns[i].Name
	}
	return r, r.out.Write(r.row)
}

// Close ends the list of changes.
func (e *csvEncoder) Close() error { return e.changes.close() }

// Changed tells how many texts were changed.
func (e *csvEncoder) Changed() int { return e.changes.n }

type csvRows struct {
	encoder *csvEncoder
	table   *Table
	out     *csv.Writer
	file    io.WriteCloser
	row     []string
	n       int
}

// Write writes a row.
func (r *csvRows) Write(row []Value) error {
	r.n++
	for i, v := range row {
		r.row[i] = v.text
		if t := r.table.Columns[i].Type; t <= Code && dangerous(v.text) {
			r.row[i] = "'" + v.text
			if err := r.encoder.changes.add(r.table.Name, r.n, r.table.Columns[i].Name, v.text, r.row[i]); err != nil {
				return err
			}
		}
	}
	return r.out.Write(r.row)
}

// Close ends the file.
func (r *csvRows) Close() error {
	r.out.Flush()
	return errors.Join(r.out.Error(), r.file.Close())
}

// changes lists texts that a format could not take as they are.
type changes struct {
	file io.WriteCloser
	out  *json.Encoder
	n    int
}

// change is a line of the list.
type change struct {
	Table   string `json:"table"`
	Row     int    `json:"row"` // from 1, the head not counted
	Column  string `json:"column"`
	Text    string `json:"text"` // as it was read
	Written string `json:"written"`
}

func newChanges(file io.WriteCloser) *changes {
	out := json.NewEncoder(file)
	out.SetEscapeHTML(false)
	return &changes{file: file, out: out}
}

func (c *changes) add(table string, row int, column, text, written string) error {
	c.n++
	return c.out.Encode(change{table, row, column, text, written})
}

func (c *changes) close() error { return c.file.Close() }

// jsonlEncoder writes a file NAME.jsonl a table: an object a row, with every column, null where there is nothing.
type jsonlEncoder struct{ stage *Stage }

// NewJSONLines writes JSON lines. Texts are not changed for spreadsheets; numbers are exact literals.
func NewJSONLines(stage *Stage) Encoder { return jsonlEncoder{stage} }

// Open begins the file of a table.
func (e jsonlEncoder) Open(t *Table) (Rows, error) {
	out, err := e.stage.Create(t.Name + ".jsonl")
	return &jsonlRows{table: t, file: out}, err
}

// Close has nothing to do.
func (jsonlEncoder) Close() error { return nil }

type jsonlRows struct {
	table *Table
	file  io.WriteCloser
	line  strings.Builder
}

// Write writes a row.
func (r *jsonlRows) Write(row []Value) error {
	r.line.Reset()
	for i, v := range row {
		separator := ","
		if i == 0 {
			separator = "{"
		}
		r.line.WriteString(separator + `"` + r.table.Columns[i].Name + `":`)
		r.line.WriteString(v.JSON(r.table.Columns[i].Type))
	}
	r.line.WriteString("}\n")
	_, err := io.WriteString(r.file, r.line.String())
	return err
}

// Close ends the file.
func (r *jsonlRows) Close() error { return r.file.Close() }
