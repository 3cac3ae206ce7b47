package solve_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/extract/solve"
	"github.com/nianbao/nianbao/report"
)

// read solves a report of 2021 whose rows stand as text: table three one row each, table four in one row "disputes",
// table two as named. Rows of table three that are not given are seven zeros in a lump.
func read(t *testing.T, rows map[string]string) (*report.Report, solve.Result) {
	t.Helper()
	r := &report.Report{Forms: report.Forms{report.Edition2021, report.Edition2021, report.Edition2021}}
	var runs []solve.Run
	for _, table := range report.Tables() {
		for name, keys := range rowsOf(table) {
			text, given := rows[name]
			if !given && table == report.Applications {
				text, given = "0000000", true
			}
			if !given {
				continue
			}
			first, others, _ := strings.Cut(text, "|")
			run := solve.Run{Keys: keys, Chunks: words(first)}
			for other := range strings.SplitSeq(others, "|") {
				if other != "" {
					run.Otherwise = append(run.Otherwise, words(other))
				}
			}
			runs = append(runs, run)
		}
	}
	slices.SortFunc(runs, func(a, b solve.Run) int { return a.Keys[0].Index() - b.Keys[0].Index() })
	got := solve.Solve(&r.Cells, r.Forms, runs, solve.Config{})
	r.Spent = got.Spent
	for i, run := range runs {
		for j, cut := range got.Cuts[i] {
			if c := r.Cells.At(run.Keys[j]); c.State.HasValue() {
				texts := append([][]string{run.Chunks}, run.Otherwise...)
				if at := texts[cut.Option][cut.Chunk][cut.Start:cut.End]; at != c.Raw {
					t.Errorf("%s was cut at %q and has the text %q", run.Keys[j], at, c.Raw)
				}
			} else if cut != (solve.Cut{}) {
				t.Errorf("%s was not read and has the cut %v", run.Keys[j], cut)
			}
		}
	}
	return r, got
}

func rowsOf(table report.Table) map[string][]report.Key {
	form, _ := report.FormOf(table, report.Edition2021)
	rows := map[string][]report.Key{}
	for _, k := range form.Keys() {
		name := k.Row.String()
		if table == report.Disputes {
			name = "disputes"
		}
		rows[name] = append(rows[name], k)
	}
	return rows
}

// show writes the numbers of a row, "-" for a cell without one.
func show(r *report.Report, keys []report.Key) string {
	parts := make([]string, len(keys))
	for i, k := range keys {
		if v, ok := r.Cells.At(k).Number(); ok {
			parts[i] = v.String()
		} else {
			parts[i] = "-"
		}
	}
	return strings.Join(parts, " ")
}

