package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// Correction is a value that a person entered for a cell of a page, looking at it. It is bound to the content: it
// survives every reading of it, and does not count for another one.
type Correction struct {
	Digest   page.Digest
	Key      report.Key
	Value    report.Number
	Who, Why string
	When     time.Time
}

// Notice is a local notice about the day of publication, with the person who entered it.
type Notice struct {
	report.Notice
	Who  string
	When time.Time
}

const (
	sqlSaveCorrection query = `INSERT INTO corrections (digest, key, value, who, why, entered) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (digest, key) DO UPDATE SET value = excluded.value, who = excluded.who, why = excluded.why,
			entered = CASE WHEN corrections.value = excluded.value AND corrections.who = excluded.who
				AND corrections.why = excluded.why THEN corrections.entered ELSE excluded.entered END`
	sqlDropCorrection query = `DELETE FROM corrections WHERE digest = $1 AND key = $2`
	sqlReadAnew       query = `UPDATE documents SET read_by = '' WHERE request_id IN (SELECT request_id FROM visits WHERE digest = $1)`
	sqlInArchive      query = `SELECT 1 FROM archive WHERE digest = $1`
	sqlCorrections    query = `SELECT digest, key, value, who, why, entered FROM corrections ORDER BY digest, key`
	sqlCorrectionsOf  query = `SELECT digest, key, value, who, why, entered FROM corrections
		WHERE digest = $2 OR digest IN (SELECT v.digest FROM visits v JOIN documents d ON d.request_id = v.request_id
			WHERE d.id = $1 AND v.digest IS NOT NULL) ORDER BY digest, key`
	sqlCorrected query = `SELECT DISTINCT d.id, r.digest FROM documents d JOIN readings r ON r.document_id = d.id
		WHERE d.request_id IN (SELECT request_id FROM visits WHERE digest = $1) ORDER BY d.id, r.digest`
	sqlSaveNotice query = `INSERT INTO notices (area, year, due, title, url, who, entered) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (area, year, url) DO UPDATE SET due = excluded.due, title = excluded.title, who = excluded.who`
	sqlNotices query = `SELECT area, year, due, title, url, who, entered FROM notices ORDER BY area, year, url`
)

var (
	correctionQueries     = []query{sqlSaveCorrection, sqlDropCorrection, sqlReadAnew, sqlInArchive, sqlSaveNotice}
	correctionReadQueries = []query{sqlCorrections, sqlCorrectionsOf, sqlCorrected, sqlNotices}
)

// Correct enters values, and takes back those of remove (only Digest and Key are looked at). The documents that had
// the pages wait to be read again. A page that is not in the archive is ErrNotFound: nothing is entered then.
func (s *Store) Correct(ctx context.Context, enter, remove []Correction) error {
	return s.write(ctx, "enter corrections", func(t *transaction) error {
		for _, c := range enter {
			if c.Who == "" || c.Why == "" || !c.Key.Valid() {
				return errors.New("a correction needs a key, a person and a reason")
			}
			var one int
			if found, err := t.get(sqlInArchive, []any{string(c.Digest)}, &one); err != nil || !found {
				return orErr(err, fmt.Errorf("page %s: %w", c.Digest, ErrNotFound))
			}
			_, err := t.exec(sqlSaveCorrection, string(c.Digest), c.Key.String(), c.Value.String(), clean(c.Who), clean(c.Why), moment(c.When))
			if err != nil {
				return err
			}
		}
		for _, c := range remove {
			if _, err := t.exec(sqlDropCorrection, string(c.Digest), c.Key.String()); err != nil {
				return err
			}
		}
		for _, c := range slices.Concat(enter, remove) {
			if _, err := t.exec(sqlReadAnew, string(c.Digest)); err != nil {
				return err
			}
		}
		return nil
	})
}

// Corrections lists all entered values, by page and key.
func (s *Store) Corrections(ctx context.Context) ([]Correction, error) {
	return collect(ctx, s, "list corrections", sqlCorrections, nil, scanCorrection)
}

// Corrected lists the contents that are read otherwise when a value is entered for a page: those of every document
// that ever had it.
func (s *Store) Corrected(ctx context.Context, digest page.Digest) ([]Content, error) {
	return collect(ctx, s, "find the documents of a page", sqlCorrected, []any{string(digest)}, func(rows *sql.Rows, c *Content) error {
		return rows.Scan(&c.Document, &c.Digest)
	})
}

func scanCorrection(rows *sql.Rows, c *Correction) error {
	var key, value, when string
	err := rows.Scan(&c.Digest, &key, &value, &c.Who, &c.Why, &when)
	if err != nil {
		return err
	}
	if c.Key, err = report.ParseKey(key); err != nil {
		return fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	if c.Value, err = report.ParseNumber(value); err != nil {
		return fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	c.When, err = parseMoment(when)
	return err
}

// corrections finds what people entered for the document.
func (t *transaction) corrections(p *Pending) error {
	var other []Correction
	err := t.each(sqlCorrectionsOf, []any{p.Document.ID, string(p.Document.Digest)}, func(rows *sql.Rows) error {
		var c Correction
		err := scanCorrection(rows, &c)
		if c.Digest == p.Document.Digest {
			p.Corrections = append(p.Corrections, c)
		} else {
			other = append(other, c)
		}
		return err
	})
	for _, c := range other {
		if !slices.ContainsFunc(p.Corrections, func(x Correction) bool { return x.Key == c.Key }) {
			p.Outdated = append(p.Outdated, c)
		}
	}
	p.Document.Entered = digestOf(p.Corrections, p.Outdated)
	return err
}

// digestOf names what was entered; the moment is not in it.
func digestOf(lists ...[]Correction) string {
	hash := sha256.New()
	n := 0
	for _, list := range lists {
		for _, c := range list {
			fmt.Fprintf(hash, "%s %s %s %q %q\n", c.Digest, c.Key, c.Value, c.Who, c.Why)
			n++
		}
		fmt.Fprintln(hash)
	}
	if n == 0 {
		return ""
	}
	return hex.EncodeToString(hash.Sum(nil))
}

// SaveNotices enters local notices about the day of publication. One of the same area, year and URL is replaced.
func (s *Store) SaveNotices(ctx context.Context, notices []Notice) error {
	return s.write(ctx, "enter notices", func(t *transaction) error {
		for _, n := range notices {
			if n.Due.IsZero() || n.Area == "" || n.Title == "" || n.Who == "" {
				return errors.New("a notice needs an area, a day, a title and a person")
			}
			_, err := t.exec(sqlSaveNotice, n.Area, n.Year, n.Due.String(), clean(n.Title), clean(n.URL), clean(n.Who), moment(n.When))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Notices lists the local notices, by area and year.
func (s *Store) Notices(ctx context.Context) ([]Notice, error) {
	return collect(ctx, s, "list notices", sqlNotices, nil, func(rows *sql.Rows, n *Notice) error {
		var due, when string
		err := rows.Scan(&n.Area, &n.Year, &due, &n.Title, &n.URL, &n.Who, &when)
		if err == nil {
			n.When, err = parseMoment(when)
		}
		if err != nil {
			return err
		}
		return unmarshalTexts([]textInto{{due, &n.Due}})
	})
}
