package hostile

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

// Day is when everything in a dataset happened.
var Day = time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC)

// Database makes a database at the path in which each body has one of the texts wherever a text may stand, its key
// included, and gives the keys in the order of the texts. It needs five texts or more.
func Database(ctx context.Context, path string, texts []string) (keys []string, err error) {
	db, err := store.Open(ctx, path, store.Config{})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	m := &maker{Context: ctx, db: db, texts: texts}
	for _, part := range []func() error{m.run, m.pages, m.readings, m.corrections, m.history, m.ledger, m.across} {
		if err := part(); err != nil {
			return nil, err
		}
	}
	return m.keys, nil
}

type maker struct {
	context.Context
	db      *store.Store
	texts   []string
	keys    []string
	bodies  []store.Body
	digests []page.Digest
}

// run makes a run with sources, hosts that refused and requests that failed.
func (m *maker) run() error {
	run, err := m.db.StartRun(m, store.RunInfo{Kind: m.texts[0], Program: m.texts[1], Arguments: m.texts}, Day)
	if err != nil {
		return err
	}
	if err := m.db.SaveSources(m, []store.Source{{ID: "s", Name: m.texts[0], Family: m.texts[1], Home: m.texts[2], Status: m.texts[3], Division: "99"}}); err != nil {
		return err
	}
	var requests []page.Request
	for i, text := range m.texts {
		requests = append(requests, page.Request{URL: fmt.Sprintf("http://h%d.test/list", i), Kind: page.KindList, Family: text, Hints: page.Hints{Source: "s", ListTitle: text}})
	}
	if _, err := m.db.Enqueue(m, run, requests, Day); err != nil {
		return err
	}
	for i := range m.texts {
		if err := m.visit(m.texts[i]); err != nil {
			return err
		}
	}
	return m.db.FinishRun(m, run, store.RunResult{Result: m.texts[0], Stopped: m.texts[1], Counts: map[string]int64{m.texts[0]: 1}}, Day)
}

// visit leases a host and records that it refused, in the words of the text.
func (m *maker) visit(text string) error {
	lease, err := m.db.Lease(m, Day)
	if err != nil {
		return err
	}
	for _, r := range lease.Requests {
		v := page.Visit{Request: r, Outcome: report.OutcomeForbidden, Detail: text, Attempts: 1, Page: page.Page{Facts: page.Facts{URL: r.URL, Status: 403, Fetched: Day}}}
		if err := m.db.Record(m, lease, v, Day); err != nil {
			return err
		}
	}
	return m.db.Release(m, lease)
}

// pages hands a page in for each text.
func (m *maker) pages() error {
	for i, text := range m.texts {
		p := page.Page{Body: []byte(fmt.Sprintf("<!-- %d --><table><tr><td>%s</td></tr></table>", i, text)), Facts: page.Facts{
			URL: fmt.Sprintf("http://portal.test/%d.html", i), Status: 200, Fetched: Day,
			Header: http.Header{"Content-Type": {"text/html"}, "X-Odd": {text}}, Hops: []page.Hop{{From: text, To: text, Status: 301}},
		}}
		if err := m.db.Deposit(m, p, store.By{Who: text, Why: text, File: text, When: Day}); err != nil {
			return err
		}
		m.digests = append(m.digests, p.Digest())
	}
	return nil
}

func (m *maker) readings() error {
	waiting, err := m.db.Pending(m, "1", len(m.texts))
	if err == nil && len(waiting) != len(m.texts) {
		err = fmt.Errorf("%d pages wait for a reader, not %d", len(waiting), len(m.texts))
	}
	if err != nil {
		return err
	}
	var readings []store.Reading
	for i := range waiting {
		text := m.texts[i]
		readings = append(readings, store.Reading{Document: waiting[i].Document, Report: reportOf(&waiting[i], text), Body: &store.BodyRef{
			Key: fmt.Sprintf("%03d%s", i, text), Name: text, Kind: text, Division: fmt.Sprintf("990124%03d", i), CreditCode: text, Parent: text,
		}})
	}
	if err := m.db.SaveReadings(m, readings); err != nil {
		return err
	}
	m.bodies, err = m.db.BodiesIn(m, "99", len(m.texts))
	for _, b := range m.bodies {
		m.keys = append(m.keys, b.Key)
	}
	return err
}

