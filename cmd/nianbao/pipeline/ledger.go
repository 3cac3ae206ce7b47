package pipeline

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/nianbao/nianbao/crawler/source"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/store"
)

// firstYear is the year of the first reports: the 条例 came into force in 2008.
const firstYear = 2008

// SaveScopes tells the store which bodies the sites name as publishers, which others lie in their divisions by the
// register, and which years are wanted of them.
func SaveScopes(ctx context.Context, db *store.Store, reading *Reading, sites []source.Site, from, to int, now time.Time) error {
	last := cmp.Or(to, lastYear(report.DateOf(now)))
	for i := range sites {
		within := reading.townshipsIn(sites[i].Division, cmp.Or(from, last), last)
		if err := db.SaveBodies(ctx, within); err != nil {
			return err
		}
		if err := db.SaveScope(ctx, sites[i].ID, reading.bodiesOf(&sites[i], last), within, from, to); err != nil {
			return err
		}
		if err := saveAliases(ctx, db, reading, &sites[i], last); err != nil {
			return err
		}
	}
	return nil
}

// lastYear is the last year that is over, and so the newest that is reported on.
func lastYear(today report.Date) int { return today.Year - 1 }

// bodiesOf gives the bodies that a site names in a year.
func (r *Reading) bodiesOf(site *source.Site, year int) (named []store.BodyRef) {
	add := func(name, code string) {
		if body, known := r.Named(name, cmp.Or(code, site.Division), year); known {
			named = append(named, body)
		}
	}
	for _, b := range site.Bodies {
		add(b.Name, b.Division)
	}
	for _, c := range site.Columns {
		if c.Kind == source.ColumnBody {
			add(c.Agency, c.Division)
		}
	}
	return named
}

// townshipsIn gives the townships in a division, or itself, that the register lists for any of the years.
func (r *Reading) townshipsIn(code string, from, to int) (list []store.BodyRef) {
	area, err := division.ParseCode(code)
	if err != nil {
		return nil
	}
	seen := map[string]bool{}
	for year := from; year <= to; year++ {
		for d := range r.register.In(year).Within(area) {
			if d.Level != division.LevelTownship || d.Kind == division.KindPlaceholder {
				continue
			}
			if body, known := r.Named(d.Name, string(d.Code), year); known && !seen[body.Key] {
				seen[body.Key] = true
				list = append(list, body)
			}
		}
	}
	return list
}

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
// that. It looks at nothing but the store, so that it gives the same whenever it is run at one state of it on one day.
func UpdateLedger(ctx context.Context, db *store.Store, reading *Reading, now time.Time) (changed int, err error) {
	trail, err := db.Trail(ctx)
	if err != nil {
		return 0, err
	}
	kept, err := db.Notices(ctx)
	if err != nil {
		return 0, err
	}
	l := newLedger(&trail, reading, report.DateOf(now))
	for _, n := range kept {
		l.notices = append(l.notices, n.Notice)
	}
	if err := l.declarations(ctx, db); err != nil {
		return 0, err
	}
	return db.SaveLedger(ctx, l.entries())
}

// ledger gathers the evidence.
type ledger struct {
	reading *Reading
	today   report.Date
	notices []report.Notice
	scopes  []store.Scope
	columns map[string]*columns               // by source
	counted map[int64]map[int]*store.Counted  // by body and year
	inYear  map[string]map[int]map[int64]bool // by source and year: the bodies found
	missing map[string][]listedPage           // by key of the body
	said    map[string][]declaration          // by key of the body
	refs    map[[2]string]string              // keys of resolved names
	ahead   map[string]map[int]bool           // by source: by how many years the folders of years run ahead of the reports
}

