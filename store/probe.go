package store

import (
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/page"
)

// The plan of a planned run. Reports are published from January to the end of March (regulation of 2019, articles 49
// and 50), and late ones after it: from January to April the lists are read every day, otherwise every week. A document is
// asked for again, conditionally, a day after it was had, and then at intervals that double, since what is corrected is
// corrected soon; a change begins anew. What failed is asked for by the next run.
const (
	listsInSeason = 24 * time.Hour
	listsElse     = 7 * 24 * time.Hour
	firstLook     = 24 * time.Hour // at a document, after it was had
	mostDoublings = 6              // 64 days
	seasonsLast   = time.April
	early         = 6 * time.Hour // so that a run that begins a little earlier than yesterday's finds the same due
)

// probeAt gives the moment from which a planned run asks again for what was visited now.
func probeAt(kind page.Kind, def report.OutcomeDef, unchanged int, now time.Time) time.Time {
	switch {
	case def.Class != report.ClassOK && (kind == page.KindList || def.Class != report.ClassAbsent):
		return now
	case kind == page.KindList:
		return listAgain(now)
	}
	return now.Add(firstLook<<min(unchanged, mostDoublings) - early)
}

// listAgain: a list that was read shortly before the season is read when it begins.
func listAgain(now time.Time) time.Time {
	if inSeason(now) {
		return now.Add(listsInSeason - early)
	}
	next := now.Add(listsElse - early)
	if begins := time.Date(report.DateOf(now).Year+1, time.January, 1, 0, 0, 0, 0, china); next.After(begins) {
		return begins
	}
	return next
}

func inSeason(now time.Time) bool { return report.DateOf(now).Month <= seasonsLast }

var china = time.FixedZone("Asia/Shanghai", 8*60*60)

// stillSame counts one more visit that brought nothing new: unchanged content, or once more that a page is gone. What
// broke on the way says nothing.
func stillSame(v visited, now page.Digest, def report.OutcomeDef) int {
	switch {
	case def.Class == report.ClassOK && (v.known == "" || v.known != now):
		return 0
	case def.Class == report.ClassOK || def.Class == report.ClassAbsent:
		return v.unchanged + 1
	}
	return v.unchanged
}
