package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/store/export/bundle"
)

type releasesCommand struct {
	Format string `env:"NIANBAO_RELEASES_FORMAT" enum:"table,json" default:"table" help:"table or json."`
}

// Help gives an example.
func (releasesCommand) Help() string {
	return `Lists the datasets that were given out under a name and are kept in the database, in the order in which they were
made: name, day, what was chosen, how much is in it, the SHA-256 of its file SHA256SUMS, and what changed since the release
before of the same selection. nianbao export --format package --release NAME writes one of them again, byte for byte.

Example: nianbao releases

Example: nianbao releases --format json | jq '.releases[-1].changes'`
}

// jsonRelease is a release in releases --format json.
type jsonRelease struct {
	bundle.Manifest
	Made  string `json:"made"` // RFC 3339
	Files int    `json:"files"`
	Bytes int64  `json:"bytes"`
	Sums  string `json:"sums_sha256"` // of its file SHA256SUMS
}

// Run lists them.
func (c releasesCommand) Run(ctx context.Context, a *app) error {
	db, err := a.openReadOnly(ctx)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // only read
	kept, err := bundle.Releases(ctx, db)
	if err != nil {
		return err
	}
	if c.Format == "json" {
		out := struct {
			Releases []jsonRelease `json:"releases"`
		}{make([]jsonRelease, len(kept))}
		for i, k := range kept {
			out.Releases[i] = jsonRelease{k.Manifest, momentText(k.Made), k.Files, k.Bytes, string(k.Sums)}
		}
		return json.NewEncoder(a.stdout).Encode(out)
	}
	if len(kept) == 0 {
		a.printf("%s\n", a.say("no release is kept; nianbao export --format package --release NAME makes one", "没有已存的发布;用 nianbao export --format package --release NAME 建立"))
		return nil
	}
	a.printReleases(kept)
	return nil
}

// printReleases writes a table, and below it what changed.
func (a *app) printReleases(kept []bundle.Kept) {
	table := textTable{
		header: []string{
			a.say("release", "发布"), a.say("day", "日期"), a.say("kind", "种类"), a.say("reports", "报告"), a.say("bodies", "机关"),
			a.say("numbers", "数字"), "MB", "SHA256SUMS", a.say("chosen", "范围"),
		},
		right: map[int]bool{3: true, 4: true, 5: true, 6: true},
	}
	for _, k := range kept {
		kind := "package"
		if k.Evidence {
			kind = "evidence"
		}
		table.add(k.Name, k.Date.String(), kind, strconv.Itoa(k.Totals.Reports), strconv.Itoa(k.Totals.Bodies), strconv.Itoa(k.Totals.Cells),
			fmt.Sprintf("%.1f", float64(k.Bytes)/1e6), string(k.Sums[:min(len(k.Sums), 12)]), k.Chosen)
	}
	a.printf("%s", table.String())
	for _, k := range kept {
		if k.Before != "" {
			a.printf("\n%s → %s: %s\n", k.Before, k.Name, a.changesText(k.Changes))
		}
		for _, b := range k.Broken {
			a.printf("%s: %s (%s)\n", k.Name, b, cmp.Or(k.Despite, "-"))
		}
	}
}

// changesText says in a line how a release differs from the one before.
func (a *app) changesText(c *bundle.Changes) string {
	switch {
	case c == nil:
		return a.say("not counted when it was made; its CHANGES.md tells", "建立时未统计,见其 CHANGES.md")
	case len(c.Counts)+len(c.Columns) == 0:
		return a.say("no value differs", "无差异")
	}
	parts := make([]string, 0, len(c.Counts)+len(c.Columns))
	for _, what := range slices.Sorted(maps.Keys(c.Counts)) {
		parts = append(parts, fmt.Sprintf("%s: %d", what, c.Counts[what]))
	}
	return strings.Join(append(parts, c.Columns...), "; ")
}
