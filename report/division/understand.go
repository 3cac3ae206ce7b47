package division

import (
	"slices"
	"strings"
)

// solver holds what one call of Resolve knows.
type solver struct {
	register *Register
	claims   []understood
	context  []place
}

// understood is a claim and what was read out of it.
type understood struct {
	Claim
	names    []namePart  // of a breadcrumb one a step, from the first to the last
	division Code        // of a division code
	credit   CreditCode  // of a credit code
	bodies   []candidate // what it may mean, in the order of the keys
}

type namePart struct {
	name string
	ways []reading
}

// candidate is a body that a claim may mean, and how it was found.
type candidate struct {
	BodyRef
	stem    bool // a division was found without the word for its kind
	placed  bool // the name itself says where: it names two divisions, or one of county level or above that occurs once
	known   bool // the name begins with a listed division, or is a department's without doubt
	missing bool // it is a township or zone that no edition lists there
	sure    bool // it is the administration of a division, its office, or a department without doubt
}

// understand reads a claim without regard to the others.
func (s *solver) understand(c Claim) understood {
	u := understood{Claim: c}
	switch c.Kind {
	case ClaimCreditCode:
		u.credit, _ = CreditCodeIn(c.Value)
		return u
	case ClaimDivisionCode:
		if code, err := ParseCode(c.Value); err == nil {
			u.division = code
			return u
		}
	}
	texts := []string{s.register.nameIn(c.Value)}
	if c.Origin == OriginBreadcrumb {
		texts = crumbs(c.Value)
	}
	for _, text := range texts {
		if text = firstRunes(text, longestName); text != "" && (c.Origin == OriginHeaderTable || !menuWords.MatchString(text)) {
			u.names = append(u.names, namePart{name: text, ways: s.register.read(text)})
		}
	}
	return u
}

// nameIn is NameIn for a title like 2023年度尾镇…, where only the register knows that 度 belongs to the name.
func (r *Register) nameIn(title string) string {
	name := NameIn(title)
	whole := "度" + name
	if name == "" || !strings.Contains(Normalise(firstRunes(title, longestTitle)), "年"+whole) {
		return name
	}
	if len(r.named(name, "")) == 0 && len(r.named(whole, "")) > 0 {
		return whole
	}
	return name
}

// bodiesOf gives the bodies that a claim may mean, given where the claims put it. Of a breadcrumb the last step that means one counts.
func (s *solver) bodiesOf(u understood) []candidate {
	if d, ok := s.register.ByCreditCode(u.credit); ok {
		return []candidate{s.administration(d, d.Name)}
	}
	if u.division.Level() >= LevelTownship {
		if d, ok := s.register.Lookup(u.division); ok {
			return []candidate{s.administration(d, d.Name)}
		}
		return []candidate{{BodyRef: BodyRef{Division: u.division, Kind: BodyTownship}, known: true}}
	}
	for _, n := range slices.Backward(u.names) {
		for _, way := range n.ways {
			if found := s.candidates(n.name, way); len(found) > 0 && (found[0].known || namesBodies(u.Origin)) {
				return found
			}
		}
	}
	return nil
}

// namesBodies tells whether what stands there is a body's name, so that a name that is in no list counts. Steps of a breadcrumb and
// sources may be anything: 特色小镇, 新闻中心.
func namesBodies(o Origin) bool {
	return o == OriginHeaderTable || o == OriginTitle || o == OriginListTitle
}

func (s *solver) administration(d Division, name string) candidate {
	return candidate{BodyRef: s.body(d, "", roleGovernment, name), placed: true, known: true, sure: true}
}

// body makes the reference. The office of a township is the township: it reports for it and has no report of its own.
func (s *solver) body(d Division, unit string, what role, name string) BodyRef {
	if what == roleOffice && d.Level == LevelTownship {
		unit, what = "", roleGovernment
	}
	return BodyRef{Division: d.Code, Unit: unit, Name: name, Kind: kindOfBody(d.Code, d.Kind, unit, what), Listed: d.Name != ""}
}
