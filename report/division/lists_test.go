package division_test

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report/division"
)

// Each list comes out as NOTICE.md says: the digest is that of the whole list, also where only a difference is kept.
func TestNoticeNamesTheEmbeddedLists(t *testing.T) {
	notice, err := os.ReadFile("NOTICE.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range division.Lists() {
		register := embedded(t).In(yearOf(list))
		sum := sha256.New()
		fmt.Fprint(sum, "code,name\n")
		rows := 0
		for d := range register.Within("") {
			fmt.Fprintf(sum, "%s,%s\n", d.Code, d.Name)
			rows++
		}
		line := fmt.Sprintf("| %s | %s | %s | %s | %d,%03d | MIT / WTFPL 2 | `%x` |",
			list.Name, list.Date, list.Published, list.Release, rows/1000, rows%1000, sum.Sum(nil))
		if !strings.Contains(string(notice), line) {
			t.Errorf("NOTICE.md lacks %s", line)
		}
	}
}

func yearOf(list division.List) int {
	year, _ := strconv.Atoi(list.Name)
	return year
}

// The program shall not grow much by its lists.
func TestListsAreSmall(t *testing.T) {
	total := int64(0)
	err := filepath.WalkDir("lists", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".gz" {
			return err
		}
		info, err := entry.Info()
		total += info.Size()
		return err
	})
	if err != nil || total > 1<<20 || total < 1<<19 {
		t.Errorf("the lists have %d bytes: %v", total, err)
	}
}

func TestInAYear(t *testing.T) {
	register := embedded(t)
	for year, want := range map[int]string{
		0: "2023", 1999: "2016", 2016: "2016", 2018: "2018", 2020: "2020", 2023: "2023", 2031: "2023",
	} {
		if got := register.In(year).Editions()[0].Name; got != want {
			t.Errorf("in %d the edition is %s, want %s", year, got, want)
		}
	}
	if register.In(2018) == register.In(2019) || register.In(2018).In(2023).Editions()[0].Name != "2023" {
		t.Error("a register of a year does not know the others")
	}
	for code, want := range map[division.Code]string{"371202": "莱城区", "371200": "莱芜市"} {
		if d, ok := register.In(2018).Lookup(code); !ok || d.Name != want {
			t.Errorf("in 2018 %s is %q, want %s", code, d.Name, want)
		}
		if d, ok := register.In(2019).Lookup(code); ok {
			t.Errorf("in 2019 there is still %s", d.Name)
		}
	}
}

// A register of given editions puts those of the year and before first, and the nearest later one next.
func TestInAYearOfGivenEditions(t *testing.T) {
	var editions []division.Edition
	for _, year := range []string{"2016", "2018", "2020", "2022"} {
		editions = append(editions, division.Edition{Name: year, Date: year + "-06-30", Rows: []division.Row{{Code: "990000", Name: "云泽省" + year}}})
	}
	register, err := division.New(editions...)
	if err != nil {
		t.Fatal(err)
	}
	for year, want := range map[int]string{
		0: "2022 2020 2018 2016", 2015: "2016 2018 2020 2022", 2018: "2018 2016 2020 2022", 2019: "2018 2016 2020 2022", 2025: "2022 2020 2018 2016",
	} {
		var names []string
		for _, e := range register.In(year).Editions() {
			names = append(names, e.Name)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("in %d: %s, want %s", year, got, want)
		}
	}
	if single := qinghe(t); single.In(2016) != single {
		t.Error("a register of one edition changes with the year")
	}
}

func TestComparedName(t *testing.T) {
	for _, tt := range []struct {
		code division.Code
		name string
		want string
	}{
		{"110101001", "东华门街道办事处", "东华门街道"},
		{"421303002", "东城街道（办事处）", "东城街道"},
		{"411525001", "蓼城办事处", "蓼城街道"},
		{"420105002", "建桥街办事处", "建桥街道"},
		{"460107004", "凤翔街道办", "凤翔街道"},
		{"110105014", "首都机场街道", "首都机场街道"},
		{"130273401", "庆北办事处", "庆北办事处"}, // not a subdistrict by its code
		{"620102001", "酒泉路街道", "酒泉路街道"},
		{"460321453", "七连屿管委会", "七连屿"},
		{"331024106", "下各镇", "下各镇"},
		{"331024", "仙居县", "仙居县"},
		{"141081001", "办事处", "办事处"},
	} {
		if got := division.ComparedName(tt.code, tt.name); got != tt.want {
			t.Errorf("%s %s: %s, want %s", tt.code, tt.name, got, tt.want)
		}
	}
}

func TestDifference(t *testing.T) {
	row := func(code, name string) division.Row { return division.Row{Code: code, Name: name} }
	from := []division.Row{row("1", "a"), row("2", "b"), row("3", "c")}
	to := []division.Row{row("0", "z"), row("1", "a"), row("3", "d"), row("4", "e")}
	if got := fmt.Sprint(division.Difference(from, to)); got != "[[0 z] [2 ] [3 d] [4 e]]" {
		t.Errorf("difference: %s", got)
	}
	if got := division.Difference(to, to); got != nil {
		t.Errorf("difference to itself: %v", got)
	}
}
