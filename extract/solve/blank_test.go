package solve_test

import (
	"math/rand/v2"
	"testing"

	"github.com/nianbao/nianbao/extract/solve"
	"github.com/nianbao/nianbao/report"
)

// keysOf lists the cells of tables three and four.
func (p *page) keys() []report.Key {
	var keys []report.Key
	for _, row := range p.rows {
		keys = append(keys, row...)
	}
	return keys
}

// clear empties a cell.
func clearCell(r *report.Report, k report.Key, s report.CellState) {
	*r.Cells.At(k) = report.Cell{State: s}
}

// TestOneMisprintAndOneBlank empties every cell in turn and falsifies every other one: an implied number is the
// true one, never what the misprint asks for, and no printed number changes.
func TestOneMisprintAndOneBlank(t *testing.T) {
	implied, open := 0, 0
	for n, p := range []*page{
		newPage(rand.New(rand.NewPCG(1, 4)), report.Edition2021, 12), newPage(rand.New(rand.NewPCG(2, 4)), report.Edition2019, 12),
	} {
		empty := []report.CellState{report.Blank, report.NA}[n]
		for _, blank := range p.keys() {
			for i, misprint := range p.keys() {
				if misprint == blank {
					continue
				}
				r := p.printed()
				clearCell(r, blank, empty)
				wrong := report.Int(p.truth[misprint] + 1 + int64(i%7))
				if p.truth[misprint] > 0 && i%2 == 0 {
					wrong = report.Int(p.truth[misprint] - 1)
				}
				r.Cells.At(misprint).Value = wrong
				solve.Solve(&r.Cells, r.Forms, nil, solve.Config{})
				if got := r.Cells.At(misprint); got.Value != wrong || got.State != report.Printed {
					t.Fatalf("the printed %s became %s", misprint, got.Value)
				}
				switch got, ok := r.Cells.At(blank).Number(); {
				case !ok:
					open++
				case got != report.Int(p.truth[blank]):
					t.Fatalf("%s blank, %s printed as %s: implied %s, true %d", blank, misprint, wrong, got, p.truth[blank])
				default:
					implied++
				}
			}
		}
	}
	if implied < open/2 {
		t.Errorf("%d blanks implied, %d left open: the test shows nothing", implied, open)
	}
	t.Logf("%d blanks implied rightly, %d left open", implied, open)
}

// TestManyBlanksAndOneMisprint empties cells in the ways publishers do and falsifies one number.
func TestManyBlanksAndOneMisprint(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	count := map[string]int{}
	for n := range 4000 {
		p := newPage(rng, report.Edition2021-report.Edition(n%2), 1+rng.IntN(30))
		r := p.printed()
		keys := p.keys()
		misprint := keys[rng.IntN(len(keys))]
		r.Cells.At(misprint).Value = report.Int(int64(rng.IntN(2 + 2*int(p.truth[misprint]))))
		zeros, totals, lost := rng.IntN(3) > 0, rng.IntN(3) == 0, rng.IntN(3)
		for _, k := range keys {
			c := r.Cells.At(k)
			if zeros && c.Value.Sign() == 0 || totals && k.Column == report.ColumnTotal && k.Row > report.RowCarriedIn && k.Row < report.RowTotal {
				clearCell(r, k, report.Blank)
			}
		}
		for range lost {
			clearCell(r, keys[rng.IntN(len(keys))], report.Blank)
		}
		printed := r.Cells
		got := solve.Solve(&r.Cells, r.Forms, nil, solve.Config{})
		for _, k := range keys {
			c, before := r.Cells.At(k), printed.At(k)
			v, ok := c.Number()
			switch {
			case before.State == report.Printed && (c.State != report.Printed || v != before.Value):
				t.Fatalf("%s: the printed %s became %s", k, before.Value, v)
			case before.State == report.Printed:
			case !ok:
				count["open"]++
			case v != report.Int(p.truth[k]):
				t.Fatalf("%s: implied %s, true %d; misprint in %s", k, v, p.truth[k], misprint)
			default:
				count["implied"]++
			}
		}
		for _, d := range got.Doubts {
			count[d.Reason.String()]++
		}
	}
	if count["implied"] < count["open"]/4 {
		t.Error("too few blanks are implied for the test to show anything")
	}
	t.Log(count)
}

// TestBlankForZero leaves every zero of a right page empty, as many publishers do.
func TestBlankForZero(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 9))
	implied, open := 0, 0
	for range 200 {
		p := newPage(rng, report.Edition2021, 20)
		r := p.printed()
		for _, k := range p.keys() {
			if p.truth[k] == 0 {
				clearCell(r, k, report.Blank)
			}
		}
		r.Spent = solve.Solve(&r.Cells, r.Forms, nil, solve.Config{}).Spent
		if f := report.Check(r); len(f) > 0 && f[0].Severity > report.Note {
			t.Fatalf("a right page has the finding %v", f)
		}
		for _, k := range p.keys() {
			switch c := r.Cells.At(k); {
			case k.Table != report.Applications:
			case c.State == report.Implied && (c.Value.Sign() != 0 || c.Checks == 0):
				t.Fatalf("%s: implied %s, confirmed %d times", k, c.Value, c.Checks)
			case c.State == report.Implied:
				implied++
			case c.State == report.Blank:
				open++
			}
		}
	}
	if implied < 9*open {
		t.Errorf("%d zeros of table three implied, %d left open", implied, open)
	}
	t.Logf("%d zeros of table three implied, %d left open", implied, open)
}

