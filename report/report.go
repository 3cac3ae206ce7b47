package report

// Schema is the name of the JSON form of a Report.
const Schema = "nianbao.report.v1"

// Report is one report as it was read from one page.
type Report struct {
	Reader          string // version of the reader
	Agency          Agency
	Year            int // the year reported on; 0 when the page does not say
	Title           string
	Published       Date   // the displayed date of publication
	PublishedSource string // where the date stood: page, meta, list; empty when there is none
	Forms           Forms
	Status          Status
	Cells           Cells
	Statistics      []Statistic
	Claims          []Claim
	Unconsumed      []Unconsumed
	Sections        []Section
	Findings        []Finding
	Spent           []string // relations that were used to split or imply a cell
	Page            Origin
}

// Agency is the body that reports, as far as the page and its surroundings name it.
type Agency struct {
	Name       string `json:"name"`
	CreditCode string `json:"credit_code,omitempty"` // 统一社会信用代码, GB 32100
	Division   string `json:"division,omitempty"`    // division code, GB/T 2260 and GB/T 10114
	Scope      Scope  `json:"scope"`
	ScopeBasis string `json:"scope_basis,omitempty"` // the words that show the scope
}

// Scope says for whom a report counts.
type Scope uint8

// The scopes. Reports of different scopes are never added or ranked together.
const (
	ScopeUnknown Scope = iota
	ScopeOrgan         // the organ's own work
	ScopeArea          // every organ of the area, summed up
	ScopeSystem        // a vertical system of organs
)

// String gives the name used outside.
func (s Scope) String() string { return [...]string{"unknown", "organ", "area", "system"}[s] }

// MarshalText writes the scope for JSON.
func (s Scope) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a scope from JSON.
func (s *Scope) UnmarshalText(b []byte) error {
	return unmarshalName(s, []Scope{ScopeUnknown, ScopeOrgan, ScopeArea, ScopeSystem}, b, "scope of a report")
}

// Forms names the edition of each statutory table.
type Forms [tableCount]Edition

// Any tells whether at least one statutory table was found.
func (f Forms) Any() bool { return f != Forms{} }

// All tells whether every statutory table was found.
func (f Forms) All() bool {
	for _, e := range f {
		if e == NoEdition {
			return false
		}
	}
	return true
}

// Keys lists the cells that a report in these forms has, in official order.
func (f Forms) Keys() []Key {
	var keys []Key
	for t, e := range f {
		form, _ := FormOf(Table(t), e)
		keys = append(keys, form.Keys()...)
	}
	return keys
}

// Cells holds a cell for every key of every form; those that are not in the report's forms are NotInForm.
type Cells [KeyCount]Cell

// At gives the cell of a key for reading and writing.
func (c *Cells) At(k Key) *Cell { return &c[k.Index()] }

// Require marks every cell of a form that has not been read yet as missing.
func (c *Cells) Require(f *Form) {
	for _, k := range f.Keys() {
		if cell := c.At(k); cell.State == NotInForm {
			cell.State = Missing
		}
	}
}

// Statistic is one row of a statistics table from before the national forms of 2019.
type Statistic struct {
	Key        string    `json:"-"` // a1 … i3, or local.<label>
	Label      string    `json:"label"`
	Unit       string    `json:"unit,omitempty"`
	Value      *Number   `json:"value"`      // of the year
	Cumulative *Number   `json:"cumulative"` // since the beginning, where the table has that column
	State      CellState `json:"state"`
	Raw        string    `json:"raw"`
	// Basis is the meaning of the claim that decided how glued digits are parted; empty when none was needed.
	Basis string `json:"basis,omitempty"`
	// RawCumulative and PlaceCumulative belong to the second column.
	RawCumulative   string `json:"raw_cumulative,omitempty"`
	Place           Place  `json:"place"`
	PlaceCumulative Place  `json:"place_cumulative,omitzero"`
}

// Claim is a number said in the prose. It is never mixed with the cells.
type Claim struct {
	Meaning  string `json:"meaning"` // the cells it may speak of, as an expression over keys
	Value    Number `json:"value"`
	Sentence string `json:"sentence"`
	Place    Place  `json:"place"`
}

// Unconsumed is a row or column of a statutory table that no form knows, kept whole.
type Unconsumed struct {
	Table string   `json:"table"` // disclosure, applications, disputes, or empty when not even that is known
	Kind  string   `json:"kind"`  // row or column
	Label string   `json:"label"`
	Cells []string `json:"cells"`
	Place Place    `json:"place"`
}

// Section is one of the six prescribed parts of a report.
type Section struct {
	Number int    `json:"number"` // 1 to 6 by its heading; 0 for what stands before the first
	Title  string `json:"title"`
	Text   string `json:"text"`
}

// Origin is the page that a report was read from.
type Origin struct {
	URL      string `json:"url"`
	SHA256   string `json:"sha256"`  // of the raw bytes, hexadecimal
	Fetched  string `json:"fetched"` // RFC 3339 in UTC; empty for a file
	Encoding string `json:"encoding"`
}
