package report

import (
	"errors"
	"fmt"
	"strings"

	"github.com/govalues/decimal"
)

// Number is an exact decimal of at most 19 digits. The zero Number is 0.
// Numbers that are equal compare equal with == only after both went through this package, which keeps
// them canonical: no trailing zeros behind the point.
type Number struct{ d decimal.Decimal }

// ErrNumber says that a text is no plain decimal number or has more digits than can be kept exactly.
var ErrNumber = errors.New("not an exact decimal number")

// Int makes a Number of a whole number.
func Int(n int64) Number {
	d, err := decimal.New(n, 0)
	if err != nil { // cannot happen: every int64 has at most 19 digits
		panic(err)
	}
	return Number{d}
}

// ParseNumber reads a plain decimal such as 12, -3, +19 or 513555.45: ASCII digits, at most one point
// between digits, an optional sign, at most 19 digits in all. It never rounds.
func ParseNumber(s string) (Number, error) {
	digits := strings.TrimLeft(s, "+-")
	if len(s)-len(digits) > 1 || !plainDecimal(digits) {
		return Number{}, fmt.Errorf("%q: %w", s, ErrNumber)
	}
	d, err := decimal.ParseExact(s, 0)
	if err != nil || d.String() == "" {
		return Number{}, fmt.Errorf("%q: %w", s, ErrNumber)
	}
	if kept := d.Scale(); kept < fractionDigits(digits) && strings.TrimRight(digits[len(digits)-fractionDigits(digits)+kept:], "0") != "" {
		return Number{}, fmt.Errorf("%q: %w", s, ErrNumber)
	}
	return canonical(d), nil
}

func canonical(d decimal.Decimal) Number {
	if d.IsZero() {
		return Number{}
	}
	return Number{d.Trim(0)}
}

func fractionDigits(s string) int {
	if i := strings.IndexByte(s, '.'); i >= 0 {
		return len(s) - i - 1
	}
	return 0
}

func plainDecimal(s string) bool {
	points := 0
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] >= '0' && s[i] <= '9':
		case s[i] == '.' && i > 0 && i < len(s)-1:
			points++
		default:
			return false
		}
	}
	return s != "" && points <= 1
}

// Add gives n+m, and false when the sum has more than 19 digits.
func (n Number) Add(m Number) (Number, bool) {
	d, err := n.d.AddExact(m.d, max(n.d.Scale(), m.d.Scale()))
	return canonical(d), err == nil
}

// Sub gives n-m, and false when the difference has more than 19 digits.
func (n Number) Sub(m Number) (Number, bool) { return n.Add(Number{m.d.Neg()}) }

// Mul gives n*m, and false when the product has more than 19 digits.
func (n Number) Mul(m Number) (Number, bool) {
	d, err := n.d.MulExact(m.d, n.d.Scale()+m.d.Scale())
	return canonical(d), err == nil
}

// Cmp gives -1, 0 or 1 as n is smaller than, equal to or greater than m.
func (n Number) Cmp(m Number) int { return n.d.Cmp(m.d) }

// Equal tells whether n and m are the same value.
func (n Number) Equal(m Number) bool { return n.d.Cmp(m.d) == 0 }

// Sign gives -1, 0 or 1.
func (n Number) Sign() int { return n.d.Sign() }

// IsInteger tells whether n has no fraction.
func (n Number) IsInteger() bool { return n.d.IsInt() }

// Int64 gives n as a whole number, and false when it has a fraction or does not fit.
func (n Number) Int64() (int64, bool) {
	if !n.d.IsInt() {
		return 0, false
	}
	whole, _, ok := n.d.Int64(0)
	return whole, ok
}

// Float64 gives the nearest float, for charts and medians only.
func (n Number) Float64() float64 {
	f, _ := n.d.Float64()
	return f
}

// String writes the canonical decimal: no exponent, no plus sign, no needless zeros.
func (n Number) String() string { return n.d.String() }

// MarshalJSON writes a JSON number literal, exact.
func (n Number) MarshalJSON() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalJSON reads a JSON number literal without going through a float.
func (n *Number) UnmarshalJSON(b []byte) error {
	parsed, err := ParseNumber(string(b))
	if err != nil {
		return err
	}
	*n = parsed
	return nil
}
