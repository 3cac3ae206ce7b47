package pipeline

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/store"
)

// UpdateAcross compares the stored reports with each other and makes the findings between reports just these:
//
//   - each report that counts with that of the same body on the latest earlier year, of the same scope where there is one
//   - the texts of all bodies of a county in a year
//   - each area's report with those of the bodies directly below it
//   - each report that counts with other pages that show it
//
// It looks at nothing but the store: run again at one state of it, it finds and changes nothing new. It holds the
// reports of one county at a time.
func UpdateAcross(ctx context.Context, db *store.Store) (changed int, err error) {
	all, err := db.Reports(ctx, store.Filter{All: true})
	if err != nil {
		return 0, err
	}
	counties, below := map[division.Code][]store.Summary{}, map[memberSeat][]store.Summary{}
	for _, s := range all {
		if s.Body.ID == 0 || s.Year == 0 || !s.Status.IsReport() || s.Standing != store.Current && s.Standing != store.Rival {
			continue
		}
		county := countyOf(s.Body)
		counties[county] = append(counties[county], s)
		if s.Standing == store.Current {
			seat := memberSeat{s.Body.Parent, s.Year}
			below[seat] = append(below[seat], s)
		}
	}
	var found []store.Across
	for _, county := range slices.Sorted(maps.Keys(counties)) {
		c := &comparison{db: db, loaded: map[int64]*report.Report{}, below: below}
		if err := c.compare(ctx, counties[county]); err != nil {
			return 0, err
		}
		found = append(found, c.found...)
	}
	return db.SaveAcross(ctx, found)
}

// memberSeat is a government and a year, for the bodies below it.
type memberSeat struct {
	parent string // key
	year   int
}

// countyOf gives the county that a body lies in; for one above counties, its own division.
func countyOf(b store.Body) division.Code {
	code := division.Code(b.Division)
	return cmp.Or(code.County(), code)
}

// comparison compares the reports of one county.
type comparison struct {
	db     *store.Store
	loaded map[int64]*report.Report
	below  map[memberSeat][]store.Summary
	found  []store.Across
}

func (c *comparison) compare(ctx context.Context, all []store.Summary) error {
	for _, s := range all {
		if err := c.load(ctx, s); err != nil {
			return err
		}
	}
	c.years(all)
	c.copies(all)
	c.documents(all)
	return c.members(ctx, all)
}

func (c *comparison) load(ctx context.Context, s store.Summary) error {
	if c.loaded[s.ID] != nil {
		return nil
	}
	r, err := c.db.Report(ctx, s.ID)
	c.loaded[s.ID] = r
	return err
}

func (c *comparison) add(of, other int64, findings ...report.Finding) {
	for _, f := range findings {
		c.found = append(c.found, store.Across{Reading: of, Other: other, Finding: f})
	}
}

// years compares each report with the one before it. The reports are in natural order: by body, year and scope.
func (c *comparison) years(all []store.Summary) {
	for i, next := range all {
		if next.Standing != store.Current {
			continue
		}
		var before *store.Summary
		for j := i - 1; j >= 0 && all[j].Body.ID == next.Body.ID; j-- {
			prev := &all[j]
			if prev.Standing != store.Current || prev.Year == next.Year {
				continue
			}
			if before != nil && prev.Year != before.Year {
				break
			}
			if before == nil || prev.Scope == next.Scope {
				before = prev
			}
		}
		if before != nil {
			c.add(next.ID, before.ID, report.CheckYears(c.loaded[before.ID], c.loaded[next.ID])...)
		}
	}
}

// copies compares the texts of the bodies in each year; of a body with reports of several scopes the first one.
func (c *comparison) copies(all []store.Summary) {
	type seat struct {
		body int64
		year int
	}
	years, seen := map[int][]int64{}, map[seat]bool{}
	for _, s := range all {
		if at := (seat{s.Body.ID, s.Year}); s.Standing == store.Current && !seen[at] {
			seen[at] = true
			years[s.Year] = append(years[s.Year], s.ID)
		}
	}
	for _, year := range slices.Sorted(maps.Keys(years)) {
		ids := years[year]
		reports := make([]*report.Report, len(ids))
		for i, id := range ids {
			reports[i] = c.loaded[id]
		}
		for _, one := range report.CheckCopies(reports) {
			c.add(ids[one.Report], ids[one.Other], one.Finding)
		}
	}
}

// documents compares each report that counts with the other pages of the same body, year and scope.
func (c *comparison) documents(all []store.Summary) {
	type seat struct {
		body  int64
		year  int
		scope report.Scope
	}
	counting := map[seat]int64{}
	for _, s := range all {
		if s.Standing == store.Current {
			counting[seat{s.Body.ID, s.Year, s.Scope}] = s.ID
		}
	}
	for _, s := range all {
		if of := counting[seat{s.Body.ID, s.Year, s.Scope}]; of != 0 && s.Standing == store.Rival {
			c.add(of, s.ID, report.CheckDocuments(c.loaded[of], c.loaded[s.ID])...)
		}
	}
}

// members compares areas with the bodies directly below. A body with reports of several scopes counts once, with that
// of its own area where it has one.
func (c *comparison) members(ctx context.Context, all []store.Summary) error {
	for _, area := range all {
		if area.Standing != store.Current || area.Scope != report.ScopeArea {
			continue
		}
		one := map[int64]store.Summary{}
		for _, m := range c.below[memberSeat{area.Body.Key, area.Year}] {
			if have, twice := one[m.Body.ID]; !twice || m.Scope == report.ScopeArea && have.Scope != report.ScopeArea {
				one[m.Body.ID] = m
			}
		}
		var reports []*report.Report
		for _, id := range slices.Sorted(maps.Keys(one)) {
			if err := c.load(ctx, one[id]); err != nil {
				return err
			}
			reports = append(reports, c.loaded[one[id].ID])
		}
		c.add(area.ID, 0, report.CheckMembers(c.loaded[area.ID], reports)...)
	}
	return nil
}
