package report

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// jsonReport is the outward form of a Report; the order of the fields is the order in the file.
type jsonReport struct {
	Schema          string          `json:"schema"`
	Reader          string          `json:"reader"`
	Agency          Agency          `json:"agency"`
	Year            *int            `json:"year"`
	Title           string          `json:"title"`
	Published       *Date           `json:"published"`
	PublishedSource string          `json:"published_source,omitempty"`
	Forms           jsonForms       `json:"forms"`
	Status          Status          `json:"status"`
	Cells           jsonCells       `json:"cells"`
	Statistics      *jsonStatistics `json:"statistics"`
	Claims          []Claim         `json:"claims"`
	Unconsumed      []Unconsumed    `json:"unconsumed"`
	Sections        []Section       `json:"sections"`
	Findings        []Finding       `json:"findings"`
	Spent           []string        `json:"spent,omitempty"`
	Page            Origin          `json:"page"`
}

type jsonForms struct {
	Disclosure   Edition `json:"disclosure,omitzero"`
	Applications Edition `json:"applications,omitzero"`
	Disputes     Edition `json:"disputes,omitzero"`
}

// jsonCell is the outward form of a Cell. value is null unless the state has a number.
type jsonCell struct {
	Value      *Number     `json:"value"`
	Unit       string      `json:"unit,omitempty"`
	UnitSource *UnitSource `json:"unit_source,omitempty"` // of amounts, and wherever a unit was printed
	State      CellState   `json:"state"`
	Basis      Basis       `json:"basis,omitzero"`
	Raw        string      `json:"raw"`
	Place      *Place      `json:"place,omitempty"`
	Uncertain  bool        `json:"uncertain,omitempty"`
	Checks     int         `json:"checks"`
}

