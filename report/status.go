package report

// Status says how well a page was read as a report.
type Status uint8

// The statuses of a reading. The first nine are also states of the ledger.
const (
	Unread         Status = iota // not read yet; never stored
	Consistent                   // all cells read, every assessable unspent relation closes, nothing odd
	Flagged                      // read; a relation fails or a value is odd
	Partial                      // cells are missing or unreadable
	Narrative                    // a report from before the forms, or without tables by its nature
	TablesMissing                // the headings of the statutory sections stand there, their tables do not
	ImageOnly                    // the report is a picture
	Unsupported                  // the report is a document of a kind that is not read yet
	NotAReport                   // an explanation, a notice, another yearly report
	UnreadablePage               // nothing could be made of the bytes
)

var statusNames = [...]string{
	"unread", "consistent", "flagged", "partial", "narrative", "tables_missing", "image_only", "unsupported",
	"not_a_report", "unreadable",
}

// Statuses lists the statuses that a reading can have.
func Statuses() []Status {
	return []Status{Consistent, Flagged, Partial, Narrative, TablesMissing, ImageOnly, Unsupported, NotAReport, UnreadablePage}
}

// String gives the name used outside.
func (s Status) String() string { return statusNames[s] }

// NothingRead tells whether nothing can be said of what stands on the page, not even what is missing there.
func (s Status) NothingRead() bool { return s == ImageOnly || s == Unsupported || s == UnreadablePage }

// IsReport tells whether the page was recognised as a report whose text could be read.
func (s Status) IsReport() bool { return s >= Consistent && s <= TablesMissing }

// Meaning explains the status in one line.
func (s Status) Meaning() string { return statusMeanings[s] }

var statusMeanings = [...]string{
	Unread:         "not read yet; never stored",
	Consistent:     "all cells of the form read, every assessable unspent relation closes, every split or implied cell confirmed",
	Flagged:        "read; a relation fails or a value is odd",
	Partial:        "cells are missing or unreadable, or a table is not there",
	Narrative:      "a report from before the forms, or without tables by its nature",
	TablesMissing:  "the headings of the statutory sections stand there, their tables do not",
	ImageOnly:      "the report is a picture",
	Unsupported:    "the report is a document of a kind that is not read yet",
	NotAReport:     "an explanation, a notice, another yearly paper",
	UnreadablePage: "nothing could be made of the bytes",
}

// MarshalText writes the status for JSON.
func (s Status) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a status from JSON.
func (s *Status) UnmarshalText(b []byte) error {
	return unmarshalName(s, append(Statuses(), Unread), b, "status of a reading")
}

// statusOf judges a report with statutory tables by its cells and findings.
func statusOf(r *Report) Status {
	status := Consistent
	for _, f := range r.Findings {
		if f.Severity >= Warning {
			status = Flagged
		}
	}
	if !r.Forms.All() {
		return Partial
	}
	for i := range r.Cells {
		switch c := &r.Cells[i]; c.State {
		case Missing, Unreadable:
			return Partial
		case Split, Implied:
			if c.Checks == 0 {
				status = Flagged
			}
		}
	}
	return status
}
