package division

// ConflictKind says what does not fit.
type ConflictKind string

// The kinds of conflicts.
const (
	// ConflictOtherBody: two claims name bodies of which neither lies in the other's area: a town's page filed under a bureau, a page
	// that names another town.
	ConflictOtherBody ConflictKind = "other_body"
	// ConflictAreaReport: the title names the area around the body that publishes: perhaps the county's report in a town's column.
	ConflictAreaReport ConflictKind = "area_report"
	// ConflictColumn: a column or list of a body within the area of the one that the page names.
	ConflictColumn ConflictKind = "column"
	// ConflictPublishedAbove: the publisher is a government, or its office, around the body that the title names. Usual, harmless.
	ConflictPublishedAbove ConflictKind = "published_above"
	// ConflictOutside: the body lies outside the division that the list, or another code, stands for.
	ConflictOutside ConflictKind = "outside_division"
	// ConflictRegistration: the body lies outside the division in characters 3 to 8 of its credit code. Light within a province,
	// because codes of divisions change and credit codes stay.
	ConflictRegistration ConflictKind = "registration_division"
	// ConflictUnlisted: no edition lists the township or zone where the claims put it; Says names those of the same name elsewhere.
	// Of middle weight for a township that another county has.
	ConflictUnlisted ConflictKind = "unlisted"
	// ConflictCreditCodes: the claims hold different credit codes.
	ConflictCreditCodes ConflictKind = "credit_codes"
)

// Weight says how much a conflict matters.
type Weight uint8

// The weights.
const (
	Light  Weight = iota + 1 // noted; takes nothing from the confidence
	Middle                   // the resolution is at most probable
	Heavy                    // the resolution is disputed
)

// String gives the English name of the weight.
func (w Weight) String() string {
	switch w {
	case Light:
		return "light"
	case Middle:
		return "middle"
	case Heavy:
		return "heavy"
	}
	return "none"
}

// MarshalText writes the weight for JSON.
func (w Weight) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// Conflict is a claim that does not fit the body that was decided on.
type Conflict struct {
	Kind   ConflictKind `json:"kind"`
	Weight Weight       `json:"weight"`
	Claim  Claim        `json:"claim"`
	Says   []BodyRef    `json:"says,omitempty"` // what the claim may mean
}

// Confidence says how sure a resolution is.
type Confidence string

// The confidences.
const (
	// Certain: a trusted claim names a listed division, or a known department of one, in full; its place is confirmed by a second
	// claim or by the name itself, or the name occurs once and stands for a county or more; no conflict above Light.
	Certain Confidence = "certain"
	// Probable: one body, but by stem, by a name that occurs once, by hints alone, or outside the register.
	Probable Confidence = "probable"
	// Disputed: a body by the order of trust, and a heavy conflict. A person should look.
	Disputed Confidence = "disputed"
	// Undecided: no body, or several and nothing to choose by.
	Undecided Confidence = "undecided"
)
