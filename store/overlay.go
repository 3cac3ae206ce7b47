package store

import (
	"context"
	"database/sql"
	"time"

	"github.com/nianbao/nianbao/report/page"
)

// Overlay is a file in which a person puts the lists of divisions right, as it was handed in.
type Overlay struct {
	Content string // YAML
	File    string // its name, without its folder
	When    time.Time
}

const (
	sqlSaveOverlay query = `INSERT INTO overlays (digest, content, file, entered) VALUES ($1, $2, $3, $4) ON CONFLICT (digest) DO NOTHING`
	sqlOverlays    query = `SELECT content, file, entered FROM overlays ORDER BY ordinal`
)

var (
	overlayQueries     = []query{sqlSaveOverlay}
	overlayReadQueries = []query{sqlOverlays}
)

// SaveOverlay keeps an overlay behind those that are there; the very same content is not kept twice. It does not look
// into it.
func (s *Store) SaveOverlay(ctx context.Context, o Overlay) (fresh bool, err error) {
	err = s.write(ctx, "keep an overlay", func(t *transaction) error {
		n, err := t.exec(sqlSaveOverlay, string(page.DigestOf([]byte(o.Content))), o.Content, clean(o.File), moment(o.When))
		fresh = n > 0
		return err
	})
	return fresh, err
}

// Overlays lists the overlays in the order in which they were handed in.
func (s *Store) Overlays(ctx context.Context) ([]Overlay, error) {
	return collect(ctx, s, "list overlays", sqlOverlays, nil, func(rows *sql.Rows, o *Overlay) error {
		var when string
		err := rows.Scan(&o.Content, &o.File, &when)
		if err == nil {
			o.When, err = parseMoment(when)
		}
		return err
	})
}
