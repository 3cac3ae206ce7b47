package export

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"math/bits"
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
	// A row group is held in memory, compressed, until it is whole: some million values, for each of the open tables. What
	// the footer says of each of them is held to the end.
	size := min(max(1<<22/len(t.Columns), 1<<12), 1<<18)
	out := parquet.NewGenericWriter[any](file, parquet.NewSchema(t.Name, root), parquet.MaxRowsPerRowGroup(int64(size)), parquet.PageBufferSize(1<<16),
		parquet.CreatedBy("nianbao", "1", ""), parquet.KeyValueMetadata("nianbao.codebook", codebook.text))
	return &parquetRows{table: t, out: out, file: file}, nil
}

// Close has nothing to do.
func (parquetEncoder) Close() error { return nil }

// parquetBatch is how many rows are handed over at once: as many as the writer takes in one go.
const parquetBatch = 64

type parquetRows struct {
	table *Table
	out   *parquet.GenericWriter[any]
	file  io.WriteCloser
	rows  []parquet.Row // the first n are filled
	n     int
}

// Write writes a row.
func (r *parquetRows) Write(row []Value) error {
	if r.rows == nil {
		r.rows = make([]parquet.Row, parquetBatch)
	}
	into := r.rows[r.n][:0]
	for i, v := range row {
		cell, err := parquetValue(v, r.table.Columns[i].Type)
		if err != nil {
			return fmt.Errorf("column %s: %w", r.table.Columns[i].Name, err)
		}
		level := 1
		if v.IsNull() {
			level = 0
		}
		into = append(into, cell.Level(0, level, i))
	}
	r.rows[r.n] = into
	if r.n++; r.n < parquetBatch {
		return nil
	}
	return r.flush()
}

func (r *parquetRows) flush() error {
	_, err := r.out.WriteRows(r.rows[:r.n])
	r.n = 0
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
		return parquet.FixedLenByteArrayValue(bytes[:]), err
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

// unscaled gives a decimal times 10^decimalPlaces in 128 bits, two's complement, the highest byte first.
func unscaled(decimal string) (out [16]byte, err error) {
	digits, negative := strings.CutPrefix(decimal, "-")
	digits, fraction, _ := strings.Cut(digits, ".")
	if len(fraction) > decimalPlaces {
		return out, fmt.Errorf("%s has more than %d digits behind the point", decimal, decimalPlaces)
	}
	var high, low uint64
	for i := range len(digits) + decimalPlaces {
		digit := byte('0')
		switch {
		case i < len(digits):
			digit = digits[i]
		case i-len(digits) < len(fraction):
			digit = fraction[i-len(digits)]
		}
		if digit < '0' || digit > '9' || digits == "" {
			return out, fmt.Errorf("%q is no decimal number", decimal)
		}
		carried, product := bits.Mul64(low, 10)
		sum, carry := bits.Add64(product, uint64(digit-'0'), 0)
		over, times := bits.Mul64(high, 10)
		high, low = times+carried+carry, sum
		if over != 0 || high < times || high > math.MaxInt64 {
			return out, fmt.Errorf("%s has more than 38 digits", decimal)
		}
	}
	if negative {
		var borrow uint64
		low, borrow = bits.Sub64(0, low, 0)
		high, _ = bits.Sub64(0, high, borrow)
	}
	binary.BigEndian.PutUint64(out[:8], high)
	binary.BigEndian.PutUint64(out[8:], low)
	return out, nil
}

// Close ends the file.
func (r *parquetRows) Close() error {
	if err := cmp.Or(r.flush(), r.out.Close()); err != nil {
		return err
	}
	return r.file.Close()
}
