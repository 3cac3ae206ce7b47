package printed

import (
	"strings"
	"unicode/utf8"
)

// How says by what a label was recognised, the surest first.
type How uint8

// The ways.
const (
	ByLabel   How = iota // the wording of the form, list number and remark aside
	ByAlias              // a wording known to be used in its place
	ByKeyword            // words that only this label has
	ByLike               // a few characters differ
)

// String names the way in a finding.
func (h How) String() string { return [...]string{"wording", "alias", "keyword", "likeness"}[h] }

// Match is a recognised label.
type Match struct {
	*Word
	How How
	// Foreign is text inside the label that no form and no list number explains, such as the advertisements that
	// hijacked mirrors put between statutory words.
	Foreign string
}

// Label is a printed label taken apart. Make it with ReadLabel.
type Label struct {
	Normal string // the whole text in Normal spelling
	Item   Item
	Body   string // without list number
	Base   string // without remark, too
	Remark string
}

// ReadLabel takes a printed label apart.
func ReadLabel(text string) Label {
	l := Label{Normal: Normal(text)}
	l.Item, l.Body = CutItem(l.Normal)
	l.Base, l.Remark = CutRemark(l.Body)
	return l
}

// Exact lists the words that have exactly this wording, list number and remark aside. The list is shared.
func (l *Lexicon) Exact(label Label) []*Word {
	if len(label.Base) > l.long {
		return nil
	}
	if words := l.exact[label.Base]; words != nil {
		return words
	}
	return l.alias[label.Base]
}

// Find looks for the label among the words that want accepts: first exact, then by alias, keyword and likeness.
// It finds nothing when several words fit equally well.
func (l *Lexicon) Find(label Label, want func(*Word) bool) (Match, bool) {
	if w, ok := only(l.exact[label.Base], want); ok {
		return Match{Word: w}, true
	}
	for _, text := range []string{label.Body, label.Base} {
		if w, ok := only(l.alias[text], want); ok {
			return Match{Word: w, How: ByAlias}, true
		}
	}
	if utf8.RuneCountInString(label.Normal) > longestLabel {
		return Match{}, false
	}
	if w, ok := l.byKeyword(label, want); ok {
		return Match{w, ByKeyword, foreign(label.Base, w.Body)}, true
	}
	if w, ok := l.byLike(label, want); ok {
		return Match{w, ByLike, foreign(label.Base, w.Body)}, true
	}
	return Match{}, false
}

// longestLabel is the longest text, in characters, that is looked at as a damaged label.
const longestLabel = 120

func only(words []*Word, want func(*Word) bool) (*Word, bool) {
	var found *Word
	for _, w := range words {
		if want(w) {
			if found != nil && !found.sameCell(w) {
				return nil, false
			}
			if found == nil {
				found = w
			}
		}
	}
	return found, found != nil
}

// byKeyword finds the one word of which a whole set of keywords stands in the label. Keywords shorter than three
// characters say too little: 其他 stands in half of the labels.
func (l *Lexicon) byKeyword(label Label, want func(*Word) bool) (*Word, bool) {
	var found *Word
	for _, w := range l.words {
		if !want(w) || !hasKeywords(label.Normal, w.keywords) {
			continue
		}
		if found != nil && !found.sameCell(w) {
			return nil, false
		}
		if found == nil {
			found = w
		}
	}
	return found, found != nil
}

func hasKeywords(text string, sets [][]string) bool {
	for _, set := range sets {
		all, length := true, 0
		for _, word := range set {
			all = all && strings.Contains(text, word)
			length += utf8.RuneCountInString(word)
		}
		if all && length >= 3 {
			return true
		}
	}
	return false
}

// byLike finds the one word that differs from the label by a quarter of its characters at most.
func (l *Lexicon) byLike(label Label, want func(*Word) bool) (*Word, bool) {
	text := []rune(label.Base)
	var found *Word
	best, tied := 0, false
	for _, w := range l.words {
		if !want(w) {
			continue
		}
		body := []rune(w.Body)
		limit := len(body) / 4
		if len(body) == 3 {
			limit = 1
		}
		d := distance(text, body, limit)
		switch {
		case d > limit:
		case found == nil || d < best:
			found, best, tied = w, d, false
		case d == best && !found.sameCell(w):
			tied = true
		}
	}
	return found, found != nil && !tied
}

// distance is the edit distance of two texts, or limit+1 when it is greater than limit.
func distance(a, b []rune, limit int) int {
	if limit < 1 || len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	previous, current := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range previous {
		previous[j] = j
	}
	for i := range a {
		current[0] = i + 1
		for j := range b {
			cost := previous[j]
			if a[i] != b[j] {
				cost = 1 + min(previous[j], previous[j+1], current[j])
			}
			current[j+1] = cost
		}
		previous, current = current, previous
	}
	return min(previous[len(b)], limit+1)
}

// foreign gives what stands in a printed label between the words of the form: the label holds the whole wording
// in order, with one run of at least two other characters inside or beside it.
func foreign(printed, body string) string {
	p, b := []rune(printed), []rune(body)
	if len(p) < len(b)+2 || len(p) > len(b)+40 {
		return ""
	}
	head := 0
	for head < len(b) && p[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(b)-head && p[len(p)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	if head+tail < len(b) || head == 0 {
		return ""
	}
	inserted := string(p[head : len(p)-tail])
	if tail == 0 && strings.IndexFunc(inserted, isLatin) < 0 {
		return "" // publishers lengthen labels: 结转下年度继续办理数量
	}
	return inserted
}

func isLatin(r rune) bool { return r|0x20 >= 'a' && r|0x20 <= 'z' }
