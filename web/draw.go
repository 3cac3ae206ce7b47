package web

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"github.com/nianbao/nianbao/web/chart"
)

// colours of the classes of states where no style sheet holds.
var classColours = map[stateClass]string{
	classRead: "#2f6f73", classFlag: "#c58a1a", classPart: "#6a5aa8", classAbsent: "#a5442f", classOpen: "#c9d0d2",
}

// drawn marks a figure of package chart, which escapes every text itself, as safe to stand in a page.
func drawn(svg string) template.HTML { return template.HTML(svg) } //nolint:gosec // see above

// Strip draws how the bodies of an area are made up.
func (q *request) Strip(t tally) template.HTML {
	var parts []chart.Part
	var words []string
	for _, s := range t.States {
		label := fmt.Sprintf("%s %d", q.Ledger(s.State), s.Bodies)
		c := classOf(s.State)
		parts = append(parts, chart.Part{Class: "s-" + string(c), Fill: classColours[c], Label: label, Count: s.Bodies})
		words = append(words, label)
	}
	return drawn(chart.Strip(parts, strings.Join(words, ", ")))
}

// SearchText is what the search field holds.
func (q *request) SearchText() string { return q.value("q") }

// AskedLang is the language that the address names; empty for that of the browser.
func (q *request) AskedLang() string {
	if v := q.value("lang"); v == "zh" || v == "en" {
		return v
	}
	return ""
}

// Moment writes a moment in China's time, which the reports count in.
func (q *request) Moment(t time.Time) string {
	if t.IsZero() {
		return "—"
	}
	return t.In(china).Format("2006-01-02 15:04") + " +08"
}

var china = time.FixedZone("+08", 8*60*60)

// CompareArea gives the comparison of the bodies of an area.
func (q *request) CompareArea(area string, year int) string {
	values := q.keep()
	values.Set("in", area)
	values.Set("years", itoa(year))
	return q.link(values, "compare")
}

// Findings gives the findings about the reports of an area on a year.
func (q *request) Findings(area string, year int) string {
	values := q.keep()
	if area != "" {
		values.Set("in", area)
	}
	values.Set("year", itoa(year))
	return q.link(values, "findings")
}

// Path is the address of the page without its query.
func (q *request) Path() string { return q.URL.EscapedPath() }

// Kept are the values of the query that a form passes on unseen.
func (q *request) Kept() (kept []link) {
	for _, name := range []string{"state", "relation"} {
		if v := q.value(name); v != "" {
			kept = append(kept, link{name, v})
		}
	}
	return kept
}
