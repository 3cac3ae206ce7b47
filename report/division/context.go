package division

// place is a division that a claim puts the body in, and the claim.
type place struct {
	code  Code
	claim Claim
}

// contextOf gathers the divisions that the claims put the body in, the most trusted first; the division at registration comes last,
// because it may be obsolete.
func (s *solver) contextOf() []place {
	var places, registered []place
	for _, c := range s.claims {
		for _, code := range s.placesIn(c) {
			places = append(places, place{code: code, claim: c.Claim})
		}
		if code := c.credit.Division(); code != "" && code != Central {
			registered = append(registered, place{code: code, claim: c.Claim})
		}
	}
	return append(places, registered...)
}

// placesIn gives the divisions from the county upwards that a claim names without doubt, and a division code of any level. A
// township alone puts the body nowhere: its name may occur in another county too, of which no edition knows.
func (s *solver) placesIn(c understood) []Code {
	if c.division != "" {
		return []Code{c.division}
	}
	var codes []Code
	for _, n := range c.names {
		for _, way := range n.ways {
			if way.stem || way.depth == 0 {
				break
			}
			code := commonDivision(way.matches)
			if code != "" && (way.depth > 1 || way.matches[0].Level <= LevelCounty) {
				codes = append(codes, code)
				break
			}
		}
	}
	return codes
}

// commonDivision gives the county, prefecture or province that all matches are or lie in, the lowest that they share.
func commonDivision(matches []Match) Code {
	for _, up := range []func(Code) Code{Code.County, Code.Prefecture, Code.Province} {
		code := up(matches[0].Code)
		for _, m := range matches {
			if up(m.Code) != code {
				code = ""
			}
		}
		if code != "" {
			return code
		}
	}
	return ""
}

// scopes gives the divisions of one level in which the context lies, the most trusted first.
func (s *solver) scopes(up func(Code) Code) []Code {
	var codes []Code
	for _, p := range s.context {
		if code := up(p.code); code != "" {
			codes = append(codes, code)
		}
	}
	return codes
}

// countyOf gives the county that a code lies in or is, or the city without counties that it is.
func (s *solver) countyOf(code Code) Code {
	if code.Level() == LevelPrefecture && s.register.withoutCounties(code) {
		return code
	}
	return code.County()
}

// county gives the listed county, or city without counties, that the context is surest of.
func (s *solver) county() Code {
	for _, p := range s.context {
		d, ok := s.register.Lookup(s.countyOf(p.code))
		if ok && d.Kind == KindPlaceholder {
			return d.Parent
		}
		if ok {
			return d.Code
		}
	}
	return ""
}

// withoutCounties tells whether a prefecture has townships directly below.
func (r *Register) withoutCounties(code Code) bool {
	for d := range r.Within(code) {
		if d.Code != code && d.Kind != KindPlaceholder {
			return d.Level == LevelTownship
		}
	}
	return false
}
