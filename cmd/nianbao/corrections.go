package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/parser"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/division"
	"github.com/nianbao/nianbao/report/page"
	"github.com/nianbao/nianbao/store"
)

// correctionsFile is what a person writes.
type correctionsFile struct {
	Corrections []correctionLine       `yaml:"corrections"`
	Notices     []noticeLine           `yaml:"notices"`
	Bodies      []pipeline.OverlayFile `yaml:"bodies"`
}

// entries are what a file says.
type entries struct {
	enter, remove []store.Correction
	notices       []store.Notice
	overlays      []pipeline.OverlayFile
}

type correctionLine struct {
	Page   string    `yaml:"page"` // SHA-256
	Key    string    `yaml:"key"`
	Value  asWritten `yaml:"value"`
	Who    string    `yaml:"who"`
	Why    string    `yaml:"why"`
	Remove bool      `yaml:"remove"`
}

// asWritten is a number as it stands in the file: YAML takes 010 for 8.
type asWritten string

// UnmarshalYAML keeps the text.
func (w *asWritten) UnmarshalYAML(text []byte) error {
	*w = asWritten(strings.Trim(strings.TrimSpace(string(text)), "\"'"))
	if len(*w) > 1 && (*w)[0] == '0' && (*w)[1] != '.' {
		return fmt.Errorf("%s begins with 0: write the number without it", *w)
	}
	return nil
}

type noticeLine struct {
	Area  string `yaml:"area"`
	Year  int    `yaml:"year"`
	Due   string `yaml:"due"`
	Title string `yaml:"title"`
	URL   string `yaml:"url"`
	Who   string `yaml:"who"`
}

// readCorrections reads a file strictly: what nobody knows is an error.
func readCorrections(path string, now time.Time) (e entries, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return e, err
	}
	if len(text) > largestConfig {
		return e, fmt.Errorf("%s: larger than %d bytes", path, largestConfig)
	}
	var file correctionsFile
	if err := decodeYAML(text, &file, yaml.Strict()); err != nil {
		return e, fmt.Errorf("%s: %s", path, strings.TrimSpace(yaml.FormatError(err, false, false)))
	}
	seen := map[string]bool{}
	for i, line := range file.Corrections {
		c, err := line.correction(now)
		if err == nil && seen[line.Page+line.Key] {
			err = errors.New("stands twice in the file")
		}
		if err != nil {
			at := "$.corrections[%d]"
			if errors.As(err, new(valueError)) {
				at += ".value"
			}
			return e, fmt.Errorf("%s: correction %d (%s): %w", place(path, text, at, i), i+1, line.Key, err)
		}
		seen[line.Page+line.Key] = true
		if line.Remove {
			e.remove = append(e.remove, c)
		} else {
			e.enter = append(e.enter, c)
		}
	}
	for i, line := range file.Notices {
		n, err := line.notice(now)
		if err != nil {
			return e, fmt.Errorf("%s: notice %d: %w", place(path, text, "$.notices[%d]", i), i+1, err)
		}
		e.notices = append(e.notices, n)
	}
	e.overlays = file.Bodies
	if len(e.enter)+len(e.remove)+len(e.notices)+len(e.overlays) == 0 {
		err = fmt.Errorf("%s: nothing stands in it", path)
	}
	return e, err
}

// valueError is what is wrong with the value of an entry.
type valueError struct{ error }

// place names the line of the file in which an entry begins, or the file alone when that cannot be told.
func place(file string, text []byte, path string, entry int) string {
	at, err := yaml.PathString(fmt.Sprintf(path, entry))
	if err != nil {
		return file
	}
	parsed, err := parser.ParseBytes(text, 0)
	if err != nil {
		return file
	}
	node, err := at.FilterFile(parsed)
	if err != nil || node == nil || node.GetToken() == nil {
		return file
	}
	return fmt.Sprintf("%s:%d", file, node.GetToken().Position.Line)
}

func (l correctionLine) correction(now time.Time) (c store.Correction, err error) {
	c = store.Correction{Who: l.Who, Why: l.Why, When: now}
	if c.Digest, err = page.ParseDigest(l.Page); err != nil {
		return c, err
	}
	if c.Key, err = report.ParseKey(l.Key); err != nil || l.Remove {
		return c, err
	}
	if c.Value, err = report.ParseNumber(string(l.Value)); err == nil {
		err = c.Key.Accepts(c.Value)
	}
	if err != nil {
		return c, valueError{err}
	}
	if l.Who == "" || l.Why == "" {
		return c, errors.New("who and why are required")
	}
	return c, nil
}

func (l noticeLine) notice(now time.Time) (n store.Notice, err error) {
	code, err := division.ParseCode(l.Area)
	if err != nil {
		return n, err
	}
	due, err := report.ParseDate(l.Due)
	if err != nil {
		return n, err
	}
	if l.Year == 0 || due.IsZero() || l.Title == "" || l.URL == "" || l.Who == "" {
		return n, errors.New("area, year, due, title, url and who are required")
	}
	return store.Notice{Notice: report.Notice{Area: code.Prefix(), Year: l.Year, Due: due, Title: l.Title, URL: l.URL}, Who: l.Who, When: now}, nil
}

// correct enters what the file says and reads the pages again that it is about: all of them when it is about bodies.
func (c addCommand) correct(ctx context.Context, a *app) error {
	now := time.Now()
	e, err := readCorrections(c.Corrections, now)
	if err != nil {
		return err
	}
	db, reading, err := a.openToRead(ctx, a.openExisting)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // every write was a transaction of its own
	from := store.Overlay{File: filepath.Base(c.Corrections), When: now}
	if reading, err = pipeline.AddOverlays(ctx, db, reading, e.overlays, from); err != nil {
		return err
	}
	if err := db.SaveNotices(ctx, e.notices); err != nil {
		return err
	}
	again := pipeline.Reread{Store: db, Reading: reading, Each: func(change store.Change) { printChange(a, &change) }}
	if len(e.overlays) == 0 {
		again.Only = []store.Content{}
	}
	s, err := again.Correct(ctx, e.enter, e.remove, now)
	if err == nil {
		a.printf(a.say("%d values entered, %d taken back, %d notices, %d overlays; %d pages read again, %d entries of the ledger changed\n",
			"录入 %d 项,撤回 %d 项,通知 %d 份,名录更正 %d 份;重读 %d 页,台账变更 %d 条\n"),
			len(e.enter), len(e.remove), len(e.notices), len(e.overlays), s.Pages, s.Ledger)
	}
	return err
}
