package division

import (
	"fmt"
	"sort"
	"strings"
	"sync"
)

// edition is an Edition made ready for questions: rows in the order of their codes, and indexes over the names, made when a name is
// first asked for.
type edition struct {
	name, date, source string
	silent             Silence
	villages           VillageFlows

	codes       []Code
	names       []string
	placeholder []bool
	credit      map[CreditCode]int
	indexes     func() *nameIndexes
}

// nameIndexes finds rows by the whole name and its official variants, and by the name without the word for its kind.
type nameIndexes struct{ full, stems nameIndex }

// build checks and sorts the rows of an edition and indexes their names.
func build(given Edition) (*edition, error) {
	rows, err := parseRows(given.Rows)
	if err != nil {
		return nil, err
	}
	e := &edition{name: given.Name, date: given.Date, source: given.Source, silent: given.Silent, villages: given.Villages, credit: map[CreditCode]int{}}
	e.codes, e.names = make([]Code, 0, len(rows)), make([]string, 0, len(rows))
	for _, row := range rows {
		if n := len(e.codes); n > 0 && e.codes[n-1] == Code(row.Code) {
			if e.names[n-1] != row.Name {
				return nil, fmt.Errorf("division %s: named %q and %q", row.Code, e.names[n-1], row.Name)
			}
			continue
		}
		e.codes = append(e.codes, Code(row.Code))
		e.names = append(e.names, row.Name)
		if row.CreditCode != "" {
			e.credit[CreditCode(row.CreditCode)] = len(e.codes) - 1
		}
	}
	e.markPlaceholders()
	e.indexes = sync.OnceValue(e.indexNames)
	return e, nil
}

// parseRows gives the rows sorted, with codes in their shortest form and checked credit codes.
func parseRows(given []Row) ([]Row, error) {
	rows := make([]Row, len(given))
	for i, row := range given {
		code, err := ParseCode(row.Code)
		if err != nil {
			return nil, fmt.Errorf("row %d: %w", i+1, err)
		}
		name := strings.TrimSpace(row.Name)
		if name == "" {
			return nil, fmt.Errorf("row %d: division %s has no name", i+1, code)
		}
		var credit CreditCode
		if row.CreditCode != "" {
			if credit, err = ParseCreditCode(row.CreditCode); err != nil {
				return nil, fmt.Errorf("row %d: division %s: %w", i+1, code, err)
			}
		}
		rows[i] = Row{Code: string(code), Name: name, CreditCode: string(credit)}
	}
	byCode := func(i, j int) bool { return rows[i].Code < rows[j].Code }
	if !sort.SliceIsSorted(rows, byCode) {
		sort.SliceStable(rows, byCode)
	}
	return rows, nil
}

// markPlaceholders marks the rows that only fill a level: by their name, or below a row of the same name that they repeat
// (620201 嘉峪关市 below 620200 嘉峪关市).
func (e *edition) markPlaceholders() {
	e.placeholder = make([]bool, len(e.codes))
	var above [LevelVillage + 1]int // 1 + the last row of each level
	for i, code := range e.codes {
		level := code.Level()
		e.placeholder[i] = isPlaceholder(e.names[i])
		if up := above[level-1] - 1; up >= 0 && level >= LevelCounty && e.names[up] == e.names[i] && e.codes[up] == code.Parent() {
			e.placeholder[i] = true
		}
		above[level] = i + 1
	}
}

func (e *edition) indexNames() *nameIndexes {
	full, stems := newNameIndex(len(e.codes)), newNameIndex(len(e.codes))
	for i, name := range e.names {
		if e.placeholder[i] {
			continue
		}
		name = Normalise(name)
		full.add(name, i)
		for _, variant := range variantsOf(name) {
			full.add(variant, i)
		}
		if stem := stemOf(name); stem != name {
			stems.add(stem, i)
		}
	}
	return &nameIndexes{full, stems}
}

// isBody tells whether a row is a division that a body administers: no row that only fills a level, and no village.
func (e *edition) isBody(i int) bool {
	level := e.codes[i].Level()
	return !e.placeholder[i] && level >= LevelProvince && level <= LevelTownship
}

// find gives the place of a code.
func (e *edition) find(code Code) (int, bool) {
	i := sort.Search(len(e.codes), func(i int) bool { return e.codes[i] >= code })
	return i, i < len(e.codes) && e.codes[i] == code
}

// span gives the places of everything in a code, which stand together.
func (e *edition) span(code Code) (from, to int) {
	prefix := code.Prefix()
	from = sort.Search(len(e.codes), func(i int) bool { return string(e.codes[i]) >= prefix })
	to = from + sort.Search(len(e.codes)-from, func(i int) bool { return !strings.HasPrefix(string(e.codes[from+i]), prefix) })
	return from, to
}

// nameIndex finds rows by a name. Rows of one name are chained in one slice, which spares an allocation a name.
type nameIndex struct {
	heads map[string]int32 // 1 + place in chain
	chain []link
}

type link struct{ row, next int32 }

func newNameIndex(size int) nameIndex {
	return nameIndex{heads: make(map[string]int32, size), chain: make([]link, 0, size)}
}

func (x *nameIndex) add(name string, row int) {
	head := x.heads[name]
	if head > 0 && int(x.chain[head-1].row) == row {
		return
	}
	x.chain = append(x.chain, link{row: int32(row), next: head})
	x.heads[name] = int32(len(x.chain))
}

// rows lists the rows of a name, in no particular order.
func (x *nameIndex) rows(name string) []int {
	var rows []int
	for at := x.heads[name]; at > 0; at = x.chain[at-1].next {
		rows = append(rows, int(x.chain[at-1].row))
	}
	return rows
}
