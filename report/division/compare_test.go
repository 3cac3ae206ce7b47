package division_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/nianbao/nianbao/report/division"
)

// listOf makes a list of the invented province from lines "code name".
func listOf(t testing.TB, year string, lines ...string) division.Edition {
	t.Helper()
	e := division.Edition{Name: year, Date: year + "-06-30", Source: "invented"}
	for _, line := range append([]string{"990000 云泽省", "990100 白鹭市"}, lines...) {
		code, name, ok := strings.Cut(line, " ")
		if !ok {
			t.Fatalf("line %q", line)
		}
		e.Rows = append(e.Rows, division.Row{Code: code, Name: name})
	}
	return e
}

func one(t testing.TB, e division.Edition) *division.Register {
	t.Helper()
	register, err := division.New(e)
	if err != nil {
		t.Fatal(err)
	}
	return register
}

// written writes a change in one line.
func written(c division.Change) string {
	codes := func(list []division.Division) string {
		var names []string
		for _, d := range list {
			names = append(names, string(d.Code))
		}
		return strings.Join(names, "+")
	}
	certain := "?"
	if c.Certain {
		certain = "!"
	}
	return fmt.Sprintf("%s%s %s>%s %s", c.Kind, certain, codes(c.From), codes(c.To), c.Rule)
}

