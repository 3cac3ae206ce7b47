package export_test

import (
	"bytes"
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"math/big"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"
	_ "modernc.org/sqlite"

	"github.com/nianbao/nianbao/store/export"
	"github.com/nianbao/nianbao/store/export/exporttest"
)

// readers give the rows of a table as text, "∅" for nothing, as another program would see them.
var readers = map[string]func(t *testing.T, folder string, table *export.Table) [][]string{
	"csv": readCSV, "jsonl": readJSONLines, "parquet": readParquet, "sqlite": readSQLite, "xlsx": readXLSX,
}

const nothing = "∅"

// TestEveryFormatHoldsTheSame reads what each format wrote with another library and compares every value.
func TestEveryFormatHoldsTheSame(t *testing.T) {
	large := exporttest.Sample("990101003", 2021)
	large.Report.Cells.At(granted).Value, _ = parse("9223372036854775807")
	large.Report.Cells.At(fees).Value, _ = parse("0.0000000000000000001")
	large.Report.Title = "\n 空格与'引号\",及换行 "
	s := exporttest.Filled(t, exporttest.Sample("990101001", 2023), exporttest.Sample("990101002", 2022), large)
	o := export.Options{Tables: []string{"wide", "wide_states", "long", "indicators", "findings", "claims", "sections", "bodies", "body_attributes", "versions"}}
	want := map[string][][]string{}
	parquetFolder := wrote(t, s, "parquet", o)
	for _, table := range export.Tables(&o) {
		want[table.Name] = nil
		if contains(o.Tables, table.Name) {
			want[table.Name] = readParquet(t, parquetFolder, &table)
			if len(want[table.Name]) == 0 {
				t.Errorf("table %s has no rows: nothing is compared", table.Name)
			}
		}
	}
	for format, read := range readers {
		t.Run(format, func(t *testing.T) {
			folder := wrote(t, s, format, o)
			for _, table := range export.Tables(&o) {
				if !contains(o.Tables, table.Name) {
					continue
				}
				got := read(t, folder, &table)
				if len(got) != len(want[table.Name]) {
					t.Fatalf("%s: %d rows, want %d", table.Name, len(got), len(want[table.Name]))
				}
				for i, row := range got {
					for j, v := range row {
						if w := want[table.Name][i][j]; !same(format, table.Columns[j].Type, v, w) {
							t.Errorf("%s row %d %s: %q, want %q", table.Name, i, table.Columns[j].Name, v, w)
						}
					}
				}
			}
		})
	}
}

// same allows for what a format can't tell apart, or keeps only as a float.
func same(format string, t export.Type, got, want string) bool {
	if format == "csv" {
		got, want = strings.TrimPrefix(got, "'"), strings.Replace(strings.TrimPrefix(want, "'"), nothing, "", 1)
	}
	if format == "xlsx" && want == "" { // an empty text is an empty cell
		want = nothing
	}
	if t == export.Real || t == export.Decimal && (format == "sqlite" || format == "xlsx") {
		a, errA := strconv.ParseFloat(got, 64)
		b, errB := strconv.ParseFloat(want, 64)
		return errA == nil && errB == nil && math.Abs(a-b) <= 1e-14*math.Abs(b) || got == want
	}
	return got == want
}

func contains(list []string, s string) bool {
	return strings.Contains(" "+strings.Join(list, " ")+" ", " "+s+" ")
}

func readCSV(t *testing.T, folder string, table *export.Table) [][]string {
	content, err := os.ReadFile(filepath.Join(folder, table.Name+".csv"))
	must(t, err)
	all, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
	must(t, err)
	return all[1:]
}

func readJSONLines(t *testing.T, folder string, table *export.Table) (rows [][]string) {
	content, err := os.ReadFile(filepath.Join(folder, table.Name+".jsonl"))
	must(t, err)
	for line := range strings.Lines(string(content)) {
		values := map[string]any{}
		decoder := json.NewDecoder(strings.NewReader(line))
		decoder.UseNumber()
		must(t, decoder.Decode(&values))
		var row []string
		for _, c := range table.Columns {
			v, there := values[c.Name]
			if !there {
				t.Fatalf("no %s in %s", c.Name, line)
			}
			row = append(row, shown(v))
		}
		rows = append(rows, row)
	}
	return rows
}

