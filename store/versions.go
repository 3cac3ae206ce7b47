package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"
)

// Version is a reading of a body and year, with the day on which its content was first had.
type Version struct {
	Loaded
	First time.Time
}

// Step is how one version differs from another.
type Step struct {
	From, To int // places in the list of versions, from 0
	Cause    Cause
	Difference
}

const sqlFirstHad query = `SELECT v.id, v.ended FROM visits v JOIN documents d ON d.request_id = v.request_id
	WHERE d.id = $1 AND v.digest = $2 AND v.outcome = 'fetched' ORDER BY v.id LIMIT 1`

// Versions gives every reading of a body, named by its key, for a year: document by document, the one that counts
// first, and within a document by content and by reader. The steps tell what the publisher changed (from one content
// to the next, by the same reader) apart from what the reader reads otherwise (in the same content), and in what
// other documents differ from the one that counts.
func (s *Store) Versions(ctx context.Context, body string, year int) (versions []Version, steps []Step, err error) {
	err = s.read(ctx, fmt.Sprintf("versions of %s %d", body, year), func(t *transaction) error {
		order := map[int64]int64{} // by reading: the visit that brought its content
		filter := Filter{Body: body, From: year, To: year, All: true}
		err := t.load(&filter, func(l Loaded) error {
			v := Version{Loaded: l}
			var visit int64
			var ended string
			if _, err := t.get(sqlFirstHad, []any{l.Document.ID, string(l.Document.Digest)}, &visit, &ended); err != nil {
				return err
			}
			order[l.ID] = visit
			var err error
			v.First, err = parseMoment(ended)
			versions = append(versions, v)
			return err
		})
		sortVersions(versions, order)
		return err
	})
	return versions, stepsOf(versions), err
}

func sortVersions(versions []Version, order map[int64]int64) {
	counts := map[int64]int{} // by document: 0 for the one that counts
	for i := range versions {
		counts[versions[i].Document.ID] = 1
	}
	for i := range versions {
		if versions[i].Standing == Current {
			counts[versions[i].Document.ID] = 0
		}
	}
	slices.SortStableFunc(versions, func(a, b Version) int {
		return cmp.Or(cmp.Compare(counts[a.Document.ID], counts[b.Document.ID]), cmp.Compare(a.Document.URL, b.Document.URL),
			cmp.Compare(order[a.ID], order[b.ID]), cmp.Compare(rankOf(a.Reader), rankOf(b.Reader)))
	})
}

// contents cuts the versions of a document into runs of one content.
func contents(versions []Version) (runs [][2]int) {
	for i := range versions {
		n := len(runs)
		if n > 0 && versions[i].Document.ID == versions[i-1].Document.ID && versions[i].Document.Digest == versions[i-1].Document.Digest {
			runs[n-1][1] = i + 1
			continue
		}
		runs = append(runs, [2]int{i, i + 1})
	}
	return runs
}

func stepsOf(versions []Version) (steps []Step) {
	add := func(from, to int, cause Cause) {
		steps = append(steps, Step{from, to, cause, differ(versions[from].Report, versions[to].Report)})
	}
	runs := contents(versions)
	for n, run := range runs {
		if n > 0 && versions[run[0]].Document.ID == versions[run[0]-1].Document.ID {
			from, to, common := byOneReader(versions, runs[n-1], run)
			if common {
				add(from, to, CausePublisher)
			} else {
				add(from, to, CauseBoth)
			}
		}
		for i := run[0] + 1; i < run[1]; i++ {
			add(i-1, i, CauseReader)
		}
	}
	counting := slices.IndexFunc(versions, func(v Version) bool { return v.Standing == Current })
	for i, v := range versions {
		if counting >= 0 && v.Standing == Rival {
			add(counting, i, CauseDocument)
		}
	}
	return steps
}

// byOneReader picks from two contents the readings of the newest reader that has read both, or else the newest ones.
func byOneReader(versions []Version, old, fresh [2]int) (from, to int, common bool) {
	for to := fresh[1] - 1; to >= fresh[0]; to-- {
		for from := old[1] - 1; from >= old[0]; from-- {
			if versions[from].Reader == versions[to].Reader {
				return from, to, true
			}
		}
	}
	return old[1] - 1, fresh[1] - 1, false
}

var versionQueries = []query{sqlFirstHad}
