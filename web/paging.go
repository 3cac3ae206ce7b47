package web

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/store"
)

// Bounds of lists.
const (
	perPage    = 100
	mostItems  = 500     // of the API, by ?limit=
	mostOffset = 100_000 // that ?from= passes over
)

// window is the part of a list that an address asks for. ?after= and ?before= name a place in the list: a page is found
// where it begins, and stays there when entries are added. Beside them ?from= only tells the reader how many entries come
// before; alone it passes over so many, as addresses of earlier versions do.
type window struct {
	limit, from   int
	after, before *store.Place
}

// window reads ?from=, ?after= and ?before=.
func (q *request) window(limit int) (w window, err error) {
	w.limit = limit
	if w.after, err = q.place("after"); err != nil {
		return w, err
	}
	if w.before, err = q.place("before"); err != nil {
		return w, err
	}
	most := mostOffset
	if w.placed() {
		most = 1 << 40
	}
	w.from, err = q.number("from", 0, 0, most)
	return w, err
}

func (w *window) placed() bool { return w.after != nil || w.before != nil }

// offset is what is passed over.
func (w *window) offset() int {
	if w.placed() {
		return 0
	}
	return w.from
}

// filter puts the window into a filter, with one entry more, which tells whether more follows.
func (w *window) filter(f store.Filter) store.Filter {
	f.Limit, f.Offset, f.After, f.Before = w.limit+1, w.offset(), w.after, w.before
	return f
}

func (w *window) ledger(f store.LedgerFilter) store.LedgerFilter {
	f.Limit, f.Offset, f.After, f.Before = w.limit+1, w.offset(), w.after, w.before
	return f
}

// placeText writes a place for an address.
func placeText(p store.Place) string {
	return fmt.Sprintf("%s~%d~%s~%d", p.Body, p.Year, p.Scope, p.Ordinal)
}

// place reads a place of the query; nil when there is none.
func (q *request) place(name string) (*store.Place, error) {
	text := q.URL.Query().Get(name)
	if text == "" {
		return nil, nil
	}
	var p store.Place
	parts := strings.Split(text, "~")
	last := len(parts) - 1
	if last < 3 {
		return nil, noPlace(name)
	}
	p.Body = strings.Join(parts[:last-2], "~")
	var err1, err2 error
	p.Year, err1 = strconv.Atoi(parts[last-2])
	p.Ordinal, err2 = strconv.Atoi(parts[last])
	if err1 != nil || err2 != nil || (&p.Scope).UnmarshalText([]byte(parts[last-1])) != nil {
		return nil, noPlace(name)
	}
	return &p, nil
}

func noPlace(name string) error {
	return wrong("%s is no place in a list; begin at its first page.", "%s 不是列表中的位置,请从第一页开始。", name)
}

// stands is an entry that knows its place.
type stands[T any] interface {
	*T
	Place() store.Place
}

// cut takes from a list what was asked for with one entry more, and tells whether entries lie before and behind it.
func cut[T any](w window, list []T) (kept []T, back, further bool) {
	more := len(list) > w.limit
	switch {
	case w.before == nil && more:
		list = list[:w.limit]
	case more:
		list = list[1:]
	}
	if w.before != nil {
		return list, more, true
	}
	return list, w.after != nil || w.from > 0, more
}

// pager leads through a long list.
type pager struct {
	First, Last int
	Back, Next  string
}

// listParameters say which part of a list is shown; a link to another list leaves them out.
var listParameters = []any{"from", "", "after", "", "before", ""}

// List gives this very list from its beginning, with some values of its query replaced as by Same.
func (q *request) List(pairs ...any) string { return q.Same(append(listParameters[:6:6], pairs...)...) }

// paged cuts a list and makes the links to what lies before and behind; no pager where there is nothing.
func paged[T any, P stands[T]](q *request, w window, list []T) ([]T, *pager) {
	list, back, further := cut(w, list)
	p := &pager{First: w.from + 1, Last: w.from + len(list)}
	if back && len(list) > 0 {
		p.Back = q.List("before", placeText(P(&list[0]).Place()), "from", max(0, w.from-w.limit))
	}
	if further && len(list) > 0 {
		p.Next = q.List("after", placeText(P(&list[len(list)-1]).Place()), "from", w.from+len(list))
	}
	if p.Back == "" && p.Next == "" {
		return list, nil
	}
	return list, p
}

// list is a page of a list of the API; Next is the address of the next one, null at the end.
type list[T any] struct {
	Items []T     `json:"items"`
	Next  *string `json:"next"`
}

// listed answers with a list of the API, each entry in the form that to gives it.
func listed[T, J any, P stands[T]](q *request, w window, entries []T, to func(P) J) (*answer, error) {
	entries, _, further := cut(w, entries)
	out := list[J]{Items: make([]J, len(entries))}
	for i := range entries {
		out.Items[i] = to(&entries[i])
	}
	if further && len(entries) > 0 {
		next := q.List("after", placeText(P(&entries[len(entries)-1]).Place()))
		out.Next = &next
	}
	return jsonAnswer(out)
}

// passed answers with a list of the API that is passed over from its beginning: one that is never long.
func passed[J any](q *request, w window, items []J) (*answer, error) {
	out := list[J]{Items: append([]J{}, items[:min(len(items), w.limit)]...)}
	if len(items) > w.limit && w.from+w.limit <= mostOffset {
		next := q.List("from", w.from+w.limit)
		out.Next = &next
	}
	return jsonAnswer(out)
}
