package division

import "strings"

// BodyKind is the sort of a publishing body, as far as its name and division tell.
type BodyKind string

// The kinds of bodies.
const (
	BodyUnknown     BodyKind = ""
	BodyGovernment  BodyKind = "government"  // the government of a province, prefecture or county; its report often covers the area
	BodyOffice      BodyKind = "office"      // the office of such a government, or of a zone's administration, as an organ of its own
	BodyDepartment  BodyKind = "department"  // a department, or another organ named like one
	BodyTownship    BodyKind = "township"    // the government of a town or township
	BodySubdistrict BodyKind = "subdistrict" // a subdistrict office
	BodyZone        BodyKind = "zone"        // the administration of a zone, farm or the like
)

// BodyKinds lists the kinds that are known.
func BodyKinds() []BodyKind {
	return []BodyKind{BodyGovernment, BodyOffice, BodyDepartment, BodyTownship, BodySubdistrict, BodyZone}
}

// BodyRef names a body. The zero value names none.
type BodyRef struct {
	// Division is the division of which it is the administration, or where it is an organ; empty when that is not known.
	Division Code `json:"division,omitempty"`
	// Unit is the organ within the division, in its canonical form; empty for the division's own administration.
	Unit string `json:"unit,omitempty"`
	// Name is the name as the deciding claim writes it, normalised and without what is not the name; the register's name when
	// only codes decided.
	Name string `json:"name,omitempty"`
	// CreditCode is the body's own code, when the page gave it.
	CreditCode CreditCode `json:"credit_code,omitempty"`
	// Kind is the sort of body.
	Kind BodyKind `json:"kind,omitempty"`
	// Listed tells whether the register lists the division, and so the body if it has no unit. Townships and zones that the register
	// lacks are units of the division around them: whether they exist, or when, is not known.
	Listed bool `json:"listed"`
}

// Key gives the natural key of the body, the same for every way to name it; a store gives it a permanent id:
//
//	331024106              the administration of a listed division, its government or office
//	331024/财政局           an organ of the county 331024, under its canonical name
//	331024/经济开发区        an unlisted zone or township in it; its administration, not its parts
//	credit/1133…           a body of which only the credit code is known
//
// It is empty when nothing identifies the body. Neither codes nor names last for ever: keys of one body in several years may differ,
// and one permanent id may have several.
func (b BodyRef) Key() string {
	switch {
	case b.Division != "" && b.Unit == "":
		return string(b.Division)
	case b.Division != "":
		return string(b.Division) + "/" + strings.ReplaceAll(b.Unit, "/", "·")
	case b.CreditCode != "" && b.Name == "":
		return "credit/" + string(b.CreditCode)
	}
	return ""
}

// kindOfBody tells the sort of a body from the kind of its division and its unit.
func kindOfBody(code Code, kind Kind, unit string, what role) BodyKind {
	switch {
	case what == roleOffice:
		return BodyOffice
	case what == rolePlace && strings.HasSuffix(unit, "办公室"):
		return BodyOffice
	case what == rolePlace:
		return placeKind(unit)
	case unit != "":
		return BodyDepartment
	}
	switch kind {
	case KindSubdistrict:
		return BodySubdistrict
	case KindTown, KindTownship, KindEthnic:
		return BodyTownship
	case KindZone, KindSimilar:
		return BodyZone
	}
	if code.Level() >= LevelTownship {
		return BodyTownship
	}
	return BodyGovernment
}

// placeKind tells an unlisted township from an unlisted zone.
func placeKind(unit string) BodyKind {
	switch {
	case strings.HasSuffix(unit, "街道"):
		return BodySubdistrict
	case placeWords.MatchString(unit):
		return BodyTownship
	}
	return BodyZone
}

// relation is how a second body stands to a first one.
type relation uint8

const (
	same      relation = iota
	above              // the administration of the first one's division, or of one around it, or that administration's office
	beneath            // the other way round
	itsOffice          // the office of the first one, which is a government
	ofOffice           // the government whose office the first one is
	apart              // neither contains the other
)

func relate(first, second BodyRef) relation {
	switch {
	case first.Key() == second.Key():
		return same
	case first.Division == second.Division && first.Unit == "" && second.Kind == BodyOffice:
		return itsOffice
	case first.Division == second.Division && second.Unit == "" && first.Kind == BodyOffice:
		return ofOffice
	case administers(second, first):
		return above
	case administers(first, second):
		return beneath
	}
	return apart
}

// administers tells whether a is a government, or a government's office, and b lies in its area.
func administers(a, b BodyRef) bool {
	return (a.Unit == "" || a.Kind == BodyOffice) && a.Division.Contains(b.Division)
}
