package pipeline

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"runtime/debug"
	"slices"
	"strings"
	"sync"

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
// It looks at nothing but the store: run again at one state of it, it finds and changes nothing new. Counties of whose
// reports nothing changed since are not compared again, unless another build of the program did it. It holds the reports
// of one county at a time.
func UpdateAcross(ctx context.Context, db *store.Store) (changed int, err error) {
	areas, done, err := db.Comparable(ctx, func(code string) string { return string(countyOf(code)) })
	if err != nil {
		return 0, err
	}
	for _, area := range slices.Sorted(maps.Keys(done)) {
		if _, left := slices.BinarySearch(areas, area); left {
			continue
		}
		some, err := db.SaveAcross(ctx, []store.Area{{Code: area}})
		if err != nil {
			return changed, err
		}
		changed += some
	}
	for _, area := range areas {
		some, err := updateArea(ctx, db, area, done[area])
		if err != nil {
			return changed, err
		}
		changed += some
	}
	return changed, nil
}

// updateArea compares the reports of one county, unless they are those of the digest.
func updateArea(ctx context.Context, db *store.Store, code, digest string) (changed int, err error) {
	all, err := db.Compared(ctx, code)
	if err != nil {
		return 0, err
	}
	all = slices.DeleteFunc(all, func(s store.Compared) bool { return string(countyOf(s.Body.Division)) != code })
	c := &comparison{members: map[int64][]store.Compared{}}
	if err := c.find(ctx, db, all); err != nil {
		return 0, err
	}
	area := store.Area{Code: code, Digest: c.digest(all)}
	if digest == area.Digest {
		return 0, nil
	}
	if area.Found, err = c.compare(ctx, db, all); err != nil {
		return 0, err
	}
	return db.SaveAcross(ctx, []store.Area{area})
}

// countyOf gives the county that a division code lies in; for one above counties, the code itself.
func countyOf(text string) division.Code {
	code := division.Code(text)
	return cmp.Or(code.County(), code)
}

// comparison compares the reports of one county.
type comparison struct {
	loaded  map[int64]*report.Report
	members map[int64][]store.Compared // by the reading of an area: those of the bodies directly below
	found   []store.Across
}

// build names the build of the program: another one may compare otherwise.
var build = sync.OnceValue(func() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	text := info.Main.Version
	for _, s := range info.Settings {
		if strings.HasPrefix(s.Key, "vcs.") {
			text += " " + s.Value
		}
	}
	return text
})

// digest stands for everything that compare looks at.
func (c *comparison) digest(all []store.Compared) string {
	hash := sha256.New()
	add := func(s store.Compared) {
		fmt.Fprintf(hash, "%d %s %d %s %s %s\n", s.Reading, s.Body.Key, s.Year, s.Scope, s.Standing, s.Fingerprint)
	}
	fmt.Fprintln(hash, build())
	for _, s := range all {
		add(s)
		for _, m := range c.members[s.Reading] {
			add(m)
		}
	}
	return hex.EncodeToString(hash.Sum(nil))
}

func (c *comparison) compare(ctx context.Context, db *store.Store, all []store.Compared) ([]store.Across, error) {
	var readings []int64
	for _, s := range all {
		readings = append(readings, s.Reading)
		for _, m := range c.members[s.Reading] {
			readings = append(readings, m.Reading)
		}
	}
	slices.Sort(readings)
	var err error
	if c.loaded, err = db.ReportsOf(ctx, slices.Compact(readings)); err != nil {
		return nil, err
	}
	c.years(all)
	c.copies(all)
	c.documents(all)
	c.areas(all)
	return c.found, nil
}

func (c *comparison) add(of, other int64, findings ...report.Finding) {
	for _, f := range findings {
		c.found = append(c.found, store.Across{Reading: of, Other: other, Finding: f})
	}
}

// years compares each report with the one before it. The reports are in natural order: by body, year and scope.
func (c *comparison) years(all []store.Compared) {
	for i, next := range all {
		if next.Standing != store.Current {
			continue
		}
		var before *store.Compared
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
			c.add(next.Reading, before.Reading, report.CheckYears(c.loaded[before.Reading], c.loaded[next.Reading])...)
		}
	}
}

// copies compares the texts of the bodies in each year; of a body with reports of several scopes the first one.
func (c *comparison) copies(all []store.Compared) {
	type seat struct {
		body int64
		year int
	}
	years, seen := map[int][]int64{}, map[seat]bool{}
	for _, s := range all {
		if at := (seat{s.Body.ID, s.Year}); s.Standing == store.Current && !seen[at] {
			seen[at] = true
			years[s.Year] = append(years[s.Year], s.Reading)
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
func (c *comparison) documents(all []store.Compared) {
	type seat struct {
		body  int64
		year  int
		scope report.Scope
	}
	counting := map[seat]int64{}
	for _, s := range all {
		if s.Standing == store.Current {
			counting[seat{s.Body.ID, s.Year, s.Scope}] = s.Reading
		}
	}
	for _, s := range all {
		if of := counting[seat{s.Body.ID, s.Year, s.Scope}]; of != 0 && s.Standing == store.Rival {
			c.add(of, s.Reading, report.CheckDocuments(c.loaded[of], c.loaded[s.Reading])...)
		}
	}
}

// find looks for the reports of the bodies directly below each body whose report is about its area. A body with reports
// of several scopes counts once, with that of its own area where it has one.
func (c *comparison) find(ctx context.Context, db *store.Store, all []store.Compared) error {
	for _, area := range all {
		if area.Standing != store.Current || area.Scope != report.ScopeArea {
			continue
		}
		below, err := db.Members(ctx, area.Body.Key, area.Year)
		if err != nil {
			return err
		}
		one := map[int64]store.Compared{}
		for _, m := range below {
			if have, twice := one[m.Body.ID]; !twice || m.Scope == report.ScopeArea && have.Scope != report.ScopeArea {
				one[m.Body.ID] = m
			}
		}
		for _, id := range slices.Sorted(maps.Keys(one)) {
			c.members[area.Reading] = append(c.members[area.Reading], one[id])
		}
	}
	return nil
}

// areas compares areas with the bodies directly below.
func (c *comparison) areas(all []store.Compared) {
	for _, area := range all {
		var reports []*report.Report
		for _, m := range c.members[area.Reading] {
			reports = append(reports, c.loaded[m.Reading])
		}
		if len(reports) > 0 {
			c.add(area.Reading, 0, report.CheckMembers(c.loaded[area.Reading], reports)...)
		}
	}
}