func shown(v any) string {
	if v == nil {
		return nothing
	}
	return fmt.Sprint(v)
}

func readParquet(t *testing.T, folder string, table *export.Table) (rows [][]string) {
	content, err := os.ReadFile(filepath.Join(folder, table.Name+".parquet"))
	must(t, err)
	file, err := parquet.OpenFile(bytes.NewReader(content), int64(len(content)))
	must(t, err)
	reader := parquet.NewReader(file)
	for i, c := range file.Schema().Columns() {
		if c[0] != table.Columns[i].Name {
			t.Fatalf("column %d of %s is %s, want %s", i, table.Name, c[0], table.Columns[i].Name)
		}
	}
	buffer := make([]parquet.Row, 1)
	for {
		n, err := reader.ReadRows(buffer)
		if n == 0 && errors.Is(err, io.EOF) {
			return rows
		}
		var row []string
		for i, v := range buffer[0] {
			row = append(row, shownParquet(v, table.Columns[i].Type))
		}
		rows = append(rows, row)
	}
}

func shownParquet(v parquet.Value, t export.Type) string {
	switch {
	case v.IsNull():
		return nothing
	case t == export.Integer:
		return strconv.FormatInt(v.Int64(), 10)
	case t == export.Real:
		return strconv.FormatFloat(v.Double(), 'g', -1, 64)
	case t == export.Boolean:
		return strconv.FormatBool(v.Boolean())
	case t == export.Date:
		return time.Unix(int64(v.Int32())*86400, 0).UTC().Format(time.DateOnly)
	case t == export.Decimal:
		n := new(big.Int).SetBytes(v.ByteArray())
		if v.ByteArray()[0] >= 0x80 {
			n.Sub(n, new(big.Int).Lsh(big.NewInt(1), 128))
		}
		text := new(big.Rat).SetFrac(n, new(big.Int).Exp(big.NewInt(10), big.NewInt(19), nil)).FloatString(19)
		return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	}
	return string(v.ByteArray())
}

func readSQLite(t *testing.T, folder string, table *export.Table) (rows [][]string) {
	db, err := sql.Open("sqlite", filepath.Join(folder, "nianbao.sqlite"))
	must(t, err)
	defer db.Close() //nolint:errcheck // only read
	result, err := db.Query(`SELECT * FROM "` + table.Name + `" ORDER BY rowid`)
	must(t, err)
	defer result.Close() //nolint:errcheck // only read
	for result.Next() {
		values, into := make([]any, len(table.Columns)), make([]any, len(table.Columns))
		for i := range into {
			into[i] = &values[i]
		}
		must(t, result.Scan(into...))
		var row []string
		for i, v := range values {
			if whole, is := v.(int64); is && table.Columns[i].Type == export.Boolean {
				v = whole == 1
			}
			row = append(row, shown(v))
		}
		rows = append(rows, row)
	}
	must(t, result.Err())
	return rows
}

func readXLSX(t *testing.T, folder string, table *export.Table) (rows [][]string) {
	book, err := excelize.OpenFile(filepath.Join(folder, "nianbao.xlsx"))
	must(t, err)
	defer book.Close() //nolint:errcheck // only read
	sheet, err := book.GetRows(table.Name)
	must(t, err)
	for i := range sheet[1:] {
		var row []string
		for j, c := range table.Columns {
			at, _ := excelize.CoordinatesToCellName(j+1, i+2)
			if formula, err := book.GetCellFormula(table.Name, at); err != nil || formula != "" {
				t.Errorf("a formula in %s", at)
			}
			v, err := book.GetCellValue(table.Name, at, excelize.Options{RawCellValue: c.Type != export.Date})
			must(t, err)
			switch {
			case v == "":
				v = nothing
			case c.Type == export.Boolean:
				v = map[string]string{"1": "true", "0": "false"}[v]
			}
			row = append(row, v)
		}
		rows = append(rows, row)
	}
	return rows
}
