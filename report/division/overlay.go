package division

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/nianbao/nianbao/report"
)

// Overlay is what a person puts right in a history, and why. It never changes the lists themselves.
type Overlay struct {
	Who    string // who says so
	Why    string // in words
	Source string // where it can be read up: a notice, a page
	Rows   []RowCorrection
	Events []EventCorrection
}

// RowCorrection puts a row of an edition right.
type RowCorrection struct {
	Listed
	Name   string // the right name
	Remove bool   // the edition should not list the code
}

// EventCorrection confirms or rejects what happened between two editions that follow each other. Rows are named as the editions have
// them. An event whose kind keeps the body says that the row in From and the row in To are one body; the kind itself is made from what
// differs. A merger or split is taken over as it stands and is certain then. What is gone has rows in From only, what is new in To only.
type EventCorrection struct {
	Kind   ChangeKind
	From   []Listed
	To     []Listed
	Reject bool // it did not happen
	// On is the day on which it happened, as a notice says; zero when nobody knows. It lies after the earlier edition and not after the
	// later one.
	On report.Date
}

// Errors of an overlay. [History.With] wraps them with the overlay's author and the row.
var (
	ErrOverlayReason  = errors.New("an overlay says who, why and from which source")
	ErrOverlayRow     = errors.New("no such row")
	ErrOverlayEvent   = errors.New("an event lies between two editions that follow each other, and has a kind and rows")
	ErrOverlayOneBody = errors.New("a row is one body with one row only")
	ErrOverlayDay     = errors.New("the day of an event lies after the day of the earlier edition and not after that of the later one")
)

// attributed is a correction and the evidence that it stands for.
type attributed struct {
	EventCorrection
	evidence string
}

func (o Overlay) check() error {
	if o.Who == "" || o.Why == "" || o.Source == "" {
		return fmt.Errorf("overlay by %q: %w", o.Who, ErrOverlayReason)
	}
	return nil
}

func (o Overlay) evidence() string { return fmt.Sprintf("%s: %s (%s)", o.Who, o.Why, o.Source) }

// With gives the history with overlays, the later ones upon the earlier ones. It fails, naming the overlay and the row, if an overlay
// lacks its reasons or does not fit the editions.
func (h *History) With(overlays ...Overlay) (*History, error) {
	editions := slices.Clone(h.editions)
	corrections := slices.Clone(h.corrections)
	corrected := map[Listed]string{}
	maps.Copy(corrected, h.corrected)
	for _, o := range overlays {
		if err := o.check(); err != nil {
			return nil, err
		}
		for _, r := range o.Rows {
			if err := correctRow(editions, r); err != nil {
				return nil, fmt.Errorf("overlay by %s: %w", o.Who, err)
			}
			corrected[r.Listed] = o.evidence()
		}
		for _, e := range o.Events {
			if err := h.checkEvent(e); err != nil {
				return nil, fmt.Errorf("overlay by %s: %s: %w", o.Who, e.Kind, err)
			}
			corrections = append(corrections, attributed{e, o.evidence()})
		}
	}
	made, err := newHistory(h.founders, editions, corrections)
	if err != nil {
		return nil, err
	}
	made.corrected, made.embedded = corrected, h.embedded
	return made, nil
}

// Register gives the register of the editions with the rows that overlays put right. Of the embedded lists it answers for a year as
// [Embedded] does.
func (h *History) Register() *Register {
	if h.embedded {
		a := &archive{lists: Lists(), history: func() (*History, error) { return h, nil }}
		for _, e := range h.editions {
			a.editions = append(a.editions, func() (*edition, error) { return e, nil })
		}
		return a.mustRegister(len(a.lists) - 1)
	}
	newest := slices.Clone(h.editions)
	slices.Reverse(newest)
	return &Register{editions: newest}
}

// correctRow replaces an edition by one with the corrected row.
func correctRow(editions []*edition, r RowCorrection) error {
	k := slices.IndexFunc(editions, func(e *edition) bool { return e.name == r.Edition })
	if k < 0 {
		return fmt.Errorf("edition %q: %w", r.Edition, ErrOverlayRow)
	}
	e := editions[k]
	given := Edition{Name: e.name, Date: e.date, Source: e.source, Silent: e.silent, Villages: e.villages, Rows: e.rows()}
	i, listed := e.find(r.Code)
	switch {
	case r.Remove && !listed:
		return fmt.Errorf("edition %s: division %s: %w", r.Edition, r.Code, ErrOverlayRow)
	case r.Remove:
		given.Rows = slices.Delete(given.Rows, i, i+1)
	case listed:
		given.Rows[i].Name = r.Name
	default:
		given.Rows = append(given.Rows, Row{Code: string(r.Code), Name: r.Name})
	}
	built, err := build(given)
	if err != nil {
		return fmt.Errorf("edition %s: %w", r.Edition, err)
	}
	editions[k] = built
	return nil
}

// rows gives the rows back, as they were given.
func (e *edition) rows() []Row {
	credit := map[int]CreditCode{}
	for code, i := range e.credit {
		credit[i] = code
	}
	rows := make([]Row, len(e.codes))
	for i, code := range e.codes {
		rows[i] = Row{Code: string(code), Name: e.names[i], CreditCode: string(credit[i])}
	}
	return rows
}

// checkEvent checks that an event has rows of two editions that follow each other. Whether the editions have the rows shows later.
func (h *History) checkEvent(e EventCorrection) error {
	if !slices.Contains(ChangeKinds(), e.Kind) || (len(e.From) == 0) != (e.Kind == ChangeNew) || (len(e.To) == 0) != (e.Kind == ChangeGone) {
		return ErrOverlayEvent
	}
	if e.Kind.KeepsBody() && (len(e.From) != 1 || len(e.To) != 1) {
		return ErrOverlayOneBody
	}
	at := func(name string) int {
		return slices.IndexFunc(h.editions, func(x *edition) bool { return x.name == name })
	}
	var first int
	if len(e.From) > 0 {
		first = at(e.From[0].Edition)
	} else {
		first = at(e.To[0].Edition) - 1
	}
	if first < 0 || first+1 >= len(h.editions) {
		return ErrOverlayEvent
	}
	for _, r := range e.From {
		if at(r.Edition) != first {
			return ErrOverlayEvent
		}
	}
	for _, r := range e.To {
		if at(r.Edition) != first+1 {
			return ErrOverlayEvent
		}
	}
	if on := e.On.String(); on != "" && (on <= h.editions[first].date || on > h.editions[first+1].date) {
		return fmt.Errorf("%s: %w", on, ErrOverlayDay)
	}
	return nil
}
