package pipeline

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/store"
)

// Conclude brings up to date what follows from all readings together: what is known of their bodies, the findings
// between reports, and the ledger. It tells how many entries of the ledger changed.
func Conclude(ctx context.Context, db *store.Store, reading *Reading, now time.Time) (changed int, err error) {
	if _, err := UpdateBodies(ctx, db, reading); err != nil {
		return 0, err
	}
	if _, err := UpdateAcross(ctx, db); err != nil {
		return 0, err
	}
	return UpdateLedger(ctx, db, reading, now)
}

// UpdateLedger decides the state of every body of every source in every year, and makes the ledger of the store just
// that. It looks at nothing but the store, so that it gives the same whenever it is run at one state of it on one day. It
// holds what is known of some hundred bodies at a time, and of all of them only how their own columns were read and which
// pages are missing.
func UpdateLedger(ctx context.Context, db *store.Store, reading *Reading, now time.Time) (changed int, err error) {
	err = db.Still(ctx, func(ctx context.Context) error {
		l := newLedger(reading, report.DateOf(now))
		if err := l.gather(ctx, db); err != nil {
			return err
		}
		changed, err = db.SaveLedger(ctx, l.entries(ctx, db))
		return err
	})
	return changed, err
}

// ledger is what has to be known of all bodies together to tell the state of each.
type ledger struct {
	reading *Reading
	today   report.Date
	notices []report.Notice
	scopes  map[string]store.Scope   // by source
	columns map[string]*columns      // by source
	inYear  map[string]map[int]int   // by source and year: how many bodies were found
	oldest  int                      // the first year that a report was found on; 0 for none
	missing map[string][]listedPage  // by key of the body
	said    map[string][]declaration // by key of the body
	ahead   map[string]map[int]bool  // by source: by how many years the folders of years run ahead of the reports
	refs    map[[2]string]string     // keys of the names of one source
	of      string                   // that source
}

func newLedger(reading *Reading, today report.Date) *ledger {
	return &ledger{
		reading: reading, today: today, scopes: map[string]store.Scope{}, columns: map[string]*columns{},
		inYear: map[string]map[int]int{}, missing: map[string][]listedPage{}, said: map[string][]declaration{},
		ahead: map[string]map[int]bool{}, refs: map[[2]string]string{},
	}
}

// gather reads what is known of all bodies together.
func (l *ledger) gather(ctx context.Context, db *store.Store) error {
	scopes, err := db.Scopes(ctx)
	if err != nil {
		return err
	}
	for _, s := range scopes {
		l.scopes[s.Source] = s
	}
	kept, err := db.Notices(ctx)
	if err != nil {
		return err
	}
	for _, n := range kept {
		l.notices = append(l.notices, n.Notice)
	}
	if err := l.sights(ctx, db); err != nil {
		return err
	}
	return l.trail(ctx, db)
}

// sights counts the bodies that were found, and sees how the folders of years are meant.
func (l *ledger) sights(ctx context.Context, db *store.Store) error {
	type place struct {
		source string
		year   int
	}
	body, counted := int64(0), map[place]bool{} // of one body
	for s, err := range db.WalkSights(ctx) {
		if err != nil {
			return err
		}
		if s.Body != body {
			body = s.Body
			clear(counted)
		}
		if at := (place{s.Source, s.Year}); !counted[at] {
			counted[at] = true
			inner(l.inYear, s.Source)[s.Year]++
		}
		if s.Year >= firstYear && (l.oldest == 0 || s.Year < l.oldest) {
			l.oldest = s.Year
		}
		if folder := cmp.Or(askedYear(s.URL), folderYear(s.Referer)); folder != 0 {
			inner(l.ahead, s.Source)[folder-s.Year] = true
		}
	}
	return nil
}

// inner gives the map that stands at a key, made when it is first asked for.
func inner[K comparable, V any](maps map[string]map[K]V, key string) map[K]V {
	if maps[key] == nil {
		maps[key] = map[K]V{}
	}
	return maps[key]
}

// subject is a body with the sources that are to explain it.
type subject struct {
	store.Body
	sources  []string               // that should have it, or have it, by id
	namedBy  []string               // of these
	counted  map[int]*store.Counted // by year
	found    map[string][]int       // by source: the years
	from, to int
}

