package report_test

import (
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
)

// TestStatisticRelations breaks and keeps each sum of the table of 2014.
func TestStatisticRelations(t *testing.T) {
	for name, c := range map[string]struct {
		year, all string // key=value pairs
		want      string // relation, left and right; empty for none
	}{
		"channels":                    {"c1=7 c1.1=1 c1.2=0 c1.3=5 c1.4=1", "", ""},
		"channels, one off":           {"c1=7 c1.1=1 c1.2=0 c1.3=5 c1.4=2", "", "statistics.c1 7 8 error"},
		"channels, one not read":      {"c1=7 c1.1=1 c1.2=0 c1.3=5", "", ""},
		"channels, all years":         {"c1=7", "c1=70 c1.1=10 c1.2=0 c1.3=50 c1.4=11", "statistics.c1 70 71 error"},
		"concluded":                   {"c2=3 c2.1=2 c2.2=2", "", "statistics.c2 3 4 error"},
		"answered":                    {"c3=9 c3.1=1 c3.2=1 c3.3=1 c3.4=1 c3.5=1 c3.6=1 c3.7=1 c3.8=1", "", "statistics.c3 9 8 error"},
		"reasons":                     {"c3.4=1 c3.4a=1 c3.4b=1 c3.4c=0 c3.4d=0 c3.4e=0 c3.4f=0", "", "statistics.c3.4 1 2 warning"},
		"reconsideration":             {"d=2 d1=1 d2=0 d3=0", "", "statistics.d 2 1 error"},
		"suits":                       {"e=2 e1=1 e2=1 e3=0", "", ""},
		"suits, one off":              {"e=2 e1=1 e2=1 e3=1", "", "statistics.e 2 3 error"},
		"staff":                       {"h3=4 h3.1=1 h3.2=2", "", "statistics.h3 4 3 error"},
		"documents within all":        {"a1=5 a1.1=5", "", ""},
		"documents beyond all":        {"a1=5 a1.1=6", "", "statistics.a1.1 6 5 warning"},
		"press conferences":           {"b2.1=1 b2.1a=2", "", "statistics.b2.1a 2 1 warning"},
		"interviews":                  {"b2.2=1 b2.2a=2", "", "statistics.b2.2a 2 1 warning"},
		"a year within all years":     {"f=5", "f=5", ""},
		"a year beyond all years":     {"f=5", "f=4", "statistics.cumulative 5 4 warning"},
		"a local row beyond":          {"local.数=5", "local.数=4", "statistics.cumulative 5 4 warning"},
		"channels may exceed the sum": {"a1=5 a2.1=3 a2.2=5", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := &report.Report{Status: report.Narrative}
			rows := map[string]int{}
			for column, text := range []string{c.year, c.all} {
				for _, pair := range strings.Fields(text) {
					key, value, _ := strings.Cut(pair, "=")
					n, _ := report.ParseNumber(value)
					if _, ok := rows[key]; !ok {
						rows[key] = len(r.Statistics)
						r.Statistics = append(r.Statistics, report.Statistic{Key: key, Label: key, State: report.Printed})
					}
					if st := &r.Statistics[rows[key]]; column == 0 {
						st.Value = &n
					} else {
						st.Cumulative = &n
					}
				}
			}
			report.Judge(r)
			got := ""
			for _, f := range r.Findings {
				got += f.Relation + " " + f.Left.String() + " " + f.Right.String() + " " + f.Severity.String()
				if f.Fault != report.FaultPublisher || report.RuleText(f.Relation) == "" {
					t.Errorf("finding %+v, text %q", f, report.RuleText(f.Relation))
				}
			}
			if got != c.want || r.Status != report.Narrative {
				t.Errorf("findings %q, want %q; status %s", got, c.want, r.Status)
			}
		})
	}
}

// TestStatisticRelationKeys holds that the relations speak of rows that the table has.
func TestStatisticRelationKeys(t *testing.T) {
	rows := map[string]bool{}
	for _, def := range report.StatisticsForm() {
		rows[def.Key] = true
	}
	for _, rel := range report.StatisticRelations() {
		for _, key := range append([]string{rel.Left}, rel.Right...) {
			if !rows[key] {
				t.Errorf("%s speaks of %s", rel.ID, key)
			}
		}
	}
}
