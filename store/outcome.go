package store

import (
	"fmt"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// The states of a request in the frontier.
const (
	stateQueued = "queued" // due in its run
	stateDone   = "done"   // its last visit brought the page, or said that it is unchanged
	stateFailed = "failed" // not tried again in its run
)

// fate is what becomes of a request after a visit.
type fate struct {
	state    string
	attempts int
	due      time.Time // of a queued request
}

// fateOf follows the table of outcomes. attempts counts the earlier visits of the run that failed.
//
//   - what was not asked (class waiting) stays queued as it was
//   - a success is done
//   - what should be tried soon is queued for the moment that the visit names, or after a pause that doubles, until
//     the attempts are spent
//   - everything else has failed, for this run
func fateOf(visit *page.Visit, attempts int, now time.Time, config Config) (fate, report.OutcomeDef, error) {
	def, ok := visit.Outcome.Def()
	if !ok {
		return fate{}, def, fmt.Errorf("%q is no outcome", visit.Outcome)
	}
	switch {
	case def.Class == report.ClassWaiting:
		return fate{stateQueued, attempts, later(now, visit.Retry)}, def, nil
	case def.Class == report.ClassOK:
		return fate{stateDone, 0, time.Time{}}, def, nil
	case def.Retry == report.RetrySoon && attempts+1 < config.Attempts:
		pause := config.Backoff << min(attempts, 10)
		due := visit.Retry
		if due.IsZero() {
			due = now.Add(pause)
		}
		return fate{stateQueued, attempts + 1, later(now, due)}, def, nil
	}
	return fate{stateFailed, attempts + 1, time.Time{}}, def, nil
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
