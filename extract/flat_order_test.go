package extract_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
)

// TestNumbersOfPages doubts a small number that stands in place of a lost one where copies of paper print the number of
// the page, and no number that stands as the others do.
func TestNumbersOfPages(t *testing.T) {
	f := balancedFigures(report.Edition2021)
	for _, name := range []string{"a cell a line", "a cell a line, blank lines", "a row a line, blanks between", "a row a line, tabs"} {
		text := layouts[name].text(report.Edition2021, f)
		for _, with := range []string{"\f3\n", "\n\n\n3\n\n\n", "\n\n3\f", "\n 3 \f"} {
			lost := strings.Replace(text, "1036\n", with, 1)
			if lost == text {
				t.Fatalf("%s: the page is not changed", name)
			}
			doubted(t, fmt.Sprintf("%s, %q", name, with), read(lost).Report, licensing)
		}
		small := strings.Replace(text, "1036\n", "3\n", 1)
		if got := read(small).Report; got.Status != report.Consistent {
			t.Errorf("%s: %s %+v", name, got.Status, got.Findings)
		}
	}
}

// TestNumbersInFrontOfTheirLabels doubts every number of a block whose numbers a copy printed in front of the labels.
func TestNumbersInFrontOfTheirLabels(t *testing.T) {
	cells := []string{licensing, "disclosure.penalties.decisions", "disclosure.coercion.decisions", "disclosure.rules.issued", "disclosure.normative_documents.in_force"}
	for _, name := range []string{"a cell a line", "a row a line, blanks between", "a row a line, tabs", "everything in one line"} {
		l := layouts[name]
		text, f := l.text(report.Edition2021, balancedFigures(report.Edition2021)), balancedFigures(report.Edition2021)
		turned, bare := text, ""
		form, _ := report.FormOf(report.Disclosure, report.Edition2021)
		for _, b := range form.Blocks {
			for _, r := range b.Rows {
				var numbers []string
				for _, c := range b.Columns {
					numbers = append(numbers, f.at(report.Key{Table: report.Disclosure, Row: r.Row, Column: c.Column}))
				}
				turned = strings.Replace(turned, l.line(append([]string{r.Label}, numbers...)...), l.line(append(numbers, r.Label)...), 1)
				bare += l.line(append(numbers, r.Label)...)
			}
		}
		doubted(t, name, read(turned).Report, cells...)
		start, end := strings.Index(text, "第二十条第(一)项"), strings.Index(text, "三、收到")
		doubted(t, name+", without heads", read(text[:start]+bare+"\n"+text[end:]).Report, cells...)
	}
}
