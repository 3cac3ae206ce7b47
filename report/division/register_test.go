package division_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/nianbao/nianbao/report/division"
)

func embedded(t testing.TB) *division.Register {
	t.Helper()
	register, err := division.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return register
}

// qinghe is an invented county with a prefecture and a province above, and a neighbour with a town of the same name.
func qinghe(t testing.TB) *division.Register {
	t.Helper()
	register, err := division.FromRows("invented", []division.Row{
		{Code: "990000", Name: "云泽省"},
		{Code: "990100", Name: "白鹭市"},
		{Code: "990121", Name: "青禾县"},
		{Code: "990121100", Name: "城关镇", CreditCode: qingheTown},
		{Code: "990121101", Name: "柳桥镇"},
		{Code: "990121200", Name: "石门乡"},
		{Code: "990121001", Name: "东湖街道"},
		{Code: "990122", Name: "苍岭县"},
		{Code: "990122100", Name: "城关镇"},
		{Code: "990122101", Name: "竹溪镇"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return register
}

func names(list []division.Division) string {
	var names []string
	for _, d := range list {
		names = append(names, d.Name)
	}
	return strings.Join(names, " ")
}

func TestEmbeddedCounts(t *testing.T) {
	register := embedded(t)
	got := map[division.Kind]int{}
	levels := map[division.Level]int{}
	for d := range register.Within("") {
		got[d.Kind]++
		levels[d.Level]++
	}
	want := map[division.Level]int{
		division.LevelProvince: 31, division.LevelPrefecture: 342, division.LevelCounty: 2975, division.LevelTownship: 41351,
	}
	if diff := cmp.Diff(want, levels); diff != "" {
		t.Error("levels:", diff)
	}
	// Counted in the source by hand: 21,377 codes of towns, of which 11 only fill a level; 124 zones.
	for kind, n := range map[division.Kind]int{
		division.KindSubdistrict: 9066, division.KindTown: 21377 - 11, division.KindZone: 124, division.KindPlaceholder: 9 + 11 + 2,
		division.KindMunicipality: 4, division.KindRegion: 5, division.KindProvince: 22,
	} {
		if got[kind] != n {
			t.Errorf("%s: %d, want %d", kind, got[kind], n)
		}
	}
	if register.Len() != 44699 {
		t.Errorf("%d rows", register.Len())
	}
}

func TestEmbeddedEveryRowHasItsParents(t *testing.T) {
	register := embedded(t)
	for d := range register.Within("") {
		if d.Level > division.LevelProvince && d.Parent == "" {
			t.Errorf("%s %s has no parent", d.Code, d.Name)
		}
	}
}

func TestLookup(t *testing.T) {
	tests := map[division.Code]division.Division{
		"331024106": {Name: "下各镇", Level: division.LevelTownship, Kind: division.KindTown, Parent: "331024"},
		"331024":    {Name: "仙居县", Level: division.LevelCounty, Kind: division.KindCounty, Parent: "331000"},
		"110101":    {Name: "东城区", Level: division.LevelCounty, Kind: division.KindDistrict, Parent: "110000"},
		"110100":    {Name: "市辖区", Level: division.LevelPrefecture, Kind: division.KindPlaceholder, Parent: "110000"},
		"500229":    {Name: "城口县", Level: division.LevelCounty, Kind: division.KindCounty, Parent: "500000"},
		"429004":    {Name: "仙桃市", Level: division.LevelCounty, Kind: division.KindCountyCity, Parent: "420000"},
		"441900":    {Name: "东莞市", Level: division.LevelPrefecture, Kind: division.KindCity, Parent: "440000"},
		"441900101": {Name: "石碣镇", Level: division.LevelTownship, Kind: division.KindTown, Parent: "441900"},
		"620201":    {Name: "嘉峪关市", Level: division.LevelCounty, Kind: division.KindPlaceholder, Parent: "620200"},
		"130171":    {Name: "石家庄高新技术产业开发区", Level: division.LevelCounty, Kind: division.KindZone, Parent: "130100"},
		"650106198": {Name: "区直辖村级区划", Level: division.LevelTownship, Kind: division.KindPlaceholder, Parent: "650106"},
		"331127":    {Name: "景宁畲族自治县", Level: division.LevelCounty, Kind: division.KindAutoCounty, Parent: "331100"},
		"152525":    {Name: "东乌珠穆沁旗", Level: division.LevelCounty, Kind: division.KindBanner, Parent: "152500"},
		"330122201": {Name: "莪山畲族乡", Level: division.LevelTownship, Kind: division.KindEthnic, Parent: "330122"},
	}
	register := embedded(t)
	for code, want := range tests {
		want.Code, want.Edition = code, "2023"
		if got, ok := register.Lookup(code); !ok || got != want {
			t.Errorf("%s: %+v, want %+v", code, got, want)
		}
	}
	for _, code := range []division.Code{"", "331099", "33", "710000", "nonsense"} {
		if got, ok := register.Lookup(code); ok {
			t.Errorf("%q is listed: %+v", code, got)
		}
	}
}

func TestChildrenPassOverPlaceholders(t *testing.T) {
	register := embedded(t)
	for code, want := range map[division.Code][]string{
		"":       {"北京市", "新疆维吾尔自治区"},
		"310000": {"黄浦区", "崇明区"},
		"420000": {"武汉市", "仙桃市", "神农架林区"},
		"441900": {"东城街道", "石碣镇"},
		"620200": {"雄关街道", "文殊镇"},
		"331024": {"下各镇"},
	} {
		got := " " + names(register.Children(code)) + " "
		for _, name := range want {
			if !strings.Contains(got, " "+name+" ") {
				t.Errorf("below %q there is no %s:%s", code, name, got)
			}
		}
		if strings.Contains(got, "直辖") || strings.Contains(got, " 市辖区 ") {
			t.Errorf("below %q stand placeholders:%s", code, got)
		}
	}
	if got := len(register.Children("330000")); got != 11 {
		t.Errorf("浙江省 has %d prefectures", got)
	}
}

func TestPathAndFullName(t *testing.T) {
	register := embedded(t)
	for code, want := range map[division.Code]string{
		"331024106": "浙江省 台州市 仙居县 下各镇",
		"110101001": "北京市 东城区 东华门街道",
		"429004":    "湖北省 仙桃市",
		"441900101": "广东省 东莞市 石碣镇",
		"620201100": "甘肃省 嘉峪关市 新城镇",
		"331024999": "浙江省 台州市 仙居县",
		"":          "",
	} {
		if got := names(register.Path(code)); got != want {
			t.Errorf("path of %q: %s, want %s", code, got, want)
		}
		if got := register.FullName(code); got != strings.ReplaceAll(want, " ", "") {
			t.Errorf("full name of %q: %s", code, got)
		}
	}
}

func TestEditionsOverlay(t *testing.T) {
	register, err := division.New(
		division.Edition{Name: "2016", Date: "2016-07-31", Source: "invented", Rows: []division.Row{
			{Code: "990121", Name: "青禾县"}, {Code: "990121100", Name: "城关镇"}, {Code: "990121200", Name: "石门乡"}, {Code: "990121201", Name: "旧岭乡"},
		}},
		division.Edition{Name: "2023", Date: "2023-06-30", Rows: []division.Row{
			{Code: "990121", Name: "青禾市"}, {Code: "990121100", Name: "城关镇"}, {Code: "990121102", Name: "石门镇"},
		}},
	)
	if err != nil {
		t.Fatal(err)
	}
	if d, _ := register.Lookup("990121"); d.Name != "青禾市" || d.Edition != "2023" {
		t.Errorf("newest name: %+v", d)
	}
	if d, _ := register.Lookup("990121201"); d.Edition != "2016" || d.Parent != "990121" {
		t.Errorf("merged away: %+v", d)
	}
	if got := names(register.Children("990121")); got != "城关镇 石门镇 石门乡 旧岭乡" {
		t.Errorf("children: %s", got)
	}
	if m := register.Find("旧岭乡", ""); len(m) != 1 || m[0].Edition != "2016" {
		t.Errorf("found: %+v", m)
	}
	if m := register.Find("城关镇", ""); len(m) != 1 || m[0].Edition != "2023" {
		t.Errorf("found: %+v", m)
	}
	old, ok := register.At("2016")
	if !ok || old.Len() != 4 || register.Len() != 5 {
		t.Errorf("rows: %d of 2016, %d of both", old.Len(), register.Len())
	}
	if _, ok := register.At("2020"); ok {
		t.Error("there is an edition 2020")
	}
	if got := register.Editions(); got[0].Name != "2023" || got[1].Source != "invented" {
		t.Errorf("editions: %+v", got)
	}
}

func TestNewRefuses(t *testing.T) {
	row := func(code, name, credit string) []division.Row {
		return []division.Row{{Code: code, Name: name, CreditCode: credit}}
	}
	tests := []struct {
		name     string
		editions []division.Edition
		says     string
	}{
		{"bad code", []division.Edition{{Name: "a", Rows: row("99012", "青禾县", "")}}, `edition "a": row 1: division code "99012"`},
		{"no name", []division.Edition{{Name: "a", Rows: row("990121", " ", "")}}, `row 1: division 990121 has no name`},
		{"bad credit code", []division.Edition{{Name: "a", Rows: row("990121", "青禾县", "11")}}, `division 990121: credit code "11"`},
		{
			"two names",
			[]division.Edition{{Name: "a", Rows: append(row("990121", "青禾县", ""), row("990121000", "苍岭县", "")...)}},
			`division 990121: named "青禾县" and "苍岭县"`,
		},
		{"edition twice", []division.Edition{{Name: "a"}, {Name: "a"}}, `edition "a" is given twice`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := division.New(tt.editions...); err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("error %v, want one with %s", err, tt.says)
			}
		})
	}
}

func TestReadRows(t *testing.T) {
	rows, err := division.ReadRows(strings.NewReader("name,note,code,credit_code\n青禾县,x,990121,\n\"城关镇\",,990121100," + xiage + "\n"))
	want := []division.Row{{Code: "990121", Name: "青禾县"}, {Code: "990121100", Name: "城关镇", CreditCode: xiage}}
	if err != nil || !cmp.Equal(rows, want) {
		t.Errorf("%+v, %v", rows, err)
	}
	for in, says := range map[string]string{
		"": "EOF", "code,label\n1,2\n": "no columns code and name", "code,name\n1\n": "line 2",
	} {
		if _, err := division.ReadRows(strings.NewReader(in)); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: error %v, want one with %q", in, err, says)
		}
	}
}
