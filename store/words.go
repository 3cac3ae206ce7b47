package store

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// gramsVersion is the version of the rule in this file; a database with another one is indexed anew when it is opened.
const gramsVersion = 2

// longestText is how many units of one text are indexed, and looked at for what was searched. No report is as long.
const longestText = 500_000

// unit is what texts are compared by: a character of a script that writes without spaces, as 公, or a whole word or
// number of another, as 2024 or app. Width and case make no difference.
type unit struct {
	hash     uint64
	from, to int  // bytes in the text
	joined   bool // nothing stands between it and the unit before
	word     bool // a word or number
}

// unitsOf splits a text. Spaces and punctuation belong to no unit.
func unitsOf(text string) (units []unit) {
	end := -1 // of the unit before, as long as nothing else followed
	for at, r := range text {
		r = folded(r)
		kind := kindOf(r)
		if kind == noUnit {
			end = -1
			continue
		}
		if n := len(units); kind == inWord && n > 0 && end == at && units[n-1].word {
			units[n-1].hash = mixed(units[n-1].hash, uint64(r))
		} else {
			if n == longestText {
				break
			}
			units = append(units, unit{hash: mixed(seedUnit, uint64(r)), from: at, joined: end == at, word: kind == inWord})
		}
		_, size := utf8.DecodeRuneInString(text[at:])
		end = at + size
		units[len(units)-1].to = end
	}
	return units
}

const (
	noUnit = iota
	ofItsOwn
	inWord
)

func kindOf(r rune) int {
	switch {
	case r >= 0x4E00 && r <= 0x9FFF:
		return ofItsOwn
	case r >= '0' && r <= '9', r >= 'a' && r <= 'z':
		return inWord
	case r < 0x80 || !unicode.IsLetter(r) && !unicode.IsNumber(r):
		return noUnit
	case unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic):
		return inWord
	}
	return ofItsOwn
}

// folded makes full-width characters narrow and capitals small.
func folded(r rune) rune {
	if r >= '！' && r <= '～' {
		r -= '！' - '!'
	}
	if r >= 0x2E80 && r <= 0x9FFF {
		return r
	}
	return unicode.ToLower(r)
}

// Seeds keep what is of another kind apart.
const (
	seedUnit uint64 = iota + 1
	seedGram
	seedName
	seedYear
)

// mixed adds a value to a hash; the steps are those of SplitMix64.
func mixed(hash, value uint64) uint64 {
	hash = (hash ^ value) + 0x9E3779B97F4A7C15
	hash = (hash ^ hash>>30) * 0xBF58476D1CE4E5B9
	hash = (hash ^ hash>>27) * 0x94D049BB133111EB
	return hash ^ hash>>31
}

// grams are hashes of what the index finds a text by: each word, and each two and three units that stand together.
type grams []uint64

func (g *grams) addText(seed uint64, text string) {
	units := unitsOf(text)
	for i := range units {
		if units[i].word {
			*g = append(*g, gramOf(seed, units[i:i+1]))
		}
		if !units[i].joined {
			continue
		}
		*g = append(*g, gramOf(seed, units[i-1:i+1]))
		if units[i-1].joined {
			*g = append(*g, gramOf(seed, units[i-2:i+1]))
		}
	}
}

// addPhrase adds the longest grams that a text with the phrase has.
func (g *grams) addPhrase(seed uint64, p phrase) {
	for i := range max(1, len(p)-2) {
		*g = append(*g, gramOf(seed, p[i:min(i+3, len(p))]))
	}
}

func gramOf(seed uint64, units []unit) uint64 {
	for i := range units {
		seed = mixed(seed, units[i].hash)
	}
	return seed
}

func gramOfYear(year int) uint64 { return mixed(seedYear, uint64(year)) } //nolint:gosec // any number will do

// placed writes where a body stands and of what kind it is as further words of the index, each after a space: the
// prefixes of its division code down to the county, and the kind. They begin with a character that no gram has.
func placed(division, kind string) (out string) {
	for _, digits := range []int{2, 4, 6} {
		if word := placeWord(division, digits); word != "" {
			out += " " + word
		}
	}
	if word := kindWord(kind); word != "" {
		out += " " + word
	}
	return out
}

// placeWord gives the word for the first digits of a division code; "" where it has fewer.
func placeWord(division string, digits int) string {
	if len(division) < digits || strings.Trim(division[:digits], "0123456789") != "" {
		return ""
	}
	return "在" + division[:digits]
}

// areaWord gives the narrowest word that all bodies of a division have; "" where there is none.
func areaWord(division string) string {
	return cmp.Or(placeWord(division, 6), placeWord(division, 4), placeWord(division, 2))
}

// kindWord gives the word for a kind of body; "" for none.
func kindWord(kind string) string {
	if strings.Trim(kind, "abcdefghijklmnopqrstuvwxyz") != "" || kind == "" {
		return ""
	}
	return "为" + kind
}

// String writes the grams as words of the index, each once. Of a hash 40 bits are kept: that two grams of a report
// meet is rare, and whoever searches looks into the text before believing.
func (g grams) String() string { return g.join(" ") }

// count tells how many String writes.
func (g grams) count() int { return len(g.distinct()) }

func (g grams) distinct() grams {
	short := make(grams, len(g))
	for i := range g {
		short[i] = g[i] >> 24
	}
	slices.Sort(short)
	return slices.Compact(short)
}

func (g grams) join(between string) string {
	out := make([]byte, 0, 9*len(g))
	for i, gram := range g.distinct() {
		if i > 0 {
			out = append(out, between...)
		}
		out = strconv.AppendUint(out, gram, 36)
	}
	return string(out)
}

// phrase is units that stand together.
type phrase []unit

// phrasesOf splits a text into what has to stand together; nil when a part is a single character, by which the index
// finds nothing.
func phrasesOf(text string) (list []phrase) {
	units := unitsOf(text)
	for len(units) > 0 {
		n := 1
		for n < len(units) && units[n].joined {
			n++
		}
		if n == 1 && !units[0].word {
			return nil
		}
		list, units = append(list, units[:n]), units[n:]
	}
	return list
}

// span is where something stands in a text, in bytes.
type span struct{ from, to int }

// find gives the places of a phrase.
func (p phrase) find(units []unit) (spans []span) {
	for i := 0; i+len(p) <= len(units); i++ {
		if p.at(units[i:]) {
			spans = append(spans, span{units[i].from, units[i+len(p)-1].to})
		}
	}
	return spans
}

func (p phrase) at(units []unit) bool {
	for i := range p {
		if units[i].hash != p[i].hash || units[i].word != p[i].word || i > 0 && !units[i].joined {
			return false
		}
	}
	return true
}
