package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/extract"
	"github.com/nianbao/nianbao/fixtures/zoo"
	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

type rereadCommand struct {
	Changed bool `help:"Only pages that this version of the reader has not read yet."`
	Workers int  `placeholder:"N" help:"How many pages are read at the same time; one on each core by default."`
}

// Help gives an example.
func (rereadCommand) Help() string {
	return `Reads every page of the archive again, offline, and keeps what is read otherwise than before, beside the earlier
versions. Each changed cell is printed with its cause: another version of the reader, other hints, a value that a
person entered, another register. The same reader reads the same page always alike; where it does not, nothing is
kept of it and the exit code is 1.

Example: nianbao reread

Example: nianbao reread --changed`
}

// Run reads the archive again.
func (c rereadCommand) Run(ctx context.Context, a *app) error {
	if c.Workers < 0 {
		return usageError{fmt.Errorf("--workers %d: a number ≥ 0", c.Workers)}
	}
	db, reading, err := a.openToRead(ctx, a.openExisting)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // every write was a transaction of its own
	again := pipeline.Reread{
		Store: db, Reading: reading, Changed: c.Changed, Workers: c.Workers,
		Each: func(change store.Change) { printChange(a, &change) },
	}
	if !a.shared.Quiet {
		again.Progress = func(read, of int) { a.log.Info("read again", "pages", read, "of", of) }
	}
	s, err := again.Run(ctx, time.Now())
	printReread(a, s)
	return err
}

func printReread(a *app, s pipeline.RereadSummary) {
	var causes []string
	for _, cause := range slices.Sorted(maps.Keys(s.Changes)) {
		causes = append(causes, fmt.Sprintf("%s %d", a.lang().Cause(string(cause)), s.Changes[cause]))
	}
	rate := float64(s.Pages) / max(s.Took.Seconds(), 1e-9) / float64(max(s.Workers, 1))
	a.printf(a.say("reader %s: %d pages read again, %d cells changed (%s), %d entries of the ledger; %.0f pages/s on each of %d workers\n",
		"读取器 %s:重读 %d 页,变更 %d 个单元格(%s),台账变更 %d 条;%.0f 页/秒(每核,共 %d)\n"),
		extract.Version, s.Pages, s.Cells, orDash(strings.Join(causes, ", ")), s.Ledger, rate, s.Workers)
}

// longestFact is how many characters of a text are printed.
const longestFact = 80

// printChange tells what is read otherwise in one document, and why.
func printChange(a *app, c *store.Change) {
	a.printf("%s %s %s (%s)\n", orDash(c.Body), orDash(yearText(c.Year)), c.Document.URL, causeText(a, c.Cause, c.From, c.To))
	printDifference(a, c.Difference)
}

func printDifference(a *app, d store.Difference) {
	for _, cell := range d.Cells {
		a.printf("  %s: %s → %s\n", cell.Key, stateWords(a, &cell.Old), stateWords(a, &cell.New))
	}
	for _, f := range d.Facts {
		a.printf("  %s: %s → %s\n", f.Name, orDash(shorten(f.Old)), orDash(shorten(f.New)))
	}
}

// stateWords shows a cell for people: its number, or what stands there, and its state.
func stateWords(a *app, c *report.Cell) string {
	state := a.lang().Cell(c.State)
	if n, has := c.Number(); has {
		return fmt.Sprintf("%s%s (%s)", n, c.Unit.Name, state)
	}
	if raw := strings.Join(strings.Fields(c.Raw), " "); raw != "" {
		return fmt.Sprintf("%s %q", state, shorten(raw))
	}
	return state
}

// stateText shows a cell for programs, with the code of its state.
func stateText(c *report.Cell) string {
	if n, has := c.Number(); has {
		return fmt.Sprintf("%s%s (%s)", n, c.Unit.Name, c.State)
	}
	if raw := strings.Join(strings.Fields(c.Raw), " "); raw != "" {
		return fmt.Sprintf("%s %q", c.State, shorten(raw))
	}
	return c.State.String()
}

func shorten(text string) string {
	if runes := []rune(text); len(runes) > longestFact {
		return string(runes[:longestFact]) + "…"
	}
	return text
}

// causeText says why two readings differ, with the readers where these do.
func causeText(a *app, cause store.Cause, from, to string) string {
	said := a.lang().Cause(string(cause))
	if cause == store.CauseReader || cause == store.CauseBoth {
		said += fmt.Sprintf(" (%s → %s)", from, to)
	}
	return said
}

// openToRead opens a database for writing, with the reader that its pages are read by.
func (a *app) openToRead(ctx context.Context, open func(context.Context) (*store.Store, error)) (*store.Store, *pipeline.Reading, error) {
	db, err := open(ctx)
	if err != nil {
		return nil, nil, err
	}
	reading, err := readingFor(ctx, db)
	if err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	return db, reading, nil
}

// readingFor gives the reader with the register that the database belongs to, the simulated one for a demo's, and what
// people put right in it.
func readingFor(ctx context.Context, db *store.Store) (*pipeline.Reading, error) {
	reading, err := plainReading(ctx, db)
	if err != nil {
		return nil, err
	}
	return pipeline.Overlaid(ctx, db, reading)
}

func plainReading(ctx context.Context, db *store.Store) (*pipeline.Reading, error) {
	runs, err := db.Runs(ctx, 1)
	if err != nil {
		return nil, err
	}
	if len(runs) == 0 {
		return pipeline.NewReading(nil)
	}
	config, simulated := simulatedIn(&runs[0])
	if !simulated {
		return pipeline.NewReading(nil)
	}
	if err := config.Validate(); err != nil {
		return nil, fmt.Errorf("run %d: %w", runs[0].ID, err)
	}
	register, err := zoo.New(config).Register()
	if err != nil {
		return nil, err
	}
	return pipeline.NewReading(register)
}
