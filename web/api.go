package web

import (
	"net/http"
	"strings"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// apiRoot is where the API begins.
const apiRoot = "/api/v1"

// endpoint is an address of the API. openapi.json describes each; a test holds the two together.
type endpoint struct {
	path    string
	handler handler
}

func endpoints() []endpoint {
	return []endpoint{
		{apiRoot, apiIndex},
		{apiRoot + "/openapi.json", apiDescription},
		{apiRoot + "/bodies", apiBodies},
		{apiRoot + "/bodies/{body}", apiBody},
		{apiRoot + "/reports", apiReports},
		{apiRoot + "/reports/{body}/{year}", apiReport},
		{apiRoot + "/reports/{body}/{year}/versions", apiVersions},
		{apiRoot + "/findings", apiFindings},
		{apiRoot + "/ledger", apiLedger},
		{apiRoot + "/compare", apiCompare},
		{apiRoot + "/indicators", apiIndicators},
		{apiRoot + "/codebook", apiCodebook},
		{apiRoot + "/sources", apiSources},
		{apiRoot + "/runs", apiRuns},
	}
}

// list is a page of a list; Next is the address of the next one, null at the end.
type list[T any] struct {
	Items []T     `json:"items"`
	Next  *string `json:"next"`
}

// mostItems is the largest page of a list.
const mostItems = 500

// window reads ?limit= and ?from=.
func (q *request) window() (limit, from int, err error) {
	if limit, err = q.number("limit", perPage, 1, mostItems); err != nil {
		return 0, 0, err
	}
	from, err = q.number("from", 0, 0, mostOffset)
	return limit, from, err
}

// listed answers with a list that was asked for with one item more than its limit.
func listed[T any](q *request, items []T, limit, from int) (*answer, error) {
	out := list[T]{Items: items}
	if items == nil {
		out.Items = []T{}
	}
	if len(items) > limit {
		out.Items = items[:limit]
		if from+limit <= mostOffset {
			next := q.Same("from", from+limit)
			out.Next = &next
		}
	}
	return jsonAnswer(out)
}

func apiIndex(q *request) (*answer, error) {
	var paths []string
	for _, e := range endpoints() {
		paths = append(paths, e.path)
	}
	return jsonAnswer(map[string]any{"program": "nianbao " + q.Program, "description": apiRoot + "/openapi.json", "paths": paths})
}

func apiDescription(*request) (*answer, error) {
	body, err := files.ReadFile("assets/openapi.json")
	return &answer{body: body, kind: jsonText}, err
}

type bodyJSON struct {
	Key        string `json:"key"`
	Name       string `json:"name"`
	Kind       string `json:"kind"`
	Division   string `json:"division"`
	CreditCode string `json:"credit_code"`
	Parent     string `json:"parent"`
}

func bodyOf(b store.Body) bodyJSON {
	return bodyJSON{b.Key, b.Name, b.Kind, b.Division, b.CreditCode, b.Parent}
}

// apiBodies finds bodies by ?q= or lists those of ?in=.
func apiBodies(q *request) (*answer, error) {
	limit, err := q.number("limit", perPage, 1, mostItems)
	if err != nil {
		return nil, err
	}
	area, err := q.area()
	if err != nil {
		return nil, err
	}
	var found []store.Body
	if text := q.value("q"); text != "" {
		found, err = q.db.FindBodies(q.Context(), text, mostItems)
	} else {
		found, err = q.db.BodiesIn(q.Context(), area, limit)
	}
	if err != nil {
		return nil, err
	}
	items := []bodyJSON{}
	for _, b := range found {
		if strings.HasPrefix(b.Division, area) && len(items) < limit {
			items = append(items, bodyOf(b))
		}
	}
	return jsonAnswer(list[bodyJSON]{Items: items})
}

type ledgerJSON struct {
	Body     bodyJSON        `json:"body"`
	Year     int             `json:"year"`
	State    report.State    `json:"state"`
	Basis    string          `json:"basis"`
	Late     *int            `json:"late"`
	Evidence report.Evidence `json:"evidence"`
}

func ledgerOf(e store.LedgerEntry) ledgerJSON {
	return ledgerJSON{bodyOf(e.Body), e.Year, e.State, e.Basis, e.Late, e.Evidence}
}

// apiBody gives a body with what the ledger knows of its years.
func apiBody(q *request) (*answer, error) {
	body, err := q.db.BodyByKey(q.Context(), q.PathValue("body"))
	if err != nil {
		return nil, err
	}
	entries, err := q.db.Ledger(q.Context(), store.LedgerFilter{Body: body.Key})
	if err != nil {
		return nil, err
	}
	years := []ledgerJSON{}
	for _, e := range entries {
		years = append(years, ledgerOf(e))
	}
	return jsonAnswer(struct {
		bodyJSON
		Years []ledgerJSON `json:"years"`
	}{bodyOf(body), years})
}

type summaryJSON struct {
	Body      bodyJSON       `json:"body"`
	Year      int            `json:"year"`
	Scope     report.Scope   `json:"scope"`
	Status    report.Status  `json:"status"`
	Standing  store.Standing `json:"standing"`
	Title     string         `json:"title"`
	Published report.Date    `json:"published"`
	URL       string         `json:"url"`
	Fetched   string         `json:"fetched"`
	SHA256    string         `json:"sha256"`
	Reader    string         `json:"reader"`
	Notes     int            `json:"notes"`
	Warnings  int            `json:"warnings"`
	Errors    int            `json:"errors"`
}

func summaryOf(s store.Summary) summaryJSON {
	return summaryJSON{
		bodyOf(s.Body), s.Year, s.Scope, s.Status, s.Standing, s.Title, s.Published, s.URL, s.Fetched, string(s.Document.Digest),
		s.Reader, s.Notes, s.Warnings, s.Errors,
	}
}

// filter reads ?in=, ?year=, ?relation= and the window.
func (q *request) filter() (f store.Filter, err error) {
	if f.Division, err = q.area(); err != nil {
		return f, err
	}
	if f.From, err = q.year(); err != nil {
		return f, err
	}
	f.To, f.Relation = f.From, q.value("relation")
	f.Limit, f.Offset, err = q.window()
	f.Limit++
	return f, err
}

// apiReports lists the reports that count.
func apiReports(q *request) (*answer, error) {
	f, err := q.filter()
	if err != nil {
		return nil, err
	}
	found, err := q.db.Reports(q.Context(), f)
	if err != nil {
		return nil, err
	}
	var items []summaryJSON
	for _, s := range found {
		items = append(items, summaryOf(s))
	}
	return listed(q, items, f.Limit-1, f.Offset)
}

// apiReport gives a report in schema nianbao.report.v1, with the findings between it and others.
func apiReport(q *request) (*answer, error) {
	one, _, err := q.loadReport()
	if err != nil {
		return nil, err
	}
	across, err := q.db.AcrossByReading(q.Context(), store.Filter{Body: one.Body.Key, From: one.Year, To: one.Year})
	if err != nil {
		return nil, err
	}
	one.Report.Findings = append(one.Report.Findings, across[one.ID]...)
	return jsonAnswer(one.Report)
}

// apiVersions lists every reading of a body and year, with the one that counts among them.
func apiVersions(q *request) (*answer, error) {
	one, others, err := q.loadReport()
	if err != nil {
		return nil, err
	}
	items := []summaryJSON{summaryOf(one.Summary)}
	for _, s := range others {
		items = append(items, summaryOf(s))
	}
	return jsonAnswer(list[summaryJSON]{Items: items})
}

type findingJSON struct {
	Body    bodyJSON       `json:"body"`
	Year    int            `json:"year"`
	SHA256  string         `json:"sha256"`
	Finding report.Finding `json:"finding"`
}

// apiFindings lists findings of reports, or with ?between=1 those between reports.
func apiFindings(q *request) (*answer, error) {
	f, err := q.filter()
	if err != nil {
		return nil, err
	}
	var items []findingJSON
	add := func(s store.Summary, found report.Finding) {
		items = append(items, findingJSON{bodyOf(s.Body), s.Year, string(s.Document.Digest), found})
	}
	if q.value("between") != "" {
		found, err := q.db.Across(q.Context(), f)
		if err != nil {
			return nil, err
		}
		for _, x := range found {
			add(x.Summary, x.Finding)
		}
	} else {
		found, err := q.db.Findings(q.Context(), f)
		if err != nil {
			return nil, err
		}
		for _, x := range found {
			add(x.Summary, x.Finding)
		}
	}
	return listed(q, items, f.Limit-1, f.Offset)
}

// apiLedger lists the states of bodies and years.
func apiLedger(q *request) (*answer, error) {
	f, err := q.filter()
	if err != nil {
		return nil, err
	}
	filter := store.LedgerFilter{Division: f.Division, From: f.From, To: f.To, Limit: f.Limit, Offset: f.Offset}
	if state := report.State(q.value("state")); state != "" {
		if precedence(state) < 0 {
			return nil, problem{http.StatusBadRequest, string(state) + " is no state of the ledger.", ""}
		}
		filter.States = []report.State{state}
	}
	entries, err := q.db.Ledger(q.Context(), filter)
	if err != nil {
		return nil, err
	}
	var items []ledgerJSON
	for _, e := range entries {
		items = append(items, ledgerOf(e))
	}
	return listed(q, items, f.Limit-1, f.Offset)
}
