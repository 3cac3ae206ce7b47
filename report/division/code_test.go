package division_test

import (
	"errors"
	"testing"

	"github.com/nianbao/nianbao/report/division"
)

func TestParseCode(t *testing.T) {
	tests := []struct {
		in    string
		want  division.Code
		level division.Level
		err   error
	}{
		{"33", "330000", division.LevelProvince, nil},
		{"3310", "331000", division.LevelPrefecture, nil},
		{"330000", "330000", division.LevelProvince, nil},
		{"331024", "331024", division.LevelCounty, nil},
		{"331024106", "331024106", division.LevelTownship, nil},
		{"331024106000", "331024106", division.LevelTownship, nil},
		{"331024000000", "331024", division.LevelCounty, nil},
		{"331024000", "331024", division.LevelCounty, nil},
		{"331024106201", "331024106201", division.LevelVillage, nil},
		{"441900101", "441900101", division.LevelTownship, nil},
		{" ３３１０２４ ", "331024", division.LevelCounty, nil},
		{"100000", division.Central, division.LevelCountry, nil},
		{"", "", division.LevelUnknown, division.ErrCodeLength},
		{"331", "", division.LevelUnknown, division.ErrCodeLength},
		{"33102a", "", division.LevelUnknown, division.ErrCodeDigits},
		{"仙居县", "", division.LevelUnknown, division.ErrCodeDigits},
		{"031024", "", division.LevelUnknown, division.ErrCodeLevel},
		{"330024", "", division.LevelUnknown, division.ErrCodeLevel},
		{"330000106", "", division.LevelUnknown, division.ErrCodeLevel},
		{"331024000201", "", division.LevelUnknown, division.ErrCodeLevel},
	}
	for _, tt := range tests {
		t.Run(tt.in, func(t *testing.T) {
			got, err := division.ParseCode(tt.in)
			if got != tt.want || got.Level() != tt.level || !errors.Is(err, tt.err) {
				t.Errorf("ParseCode(%q) = %q (%v), %v; want %q (%v), %v", tt.in, got, got.Level(), err, tt.want, tt.level, tt.err)
			}
		})
	}
}

func TestCodeLevels(t *testing.T) {
	type codes struct{ parent, province, prefecture, county division.Code }
	tests := map[division.Code]codes{
		"330000":       {"", "330000", "", ""},
		"331000":       {"330000", "330000", "331000", ""},
		"331024":       {"331000", "330000", "331000", "331024"},
		"331024106":    {"331024", "330000", "331000", "331024"},
		"331024106201": {"331024106", "330000", "331000", "331024"},
		"441900101":    {"441900", "440000", "441900", "441900"},
		"100000":       {},
		"nonsense":     {},
		"":             {},
	}
	for code, want := range tests {
		if got := (codes{code.Parent(), code.Province(), code.Prefecture(), code.County()}); got != want {
			t.Errorf("%s: %v, want %v", code, got, want)
		}
	}
}

func TestCodeContains(t *testing.T) {
	tests := []struct {
		outer, inner division.Code
		want         bool
	}{
		{"330000", "331024106", true},
		{"331000", "331024", true},
		{"331024", "331024", true},
		{"331024", "331024106", true},
		{"331024106", "331024", false},
		{"331024", "331023101", false},
		{"441900", "441900101", true},
		{division.Central, "331024", true},
		{"331024", division.Central, false},
		{"", "331024", false},
		{"331024", "", false},
	}
	for _, tt := range tests {
		if got := tt.outer.Contains(tt.inner); got != tt.want {
			t.Errorf("%q contains %q: %v", tt.outer, tt.inner, got)
		}
	}
}

func TestTownshipKind(t *testing.T) {
	for code, want := range map[division.Code]division.Kind{
		"331024001": division.KindSubdistrict, "331024099": division.KindSubdistrict, "331024100": division.KindTown,
		"331024199": division.KindTown, "331024200": division.KindTownship, "331024399": division.KindTownship,
		"331024400": division.KindSimilar, "331024599": division.KindSimilar, "331024600": "", "331024": "", "": "",
	} {
		if got := code.TownshipKind(); got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
	}
}

func TestStatisticalCode(t *testing.T) {
	for code, want := range map[division.Code]string{"331024": "331024000000", "331024106": "331024106000", "x": ""} {
		if got := code.Statistical(); got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
	}
}
