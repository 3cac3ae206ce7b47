package main

import (
	"context"
	"errors"
	"io"
	"path/filepath"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
	"github.com/nianbao/nianbao/store/export"
	"github.com/nianbao/nianbao/web/evidence"
)

// writeEvidence writes the bundle that proves a report, or one cell of it.
func (c showCommand) writeEvidence(ctx context.Context, a *app, db *store.Store, s store.Summary, key report.Key) error {
	reading, err := readingFor(ctx, db)
	if err != nil {
		return err
	}
	var cell *report.Key
	if c.Explain != "" {
		cell = &key
	}
	var bundle *evidence.Bundle
	err = db.Still(ctx, func(ctx context.Context) (err error) {
		bundle, err = evidence.Collect(ctx, db, s, cell, evidence.Config{Program: productVersion(), Explain: explainer(reading), Robots: robotsSay})
		return err
	})
	if err != nil {
		return err
	}
	if err := wholeFile(c.Evidence, bundle.Write); err != nil {
		return err
	}
	a.printf("%s\n", c.Evidence)
	return nil
}

// wholeFile writes a file that is whole or not there.
func wholeFile(path string, write func(io.Writer) error) error {
	stage, err := export.NewStage(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer stage.Abort() //nolint:errcheck // after a commit it has nothing to do; otherwise the first error counts
	out, err := stage.Create(filepath.Base(path))
	if err != nil {
		return err
	}
	if err := errors.Join(write(out), out.Close()); err != nil {
		return err
	}
	return stage.Commit()
}
