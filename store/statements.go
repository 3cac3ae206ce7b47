package store

import "slices"

// writing lists the statements that the writer prepares when it opens; each stands beside the code that runs it.
func writing() []query {
	return slices.Concat(runQueries, frontierQueries, renameQueries, recordQueries, hostQueries, archiveQueries, documentQueries,
		proofQueries, tableQueries(), bodyQueries, standingQueries, saveQueries, sourceQueries, correctionQueries, ledgerQueries, acrossQueries, historyQueries, overlayQueries,
		rekeyQueries, releaseQueries, troubleQueries, searchQueries)
}

// reading lists the statements that the readers prepare when they open.
func reading() []query {
	return slices.Concat(leaseQueries, readQueries, statusQueries, dumpQueries, checkQueries, keptQueries(), valueQueries(),
		correctionReadQueries, ledgerReadQueries, acrossReadQueries, comparedQueries, versionQueries, walkQueries, releaseReadQueries, browseQueries, eventReadQueries, bodyReadQueries, overlayReadQueries,
		[]query{sqlSchema, sqlFindReading, sqlManners, sqlSentFor},
		troubleReadQueries, newsQueries, searchReadQueries)
}