func newLedger(trail *store.Trail, reading *Reading, today report.Date) *ledger {
	l := &ledger{
		reading: reading, today: today, scopes: trail.Scopes, columns: map[string]*columns{},
		counted: map[int64]map[int]*store.Counted{}, inYear: map[string]map[int]map[int64]bool{},
		missing: map[string][]listedPage{}, said: map[string][]declaration{}, refs: map[[2]string]string{}, ahead: map[string]map[int]bool{},
	}
	for i := range trail.Counted {
		l.count(&trail.Counted[i])
	}
	l.arrange(trail)
	return l
}

// count notes a reading that counts. Of several scopes the one whose state comes first in the order of precedence.
func (l *ledger) count(c *store.Counted) {
	years := l.counted[c.Body]
	if years == nil {
		years = map[int]*store.Counted{}
		l.counted[c.Body] = years
	}
	if have := years[c.Year]; have == nil || precedence(c.Status) < precedence(have.Status) {
		years[c.Year] = c
	}
	if l.inYear[c.Source] == nil {
		l.inYear[c.Source] = map[int]map[int64]bool{}
	}
	if l.inYear[c.Source][c.Year] == nil {
		l.inYear[c.Source][c.Year] = map[int64]bool{}
	}
	l.inYear[c.Source][c.Year][c.Body] = true
	if folder := cmp.Or(askedYear(c.URL), folderYear(c.Referer)); folder != 0 {
		if l.ahead[c.Source] == nil {
			l.ahead[c.Source] = map[int]bool{}
		}
		l.ahead[c.Source][folder-c.Year] = true
	}
}

func precedence(s report.Status) int {
	state, _ := report.StateOf(s)
	return slices.IndexFunc(report.StateDefs(), func(d report.StateDef) bool { return d.State == state })
}

// subject is a body with the sources that are to explain it.
type subject struct {
	store.ScopeBody
	sources  []string // that should have it, or have it
	namedBy  []string
	from, to int
}

// subjects joins the scopes of all sources.
func (l *ledger) subjects() []*subject {
	var all []*subject
	byID := map[int64]*subject{}
	for _, scope := range l.scopes {
		from, to := l.years(scope)
		for _, b := range scope.Bodies {
			s := byID[b.ID]
			if s == nil {
				s = &subject{ScopeBody: b, from: from, to: to}
				byID[b.ID] = s
				all = append(all, s)
			}
			s.from, s.to = min(s.from, from), max(s.to, to)
			if b.Named || b.Found {
				s.sources = append(s.sources, scope.Source)
			}
			if b.Named {
				s.namedBy = append(s.namedBy, scope.Source)
			}
		}
	}
	return all
}

// years gives the years that the ledger covers for a source: those that runs asked for; without a bound from the
// oldest report that was found anywhere, to the last year that is over.
func (l *ledger) years(scope store.Scope) (from, to int) {
	to = cmp.Or(scope.To, lastYear(l.today))
	from = scope.From
	if from == 0 {
		from = to
		for _, years := range l.inYear {
			for year := range years {
				if year >= firstYear {
					from = min(from, year)
				}
			}
		}
	}
	return from, to
}

func (l *ledger) entries() (entries []store.LedgerEntry) {
	for _, s := range l.subjects() {
		for year := s.from; year <= s.to; year++ {
			e := l.evidence(s, year)
			entries = append(entries, store.LedgerEntry{Body: s.Body, Year: year, Verdict: report.Decide(&e), Evidence: e})
		}
	}
	return entries
}

// evidence gathers what is known of a body and year.
func (l *ledger) evidence(s *subject, year int) (e report.Evidence) {
	e.Today = l.today
	e.Existence = l.existence(s, year)
	if d, ok := l.deadline(s, year); ok {
		e.Deadline = &d
	}
	for found := range l.counted[s.ID] {
		if found != year {
			e.Years = append(e.Years, found)
		}
	}
	slices.Sort(e.Years)
	for _, id := range s.sources {
		found := l.inYear[id][year]
		if e.Others += len(found); found[s.ID] {
			e.Others--
		}
	}
	if c := l.counted[s.ID][year]; c != nil {
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
