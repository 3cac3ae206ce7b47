package export

import (
	"context"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// versionRow is a reading of a body and year among all of them, with how it differs from another one.
type versionRow struct {
	store.Summary
	number int // within body and year, from 1
	step   *store.Step
}

func versionTable(o *Options) maker[versionRow] {
	fields := through(append(summaryFields(o), aboutFields()...), func(r *versionRow) *store.Summary { return &r.Summary })
	fields = append(fields,
		whole("version", "版本序号", "number of the version of the body and year, from 1", func(r *versionRow) int { return r.number }),
		coded("standing", "采用情况", "whether it counts", standings(), func(r *versionRow) string { return string(r.Standing) }),
		boolean("own_column", "本机关栏目", "found in the body's own column", func(r *versionRow) bool { return r.Own }),
		some("compared_with", "对照版本", "version that it is compared with", func(r *versionRow) int {
			if r.step == nil {
				return 0
			}
			return r.step.From + 1
		}),
		coded("cause", "变更原因", "why it differs from that version", causes(), func(r *versionRow) string {
			if r.step == nil {
				return ""
			}
			return string(r.step.Cause)
		}),
		field[versionRow]{Column{Name: "cells_changed", Type: Integer, Label: "变更单元格数", English: "cells that differ"}, func(r *versionRow) Value {
			if r.step == nil {
				return Null()
			}
			return wholeOf(int64(len(r.step.Cells)))
		}},
		code("changed", "变更单元格", "keys of the cells that differ", func(r *versionRow) string {
			if r.step == nil {
				return ""
			}
			keys := make([]report.Key, len(r.step.Cells))
			for i, c := range r.step.Cells {
				keys[i] = c.Key
			}
			return joined(keys)
		}),
	)
	return tableOf(Table{
		Name: "versions", Label: "版本", English: "every reading of every document, also those that do not count",
		About: "What publishers changed, what other documents say, and what another version of the reader reads otherwise.",
	}, fields, each[versionRow])
}

// walkVersions gives every reading with its differences. Bodies with several readings of a year are compared.
func walkVersions(ctx context.Context, db *store.Store, filter store.Filter, do func(*versionRow) error) error {
	filter.All = true
	var group []store.Summary
	flush := func() error {
		rows, err := versionRows(ctx, db, group)
		group = group[:0]
		for i := range rows {
			if err == nil {
				err = do(&rows[i])
			}
		}
		return err
	}
	for s, err := range db.WalkReports(ctx, filter) {
		if err != nil {
			return err
		}
		if len(group) > 0 && (group[0].Body.ID != s.Body.ID || group[0].Year != s.Year) {
			if err := flush(); err != nil {
				return err
			}
		}
		group = append(group, s)
	}
	return flush()
}

func versionRows(ctx context.Context, db *store.Store, group []store.Summary) (rows []versionRow, err error) {
	if len(group) < 2 || group[0].Body.Key == "" {
		for i := range group {
			rows = append(rows, versionRow{Summary: group[i], number: i + 1})
		}
		return rows, nil
	}
	versions, steps, err := db.Versions(ctx, group[0].Body.Key, group[0].Year)
	for i := range versions {
		row := versionRow{Summary: versions[i].Summary, number: i + 1}
		for s := range steps {
			if steps[s].To == i && row.step == nil {
				row.step = &steps[s]
			}
		}
		rows = append(rows, row)
	}
	return rows, err
}
