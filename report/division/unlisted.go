package division

// unlisted makes a township, zone or organ that no edition lists in the county of the context a unit of that county.
func (s *solver) unlisted(name string, way reading) []candidate {
	d, ok := s.register.Lookup(s.county())
	if !ok {
		return nil
	}
	unit := canonicalPlace(name)
	if way.unit != "" {
		unit, _ = canonicalDepartment(name)
	}
	ref := BodyRef{Division: d.Code, Unit: unit, Name: name, Listed: true}
	ref.Kind = kindOfBody(d.Code, d.Kind, unit, rolePlace)
	if way.unit != "" {
		ref.Kind = BodyDepartment
	}
	return []candidate{{BodyRef: ref, missing: ref.Kind != BodyDepartment}}
}

// stemOfContext finds a township whose name no edition holds, but whose stem the county of the context does.
func (s *solver) stemOfContext(name string) []candidate {
	if !placeWords.MatchString(name) {
		return nil
	}
	for _, county := range s.scopes(s.countyOf) {
		var found []candidate
		for _, m := range s.register.stemmed(canonicalPlace(name), county) {
			found = append(found, candidate{BodyRef: s.body(m.Division, "", roleGovernment, name), stem: true, known: true})
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// mostElsewhere is how many divisions of the same name a conflict lists.
const mostElsewhere = 10

// noteUnlisted names it when the body is a township or zone that no edition lists in its place. It may have been merged, renamed or
// never listed; or the page is another county's, if one has a township of that name.
func (d *decision) noteUnlisted() {
	if !d.lead.missing {
		return
	}
	c := d.claims[d.by]
	c.bodies = nil
	for _, m := range d.register.named(d.lead.Unit, "") {
		if m.Level == LevelTownship && len(c.bodies) < mostElsewhere {
			c.bodies = append(c.bodies, d.administration(m.Division, m.Name))
		}
	}
	weight := Light
	if len(c.bodies) > 0 && d.lead.Kind != BodyZone && d.lead.Kind != BodyOffice {
		weight = Middle
	}
	d.conflict(ConflictUnlisted, weight, c)
}
