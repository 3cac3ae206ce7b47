package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/cmd/nianbao/pipeline"
	"github.com/nianbao/nianbao/fixtures/zoo"
	"github.com/nianbao/nianbao/report"
)

var update = flag.Bool("update", false, "write the made parts of docs/, then fail")

// TestDocsAreMadeFromTheData holds the lists in docs/ to the tables of the code.
func TestDocsAreMadeFromTheData(t *testing.T) {
	for file, parts := range map[string]map[string]string{
		"codebook.md": {"codebook": madeCodebook(t)},
		"states.md": {
			"cells": madeCells(), "statuses": madeStatuses(), "ledger": madeLedger(),
		},
		"zoo.md":       {"faults": madeFaults()},
		"outcomes.md":  {"outcomes": madeOutcomes(), "troubles": madeTroubles()},
		"relations.md": {"relations": madeRelations(), "statistics": madeStatistics(), "rules": madeRules()},
	} {
		path := "../../docs/" + file
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		want := string(text)
		for name, made := range parts {
			part := regexp.MustCompile(`(?s)(<!-- made: ` + name + ` -->\n).*?(<!-- end -->)`)
			if !part.MatchString(want) {
				t.Fatalf("%s has no part %q", file, name)
			}
			want = part.ReplaceAllString(want, "${1}"+strings.ReplaceAll(made, "$", "$$")+"${2}")
		}
		if *update {
			if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
			t.Errorf("%s written; look at it and run again without -update", file)
		} else if diff := cmp.Diff(want, string(text)); diff != "" {
			t.Errorf("%s is not what the code says (-code +docs):\n%s", file, diff)
		}
	}
}

func markdown(header []string, rows [][]string) string {
	var out strings.Builder
	fmt.Fprintf(&out, "| %s |\n|%s\n", strings.Join(header, " | "), strings.Repeat(" --- |", len(header)))
	for _, row := range rows {
		fmt.Fprintf(&out, "| %s |\n", strings.Join(row, " | "))
	}
	return out.String()
}

func madeCodebook(t *testing.T) string {
	var out bytes.Buffer
	if code := run(t.Context(), []string{"codebook"}, surroundings{stdout: &out, stderr: &out}); code != 0 {
		t.Fatalf("nianbao codebook: exit %d: %s", code, out.String())
	}
	return out.String()
}

func madeCells() string {
	var rows [][]string
	for _, withValue := range []bool{true, false} {
		for _, s := range report.CellStates() {
			if s.HasValue() == withValue {
				rows = append(rows, []string{"`" + s.String() + "`", map[bool]string{true: "yes", false: "no"}[withValue], s.Meaning()})
			}
		}
	}
	return markdown([]string{"state", "a number?", "meaning"}, rows)
}

func madeStatuses() string {
	var rows [][]string
	for _, s := range report.Statuses() {
		rows = append(rows, []string{"`" + s.String() + "`", s.Meaning()})
	}
	return markdown([]string{"status", "meaning"}, rows)
}

func madeLedger() string {
	var rows [][]string
	for _, d := range report.StateDefs() {
		rows = append(rows, []string{"`" + string(d.State) + "`", d.Label, d.Meaning, string(d.Actor)})
	}
	return markdown([]string{"state", "in Chinese", "meaning", "who must act"}, rows)
}

func madeOutcomes() string {
	var rows [][]string
	for _, d := range report.OutcomeDefs() {
		closes := ""
		if d.CloseHost {
			closes = "yes"
		}
		rows = append(rows, []string{"`" + string(d.Outcome) + "`", string(d.Class), string(d.Retry), closes, string(d.Actor), d.Meaning})
	}
	return markdown([]string{"outcome", "class", "again", "closes the host", "who must act", "meaning"}, rows)
}

func madeFaults() string {
	var rows [][]string
	for _, f := range zoo.New(zoo.Config{Counties: []string{zoo.FaultyCounty}}).Truth().Faults() {
		costs := map[zoo.Loss]string{zoo.LosesOldest: "one report", zoo.LosesAll: "all reports"}[f.Lost]
		then := ""
		if f.Then != "" {
			then = "`" + string(f.Then) + "`"
		}
		rows = append(rows, []string{f.Name, f.Text, string(f.Part), "`" + string(f.Outcome) + "`", then, costs})
	}
	return markdown([]string{"fault", "what happens", "where", "outcome", "on the second night", "costs"}, rows)
}

func madeTroubles() string {
	var rows [][]string
	for _, d := range pipeline.TroubleDefs() {
		rows = append(rows, []string{"`" + d.Kind + "`", string(d.Actor), d.Meaning})
	}
	return markdown([]string{"trouble", "who must act", "meaning"}, rows)
}

func madeRelations() string {
	var rows [][]string
	for _, e := range []report.Edition{report.Edition2019, report.Edition2021} {
		for _, r := range report.Relations(report.Forms{e, e, e}) {
			rows = append(rows, []string{e.String(), "`" + r.ID + "`", r.Kind.Sign(), r.Severity.String(), r.Text, r.Source})
		}
	}
	return markdown([]string{"form", "id", "", "severity", "rule", "source"}, rows)
}

func madeStatistics() string {
	var rows [][]string
	for _, r := range report.StatisticRelations() {
		rows = append(rows, []string{"`" + r.ID + "`", r.Kind.Sign(), r.Severity.String(), "`" + r.Left + "`", "`" + strings.Join(r.Right, "` `") + "`", r.Text})
	}
	return markdown([]string{"id", "", "severity", "row", "rows", "rule"}, rows)
}

func madeRules() string {
	var rows [][]string
	for _, id := range report.Rules() {
		rows = append(rows, []string{"`" + id + "`", report.RuleText(id)})
	}
	return markdown([]string{"id", "meaning"}, rows)
}