func TestCompare(t *testing.T) {
	flow := func(from, to division.Code, shared, of, into int) division.VillageFlow {
		return division.VillageFlow{From: from, To: to, Shared: shared, Of: of, Into: into}
	}
	county := "990121 青禾县"
	tests := []struct {
		name     string
		from, to []string
		villages []division.VillageFlow
		want     []string
	}{
		{"nothing", []string{county, "990121100 城关镇"}, []string{county, "990121100 城关镇"}, nil, nil},
		{"only written otherwise", []string{county, "990121001 东湖街道办事处"}, []string{county, "990121001 东湖街道"}, nil, nil},
		{"another code", []string{county, "990121100 柳桥镇"}, []string{county, "990121105 柳桥镇"}, nil, []string{"recoded! 990121100>990121105 name_in_place"}},
		{"乡 to 镇", []string{county, "990121200 柳桥乡"}, []string{county, "990121105 柳桥镇"}, nil, []string{"upgraded! 990121200>990121105 stem_in_place"}},
		{"镇 to 街道", []string{county, "990121100 柳桥镇"}, []string{county, "990121001 柳桥街道办事处"}, nil, []string{"upgraded! 990121100>990121001 stem_in_place"}},
		{"街道 to 镇", []string{county, "990121001 柳桥街道"}, []string{county, "990121100 柳桥镇"}, nil, []string{"converted! 990121001>990121100 stem_in_place"}},
		{
			"two of one stem",
			[]string{county, "990121100 柳桥镇", "990121200 柳桥乡"},
			[]string{county, "990121001 柳桥街道"},
			nil,
			[]string{"merged? 990121100+990121200>990121001 stem_beside"},
		},
		{"another name alone", []string{county, "990121100 柳桥镇"}, []string{county, "990121100 石门镇"}, nil, []string{"renamed! 990121100>990121100 code"}},
		{
			"another name while another one goes",
			[]string{county, "990121100 柳桥镇", "990121101 竹溪镇"},
			[]string{county, "990121100 石门镇"},
			nil,
			[]string{"renamed? 990121100>990121100 code", "gone! 990121101> nothing"},
		},
		{
			"another character",
			[]string{county, "990121200 巴彦查岗苏木", "990121101 竹溪镇"},
			[]string{county, "990121200 巴彦嵯岗苏木"},
			nil,
			[]string{"gone! 990121101> nothing", "renamed! 990121200>990121200 code"},
		},
		{
			"a code that went to another body",
			[]string{county, "990121200 柳桥乡", "990121201 石门乡"},
			[]string{county, "990121200 石门乡", "990121207 柳桥乡"},
			nil,
			[]string{"recoded! 990121200>990121207 name_in_place", "recoded! 990121201>990121200 name_in_place"},
		},
		{
			"a code that the villages speak against",
			[]string{county, "990121200 柳桥乡", "990121201 石门乡"},
			[]string{county, "990121200 竹溪乡", "990121100 柳城镇"},
			[]division.VillageFlow{flow("990121200", "990121100", 4, 8, 12), flow("990121201", "990121200", 3, 5, 5)},
			[]string{"merged? 990121200>990121100 part_of_area", "renamed? 990121201>990121200 area_alone"},
		},
		{
			"nearly all villages",
			[]string{county, "990121200 柳桥乡"},
			[]string{county, "990121001 新城街道"},
			[]division.VillageFlow{flow("990121200", "990121001", 5, 6, 5)},
			[]string{"upgraded! 990121200>990121001 area_alone"},
		},
		{
			"most villages",
			[]string{county, "990121200 柳桥乡"},
			[]string{county, "990121001 新城街道"},
			[]division.VillageFlow{flow("990121200", "990121001", 5, 8, 8)},
			[]string{"upgraded? 990121200>990121001 area_alone"},
		},
		{
			"merged",
			[]string{county, "990121100 城关镇", "990121200 柳桥乡"},
			[]string{county, "990121100 城关镇"},
			[]division.VillageFlow{flow("990121200", "990121100", 5, 6, 20)},
			[]string{"merged? 990121200>990121100 part_of_area"},
		},
		{
			"two become a new one",
			[]string{county, "990121100 城南镇", "990121200 柳桥乡"},
			[]string{county, "990121101 湖山镇"},
			[]division.VillageFlow{flow("990121100", "990121101", 5, 6, 11), flow("990121200", "990121101", 5, 6, 11)},
			[]string{"merged? 990121100+990121200>990121101 part_of_area"},
		},
		{
			"parted",
			[]string{county, "990121100 城南镇", "990121101 湖山镇", "990121200 柳桥乡"},
			[]string{county, "990121100 城南镇", "990121101 湖山镇"},
			[]division.VillageFlow{flow("990121200", "990121100", 4, 10, 20), flow("990121200", "990121101", 4, 10, 20)},
			[]string{"split? 990121200>990121100+990121101 part_of_area"},
		},
		{
			"a new one out of parts",
			[]string{county, "990121100 城南镇"},
			[]string{county, "990121100 城南镇", "990121001 新城街道"},
			[]division.VillageFlow{flow("990121100", "990121001", 4, 20, 5)},
			[]string{"split? 990121100>990121001 part_of_area"},
		},
		{
			"gone and new",
			[]string{county, "990121100 城南镇"},
			[]string{county, "990121400 湖山农场"},
			nil,
			[]string{"gone! 990121100> nothing", "new! >990121400 nothing"},
		},
		{
			"县 to 市 with all its townships",
			[]string{county, "990121100 城南镇", "990121200 柳桥乡"},
			[]string{"990181 青禾市", "990181100 城南镇", "990181101 柳桥镇"},
			nil,
			[]string{"upgraded! 990121>990181 same_area", "recoded! 990121100>990181100 name_in_place", "upgraded! 990121200>990181101 stem_in_place"},
		},
		{"县 to 区 with its whole name", []string{"990121 禾县"}, []string{"990105 禾县区"}, nil, []string{"upgraded! 990121>990105 stem_in_place"}},
		{
			"a new name by its townships",
			[]string{county, "990121100 甲水镇", "990121101 乙水镇", "990121102 丙水镇", "990121103 丁水镇", "990121104 戊水镇"},
			[]string{"990105 新禾区", "990105100 甲水镇", "990105101 乙水镇", "990105102 丙水镇", "990105103 丁水镇", "990105104 戊水镇"},
			nil,
			[]string{
				"upgraded! 990121>990105 area_alone", "recoded! 990121100>990105100 name_in_place", "recoded! 990121101>990105101 name_in_place",
				"recoded! 990121102>990105102 name_in_place", "recoded! 990121103>990105103 name_in_place", "recoded! 990121104>990105104 name_in_place",
			},
		},
		{
			"one in another county",
			[]string{county, "990122 苍岭县", "990121100 柳桥镇"},
			[]string{county, "990122 苍岭县", "990122100 柳桥镇"},
			nil,
			[]string{"moved? 990121100>990122100 name_elsewhere"},
		},
		{
			"three in another county",
			[]string{county, "990122 苍岭县", "990121100 柳桥镇", "990121101 石门镇", "990121102 竹溪镇"},
			[]string{county, "990122 苍岭县", "990122100 柳桥镇", "990122101 石门镇", "990122102 竹溪镇"},
			nil,
			[]string{
				"moved! 990121100>990122100 moved_in_block", "moved! 990121101>990122101 moved_in_block", "moved! 990121102>990122102 moved_in_block",
			},
		},
		{
			"a county that was merged",
			[]string{county, "990122 苍岭县", "990122100 柳桥镇"},
			[]string{county, "990121100 柳桥镇"},
			[]division.VillageFlow{flow("990122100", "990121100", 9, 9, 9)},
			[]string{"merged? 990122>990121 part_of_area", "moved! 990122100>990121100 same_area"},
		},
		{
			"villages that now lie directly in the county",
			[]string{county, "990121200 柳桥乡"},
			[]string{county, "990121198 县直辖村级区划"},
			[]division.VillageFlow{flow("990121200", "990121198", 6, 6, 6)},
			[]string{"merged? 990121200>990121 part_of_area"},
		},
		{"rows that only fill a level", []string{county, "990121198 县直辖村级区划"}, []string{county, "990121199 县直辖村级区划"}, nil, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			later := listOf(t, "2017", tt.to...)
			later.Villages = division.VillageFlows{Since: "2016", Flows: tt.villages}
			got := division.Compare(one(t, listOf(t, "2016", tt.from...)), one(t, later))
			var lines []string
			for _, c := range got.Changes {
				lines = append(lines, written(c))
			}
			if diff := cmp.Diff(tt.want, lines); diff != "" {
				t.Errorf("changes (-want +got): %s", diff)
			}
		})
	}
}