// Entered is the cell that a person entered in each report.
var Entered = report.Key{Table: report.Disclosure, Row: report.RowNormativeDocuments, Column: report.ColumnRepealed}

func (m *maker) corrections() error {
	var entered []store.Correction
	for i, text := range m.texts {
		entered = append(entered, store.Correction{Digest: m.digests[i], Key: Entered, Value: report.Int(1), Who: text, Why: text, When: Day})
	}
	return m.db.Correct(m, entered, nil)
}

// history gives each body a name of another time and an event.
func (m *maker) history() error {
	var h store.History
	var said []store.Attribute
	for i, b := range m.bodies {
		text := m.texts[i]
		said = append(said, store.Attribute{Body: b.Key, Kind: division.AttributeName, Value: "旧" + text, Origin: store.OriginEdition, Source: text})
		h.Events = append(h.Events, store.Event{
			Kind: division.ChangeKind(text), Also: []division.ChangeKind{division.ChangeKind(text)}, On: report.Date{Year: 2022, Month: 1, Day: 1}, Rule: division.Rule(text),
			Origin: store.OriginEdition, Source: text, Before: []store.EventBody{{Key: b.Key, Name: text, Code: text}}, Later: []store.EventBody{{Key: text, Name: text, Code: text}},
		})
	}
	h.Of = store.AttributesBy(said)
	_, err := m.db.SaveHistory(m, &h)
	return err
}

func (m *maker) ledger() error {
	var entries []store.LedgerEntry
	for i, b := range m.bodies {
		text := m.texts[i]
		entries = append(entries, store.LedgerEntry{Body: b, Year: 2023, Verdict: report.Verdict{State: report.StateFlagged, Basis: text}, Evidence: report.Evidence{
			Existence: report.Existence{Answer: report.AnswerYes, Basis: text}, Reading: &report.CountedReading{URL: text},
			Deadline: &report.Deadline{Date: report.Date{Year: 2024, Month: 1, Day: 31}, Basis: text},
		}})
	}
	_, err := m.db.SaveLedger(m, store.LedgerOf(entries))
	return err
}

func (m *maker) across() error {
	all, err := m.db.Reports(m, store.Filter{})
	if err != nil {
		return err
	}
	var across []store.Across
	for i := range all {
		across = append(across, store.Across{Reading: all[i].ID, Finding: report.Finding{Relation: report.RuleIdentical, Severity: report.Warning, Message: all[i].Title}})
	}
	_, err = m.db.SaveAcross(m, []store.Area{{Code: "990124", Digest: "1", Found: across}})
	return err
}

// reportOf has the text wherever a report may hold one.
func reportOf(w *store.Pending, text string) *report.Report {
	r := &report.Report{
		Reader: "1", Agency: report.Agency{Name: text, CreditCode: text, Division: text, ScopeBasis: text}, Year: 2023, Title: text,
		Published: report.Date{Year: 2024, Month: 1, Day: 16}, PublishedSource: text, Status: report.Flagged,
		Forms:      report.Forms{report.Edition2021, report.Edition2021, report.Edition2021},
		Statistics: []report.Statistic{{Key: "a1", Label: text, Unit: text, Raw: text, State: report.Unreadable}},
		Claims:     []report.Claim{{Meaning: text, Sentence: text}},
		Unconsumed: []report.Unconsumed{{Table: text, Kind: text, Label: text, Cells: []string{text}}},
		Sections:   []report.Section{{Number: 1, Title: text, Text: text}},
		Page:       report.Origin{URL: w.Document.URL, SHA256: string(w.Document.Digest), Encoding: text},
	}
	states := []report.CellState{report.NA, report.Unreadable, report.Printed, report.Split, report.Entered}
	for i, key := range r.Forms.Keys() {
		*r.Cells.At(key) = report.Cell{State: states[i%len(states)], Raw: text, Unit: report.Unit{Name: text, Source: report.UnitPrinted}, Place: report.Place{Table: 1, Row: 1, Column: 1, Start: 24, End: 24 + len(text)}}
	}
	quoted := fmt.Sprintf("row %q stands on the page twice", text)
	r.Findings = []report.Finding{
		{Relation: text, Severity: report.Error, Cells: r.Forms.Keys()[:2], Message: text, Candidates: []string{text}},
		{Relation: report.RuleDuplicate, Severity: report.Note, Message: quoted}, // said again in the reader's language
	}
	return r
}
