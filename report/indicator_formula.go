package report

import (
	"fmt"
	"strings"
)

// Operand is what a formula adds up: a Key, a Derived sum, a Tally of the reading, or an AnyStatistic.
type Operand interface {
	fmt.Stringer // the name used outside
	// read gives the operand's value in a report; where it has none it tells the measure why.
	read(r *Report, m *Measure) (Number, bool)
}

// Term is one summand.
type Term struct {
	Operand Operand
	Minus   bool
}

// Formula is a sum of terms.
type Formula []Term

// plus makes a formula of operands that are added.
func plus(operands ...Operand) Formula {
	f := make(Formula, len(operands))
	for i, o := range operands {
		f[i].Operand = o
	}
	return f
}

// minus gives the formula with operands taken away.
func (f Formula) minus(operands ...Operand) Formula {
	f = append(Formula{}, f...)
	for _, o := range operands {
		f = append(f, Term{o, true})
	}
	return f
}

// String writes the terms with their signs.
func (f Formula) String() string {
	var out strings.Builder
	for i, t := range f {
		switch {
		case t.Minus:
			out.WriteString(" − ")
		case i > 0:
			out.WriteString(" + ")
		}
		out.WriteString(t.Operand.String())
	}
	return strings.TrimSpace(out.String())
}

func (f Formula) bracketed() string {
	if len(f) == 1 {
		return f.String()
	}
	return "(" + f.String() + ")"
}

// read adds up the terms; all of them are asked, so that the measure names every one that is missing.
func (f Formula) read(r *Report, m *Measure) (sum Number, ok bool) {
	ok = true
	for _, t := range f {
		n, has := t.Operand.read(r, m)
		if !has {
			ok = false
			continue
		}
		if t.Minus {
			sum, has = sum.Sub(n)
		} else {
			sum, has = sum.Add(n)
		}
		if !has {
			m.tooLarge(t.Operand)
			ok = false
		}
	}
	if !ok {
		return Number{}, false
	}
	return sum, true
}

// tooLarge names the operand at which a sum got more digits than can be kept.
func (m *Measure) tooLarge(o Operand) {
	switch o := o.(type) {
	case Key:
		m.lacks(o, NullTooLarge)
	case Derived:
		for _, k := range o.Keys(Forms{}) {
			m.lacks(k, NullTooLarge)
		}
	default:
		m.MissingStatistics = append(m.MissingStatistics, o.String())
		m.because(NullTooLarge)
	}
}

// wanYuan is the factor from 元 to 万元.
var wanYuan = func() Number {
	n, err := ParseNumber("0.0001")
	if err != nil {
		panic(err)
	}
	return n
}()

// read gives the number of a cell; an amount of money in 万元, and none when its unit is not known.
func (k Key) read(r *Report, m *Measure) (Number, bool) {
	c := r.Cells.At(k)
	m.Flagged = m.Flagged || r.Doubts(k)
	if !c.State.HasValue() {
		m.lacks(k, nullOf(r, k, c.State))
		return Number{}, false
	}
	m.saw(c.State)
	if !k.Money() {
		return c.Value, true
	}
	yuan, known := c.Yuan()
	if !known {
		m.lacks(k, NullUnit)
		return Number{}, false
	}
	amount, exact := yuan.Mul(wanYuan)
	if !exact {
		m.lacks(k, NullTooLarge)
	}
	return amount, exact
}

// beforeForms tells whether no national form was in force in the year of a report.
func beforeForms(r *Report) bool { return r.Year != 0 && EditionFor(r.Year) == NoEdition }

// nullOf says why a cell has no value.
func nullOf(r *Report, k Key, s CellState) Null {
	if s != NotInForm {
		return NullMissing
	}
	if lack := r.Lacks(k.Table); lack != NotNull {
		return lack
	}
	return NullNotInForm
}

// Lacks says why nothing of a statutory table is known: NullUnread, NullBefore or NullTable. It is NotNull of a table that
// was found.
func (r *Report) Lacks(t Table) Null {
	switch {
	case r.Forms[t] != NoEdition:
		return NotNull
	case r.Status.NothingRead():
		return NullUnread
	case beforeForms(r):
		return NullBefore
	}
	return NullTable
}
