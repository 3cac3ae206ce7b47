package report_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/report"
)

// TestIndicatorDocsAreMadeFromTheData holds the lists of docs/indicators.md to the tables of the code.
func TestIndicatorDocsAreMadeFromTheData(t *testing.T) {
	const path = "../docs/indicators.md"
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := string(text)
	for name, made := range map[string]string{
		"indicators": madeIndicators(false), "quality": madeIndicators(true), "derived": madeDerived(), "tallies": madeTallies(), "nulls": madeNulls(),
		"omissions": madeOmissions(), "eras": madeEras(), "qualities": madeQualities(), "crosswalk": madeCrosswalk(), "notes": madeNotes(),
		"breaks": madeBreaks(), "across": madeAcross(),
	} {
		part := regexp.MustCompile(`(?s)(<!-- made: ` + name + ` -->\n).*?(<!-- end -->)`)
		if !part.MatchString(want) {
			t.Fatalf("indicators.md has no part %q", name)
		}
		want = part.ReplaceAllString(want, "${1}"+strings.ReplaceAll(made, "$", "$$")+"${2}")
	}
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		t.Fatal("indicators.md written; look at it and run again without -update")
	}
	if diff := cmp.Diff(want, string(text)); diff != "" {
		t.Errorf("indicators.md is not what the code says (-code +docs):\n%s", diff)
	}
}

func markdown(header []string, rows [][]string) string {
	var out strings.Builder
	fmt.Fprintf(&out, "| %s |\n|%s\n", strings.Join(header, " | "), strings.Repeat(" --- |", len(header)))
	for _, row := range rows {
		for i, cell := range row {
			row[i] = strings.ReplaceAll(cell, "|", "/")
		}
		fmt.Fprintf(&out, "| %s |\n", strings.Join(row, " | "))
	}
	return out.String()
}

// short leaves out what every operand of table three has in common.
func short(formula string) string {
	return strings.NewReplacer("applications.", "", "disclosure.", "", "reading.", "").Replace(formula)
}

func madeIndicators(quality bool) string {
	var rows [][]string
	for _, i := range report.AllIndicators() {
		if strings.HasPrefix(i.ID, "quality.") != quality {
			continue
		}
		var notes []string
		if i.Variant != "" {
			notes = append(notes, "variant: `"+i.Variant+"`")
		}
		for _, b := range i.Breaks {
			notes = append(notes, "break: `"+b+"`")
		}
		if i.Note != "" {
			notes = append(notes, i.Note)
		}
		rows = append(rows, []string{"`" + i.ID + "`", i.Label, i.English, i.Kind.String(), i.Unit, short(i.Formula()), i.Source, strings.Join(notes, "; ")})
	}
	return markdown([]string{"id", "in Chinese", "in English", "kind", "unit", "formula", "source", "notes"}, rows)
}

func madeDerived() string {
	var rows [][]string
	for _, d := range report.DerivedSums() {
		if d.Column != report.ColumnTotal {
			continue
		}
		old := names(d.Keys(report.Forms{report.Edition2019, report.Edition2019, report.Edition2019}))
		recent := names(d.Keys(report.Forms{report.Edition2021, report.Edition2021, report.Edition2021}))
		if old == recent {
			old = "the same"
		}
		rows = append(rows, []string{"`" + d.String() + "`", d.Label(), recent, old})
	}
	return markdown([]string{"sum", "in Chinese", "rows of the form of 2021", "rows of the form of 2019"}, rows)
}

func names(keys []report.Key) string {
	var all []string
	for _, k := range keys {
		all = append(all, k.Row.String())
	}
	return strings.Join(all, " + ")
}

func madeTallies() string {
	var rows [][]string
	for _, tally := range report.Tallies() {
		rows = append(rows, []string{"`" + tally.String() + "`", tally.Meaning()})
	}
	return markdown([]string{"tally", "meaning"}, rows)
}

func madeNulls() string {
	var rows [][]string
	for _, n := range report.Nulls() {
		rows = append(rows, []string{"`" + n.String() + "`", n.Label(), n.Meaning()})
	}
	return markdown([]string{"reason", "in Chinese", "meaning"}, rows)
}

func madeOmissions() string {
	var rows [][]string
	for _, o := range report.Omissions() {
		rows = append(rows, []string{"`" + o.ID + "`", o.Label, o.Formula, o.Reason})
	}
	return markdown([]string{"id", "in Chinese", "formula", "why it is not computed"}, rows)
}

func madeEras() string {
	var rows [][]string
	for _, e := range report.Eras() {
		rows = append(rows, []string{"`" + e.String() + "`", e.TableTitle(), e.Years()})
	}
	return markdown([]string{"era", "its tables", "meant for the reports on"}, rows)
}

func madeQualities() string {
	var rows [][]string
	for _, q := range report.Qualities() {
		rows = append(rows, []string{"`" + q.String() + "`", q.Meaning()})
	}
	return markdown([]string{"quality", "meaning"}, rows)
}

func madeCrosswalk() string {
	header := []string{"series", "in Chinese", "in English", "unit"}
	for _, e := range report.Eras() {
		header = append(header, e.String())
	}
	var rows [][]string
	for _, s := range report.Crosswalk() {
		row := []string{"`" + s.ID + "`", s.Label, s.English, s.Unit}
		for _, m := range s.Eras {
			cell := "–"
			if m.Quality != report.Absent {
				cell = m.Quality.String() + ": " + short(m.Formula.String())
			}
			row = append(row, cell)
		}
		row = append(row, strings.Join(s.Breaks, ", "))
		rows = append(rows, row)
	}
	return markdown(append(header, "breaks of law"), rows)
}

func madeNotes() string {
	var rows [][]string
	for _, s := range report.Crosswalk() {
		for _, e := range report.Eras() {
			if m := s.Eras[e]; m.Note != "" {
				rows = append(rows, []string{"`" + s.ID + "`", e.String(), m.Quality.String(), m.Note})
			}
		}
	}
	return markdown([]string{"series", "era", "quality", "in what it differs"}, rows)
}

func madeBreaks() string {
	var rows [][]string
	for _, b := range report.Breaks() {
		rows = append(rows, []string{"`" + b.ID + "`", string(b.Kind), fmt.Sprint(b.Year), b.From.String(), b.Text, b.Source})
	}
	return markdown([]string{"break", "kind", "first year touched", "in force from", "what changed", "source"}, rows)
}

func madeAcross() string {
	var rows [][]string
	for _, rule := range report.AcrossRules() {
		rows = append(rows, []string{"`" + rule.ID + "`", rule.Text, rule.Source})
	}
	return markdown([]string{"id", "rule", "source"}, rows)
}
