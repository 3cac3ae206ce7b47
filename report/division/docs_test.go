package division_test

import (
	"flag"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/report/division"
)

var update = flag.Bool("update", false, "write the made parts of docs/bodies.md, then fail")

// TestDocsAreMadeFromTheLists holds the figures and cases in docs/bodies.md to what the embedded lists give.
func TestDocsAreMadeFromTheLists(t *testing.T) {
	const path = "../../docs/bodies.md"
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := string(text)
	for name, made := range map[string]string{
		"lists": madeLists(t), "codes": madeCodes(t), "bodies": madeBodies(t, division.LevelUnknown), "counties": madeBodies(t, division.LevelCounty),
		"spans": madeSpans(t), "cases": madeCases(t),
	} {
		part := regexp.MustCompile(`(?s)(<!-- made: ` + name + ` -->\n).*?(<!-- end -->)`)
		if !part.MatchString(want) {
			t.Fatalf("bodies.md has no part %q", name)
		}
		want = part.ReplaceAllString(want, "${1}"+strings.ReplaceAll(made, "$", "$$")+"${2}")
	}
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		t.Error("bodies.md written; look at it and run again without -update")
	} else if diff := cmp.Diff(want, string(text)); diff != "" {
		t.Errorf("bodies.md is not what the lists say (-lists +docs):\n%s", diff)
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

// number writes a number with commas between the thousands.
func number(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return number(n/1000) + fmt.Sprintf(",%03d", n%1000)
}

func madeLists(t *testing.T) string {
	var rows [][]string
	for _, list := range division.Lists() {
		n := map[division.Level]int{}
		zones := 0
		for d := range embedded(t).In(yearOf(list)).Within("") {
			if d.Kind != division.KindPlaceholder {
				n[d.Level]++
			}
			if d.Kind == division.KindZone {
				zones++
			}
		}
		rows = append(rows, []string{
			list.Name, list.Date, number(n[division.LevelPrefecture]), number(n[division.LevelCounty] - zones), number(zones), number(n[division.LevelTownship]),
		})
	}
	return markdown([]string{"list", "as of", "prefectures", "counties", "zones with a county's code", "townships and units like them"}, rows)
}

// spans are the pairs of lists that the figures are given for.
var spans = [][2]int{{2016, 2017}, {2017, 2018}, {2018, 2019}, {2019, 2020}, {2020, 2021}, {2021, 2022}, {2022, 2023}, {2017, 2020}, {2020, 2023}, {2016, 2023}}

func namesIn(t *testing.T, year int) map[division.Code]string {
	names := map[division.Code]string{}
	for d := range embedded(t).In(year).Within("") {
		if d.Kind != division.KindPlaceholder {
			names[d.Code] = d.Name
		}
	}
	return names
}

// madeCodes counts codes and nothing else.
func madeCodes(t *testing.T) string {
	var rows [][]string
	for _, span := range spans {
		from, to := namesIn(t, span[0]), namesIn(t, span[1])
		same, respelled, renamed, gone := 0, 0, 0, 0
		for code, was := range from {
			is, listed := to[code]
			switch {
			case !listed:
				gone++
			case is == was:
				same++
			case division.ComparedName(code, is) == division.ComparedName(code, was):
				respelled++
			default:
				renamed++
			}
		}
		rows = append(rows, []string{
			fmt.Sprintf("%d → %d", span[0], span[1]), number(same), number(respelled), number(renamed), number(gone), number(len(to) - same - respelled - renamed),
		})
	}
	return markdown([]string{"lists", "codes kept, same name", "same name, written otherwise", "codes kept, other name", "codes gone", "codes new"}, rows)
}

// madeBodies gives what became of bodies from list to list, of all levels or of counties alone.
func madeBodies(t *testing.T, level division.Level) string {
	header := []string{"lists"}
	if level == division.LevelUnknown {
		header = append(header, "kept")
	}
	for _, kind := range division.ChangeKinds()[:5] {
		header = append(header, string(kind))
	}
	header = append(header, "likely the same", "merged", "parted", "gone", "united", "formed", "new")
	var rows [][]string
	for _, c := range embeddedHistory(t).Comparisons() {
		n := c.Counts(level)
		row := []string{c.From + " → " + c.To}
		if level == division.LevelUnknown {
			row = append(row, number(n.Kept))
		}
		likely := 0
		for _, kind := range division.ChangeKinds()[:5] {
			row = append(row, number(n.Same[kind]))
			likely += n.Likely[kind]
		}
		for _, count := range []int{likely, n.Merged, n.Parted, n.Gone, n.United, n.Formed, n.New} {
			row = append(row, number(count))
		}
		rows = append(rows, row)
	}
	return markdown(header, rows)
}

// madeSpans follows bodies over several lists.
func madeSpans(t *testing.T) string {
	h := embeddedHistory(t)
	var rows [][]string
	for _, span := range spans[len(spans)-3:] {
		from, to := namesIn(t, span[0]), namesIn(t, span[1])
		same, changed := 0, 0
		for code, was := range from {
			body, _ := h.ID(fmt.Sprint(span[0]), code)
			now, listed := h.CodeIn(fmt.Sprint(span[1]), body)
			switch {
			case !listed:
			case now == code && division.ComparedName(code, was) == division.ComparedName(now, to[now]):
				same++
			default:
				changed++
			}
		}
		rows = append(rows, []string{
			fmt.Sprintf("%d → %d", span[0], span[1]), number(same), number(changed), number(len(from) - same - changed), number(len(to) - same - changed),
		})
	}
	return markdown([]string{"lists", "the same code and name", "another code, name or kind", "ended", "begun"}, rows)
}

// Every body of every list is counted exactly once.
func TestEmbeddedComparisonsAddUp(t *testing.T) {
	register := embedded(t)
	for i, c := range embeddedHistory(t).Comparisons() {
		lists := division.Lists()
		checkAddsUp(t, register.In(yearOf(lists[i])), register.In(yearOf(lists[i+1])), c)
		for _, change := range c.Changes {
			if change.Certain && (change.Kind == division.ChangeMerged || change.Kind == division.ChangeSplit) {
				t.Errorf("certain from lists alone: %s", written(change))
			}
		}
	}
}

// Two comparisons of the same lists are the same.
func TestCompareIsDeterministic(t *testing.T) {
	from, to := embedded(t).In(2019), embedded(t).In(2020)
	first, second := division.Compare(from, to), division.Compare(from, to)
	if len(first.Changes) < 2500 || !reflect.DeepEqual(first.Changes, second.Changes) {
		t.Errorf("%d and %d changes", len(first.Changes), len(second.Changes))
	}
}
