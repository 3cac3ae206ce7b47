package report

import (
	"slices"
	"strings"
	"unicode"
)

// A text of fewer shingles than this says too little to be called a copy.
const fewShingles = 100

const shingleLength = 5

// prose is the own words of a report as a set of shingles: the hashes, in order, of every five Chinese
// characters that follow each other in sections one, five and six, with the body's own name left out.
type prose []uint64

// proseOf reads the sections whose text is free. Figures, dates and punctuation are no part of it, so that a
// text with only its year changed is the same text.
func proseOf(r *Report) prose {
	names := strings.NewReplacer(ownNames(r.Agency.Name)...)
	var shingles prose
	for _, s := range r.Sections {
		if s.Number == 1 || s.Number == 5 || s.Number == 6 {
			shingles = appendShingles(shingles, names.Replace(s.Text))
		}
	}
	slices.Sort(shingles)
	return slices.Compact(shingles)
}

func appendShingles(to prose, text string) prose {
	var window [shingleLength]rune
	n := 0
	for _, r := range text {
		if !unicode.Is(unicode.Han, r) {
			continue
		}
		copy(window[:], window[1:])
		window[shingleLength-1] = r
		if n++; n >= shingleLength {
			to = append(to, hashRunes(window))
		}
	}
	return to
}

// hashRunes is FNV-1a over the characters.
func hashRunes(window [shingleLength]rune) uint64 {
	h := uint64(14695981039346656037)
	for _, r := range window {
		h = (h ^ uint64(r)) * 1099511628211
	}
	return h
}

// ownNames gives the names by which a body speaks of itself, each followed by nothing to put in its place.
func ownNames(name string) []string {
	var names []string
	add := func(s string) {
		if len([]rune(s)) > 1 && !slices.Contains(names, s) {
			names = append(names, s)
		}
	}
	short := strings.TrimSuffix(strings.TrimSuffix(name, "人民政府"), "办事处")
	for _, s := range []string{name, short} {
		add(s)
		if i := strings.LastIndexAny(strings.TrimRight(s, "省市县区旗"), "省市县区旗"); i >= 0 {
			_, size := firstRune(s[i:])
			add(s[i+size:])
		}
	}
	slices.SortStableFunc(names, func(a, b string) int { return len(b) - len(a) })
	var pairs []string
	for _, s := range names {
		pairs = append(pairs, s, "")
	}
	return pairs
}

func firstRune(s string) (r rune, size int) {
	for i, c := range s {
		if i > 0 {
			return r, i
		}
		r = c
	}
	return r, len(s)
}

// overlap counts the shingles in both texts and in either.
func overlap(a, b prose) (shared, union int) {
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			shared++
			i++
			j++
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return shared, len(a) + len(b) - shared
}

// alike tells whether nine tenths of the shingles of two texts are the same.
func alike(shared, union int) bool { return 10*shared >= 9*union }

// Similarity compares the free text of two reports: the shingles in both, over the shingles in either. It is
// not known where one of the texts is too short to say anything.
func Similarity(a, b *Report) Measure {
	one, other := proseOf(a), proseOf(b)
	if len(one) < fewShingles || len(other) < fewShingles {
		return Measure{Null: NullMissing}
	}
	shared, union := overlap(one, other)
	return Measure{Numerator: Int(int64(shared)), Denominator: Int(int64(union)), Known: true}
}

func checkSameProse(prev, next *Report) []Finding {
	a, b := proseOf(prev), proseOf(next)
	if len(a) < fewShingles || len(b) < fewShingles {
		return nil
	}
	shared, union := overlap(a, b)
	if !alike(shared, union) {
		return nil
	}
	return []Finding{across(RuleSameProse, nil, "两年正文雷同 (the same text in both years): %d年与%d年, 五字片段 %d/%d 相同", next.Year, prev.Year, shared, union)}
}
