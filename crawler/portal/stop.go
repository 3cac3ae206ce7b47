package portal

import (
	"fmt"
	"hash/maphash"
	"strings"
	"sync"

	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report/page"
)

// mostPages is the most pages of one list that are read unless the Scope says otherwise.
const mostPages = 60

// Trail remembers which pages of which lists were read in a run, so that a list that shows the same page for
// ever is left. It may be used by several goroutines. What it forgets with the program costs a few requests more.
type Trail struct {
	mu   sync.Mutex
	seed maphash.Seed
	seen map[string]map[uint64]seenPage // by series and entries
}

// seenPage is the first page of a list that had its entries.
type seenPage struct {
	address string
	number  int
}

// NewTrail makes an empty trail.
func NewTrail() *Trail {
	return &Trail{seed: maphash.MakeSeed(), seen: map[string]map[uint64]seenPage{}}
}

// repeats notes the entries of a page and tells whether another page of the list had just these, and whether that one
// should have had others: its number is another one, so that it is not this page under another address.
func (t *Trail) repeats(series string, p seenPage, rows []string) (repeated, wrongly bool) {
	if t == nil || len(rows) == 0 {
		return false, false
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	mark := maphash.String(t.seed, strings.Join(rows, "\n"))
	pages := t.seen[series]
	if pages == nil {
		pages = map[uint64]seenPage{}
		t.seen[series] = pages
	}
	first, known := pages[mark]
	if !known {
		pages[mark] = p
	}
	return known && first.address != p.address, known && first.number != p.number
}

// turn asks for the following page of the list, or says why not.
func (r *reader) turn(trail *Trail) {
	for _, address := range r.listing.Hops {
		r.hop(address)
	}
	if r.out.Listing.Stop, r.out.Listing.Short = r.stop(trail); r.out.Listing.Stop != "" {
		return
	}
	for _, next := range r.listing.Next {
		if !r.hosts[source.Bare(next.Host())] {
			continue
		}
		next.Kind, next.Family, next.Referer = page.KindList, r.request.Family, r.referer()
		if next.Script() {
			next.Family = r.out.Family // nobody else reads the answer
		}
		next.Depth, next.Hints = r.request.Depth+1, r.request.Hints
		next.Hints.ListTitle, next.Hints.ListDate = "", ""
		r.out.Next = append(r.out.Next, next)
	}
}

// referer is the page from which a browser would ask for the following one, and at which a person sees the list: this
// page, or the one whose script asked for this answer.
func (r *reader) referer() string {
	if r.request.Script() && r.request.Referer != "" {
		return r.request.Referer
	}
	return r.page.Facts.URL
}

// stop gives the first of the joint reasons not to turn the page, and whether the list then ends too early.
func (r *reader) stop(trail *Trail) (why string, short bool) {
	l, most := r.listing, r.scope.Pages
	if most == 0 {
		most = mostPages
	}
	repeated, wrongly := trail.repeats(l.Series, seenPage{r.request.ID(), l.Page}, r.rows)
	switch {
	case len(l.Hops) > 0:
		return "leads on to " + l.Hops[0], false
	case repeated:
		return "shows the entries of an earlier page", wrongly && l.Page < l.Total
	case len(r.rows) == 0 && l.Page > 0:
		return fmt.Sprintf("page %d has no entries", l.Page+1), false
	case l.Total >= 0 && l.Page+1 >= l.Total:
		return fmt.Sprintf("page %d of %d", l.Page+1, l.Total), false
	case len(l.Next) == 0:
		return "no further page is named", false
	case l.Page+1 >= most || r.request.Depth >= deepest:
		return fmt.Sprintf("cap of %d pages", most), true
	case len(r.rows) == 0 && l.Page >= 0:
		return "no entries", false
	case !r.hosts[source.Bare(hostOf(l.Next[0].URL))]:
		return "the following page is on another host", true
	}
	return "", false
}