// subjectOf is false for a body that no source is to explain. Of several readings of a year that count, with other
// scopes, it has the one whose state comes first in the order of precedence.
func (l *ledger) subjectOf(sought *store.Sought) (s subject, ok bool) {
	s = subject{Body: sought.Body, counted: map[int]*store.Counted{}, found: map[string][]int{}}
	within := map[string]bool{}
	for i := range sought.Counted {
		c := &sought.Counted[i]
		if have := s.counted[c.Year]; have == nil || precedence(c.Status) < precedence(have.Status) {
			s.counted[c.Year] = c
		}
		s.found[c.Source] = append(s.found[c.Source], c.Year)
		within[c.Source] = true
		s.sources = append(s.sources, c.Source)
	}
	for _, in := range sought.In {
		within[in.Source] = true
		if in.Named {
			s.sources, s.namedBy = append(s.sources, in.Source), append(s.namedBy, in.Source)
		}
	}
	slices.Sort(s.sources)
	s.sources = slices.DeleteFunc(slices.Compact(s.sources), func(id string) bool { return !l.knows(id) })
	for id := range within {
		if !l.knows(id) {
			continue
		}
		from, to := l.years(l.scopes[id])
		if !ok {
			s.from, s.to, ok = from, to, true
		}
		s.from, s.to = min(s.from, from), max(s.to, to)
	}
	return s, ok
}

// knows tells whether a source is saved; pages that a person hands in may be of none.
func (l *ledger) knows(source string) bool {
	_, known := l.scopes[source]
	return known
}

func precedence(s report.Status) int {
	state, _ := report.StateOf(s)
	return slices.IndexFunc(report.StateDefs(), func(d report.StateDef) bool { return d.State == state })
}

// years gives the years that the ledger covers for a source: those that runs asked for; without a bound from the
// oldest report that was found anywhere, to the last year that is over.
func (l *ledger) years(scope store.Scope) (from, to int) {
	to = cmp.Or(scope.To, lastYear(l.today))
	if from = scope.From; from == 0 {
		from = min(to, cmp.Or(l.oldest, to))
	}
	return from, to
}

// bodiesAtOnce is of how many bodies everything is held at a time.
const bodiesAtOnce = 500

// entries decides the state of every body in every year, some bodies at a time.
func (l *ledger) entries(ctx context.Context, db *store.Store) iter.Seq2[store.LedgerEntry, error] {
	return func(yield func(store.LedgerEntry, error) bool) {
		for after := int64(0); ; {
			bodies, err := db.Sought(ctx, after, bodiesAtOnce)
			if err != nil {
				yield(store.LedgerEntry{}, err)
				return
			}
			if len(bodies) == 0 {
				return
			}
			after = bodies[len(bodies)-1].ID
			for i := range bodies {
				if !l.decide(&bodies[i], yield) {
					return
				}
			}
		}
	}
}

// decide gives the entries of one body; false when no further ones are wanted.
func (l *ledger) decide(body *store.Sought, yield func(store.LedgerEntry, error) bool) bool {
	s, ok := l.subjectOf(body)
	if !ok {
		return true
	}
	for year := s.from; year <= s.to; year++ {
		e := l.evidence(&s, year)
		if !yield(store.LedgerEntry{Body: s.Body, Year: year, Verdict: report.Decide(&e), Evidence: e}, nil) {
			return false
		}
	}
	return true
}

// evidence gathers what is known of a body and year.
func (l *ledger) evidence(s *subject, year int) (e report.Evidence) {
	e.Today = l.today
	e.Existence = l.existence(s, year)
	if d, ok := l.deadline(s, year); ok {
		e.Deadline = &d
	}
	for found := range s.counted {
		if found != year {
			e.Years = append(e.Years, found)
		}
	}
	slices.Sort(e.Years)
	for _, id := range s.sources {
		e.Others += l.inYear[id][year]
		if slices.Contains(s.found[id], year) {
			e.Others--
		}
	}
	if c := s.counted[year]; c != nil {
		e.Reading = &report.CountedReading{
			Status: c.Status, Published: c.Published, Displayed: c.FirstDisplayed, URL: c.URL, SHA256: string(c.Digest),
		}
		e.FirstSeen = report.DateOf(c.FirstSeen)
		return e
	}
	for _, id := range s.sources {
		e.Columns = append(e.Columns, l.columns[id].of(s.Key)...)
	}
	e.Listed = listedIn(l.missing[s.Key], year)
	e.Declared = declaredFor(l.said[s.Key], year)
	return e
}

// deadline gives the day until which the report had to be there: that of the statute, or else of a local notice.
func (l *ledger) deadline(s *subject, year int) (report.Deadline, bool) {
	if d, ok := report.StatutoryDeadline(dutyOf(&s.BodyRef), year); ok {
		return d, true
	}
	return report.LocalDeadline(l.notices, s.Division, year)
}

// dutyOf tells which article sets the day for a body. The office of a government publishes the government's report
// and receives those of the departments; it is given the government's day.
func dutyOf(b *store.BodyRef) report.Duty {
	code := division.Code(b.Division)
	if b.Division == "" || code.Level() > division.LevelCounty {
		return report.DutyLocal
	}
	switch division.BodyKind(b.Kind) {
	case division.BodyGovernment, division.BodyOffice:
		return report.DutyGovernment
	case division.BodyDepartment:
		return report.DutyDepartment
	}
	return report.DutyLocal
}
