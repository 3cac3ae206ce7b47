package division

import "slices"

// decision is the body named by the most trusted claim while the other claims are compared with it.
type decision struct {
	*solver
	lead      candidate
	by        int // the claim that names it
	publisher BodyRef
	credit    CreditCode // the most trusted one
	used      []Claim
	conflicts []Conflict
	confirmed bool // a second claim names the body, or the county that it lies in
}

// settle compares every claim with the body and gives the resolution.
func (d *decision) settle() Resolution {
	d.refine()
	d.credit = d.firstCredit()
	for i, c := range d.claims {
		switch {
		case i == d.by:
			d.used = append(d.used, c.Claim)
			d.noteUnlisted()
		case c.credit != "":
			d.compareCredit(c)
		case c.division != "" && len(c.bodies) == 0:
			d.comparePlace(c)
		case len(c.bodies) > 0:
			d.compareBodies(c)
		}
	}
	// The code belongs to the publisher, who is the body unless another one is known.
	body := d.lead.BodyRef
	if d.publisher == (BodyRef{}) {
		body.CreditCode = d.credit
	} else {
		d.publisher.CreditCode = d.credit
	}
	return Resolution{
		Body: body, By: d.claims[d.by].Claim, Publisher: d.publisher, Confidence: d.confidence(),
		Used: d.used, Conflicts: d.conflicts,
	}
}

// refine replaces a government or office by the body in its area for which it publishes (rule 4).
func (d *decision) refine() {
	titled := slices.ContainsFunc(d.claims, func(c understood) bool { return c.Origin == OriginTitle && len(c.bodies) > 0 })
	for i := d.by + 1; i < len(d.claims); i++ {
		c := d.claims[i]
		if len(c.bodies) != 1 || titled && c.Origin != OriginTitle || c.Origin == OriginHintSource {
			continue
		}
		switch relate(d.lead.BodyRef, c.bodies[0].BodyRef) {
		case beneath:
		case ofOffice, itsOffice:
			if c.Origin != OriginTitle {
				continue
			}
		default:
			continue
		}
		d.publisher, d.lead, d.by = d.lead.BodyRef, c.bodies[0], i
		return
	}
}

// compareBodies takes a claim that names one or several bodies.
func (d *decision) compareBodies(c understood) {
	switch how := d.nearest(c); how {
	case same:
		d.confirmed = true
		d.used = append(d.used, c.Claim)
	case itsOffice, ofOffice:
		d.noteOffice(c, how)
	case above:
		d.noteAbove(c)
	case beneath:
		d.conflict(ConflictColumn, weightOf(c.Origin), c)
	default:
		d.conflict(ConflictOtherBody, weightOf(c.Origin), c)
	}
}

// nearest gives the relation of the claim's likeliest body to the one decided on: of several, the one that fits best.
func (d *decision) nearest(c understood) relation {
	best := apart
	for _, b := range c.bodies {
		best = min(best, relate(d.lead.BodyRef, b.BodyRef))
	}
	return best
}

func (d *decision) noteOffice(c understood, how relation) {
	if how == itsOffice && c.Origin.Trust() <= OriginHeaderTable.Trust() {
		d.publisher = c.bodies[0].BodyRef
	}
	d.confirmed = true
	d.used = append(d.used, c.Claim)
}

// noteAbove takes a claim that names a government around the body: the publisher, a step of the breadcrumb, the owner of the portal;
// but not, in a title, a body that publishes for itself.
func (d *decision) noteAbove(c understood) {
	if c.Origin == OriginTitle && d.claims[d.by].Origin != OriginTitle {
		d.conflict(ConflictAreaReport, Heavy, c)
		return
	}
	d.confirmed = d.confirmed || d.confirms(c.bodies[0].Division)
	d.used = append(d.used, c.Claim)
	if c.Origin.Trust() <= OriginHeaderTable.Trust() {
		d.conflict(ConflictPublishedAbove, Light, c)
	}
}

// comparePlace takes the code of a county or of something above.
func (d *decision) comparePlace(c understood) {
	if overlap(c.division, d.lead.Division) {
		d.confirmed = d.confirmed || d.confirms(c.division)
		d.used = append(d.used, c.Claim)
		return
	}
	d.conflict(ConflictOutside, weightOf(c.Origin), c)
}

// compareCredit takes a credit code: that of a known body, or only the division at registration.
func (d *decision) compareCredit(c understood) {
	registered := c.credit.Division()
	switch {
	case c.credit != d.credit:
		d.conflict(ConflictCreditCodes, Middle, c)
	case len(c.bodies) > 0:
		d.compareBodies(c)
	case registered == "" || registered == Central || overlap(registered, d.lead.Division):
		d.confirmed = d.confirmed || d.confirms(registered)
		d.used = append(d.used, c.Claim)
	case registered.Province() == d.lead.Division.Province():
		d.conflict(ConflictRegistration, Light, c)
	default:
		d.conflict(ConflictRegistration, Heavy, c)
	}
}

func (s *solver) firstCredit() CreditCode {
	for _, c := range s.claims {
		if c.credit != "" {
			return c.credit
		}
	}
	return ""
}

func (d *decision) conflict(kind ConflictKind, weight Weight, c understood) {
	conflict := Conflict{Kind: kind, Weight: weight, Claim: c.Claim}
	for _, b := range c.bodies {
		conflict.Says = append(conflict.Says, b.BodyRef)
	}
	d.conflicts = append(d.conflicts, conflict)
}

// overlap tells whether one division lies in the other.
func overlap(a, b Code) bool { return a.Contains(b) || b.Contains(a) }

// weightOf gives the weight of a claim that names another body or place: texts that often name somebody else weigh less.
func weightOf(origin Origin) Weight {
	if origin == OriginContentSource || origin == OriginHintSource || origin.Trust() > len(originOrder) {
		return Middle
	}
	return Heavy
}

// confirms tells whether a division that the body lies in says enough of where that is: the one directly around it, or less.
func (d *decision) confirms(code Code) bool {
	around, ok := d.register.Lookup(d.lead.Division)
	return ok && (code.Level() >= around.Level || code.Level() >= around.Parent.Level() && around.Parent != "")
}

func (d *decision) confidence() Confidence {
	worst := Weight(0)
	for _, c := range d.conflicts {
		worst = max(worst, c.Weight)
	}
	trusted := d.claims[d.by].Origin.Trust() <= OriginBreadcrumb.Trust()
	switch {
	case worst == Heavy:
		return Disputed
	case worst == Middle || !trusted || !d.lead.sure || !d.lead.Listed || d.lead.stem || !d.lead.placed && !d.confirmed:
		return Probable
	}
	return Certain
}
