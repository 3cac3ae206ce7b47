package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/web"
)

// payloads try to leave every place where a text may stand: text, attributes with and without quotes, addresses,
// comments, raw text elements, scripts, styles, SVG, and other readings of the bytes.
var payloads = []string{
	`<script>alert(1)</script>`, `</script><script>alert(1)</script>`, `"><script>alert(1)</script>`, `'><script>alert(1)</script>`,
	`<img src=x onerror=alert(1)>`, `"><img src=x onerror=alert(1)>`, `' onmouseover='alert(1)`, `" onmouseover="alert(1)`, `" autofocus onfocus="alert(1)`,
	"` onmouseover=`alert(1)", ` onmouseover=alert(1) x=`, `x" style="background:url(//h.test)`, `<svg onload=alert(1)>`, `<svg><script>alert(1)</script></svg>`,
	`<svg><animate onbegin=alert(1) attributeName=x>`, `<math><mi xlink:href="javascript:alert(1)">`, `<iframe src=javascript:alert(1)>`, `<iframe srcdoc="<script>alert(1)</script>">`,
	`<object data=javascript:alert(1)>`, `<embed src=//h.test>`, `<link rel=stylesheet href=//h.test>`, `<base href=//h.test>`, `<meta http-equiv=refresh content="0;url=//h.test">`,
	`<form action=//h.test><button>`, `<input onfocus=alert(1) autofocus>`, `<details open ontoggle=alert(1)>`, `<video src=x onerror=alert(1)>`, `<audio src=x onerror=alert(1)>`,
	`<body onload=alert(1)>`, `<marquee onstart=alert(1)>`, `<a href="javascript:alert(1)">x</a>`, `javascript:alert(1)`, `JaVaScRiPt:alert(1)`, "java\tscript:alert(1)",
	`data:text/html,<script>alert(1)</script>`, `vbscript:msgbox(1)`, `//h.test/x`, `</title><script>alert(1)</script>`, `</textarea><script>alert(1)</script>`,
	`</style><script>alert(1)</script>`, `</option></select><script>alert(1)</script>`, `--><script>alert(1)</script>`, `<!--<script>alert(1)//-->`, `]]><script>alert(1)</script>`,
	`{{.Store}}`, `{{template "layout.html" .}}`, `${alert(1)}`, `<%= 1 %>`, `&lt;script&gt;alert(1)&lt;/script&gt;`, `&#60;script&#62;alert(1)&#60;/script&#62;`,
	`\u003cscript\u003ealert(1)\u003c/script\u003e`, `%3Cscript%3Ealert(1)%3C/script%3E`, "<script\x00>alert(1)</script>", "\xc0\xbcscript\xc0\xbealert(1)", "＜script＞alert(1)＜/script＞",
	"\u202egnp.<script>", `<scr<script>ipt>alert(1)</scr</script>ipt>`, `<IMG """><SCRIPT>alert(1)</SCRIPT>">`, `<x onclick=alert(1)>x`, `<noscript><p title="</noscript><img src=x onerror=alert(1)>">`,
	`<template><script>alert(1)</script></template>`, `<td colspan=2 onclick=alert(1)>`, `=HYPERLINK("http://h.test")`, `'"<>&;/\` + "`", `../../etc/passwd`, "line\r\nSet-Cookie: a=b",
}

var theDay = time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC)

// spoiled makes a dataset in which each body has one of the texts wherever a text may stand, its key included.
func spoiled(t *testing.T, texts []string) (path string, keys []string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "spoiled.db")
	db, err := store.Open(t.Context(), path, store.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // a database of the test
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	run, err := db.StartRun(t.Context(), store.RunInfo{Kind: texts[0], Program: texts[1], Arguments: texts}, theDay)
	must(err)
	must(db.FinishRun(t.Context(), run, store.RunResult{Result: store.ResultDone, Counts: map[string]int64{texts[0]: 1}}, theDay))
	for i, text := range texts {
		address := fmt.Sprintf("http://portal.test/%d.html", i)
		p := page.Page{Body: []byte(fmt.Sprintf("<!-- %d --><table><tr><td>%s</td></tr></table>", i, text)), Facts: page.Facts{
			URL: address, Status: 200, Fetched: theDay, Header: http.Header{"Content-Type": {"text/html"}, "X-Odd": {text}}, Hops: []page.Hop{{From: text, To: text, Status: 301}},
		}}
		must(db.Deposit(t.Context(), p, store.By{Who: text, Why: text, File: text, When: theDay}))
	}
	must(db.SaveSources(t.Context(), []store.Source{{ID: "s", Name: texts[0], Family: texts[1], Home: texts[2], Status: texts[3], Division: "99"}}))
	waiting, err := db.Pending(t.Context(), "1", len(texts))
	must(err)
	if len(waiting) != len(texts) {
		t.Fatalf("%d pages wait", len(waiting))
	}
	var readings []store.Reading
	var entries []store.LedgerEntry
	for i, w := range waiting {
		text := texts[i]
		key := fmt.Sprintf("%03d%s", i, text)
		readings = append(readings, store.Reading{Document: w.Document, Report: spoiltReport(w, text), Body: &store.BodyRef{
			Key: key, Name: text, Kind: text, Division: fmt.Sprintf("990124%03d", i), CreditCode: text, Parent: text,
		}})
	}
	must(db.SaveReadings(t.Context(), readings))
	bodies, err := db.BodiesIn(t.Context(), "99", len(texts))
	must(err)
	for i, b := range bodies {
		text := texts[i]
		keys = append(keys, b.Key)
		entries = append(entries, store.LedgerEntry{Body: b, Year: 2023, Verdict: report.Verdict{State: report.StateFlagged, Basis: text}, Evidence: report.Evidence{
			Existence: report.Existence{Answer: report.AnswerYes, Basis: text}, Reading: &report.CountedReading{URL: text},
			Deadline: &report.Deadline{Date: report.Date{Year: 2024, Month: 1, Day: 31}, Basis: text},
		}})
	}
	_, err = db.SaveLedger(t.Context(), store.LedgerOf(entries))
	must(err)
	all, err := db.Reports(t.Context(), store.Filter{})
	must(err)
	var across []store.Across
	for _, s := range all {
		across = append(across, store.Across{Reading: s.ID, Finding: report.Finding{Relation: report.RuleIdentical, Severity: report.Warning, Message: s.Title}})
	}
	_, err = db.SaveAcross(t.Context(), []store.Area{{Code: "990124", Digest: "1", Found: across}})
	must(err)
	return path, keys
}