// MarshalJSON writes the report in schema nianbao.report.v1; cells stand in official order.
func (r *Report) MarshalJSON() ([]byte, error) {
	out := jsonReport{
		Schema: Schema, Reader: r.Reader, Agency: r.Agency, Title: r.Title,
		PublishedSource: r.PublishedSource, Status: r.Status, Cells: jsonCells{&r.Cells},
		Forms:      jsonForms{r.Forms[Disclosure], r.Forms[Applications], r.Forms[Disputes]},
		Statistics: &jsonStatistics{r.Statistics}, Claims: list(r.Claims), Unconsumed: list(r.Unconsumed),
		Sections: list(r.Sections), Findings: namedCells(r.Findings), Spent: r.Spent, Page: r.Page,
	}
	if r.Year != 0 {
		out.Year = &r.Year
	}
	if !r.Published.IsZero() {
		out.Published = &r.Published
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads a report in schema nianbao.report.v1 and refuses any other.
func (r *Report) UnmarshalJSON(b []byte) error {
	*r = Report{}
	in := jsonReport{Cells: jsonCells{&r.Cells}, Statistics: &jsonStatistics{}}
	if err := json.Unmarshal(b, &in); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	if in.Schema != Schema {
		return fmt.Errorf("report: schema is %q, not %s", in.Schema, Schema)
	}
	r.Reader, r.Agency, r.Title, r.Status, r.Page = in.Reader, in.Agency, in.Title, in.Status, in.Page
	r.PublishedSource, r.Spent = in.PublishedSource, in.Spent
	r.Forms = Forms{in.Forms.Disclosure, in.Forms.Applications, in.Forms.Disputes}
	r.Claims, r.Unconsumed, r.Sections, r.Findings = in.Claims, in.Unconsumed, in.Sections, in.Findings
	if in.Statistics != nil {
		r.Statistics = in.Statistics.list
	}
	if in.Year != nil {
		r.Year = *in.Year
	}
	if in.Published != nil {
		r.Published = *in.Published
	}
	return nil
}

// list turns nil into an empty list, so that the JSON has [] and not null.
func list[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return l
}

// namedCells gives the findings with [] in place of null where no cell is named.
func namedCells(findings []Finding) []Finding {
	out := make([]Finding, len(findings))
	for i, f := range findings {
		f.Cells = list(f.Cells)
		out[i] = f
	}
	return out
}

type jsonCells struct{ cells *Cells }

func (c jsonCells) MarshalJSON() ([]byte, error) {
	return object(func(add func(name string, value any) error) error {
		for i, k := range allKeys {
			if cell := &c.cells[i]; cell.State != NotInForm {
				if err := add(k.String(), outward(cell, k.Money())); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (c jsonCells) UnmarshalJSON(b []byte) error {
	var in map[Key]jsonCell
	if err := json.Unmarshal(b, &in); err != nil {
		return err
	}
	for k, cell := range in {
		*c.cells.At(k) = inward(cell)
	}
	return nil
}

func outward(c *Cell, money bool) jsonCell {
	out := jsonCell{State: c.State, Basis: c.Basis, Raw: c.Raw, Uncertain: c.Uncertain, Checks: c.Checks, Unit: c.Unit.Name}
	if c.State.HasValue() {
		out.Value = &c.Value
	}
	if c.Unit != (Unit{}) || money && c.State.HasValue() {
		out.UnitSource = &c.Unit.Source
	}
	if !c.Place.IsZero() {
		out.Place = &c.Place
	}
	return out
}

func inward(in jsonCell) Cell {
	c := Cell{State: in.State, Basis: in.Basis, Raw: in.Raw, Uncertain: in.Uncertain, Checks: in.Checks}
	c.Unit.Name = in.Unit
	if in.UnitSource != nil {
		c.Unit.Source = *in.UnitSource
	}
	if in.Value != nil {
		c.Value = *in.Value
	}
	if in.Place != nil {
		c.Place = *in.Place
	}
	return c
}

type jsonStatistics struct{ list []Statistic }

func (s *jsonStatistics) MarshalJSON() ([]byte, error) {
	return object(func(add func(name string, value any) error) error {
		for i := range s.list {
			if err := add(s.list[i].Key, &s.list[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// UnmarshalJSON keeps the order of the file.
func (s *jsonStatistics) UnmarshalJSON(b []byte) error {
	in := json.NewDecoder(bytes.NewReader(b))
	if _, err := in.Token(); err != nil {
		return err
	}
	for in.More() {
		name, err := in.Token()
		if err != nil {
			return err
		}
		one := Statistic{}
		if err := in.Decode(&one); err != nil {
			return err
		}
		one.Key, _ = name.(string)
		s.list = append(s.list, one)
	}
	return nil
}

// jsonPlace is the outward form of a Place.
type jsonPlace struct {
	Table  int     `json:"table"`
	Row    int     `json:"row"`
	Column int     `json:"column"`
	Span   *[2]int `json:"span,omitempty"`
}

// MarshalJSON writes table, row, column and the span as [start, end].
func (p Place) MarshalJSON() ([]byte, error) {
	out := jsonPlace{Table: p.Table, Row: p.Row, Column: p.Column}
	if p.End > 0 {
		out.Span = &[2]int{p.Start, p.End}
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (p *Place) UnmarshalJSON(b []byte) error {
	var in jsonPlace
	if err := json.Unmarshal(b, &in); err != nil {
		return err
	}
	*p = Place{Table: in.Table, Row: in.Row, Column: in.Column}
	if in.Span != nil {
		p.Start, p.End = in.Span[0], in.Span[1]
	}
	return nil
}

// object writes a JSON object whose names keep the order in which they are added.
func object(fill func(add func(name string, value any) error) error) ([]byte, error) {
	var out bytes.Buffer
	out.WriteByte('{')
	err := fill(func(name string, value any) error {
		encodedName, err := json.Marshal(name)
		if err != nil {
			return err
		}
		encoded, err := json.Marshal(value)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if out.Len() > 1 {
			out.WriteByte(',')
		}
		out.Write(encodedName)
		out.WriteByte(':')
		out.Write(encoded)
		return nil
	})
	out.WriteByte('}')
	return out.Bytes(), err
}
