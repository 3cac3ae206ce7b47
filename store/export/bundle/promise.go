package bundle

import (
	"fmt"
	"math"
	"strings"
)

// Promises are what a release must hold. Zero values ask for what follows from the release before: at least 98 % of its
// bodies and numbers, and a share of consistent reports at most two points below its share.
type Promises struct {
	Bodies     int     `json:"bodies"`
	Cells      int     `json:"cells"`
	Consistent float64 `json:"consistent"` // share of the reports, from 0 to 1
}

// Validate tells what is wrong with the promises.
func (p Promises) Validate() error {
	if p.Bodies < 0 || p.Cells < 0 || p.Consistent < 0 || p.Consistent > 1 {
		return fmt.Errorf("a release can't promise %d bodies, %d cells and a consistent share of %g", p.Bodies, p.Cells, p.Consistent)
	}
	return nil
}

// How much less than the release before is taken without a word.
const (
	shrinkage = 0.98
	points    = 0.02
)

// since completes the promises by the release before; nil for the first one.
func (p Promises) since(before *Totals) Promises {
	if before == nil {
		return p
	}
	if p.Bodies == 0 {
		p.Bodies = int(math.Ceil(shrinkage * float64(before.Bodies)))
	}
	if p.Cells == 0 {
		p.Cells = int(math.Ceil(shrinkage * float64(before.Cells)))
	}
	if p.Consistent == 0 {
		p.Consistent = max(0, before.ConsistentShare()-points)
	}
	return p
}

// broken lists the promises that the totals do not keep.
func (p Promises) broken(t Totals) (list []string) {
	if t.Bodies < p.Bodies {
		list = append(list, fmt.Sprintf("%d bodies, at least %d are asked for", t.Bodies, p.Bodies))
	}
	if t.Cells < p.Cells {
		list = append(list, fmt.Sprintf("%d numbers, at least %d are asked for", t.Cells, p.Cells))
	}
	if t.ConsistentShare() < p.Consistent {
		list = append(list, fmt.Sprintf("%.4f of the reports are consistent, at least %.4f are asked for", t.ConsistentShare(), p.Consistent))
	}
	return list
}

// BrokenError says which promises a release does not keep; it was held back.
type BrokenError struct {
	Release string
	Broken  []string
}

// Error names them and says what to do.
func (e *BrokenError) Error() string {
	return fmt.Sprintf("release %s is held back: %s; look into it, set other promises, or give a reason to make it all the same",
		e.Release, strings.Join(e.Broken, "; "))
}
