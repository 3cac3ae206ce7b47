package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"unicode/utf8"

	"github.com/nianbao/nianbao/report"
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

const (
	sqlIndexReading query = `INSERT INTO search (rowid, grams) VALUES ($1, $2)`
	sqlEmptyIndex   query = `INSERT INTO search (search) VALUES ('delete-all')`
	sqlIndexedUpTo  query = `SELECT version, upto FROM search_progress`
	sqlSetIndexed   query = `UPDATE search_progress SET version = $1, upto = $2`
	sqlToIndex      query = `SELECT id, year, agency, title, rest FROM readings WHERE id > $1 ORDER BY id LIMIT 200`
)

// sqlHit gives a reading with its prose.
const sqlHit = query("SELECT " + summaryColumns + ", r.rest" + summaryTables + " WHERE r.id = $1")

// sqlMatchSaid finds the bodies that lists, or the pages that the index finds, call so. Of a part that thousands of
// pages have, those are looked at that were read last.
const sqlMatchSaid query = bodyColumns + `, 6, 'name', min(m.value) FROM (
		SELECT body_id, value FROM register_attributes WHERE kind = 'name' AND value LIKE $1 ESCAPE '\'
		UNION ALL SELECT r.body_id, r.agency FROM (SELECT search.rowid AS id FROM search WHERE search MATCH $3 ORDER BY search.rowid DESC LIMIT 5000) f
			CROSS JOIN readings r ON r.id = f.id
			WHERE r.agency LIKE $1 ESCAPE '\' AND r.standing IN ('current', 'rival') AND r.year BETWEEN 1990 AND 2099) m
	JOIN bodies b ON b.id = m.body_id GROUP BY b.id ORDER BY b.key LIMIT $2`

const (
	sqlNotIndexed query = `SELECT r.id FROM readings r LEFT JOIN search_docsize s ON s.id = r.id WHERE s.id IS NULL ORDER BY r.id`
	sqlOnlyIndex  query = `SELECT s.id FROM search_docsize s LEFT JOIN readings r ON r.id = s.id WHERE r.id IS NULL ORDER BY s.id`
	sqlIndexSizes query = `SELECT r.id, r.year, r.agency, r.title, r.rest, s.sz FROM readings r JOIN search_docsize s ON s.id = r.id ORDER BY r.id`
)

var (
	searchQueries     = []query{sqlIndexReading, sqlEmptyIndex, sqlIndexedUpTo, sqlSetIndexed, sqlToIndex}
	searchReadQueries = []query{sqlHit, sqlMatchSaid, sqlNotIndexed, sqlOnlyIndex, sqlIndexSizes}
)

// indexed gives the grams of a reading.
func indexed(year int, agency, title string, sections []report.Section) grams {
	g := grams{gramOfYear(year)}
	g.addText(seedName, agency)
	for _, text := range []string{agency, title} {
		g.addText(seedGram, text)
	}
	for _, s := range sections {
		g.addText(seedGram, s.Title)
		g.addText(seedGram, s.Text)
	}
	return g
}

// prose is what of a reading is searched, of all that is kept compressed.
type prose struct {
	Sections []report.Section `json:"sections"`
}

