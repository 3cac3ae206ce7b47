package web

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

type sourcesData struct {
	Sources []store.Health
	Runs    []store.Run
	Pager   *pager
}

// sourcesPerPage bounds the sources on one page; each asks for everything that was ever fetched from it.
const sourcesPerPage = 50

// sourcesPage tells how the sources do, and lists the latest runs.
func sourcesPage(q *request) (*answer, error) {
	var d sourcesData
	from, err := q.number("from", 0, 0, mostOffset)
	if err != nil {
		return nil, err
	}
	if d.Sources, err = q.db.SourceHealthPage(q.Context(), sourcesPerPage+1, from); err != nil {
		return nil, err
	}
	d.page(q, from)
	if d.Runs, err = q.db.Runs(q.Context(), 30); err != nil {
		return nil, err
	}
	return q.page("sources", q.T("Sources", "来源"), d)
}

// page cuts the sources and leads to those before and behind; of these there are never so many that passing over takes time.
func (d *sourcesData) page(q *request, from int) {
	more := len(d.Sources) > sourcesPerPage
	d.Sources = d.Sources[:min(len(d.Sources), sourcesPerPage)]
	if from == 0 && !more {
		return
	}
	d.Pager = &pager{First: from + 1, Last: from + len(d.Sources)}
	if from > 0 {
		d.Pager.Back = q.List("from", max(0, from-sourcesPerPage))
	}
	if more {
		d.Pager.Next = q.List("from", from+sourcesPerPage)
	}
}

type runData struct {
	store.Run
	Outcomes []outcome
	Closed   []store.ClosedHost
	Troubles []trouble
	More     int
	Progress store.Progress
	Counted  []runCount
}

// runCount is a number that a run counted.
type runCount struct {
	Name  string
	Count int64
}

type outcome struct {
	report.Outcome
	Meaning string
	Visits  int64
}

type trouble struct {
	store.Trouble
	Meaning string
}

// mostTroubles is how many troubles of a run are listed.
const mostTroubles = 200

// runPage tells how one run went.
func runPage(q *request) (*answer, error) {
	id, err := strconv.ParseInt(q.PathValue("run"), 10, 64)
	if err != nil {
		return nil, errNoPage
	}
	d := runData{}
	switch d.Run, err = q.db.Run(q.Context(), id); {
	case errors.Is(err, store.ErrNotFound):
		return nil, absent("There is no run %d.", "没有运行 %d。", id)
	case err != nil:
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(d.Counts)) {
		if !strings.HasPrefix(name, "outcome.") { // they stand beside with their meanings
			d.Counted = append(d.Counted, runCount{q.words().Counted(name), d.Counts[name]})
		}
	}
	if err := d.load(q, id); err != nil {
		return nil, err
	}
	return q.page("run", q.Tf("Run %d", "运行 %d", id), d)
}

func (d *runData) load(q *request, id int64) error {
	meaning := q.words().Outcome
	outcomes, err := q.db.Outcomes(q.Context(), id)
	if err != nil {
		return err
	}
	for _, o := range outcomes {
		d.Outcomes = append(d.Outcomes, outcome{o.Outcome, meaning(o.Outcome), o.Visits})
	}
	if d.Closed, err = q.db.ClosedHosts(q.Context(), id); err != nil {
		return err
	}
	if d.Progress, err = q.db.Progress(q.Context(), id); err != nil {
		return err
	}
	troubles, err := q.db.Troubles(q.Context(), id)
	for _, t := range troubles[:min(len(troubles), mostTroubles)] {
		d.Troubles = append(d.Troubles, trouble{t, meaning(t.Outcome)})
	}
	d.More = max(0, len(troubles)-mostTroubles)
	return err
}
