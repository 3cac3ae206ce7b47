package report

// Indicator is a total or a rate that is compared between bodies and years. Rates over several bodies are
// made of summed numerators and denominators, never of averaged rates.
type Indicator struct {
	ID          string
	Label       string // Chinese
	English     string
	Numerator   []Key  // summed
	Denominator []Key  // summed; none for a plain total
	Source      string // whose practice the definition follows
}

// Indicators lists the indicators in the order in which they are shown.
func Indicators() []Indicator { return indicators }

// IndicatorByID finds an indicator.
func IndicatorByID(id string) (Indicator, bool) {
	return find(indicators, func(i Indicator) bool { return i.ID == id })
}

func total(r Row) Key { return Key{Applications, r, ColumnTotal} }

var indicators = []Indicator{
	{ID: "received", Label: "新收申请", English: "received", Numerator: []Key{total(RowReceived)}, Source: "表三第一项"},
	{ID: "concluded", Label: "办理结果总计", English: "concluded", Numerator: []Key{total(RowTotal)}, Source: "表三第三项(七)"},
	{ID: "carried_out", Label: "结转下年", English: "carried over", Numerator: []Key{total(RowCarriedOut)}, Source: "表三第四项"},
	{
		ID: "disclosure_rate", Label: "公开率", English: "disclosure rate", Source: "各级年报通行口径:(予以公开+部分公开)/总计",
		Numerator: []Key{total(RowGranted), total(RowPartial)}, Denominator: []Key{total(RowTotal)},
	},
	{
		ID: "disputes", Label: "复议诉讼合计", English: "disputes", Source: "表四各总计之和",
		Numerator: []Key{
			{Disputes, RowReconsideration, ColumnTotal},
			{Disputes, RowDirectSuit, ColumnTotal},
			{Disputes, RowSuitAfter, ColumnTotal},
		},
	},
}

// Measure is the value of an indicator in one report.
type Measure struct {
	Numerator, Denominator Number
	Known                  bool  // every operand has a value; of a rate, the denominator is not 0
	Missing                []Key // operands without a value
	Flagged                bool  // a finding of weight names an operand
	Inferred               bool  // an operand is split, implied or entered
}

// MeasureOf computes an indicator. A missing operand makes it unknown, never zero.
func (i Indicator) MeasureOf(r *Report) Measure {
	m := Measure{}
	for _, k := range append(append([]Key{}, i.Numerator...), i.Denominator...) {
		c := r.Cells.At(k)
		if !c.State.HasValue() {
			m.Missing = append(m.Missing, k)
		}
		m.Inferred = m.Inferred || c.State.HasValue() && c.State != Printed
		m.Flagged = m.Flagged || r.Doubts(k)
	}
	numerator, okN := sum(&r.Cells, i.Numerator)
	denominator, okD := sum(&r.Cells, i.Denominator)
	m.Numerator, m.Denominator = numerator, denominator
	m.Known = okN && okD && (len(i.Denominator) == 0 || denominator.Sign() > 0)
	return m
}

// Value gives the total, or the rate between 0 and 1, for sorting, charts and medians; 0 when it is not known.
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
	if m.Denominator.Sign() == 0 || o.Denominator.Sign() == 0 || !okLeft || !okRight {
		return m.Numerator.Cmp(o.Numerator)
	}
	return left.Cmp(right)
}

// Doubts tells whether a warning or an error names the cell.
func (r *Report) Doubts(k Key) bool {
	for _, f := range r.Findings {
		if f.Severity < Warning {
			continue
		}
		for _, named := range f.Cells {
			if named == k {
				return true
			}
		}
	}
	return false
}
