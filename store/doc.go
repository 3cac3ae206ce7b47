// Package store keeps everything in one SQLite file: what the crawler is to fetch and has fetched, the archive of
// raw pages, and what was read from them. One program writes, any number read at the same time.
//
//	config.go     Config; errors.go the errors that callers tell apart
//	open.go       Open, OpenReadOnly, Close; file.go looks at the file first, folder_*.go at its folder; lock.go one writing program
//	schema.go     migrations up, refusal of a newer schema (package migration has the SQL)
//	database.go   transactions; statements.go what is prepared; text.go, moment.go how values are written;
//	              zip.go compression
//
//	run.go        runs: StartRun, ResumeRun, FinishRun, Runs
//	enqueue.go    the frontier: requests that are due; hints.go which hints of several win; rename.go when a source has
//	              another id
//	lease.go      Lease, Begin, Release: the right to talk to one host
//	probe.go      the plan: when a page is worth asking again; manners.go every request that was sent
//	record.go     Record: a visit with all its consequences in one transaction; outcome.go what becomes of a request
//	listing.go    what list pages showed, and the requests they lead to
//	host.go       robots.txt and pace of hosts
//	archive.go    the raw pages by digest; facts.go how they were fetched; document.go the pages that may be reports
//
//	pending.go    documents without a reading by the present reader; Contents and ReadAgain: the whole archive again
//	reread.go     Reread: keep what is read otherwise, and say why; compare.go what differs; fingerprint.go by what it is known
//	versions.go   every reading of a body and year, the publisher's changes apart from the reader's
//	correct.go    what people entered: values bound to a page, local notices
//	save.go       SaveReading: report, values, proof and findings in one transaction; resolution.go how the body was found
//	tables.go     the wide tables, a column a cell; proof.go and pack.go everything else about each cell
//	body.go       bodies with permanent ids; match.go finds them by any name or code; attribute.go and event.go what is said of
//	              them over time, history.go keeps it, overlay.go what people put right in the lists,
//	              rekey.go moves readings to other bodies
//	standing.go   which reading counts among several; across.go: findings between reports, compared.go between which of
//	              them, across_list.go gives them back
//	filter.go     which reports to give, rows.go lists of them, part.go a part of a long list; totals.go what triggers
//	              keep for pages; summary.go, load.go give reports back, findings.go their findings
//	walk.go       the same one after another, and the visits with their pages; still.go all at one state of the database
//	evidence.go   how the reports were looked for; ledger.go the one state of every body and year, ledger_save.go writes it
//	space.go      what the database takes and what the disk still has (space_*.go)
//	panel.go      Entries: what a comparison shows; browse.go areas, years, bodies and reports to look around in
//	search.go     Search over names and prose; index.go what it finds them by, words.go the characters and words that texts are
//	              compared by, excerpt.go where in a report they stand
//	release.go    datasets that were given out under a name, with their files
//	trouble.go    what is wrong with the sources, and what people know of it; news.go what runs brought, moved and withdrawn pages
//	status.go     how a run went; source.go the sources and how each does
//	dump.go       the canonical dump: equal dumps, same dataset; check.go integrity; backup.go a copy while others write
//
// There is no clock in it: every moment is an argument. Texts are kept as valid UTF-8, the raw text of a cell
// byte by byte. Statements keep to SQL that PostgreSQL takes too, but for CROSS JOIN with ON: it tells SQLite in which
// order to join, and is a plain JOIN elsewhere. What else does not is in open.go, schema.go, check.go, search.go,
// index.go and backup.go, and in the triggers of the migrations.
package store
