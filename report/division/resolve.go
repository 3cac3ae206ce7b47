package division

// Resolution is the answer of Resolve.
type Resolution struct {
	// Body is the body whose report it is. Undecided, it has at most a name, the most trusted one that was read, and no key.
	Body       BodyRef    `json:"body"`
	Confidence Confidence `json:"confidence"`
	// By is the claim that named the body.
	By Claim `json:"by,omitzero"`
	// Publisher is set when another body, a government around the body or its office, published the report.
	Publisher BodyRef `json:"publisher,omitzero"`
	// Candidates are the bodies among which nothing decides; set only when undecided. In the order of their keys.
	Candidates []BodyRef `json:"candidates,omitempty"`
	// Used are the claims that name the body, or where it lies, and fit; Conflicts those that do not. Claims in which nothing was
	// understood are in neither. Both are in the order of trust.
	Used      []Claim    `json:"used,omitempty"`
	Conflicts []Conflict `json:"conflicts,omitempty"`
	// Edition is the edition of the register that lists the division, or that was asked last; only ResolveIn sets it.
	Edition string `json:"edition,omitempty"`
}

// Resolve decides which body a set of claims means, and names what contradicts that. It is pure: the same register and the same set
// of claims, in any order, give the same answer. The rules:
//
//  1. Order of trust: index number, table above the text, title, breadcrumb, content source, link text, division of the list, name of
//     the source. The first claim that means exactly one body decides.
//  2. A credit code decides if the register knows whose it is. Otherwise it is an attribute of the publisher, and characters 3 to 8
//     only help to tell bodies of one name apart, after everything else: they are the division at registration. A body outside them
//     is a light conflict, a heavy one if not even the province agrees.
//  3. Names are understood as a chain of divisions and a unit: 仙居县下各镇人民政府, 台州市财政局, 平潭综合实验区管委会. A name that
//     occurs in several places (城关镇) means the one in the counties, else the prefectures, else the provinces that the claims name.
//     A department without a place (财政局, 县财政局) belongs to the county that the claims name. A township or zone that the county
//     lacks is a unit of the county, not listed; this is a light conflict, a middle one if another county has a township of that
//     name. It is never sought elsewhere in the province.
//  4. A government, or its office, in a place above the body that a less trusted title names is the publisher, not another body:
//     the title refines it, with a light conflict. If no title names a body, breadcrumb, content source, link text and division of
//     the list may refine it so too. Between a government and its office the title decides: the office publishes the government's
//     report, and the government's portal the office's.
//  5. The other way round it is a heavy conflict: a title that names the area around the publisher, a column or list of a body
//     within the area of the body that the page names.
//  6. Bodies apart from each other are a heavy conflict, a middle one where the content source or the source is the other. The more
//     trusted claim still names the body, but the resolution is disputed: nothing is chosen silently.
//  7. The division of a list is a place, and names a body only when it is a township. A county's code alone decides nothing: its
//     government is a candidate.
//  8. Townships report for their offices: 下各镇党政办公室 is the township. The office of a county or of a zone is an organ of its own.
func Resolve(register *Register, claims []Claim) Resolution {
	if register == nil {
		register = &Register{}
	}
	s := &solver{register: register}
	for _, c := range byTrust(claims) {
		s.claims = append(s.claims, s.understand(c))
	}
	s.context = s.contextOf()
	for i := range s.claims {
		s.claims[i].bodies = s.bodiesOf(s.claims[i])
	}
	return s.decide()
}

func (s *solver) decide() Resolution {
	for i, c := range s.claims {
		if len(c.bodies) == 1 {
			d := &decision{solver: s, lead: c.bodies[0], by: i}
			return d.settle()
		}
	}
	return s.undecided()
}

// undecided tells what there is to choose from.
func (s *solver) undecided() Resolution {
	r := Resolution{Body: BodyRef{CreditCode: s.firstCredit()}, Confidence: Undecided}
	for _, c := range s.claims {
		if len(c.names) > 0 && r.Body.Name == "" && c.Origin.Trust() <= OriginTitle.Trust() {
			r.Body.Name = c.names[0].name
		}
		if len(r.Candidates) == 0 {
			for _, b := range c.bodies {
				r.Candidates = append(r.Candidates, b.BodyRef)
			}
		}
	}
	if len(r.Candidates) == 0 {
		r.Candidates = s.governmentsOfContext()
	}
	if r.Body.Key() != "" {
		r.Confidence, r.Candidates = Probable, nil
	}
	return r
}

// governmentsOfContext gives the government of the first division that a code or a name puts the body in.
func (s *solver) governmentsOfContext() []BodyRef {
	for _, p := range s.context {
		if d, ok := s.register.Lookup(p.code); ok && d.Kind != KindPlaceholder {
			return []BodyRef{s.administration(d, d.Name).BodyRef}
		}
	}
	return nil
}
