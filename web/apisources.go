package web

import (
	"time"

	"github.com/nianbao/nianbao/store"
)

type sourceJSON struct {
	ID          string     `json:"id"`
	Name        string     `json:"name"`
	Division    string     `json:"division"`
	Family      string     `json:"family"`
	Home        string     `json:"home"`
	Status      string     `json:"status"`
	Expected    int        `json:"expected"`
	Years       []yearJSON `json:"years"`
	Documents   int        `json:"documents"`
	Unread      int        `json:"unread"`
	Failing     int        `json:"failing"`
	LastSuccess string     `json:"last_success"`
}

type yearJSON struct {
	Year   int `json:"year"`
	Bodies int `json:"bodies"`
	Whole  int `json:"whole"`
}

func apiSources(q *request) (*answer, error) {
	limit, err := q.number("limit", sourcesPerPage, 1, mostItems)
	if err != nil {
		return nil, err
	}
	from, err := q.number("from", 0, 0, mostOffset)
	if err != nil {
		return nil, err
	}
	sources, err := q.db.SourceHealthPage(q.Context(), limit+1, from)
	if err != nil {
		return nil, err
	}
	items := []sourceJSON{}
	for _, h := range sources {
		items = append(items, sourceOf(h))
	}
	return passed(q, window{limit: limit, from: from}, items)
}

func sourceOf(h store.Health) sourceJSON {
	out := sourceJSON{
		ID: h.ID, Name: h.Name, Division: h.Division, Family: h.Family, Home: h.Home, Status: h.Status, Expected: h.Expected,
		Years: []yearJSON{}, Documents: h.Documents, Unread: h.Unread, Failing: h.Failing, LastSuccess: momentText(h.LastSuccess),
	}
	for _, y := range h.Years {
		out.Years = append(out.Years, yearJSON(y))
	}
	return out
}

type runJSON struct {
	ID       int64            `json:"id"`
	Kind     string           `json:"kind"`
	Program  string           `json:"program"`
	Started  string           `json:"started"`
	Finished string           `json:"finished"`
	Result   string           `json:"result"`
	Counts   map[string]int64 `json:"counts"`
}

func apiRuns(q *request) (*answer, error) {
	limit, err := q.number("limit", perPage, 1, mostItems)
	if err != nil {
		return nil, err
	}
	runs, err := q.db.Runs(q.Context(), limit)
	if err != nil {
		return nil, err
	}
	items := []runJSON{}
	for _, r := range runs {
		items = append(items, runJSON{r.ID, r.Kind, r.Program, momentText(r.Started), momentText(r.Finished), r.Result, r.Counts})
	}
	return jsonAnswer(list[runJSON]{Items: items})
}

// momentText writes a moment as RFC 3339 in UTC; nothing for none.
func momentText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
