package main

import (
	"context"
	"os"
)

type backupCommand struct {
	Out string `required:"" placeholder:"FILE" help:"The copy; an earlier copy of this name is replaced once the new one is whole."`
}

// Help gives an example.
func (backupCommand) Help() string {
	return `Copies the database as it is at one moment, also while a crawl writes to it. The copy is a database like any other:
name it with --db to look into it, or put it in the place of a lost one, after removing what is left of that: FILE-wal
and FILE-shm belong to the database that they stood beside, and would change the copy.

Example: nianbao backup --out nianbao-backup.db`
}

// Run copies the database.
func (c backupCommand) Run(ctx context.Context, a *app) error {
	db, err := a.openReadOnly(ctx)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // only read
	if err := db.Backup(ctx, c.Out); err != nil {
		return err
	}
	info, err := os.Stat(c.Out)
	if err == nil && !a.shared.Quiet {
		a.printf("%s: %.1f MB\n", c.Out, float64(info.Size())/1e6)
	}
	return err
}