func TestBlanks(t *testing.T) {
	const none = "-"
	for name, c := range map[string]struct {
		blank, na []string
		change    map[string]int64
		cell      string
		want      string
		basis     report.Basis
		reason    solve.Reason
	}{
		"a zero leaf":                      {blank: []string{"applications.granted.legal"}, cell: "applications.granted.legal", want: "0", basis: report.BasisBlank},
		"a leaf marked /":                  {na: []string{"applications.granted.legal"}, cell: "applications.granted.legal", want: "0", basis: report.BasisNA},
		"a total":                          {blank: []string{"applications.granted.total"}, cell: "applications.granted.total", want: "12", basis: report.BasisTotal},
		"a total of a column":              {blank: []string{"applications.total.person"}, cell: "applications.total.person", want: "13", basis: report.BasisTotal},
		"the corner":                       {blank: []string{"applications.total.total"}, cell: "applications.total.total", want: "16", basis: report.BasisTotal},
		"a total marked /":                 {na: []string{"applications.granted.total"}, cell: "applications.granted.total", want: none, reason: solve.NotEmpty},
		"a leaf that is not zero":          {blank: []string{"applications.granted.business"}, cell: "applications.granted.business", want: none, reason: solve.NotEmpty},
		"its total too":                    {blank: []string{"applications.granted.business", "applications.granted.total"}, cell: "applications.granted.total", want: none, reason: solve.Unconfirmed},
		"two zeros of a row":               {blank: []string{"applications.granted.legal", "applications.granted.other"}, cell: "applications.granted.other", want: "0", basis: report.BasisBlank},
		"a square of zeros":                {blank: []string{"applications.granted.legal", "applications.granted.other", "applications.partial.legal", "applications.partial.other"}, cell: "applications.partial.other", want: "0", basis: report.BasisBlank},
		"a zero leaf beside its total":     {blank: []string{"applications.granted.legal", "applications.granted.total"}, cell: "applications.granted.total", want: "12", basis: report.BasisTotal},
		"a misprinted total":               {blank: []string{"applications.granted.legal"}, change: map[string]int64{"applications.granted.total": 15}, cell: "applications.granted.legal", want: none, reason: solve.Clash},
		"a total below its parts":          {blank: []string{"applications.granted.legal", "applications.granted.other"}, change: map[string]int64{"applications.granted.total": 2}, cell: "applications.granted.other", want: none, reason: solve.Clash},
		"disputes have one sum":            {blank: []string{"disputes.direct_suit.other"}, cell: "disputes.direct_suit.other", want: none, reason: solve.Unconfirmed},
		"a total of disputes":              {blank: []string{"disputes.direct_suit.total"}, cell: "disputes.direct_suit.total", want: none, reason: solve.Unconfirmed},
		"no rule speaks of table two":      {blank: []string{"disclosure.rules.issued"}, cell: "disclosure.rules.issued", want: none},
		"a misprint elsewhere":             {blank: []string{"applications.granted.legal"}, change: map[string]int64{"applications.received.other": 9}, cell: "applications.granted.legal", want: "0", basis: report.BasisBlank},
		"missing cells are not worked out": {cell: "applications.granted.legal", want: none},
	} {
		t.Run(name, func(t *testing.T) {
			r := small()
			for list, s := range map[*[]string]report.CellState{&c.blank: report.Blank, &c.na: report.NA} {
				for _, k := range *list {
					clearCell(r, key(t, k), s)
				}
			}
			for k, v := range c.change {
				r.Cells.At(key(t, k)).Value = report.Int(v)
			}
			if len(c.blank)+len(c.na) == 0 {
				clearCell(r, key(t, c.cell), report.Missing)
			}
			got := solve.Solve(&r.Cells, r.Forms, nil, solve.Config{})
			cell := r.Cells.At(key(t, c.cell))
			if s := show(r, []report.Key{key(t, c.cell)}); s != c.want || cell.Basis != c.basis || c.want != none && cell.State != report.Implied {
				t.Errorf("%s %s %q, want %s %q", cell.State, s, cell.Basis, c.want, c.basis)
			}
			checkDoubt(t, got, []report.Key{key(t, c.cell)}, c.reason, "")
			r.Spent = got.Spent
			report.Check(r)
			if cell.State == report.Implied && cell.Checks == 0 {
				t.Errorf("nothing confirms it; spent %v", got.Spent)
			}
		})
	}
}

// small is a balanced report: 16 applications, 12 granted to 11 persons and a business, 3 refused.
func small() *report.Report {
	p := &page{forms: report.Forms{report.Edition2021, report.Edition2021, report.Edition2021}, truth: map[report.Key]int64{}}
	for _, k := range p.forms.Keys() {
		p.truth[k] = 0
	}
	for k, v := range map[string]int64{
		"received.person": 14, "received.business": 2, "received.research": 1, "carried_out.person": 1,
		"granted.person": 11, "granted.business": 1, "denied.law.person": 2, "denied.law.business": 1, "denied.law.research": 1,
		"total.person": 13, "total.business": 2, "total.research": 1,
	} {
		k, _ := report.ParseKey("applications." + k)
		p.truth[k] = v
	}
	for _, k := range []string{"disputes.direct_suit.upheld", "disputes.direct_suit.corrected"} {
		k, _ := report.ParseKey(k)
		p.truth[k] = 2
	}
	p.sum()
	r := p.printed()
	return r
}

func key(t *testing.T, s string) report.Key {
	t.Helper()
	k, err := report.ParseKey(s)
	if err != nil {
		t.Fatal(err)
	}
	return k
}
