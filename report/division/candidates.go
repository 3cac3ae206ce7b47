package division

import (
	"cmp"
	"slices"
	"strings"
)

// candidates gives the bodies that one way to read a name may mean.
func (s *solver) candidates(name string, way reading) []candidate {
	if way.depth == 0 {
		return s.unplaced(name, way)
	}
	matches, narrowed := s.narrow(way)
	if !narrowed && menuWords.MatchString(name) {
		return nil // 街道 and 开发区 are names only where a list says so
	}
	if len(matches) == 0 {
		return s.unlisted(name, way)
	}
	if way.stem && !narrowed && (len(s.context) > 0 || len(matches) > 1 || way.role == roleOrgan) {
		return nil // half a name, and nothing else that speaks for the place
	}
	var found []candidate
	for _, m := range matches {
		found = append(found, candidate{
			BodyRef: s.body(m.Division, way.unit, way.role, name),
			stem:    way.stem || m.By == MatchStem,
			known:   true,
			missing: way.role == rolePlace,
			placed:  way.depth > 1 || len(way.matches) == 1 && m.Level <= LevelCounty && !way.stem,
			sure:    way.role == roleGovernment || way.role == roleOffice || way.role == roleDepartment,
		})
	}
	slices.SortFunc(found, func(a, b candidate) int { return cmp.Compare(a.Key(), b.Key()) })
	return slices.CompactFunc(found, func(a, b candidate) bool { return a.Key() == b.Key() })
}

// narrow chooses among the divisions that a name may mean those in the context: first in its counties, then in its prefectures, its
// provinces, then anywhere. Within a county of the context a name by stem goes before the same name elsewhere. A township that the
// county lacks is looked for in the rest of the prefecture, a zone is not: names of zones say too little. The second answer tells
// whether the context had a part in it; no match at all means that the county of the context is certain and lacks the name.
func (s *solver) narrow(way reading) ([]Match, bool) {
	local := way.depth == 1 && way.matches[0].Level == LevelTownship
	matches, narrowed := keepWithin(way.matches, s.scopes(s.countyOf))
	if !narrowed && local && way.role == roleGovernment {
		matches, narrowed = s.stemsInCounties(way)
	}
	if !narrowed && !(local && onlyZones(way.matches)) {
		matches, narrowed = keepWithin(way.matches, s.scopes(Code.Prefecture))
	}
	if !narrowed && local && s.county() != "" {
		return nil, false
	}
	if !narrowed {
		matches, narrowed = keepWithin(way.matches, s.scopes(Code.Province))
	}
	return matches, narrowed
}

// keepWithin keeps the matches in the scopes, or around them, scope after scope as long as some are left.
func keepWithin(matches []Match, scopes []Code) ([]Match, bool) {
	narrowed := false
	for _, scope := range scopes {
		var kept []Match
		for _, m := range matches {
			if scope.Contains(m.Code) || m.Code.Contains(scope) {
				kept = append(kept, m)
			}
		}
		if len(kept) > 0 {
			matches, narrowed = kept, true
		}
	}
	return matches, narrowed
}

// stemsInCounties looks for a township of another kind but the same stem (下各乡 for 下各镇) in the counties of the context.
func (s *solver) stemsInCounties(way reading) ([]Match, bool) {
	for _, county := range s.scopes(s.countyOf) {
		if matches := s.register.stemmed(way.matches[0].Name, county); len(matches) > 0 {
			return matches, true
		}
	}
	return way.matches, false
}

func onlyZones(matches []Match) bool {
	return !slices.ContainsFunc(matches, func(m Match) bool { return m.Kind != KindSimilar })
}

// unplaced places a name that begins with no division: 财政局 belongs to the county of the context, 县人民政府 to the division of
// the context that is a 县.
func (s *solver) unplaced(name string, way reading) []candidate {
	if way.role == rolePlace && way.level == "" {
		if found := s.stemOfContext(name); len(found) > 0 {
			return found
		}
		return s.unlisted(name, reading{unit: ""})
	}
	for _, p := range s.context {
		d, ok := s.placeFor(p, way.level)
		if !ok {
			continue
		}
		ref := s.body(d, way.unit, way.role, name)
		known := way.role != roleOrgan && way.role != rolePlace
		return []candidate{{BodyRef: ref, known: known, sure: known}}
	}
	return nil
}

// placeFor gives the division of the context to which an organ without a place belongs: the county, or what is named by the word
// for its level. A division that no edition lists is taken from every claim but a credit code, whose division may be obsolete.
func (s *solver) placeFor(p place, level string) (Division, bool) {
	if level == "" {
		code := p.code
		if county := code.County(); county != "" {
			code = county
		}
		if d, ok := s.register.Lookup(code); ok {
			return d, true
		}
		return Division{Code: code, Level: code.Level()}, p.claim.Kind != ClaimCreditCode
	}
	for _, d := range slices.Backward(s.register.Path(p.code)) {
		if strings.HasSuffix(d.Name, level) {
			return d, true
		}
	}
	return Division{}, false
}