// Evidence from the villages counts only between the two editions that it is of.
func TestCompareVillagesOfOtherEditions(t *testing.T) {
	later := listOf(t, "2017", "990121 青禾县")
	later.Villages = division.VillageFlows{Since: "2015", Flows: []division.VillageFlow{{From: "990121200", To: "990121100", Shared: 9, Of: 9, Into: 9}}}
	later.Rows = append(later.Rows, division.Row{Code: "990121100", Name: "城关镇"})
	got := division.Compare(one(t, listOf(t, "2016", "990121 青禾县", "990121200 柳桥乡")), one(t, later))
	if len(got.Changes) != 2 || got.Changes[0].Kind != division.ChangeNew && got.Changes[1].Kind != division.ChangeNew {
		t.Errorf("changes: %+v", got.Changes)
	}
}

func TestCompareNothing(t *testing.T) {
	if got := division.Compare(&division.Register{}, one(t, listOf(t, "2016"))); got.Kept != 0 || len(got.Changes) != 0 {
		t.Errorf("no edition: %+v", got)
	}
}

// What is said of any two lists adds up, is the same for every order of the rows, and the mergers are never certain.
func TestCompareProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from, to := drawList(t, "2016"), drawList(t, "2017")
		to.Villages = division.VillageFlows{Since: "2016", Flows: drawFlows(t, from.Rows, to.Rows)}
		a, errA := division.New(from)
		b, errB := division.New(to)
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		got := division.Compare(a, b)
		shuffled := to
		shuffled.Rows = rapid.Permutation(to.Rows).Draw(t, "order")
		again, _ := division.New(shuffled)
		if diff := cmp.Diff(got.Changes, division.Compare(a, again).Changes); diff != "" {
			t.Fatalf("the order of the rows matters: %s", diff)
		}
		checkAddsUp(t, a, b, got)
		for _, c := range got.Changes {
			if c.Certain && (c.Kind == division.ChangeMerged || c.Kind == division.ChangeSplit) {
				t.Fatalf("certain from lists alone: %s", written(c))
			}
			if c.Kind.KeepsBody() && (len(c.From) != 1 || len(c.To) != 1) {
				t.Fatalf("one body in several: %s", written(c))
			}
		}
	})
}

type failer interface {
	Fatalf(format string, args ...any)
}

// checkAddsUp holds that every body of both editions is in exactly one count.
func checkAddsUp(t failer, a, b *division.Register, c division.Comparison) {
	n := c.Counts(division.LevelUnknown)
	both := n.Kept
	for _, k := range division.ChangeKinds() {
		both += n.Same[k] + n.Likely[k]
	}
	if got, want := both+n.Merged+n.Parted+n.Gone, bodiesIn(a); got != want {
		t.Fatalf("%s to %s: %d of %d earlier divisions: %+v", c.From, c.To, got, want, n)
	}
	if got, want := both+n.United+n.Formed+n.New, bodiesIn(b); got != want {
		t.Fatalf("%s to %s: %d of %d later divisions: %+v", c.From, c.To, got, want, n)
	}
}

func bodiesIn(r *division.Register) int {
	n := 0
	for d := range r.Within("") {
		if d.Kind != division.KindPlaceholder {
			n++
		}
	}
	return n
}

func drawList(t *rapid.T, year string) division.Edition {
	e := division.Edition{Name: year, Date: year + "-06-30", Rows: []division.Row{{Code: "990000", Name: "云泽省"}, {Code: "990100", Name: "白鹭市"}}}
	counties := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"990121", "990122", "990181", "990105"}), 1, 3, rapid.ID).Draw(t, "counties")
	for _, county := range counties {
		name := rapid.SampledFrom([]string{"青禾县", "苍岭县", "青禾市", "新禾区"}).Draw(t, "county")
		e.Rows = append(e.Rows, division.Row{Code: county, Name: name})
		endings := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"001", "002", "100", "101", "102", "200", "201", "400"}), 0, 5, rapid.ID).Draw(t, "codes")
		for _, ending := range endings {
			stem := rapid.SampledFrom([]string{"柳桥", "石门", "竹溪", "城关"}).Draw(t, "stem")
			kind := map[byte]string{'0': "街道", '1': "镇", '2': "乡", '4': "农场"}[ending[0]]
			e.Rows = append(e.Rows, division.Row{Code: county + ending, Name: stem + kind})
		}
	}
	return e
}

func drawFlows(t *rapid.T, from, to []division.Row) []division.VillageFlow {
	var flows []division.VillageFlow
	for _, a := range from {
		for _, b := range to {
			if len(a.Code) != 9 || len(b.Code) != 9 || rapid.IntRange(0, 3).Draw(t, "any") > 0 {
				continue
			}
			shared := rapid.IntRange(1, 9).Draw(t, "shared")
			flows = append(flows, division.VillageFlow{
				From: division.Code(a.Code), To: division.Code(b.Code), Shared: shared,
				Of: shared + rapid.IntRange(0, 9).Draw(t, "of"), Into: shared + rapid.IntRange(0, 9).Draw(t, "into"),
			})
		}
	}
	return flows
}
