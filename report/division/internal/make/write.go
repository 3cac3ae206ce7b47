package main

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"os"
	"path/filepath"

	"github.com/nianbao/nianbao/report/division"
)

// writeTable writes a packed CSV file.
func writeTable(folder, name string, heading []string, lines [][]string) error {
	var packed bytes.Buffer
	zipped, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return err
	}
	if err := csv.NewWriter(zipped).WriteAll(append([][]string{heading}, lines...)); err != nil {
		return err
	}
	if err := zipped.Close(); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, name), packed.Bytes(), 0o644)
}

// writeBodies adds the bodies that have no id yet to those that are there.
func writeBodies(folder string, all []made) error {
	const name = "bodies.csv.gz"
	known, err := readFounders(filepath.Join(folder, name))
	if err != nil {
		return err
	}
	editions := make([]division.Edition, len(all))
	for i, list := range all {
		editions[i] = division.Edition{
			Name: list.Name, Date: list.Date, Source: list.Source(), Silent: list.Silent(), Rows: list.rows,
			Villages: division.VillageFlows{Since: list.since, Flows: list.flows},
		}
	}
	history, err := division.NewHistory(known, editions...)
	if err != nil {
		return err
	}
	var lines [][]string
	for _, founder := range history.Founders() {
		lines = append(lines, []string{founder.Edition, string(founder.Code)})
	}
	return writeTable(folder, name, []string{"edition", "code"}, lines)
}

// readFounders reads the ids that are already given; none when there is no file.
func readFounders(path string) ([]division.Listed, error) {
	file, err := os.Open(path)
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // only read
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		return nil, err
	}
	lines, err := csv.NewReader(unpacked).ReadAll()
	if err != nil {
		return nil, err
	}
	var founders []division.Listed
	for _, line := range lines[1:] {
		founders = append(founders, division.Listed{Edition: line[0], Code: division.Code(line[1])})
	}
	return founders, nil
}
