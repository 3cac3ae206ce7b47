package store

import (
	"context"
	"database/sql"
	"encoding/json"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/division"
)

// Origin is who says something of a body.
type Origin string

// The origins.
const (
	OriginEdition Origin = "edition" // lists of divisions
	OriginOverlay Origin = "overlay" // a person who put the lists right
	OriginSource  Origin = "source"  // the file of a source
	OriginPage    Origin = "page"    // reports of the body
)

// Attribute is what is said of a body at some time. Several may hold at once: a list, a source and the body's own pages
// may each call it otherwise.
type Attribute struct {
	Body  string // key
	Kind  division.AttributeKind
	Value string // of a parent, the key of the body above
	// From and To are the first and the last day of which it is said; zero where no day is. It may have begun before and
	// gone on after.
	From, To report.Date
	Origin   Origin
	// Source names the editions, or the person with reason and source, or the source's id, or the URL of a page.
	Source string
	Pages  int // reports that say so; 0 for other origins
}

// AttributeFilter chooses attributes. The zero filter chooses all.
type AttributeFilter struct {
	Body     string                 // key
	Parent   string                 // key: attributes of the bodies directly below
	Division string                 // prefix of the body's present division code
	Kind     division.AttributeKind // empty for all
	Origins  []Origin               // none for all
	// On leaves out what is said only of later or only of earlier days, and what has no day; zero for any time.
	On report.Date
}

const attributeSelection = `SELECT b.key, a.kind, a.value, a.valid_from, a.valid_to, a.origin, a.source, a.pages
	FROM body_attributes a JOIN bodies b ON b.id = a.body_id`

// selectionOfBody is the view body_attributes for the body whose key is the first value: SQLite does not take a condition
// into the groups of a view, and would look at the pages of every body.
const selectionOfBody = `WITH one AS (SELECT id FROM bodies WHERE key = $1),
	pages AS (SELECT r.body_id, r.agency, r.credit_code, r.url, CASE WHEN r.published <> '' THEN r.published ELSE r.year || '-12-31' END AS day
		FROM one CROSS JOIN readings r ON r.body_id = one.id WHERE r.year BETWEEN 1990 AND 2099 AND r.standing IN ('current', 'rival')),
	said AS (SELECT x.body_id, x.kind, x.value, x.valid_from, x.valid_to, x.origin, x.source, 0 AS pages
			FROM one CROSS JOIN register_attributes x ON x.body_id = one.id
		UNION ALL SELECT body_id, 'name', agency, min(day), max(day), 'page', min(url), count(*) FROM pages WHERE agency <> '' GROUP BY body_id, agency
		UNION ALL SELECT body_id, 'credit_code', credit_code, min(day), max(day), 'page', min(url), count(*) FROM pages
			WHERE credit_code <> '' GROUP BY body_id, credit_code)
	SELECT b.key, a.kind, a.value, a.valid_from, a.valid_to, a.origin, a.source, a.pages FROM said a JOIN bodies b ON b.id = a.body_id`

func (f *AttributeFilter) selection() string {
	if f.Body != "" {
		return selectionOfBody
	}
	return attributeSelection
}

// The kinds in the order of division.AttributeKind, then by time.
const attributeOrder = ` ORDER BY b.key, CASE a.kind WHEN 'name' THEN 0 WHEN 'code' THEN 1 WHEN 'kind' THEN 2 WHEN 'parent' THEN 3 ELSE 4 END,
	a.valid_from, a.origin, a.value, a.source`

// Attributes lists what is said of bodies, by key, kind, first day and origin.
func (s *Store) Attributes(ctx context.Context, f AttributeFilter) ([]Attribute, error) {
	return gather(s.WalkAttributes(ctx, f))
}

// where gives the condition on attributes a and bodies b.
func (f *AttributeFilter) where() *where {
	w := &where{}
	for _, c := range []struct{ condition, value string }{{"b.key = ?", f.Body}, {"b.parent = ?", f.Parent}, {"a.kind = ?", string(f.Kind)}} {
		if c.value != "" {
			w.add(c.condition, c.value)
		}
	}
	if f.Division != "" {
		w.add("b.division >= ? AND b.division < ?", f.Division, f.Division+"\U0010FFFF")
	}
	if on := f.On.String(); on != "" {
		w.add("a.valid_from <> '' AND a.valid_from <= ?", on)
		w.add("a.valid_to >= ?", on)
	}
	origins := make([]any, len(f.Origins))
	for i, o := range f.Origins {
		origins[i] = string(o)
	}
	w.addList("a.origin", origins)
	return w
}

func scanAttribute(rows *sql.Rows) (a Attribute, err error) {
	var from, to string
	if err := rows.Scan(&a.Body, &a.Kind, &a.Value, &from, &to, &a.Origin, &a.Source, &a.Pages); err != nil {
		return a, err
	}
	return a, unmarshalTexts([]textInto{{from, &a.From}, {to, &a.To}})
}

const sqlDumpAttributes query = attributeSelection + attributeOrder

// dumpAttribute is a line of the canonical dump.
type dumpAttribute struct {
	Type   string                 `json:"type"`
	Body   string                 `json:"body"`
	Kind   division.AttributeKind `json:"kind"`
	Value  string                 `json:"value"`
	From   report.Date            `json:"from"`
	To     report.Date            `json:"to"`
	Origin Origin                 `json:"origin"`
	Source string                 `json:"source"`
}

func (t *transaction) dumpAttributes(lines *json.Encoder) error {
	return t.each(sqlDumpAttributes, nil, func(rows *sql.Rows) error {
		a, err := scanAttribute(rows)
		if err != nil {
			return err
		}
		return lines.Encode(dumpAttribute{"attribute", a.Body, a.Kind, a.Value, a.From, a.To, a.Origin, a.Source})
	})
}
