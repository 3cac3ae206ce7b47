package pipeline

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

// Addition is a page that a person hands in, with what the person says about it.
type Addition struct {
	Body   []byte
	URL    string // where the person had it from
	Agency string // whose report it is; may be empty when the page says so
	Year   int    // reported on; 0 when the page says so
	By     store.By
}

// page makes of it what a crawler would have brought. What the person says of body and year are hints: claims that
// the page itself may contradict, with a finding.
func (a *Addition) page() page.Page {
	p := page.Page{Body: a.Body, Facts: page.Facts{URL: a.URL, Fetched: a.By.When, ByHand: true}}
	if a.Agency != "" {
		p.Hints = page.Hints{Agency: a.Agency, Own: true}
	}
	if a.Year != 0 {
		p.Hints.ListTitle = fmt.Sprintf("%d年%s政府信息公开工作年度报告", a.Year, a.Agency)
	}
	return p
}

// Add archives pages, reads them and brings the ledger up to date. It stops at the first page that can't be kept;
// those before it stay.
func Add(ctx context.Context, db *store.Store, reading *Reading, additions []Addition, now time.Time) (Drained, error) {
	if _, err := Rekey(ctx, db, reading); err != nil {
		return Drained{}, err
	}
	for i := range additions {
		a := &additions[i]
		a.By.When = now
		if err := db.Deposit(ctx, a.page(), a.By); err != nil {
			return Drained{}, fmt.Errorf("%s: %w", a.By.File, err)
		}
	}
	done, err := Drain(ctx, db, reading)
	if err != nil {
		return done, err
	}
	_, err = Conclude(ctx, db, reading, now)
	return done, err
}

// Correct enters values, or takes them back, and runs: over the pages that they are about, besides those of Only; over
// all when Only is nil.
func (r *Reread) Correct(ctx context.Context, enter, remove []store.Correction, now time.Time) (RereadSummary, error) {
	if err := r.Store.Correct(ctx, enter, remove); err != nil {
		return RereadSummary{}, err
	}
	if r.Only == nil {
		return r.Run(ctx, now)
	}
	seen := map[store.Content]bool{}
	for _, c := range slices.Concat(enter, remove) {
		about, err := r.Store.Corrected(ctx, c.Digest)
		if err != nil {
			return RereadSummary{}, err
		}
		for _, content := range about {
			if !seen[content] {
				seen[content] = true
				r.Only = append(r.Only, content)
			}
		}
	}
	return r.Run(ctx, now)
}
