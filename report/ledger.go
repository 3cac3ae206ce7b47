package report

// Evidence is everything from which the state of a body in a year is decided. It is kept with the state.
type Evidence struct {
	// Today is the day in China as of which the state is decided.
	Today Date `json:"today"`
	// Existence says whether the body existed in the year.
	Existence Existence `json:"existence"`
	// Reading is the reading that counts for the body and year; nil when there is none.
	Reading *CountedReading `json:"reading,omitempty"`
	// FirstSeen is the first day on which the report was found. It was published then or before.
	FirstSeen Date `json:"first_seen,omitzero"`
	// Columns are the lists in which the report would stand: the body's own, and the joint ones of its sources.
	Columns []ColumnRead `json:"columns,omitempty"`
	// Listed are pages that a list names as the report of the body for the year, and that are not in the archive.
	Listed []ListedPage `json:"listed,omitempty"`
	// Declared are the pages on which the portal says that there is none.
	Declared []Declaration `json:"declared,omitempty"`
	// Years are the other years for which a report of the body was found.
	Years []int `json:"years,omitempty"`
	// Others counts the other bodies of the same sources for which a report on the year was found.
	Others int `json:"others,omitempty"`
	// Deadline is the day until which the report had to be published; nil when no rule or notice names one.
	Deadline *Deadline `json:"deadline,omitempty"`
}

// Existence says whether a body existed in a year, and who says so.
type Existence struct {
	Answer Answer `json:"answer"`
	// Presumed is set where it follows from what was true shortly before or after.
	Presumed bool   `json:"presumed,omitempty"`
	Basis    string `json:"basis"`
}

// Answer is yes, no or unknown; the empty answer is unknown.
type Answer string

// The answers.
const (
	AnswerYes     Answer = "yes"
	AnswerNo      Answer = "no"
	AnswerUnknown Answer = "unknown"
)

// CountedReading is the reading that counts for a body and year.
type CountedReading struct {
	Status    Status `json:"status"`
	Published Date   `json:"published,omitzero"`
	// Displayed is the earliest date that a page with the report, or its list, shows to people; zero when none does.
	Displayed Date   `json:"displayed,omitzero"`
	URL       string `json:"url"`
	SHA256    string `json:"sha256"`
}

// ColumnRead tells how the pages of a column were read.
type ColumnRead struct {
	URL   string `json:"url"`   // of its first page
	Own   bool   `json:"own"`   // it is the body's own column
	Pages int    `json:"pages"` // list pages that belong to it
	// Whole tells that it was read to its end.
	Whole bool `json:"whole"`
	// Read is the day of the oldest of the readings that Whole rests on; zero when nothing was read.
	Read Date `json:"read,omitzero"`
	// Outcome is the one that kept the crawler from reading it to its end; empty when none did.
	Outcome Outcome `json:"outcome,omitempty"`
	// Why says in words what is missing; empty when Whole.
	Why string `json:"why,omitempty"`
}

// ListedPage is a page that a list names and that could not be had.
type ListedPage struct {
	URL   string `json:"url"`
	Title string `json:"title"`
	// Outcome is that of the last request; empty when it was not asked for yet.
	Outcome Outcome `json:"outcome,omitempty"`
}

// Declaration is a page that says that there is no report.
type Declaration struct {
	URL    string `json:"url"`
	SHA256 string `json:"sha256"`
	Words  string `json:"words"` // 暂无信息
}

// Verdict is the one state of a body in a year.
type Verdict struct {
	State State
	// Basis says in one line why.
	Basis string
	// Late is how many days after its deadline the report was published, 0 when in time; nil when no deadline or no
	// displayed date is known. Evidence.FirstSeen is an upper bound then.
	Late *int
}

// Decide gives the one state that the evidence leads to: the first of StateDefs that holds. A state that blames the
// body, or says that it was looked for in vain, needs a body that existed; existence_unknown holds always.
func Decide(e *Evidence) Verdict {
	v := Verdict{State: StateExistenceUnknown, Basis: e.Existence.Basis}
	for _, def := range StateDefs() {
		if basis, holds := e.holds(def.State, English); holds {
			v.State, v.Basis = def.State, basis
			break
		}
	}
	if r := e.Reading; r != nil && !r.Displayed.IsZero() && e.Deadline != nil {
		late := max(0, r.Displayed.DaysSince(e.Deadline.Date))
		v.Late = &late
	}
	return v
}
