package export

import "errors"

// Tee writes every table in several formats in one walk.
func Tee(encoders ...Encoder) Encoder { return tee(encoders) }

type tee []Encoder

// Open begins the table in each format.
func (t tee) Open(table *Table) (Rows, error) {
	rows := make(teeRows, len(t))
	for i, e := range t {
		var err error
		if rows[i], err = e.Open(table); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// Close closes each format.
func (t tee) Close() (err error) {
	for _, e := range t {
		err = errors.Join(err, e.Close())
	}
	return err
}

type teeRows []Rows

// Write writes the row in each format.
func (t teeRows) Write(row []Value) error {
	for _, r := range t {
		if err := r.Write(row); err != nil {
			return err
		}
	}
	return nil
}

// Close ends the table in each format.
func (t teeRows) Close() (err error) {
	for _, r := range t {
		err = errors.Join(err, r.Close())
	}
	return err
}
