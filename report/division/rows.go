package division

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
)

// ReadRows reads rows from CSV with a heading line: columns code and name, in any order, and optionally credit_code; other columns
// are passed over. Errors name the line.
func ReadRows(in io.Reader) ([]Row, error) { return readRows(in, 0) }

// readRows reads about as many rows as expected.
func readRows(in io.Reader, expected int) ([]Row, error) {
	lines := csv.NewReader(in)
	heading, err := lines.Read()
	if err != nil {
		return nil, fmt.Errorf("heading of the list of divisions: %w", err)
	}
	code, name, credit := slices.Index(heading, "code"), slices.Index(heading, "name"), slices.Index(heading, "credit_code")
	if code < 0 || name < 0 {
		return nil, fmt.Errorf("heading of the list of divisions: no columns code and name in %q", heading)
	}
	lines.ReuseRecord = true
	rows := make([]Row, 0, expected)
	for {
		fields, err := lines.Read()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			return nil, fmt.Errorf("list of divisions: %w", err)
		}
		row := Row{Code: fields[code], Name: fields[name]}
		if credit >= 0 {
			row.CreditCode = fields[credit]
		}
		rows = append(rows, row)
	}
}
