package division

import (
	"cmp"
	"maps"
	"slices"

	"github.com/nianbao/nianbao/report"
)

// AttributeKind says what an attribute tells of a body.
type AttributeKind string

// The kinds of attributes.
const (
	AttributeName   AttributeKind = "name"
	AttributeCode   AttributeKind = "code"
	AttributeKindOf AttributeKind = "kind"        // a [Kind]
	AttributeParent AttributeKind = "parent"      // the id of the body around it
	AttributeCredit AttributeKind = "credit_code" // where an edition gives it
)

// Attribute is what some editions say of a body.
type Attribute struct {
	Kind  AttributeKind `json:"kind"`
	Value string        `json:"value"`
	// From and To are the days of the first and the last edition that say so. When it began and ended is not known: it lies before From
	// and after the edition before, after To and before the edition behind.
	From string `json:"from"`
	To   string `json:"to"`
	// Source names these editions: 2016–2019.
	Source string `json:"source"`
	// Overlay says who put a row of these editions right, why, and by which source; empty where nobody did.
	Overlay string `json:"overlay,omitempty"`
}

// Body is a body over time.
type Body struct {
	ID         BodyID      `json:"id"`
	Attributes []Attribute `json:"attributes"` // by kind, then by From
}

// Bodies gives every body in the order of the ids. Ids that lead to another body are left out.
func (h *History) Bodies() []Body {
	ids := slices.Sorted(maps.Keys(h.seen))
	bodies := make([]Body, len(ids))
	for i, id := range ids {
		bodies[i] = h.body(id)
	}
	return bodies
}

// Body gives one body.
func (h *History) Body(id BodyID) (Body, bool) {
	id = h.Now(id)
	if len(h.seen[id]) == 0 {
		return Body{}, false
	}
	return h.body(id), true
}

func (h *History) body(id BodyID) Body {
	b := Body{ID: id}
	for _, kind := range []AttributeKind{AttributeName, AttributeCode, AttributeKindOf, AttributeParent, AttributeCredit} {
		b.Attributes = append(b.Attributes, h.attributes(kind, h.seen[id])...)
	}
	return b
}

// attributes gives the values of a kind, one for each run of editions that agree. An edition that lacks the body ends a run.
func (h *History) attributes(kind AttributeKind, rows []sighting) []Attribute {
	var runs []Attribute
	var first, last int
	for _, at := range rows {
		value, e := h.value(kind, at), h.editions[at.edition]
		put := h.corrected[h.listed(at)]
		if n := len(runs); n > 0 && value == runs[n-1].Value && last == at.edition-1 {
			runs[n-1].To, runs[n-1].Source = e.date, h.editions[first].name+"–"+e.name
			runs[n-1].Overlay = cmp.Or(put, runs[n-1].Overlay)
		} else if value != "" {
			first = at.edition
			runs = append(runs, Attribute{Kind: kind, Value: value, From: e.date, To: e.date, Source: e.name, Overlay: put})
		}
		last = at.edition
	}
	return runs
}

func (h *History) value(kind AttributeKind, at sighting) string {
	e := h.editions[at.edition]
	switch kind {
	case AttributeName:
		return e.names[at.row]
	case AttributeCode:
		return string(e.codes[at.row])
	case AttributeKindOf:
		return string(kindOf(e.codes[at.row], e.names[at.row]))
	case AttributeParent:
		one := Register{editions: []*edition{e}}
		if id, ok := h.ID(e.name, one.above(e.codes[at.row])); ok {
			return id.String()
		}
	case AttributeCredit:
		for code, row := range e.credit {
			if row == at.row {
				return string(code)
			}
		}
	}
	return ""
}

// Event is a change of bodies between two editions.
type Event struct {
	Kind ChangeKind   `json:"kind"`
	Also []ChangeKind `json:"also,omitempty"`
	// Before are the bodies that the change happened to, After those that are there afterwards; the same one in both where it goes on.
	Before []BodyID `json:"before,omitempty"`
	After  []BodyID `json:"after,omitempty"`
	// Between are the days of the two editions: it happened after the first and not after the second.
	Between  [2]string `json:"between"`
	Editions [2]string `json:"editions"`
	// On is the day itself, where a person named it.
	On       report.Date `json:"on,omitzero"`
	Certain  bool        `json:"certain"`
	Rule     Rule        `json:"rule"`
	Evidence []string    `json:"evidence,omitempty"`
}

// Events gives what happened to the bodies, in the order of the editions and then of the codes. It leaves out what the lists only
// write otherwise.
func (h *History) Events() []Event {
	var events []Event
	for k, c := range h.comparisons {
		a, b := h.editions[k], h.editions[k+1]
		for _, change := range c.Changes {
			events = append(events, Event{
				Kind: change.Kind, Also: change.Also, Before: h.bodiesOf(change.From), After: h.bodiesOf(change.To),
				Between: [2]string{a.date, b.date}, Editions: [2]string{a.name, b.name}, On: change.On,
				Certain: change.Certain, Rule: change.Rule, Evidence: change.Evidence,
			})
		}
	}
	return events
}

func (h *History) bodiesOf(list []Division) []BodyID {
	var ids []BodyID
	for _, d := range list {
		if id, ok := h.ID(d.Edition, d.Code); ok {
			ids = append(ids, id)
		}
	}
	return ids
}
