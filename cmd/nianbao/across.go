package main

import (
	"context"

	"github.com/nianbao/nianbao/store"
)

// printAcross writes what was found between a report and others, apart from what its own page shows.
func printAcross(ctx context.Context, a *app, db *store.Store, s store.Summary) error {
	by, err := db.AcrossByReading(ctx, store.Filter{Body: s.Body.Key, From: s.Year, To: s.Year})
	if err != nil || len(by[s.ID]) == 0 {
		return err
	}
	a.printf("\n%s\n", a.say("findings between this report and others", "与其他报告比对的提示"))
	for _, f := range by[s.ID] {
		a.printf("- %s [%s] %s\n", a.lang().Severity(f.Severity), f.Relation, a.lang().Message(f))
	}
	return nil
}
