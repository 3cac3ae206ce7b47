package export

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/nianbao/nianbao/report"
)

// Type is what stands in a column.
type Type uint8

// The types. A Code is text that means itself, a key, a division code, a word of a closed list: never a number, even
// where it looks like one.
const (
	Text Type = iota
	Code
	Integer // 64 bits
	Decimal // exact, at most 19 digits
	Real    // a quotient
	Boolean
	Date // a day in China
	JSON // a whole JSON value
)

// String gives the name used in codebooks.
func (t Type) String() string {
	return [...]string{"text", "code", "integer", "decimal", "real", "boolean", "date", "json"}[t]
}

// Value is what stands in a row of a column: a value of the column's type, or nothing. The zero Value is nothing.
type Value struct {
	text  string
	bits  uint64
	known bool
}

// Null is nothing: not zero, not an empty text.
func Null() Value { return Value{} }

// String gives the value as csv has it; empty for nothing.
func (v Value) String() string { return v.text }

// IsNull tells whether there is no value.
func (v Value) IsNull() bool { return !v.known }

// Int64 gives an Integer, a Boolean as 0 or 1.
func (v Value) Int64() int64 { return int64(v.bits) }

// Float64 gives a Real.
func (v Value) Float64() float64 { return math.Float64frombits(v.bits) }

// textOf makes a text of valid UTF-8 without NUL.
func textOf(s string) Value {
	if !utf8.ValidString(s) || strings.Contains(s, "\x00") {
		s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
	}
	return Value{text: s, known: true}
}

// someText makes nothing of an empty text.
func someText(s string) Value {
	if s == "" {
		return Null()
	}
	return textOf(s)
}

func wholeOf(n int64) Value {
	return Value{text: strconv.FormatInt(n, 10), bits: uint64(n), known: true}
}

func decimalOf(n report.Number) Value { return Value{text: n.String(), known: true} }

func realOf(f float64) Value {
	return Value{text: strconv.FormatFloat(f, 'g', -1, 64), bits: math.Float64bits(f), known: true}
}

func booleanOf(b bool) Value {
	v := Value{text: strconv.FormatBool(b), known: true}
	if b {
		v.bits = 1
	}
	return v
}

func jsonOf(x any) (Value, error) {
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(x)
	return Value{text: strings.TrimSuffix(out.String(), "\n"), known: true}, err
}

// JSON writes the value of a column of the type as JSON; numbers are exact literals.
func (v Value) JSON(t Type) string {
	switch {
	case !v.known:
		return "null"
	case t == Integer || t == Decimal || t == Real || t == Boolean || t == JSON:
		return v.text
	}
	quoted, err := jsonOf(v.text)
	if err != nil { // a text always has a JSON form
		panic(err)
	}
	return quoted.text
}
