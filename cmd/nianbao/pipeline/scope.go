package pipeline

import (
	"cmp"
	"context"
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
