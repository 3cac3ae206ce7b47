// Package migration holds the schema of the store as numbered SQL.
//
//	00001_crawl.sql    runs, sources, hosts, frontier, visits, archive, documents
//	00002_reports.sql  bodies, readings, proofs, findings
//	00003_tables.sql   one wide table a statutory table, generated from package report by Tables
//	00004_ledger.sql   the ledger, what people entered and handed in, what tells versions apart
//	00005_across.sql   findings between reports
//	00006_bodies.sql   attributes of bodies over time, events, overlays
//	00007_night.sql    which requests were sent, when pages are asked again, quiet hours, troubles of the sources
//	00008_releases.sql datasets that are given out under a name
//	00009_search.sql   full text search over names and prose
//	00010_scale.sql    indexes for hundreds of thousands of reports
//	00011_pages.sql    indexes for pages that many people ask for at once
//	00012_lists.sql    lists in their order, and totals, that pages are made from
//
// A file that was released never changes: the next change of the schema is the next number.
package migration

import "embed"

// Files holds the migrations for SQLite, named NNNNN_what.sql.
//
//go:embed *.sql
var Files embed.FS
