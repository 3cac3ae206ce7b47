package bundle_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store/export"
	"github.com/nianbao/nianbao/store/export/exporttest"
)

// TestLoadDo runs load.do by the rules of the manuals and compares what comes out with the files.
func TestLoadDo(t *testing.T) {
	unknown := exporttest.Sample("990101002", 2020)
	unknown.Report.Forms = report.Forms{report.Edition2019, report.Edition2019, report.Edition2019}
	amount, err := report.ParseKey("disclosure.procurement.amount")
	must(t, err)
	*unknown.Report.Cells.At(amount) = report.Cell{State: report.Printed, Value: report.Int(7), Raw: "7"}
	folder := packed(t, exporttest.Filled(t, exporttest.Sample("990101001", 2023), unknown), config())
	s := &stata{
		folder: folder, saved: map[string]*stata{}, lists: map[string]map[string]string{}, language: "default",
		labels: map[string]map[string]string{"default": {}}, values: map[string]map[string]string{"default": {}},
	}
	must(t, s.run(read(t, filepath.Join(folder, "load.do"))))
	wide, states := records(t, filepath.Join(folder, "data", "wide.csv")), records(t, filepath.Join(folder, "data", "wide_states.csv"))
	if len(s.rows) != len(wide)-1 || len(s.rows) != 2 {
		t.Fatalf("%d rows", len(s.rows))
	}
	letters := map[string]int{}
	for i, name := range wide[0] {
		for n, row := range s.rows {
			want, state := wide[n+1][i], states[n+1][i]
			_, cell := s.number[name+"_st"]
			switch got := row[name]; {
			case cell && want == "":
				letters[got]++
				if reason := s.lists["reason_en"][got]; reason != state || got == "." {
					t.Errorf("%s is %s (%s), which is %s", name, got, reason, state)
				}
			case cell && (got != want || s.lists["wide_state"][row[name+"_st"]] != state):
				t.Errorf("%s is %q, want %q, %s", name, got, want, state)
			case s.values["en"][name] != "" && !cell && want != "":
				if !strings.HasPrefix(s.lists[s.values["en"][name]][got], want) {
					t.Errorf("%s is %q, want %q", name, s.lists[s.values["en"][name]][got], want)
				}
			}
		}
		if !slices.Contains(s.columns, name) {
			t.Errorf("%s got lost", name)
		}
	}
	for _, letter := range []string{".f", ".n", ".u", ".w", ".y"} {
		if letters[letter] == 0 {
			t.Errorf("nothing is missing for reason %s: %v", letter, letters)
		}
	}
	if day := s.rows[0]["published"]; day != "23391" || s.number["title"] {
		t.Errorf("published is %s", day)
	}
	for _, language := range []string{"zh", "en"} {
		for _, name := range s.columns {
			if s.labels[language][name] == "" {
				t.Errorf("%s has no label in %s", name, language)
			}
			if strings.HasSuffix(name, "_st") && s.values[language][name] != "wide_state_"+language {
				t.Errorf("%s has no words in %s", name, language)
			}
		}
	}
	if s.language != "zh" || len(s.labels) != 2 {
		t.Errorf("languages %v", s.labels)
	}
}

// TestEveryStateWithoutANumberHasALetter holds that Stata is told of each why a number is missing.
func TestEveryStateWithoutANumberHasALetter(t *testing.T) {
	withNumber := map[string]bool{}
	for _, state := range report.CellStates() {
		withNumber[state.String()] = state.HasValue()
	}
	do := read(t, filepath.Join(packed(t, exporttest.Filled(t, exporttest.Sample("990101001", 2023)), config()), "load.do"))
	for _, list := range export.Lists(export.Tables(&export.Options{})) {
		for _, word := range list.Words {
			told := strings.Contains(do, `app_received_total_st == "`+word.Value+`"`)
			if list.Name == "wide_state" && told == withNumber[word.Value] {
				t.Errorf("%s: a number: %t, a letter: %t", word.Value, withNumber[word.Value], told)
			}
		}
	}
}
