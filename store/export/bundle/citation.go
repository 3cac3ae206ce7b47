package bundle

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// citation writes CITATION.cff (Citation File Format 1.2.0).
func (m *making) citation(w io.Writer) error {
	var out strings.Builder
	line := func(name, value string) {
		if value != "" {
			out.WriteString(name + ": " + yamlText(value) + "\n")
		}
	}
	line("cff-version", "1.2.0")
	line("message", "If you use this dataset, please cite it as below.")
	line("type", "dataset")
	line("title", m.title())
	out.WriteString("authors:\n")
	for _, a := range m.Authors {
		out.WriteString("  - name: " + yamlText(a) + "\n")
	}
	line("abstract", m.Description)
	line("version", m.Version)
	if !m.Date.IsZero() {
		line("date-released", m.Date.String())
	}
	if spdx.MatchString(m.Licence) {
		line("license", m.Licence)
	}
	line("license-url", m.LicenceURL)
	out.WriteString("keywords:\n")
	for _, k := range keywords() {
		out.WriteString("  - " + yamlText(k) + "\n")
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// yamlText writes a double-quoted scalar: every JSON string is one (YAML 1.2).
func yamlText(s string) string {
	quoted, err := json.Marshal(s)
	if err != nil { // a text always has a JSON form
		panic(err)
	}
	return string(quoted)
}

// datacite writes what DataCite asks for a DOI (Metadata Schema 4.5 as JSON); the DOI itself is given later.
func (m *making) datacite(w io.Writer) error {
	type named struct {
		Name string `json:"name"`
	}
	var creators []named
	for _, a := range m.Authors {
		creators = append(creators, named{a})
	}
	rights := map[string]string{"rights": m.Licence}
	if m.LicenceURL != "" {
		rights["rightsUri"] = m.LicenceURL
	}
	if spdx.MatchString(m.Licence) {
		rights["rightsIdentifier"], rights["rightsIdentifierScheme"], rights["schemeUri"] = strings.ToLower(m.Licence), "SPDX", "https://spdx.org/licenses/"
	}
	x := map[string]any{
		"schemaVersion":   "http://datacite.org/schema/kernel-4",
		"types":           map[string]string{"resourceTypeGeneral": "Dataset", "resourceType": "Dataset"},
		"creators":        creators,
		"titles":          []map[string]string{{"title": m.title()}},
		"publisher":       map[string]string{"name": m.publisher()},
		"publicationYear": m.year(),
		"language":        "zh",
		"rightsList":      []map[string]string{rights},
		"formats":         []string{"text/csv", "application/vnd.apache.parquet"},
		"sizes":           []string{fmt.Sprintf("%d reports of %d bodies", m.result.Totals.Reports, m.result.Totals.Bodies)},
		"subjects":        subjects(),
	}
	if m.Version != "" {
		x["version"] = m.Version
	}
	if m.Description != "" {
		x["descriptions"] = []map[string]string{{"description": m.Description, "descriptionType": "Abstract"}}
	}
	if !m.Date.IsZero() {
		x["dates"] = []map[string]string{{"date": m.Date.String(), "dateType": "Issued"}}
	}
	return encode(w, x)
}

func subjects() (list []map[string]string) {
	for _, k := range keywords() {
		list = append(list, map[string]string{"subject": k})
	}
	return list
}

// year is that of the release, or else that of the newest report: the same dataset gives the same file.
func (m *making) year() string {
	switch {
	case !m.Date.IsZero():
		return fmt.Sprint(m.Date.Year)
	case len(m.tally.newest) >= 4:
		return m.tally.newest[:4]
	}
	return ""
}
