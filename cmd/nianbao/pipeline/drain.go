package pipeline

import (
	"cmp"
	"context"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/nianbao/nianbao/extract"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/store"
)

// batch is how many pages are read before their readings are stored together.
const batch = 64

// Drained counts what was read.
type Drained struct {
	Pages    int
	Statuses map[report.Status]int
}

// add counts what was read elsewhere.
func (d *Drained) add(more Drained) {
	if d.Statuses == nil {
		d.Statuses = map[report.Status]int{}
	}
	d.Pages += more.Pages
	for status, n := range more.Statuses {
		d.Statuses[status] += n
	}
}

// Drain reads every archived page that this reader has not read yet, on all cores, and stores the readings. What
// was stored before an error or a stop stays; the rest waits in the archive.
func Drain(ctx context.Context, db *store.Store, reading *Reading) (Drained, error) {
	done := Drained{Statuses: map[report.Status]int{}}
	for {
		pending, err := db.Pending(ctx, extract.Version, batch)
		if err != nil || len(pending) == 0 {
			return done, err
		}
		readings := readAll(reading, pending)
		if err := db.SaveReadings(ctx, readings); err != nil {
			return done, err
		}
		for _, r := range readings {
			done.Pages++
			done.Statuses[r.Report.Status]++
		}
	}
}

// readAll reads pages side by side on all cores; the order of the results is that of the pages.
func readAll(reading *Reading, pending []store.Pending) []store.Reading {
	readings := make([]store.Reading, len(pending))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range pending {
		group.Go(func() error {
			readings[i] = readingOf(pending[i], reading)
			return nil
		})
	}
	_ = group.Wait() // reading a page never fails without a result
	return readings
}

// readingOf reads one page and says of which body it is.
func readingOf(p store.Pending, reading *Reading) store.Reading {
	document := reading.safely(p.Page, enterer(&p))
	out := store.Reading{Document: p.Document, Report: document.Report, Resolution: resolutionOf(document.Body, document.Claims)}
	if body, known := reading.BodyOf(document.Body); known {
		out.Body = &body
		out.Own = p.Document.Hints.Own && !slices.ContainsFunc(document.Body.Conflicts, aboutTheColumn)
	}
	return out
}

// aboutTheColumn tells whether the column in which a page stood is that of another body.
func aboutTheColumn(c division.Conflict) bool {
	return c.Weight >= division.Middle && (c.Claim.Origin == division.OriginHintDivision || c.Claim.Origin == division.OriginListTitle)
}

func resolutionOf(r division.Resolution, claims []division.Claim) store.Resolution {
	out := store.Resolution{Confidence: string(r.Confidence)}
	for _, c := range claims {
		out.Claims = append(out.Claims, claimOf(c, slices.Contains(r.Used, c)))
	}
	for _, c := range r.Conflicts {
		kept := store.Conflict{Kind: string(c.Kind), Weight: c.Weight.String(), Claim: claimOf(c.Claim, false)}
		for _, b := range c.Says {
			kept.Says = append(kept.Says, cmp.Or(b.Key(), b.Name))
		}
		out.Conflicts = append(out.Conflicts, kept)
	}
	return out
}

func claimOf(c division.Claim, used bool) store.Claim {
	return store.Claim{Kind: string(c.Kind), Value: c.Value, Origin: string(c.Origin), Used: used}
}
