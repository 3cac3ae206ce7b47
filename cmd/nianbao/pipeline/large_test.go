package pipeline_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/fixtures/zoo"
	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

// large is a database of the report pages of the zoo, handed in many times as those of townships of the embedded list,
// each in a content of its own.
type large struct {
	db      *store.Store
	reading *pipeline.Reading
	zoo     []page.Page
	bodies  []*zoo.Body
	towns   []division.Division
	next    int
}

func newLarge(b *testing.B, pages int) *large {
	b.Helper()
	register, err := division.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	l := &large{}
	for d := range register.Within("") {
		if d.Level == division.LevelTownship {
			l.towns = append(l.towns, d)
		}
	}
	web := zoo.New(zoo.Config{})
	for _, r := range web.Truth().Reports() {
		l.zoo = append(l.zoo, page.Page{Body: fetch(b, web, r.URL)})
		l.bodies = append(l.bodies, r.Body)
	}
	if l.reading, err = pipeline.NewReading(nil); err != nil {
		b.Fatal(err)
	}
	if l.db, err = store.Open(b.Context(), filepath.Join(b.TempDir(), "a.db"), store.Config{}); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = l.db.Close() })
	l.add(b, pages)
	if _, err := pipeline.Conclude(b.Context(), l.db, l.reading, time.Now()); err != nil {
		b.Fatal(err)
	}
	reports, err := l.db.Reports(b.Context(), store.Filter{})
	if err != nil || len(reports) < pages*9/10 {
		b.Fatalf("%d of %d pages are reports of known bodies: %v", len(reports), pages, err)
	}
	b.ResetTimer()
	return l
}

// add hands in further pages and reads them.
func (l *large) add(b *testing.B, pages int) {
	b.Helper()
	for range pages {
		which, town := l.next%len(l.zoo), l.towns[l.next/3%len(l.towns)]
		of := l.bodies[which]
		body := l.zoo[which].Body
		for _, x := range [][2]string{{of.Short, town.Name}, {of.CreditCode, ""}} {
			body = bytes.ReplaceAll(body, []byte(x[0]), []byte(x[1]))
		}
		p := page.Page{
			Body:  append(body, fmt.Sprintf("<!-- %d -->", l.next)...),
			Facts: page.Facts{URL: fmt.Sprintf("http://large.test/%d.html", l.next), Fetched: time.Now()},
			Hints: page.Hints{Source: "large", Division: string(town.Code), Agency: town.Name, Own: true},
		}
		if err := l.db.Deposit(b.Context(), p, store.By{Who: "bench", When: time.Now()}); err != nil {
			b.Fatal(err)
		}
		l.next++
	}
	if err := l.db.SaveSources(b.Context(), []store.Source{{ID: "large", Division: "330000"}}); err != nil {
		b.Fatal(err)
	}
	if _, err := pipeline.Drain(b.Context(), l.db, l.reading); err != nil {
		b.Fatal(err)
	}
}
