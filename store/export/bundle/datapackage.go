package bundle

import (
	"encoding/json"
	"io"
	"regexp"
	"strings"

	"github.com/nianbao/nianbao/store/export"
)

// The objects of a Data Package (specs.frictionlessdata.io, Data Package, Tabular Data Resource, Table Schema; version 1).
type (
	dataPackage struct {
		Profile      string        `json:"profile"`
		Name         string        `json:"name"`
		Title        string        `json:"title"`
		Description  string        `json:"description,omitempty"`
		Version      string        `json:"version,omitempty"`
		Created      string        `json:"created,omitempty"`
		Licenses     []licence     `json:"licenses"`
		Contributors []contributor `json:"contributors"`
		Sources      []source      `json:"sources"`
		Keywords     []string      `json:"keywords"`
		Resources    []resource    `json:"resources"`
	}
	licence struct {
		Name  string `json:"name,omitempty"`
		Path  string `json:"path,omitempty"`
		Title string `json:"title,omitempty"`
	}
	contributor struct {
		Title string `json:"title"`
		Role  string `json:"role"`
	}
	source struct {
		Title string `json:"title"`
	}
	resource struct {
		Profile     string  `json:"profile"`
		Name        string  `json:"name"`
		Path        string  `json:"path"`
		Title       string  `json:"title,omitempty"`
		Description string  `json:"description,omitempty"`
		Format      string  `json:"format"`
		Mediatype   string  `json:"mediatype"`
		Encoding    string  `json:"encoding,omitempty"`
		Bytes       int64   `json:"bytes"`
		Hash        string  `json:"hash"`
		Rows        *int    `json:"rows,omitempty"`
		Schema      *schema `json:"schema,omitempty"`
	}
	schema struct {
		Fields        []tableField `json:"fields"`
		MissingValues []string     `json:"missingValues"`
		PrimaryKey    []string     `json:"primaryKey,omitempty"`
		ForeignKeys   []foreignKey `json:"foreignKeys,omitempty"`
	}
	tableField struct {
		Name        string       `json:"name"`
		Type        string       `json:"type"`
		Title       string       `json:"title"`
		Description string       `json:"description"`
		Unit        string       `json:"unit,omitempty"`
		Key         string       `json:"key,omitempty"`
		Constraints *constraints `json:"constraints,omitempty"`
	}
	constraints struct {
		Required bool     `json:"required,omitempty"`
		Enum     []string `json:"enum,omitempty"`
	}
	foreignKey struct {
		Fields    string    `json:"fields"`
		Reference reference `json:"reference"`
	}
	reference struct {
		Resource string `json:"resource"`
		Fields   string `json:"fields"`
	}
)

// spdx is the form of an SPDX licence identifier, which is also what a Data Package takes as the name of a licence.
var spdx = regexp.MustCompile(`^[A-Za-z0-9.+_-]+$`)

func (m *making) licence() licence {
	l := licence{Path: m.LicenceURL, Title: m.Licence}
	if spdx.MatchString(m.Licence) {
		l.Name = m.Licence
	}
	return l
}

func (m *making) datapackage(w io.Writer) error {
	p := dataPackage{
		Profile: "data-package", Name: "nianbao", Title: m.title(), Description: m.Description, Version: m.Version,
		Licenses: []licence{m.licence()}, Keywords: keywords(),
		Sources: []source{{"政府信息公开工作年度报告, as published by each body; column url names the page"}},
	}
	if m.Version != "" {
		p.Name += "-" + strings.ToLower(m.Version)
	}
	if !m.Date.IsZero() {
		p.Created = m.Date.String() + "T00:00:00Z"
	}
	for _, a := range m.Authors {
		p.Contributors = append(p.Contributors, contributor{a, "author"})
	}
	p.Contributors = append(p.Contributors, contributor{m.publisher(), "publisher"})
	for i, t := range m.tables {
		for _, kind := range []struct{ folder, format, mediatype, profile string }{
			{dataFolder, "csv", "text/csv", "tabular-data-resource"},
			{parquetFolder, "parquet", "application/vnd.apache.parquet", "data-resource"},
		} {
			r := resource{
				Profile: kind.profile, Name: strings.ReplaceAll(t.Name, "_", "-"), Path: kind.folder + "/" + t.Name + "." + kind.format,
				Title: t.Label + " · " + t.English, Description: t.About, Format: kind.format, Mediatype: kind.mediatype,
				Rows: &m.tally.tables[i].rows,
			}
			if kind.format == "csv" {
				r.Encoding, r.Schema = "utf-8", m.schema(&t)
			} else {
				r.Name += "-" + kind.format
			}
			if err := m.measure(&r); err != nil {
				return err
			}
			p.Resources = append(p.Resources, r)
		}
	}
	for _, name := range []string{"codebook.csv", "words.csv", "fill.csv"} {
		r := resource{Profile: "data-resource", Name: strings.TrimSuffix(name, ".csv"), Path: name, Format: "csv", Mediatype: "text/csv", Encoding: "utf-8"}
		if err := m.measure(&r); err != nil {
			return err
		}
		p.Resources = append(p.Resources, r)
	}
	return encode(w, p)
}

// measure notes size and digest of the file.
func (m *making) measure(r *resource) (err error) {
	r.Hash, r.Bytes, err = digest(m.stage.Path(r.Path))
	r.Hash = "sha256:" + r.Hash
	return err
}

func encode(w io.Writer, x any) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", " ")
	return out.Encode(x)
}

func (m *making) schema(t *export.Table) *schema {
	s := &schema{MissingValues: []string{""}, PrimaryKey: t.Key}
	for _, c := range t.Columns {
		f := tableField{Name: c.Name, Type: fieldType(c.Type), Title: c.Label, Description: c.English, Unit: c.Unit, Key: c.Key}
		var enum []string
		for _, word := range c.Values.Words {
			enum = append(enum, word.Value)
		}
		required := false
		for _, key := range t.Key {
			required = required || key == c.Name
		}
		if required || len(enum) > 0 {
			f.Constraints = &constraints{required, enum}
		}
		s.Fields = append(s.Fields, f)
	}
	if t.Name != "bodies" && t.Name != "body_events" && t.Has("body") && m.has("bodies") {
		s.ForeignKeys = []foreignKey{{"body", reference{"bodies", "body"}}}
	}
	return s
}

func (m *making) has(table string) bool {
	for i := range m.tables {
		if m.tables[i].Name == table {
			return true
		}
	}
	return false
}

func fieldType(t export.Type) string {
	switch t {
	case export.Integer:
		return "integer"
	case export.Decimal, export.Real:
		return "number"
	case export.Boolean:
		return "boolean"
	case export.Date:
		return "date"
	}
	return "string"
}

func keywords() []string {
	return []string{"政府信息公开", "年度报告", "government information disclosure", "China", "panel data"}
}
