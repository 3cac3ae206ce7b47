package web

import (
	"errors"
	"math"

	"github.com/nianbao/nianbao/store"
)

// hitJSON is a report that says the words, with the part of it that does.
type hitJSON struct {
	summaryJSON
	Section int           `json:"section"` // of the excerpt; 0 for the title
	Heading string        `json:"heading"`
	Excerpt []store.Piece `json:"excerpt"`
}

// mostHits is the largest page of a search.
const mostHits = 100

// apiSearch finds the reports that count and that have every word of ?q=, those that were read last first.
func apiSearch(q *request) (*answer, error) {
	wanted := store.SearchQuery{Text: q.value("q"), Kind: q.value("kind")}
	before, err := q.number("before", 0, 0, math.MaxInt)
	if err != nil {
		return nil, err
	}
	wanted.Before = int64(before)
	if wanted.Limit, err = q.number("limit", 20, 1, mostHits); err != nil {
		return nil, err
	}
	if wanted.Division, err = q.area(); err != nil {
		return nil, err
	}
	if wanted.From, wanted.To, err = yearsOf(q.value("years")); err != nil {
		return nil, err
	}
	found, err := q.db.Search(q.Context(), wanted)
	if errors.Is(err, store.ErrWords) {
		return nil, wrong("q= needs words of two characters or more, and of a hundred at most.", "q= 应为两个字以上、一百字以内的词语。")
	}
	if err != nil {
		return nil, err
	}
	out := list[hitJSON]{Items: []hitJSON{}}
	for i := range found.Hits {
		h := &found.Hits[i]
		out.Items = append(out.Items, hitJSON{summaryOf(&h.Summary), h.Section, h.Heading, h.Excerpt})
	}
	if found.Next != 0 {
		next := q.Same("before", found.Next)
		out.Next = &next
	}
	return jsonAnswer(out)
}
