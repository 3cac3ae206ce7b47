package pipeline

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/division"
)

// existence says whether a body existed in a year. The lists of divisions go first, for what they list. What they do
// not tell is presumed from reports that were found, and from what the sources name today:
//
//   - between two years with reports it existed
//   - a body that a source names existed in the last year that is over, and since the first of its reports
//
// A body of which the lists say that it did not exist in a later year may have ended before: nothing is presumed then.
// Everything else is unknown. That the division around an organ existed does not say that the organ did.
func (l *ledger) existence(s *subject, year int) report.Existence {
	e := l.reading.Existed(s.BodyRef, year)
	listed := report.Existence{Answer: report.Answer(e.Answer), Presumed: e.Presumed, Basis: e.Evidence}
	_, unit, _ := idOf(s.Key)
	if e.Answer == division.No || e.Answer == division.Yes && unit == "" {
		return listed
	}
	found := slices.Sorted(maps.Keys(s.counted))
	if n := len(found); n > 0 && found[0] <= year && year <= found[n-1] {
		return presumed("its reports on %d and %d were found", found[0], found[n-1])
	}
	last := lastYear(l.today)
	for later := year + 1; later <= last; later++ {
		if l.reading.Existed(s.BodyRef, later).Answer == division.No {
			listed.Answer = report.AnswerUnknown
			return listed
		}
	}
	if len(s.namedBy) > 0 && (year == last || len(found) > 0 && found[0] <= year && year <= last) {
		return presumed("source %s names it as a publisher", strings.Join(s.namedBy, ", "))
	}
	listed.Answer = report.AnswerUnknown
	return listed
}

func presumed(format string, args ...any) report.Existence {
	return report.Existence{Answer: report.AnswerYes, Presumed: true, Basis: fmt.Sprintf(format, args...)}
}
