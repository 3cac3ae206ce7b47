package pipeline_test

import (
	"testing"

	"github.com/nianbao/nianbao/fixtures/zoo"
	"github.com/nianbao/nianbao/report"
)

// TestMarkupChangedOvernight crawls a county, changes the markup of its lists, and crawls it again: every list says by
// the name of its family that it can't be read any more, what was read before is kept to the last cell, and what
// was looked for in vain is not said to be missing any more.
func TestMarkupChangedOvernight(t *testing.T) {
	for _, id := range []string{"static", "shangwang", "hanweb"} {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			config := zoo.Config{Counties: []string{id}}
			web, database := crawledZoo(t, config)
			before := kept(t, open(t, database))
			pages := listsOf(t, open(t, database))
			run := pages[0].Run
			lists := map[string]bool{} // that surely are of the family and had reports
			for _, p := range pages {
				lists[p.URL] = p.Listing != nil && p.Listing.Found > 0 && p.Listing.Score >= 80
			}
			if err := web.Set("relaunched"); err != nil {
				t.Fatal(err)
			}
			if _, err := crawlOf(t.Context(), config, web.address, database); err != nil {
				t.Fatal(err)
			}
			db := open(t, database)
			compareWithTruth(t, db, web.Truth())
			broken, family := 0, web.Truth().Counties[0].Family
			for _, p := range listsOf(t, db) {
				if !lists[p.URL] || p.Run == run {
					continue
				}
				broken++
				if p.Outcome != report.OutcomeFamilyUnreadable || p.Listing == nil || p.Listing.Family != family || !p.Listing.Pinned {
					t.Errorf("%s: %s %+v", p.URL, p.Outcome, p.Listing)
				}
			}
			if broken < 10 {
				t.Errorf("%d lists broke", broken)
			}
			after := kept(t, db)
			for division, years := range before {
				for year, was := range years {
					is := after[division][year]
					unknown := was.State == report.StateNotFound && is.State == report.StateUnreadable // nobody can say any more
					if is.State != was.State && !unknown {
						t.Errorf("%s %d was %s and is %s (%s)", division, year, was.State, is.State, is.Basis)
					}
				}
			}
		})
	}
}