// have tells whether the prose or one of some other texts has each of the phrases.
func (p prose) have(phrases []phrase, texts ...string) bool {
	for _, s := range p.Sections {
		texts = append(texts, s.Text, s.Title)
	}
	l := looking{phrases: phrases, found: make([]bool, len(phrases))}
	for _, text := range texts {
		l.look(text)
	}
	return !slices.Contains(l.found, false)
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

// indexReadings puts the readings into the index that were kept before there was one, or by another rule. It goes on
// where it was killed.
func (s *Store) indexReadings(ctx context.Context) error {
	for done := false; !done; {
		err := s.write(ctx, "index", func(t *transaction) (err error) {
			done, err = t.indexSome()
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *transaction) indexSome() (done bool, err error) {
	var version int
	var upto sql.NullInt64
	if _, err := t.get(sqlIndexedUpTo, nil, &version, &upto); err != nil {
		return false, err
	}
	switch {
	case version != gramsVersion:
		if _, err := t.exec(sqlEmptyIndex); err != nil {
			return false, err
		}
		upto = sql.NullInt64{Valid: true}
	case !upto.Valid:
		return true, nil
	}
	count := 0
	err = t.each(sqlToIndex, []any{upto.Int64}, func(rows *sql.Rows) error {
		count++
		g, err := t.gramsOf(rows, &upto.Int64)
		if err == nil {
			_, err = t.exec(sqlIndexReading, upto.Int64, g.String())
		}
		return err
	})
	if err != nil {
		return false, err
	}
	upto.Valid = count > 0
	_, err = t.exec(sqlSetIndexed, gramsVersion, upto)
	return !upto.Valid, err
}

// gramsOf reads a row of id, year, agency, title and rest, and what else is asked for.
func (t *transaction) gramsOf(rows *sql.Rows, id *int64, more ...any) (grams, error) {
	var year int
	var agency, title string
	var rest []byte
	if err := rows.Scan(append([]any{id, &year, &agency, &title, &rest}, more...)...); err != nil {
		return nil, err
	}
	p, err := t.store.zipper.prose(rest)
	if err != nil {
		return nil, fmt.Errorf("reading %d: %w", *id, err)
	}
	return indexed(year, agency, title, p.Sections), nil
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
		if !q.narrow() {
			err := rows.Scan(&id)
			ids = append(ids, id)
			return err
		}
		var title, agency string
		var rest []byte
		if err := rows.Scan(&id, &title, &agency, &rest); err != nil {
			return err
		}
		p, err := t.store.zipper.prose(rest)
		if err != nil {
			return fmt.Errorf("reading %d: %w", id, err)
		}
		if p.have(phrases, title, agency) {
			ids = append(ids, id)
		}
		if len(ids) > q.Limit {
			return errStop
		}
		return nil
	})
	if errors.Is(err, errStop) {
		err = nil
	}
	return ids, err
}

// narrow tells that the readings to search are those of one county. They are few, and each is looked into, so that a
// word that is common elsewhere costs nothing.
func (q *SearchQuery) narrow() bool { return len(q.Division) >= 6 }

func (q *SearchQuery) candidates(phrases []phrase, before int64) (text string, values []any) {
	w := &where{}
	what, tables := "r.id, r.title, r.agency, r.rest", " FROM readings r"
	if !q.narrow() { // what the index finds, until a page is full
		what, tables = "r.id", " FROM search CROSS JOIN readings r ON r.id = search.rowid"
		w.add("search MATCH ?", q.match(phrases))
		w.add("search.rowid < ?", before)
	} else {
		w.add("+r.id < ?", before) // the plus keeps SQLite from going through every reading
	}
	(&Filter{Division: q.Division, Kind: q.Kind, From: q.From, To: q.To}).conditions(w)
	if q.Kind != "" {
		tables += " CROSS JOIN bodies b ON b.id = r.body_id"
	}
	if q.narrow() {
		return "SELECT " + what + tables + w.text() + " ORDER BY r.id DESC", w.values
	}
	text = "SELECT " + what + tables + w.text() + " ORDER BY search.rowid DESC" + limit(w, q.Limit+1, 0)
	return text, w.values
}

// match writes what the index is asked for; grams are letters and digits only.
func (q *SearchQuery) match(phrases []phrase) string {
	var words, years grams
	for _, p := range phrases {
		words.addPhrase(seedGram, p)
	}
	if q.From == 0 || q.To < q.From || q.To-q.From > 30 {
		return words.String()
	}
	for year := q.From; year <= q.To; year++ {
		years = append(years, gramOfYear(year))
	}
	return "(" + words.String() + ") AND (" + years.join(" OR ") + ")"
}

// matchName writes what the index is asked for to find a part of a name on pages; "" when it can't.
func matchName(text string) string {
	var words grams
	for _, p := range phrasesOf(text) {
		words.addPhrase(seedName, p)
	}
	return words.String()
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

// index looks for readings that the search leaves out, and for what it finds that is gone.
func (c *checker) index() error {
	for _, x := range []struct {
		q      query
		format string
	}{{sqlNotIndexed, "is not in the index of the search"}, {sqlOnlyIndex, "is in the index of the search, and not there"}} {
		err := c.t.each(x.q, nil, func(rows *sql.Rows) error {
			var id int64
			err := rows.Scan(&id)
			c.add(fmt.Sprintf("readings %d", id), "%s", x.format)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// grams compares how many grams a reading has with how many the index has of it.
func (c *checker) grams() error {
	return c.t.each(sqlIndexSizes, nil, func(rows *sql.Rows) error {
		var id int64
		var size []byte
		g, err := c.t.gramsOf(rows, &id, &size)
		if errors.Is(err, ErrCorrupt) { // which was told of
			return nil
		}
		if err != nil {
			return err
		}
		if has, want := sizeOf(size), g.count(); has != want {
			c.add(fmt.Sprintf("readings %d", id), "has %d grams and %d in the index of the search", want, has)
		}
		return nil
	})
}

// sizeOf reads the size of a document in a docsize table of FTS5: https://www.sqlite.org/fts5.html, appendix B; a
// number in groups of seven bits, the highest first.
func sizeOf(blob []byte) (n int) {
	for _, b := range blob {
		n = n<<7 | int(b&0x7F)
	}
	return n
}
