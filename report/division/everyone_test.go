package division_test

import (
	"testing"

	"github.com/nianbao/nianbao/report/division"
)

// Every listed division comes back by its names. Each 89th is tried: together they stand for all provinces and kinds.
func TestListedDivisionsComeBackByTheirNames(t *testing.T) {
	register := embedded(t)
	tried, row := 0, 0
	for d := range register.Within("") {
		if row++; row%89 != 0 || d.Kind == division.KindPlaceholder {
			continue
		}
		tried++
		full := register.FullName(d.Code)
		if found := register.Find(full, ""); len(found) != 1 || found[0].Code != d.Code {
			t.Errorf("%s %s: found %+v", d.Code, full, found)
		}
		for claim, key := range map[division.Claim]string{
			header(full): string(d.Code),
			title("2023年度" + full + "人民政府信息公开工作年度报告"):      string(d.Code),
			link(full + "关于2019年度政府信息公开情况的报告"):             string(d.Code),
			crumb("首页 > 政府信息公开 > " + full + " > 政府信息公开年报"): string(d.Code),
			header(full + "财政局"): string(d.Code) + "/财政局",
		} {
			if got := division.Resolve(register, []division.Claim{claim}); got.Body.Key() != key {
				t.Errorf("%s %q: %+v", d.Code, claim.Value, got)
			}
		}
		if d.Level != division.LevelTownship {
			continue
		}
		got := division.Resolve(register, []division.Claim{header(d.Name), list(string(d.Parent))})
		if got.Body.Key() != string(d.Code) || got.Confidence != division.Certain {
			t.Errorf("%s in the list of %s: %+v", d.Name, d.Parent, got)
		}
	}
	if tried < 480 {
		t.Errorf("only %d divisions tried", tried)
	}
}

// Titles and breadcrumbs come from pages, so of any length; time must not grow with their square.
func TestHugeClaims(t *testing.T) {
	register := embedded(t)
	for _, piece := range []string{"(", "县", "仙居县", "关于", "a>", "-(", "城关镇>", "2023年", "(关于", "关于)"} {
		text := repeat(piece, 1<<20)
		division.Resolve(register, []division.Claim{title(text), crumb(text), header(text), index(text), list(text)})
		register.Find(text, "")
		if name := division.NameIn(text); len([]rune(name)) > 300 {
			t.Errorf("a name of %d characters from %q…", len([]rune(name)), piece)
		}
	}
}

func repeat(piece string, size int) string {
	text := make([]byte, 0, size+len(piece))
	for len(text) < size {
		text = append(text, piece...)
	}
	return string(text)
}
