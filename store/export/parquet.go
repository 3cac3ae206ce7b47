package export

import (
	"fmt"
	"io"
	"math/big"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"
)

// parquetEncoder writes a file NAME.parquet a table. Every column may be null; the codebook of the table stands in the
// metadata of the file under the name "nianbao.codebook".
type parquetEncoder struct{ stage *Stage }

// NewParquet writes Apache Parquet, compressed with zstd. Whole numbers are INT64, exact numbers DECIMAL(38,19), which
// holds each of them without rounding, days DATE, texts and codes STRING.
func NewParquet(stage *Stage) Encoder { return parquetEncoder{stage} }

// decimalPlaces is how many digits behind the point an exact number of 19 digits can have.
const decimalPlaces = 19

// ordered is a group that keeps its columns in order; parquet.Group sorts them by name.
type ordered struct {
	parquet.Group
	names []string
}

// Fields gives the columns in their order.
func (o ordered) Fields() []parquet.Field {
	byName := map[string]parquet.Field{}
	for _, f := range o.Group.Fields() {
		byName[f.Name()] = f
	}
	fields := make([]parquet.Field, len(o.names))
	for i, name := range o.names {
		fields[i] = byName[name]
	}
	return fields
}

func parquetNode(c *Column) parquet.Node {
	switch c.Type {
	case Integer:
		return parquet.Int(64)
	case Decimal:
		return parquet.Decimal(decimalPlaces, 38, parquet.FixedLenByteArrayType(16))
	case Real:
		return parquet.Leaf(parquet.DoubleType)
	case Boolean:
		return parquet.Leaf(parquet.BooleanType)
	case Date:
		return parquet.Date()
	case Code:
		return parquet.Encoded(parquet.String(), &parquet.RLEDictionary)
	default:
		return parquet.String()
	}
}

// Open begins the file of a table.
func (e parquetEncoder) Open(t *Table) (Rows, error) {
	root := ordered{Group: parquet.Group{}}
	for i := range t.Columns {
		c := &t.Columns[i]
		root.names = append(root.names, c.Name)
		root.Group[c.Name] = parquet.Optional(parquet.Compressed(parquetNode(c), &parquet.Zstd))
	}
	codebook, err := jsonOf(codebookOf(t))
	if err != nil {
		return nil, err
	}
	file, err := e.stage.Create(t.Name + ".parquet")
	if err != nil {
		return nil, err
	}
	// A row group is held in memory until it is whole: about a million values, for each of the open tables.
	size := min(max(1<<20/len(t.Columns), 1<<12), 1<<16)
	out := parquet.NewGenericWriter[any](file, parquet.NewSchema(t.Name, root), parquet.MaxRowsPerRowGroup(int64(size)), parquet.PageBufferSize(1<<16),
		parquet.CreatedBy("nianbao", "1", ""), parquet.KeyValueMetadata("nianbao.codebook", codebook.text))
	return &parquetRows{table: t, out: out, file: file}, nil
}

// Close has nothing to do.
func (parquetEncoder) Close() error { return nil }

type parquetRows struct {
	table *Table
	out   *parquet.GenericWriter[any]
	file  io.WriteCloser
	row   parquet.Row
}

// Write writes a row.
func (r *parquetRows) Write(row []Value) error {
	r.row = r.row[:0]
	for i, v := range row {
		cell, err := parquetValue(v, r.table.Columns[i].Type)
		if err != nil {
			return fmt.Errorf("column %s: %w", r.table.Columns[i].Name, err)
		}
		level := 1
		if v.IsNull() {
			level = 0
		}
		r.row = append(r.row, cell.Level(0, level, i))
	}
	_, err := r.out.WriteRows([]parquet.Row{r.row})
	return err
}

func parquetValue(v Value, t Type) (parquet.Value, error) {
	if v.IsNull() {
		return parquet.NullValue(), nil
	}
	switch t {
	case Integer:
		return parquet.Int64Value(v.Int64()), nil
	case Decimal:
		bytes, err := unscaled(v.text)
		return parquet.FixedLenByteArrayValue(bytes), err
	case Real:
		return parquet.DoubleValue(v.Float64()), nil
	case Boolean:
		return parquet.BooleanValue(v.bits == 1), nil
	case Date:
		day, err := time.Parse(time.DateOnly, v.text)
		return parquet.Int32Value(int32(day.Unix() / (24 * 60 * 60))), err
	default:
		return parquet.ByteArrayValue([]byte(v.text)), nil
	}
}

// unscaled gives a decimal times 10^decimalPlaces as 16 bytes, two's complement, the highest first.
func unscaled(decimal string) ([]byte, error) {
	digits, fraction, _ := strings.Cut(decimal, ".")
	if len(fraction) > decimalPlaces {
		return nil, fmt.Errorf("%s has more than %d digits behind the point", decimal, decimalPlaces)
	}
	n, ok := new(big.Int).SetString(digits+fraction+strings.Repeat("0", decimalPlaces-len(fraction)), 10)
	if !ok {
		return nil, fmt.Errorf("%q is no decimal number", decimal)
	}
	if n.Sign() < 0 {
		n.Add(n, new(big.Int).Lsh(big.NewInt(1), 128))
	}
	return n.FillBytes(make([]byte, 16)), nil
}

// Close ends the file.
func (r *parquetRows) Close() error {
	if err := r.out.Close(); err != nil {
		return err
	}
	return r.file.Close()
}