func TestGluedRows(t *testing.T) {
	// 62 new and 6 carried in, of which 40 granted, 17+1 partly, 9 not held, 1 goes on
	town := map[string]string{
		"received": "6110000 62", "carried_in": "6000006", "granted": "400000040", "partial": "171000018",
		"unavailable.not_held": "9000009", "total": "661000067", "carried_out": "1000001",
	}
	for name, c := range map[string]struct {
		change map[string]string
		row    string
		want   string
		reason solve.Reason // of the doubt about the row; 0 for none
		other  string       // one of its candidates
	}{
		"count forces":                         {nil, "unavailable.not_held", "9 0 0 0 0 0 9", 0, ""},
		"zeros":                                {nil, "denied.law", "0 0 0 0 0 0 0", 0, ""},
		"the row's sum leaves one":             {nil, "carried_in", "6 0 0 0 0 0 6", 0, ""},
		"columns decide between 17 1 and 1 7":  {nil, "partial", "17 1 0 0 0 0 18", 0, ""},
		"columns decide between 40 0 and 4 00": {nil, "granted", "40 0 0 0 0 0 40", 0, ""},
		"a boundary was left":                  {nil, "received", "61 1 0 0 0 0 62", 0, ""},
		"separate numbers":                     {map[string]string{"total": "66 1 0 0 0 0 67"}, "total", "66 1 0 0 0 0 67", 0, ""},
		"a separate number is never changed":   {map[string]string{"carried_out": "1 0 0 0 0 0 3"}, "carried_out", "1 0 0 0 0 0 3", 0, ""},
		"forced digits are never changed":      {map[string]string{"carried_out": "1000003"}, "carried_out", "1 0 0 0 0 0 3", 0, ""},
		"a wrong sum in a glued row":           {map[string]string{"granted": "400000041"}, "granted", "- - - - - - -", solve.Contradicted, "40 0 0 0 0 0 41"},
		"rows that their own sum decides stay": {map[string]string{"granted": "400000041"}, "received", "61 1 0 0 0 0 62", 0, ""},
		"rows that columns decide do not":      {map[string]string{"granted": "400000041"}, "partial", "- - - - - - -", solve.Contradicted, "17 1 0 0 0 0 18"},
		"disputes that lost a digit":           {map[string]string{"disputes": "200240801210001"}, "disputes", "2 0 0 2 4 0 8 0 1 2 1 0 0 0 1", solve.Shifted, ""},
		"a wrong digit is not made to fit":     {map[string]string{"partial": "161000018"}, "partial", "- - - - - - -", solve.Contradicted, "16 1 0 0 0 0 18"},
		"too few digits":                       {map[string]string{"carried_in": "66"}, "carried_in", "- - - - - - -", solve.Short, ""},
		"no digits":                            {map[string]string{"carried_in": ""}, "carried_in", "- - - - - - -", solve.Short, ""},
		"too many numbers":                     {map[string]string{"carried_in": "6 0 0 0 0 0 0 6"}, "carried_in", "- - - - - - -", solve.Long, ""},
		"no numbers":                           {map[string]string{"carried_in": "6-0000+06"}, "carried_in", "- - - - - - -", solve.Uncuttable, ""},
		"empty cells vanished elsewhere":       {map[string]string{"carried_in": "66"}, "unavailable.not_held", "- - - - - - -", solve.Collapsed, "9 0 0 0 0 0 9"},
		"zeros stay though cells vanished":     {map[string]string{"carried_in": "66"}, "denied.law", "0 0 0 0 0 0 0", 0, ""},
		"a row without its columns":            {map[string]string{"unavailable.not_held": "9-0-0-0-0-0-9"}, "granted", "- - - - - - -", solve.Unconfirmed, "40 0 0 0 0 0 40"},
		"another text":                         {map[string]string{"partial": "1710000182|171000018"}, "partial", "17 1 0 0 0 0 18", 0, ""},
		"another text of forced digits":        {map[string]string{"carried_out": "1000002|1000001"}, "carried_out", "1 0 0 0 0 0 1", 0, ""},
		"no better text":                       {map[string]string{"carried_out": "1000002|77"}, "carried_out", "1 0 0 0 0 0 2", 0, ""},
		"disputes one by one":                  {map[string]string{"disputes": "210031400520103"}, "disputes", "2 1 0 0 3 1 4 0 0 5 2 0 1 0 3", 0, ""},
		"disputes by their sums":               {map[string]string{"disputes": "30104 1500015 00000"}, "disputes", "3 0 1 0 4 15 0 0 0 15 0 0 0 0 0", solve.Thin, ""},
		"disputes all of whose sums are used":  {map[string]string{"disputes": "110001111000111100011"}, "disputes", "- - - - - - - - - - - - - - -", solve.Several, ""},
		"disputes of a city":                   {map[string]string{"disputes": "61521403328611392251421522"}, "disputes", "- - - - - - - - - - - - - - -", solve.Several, "61 52 140 33 286 1 13 9 2 25 14 2 1 5 22"},
		"disputes that contradict":             {map[string]string{"disputes": "1010000000050000"}, "disputes", "- - - - - - - - - - - - - - -", solve.Contradicted, ""},
		"rules":                                {map[string]string{"rules": "000"}, "rules", "0 0 0", 0, ""},
		"as many digits as cells":              {map[string]string{"rules": "102"}, "rules", "1 0 2", solve.Counted, ""},
		"documents":                            {map[string]string{"normative_documents": "1353"}, "normative_documents", "- - -", solve.Several, "1 3 53"},
		"one cell":                             {map[string]string{"licensing": "4711"}, "licensing", "4711", 0, ""},
		"money":                                {map[string]string{"fees": "1,234.50"}, "fees", "1234.5", 0, ""},
		"thousands":                            {map[string]string{"penalties": "12,345"}, "penalties", "12345", 0, ""},
		"no fraction in a count":               {map[string]string{"penalties": "12.5"}, "penalties", "-", solve.Uncuttable, ""},
	} {
		t.Run(name, func(t *testing.T) {
			rows := map[string]string{}
			for _, m := range []map[string]string{town, c.change} {
				for k, v := range m {
					rows[k] = v
				}
			}
			r, got := read(t, rows)
			var keys []report.Key
			for _, table := range report.Tables() {
				if k := rowsOf(table)[c.row]; k != nil && (c.row != "total" || table == report.Applications) {
					keys = k
				}
			}
			if s := show(r, keys); s != c.want {
				t.Errorf("read %s, want %s", s, c.want)
			}
			checkDoubt(t, got, keys, c.reason, c.other)
		})
	}
}

func checkDoubt(t *testing.T, got solve.Result, keys []report.Key, want solve.Reason, candidate string) {
	t.Helper()
	for _, d := range got.Doubts {
		if !slices.ContainsFunc(d.Cells, func(k report.Key) bool { return slices.Contains(keys, k) }) {
			continue
		}
		if d.Reason != want {
			t.Errorf("doubt %q, want %q", d.Reason, want)
		}
		if candidate != "" && !slices.Contains(d.Candidates, candidate) {
			t.Errorf("candidates %q without %q", d.Candidates, candidate)
		}
		return
	}
	if want != 0 {
		t.Errorf("no doubt, want %q", want)
	}
}
