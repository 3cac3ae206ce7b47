package export

import (
	"encoding/json"
	"io"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// line is a line of JSONLines.
type line struct {
	Body     string         `json:"body"` // natural key; empty when the body is not known
	Name     string         `json:"body_name"`
	URL      string         `json:"url"`
	Standing store.Standing `json:"standing"`
	Report   *report.Report `json:"report"` // schema nianbao.report.v1
}

// JSONLines writes a JSON object a reading and line: the body, the URL and the whole report in schema
// nianbao.report.v1. Texts are not changed for spreadsheets.
func JSONLines(w io.Writer, readings Readings, options Options) (Result, error) {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	var result Result
	err := each(readings, func(l *store.Loaded) error {
		result.Reports++
		result.Rows++
		r := *l.Report
		if !options.Fetched {
			r.Page.Fetched = ""
		}
		return out.Encode(line{l.Body.Key, l.Body.Name, l.Document.URL, l.Standing, &r})
	})
	return result, err
}
