package web

import (
	"encoding/json"
	"fmt"
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
		{apiRoot + "/search", apiSearch},
		{apiRoot + "/indicators", apiIndicators},
		{apiRoot + "/codebook", apiCodebook},
		{apiRoot + "/sources", apiSources},
		{apiRoot + "/runs", apiRuns},
	}
}

// loadParameters reads from openapi.json which parameters each endpoint has.
func loadParameters() (map[string]map[string]bool, error) {
	text, err := files.ReadFile("assets/openapi.json")
	if err != nil {
		return nil, err
	}
	var described struct {
		Paths map[string]struct {
			Get struct {
				Parameters []struct {
					Name, In string
					Schema   struct{ Type string }
				}
			}
		}
	}
	if err := json.Unmarshal(text, &described); err != nil {
		return nil, fmt.Errorf("web: openapi.json: %w", err)
	}
	all := map[string]map[string]bool{}
	for path, one := range described.Paths {
		all[path] = map[string]bool{"lang": false}
		for _, p := range one.Get.Parameters {
			if p.In == "query" {
				all[path][p.Name] = p.Schema.Type == "array"
			}
		}
	}
	return all, nil
}

// asked reads ?limit=, the filter and the window of a list.
func (q *request) asked() (f store.Filter, w window, err error) {
	limit, err := q.number("limit", perPage, 1, mostItems)
	if err != nil {
		return f, w, err
	}
	if f, err = q.narrow(); err != nil {
		return f, w, err
	}
	w, err = q.window(limit)
	return f, w, err
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
	items := []store.BodyRef{}
	for _, b := range found {
		if strings.HasPrefix(b.Division, area) && len(items) < limit {
			items = append(items, b.BodyRef)
		}
	}
	return jsonAnswer(list[store.BodyRef]{Items: items})
}

type ledgerJSON struct {
	Body     store.BodyRef   `json:"body"`
	Year     int             `json:"year"`
	State    report.State    `json:"state"`
	Basis    string          `json:"basis"`
	Late     *int            `json:"late"`
	Evidence report.Evidence `json:"evidence"`
}

func ledgerOf(e *store.LedgerEntry) ledgerJSON {
	return ledgerJSON{e.Body.BodyRef, e.Year, e.State, e.Basis, e.Late, e.Evidence}
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
	for i := range entries {
		years = append(years, ledgerOf(&entries[i]))
	}
	return jsonAnswer(struct {
		store.BodyRef
		Years []ledgerJSON `json:"years"`
	}{body.BodyRef, years})
}

type summaryJSON struct {
	Body      store.BodyRef  `json:"body"`
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

func summaryOf(s *store.Summary) summaryJSON {
	return summaryJSON{
		s.Body.BodyRef, s.Year, s.Scope, s.Status, s.Standing, s.Title, s.Published, s.URL, s.Fetched, string(s.Document.Digest),
		s.Reader, s.Notes, s.Warnings, s.Errors,
	}
}

// apiReports lists the reports that count.
func apiReports(q *request) (*answer, error) {
	f, w, err := q.asked()
	if err != nil {
		return nil, err
	}
	found, err := q.db.Reports(q.Context(), w.filter(f))
	if err != nil {
		return nil, err
	}
	return listed(q, w, found, summaryOf)
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
	items := []summaryJSON{summaryOf(&one.Summary)}
	for i := range others {
		items = append(items, summaryOf(&others[i]))
	}
	return jsonAnswer(list[summaryJSON]{Items: items})
}

type findingJSON struct {
	Body    store.BodyRef  `json:"body"`
	Year    int            `json:"year"`
	SHA256  string         `json:"sha256"`
	Finding report.Finding `json:"finding"`
}

// apiFindings lists findings of reports, or with ?between=1 those between reports.
func apiFindings(q *request) (*answer, error) {
	f, w, err := q.asked()
	if err != nil {
		return nil, err
	}
	if q.value("between") != "" {
		found, err := q.db.Across(q.Context(), w.filter(f))
		if err != nil {
			return nil, err
		}
		return listed(q, w, found, func(x *store.AcrossFound) findingJSON { return foundOf(&x.Summary, x.Finding) })
	}
	found, err := q.db.Findings(q.Context(), w.filter(f))
	if err != nil {
		return nil, err
	}
	return listed(q, w, found, func(x *store.Found) findingJSON { return foundOf(&x.Summary, x.Finding) })
}

func foundOf(s *store.Summary, f report.Finding) findingJSON {
	return findingJSON{s.Body.BodyRef, s.Year, string(s.Document.Digest), f}
}

// apiLedger lists the states of bodies and years.
func apiLedger(q *request) (*answer, error) {
	f, w, err := q.asked()
	if err != nil {
		return nil, err
	}
	states, err := q.state()
	if err != nil {
		return nil, err
	}
	entries, err := q.db.Ledger(q.Context(), w.ledger(store.LedgerFilter{Division: f.Division, From: f.From, To: f.To, States: states}))
	if err != nil {
		return nil, err
	}
	return listed(q, w, entries, ledgerOf)
}
