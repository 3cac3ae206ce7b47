package bundle

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/store/export"
)

// Manifest is release.json: what a release is made of.
type Manifest struct {
	Name     string         `json:"name"`
	Evidence bool           `json:"evidence"`
	Date     report.Date    `json:"date"`
	Program  string         `json:"program"`
	Schema   string         `json:"schema"`
	Chosen   string         `json:"chosen"` // the selection, in words
	Tables   []export.Count `json:"tables"`
	Totals   Totals         `json:"totals"`
	Readers  map[string]int `json:"readers"`         // reports by version of the reader
	Codebook string         `json:"codebook_sha256"` // of codebook.csv
	// Pages is the digest of the list of pages, a line "SHA-256 URL" a report, in the order of table wide.
	Pages    string   `json:"pages_sha256"`
	Promises Promises `json:"promises"`
	// Broken lists the promises that are not kept, and Despite says why it was made all the same.
	Broken  []string `json:"broken,omitempty"`
	Despite string   `json:"despite,omitempty"`
	Before  string   `json:"before,omitempty"` // the release that it is compared with
	// Changes is how it differs from that one; nil for a first release, and for one that was made before this was kept.
	Changes *Changes `json:"changes,omitempty"`
}

// Release makes a release: it writes the package into the stage, compares it with the release before, holds it back when
// it breaks a promise (BrokenError), unless despite gives a reason, and keeps it in the store. A name that is taken is
// store.ErrReleased. The stage is sealed and whole when there is no error.
func Release(ctx context.Context, db *store.Store, stage *export.Stage, config Config, promises Promises, despite string, now time.Time) (Result, Manifest, error) {
	if config.Version == "" {
		return Result{}, Manifest{}, errors.New("release: no name")
	}
	if err := promises.Validate(); err != nil {
		return Result{}, Manifest{}, fmt.Errorf("release %s: %w", config.Version, err)
	}
	if config.Date.IsZero() {
		config.Date = report.DateOf(now)
	}
	result, err := Write(ctx, db, stage, config)
	if err != nil {
		return result, Manifest{}, fmt.Errorf("release %s: %w", config.Version, err)
	}
	m := Manifest{
		Name: config.Version, Evidence: config.Evidence, Date: config.Date, Program: config.Program, Schema: report.Schema, Totals: result.Totals,
		Chosen: selectionText(config.Options.Filter), Tables: result.Counts, Readers: result.Readers, Despite: despite,
	}
	if err := m.complete(ctx, db, stage, promises); err != nil {
		return result, m, fmt.Errorf("release %s: %w", m.Name, err)
	}
	if len(m.Broken) > 0 && despite == "" {
		return result, m, &BrokenError{m.Name, m.Broken}
	}
	if err := keep(ctx, db, stage, m, now); err != nil {
		return result, m, fmt.Errorf("release %s: %w", m.Name, err)
	}
	return result, m, nil
}

// complete compares with the release before and finds what the files say.
func (m *Manifest) complete(ctx context.Context, db *store.Store, stage *export.Stage, promises Promises) error {
	before, earlier, err := latest(ctx, db, m)
	if err != nil {
		return err
	}
	if before != nil {
		m.Before = before.Name
		m.Promises = promises.since(&earlier.Totals)
	} else {
		m.Promises = promises
	}
	m.Broken = m.Promises.broken(m.Totals)
	codebook, err := os.ReadFile(stage.Path("codebook.csv"))
	if err != nil {
		return err
	}
	m.Codebook = sumOf(codebook)
	if m.Pages, err = pagesSum(stage.Path("data/wide.csv")); err != nil {
		return err
	}
	if m.Changes, err = writeChanges(ctx, db, stage, before, earlier, m); err != nil {
		return fmt.Errorf("compare with %s: %w", m.Before, err)
	}
	return nil
}

// latest finds the newest release of the same selection and kind; nil when there is none.
func latest(ctx context.Context, db *store.Store, m *Manifest) (*store.Release, *Manifest, error) {
	all, err := db.Releases(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, r := range slices.Backward(all) {
		var earlier Manifest
		if err := json.Unmarshal([]byte(r.Manifest), &earlier); err != nil {
			return nil, nil, fmt.Errorf("release %s: %w", r.Name, err)
		}
		if earlier.Chosen == m.Chosen && earlier.Evidence == m.Evidence {
			whole, err := db.Released(ctx, r.Name)
			return &whole, &earlier, err
		}
	}
	return nil, nil, nil
}

// keep seals the stage and keeps its files in the store.
func keep(ctx context.Context, db *store.Store, stage *export.Stage, m Manifest, now time.Time) error {
	if err := create(stage, "release.json", func(w io.Writer) error { return encode(w, m) }); err != nil {
		return err
	}
	if err := Seal(stage); err != nil {
		return err
	}
	names, err := stage.Files()
	if err != nil {
		return err
	}
	manifest, err := json.Marshal(m)
	if err != nil {
		return err
	}
	r := store.Release{Name: m.Name, Made: now, Program: m.Program, Manifest: string(manifest)}
	for _, name := range names {
		r.Files = append(r.Files, store.ReleaseFile{Path: name})
	}
	return db.SaveRelease(ctx, r, func(path string) (io.ReadCloser, error) { return os.Open(stage.Path(path)) })
}

// ErrOther says that a release of the name is of another selection or kind.
var ErrOther = errors.New("is of something else")

// Again writes the release that the configuration names, as it is kept, into the stage, byte for byte;
// store.ErrNotFound when there is none. What the configuration chooses must be what the release is of (ErrOther);
// one that chooses nothing takes any.
func Again(ctx context.Context, db *store.Store, stage *export.Stage, config Config) (m Manifest, err error) {
	name := config.Version
	r, err := db.Released(ctx, name)
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal([]byte(r.Manifest), &m); err != nil {
		return m, fmt.Errorf("release %s: %w", name, err)
	}
	if chosen := selectionText(config.Options.Filter); config.Evidence != m.Evidence || chosen != m.Chosen && chosen != everything {
		return m, fmt.Errorf("release %s %w: it was made of %s (pages and prose: %t); choose the same, or give the new release another name", name, ErrOther, m.Chosen, m.Evidence)
	}
	for _, f := range r.Files {
		if err := create(stage, f.Path, func(w io.Writer) error { return db.CopyReleased(ctx, f, w) }); err != nil {
			return m, fmt.Errorf("release %s: %w", name, err)
		}
	}
	if err := whole(stage, r.Files); err != nil {
		return m, fmt.Errorf("release %s: %w", name, err)
	}
	return m, nil
}

// whole tells whether the files that are kept of a release are those of its list of sums, all of them and no other.
func whole(stage *export.Stage, files []store.ReleaseFile) error {
	text, err := os.ReadFile(stage.Path(export.SumsName))
	if err != nil {
		return fmt.Errorf("%w: %s is not kept", store.ErrCorrupt, export.SumsName)
	}
	listed := map[string]string{}
	for line := range strings.Lines(string(text)) {
		sum, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		listed[name] = sum
	}
	for _, f := range files {
		if f.Path != export.SumsName && listed[f.Path] != string(f.Digest) {
			return fmt.Errorf("%w: %s is not the file that its list of sums names", store.ErrCorrupt, f.Path)
		}
		delete(listed, f.Path)
	}
	for _, name := range slices.Sorted(maps.Keys(listed)) {
		return fmt.Errorf("%w: %s is not kept", store.ErrCorrupt, name)
	}
	return nil
}
