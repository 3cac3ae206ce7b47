package store

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"

	"github.com/nianbao/nianbao/report"
)

// prose is what of a reading is searched, of all that is kept compressed.
type prose struct {
	Sections []report.Section `json:"sections"`
}

func (z *zipper) prose(rest []byte) (p prose, err error) {
	text, err := z.unzip(rest, 0)
	if err != nil {
		return p, err
	}
	if err := json.Unmarshal(text, &p); err != nil {
		return p, fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	return p, nil
}

// hit looks into a reading: whether it has every phrase, and where the first of its texts with most of them has them.
func (t *transaction) hit(id int64, phrases []phrase) (hit SearchHit, has bool, err error) {
	var rest []byte
	err = t.each(sqlHit, []any{id}, func(rows *sql.Rows) (err error) {
		hit.Summary, err = scanSummary(rows, &rest)
		return err
	})
	if err != nil {
		return hit, false, err
	}
	p, err := t.store.zipper.prose(rest)
	if err != nil {
		return hit, false, fmt.Errorf("reading %d: %w", id, err)
	}
	l := looking{phrases: phrases, found: make([]bool, len(phrases))}
	for _, s := range p.Sections { // what a person wants to read goes before what merely names the report
		if l.better(s.Text) {
			hit.Section, hit.Heading, hit.Excerpt = s.Number, s.Title, l.excerpt
		}
	}
	for _, text := range []string{hit.Title, hit.Agency} {
		if l.better(text) {
			hit.InTitle, hit.Section, hit.Heading, hit.Excerpt = true, 0, "", l.excerpt
		}
	}
	for _, s := range p.Sections {
		if l.better(s.Title) {
			hit.InTitle, hit.Section, hit.Heading, hit.Excerpt = false, s.Number, s.Title, l.excerpt
		}
	}
	return hit, !slices.Contains(l.found, false), nil
}

// looking is a search through the texts of one report.
type looking struct {
	phrases []phrase
	found   []bool // which of them stood somewhere
	most    int    // how many of them the best text has
	excerpt []Piece
}

// look gives the places of all phrases in a text, and how many of them it has.
func (l *looking) look(text string) (spans []span, count int) {
	units := unitsOf(text)
	for i, p := range l.phrases {
		if places := p.find(units); len(places) > 0 {
			l.found[i] = true
			spans = append(spans, places...)
			count++
		}
	}
	return spans, count
}

// better tells whether a text has more of the phrases than every one before.
func (l *looking) better(text string) bool {
	spans, count := l.look(text)
	if count <= l.most {
		return false
	}
	l.most, l.excerpt = count, cut(text, spans)
	return true
}

// Piece is a part of a text; Match tells that it was searched for.
type Piece struct {
	Text  string `json:"text"`
	Match bool   `json:"match,omitempty"`
}

// around is how many bytes of a text are shown before and after the first match, about: 20 and 60 characters.
const before, after = 60, 180

var blanks = regexp.MustCompile(`\s+`)

// cut gives the surroundings of the first of the places, with every place in them marked.
func cut(text string, spans []span) (pieces []Piece) {
	slices.SortFunc(spans, func(a, b span) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to)) })
	from, to := boundary(text, spans[0].from-before), boundary(text, spans[0].to+after)
	add := func(part string, match bool) {
		if part != "" {
			pieces = append(pieces, Piece{blanks.ReplaceAllString(part, " "), match})
		}
	}
	if from > 0 {
		add("…", false)
	}
	at := from
	for _, s := range spans {
		if s.from >= at && s.to <= to {
			add(text[at:s.from], false)
			add(text[s.from:s.to], true)
			at = s.to
		}
	}
	add(text[at:to], false)
	if to < len(text) {
		add("…", false)
	}
	return pieces
}

// boundary gives the nearest place at or before one, within the text, at which a character begins.
func boundary(text string, at int) int {
	at = min(max(at, 0), len(text))
	for at > 0 && at < len(text) && text[at]&0xC0 == 0x80 {
		at--
	}
	return at
}
