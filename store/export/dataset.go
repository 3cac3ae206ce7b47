package export

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/store"
)

// Options says what is exported. The zero Options are the whole dataset without moments of fetching.
type Options struct {
	Filter store.Filter
	// Tables names the tables; all that a format holds by default when empty.
	Tables []string
	// Fetched adds when each page was fetched; the files of two crawls then differ.
	Fetched bool
	// NoProse leaves out the sentences of publishers, for data that is handed on.
	NoProse bool
}

// Validate tells what is wrong with the options.
func (o *Options) Validate() error {
	all := Tables(o)
	for _, name := range o.Tables {
		i := slices.IndexFunc(all, func(t Table) bool { return t.Name == name })
		if i < 0 {
			return fmt.Errorf("no table is named %q; there are %s", name, strings.Join(names(all), ", "))
		}
		if o.NoProse && all[i].Prose {
			return fmt.Errorf("table %s is prose, which is left out here", name)
		}
	}
	if o.Filter.All || o.Filter.Limit != 0 {
		return fmt.Errorf("an export takes the readings that count, all of them")
	}
	return nil
}

func names(tables []Table) []string {
	list := make([]string, len(tables))
	for i := range tables {
		list[i] = tables[i].Name
	}
	return list
}

func (o *Options) wants(t *Table) bool {
	return slices.Contains(o.Tables, t.Name) && !(o.NoProse && t.Prose)
}

// Tables describes every table of the dataset, in the order in which they are written.
func Tables(o *Options) (tables []Table) {
	for _, part := range parts(o) {
		tables = append(tables, part.tables()...)
	}
	return tables
}

// Count is how much was written.
type Count struct {
	Table string `json:"table"`
	Rows  int    `json:"rows"`
}

// Write writes the tables that the options name, all of them at one state of the database and in one walk over each
// kind of thing, however many tables come of it. It does not close the encoder.
func Write(ctx context.Context, db *store.Store, o Options, out Encoder) (counts []Count, err error) {
	if err := o.Validate(); err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	err = db.Still(ctx, func(ctx context.Context) error {
		for _, p := range parts(&o) {
			some, err := p.write(ctx, db, &o, out)
			if err != nil {
				return err
			}
			counts = append(counts, some...)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	return counts, nil
}

// part is what comes of one walk.
type part interface {
	tables() []Table
	write(ctx context.Context, db *store.Store, o *Options, out Encoder) ([]Count, error)
}

func parts(o *Options) []part {
	return []part{
		walk[reading]{readingTables(o), walkReadings},
		walk[store.LedgerEntry]{[]maker[store.LedgerEntry]{ledgerTable(o)}, walkLedger},
		walk[body]{bodyTables(o), walkBodies},
		walk[event]{[]maker[event]{eventTable(o)}, walkEvents},
		walk[versionRow]{[]maker[versionRow]{versionTable(o)}, walkVersions},
		walk[definition]{definitionTables(o), walkDefinitions},
	}
}

// walk is a way to go over items, and the tables that are made of them.
type walk[I any] struct {
	makers []maker[I]
	over   func(context.Context, *store.Store, store.Filter, func(*I) error) error
}

func (w walk[I]) tables() (list []Table) {
	for _, m := range w.makers {
		list = append(list, m.Table)
	}
	return list
}

func (w walk[I]) write(ctx context.Context, db *store.Store, o *Options, out Encoder) (counts []Count, err error) {
	var open []*counted
	var into []func(*I) error
	for i := range w.makers {
		m := &w.makers[i]
		if !o.wants(&m.Table) {
			continue
		}
		rows, err := out.Open(&m.Table)
		if err != nil {
			return nil, fmt.Errorf("table %s: %w", m.Name, err)
		}
		one := &counted{Rows: rows, table: m.Name}
		open, into = append(open, one), append(into, m.into(one))
	}
	if len(open) == 0 {
		return nil, nil
	}
	err = w.over(ctx, db, o.Filter, func(item *I) error {
		for i := range into {
			if err := into[i](item); err != nil {
				return fmt.Errorf("table %s: %w", open[i].table, err)
			}
		}
		return nil
	})
	for _, one := range open {
		err = cmp.Or(err, one.Close())
		counts = append(counts, Count{one.table, one.rows})
	}
	return counts, err
}

// counted counts the rows that it passes on.
type counted struct {
	Rows
	table string
	rows  int
}

func (c *counted) Write(row []Value) error {
	c.rows++
	return c.Rows.Write(row)
}