// spoiltReport has the text wherever a report may hold one.
func spoiltReport(w store.Pending, text string) *report.Report {
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
	r.Findings = []report.Finding{{Relation: text, Severity: report.Error, Cells: r.Forms.Keys()[:2], Message: text, Candidates: []string{text}}}
	return r
}

// skeleton writes a page's elements with the names of their attributes, without any text.
func skeleton(t *testing.T, body string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.ElementNode || n.Type == html.CommentNode {
			fmt.Fprintf(&out, "<%s", n.Data)
			for _, a := range n.Attr {
				fmt.Fprintf(&out, " %s", a.Key)
			}
			out.WriteString(">\n")
		}
	}
	return out.String()
}

// TestNoTextBecomesMarkup shows a dataset whose every text from portals, sources and people is an attempt to break
// out: each page has exactly the elements and attributes of the same page of a harmless dataset.
func TestNoTextBecomesMarkup(t *testing.T) {
	if len(payloads) < 60 {
		t.Fatalf("only %d payloads", len(payloads))
	}
	plain := make([]string, len(payloads))
	for i := range plain {
		plain[i] = fmt.Sprintf("文字%d", i)
	}
	var handlers [2]http.Handler
	var keys [2][]string
	for i, texts := range [][]string{plain, payloads} {
		path, k := spoiled(t, texts)
		h, err := web.New(web.Config{Store: reader(t, path), AreaName: func(string) string { return texts[4] }, Program: texts[0]})
		if err != nil {
			t.Fatal(err)
		}
		handlers[i], keys[i] = h, k
	}
	for name, address := range map[string]func(key, text string) string{
		"overview": func(string, string) string { return "/?year=2023" },
		"body":     func(key, _ string) string { return "/body/" + key },
		"report":   func(key, _ string) string { return "/report/" + key + "/2023" },
		"na":       func(key, _ string) string { return "/report/" + key + "/2023/cell/disclosure.rules.issued" },
		"entered": func(key, _ string) string {
			return "/report/" + key + "/2023/cell/disclosure.normative_documents.repealed"
		},
		"archived": func(key, _ string) string { return "/report/" + key + "/2023/page?cell=disclosure.rules.issued" },
		"compare":  func(key, text string) string { return "/compare?years=2023&body=" + key + "&add=" + text },
		"findings": func(string, string) string { return "/findings?in=990124" },
		"relation": func(_, text string) string { return "/findings?relation=" + text },
		"between":  func(string, string) string { return "/findings?relation=" + report.RuleIdentical },
		"ledger":   func(string, string) string { return "/ledger" },
		"sources":  func(string, string) string { return "/sources" },
		"run":      func(string, string) string { return "/runs/1" },
		"search":   func(_, text string) string { return "/search?q=" + text },
		"lang":     func(_, text string) string { return "/downloads?lang=" + text },
		"nowhere":  func(_, text string) string { return "/nowhere/" + text },
		"bad":      func(_, text string) string { return "/compare?by=" + text },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want := get(t, handlers[0], address(url.PathEscape(keys[0][0]), url.QueryEscape("文字")))
			shape := skeleton(t, want.Body.String())
			for i, text := range payloads {
				own := get(t, handlers[1], address(url.PathEscape(keys[1][i]), url.QueryEscape(text)))
				harmless(t, name, own.Body.String())
				if own.Code != want.Code && name != "search" && name != "compare" {
					t.Fatalf("%q: %d, harmless %d: %s", text, own.Code, want.Code, own.Body)
				}
				if !slices.Contains([]string{"search", "compare", "archived", "relation", "sources", "nowhere"}, name) && skeleton(t, own.Body.String()) != shape {
					t.Errorf("%q makes other elements:\n%s", text, own.Body)
					return
				}
				if slices.Contains([]string{"overview", "findings", "ledger", "run", "between"}, name) {
					return // the same page for every payload
				}
			}
		})
	}
}

// TestFilesFromHostilePages holds that what is saved is a file to save, whatever the page says it is.
func TestFilesFromHostilePages(t *testing.T) {
	path, keys := spoiled(t, payloads)
	h, err := web.New(web.Config{Store: reader(t, path)})
	if err != nil {
		t.Fatal(err)
	}
	for i := range payloads {
		for _, rest := range []string{"raw", "evidence.zip", "evidence.zip?cell=disclosure.rules.issued"} {
			answer := get(t, h, "/report/"+url.PathEscape(keys[i])+"/2023/"+rest)
			head := answer.Header()
			if answer.Code != http.StatusOK || !strings.HasPrefix(head.Get("Content-Disposition"), "attachment; filename*=UTF-8''") || !strings.HasPrefix(head.Get("Content-Security-Policy"), "sandbox") ||
				strings.HasPrefix(head.Get("Content-Type"), "text/") || strings.ContainsAny(head.Get("Content-Disposition"), "/\\\r\n<>") {
				t.Fatalf("%q %s: %d %v", payloads[i], rest, answer.Code, head)
			}
		}
	}
}
