package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/report/division"
)

// sources are the files of a release, from the highest level down.
var sources = []string{"provinces.csv", "cities.csv", "areas.csv", "streets.csv"}

// readRows reads the divisions of a release down to townships, in the order of their codes.
func readRows(folder string) ([]division.Row, error) {
	names := map[string]string{}
	for _, source := range sources {
		if err := collect(filepath.Join(folder, source), names); err != nil {
			return nil, err
		}
	}
	rows := make([]division.Row, 0, len(names))
	for code, name := range names {
		rows = append(rows, division.Row{Code: code, Name: name})
	}
	slices.SortFunc(rows, func(a, b division.Row) int { return strings.Compare(a.Code, b.Code) })
	return rows, nil
}

// collect adds the codes and names of one file. Two files may list the same division: a city without counties stands among the
// cities and among the counties.
func collect(path string, names map[string]string) error {
	return eachLine(path, func(record []string) error {
		code, name := shortest(record[0]), strings.TrimSpace(record[1])
		if was, ok := names[code]; ok && was != name {
			return fmt.Errorf("%s: %s is %q and %q", path, code, was, name)
		}
		names[strings.Clone(code)] = strings.Clone(name)
		return nil
	})
}

// eachLine gives the lines of a file whose first two columns are code and name.
func eachLine(path string, take func([]string) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }() // only read
	lines := csv.NewReader(file)
	lines.ReuseRecord = true
	for first := true; ; first = false {
		record, err := lines.Read()
		if err == io.EOF && !first {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if first {
			if len(record) < 2 || record[0] != "code" || record[1] != "name" {
				return fmt.Errorf("%s: the first two columns are not code and name", path)
			}
			continue
		}
		if err := take(record); err != nil {
			return err
		}
	}
}

// shortest writes two or four digits as six, and nine that end in 000 as six.
func shortest(code string) string {
	if len(code) < 6 {
		return (code + "0000")[:6]
	}
	if len(code) == 9 {
		return strings.TrimSuffix(code, "000")
	}
	return code
}
