package division_test

import (
	"slices"
	"strconv"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nianbao/nianbao/report/division"
)

func TestResolveIn(t *testing.T) {
	register := embedded(t)
	tests := []struct {
		name    string
		year    int
		claims  []division.Claim
		key     string
		edition string
		sure    division.Confidence
	}{
		{"a town that was merged in 2019", 2018, []division.Claim{header("明威镇人民政府"), list("511502")}, "511502113", "2018", division.Certain},
		{"the same town when it is gone: a unit that no list has", 2021, []division.Claim{header("明威镇人民政府"), list("511502")}, "511502/明威镇", "2021", division.Probable},
		{"a town of a county that is a district now, by the code of then", 2017, []division.Claim{header("口镇人民政府"), list("371202")}, "371202100", "2017", division.Certain},
		{"and by the code of now", 2017, []division.Claim{header("口镇人民政府"), list("370116")}, "371202100", "2017", division.Certain},
		{"and in a later year by the code of then", 2020, []division.Claim{header("口镇街道办事处"), list("371202")}, "370116005", "2020", division.Certain},
		{"a county under its name of then", 2016, []division.Claim{title("2016年许昌县政府信息公开工作年度报告")}, "411023", "2016", division.Certain},
		{"the same area under its name of now", 2022, []division.Claim{title("2022年建安区政府信息公开工作年度报告"), list("411000")}, "411003", "2022", division.Certain},
		{"a department of a county that is gone", 2017, []division.Claim{header("莱芜市财政局")}, "371200/财政局", "2017", division.Certain},
		{"a subdistrict as lists wrote it until 2018", 2017, []division.Claim{header("南峰街道"), list("331024")}, "331024002", "2017", division.Certain},
		{"a name that came after the list of the year", 2020, []division.Claim{header("民众街道办事处"), list("442000")}, "442000007", "2021", division.Certain},
		{"a new district that came after the list of the year", 2017, []division.Claim{header("深圳市光明区人民政府")}, "440311", "2018", division.Certain},
		{"no year", 0, []division.Claim{header("明威镇人民政府"), list("511502")}, "511502/明威镇", "2023", division.Probable},
		{"nothing", 2018, nil, "", "2018", division.Undecided},
		{"a year before all lists", 2009, []division.Claim{header("下各镇人民政府"), list("331024")}, "331024106", "2016", division.Certain},
		{"a year behind all lists", 2030, []division.Claim{header("下各镇人民政府"), list("331024")}, "331024106", "2023", division.Certain},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := division.ResolveIn(register, tt.year, tt.claims)
			if got.Body.Key() != tt.key || got.Edition != tt.edition || got.Confidence != tt.sure {
				t.Errorf("%s in %s, %s; want %s in %s, %s\n%+v", got.Body.Key(), got.Edition, got.Confidence, tt.key, tt.edition, tt.sure, got)
			}
			slices.Reverse(tt.claims)
			if diff := cmp.Diff(got, division.ResolveIn(register, tt.year, tt.claims)); diff != "" {
				t.Errorf("the order of the claims matters: %s", diff)
			}
		})
	}
}

// Two reports of one body under two codes have one permanent key.
func TestResolveInKeepsBodies(t *testing.T) {
	register, history := embedded(t), embeddedHistory(t)
	keys := map[string]bool{}
	for year, claims := range map[int][]division.Claim{
		2016: {header("平泉县财政局")}, 2019: {header("平泉市财政局")},
	} {
		got := division.ResolveIn(register, year, claims)
		keys[history.Key(got.Edition, got.Body)] = true
	}
	if len(keys) != 1 || keys[""] {
		t.Errorf("keys: %v", keys)
	}
}

// Without further editions it is Resolve.
func TestResolveInOneEdition(t *testing.T) {
	claims := []division.Claim{header("柳桥镇人民政府"), list("990121")}
	for _, register := range []*division.Register{qinghe(t), nil} {
		got := division.ResolveIn(register, 2018, claims)
		want := division.Resolve(register, claims)
		want.Edition = got.Edition
		if diff := cmp.Diff(want, got); diff != "" || register != nil && got.Edition != "invented" {
			t.Errorf("%s in edition %q", diff, got.Edition)
		}
	}
}

// Townships come back in the year of each list, under the code of that year. Each 499th is tried.
func TestListedDivisionsComeBackInTheirYear(t *testing.T) {
	register := embedded(t)
	tried := 0
	for _, listed := range division.Lists() {
		year := yearOf(listed)
		row := 0
		for d := range register.In(year).Within("") {
			if row++; row%499 != 0 || d.Level != division.LevelTownship || d.Kind == division.KindPlaceholder {
				continue
			}
			tried++
			got := division.ResolveIn(register, year, []division.Claim{header(d.Name), list(string(d.Parent))})
			if got.Body.Key() != string(d.Code) || got.Edition != listed.Name || got.Confidence != division.Certain {
				t.Errorf("%d: %s %s in the list of %s: %+v", year, d.Code, d.Name, d.Parent, got)
			}
		}
	}
	if tried < 650 {
		t.Errorf("only %d tried", tried)
	}
}

// Registers of several years may be asked at once, also for the first time.
func TestYearsAtOnce(t *testing.T) {
	register, err := division.FreshEdition(2023)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for year := 2016; year <= 2023; year++ {
		for range 2 {
			all.Go(func() {
				got := division.ResolveIn(register, year, []division.Claim{header("下各镇"), list("331024")})
				if got.Body.Key() != "331024106" || got.Edition != strconv.Itoa(year) {
					t.Errorf("%d: %+v", year, got)
				}
			})
		}
	}
	all.Wait()
}
