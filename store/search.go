package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"math"
	"strings"
	"unicode/utf8"
)

// ErrWords says that nothing can be searched by a text: it has no word, one of a single character, or too many.
var ErrWords = errors.New("a search needs words of two characters or more, and at most 100 characters")

// SearchQuery says what is searched. The text means itself: no sign in it is a command.
type SearchQuery struct {
	// Text is words with spaces between them. Each has to stand in a report as it is written, whatever stands beside it;
	// width and case make no difference.
	Text     string
	Division string // prefix of the body's division code
	Kind     string // kind of the body
	From, To int    // years reported on, both included; 0 for open
	Limit    int    // hits a page; 20 when 0, and at most 100
	Before   int64  // what SearchResult.Next of the page before said
}

// SearchResult is a page of hits.
type SearchResult struct {
	Hits []SearchHit
	Next int64 // for the next page; 0 when there is none
}

// SearchHit is a report that counts and that has every word.
type SearchHit struct {
	Summary
	// Section is the number of the section that the excerpt is from; InTitle where it is the title or the name of the
	// body as the page has it.
	Section int
	Heading string // of the section
	InTitle bool
	Excerpt []Piece
}

// sqlHit gives a reading with its prose.
const sqlHit = query("SELECT " + summaryColumns + ", r.rest" + summaryTables + " WHERE r.id = $1")

// sqlMatchSaid finds the bodies that lists, or the pages that the index finds, call so. Of a part that thousands of
// pages have, those are looked at that were read last.
const (
	sqlMatchSaid query = matchSaid + `value LIKE $1 ESCAPE '\'` + matchSaidOnPages + `r.agency LIKE $1 ESCAPE '\'` + matchSaidEnd
	// Of texts without letters, of which there are two cases, a part is found three times as fast.
	sqlMatchSaidSigns query = matchSaid + `instr(value, $1) > 0` + matchSaidOnPages + `instr(r.agency, $1) > 0` + matchSaidEnd
	sqlMatchSigns     query = matchPart + `instr(x.name, $1) > 0` + matchPartEnd

	matchSaid = bodyColumns + `, 6, 'name', min(m.value) FROM (
		SELECT body_id, value FROM register_attributes WHERE kind = 'name' AND `
	matchSaidOnPages = `
		UNION ALL SELECT r.body_id, r.agency FROM (SELECT search.rowid AS id FROM search WHERE search MATCH $3 ORDER BY search.rowid DESC LIMIT 5000) f
			CROSS JOIN readings r ON r.id = f.id WHERE `
	matchSaidEnd = ` AND r.standing IN ('current', 'rival') AND r.year BETWEEN 1990 AND 2099) m
	JOIN bodies b ON b.id = m.body_id GROUP BY b.id ORDER BY b.key LIMIT $2`
)

// hasLetters tells whether a text has letters that LIKE takes in both cases, which are those of ASCII.
func hasLetters(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' })
}

// Search finds the reports that count whose names or prose have every word, those that were read last first. A page of
// hits takes as long as it takes to find so many, however many there are. A text by which nothing can be searched is
// ErrWords.
func (s *Store) Search(ctx context.Context, q SearchQuery) (result SearchResult, err error) {
	phrases := phrasesOf(q.Text)
	if len(phrases) == 0 || utf8.RuneCountInString(q.Text) > 100 {
		return result, ErrWords
	}
	q.Limit = min(cmp.Or(max(q.Limit, 0), 20), 100)
	err = s.read(ctx, "search", func(t *transaction) error {
		if err := t.searchable(); err != nil {
			return err
		}
		at := cmp.Or(q.Before, math.MaxInt64)
		for {
			ids, err := t.candidates(&q, phrases, at)
			if err != nil {
				return err
			}
			for _, id := range ids {
				hit, has, err := t.hit(id, phrases)
				switch {
				case err != nil:
					return err
				case has && len(result.Hits) == q.Limit:
					result.Next = result.Hits[q.Limit-1].ID
					return nil
				case has:
					result.Hits = append(result.Hits, hit)
				}
				at = id
			}
			if len(ids) <= q.Limit {
				return nil
			}
		}
	})
	return result, err
}

// candidates lists readings before one that may have all the phrases, the last first: one more than a page.
func (t *transaction) candidates(q *SearchQuery, phrases []phrase, before int64) (ids []int64, err error) {
	text, values := q.candidates(phrases, before)
	err = t.eachOf(query(text), values, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	})
	return ids, err
}

func (q *SearchQuery) candidates(phrases []phrase, before int64) (text string, values []any) {
	w := &where{}
	w.add("search MATCH ?", q.match(phrases))
	w.add("search.rowid < ?", before)
	(&Filter{Kind: q.Kind, From: q.From, To: q.To}).conditions(w)
	tables := " FROM search CROSS JOIN readings r ON r.id = search.rowid"
	if q.Division != "" {
		w.add("b.division >= ? AND b.division < ?", q.Division, q.Division+"\U0010FFFF")
	}
	if q.Division != "" || q.Kind != "" {
		tables += " CROSS JOIN bodies b ON b.id = r.body_id"
	}
	text = "SELECT r.id" + tables + w.text() + " ORDER BY search.rowid DESC" + limit(w, q.Limit+1, 0)
	return text, w.values
}

// match writes what the index is asked for: grams and further words, which are letters and digits only.
func (q *SearchQuery) match(phrases []phrase) string {
	var words, years grams
	for _, p := range phrases {
		words.addPhrase(seedGram, p)
	}
	text := words.String()
	for _, word := range []string{areaWord(q.Division), kindWord(q.Kind)} {
		if word != "" {
			text += " " + word
		}
	}
	if q.From == 0 || q.To < q.From || q.To-q.From > 30 {
		return text
	}
	for year := q.From; year <= q.To; year++ {
		years = append(years, gramOfYear(year))
	}
	return "(" + text + ") AND (" + years.join(" OR ") + ")"
}

// matchName writes what the index is asked for to find a part of a name on pages; "" when it can't.
func matchName(text string) string {
	var words grams
	for _, p := range phrasesOf(text) {
		words.addPhrase(seedName, p)
	}
	return words.String()
}
