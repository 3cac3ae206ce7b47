package bundle

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/store/export"
)

// Kept is a release that a database keeps.
type Kept struct {
	Manifest
	Made  time.Time
	Files int
	Bytes int64 // of all files, as they are written
	// Sums is the digest of the file SHA256SUMS, and so stands for every byte of the release.
	Sums page.Digest
}

// Releases lists the releases of a database in the order in which they were made.
func Releases(ctx context.Context, db *store.Store) ([]Kept, error) {
	all, err := db.Releases(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]Kept, len(all))
	for i, r := range all {
		if r, err = db.Released(ctx, r.Name); err != nil {
			return nil, err
		}
		k := Kept{Made: r.Made, Files: len(r.Files)}
		if err := json.Unmarshal([]byte(r.Manifest), &k.Manifest); err != nil {
			return nil, fmt.Errorf("release %s: %w", r.Name, err)
		}
		for _, f := range r.Files {
			if k.Bytes += f.Size; f.Path == export.SumsName {
				k.Sums = f.Digest
			}
		}
		list[i] = k
	}
	return list, nil
}
