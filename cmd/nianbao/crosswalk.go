package main

import (
	"strings"

	"github.com/nianbao/nianbao/report"
)

// crosswalkLine says with which numbers an era answers the question of a series.
type crosswalkLine struct {
	Series  string         `json:"series"`
	Label   string         `json:"label"`
	English string         `json:"english"`
	Unit    string         `json:"unit"`
	Era     report.Era     `json:"era"`
	Years   string         `json:"years"` // for which the era was meant
	Quality report.Quality `json:"quality"`
	Formula string         `json:"formula"`
	Note    string         `json:"note"`
	Breaks  []string       `json:"breaks"` // ids of breaks of law
}

func crosswalkLines() (lines []crosswalkLine) {
	for _, s := range report.Crosswalk() {
		for _, e := range report.Eras() {
			m := s.Eras[e]
			lines = append(lines, crosswalkLine{s.ID, s.Label, s.English, s.Unit, e, e.Years(), m.Quality, m.Formula.String(), m.Note, append([]string{}, s.Breaks...)})
		}
	}
	return lines
}

var crosswalkColumns = []string{"series", "label", "english", "unit", "era", "years", "quality", "formula", "note", "breaks"}

func (l *crosswalkLine) fields() []string {
	return []string{l.Series, l.Label, l.English, l.Unit, l.Era.String(), l.Years, l.Quality.String(), l.Formula, l.Note, strings.Join(l.Breaks, " ")}
}

// printCrosswalk prints which numbers of each era answer the same question.
func printCrosswalk(a *app, format string) error {
	lines := crosswalkLines()
	rows := make([][]string, len(lines))
	for i := range lines {
		rows[i] = lines[i].fields()
	}
	return printRows(a, format, crosswalkColumns, rows, lines)
}
