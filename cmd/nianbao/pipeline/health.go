package pipeline

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// Troubles that are no outcome of a single request. A drift means that a portal is not what its source says any more.
const (
	TroubleNoAnswer    = "no_answer"    // no request of the run succeeded, and nobody refused
	TroubleFamilyLost  = "family_lost"  // the CMS family of the source does not know its list pages any more
	TroubleListEmpty   = "list_empty"   // a list page that had entries shows none
	TroubleFewerListed = "fewer_listed" // the lists show clearly fewer reports than before
	TroubleCapReached  = "cap_reached"  // a list was left at a cap, so that reports may be missing
)

// TroubleDef explains a trouble that is no outcome.
type TroubleDef struct {
	Kind    string
	Actor   report.Actor
	Meaning string
}

// TroubleDefs is the closed table of them.
func TroubleDefs() []TroubleDef {
	return []TroubleDef{
		{TroubleNoAnswer, report.Operator, "every request to the source failed in the run, without a refusal: name, connection, time-out or server error"},
		{TroubleFamilyLost, report.Developer, "drift: the CMS family that the source names, or by which its pages were known before, does not know its list pages any more"},
		{TroubleListEmpty, report.Developer, "drift: a list page that had entries was read and shows none"},
		{TroubleFewerListed, report.Operator, "drift: the list pages show at least a fifth fewer reports than when they were read before"},
		{TroubleCapReached, report.Operator, "a list was left because of a cap, so that reports may be missing"},
	}
}

// surely and doubtful are scores of a family: what knew its pages surely and is doubtful now has changed.
const (
	surely   = 50
	doubtful = 20
)

// inspect finds what is wrong with the sources that a run visited.
func inspect(ctx context.Context, db *store.Store, run int64) (visited []string, found []store.SourceTrouble, err error) {
	ended, err := db.EndedSo(ctx, run)
	if err != nil {
		return nil, nil, err
	}
	drifted, err := drifts(db.WalkListVisits(ctx, run))
	return visitedOf(ended), slices.Concat(outcomeTroubles(ended), silences(ended), drifted), err
}

// visitedOf lists the sources of which something was asked.
func visitedOf(ended []store.EndedSo) (sources []string) {
	for _, e := range ended {
		if def, _ := e.Outcome.Def(); def.Class != report.ClassWaiting && e.Source != "" {
			sources = append(sources, e.Source)
		}
	}
	return slices.Compact(sources)
}

// outcomeTroubles are the outcomes that ask for a person.
func outcomeTroubles(ended []store.EndedSo) (found []store.SourceTrouble) {
	for _, e := range ended {
		def, _ := e.Outcome.Def()
		if def.Actor == report.Operator || def.Actor == report.Developer {
			found = append(found, store.SourceTrouble{
				Source: e.Source, Kind: string(e.Outcome), Host: e.Host, Actor: def.Actor, Count: e.Requests, URL: e.URL, Detail: e.Detail,
			})
		}
	}
	return found
}

// silences are sources that did not answer at all, when no outcome says that a person is needed already.
func silences(ended []store.EndedSo) (found []store.SourceTrouble) {
	failed, spoke := map[string]store.SourceTrouble{}, map[string]bool{}
	for _, e := range ended {
		def, _ := e.Outcome.Def()
		if def.Class != report.ClassTrouble || def.Actor == report.Operator || def.Actor == report.Developer {
			spoke[e.Source] = spoke[e.Source] || def.Class != report.ClassWaiting
			continue
		}
		one, known := failed[e.Source]
		if !known {
			one = store.SourceTrouble{
				Source: e.Source, Kind: TroubleNoAnswer, Actor: report.Operator, URL: e.URL, Detail: string(e.Outcome) + ": " + e.Detail,
			}
		}
		one.Count += e.Requests
		failed[e.Source] = one
	}
	for _, source := range slices.Sorted(maps.Keys(failed)) {
		if !spoke[source] {
			found = append(found, failed[source])
		}
	}
	return found
}

// drifts compare how list pages were read with how they were read before; lists are ordered by source, and those of one
// source are held at a time.
func drifts(lists iter.Seq2[store.ListVisit, error]) (found []store.SourceTrouble, err error) {
	var of []store.ListVisit
	for l, err := range lists {
		if err != nil {
			return nil, err
		}
		if len(of) > 0 && of[0].Source != l.Source {
			found = append(found, driftsOf(of[0].Source, of)...)
			of = of[:0]
		}
		of = append(of, l)
	}
	if len(of) > 0 {
		found = append(found, driftsOf(of[0].Source, of)...)
	}
	return found, nil
}

func driftsOf(source string, lists []store.ListVisit) (found []store.SourceTrouble) {
	kinds := map[string]*store.SourceTrouble{}
	note := func(kind, url, format string, args ...any) {
		if kinds[kind] == nil {
			kinds[kind] = &store.SourceTrouble{Source: source, Kind: kind, URL: url, Detail: fmt.Sprintf(format, args...)}
		}
		kinds[kind].Count++
	}
	now, before, best := 0, 0, 0
	for _, l := range lists {
		now, best = now+l.Now.Found, max(best, l.Now.Score)
		if strings.HasPrefix(l.Now.Stop, "cap of ") {
			note(TroubleCapReached, l.URL, "%s", l.Now.Stop)
		}
		if l.Before == nil {
			continue
		}
		before += l.Before.Found
		switch {
		case lost(&l):
			note(TroubleFamilyLost, l.URL, "family %s knew the page (score %d); now %s scores %d: %s",
				l.Before.Family, l.Before.Score, l.Now.Family, l.Now.Score, l.Now.Sign)
		case l.Before.Rows > 0 && l.Now.Rows == 0 && l.Depth == 0:
			note(TroubleListEmpty, l.URL, "%d entries before, none now", l.Before.Rows)
		}
	}
	if first := &lists[0]; best == 0 && first.Now.Pinned { // single pages, as ways to branches, may show no sign of it
		note(TroubleFamilyLost, first.URL, "family %s knows none of %d list pages: %s", first.Now.Family, len(lists), first.Now.Sign)
	}
	if fewer := before - now; fewer >= 2 && 5*fewer >= before {
		note(TroubleFewerListed, lists[0].URL, "%d reports were listed before, %d are now", before, now)
		kinds[TroubleFewerListed].Count = fewer
	}
	for _, d := range TroubleDefs() {
		if one := kinds[d.Kind]; one != nil {
			one.Actor = d.Actor
			found = append(found, *one)
		}
	}
	return found
}

// lost tells whether a page is not what its family knew surely before.
func lost(l *store.ListVisit) bool {
	if l.Before.Family == l.Now.Family {
		return l.Before.Score >= surely && l.Now.Score <= doubtful
	}
	return l.Before.Score >= surely
}

// MeaningOf says what a trouble means: an outcome, or one of TroubleDefs.
func MeaningOf(kind string) string {
	if def, ok := report.Outcome(kind).Def(); ok {
		return def.Meaning
	}
	for _, d := range TroubleDefs() {
		if d.Kind == kind {
			return d.Meaning
		}
	}
	return ""
}

// SaveHealth finds and keeps what is wrong with the sources that a run visited.
func SaveHealth(ctx context.Context, db *store.Store, run int64, now time.Time) error {
	visited, found, err := inspect(ctx, db, run)
	if err != nil {
		return err
	}
	found = slices.DeleteFunc(found, func(t store.SourceTrouble) bool { return t.Source == "" })
	return db.SaveTroubles(ctx, run, visited, found, now)
}
