package bundle

import (
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
)

// tableReader reads a csv table row by row.
type tableReader struct {
	in   *csv.Reader
	head []string
	at   map[string]int
	key  []string
	row  []string // nil at the end
}

func newTableReader(r io.Reader, key []string) (*tableReader, error) {
	t := &tableReader{in: csv.NewReader(r), at: map[string]int{}, key: key}
	head, err := t.in.Read()
	if err != nil {
		return nil, err
	}
	t.head = head
	for i, name := range head {
		t.at[name] = i
	}
	return t, t.next()
}

func (t *tableReader) next() error {
	row, err := t.in.Read()
	if errors.Is(err, io.EOF) {
		t.row, err = nil, nil
		return err
	}
	t.row = row
	return err
}

func (t *tableReader) value(column string) string {
	if i, there := t.at[column]; there && t.row != nil {
		return t.row[i]
	}
	return ""
}

// compareKeys orders the rows at hand; a table at its end is behind every row. Years are ordered as numbers, other
// columns as bytes, which is the order in which tables are written.
func compareKeys(a, b *tableReader) int {
	switch {
	case a.row == nil:
		return 1
	case b.row == nil:
		return -1
	}
	for _, name := range a.key {
		x, y := a.value(name), b.value(name)
		if name == "year" {
			m, _ := strconv.Atoi(x)
			n, _ := strconv.Atoi(y)
			if m != n {
				return m - n
			}
			continue
		}
		if order := strings.Compare(x, y); order != 0 {
			return order
		}
	}
	return 0
}
