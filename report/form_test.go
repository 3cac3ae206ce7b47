package report_test

import (
	"regexp"
	"testing"

	"github.com/nianbao/nianbao/report"
)

func TestFormsHaveTheOfficialNumberOfCells(t *testing.T) {
	for edition, want := range map[report.Edition][3]int{
		report.Edition2019: {22, 161, 15},
		report.Edition2021: {10, 175, 15},
	} {
		sum := 0
		for _, table := range report.Tables() {
			form, ok := report.FormOf(table, edition)
			if !ok {
				t.Fatalf("no form %s %s", table, edition)
			}
			if got := len(form.Keys()); got != want[table] {
				t.Errorf("%s %s: %d cells, want %d", table, edition, got, want[table])
			}
			sum += len(form.Keys())
		}
		all := report.Forms{edition, edition, edition}
		if got := len(all.Keys()); got != sum {
			t.Errorf("forms of %s: %d keys, want %d", edition, got, sum)
		}
	}
	if got := len(report.Forms{}.Keys()); got != 0 {
		t.Errorf("a report without tables has %d keys", got)
	}
}

func TestKeysGoThereAndBack(t *testing.T) {
	for i, k := range report.Keys() {
		if k.Index() != i {
			t.Errorf("%s: index %d, want %d", k, k.Index(), i)
		}
		back, err := report.ParseKey(k.String())
		if err != nil || back != k {
			t.Errorf("%s: parsed as %v, %v", k, back, err)
		}
		if !k.In(report.Edition2019) && !k.In(report.Edition2021) {
			t.Errorf("%s is in no edition", k)
		}
	}
	for _, wrong := range []string{"", "applications.denied.person", "applications.denied.law.persons", "disclosure.rules.decisions"} {
		if _, err := report.ParseKey(wrong); err == nil {
			t.Errorf("%q was taken for a key", wrong)
		}
	}
	if (report.Key{Table: report.Disclosure, Row: report.RowRules, Column: report.ColumnDecisions}).Valid() {
		t.Error("a cell that no form has is valid")
	}
}

// TestKeysAndVariablesAreFrozen holds what was released: names may be added behind, never changed or moved.
func TestKeysAndVariablesAreFrozen(t *testing.T) {
	golden(t, "testdata/keys.golden", func() string {
		out := ""
		for _, k := range report.Keys() {
			out += k.String() + " " + k.Variable() + "\n"
		}
		return out
	}())
}

func TestVariablesFitEveryProgram(t *testing.T) {
	form, seen := regexp.MustCompile(`^[a-z][a-z0-9_]*$`), map[string]report.Key{}
	for _, k := range report.Keys() {
		v := k.Variable()
		if !form.MatchString(v) || len(v) > report.VariableLimit {
			t.Errorf("%s: variable %q (%d characters)", k, v, len(v))
		}
		if other, ok := seen[v]; ok {
			t.Errorf("%s and %s share the variable %s", k, other, v)
		}
		seen[v] = k
	}
	law, _ := report.ParseKey("applications.denied.law.person")
	if got := law.Variable(); got != "app_den_law_person" {
		t.Errorf("variable of %s is %s", law, got)
	}
}

func TestCodebookSaysEverythingOfEveryKey(t *testing.T) {
	entries := report.Codebook()
	if len(entries) != report.KeyCount {
		t.Fatalf("%d entries for %d keys", len(entries), report.KeyCount)
	}
	for _, e := range entries {
		if e.Table == "" || e.Row == "" || e.Column == "" || e.Source == "" || len(e.Editions) == 0 {
			t.Errorf("%s: incomplete entry %+v", e.Key, e)
		}
		if e.Unit == "" && e.Key.String() != "disclosure.procurement.amount" {
			t.Errorf("%s has no unit", e.Key)
		}
	}
}

// TestAccepts holds what a cell can hold: counts are whole and not negative, amounts may have decimals, changes may fall.
func TestAccepts(t *testing.T) {
	for name, c := range map[string]struct {
		key, number string
		ok          bool
	}{
		"a count":             {"applications.granted.total", "12", true},
		"a count of nothing":  {"applications.granted.total", "0", true},
		"a negative count":    {"applications.granted.total", "-1", false},
		"half a count":        {"applications.granted.total", "1.5", false},
		"a written-out whole": {"applications.granted.total", "2.0", true},
		"a change that falls": {"disclosure.licensing.change", "-4", true},
		"half a change":       {"disclosure.licensing.change", "-4.5", false},
		"an amount":           {"disclosure.fees.amount", "3.62", true},
		"a negative amount":   {"disclosure.fees.amount", "-3.62", false},
	} {
		t.Run(name, func(t *testing.T) {
			key, err := report.ParseKey(c.key)
			if err != nil {
				t.Fatal(err)
			}
			number, err := report.ParseNumber(c.number)
			if err != nil {
				t.Fatal(err)
			}
			if err := key.Accepts(number); (err == nil) != c.ok {
				t.Errorf("%s for %s: %v", c.number, c.key, err)
			}
		})
	}
}
