package pipeline

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/store"
)

// OverlayFile is what a person writes to put lists of divisions, and what follows from them, right.
type OverlayFile struct {
	Who    string         `yaml:"who"`
	Why    string         `yaml:"why"`
	Source string         `yaml:"source"` // where it can be read up
	Rows   []OverlayRow   `yaml:"rows,omitempty"`
	Events []OverlayEvent `yaml:"events,omitempty"`
}

// OverlayRow puts a row of a list right.
type OverlayRow struct {
	Edition string `yaml:"edition"` // name of the list, "2020"
	Code    string `yaml:"code"`
	Name    string `yaml:"name,omitempty"`   // the right one
	Remove  bool   `yaml:"remove,omitempty"` // the list should not have it
}

// OverlayEvent confirms or rejects what happened between two lists that follow each other.
type OverlayEvent struct {
	Kind    string   `yaml:"kind"`           // a division.ChangeKind
	Between []string `yaml:"between"`        // the names of the two lists
	From    []string `yaml:"from,omitempty"` // codes in the earlier one
	To      []string `yaml:"to,omitempty"`   // codes in the later one
	On      string   `yaml:"on,omitempty"`   // the day, YYYY-MM-DD
	Reject  bool     `yaml:"reject,omitempty"`
}

// Overlay checks the form of the file; whether it fits the lists shows when it is applied.
func (f *OverlayFile) Overlay() (o division.Overlay, err error) {
	o = division.Overlay{Who: f.Who, Why: f.Why, Source: f.Source}
	if len(f.Rows)+len(f.Events) == 0 {
		return o, errors.New("it has neither rows nor events")
	}
	for i, r := range f.Rows {
		code, err := division.ParseCode(r.Code)
		if err == nil && (r.Name == "") != r.Remove {
			err = errors.New("a row has a name or remove: true")
		}
		if err != nil {
			return o, fmt.Errorf("row %d: %w", i+1, err)
		}
		o.Rows = append(o.Rows, division.RowCorrection{Listed: division.Listed{Edition: r.Edition, Code: code}, Name: strings.TrimSpace(r.Name), Remove: r.Remove})
	}
	for i, e := range f.Events {
		event, err := e.correction()
		if err != nil {
			return o, fmt.Errorf("event %d: %w", i+1, err)
		}
		o.Events = append(o.Events, event)
	}
	return o, nil
}

func (e *OverlayEvent) correction() (c division.EventCorrection, err error) {
	c = division.EventCorrection{Kind: division.ChangeKind(e.Kind), Reject: e.Reject}
	if len(e.Between) != 2 {
		return c, errors.New("between names two lists")
	}
	if c.On, err = report.ParseDate(e.On); err != nil {
		return c, err
	}
	if c.From, err = rowsIn(e.Between[0], e.From); err != nil {
		return c, err
	}
	c.To, err = rowsIn(e.Between[1], e.To)
	return c, err
}

func rowsIn(edition string, codes []string) (rows []division.Listed, err error) {
	for _, text := range codes {
		code, err := division.ParseCode(text)
		if err != nil {
			return nil, err
		}
		rows = append(rows, division.Listed{Edition: edition, Code: code})
	}
	return rows, nil
}

// With gives a reading whose lists of divisions are put right by overlays.
func (r *Reading) With(overlays ...division.Overlay) (*Reading, error) {
	if len(overlays) == 0 {
		return r, nil
	}
	history, err := r.history().With(overlays...)
	if err != nil {
		return nil, err
	}
	return &Reading{r.reader, places{history.Register(), func() *division.History { return history }}}, nil
}

// Overlaid gives a reading with the overlays that a database keeps.
func Overlaid(ctx context.Context, db *store.Store, reading *Reading) (*Reading, error) {
	kept, err := db.Overlays(ctx)
	if err != nil {
		return nil, err
	}
	var overlays []division.Overlay
	for _, k := range kept {
		var file OverlayFile
		if err := yaml.Unmarshal([]byte(k.Content), &file); err != nil {
			return nil, fmt.Errorf("overlay of %s: %w", k.File, err)
		}
		o, err := file.Overlay()
		if err != nil {
			return nil, fmt.Errorf("overlay of %s: %w", k.File, err)
		}
		overlays = append(overlays, o)
	}
	with, err := reading.With(overlays...)
	if err != nil {
		err = fmt.Errorf("the overlays of the database do not fit the lists of this program: %w", err)
	}
	return with, err
}

// AddOverlays keeps overlays and gives the reading with them. Nothing is kept when one of them does not fit. Whoever
// calls it reads the archive again.
func AddOverlays(ctx context.Context, db *store.Store, reading *Reading, files []OverlayFile, from store.Overlay) (*Reading, error) {
	var overlays []division.Overlay
	for i := range files {
		o, err := files[i].Overlay()
		if err != nil {
			return nil, fmt.Errorf("%s: body %d: %w", from.File, i+1, err)
		}
		overlays = append(overlays, o)
	}
	with, err := reading.With(overlays...)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", from.File, err)
	}
	for i := range files {
		content, err := yaml.Marshal(&files[i])
		if err != nil {
			return nil, err
		}
		from.Content = string(content)
		if _, err := db.SaveOverlay(ctx, from); err != nil {
			return nil, err
		}
	}
	return with, nil
}
