package flat

import (
	"strings"

	"github.com/nianbao/nianbao/report"
)

// markFolios marks the numbers of table two, which no sum checks, that may be those of pages: a small number alone on its
// line, at the edge of a page or farther below the line above it than the numbers of most other rows.
func (s *stream) markFolios(rows []Row) {
	usual := s.usualGap(rows)
	for i := range rows {
		if rows[i].Table != report.Disclosure {
			continue
		}
		for j := range rows[i].Pieces {
			p := &rows[i].Pieces[j]
			at := s.lineOf(p)
			p.Folio = at > 0 && mayBeFolio(p.Raw) && s.lines[at].Text == p.Raw && (s.lines[at].Edge || s.gap(at) > usual)
		}
	}
}

// mayBeFolio tells whether a text may be the number of a page of a report.
func mayBeFolio(text string) bool {
	return len(text) <= 2 && text[0] != '0' && strings.Trim(text, "0123456789") == ""
}

// lineOf gives the line of a piece; -1 when it is not found.
func (s *stream) lineOf(p *Piece) int {
	for i := range s.lines {
		if s.lines[i].Place.Row == p.Place.Row && s.lines[i].Place.Table == p.Place.Table && s.lines[i].Text == p.Raw {
			return i
		}
	}
	return -1
}

// gap is how many lines of the page a line stands below the one before it.
func (s *stream) gap(at int) int { return s.lines[at].Place.Row - s.lines[at-1].Place.Row }

// usualGap is how far below the end of its label the first number of most rows stands, in lines.
func (s *stream) usualGap(rows []Row) int {
	count := map[int]int{}
	for i := range rows {
		if len(rows[i].Pieces) > 0 && rows[i].Pieces[0].Raw != "" {
			at := s.lineOf(&rows[i].Pieces[0])
			if at > 0 {
				count[s.gap(at)]++
			} else {
				count[0]++
			}
		}
	}
	usual := 0
	for gap, n := range count {
		if n > count[usual] || n == count[usual] && gap > usual {
			usual = gap
		}
	}
	return usual
}
