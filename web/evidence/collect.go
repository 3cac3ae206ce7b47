package evidence

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

// Config says who can tell what the store cannot. The zero value leaves these parts out.
type Config struct {
	Program string // version, named in the instructions
	// Explain tells the path from an archived page to a cell.
	Explain func(page.Page, report.Key) []string
	// Robots says what a robots.txt says of an address.
	Robots func(robots page.Robots, url string) string
}

// Bundle is everything about one report.
type Bundle struct {
	Report   store.Loaded
	Key      *report.Key // the number that is to be proved; nil for the report as a whole
	Page     page.Page
	Robots   page.Robots
	Decision string // what robots.txt says of the page
	Recorded string // what it said when the page was asked for, as written down then; empty where that was not
	Path     []string
	Versions []Version
	Handed   []store.By
	Program  string
	place    place
}

// Version is another reading, or the same content under it.
type Version struct {
	store.Summary
	First string // RFC 3339, when this content was had first
	Body  []byte // nil when it is the content of the bundle, or was left out
	Left  bool   // left out: the bundle was large enough
}

// mostVersions bounds the raw bytes of other versions, all together.
const mostVersions = 32 << 20

// Collect gathers what proves a reading, and with a key one cell of it. A cell that the report's form does not have is
// store.ErrNotFound.
func Collect(ctx context.Context, db *store.Store, s store.Summary, key *report.Key, config Config) (*Bundle, error) {
	b := &Bundle{Report: store.Loaded{Summary: s}, Key: key, Program: config.Program}
	var err error
	if b.Report.Report, err = db.Report(ctx, s.ID); err != nil {
		return nil, err
	}
	if key != nil && b.Report.Report.Cells.At(*key).State == report.NotInForm {
		return nil, fmt.Errorf("%s is no cell of the form of this report: %w", key, store.ErrNotFound)
	}
	if b.Page, err = db.Page(ctx, s.ID); err != nil {
		return nil, err
	}
	if b.Handed, err = db.Handed(ctx, s.Document); err != nil {
		return nil, err
	}
	if err := b.robots(ctx, db, config); err != nil {
		return nil, err
	}
	if err := b.versions(ctx, db); err != nil {
		return nil, err
	}
	if key != nil {
		if config.Explain != nil {
			b.Path = config.Explain(b.Page, *key)
		}
		b.place = placeOf(b.Page, b.Report.Report.Cells.At(*key))
	}
	return b, nil
}

func (b *Bundle) robots(ctx context.Context, db *store.Store, config Config) error {
	u, err := url.Parse(b.Page.Facts.URL)
	if err != nil || u.Host == "" {
		return nil //nolint:nilerr // a page without an address, handed in from a disk
	}
	if b.Robots, err = db.Robots(ctx, u.Host); err != nil {
		return err
	}
	sent, found, err := db.SentFor(ctx, b.Report.ID)
	if err != nil {
		return err
	}
	if found {
		b.Recorded = recorded(sent)
	}
	if config.Robots != nil && !b.Robots.Fetched.IsZero() {
		b.Decision = config.Robots(b.Robots, b.Page.Facts.URL)
	}
	return nil
}

// recorded writes the decision that was made when the request was sent.
func recorded(sent page.Sent) string {
	answer := "denied"
	if sent.Allowed {
		answer = "allowed"
	}
	return fmt.Sprintf("%s: %s (request of %s)", answer, sent.Robots, moment(sent.Began))
}

func (b *Bundle) versions(ctx context.Context, db *store.Store) error {
	s := &b.Report.Summary
	if s.Body.Key == "" { // whose report it is is not known: nothing else is known to be about it
		b.Versions = []Version{{Summary: *s}}
		return nil
	}
	all, _, err := db.Versions(ctx, s.Body.Key, s.Year)
	if err != nil {
		return err
	}
	room, seen := mostVersions, map[page.Digest]bool{s.Document.Digest: true}
	for i := range all {
		v := Version{Summary: all[i].Summary, First: all[i].First.UTC().Format("2006-01-02T15:04:05Z")}
		if !seen[v.Document.Digest] {
			seen[v.Document.Digest] = true
			body, err := db.Archived(ctx, v.Document.Digest)
			switch {
			case errors.Is(err, store.ErrNotFound), err == nil && len(body) > room:
				v.Left = true
			case err != nil:
				return err
			default:
				v.Body, room = body, room-len(body)
			}
		}
		b.Versions = append(b.Versions, v)
	}
	return nil
}

// place is where a number stands in the raw bytes.
type place struct {
	from, to int  // of the raw page
	known    bool // the raw bytes there, decoded, are what the reader read
	before   string
	text     string
	after    string
}

// context is how many characters beside a number are shown.
const around = 40

func placeOf(p page.Page, c *report.Cell) (at place) {
	kind := p.Facts.Header.Get("Content-Type")
	text := page.Decode(p.Body, kind).Text
	start, end := c.Place.Start, c.Place.End
	if end <= start || end > len(text) {
		return at
	}
	at.from, at.to, at.known = page.RawSpan(p.Body, kind, start, end)
	at.before, at.text, at.after = tail(text[:start], around), text[start:end], head(text[end:], around)
	return at
}

func head(s string, most int) string {
	r := []rune(s[:min(len(s), 4*most)])
	return string(r[:min(len(r), most)])
}

func tail(s string, most int) string {
	r := []rune(s[max(0, len(s)-4*most):])
	return string(r[max(0, len(r)-most):])
}
