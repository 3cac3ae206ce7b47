package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/parser"
)

// file is the outward form of a sources file.
type file struct {
	Name     string   `yaml:"name,omitempty"`
	Note     string   `yaml:"note,omitempty"`
	Defaults defaults `yaml:"defaults,omitempty"`
	Sites    []Site   `yaml:"sites"`
}

// defaults are inherited by every site of the file.
type defaults struct {
	Family  string `yaml:"family,omitempty"`
	Status  Status `yaml:"status,omitempty"`
	Contact string `yaml:"contact,omitempty"`
	Pace    Pace   `yaml:"pace,omitempty"`
}

// largest is the size of the largest sources file in bytes.
const largest = 8 << 20

// Parse reads the sites of one file; name is what messages call it. The first mistake is an *Error.
func Parse(name string, data []byte) (sites []Site, err error) {
	defer func() {
		if fault := recover(); fault != nil { // the YAML decoder panics on some nonsense, as tags without values
			sites, err = nil, newError(name, nil, nil, fmt.Sprintf("no YAML that can be read: %v", fault))
		}
	}()
	if len(data) > largest {
		return nil, newError(name, nil, nil, "larger than 8 MiB: no sources file")
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return nil, newError(name, nil, nil, "holds zero bytes: no YAML file")
	}
	var f file
	decoder := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict())
	if err := decoder.Decode(&f); err != nil && !errors.Is(err, io.EOF) {
		return nil, yamlError(name, data, err)
	}
	if err := decoder.Decode(new(file)); !errors.Is(err, io.EOF) {
		return nil, newError(name, data, nil, "holds more than one YAML document")
	}
	for i := range f.Sites {
		f.Sites[i].inherit(f.Defaults)
	}
	if found := problemsOf(f.Sites); len(found) > 0 {
		return nil, placed(name, data, found[0])
	}
	return f.Sites, nil
}

// inherit fills in what the site leaves out.
func (s *Site) inherit(d defaults) {
	fill(&s.Family, d.Family)
	fill(&s.Contact, d.Contact)
	fill(&s.Status, d.Status)
	fill(&s.Status, StatusModelled)
	s.Pace = s.Pace.Or(d.Pace)
	for i := range s.Columns {
		c := &s.Columns[i]
		fill(&c.Kind, ColumnList)
		fill(&c.Family, s.Family)
		if c.Kind == ColumnList {
			fill(&c.Division, s.Division)
		}
	}
}

func fill[T ~string](to *T, from T) {
	if *to == "" {
		*to = from
	}
}

func placed(name string, data []byte, p problem) *Error {
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		return newError(name, data, nil, p.message)
	}
	return newError(name, data, locate(tree, p.path), p.message)
}
