package report

import "slices"

// IndicatorKind says what kind of number an indicator is.
type IndicatorKind uint8

// The kinds of indicators.
const (
	KindTotal  IndicatorKind = iota // a count or an amount
	KindRate                        // a part ÷ its whole, from 0 to 1
	KindRatio                       // one number ÷ another of which it is no part; may be above 1
	KindChange                      // a difference, which may be negative
)

// String gives the name used outside.
func (k IndicatorKind) String() string { return [...]string{"total", "rate", "ratio", "change"}[k] }

// MarshalText writes the kind for JSON.
func (k IndicatorKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// Indicator is a number that is compared between bodies and years. Rates over several bodies are made of
// summed numerators and denominators, never of averaged rates.
type Indicator struct {
	ID          string
	Label       string // Chinese
	English     string
	Kind        IndicatorKind
	Unit        string  // 件, 项, 万元, %, or 倍 of a quotient that is said as "times"
	Numerator   Formula // all there is of a total or a change
	Denominator Formula // empty for a total or a change
	Source      string  // where the operands stand, or whose practice the definition follows
	// Variant is the id of the indicator that others use under the same name.
	Variant string
	Breaks  []string // ids of the breaks of law and form that its series has
	Stock   bool     // counted at the end of the year: never summed over years
	Note    string
}

// Indicators lists the few indicators that are shown where none is asked for.
func Indicators() []Indicator { return headline }

// AllIndicators lists every indicator: totals first, then rates, then what is known of the reading itself.
func AllIndicators() []Indicator { return everyIndicator }

// IndicatorByID finds one of AllIndicators.
func IndicatorByID(id string) (Indicator, bool) {
	return find(everyIndicator, func(i Indicator) bool { return i.ID == id })
}

// Percent tells whether people read the quotient in per cent. As a number it is always numerator ÷ denominator: 0.25, not 25.
func (i Indicator) Percent() bool { return i.Unit == unitPercent }

// Formula writes the definition with the names of its operands.
func (i Indicator) Formula() string {
	if len(i.Denominator) == 0 {
		return i.Numerator.String()
	}
	return i.Numerator.bracketed() + " ÷ " + i.Denominator.bracketed()
}

// BreaksBetween gives the breaks of the indicator after the year from and not after the year to.
func (i Indicator) BreaksBetween(from, to int) []Break { return breaksBetween(i.Breaks, from, to) }

// Measure is the value of an indicator in one report, with what has to be said about it.
type Measure struct {
	Numerator, Denominator Number // amounts of money in 万元
	Known                  bool   // Null is NotNull: the value may be shown and compared
	Null                   Null   // why there is no value
	Missing                []Key  // operands without a usable value
	MissingStatistics      []string
	Flagged                bool // a finding of weight names an operand
	Inferred               bool // an operand is split, implied or entered
	Split, Implied         bool // which of them
	Entered                bool
}

// MeasureOf computes an indicator. A missing operand makes it unknown, never zero; nothing to divide by
// makes it unknown, never 0 % or 100 %.
func (i Indicator) MeasureOf(r *Report) Measure {
	var m Measure
	var okN, okD bool
	m.Numerator, okN = i.Numerator.read(r, &m)
	m.Denominator, okD = i.Denominator.read(r, &m)
	switch {
	case !okN || !okD: // the operands have said why
	case len(i.Denominator) == 0:
	case m.Denominator.Sign() == 0:
		m.Null = NullDenominator
	case m.Denominator.Sign() < 0, i.Kind == KindRate && (m.Numerator.Sign() < 0 || m.Numerator.Cmp(m.Denominator) > 0):
		m.Null = NullImpossible
	}
	m.Known = okN && okD && m.Null == NotNull
	return m
}

// Counted tells whether numerator and denominator are known, whether or not they make a value.
func (m Measure) Counted() bool {
	return m.Known || m.Null == NullDenominator || m.Null == NullImpossible
}

// saw notes in what state an operand was.
func (m *Measure) saw(s CellState) {
	m.Split = m.Split || s == Split
	m.Implied = m.Implied || s == Implied
	m.Entered = m.Entered || s == Entered
	m.Inferred = m.Split || m.Implied || m.Entered
}

// lacks notes an operand without a usable value, each once; the first reason stays.
func (m *Measure) lacks(k Key, why Null) {
	if !slices.Contains(m.Missing, k) {
		m.Missing = append(m.Missing, k)
	}
	m.because(why)
}

func (m *Measure) because(why Null) {
	if m.Null == NotNull {
		m.Null = why
	}
}

// Value gives the total, or the quotient, for sorting, charts and medians; 0 when it is not known.
func (m Measure) Value() float64 {
	if !m.Known {
		return 0
	}
	if m.Denominator.Sign() == 0 {
		return m.Numerator.Float64()
	}
	return m.Numerator.Float64() / m.Denominator.Float64()
}

// Compare orders two known measures of the same indicator exactly, without rounding.
func (m Measure) Compare(o Measure) int {
	left, okLeft := m.Numerator.Mul(o.Denominator)
	right, okRight := o.Numerator.Mul(m.Denominator)
	switch {
	case m.Denominator.Sign() == 0 || o.Denominator.Sign() == 0:
		return m.Numerator.Cmp(o.Numerator)
	case !okLeft || !okRight: // products of more than 19 digits
		return compareFloats(m.Value(), o.Value())
	}
	return left.Cmp(right)
}

func compareFloats(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// Doubts tells whether a warning or an error names the cell.
func (r *Report) Doubts(k Key) bool {
	for i := range r.Findings {
		if r.Findings[i].Severity < Warning {
			continue
		}
		for _, named := range r.Findings[i].Cells {
			if named == k {
				return true
			}
		}
	}
	return false
}
