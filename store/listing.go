package store

import (
	"time"

	"github.com/nianbao/nianbao/report/page"
)

const sqlSighting query = `INSERT INTO sightings (list_id, url, class, title, date, hints, first_visit, last_visit)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
	ON CONFLICT (list_id, url) DO UPDATE SET class = excluded.class, title = excluded.title, date = excluded.date,
		hints = excluded.hints, last_visit = excluded.last_visit`

// sighting is what a list showed of one URL.
type sighting struct {
	url, class, title, date, hints string
}

// follow makes the requests of a visit due and keeps what the list showed.
func (t *transaction) follow(run, list, visitID int64, visit *page.Visit, now time.Time) error {
	again := t.store.listedAgain(now)
	for i := range visit.Next {
		if _, err := t.enqueue(run, &visit.Next[i], now, again); err != nil {
			return err
		}
	}
	for _, s := range sightingsOf(visit) {
		if _, err := t.exec(sqlSighting, list, s.url, s.class, clean(s.title), clean(s.date), s.hints, visitID); err != nil {
			return err
		}
	}
	return nil
}

// sightingsOf joins the rows of a list page with the requests they lead to, in the order of the page. Rows that
// promise nothing and lead nowhere are left out.
func sightingsOf(visit *page.Visit) []sighting {
	var seen []sighting
	at := map[string]int{}
	for _, l := range visit.Links {
		if _, twice := at[l.URL]; !twice {
			at[l.URL] = len(seen)
			seen = append(seen, sighting{url: l.URL, class: l.Class, title: l.Title, date: l.Date})
		}
	}
	for i := range visit.Next {
		r := &visit.Next[i]
		if n, ok := at[r.URL]; ok && r.ID() == r.URL {
			seen[n].hints = encodeHints(r.Hints)
			continue
		}
		if _, twice := at[r.ID()]; !twice {
			at[r.ID()] = len(seen)
			seen = append(seen, sighting{url: r.ID(), title: r.Hints.ListTitle, date: r.Hints.ListDate, hints: encodeHints(r.Hints)})
		}
	}
	kept := seen[:0]
	for _, s := range seen {
		if s.hints != "" || s.class != page.LinkOther && s.class != "" {
			kept = append(kept, s)
		}
	}
	return kept
}
