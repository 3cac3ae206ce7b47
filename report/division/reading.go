package division

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Longer names are cut: no division and no body has one.
const (
	longestName  = 60 // characters of a body's name that are looked at
	longestPlace = 24 // characters of one division's name
)

// reading is one way to understand a name: the divisions that it may begin with (of several, one is meant), and the unit in it.
type reading struct {
	matches []Match // of the last division named; none when the name begins with no division
	depth   int     // how many divisions are named, one in the other
	stem    bool    // a division is named without the word for its kind
	rest    string  // what follows
	level   string  // the word for the level that stands instead of a division's name
	unit    string
	role    role
}

// readPlaces gives every way to take names of divisions off the beginning of a normalised name. The way that takes none is not
// among them.
func (r *Register) readPlaces(name string) []reading {
	var found []reading
	r.walk(name, reading{}, &found)
	return found
}

func (r *Register) walk(name string, so reading, found *[]reading) {
	for _, end := range prefixEnds(name) {
		next := so
		next.depth++
		next.rest = name[end:]
		next.matches = below(so, r.named(name[:end], ""))
		if len(next.matches) == 0 {
			next.stem = true
			next.matches = below(so, r.stems(name[:end], next))
		}
		if len(next.matches) == 0 {
			continue
		}
		*found = append(*found, next)
		if next.rest != "" && next.depth < 5 {
			r.walk(next.rest, next, found)
		}
	}
}

// stems gives the divisions that a name may mean without the word for their kind. As part of a longer name only a province,
// prefecture or county is called so; a township only at the end of a name that says where it lies.
func (r *Register) stems(name string, at reading) []Match {
	if utf8.RuneCountInString(name) < 2 {
		return nil
	}
	last := at.depth > 1 && governmentWords.MatchString(at.rest)
	return slices.DeleteFunc(r.stemmed(name, ""), func(m Match) bool {
		exactStem := stemOf(Normalise(m.Name)) == name || m.Kind == KindAutonomous
		return m.Level == LevelTownship && !last || m.Level < LevelTownship && !exactStem
	})
}

// below keeps the matches that lie in one of the divisions named before.
func below(so reading, matches []Match) []Match {
	if so.depth == 0 {
		return matches
	}
	return slices.DeleteFunc(matches, func(m Match) bool {
		return !slices.ContainsFunc(so.matches, func(a Match) bool { return a.Code != m.Code && a.Code.Contains(m.Code) })
	})
}

// prefixEnds gives the ends of the prefixes that may be a division's name, the longest first.
func prefixEnds(name string) []int {
	var ends []int
	for i := range name {
		if i > 0 {
			ends = append(ends, i)
		}
	}
	if name != "" {
		ends = append(ends, len(name))
	}
	ends = ends[:min(len(ends), longestPlace)]
	slices.Reverse(ends)
	return ends
}

// national are prefixes of organs of the central authorities, which also begin the names of their local organs
// (国家税务总局仙居县税务局).
var national = []string{"中华人民共和国", "国家税务总局", "国家统计局", "国家金融监督管理总局", "国家外汇管理局", "中国人民银行", "国务院"}

// read gives the ways to understand a name as a body's, the best first: those that begin with a division, in full before by stem,
// then those that leave the shortest rest, then those that need the fewest divisions.
func (r *Register) read(name string) []reading {
	name = firstRunes(name, longestName)
	var ways []reading
	for _, way := range append(r.readPlaces(name), r.readLocalOrgan(name)...) {
		if way.unit, way.role = unitOf(way.rest); way.role != roleNone {
			ways = append(ways, way)
		}
	}
	slices.SortStableFunc(ways, func(a, b reading) int {
		return cmp.Or(boolOrder(a.stem, b.stem), cmp.Compare(len(a.rest), len(b.rest)), cmp.Compare(a.depth, b.depth))
	})
	if way, ok := readUnplaced(name); ok {
		ways = append(ways, way)
	}
	return ways
}

// levelWord is how a body is named where everybody knows the place: 县财政局, 我镇人民政府.
var levelWord = regexp.MustCompile(`^[本我全]?(省|市|县|区|旗|州|镇|乡|街道)(.+)$`)

// readUnplaced reads a name that begins with no division; at most it says the level of the division that is meant.
func readUnplaced(name string) (reading, bool) {
	unit, what := unitOf(name)
	if what == roleDepartment {
		return reading{rest: name, unit: unit, role: what}, true
	}
	if parts := levelWord.FindStringSubmatch(name); parts != nil {
		if u, w := unitOf(parts[2]); w == roleGovernment || w == roleOffice || w == roleDepartment {
			return reading{rest: parts[2], unit: u, role: w, level: parts[1]}, true
		}
	}
	if what == roleGovernment || what == roleOffice && !strings.Contains(name, "府") {
		return reading{}, false // anybody's
	}
	return reading{rest: name, unit: unit, role: what}, what != roleNone
}

// readLocalOrgan reads the name of a national system's organ behind the name of the system.
func (r *Register) readLocalOrgan(name string) []reading {
	for _, prefix := range national {
		if local, ok := strings.CutPrefix(name, prefix); ok && local != "" {
			return r.readPlaces(local)
		}
	}
	return nil
}

func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
