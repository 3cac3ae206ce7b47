package division

import (
	"fmt"
	"iter"
	"slices"
	"sort"
	"strings"
)

// Division is one row of one edition of the register.
type Division struct {
	Code    Code   `json:"code"`
	Name    string `json:"name"` // as the edition writes it
	Level   Level  `json:"-"`
	Kind    Kind   `json:"kind"`
	Parent  Code   `json:"parent,omitempty"` // the nearest listed division above that is no placeholder
	Edition string `json:"edition"`          // the newest edition that lists the code
}

// Row is what an edition says of a division. CreditCode, when known, is that of the division's own government.
type Row struct {
	Code       string
	Name       string
	CreditCode string
}

// Edition is the list of divisions as it stood on a day.
type Edition struct {
	Name   string // "2023"; unique within a register
	Date   string // the day that the list describes, YYYY-MM-DD; editions are ordered by it
	Source string // who published the list, in words
	Silent Silence
	Rows   []Row
	// Villages says where the villages of an earlier edition are in this one; evidence for comparing the two, may be empty.
	Villages VillageFlows
}

// Silence says of which divisions a list says nothing, so that it does not mean anything when they are not in it.
type Silence uint8

// The silences.
const (
	SilentOnNothing Silence = iota
	SilentOnZones           // zones with a county's code, and all that lies in them
)

// Register knows divisions by one or more editions. It is a value that never changes: an overlay is one more edition, with a later
// date and only the rows that differ. Questions are answered from the newest edition that knows an answer. What no edition lists may
// exist or not: the register does not say. The zero Register lists nothing.
type Register struct {
	editions []*edition // in the order in which they are asked, newest first
	others   *archive   // further editions, read only when asked for
}

// New builds a register. Rows may come in any order and need not be complete: a county with its townships alone is a register.
// It fails, naming edition and row, on a code that is none, an empty name, a code given twice with different names, a bad credit
// code, and on two editions of one name.
func New(editions ...Edition) (*Register, error) {
	r := &Register{}
	seen := map[string]bool{}
	for _, given := range editions {
		if seen[given.Name] {
			return nil, fmt.Errorf("edition %q is given twice", given.Name)
		}
		seen[given.Name] = true
		built, err := build(given)
		if err != nil {
			return nil, fmt.Errorf("edition %q: %w", given.Name, err)
		}
		r.editions = append(r.editions, built)
	}
	sort.SliceStable(r.editions, func(i, j int) bool { return r.editions[i].date > r.editions[j].date })
	return r, nil
}

// FromRows builds a register of one edition.
func FromRows(edition string, rows []Row) (*Register, error) {
	return New(Edition{Name: edition, Rows: rows})
}

// Editions lists the editions without their rows, newest first.
func (r *Register) Editions() []Edition {
	list := make([]Edition, len(r.editions))
	for i, e := range r.editions {
		list[i] = Edition{Name: e.name, Date: e.date, Source: e.source}
	}
	return list
}

// At gives the register as one edition alone tells it.
func (r *Register) At(name string) (*Register, bool) {
	for _, e := range r.editions {
		if e.name == name {
			return &Register{editions: []*edition{e}}, true
		}
	}
	return nil, false
}

// Len counts the different codes of all editions, placeholders included.
func (r *Register) Len() int {
	n := 0
	for range r.Within("") {
		n++
	}
	return n
}

// Lookup gives the division with a code, from the newest edition that lists it.
func (r *Register) Lookup(code Code) (Division, bool) {
	for _, e := range r.editions {
		if i, ok := e.find(code); ok {
			return r.division(e, i), true
		}
	}
	return Division{}, false
}

// ByCreditCode gives the division whose government is known to have a credit code.
func (r *Register) ByCreditCode(code CreditCode) (Division, bool) {
	for _, e := range r.editions {
		if i, ok := e.credit[code]; ok {
			return r.division(e, i), true
		}
	}
	return Division{}, false
}

// Path gives the divisions from the province down to code itself, without placeholders. Levels that are not listed are left out.
func (r *Register) Path(code Code) []Division {
	var path []Division
	for code != "" {
		d, ok := r.Lookup(code)
		if !ok {
			code = r.above(code)
			continue
		}
		if d.Kind != KindPlaceholder {
			path = append(path, d)
		}
		code = d.Parent
	}
	slices.Reverse(path)
	return path
}

// FullName writes the names of the path one after the other: 浙江省台州市仙居县下各镇. Empty when the code is not listed.
func (r *Register) FullName(code Code) string {
	var b strings.Builder
	for _, d := range r.Path(code) {
		b.WriteString(d.Name)
	}
	return b.String()
}

// Children gives the divisions directly below code in the order of their codes; below the empty code, those that have nothing above.
// Placeholders are passed over: below 上海市 stand its districts, below 湖北省 also 仙桃市.
func (r *Register) Children(code Code) []Division {
	var children []Division
	for d := range r.Within(code) {
		if d.Parent == code && d.Code != code && d.Kind != KindPlaceholder {
			children = append(children, d)
		}
	}
	sort.SliceStable(children, func(i, j int) bool { return children[i].Code < children[j].Code })
	return children
}

// Within gives code and everything in it, placeholders included; within the empty code, everything. The newest edition comes first,
// then what only older ones list; within an edition the order is that of the codes.
func (r *Register) Within(code Code) iter.Seq[Division] {
	return func(yield func(Division) bool) {
		for k, e := range r.editions {
			from, to := e.span(code)
			for i := from; i < to; i++ {
				if !r.listedIn(r.editions[:k], e.codes[i]) && !yield(r.division(e, i)) {
					return
				}
			}
		}
	}
}

func (r *Register) listedIn(editions []*edition, code Code) bool {
	for _, e := range editions {
		if _, ok := e.find(code); ok {
			return true
		}
	}
	return false
}

// above gives the nearest listed code above that is no placeholder.
func (r *Register) above(code Code) Code {
	for code = code.Parent(); code != ""; code = code.Parent() {
		for _, e := range r.editions {
			if i, ok := e.find(code); ok {
				if !e.placeholder[i] {
					return code
				}
				break
			}
		}
	}
	return ""
}

func (r *Register) division(e *edition, i int) Division {
	code := e.codes[i]
	kind := KindPlaceholder
	if !e.placeholder[i] {
		kind = kindOf(code, e.names[i])
	}
	return Division{Code: code, Name: e.names[i], Level: code.Level(), Kind: kind, Parent: r.above(code), Edition: e.name}
}
