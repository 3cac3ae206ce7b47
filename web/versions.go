package web

import (
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// step is how one reading of a report differs from another.
type step struct {
	Cause    string
	From, To string // when each content was had first
	Cells    []changed
	More     int
}

// changed is a cell before and after.
type changed struct{ Label, Old, New, Href string }

// mostChanged is how many cells of a step are listed.
const mostChanged = 30

// steps tells how the readings of a report differ in their cells.
func (q *request) steps(s store.Summary) ([]step, error) {
	versions, between, err := q.db.Versions(q.Context(), s.Body.Key, s.Year)
	if err != nil {
		return nil, err
	}
	var list []step
	for _, b := range between {
		one := step{Cause: q.words().Cause(string(b.Cause)), From: q.Moment(versions[b.From].First), To: q.Moment(versions[b.To].First), More: max(0, len(b.Cells)-mostChanged)}
		for i := range b.Cells[:min(len(b.Cells), mostChanged)] {
			c := &b.Cells[i]
			one.Cells = append(one.Cells, changed{q.Label(c.Key), q.cellWords(&c.Old), q.cellWords(&c.New), q.CellHref(c.Key.String())})
		}
		list = append(list, one)
	}
	return list, nil
}

// cellWords writes a value, or the state where there is none.
func (q *request) cellWords(c *report.Cell) string {
	if v, ok := c.Number(); ok {
		return v.String()
	}
	return q.State(c.State)
}
