package division_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/nianbao/nianbao/report/division"
)

// Invented credit codes: of the town 990121100, of an organ registered in a prefecture whose code is no longer in use, of a county next
// to 仙居县, of another province.
const (
	qingheTown     = "11990121001234567P"
	obsoletePlace  = "11332500002645674K"
	nextCounty     = "11331023002681258D"
	otherProvince  = "11440000002681258H"
	otherOfXianju  = "113310240026812503"
	qingheInvented = "11990121765432100G"
)

// The shorthands for claims, by origin.
func index(value string) division.Claim {
	return division.Claim{Kind: division.ClaimCreditCode, Value: value, Origin: division.OriginIndexNumber}
}
func header(value string) division.Claim { return named(division.OriginHeaderTable, value) }
func title(value string) division.Claim  { return named(division.OriginTitle, value) }
func crumb(value string) division.Claim  { return named(division.OriginBreadcrumb, value) }
func source(value string) division.Claim { return named(division.OriginContentSource, value) }
func link(value string) division.Claim   { return named(division.OriginListTitle, value) }
func portal(value string) division.Claim { return named(division.OriginHintSource, value) }
func list(code string) division.Claim {
	return division.Claim{Kind: division.ClaimDivisionCode, Value: code, Origin: division.OriginHintDivision}
}

func named(origin division.Origin, value string) division.Claim {
	return division.Claim{Kind: division.ClaimName, Value: value, Origin: origin}
}

type resolveCase struct {
	name      string
	claims    []division.Claim
	key       string
	sure      division.Confidence
	conflicts string // kind weight origin, comma separated
	publisher string // key
}

func runResolve(t *testing.T, register *division.Register, tests []resolveCase) {
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := division.Resolve(register, tt.claims)
			var conflicts []string
			for _, c := range got.Conflicts {
				conflicts = append(conflicts, fmt.Sprint(c.Kind, " ", c.Weight, " ", c.Claim.Origin))
			}
			want := []string{tt.key, string(tt.sure), tt.conflicts, tt.publisher}
			have := []string{got.Body.Key(), string(got.Confidence), strings.Join(conflicts, ", "), got.Publisher.Key()}
			if diff := cmp.Diff(want, have); diff != "" {
				t.Errorf("key, confidence, conflicts, publisher: %s\n%+v", diff, got)
			}
			reversed := slices.Clone(tt.claims)
			slices.Reverse(reversed)
			if diff := cmp.Diff(got, division.Resolve(register, reversed)); diff != "" {
				t.Error("the order of the claims matters:", diff)
			}
		})
	}
}

func TestResolveTownships(t *testing.T) {
	runResolve(t, embedded(t), []resolveCase{
		{"everything agrees", []division.Claim{
			index("1133102400268125XW/2024-104757"), header("下各镇"), title("2023年下各镇政府信息公开工作年度报告"),
			crumb("首页\n> 政务公开 > 乡镇街道 > 下各镇 > 政府信息公开年报"), list("331024"),
		}, "331024106", division.Certain, "", ""},
		{"prefixed name alone", []division.Claim{title("仙居县下各镇人民政府2023年政府信息公开工作年度报告")}, "331024106", division.Certain, "", ""},
		{"name that occurs once, alone", []division.Claim{title("2023年下各镇政府信息公开工作年度报告")}, "331024106", division.Probable, "", ""},
		{
			"of 88 towns the one in the list's county",
			[]division.Claim{title("2023年城关镇政府信息公开年报"), list("150123")},
			"150123100", division.Certain, "", "",
		},
		{
			"of 88 towns the one in the county of the breadcrumb",
			[]division.Claim{title("城关镇2023年政府信息公开年报"), crumb("和林格尔县人民政府 > 政务公开")},
			"150123100", division.Certain, "", "",
		},
		{
			"of 88 towns the one in the county at registration",
			[]division.Claim{header("城关镇"), index("11150123" + creditTail("11150123"))},
			"150123100", division.Certain, "", "",
		},
		{"of 88 towns the only one in the prefecture", []division.Claim{header("城关镇"), list("120100")}, "120114110", division.Probable, "", ""},
		{"88 towns and nothing to choose by", []division.Claim{title("2023年城关镇政府信息公开年报")}, "", division.Undecided, "", ""},
		{"the list's division is a township, nothing else", []division.Claim{list("331024106")}, "331024106", division.Probable, "", ""},
		{"link text and county of the list", []division.Claim{link("下各镇2023年政府信息公开年报"), list("331024000000")}, "331024106", division.Probable, "", ""},
		{"county of the list alone", []division.Claim{list("331024")}, "", division.Undecided, "", ""},
		{"no claims", nil, "", division.Undecided, "", ""},
		{
			"claims without meaning",
			[]division.Claim{title("政府信息公开年报"), crumb("首页 > 政务公开"), header("-"), index("2024-0001"), list("x")},
			"", division.Undecided, "", "",
		},
		{
			"office of a township",
			[]division.Claim{header("下各镇党政综合办公室"), title("2023年下各镇政府信息公开工作年度报告"), list("331024")},
			"331024106", division.Certain, "", "",
		},
		{"subdistrict office", []division.Claim{header("仙居县南峰街道办事处")}, "331024002", division.Certain, "", ""},
		{"subdistrict office for short", []division.Claim{header("仙居县南峰街道办")}, "331024002", division.Certain, "", ""},
		{"city without counties", []division.Claim{title("东莞市石碣镇2023年政府信息公开工作年度报告"), list("441900")}, "441900101", division.Certain, "", ""},
		{"stem after an upgrade", []division.Claim{title("2012年下各乡政府信息公开工作年度报告"), list("331024")}, "331024106", division.Probable, "", ""},
		{
			"township that the county lacks",
			[]division.Claim{title("2012年旧岭镇政府信息公开工作年度报告"), list("331024")},
			"331024/旧岭镇", division.Probable, "unlisted light title", "",
		},
		{"township that the county lacks, prefixed", []division.Claim{header("仙居县旧岭乡人民政府")}, "331024/旧岭乡", division.Probable, "unlisted light header_table", ""},
	})
}

// creditTail completes a credit code from its first eight characters.
func creditTail(head string) string {
	for _, check := range creditAlphabet {
		if _, err := division.ParseCreditCode(head + "002681252" + string(check)); err == nil {
			return "002681252" + string(check)
		}
	}
	return ""
}

func TestResolveOrgans(t *testing.T) {
	runResolve(t, embedded(t), []resolveCase{
		{"county", []division.Claim{title("仙居县人民政府2023年政府信息公开工作年度报告")}, "331024", division.Certain, "", ""},
		{"department of a county", []division.Claim{header("仙居县财政局"), list("331024")}, "331024/财政局", division.Certain, "", ""},
		{"department with the whole chain", []division.Claim{header("浙江省台州市仙居县财政局")}, "331024/财政局", division.Certain, "", ""},
		{"department without a place", []division.Claim{header("财政局"), list("331024")}, "331024/财政局", division.Certain, "", ""},
		{"department without a place and without a context", []division.Claim{header("财政局")}, "", division.Undecided, "", ""},
		{"department with the word for its level", []division.Claim{header("县财政局"), list("331024")}, "331024/财政局", division.Certain, "", ""},
		{"department of the city above", []division.Claim{header("市财政局"), list("331024")}, "331000/财政局", division.Certain, "", ""},
		{"short name", []division.Claim{header("仙居县发改局")}, "331024/发展和改革局", division.Certain, "", ""},
		{"name with a second name", []division.Claim{header("仙居县发展和改革局（县粮食和物资储备局）")}, "331024/发展和改革局", division.Certain, "", ""},
		{"own affairs only", []division.Claim{header("仙居县财政局（本级）")}, "331024/财政局", division.Certain, "", ""},
		{"department that begins like a level", []division.Claim{header("市场监管局"), list("331024")}, "331024/市场监督管理局", division.Certain, "", ""},
		{"municipal commission for short", []division.Claim{title("2024年上海市科委政府信息公开工作年度报告")}, "310000/科学技术委员会", division.Certain, "", ""},
		{"organ of a national system", []division.Claim{header("国家税务总局仙居县税务局")}, "331024/税务局", division.Certain, "", ""},
		{"unknown organ", []division.Claim{header("仙居县神仙居旅游集散中心")}, "331024/神仙居旅游集散中心", division.Probable, "", ""},
		{"office of a municipality", []division.Claim{title("2019年上海市人民政府办公厅政府信息公开工作年度报告")}, "310000/人民政府办公厅", division.Certain, "", ""},
		{"office for short", []division.Claim{header("县府办"), title("2023年政府信息公开年报"), list("331024")}, "331024/人民政府办公室", division.Certain, "", ""},
		{
			"office publishes the county's report",
			[]division.Claim{header("仙居县人民政府办公室"), title("2023年仙居县政府信息公开工作年度报告")},
			"331024", division.Certain, "", "331024/人民政府办公室",
		},
		{
			"government publishes its office's report",
			[]division.Claim{header("仙居县人民政府"), title("仙居县人民政府办公室2023年政府信息公开工作年度报告")},
			"331024/人民政府办公室", division.Certain, "", "331024",
		},
		{"listed zone", []division.Claim{header("石家庄高新技术产业开发区管理委员会")}, "130171", division.Certain, "", ""},
		{
			"unlisted zone named after its county",
			[]division.Claim{title("平潭综合实验区管委会2014年度政府信息公开工作年度报告"), source("平潭县人民政府")},
			"350128/综合实验区", division.Probable, "unlisted light title", "",
		},
		{"office of an unlisted zone", []division.Claim{header("平潭综合实验区管委会办公室")}, "350128/综合实验区办公室", division.Probable, "unlisted light header_table", ""},
		{"zone under a common name", []division.Claim{header("经济开发区管委会"), list("331024")}, "331024/经济开发区", division.Probable, "unlisted light header_table", ""},
		{"listed forestry bureau that begins like a city", []division.Claim{header("东方红林业局"), list("230000")}, "230381400", division.Probable, "", ""},
		{"half a name that points elsewhere", []division.Claim{header("东方玻璃集团"), list("230000")}, "230000/东方玻璃集团", division.Probable, "", ""},
		{"of three districts the one in the city", []division.Claim{header("朝阳区人民政府"), list("220100")}, "220104", division.Certain, "", ""},
		{"credit code alone", []division.Claim{index(xiage + "/2024-1")}, "credit/" + xiage, division.Probable, "", ""},
	})
}

func TestResolveConflicts(t *testing.T) {
	runResolve(t, embedded(t), []resolveCase{
		{
			"town's report filed under a bureau",
			[]division.Claim{header("仙居县发改局"), title("2023年下各镇政府信息公开工作年度报告"), list("331024")},
			"331024/发展和改革局", division.Disputed, "other_body heavy title", "",
		},
		{
			"bureau in the breadcrumb",
			[]division.Claim{title("2023年下各镇政府信息公开工作年度报告"), crumb("首页 > 仙居县 > 发改局 > 年报")},
			"331024106", division.Disputed, "other_body heavy breadcrumb", "",
		},
		{
			"page names another town",
			[]division.Claim{header("下各镇"), title("2023年田市镇政府信息公开工作年度报告"), list("331024")},
			"331024106", division.Disputed, "other_body heavy title", "",
		},
		{
			"list of another town",
			[]division.Claim{title("仙居县下各镇2023年政府信息公开年报"), list("331024102")},
			"331024106", division.Disputed, "other_body heavy hint_division", "",
		},
		{
			"list of another county",
			[]division.Claim{title("仙居县下各镇2023年政府信息公开年报"), list("331023")},
			"331024106", division.Disputed, "outside_division heavy hint_division", "",
		},
		{
			"town that only a far county has",
			[]division.Claim{title("2023年下各镇政府信息公开年报"), list("110101")},
			"110101/下各镇", division.Probable, "unlisted middle title", "",
		},
		{
			"county's report in a town's column",
			[]division.Claim{title("2023年仙居县政府信息公开工作年度报告"), crumb("首页 > 乡镇街道 > 下各镇")},
			"331024", division.Disputed, "column heavy breadcrumb", "",
		},
		{
			"area named in a town's title",
			[]division.Claim{header("下各镇"), title("2023年仙居县政府信息公开工作年度报告"), list("331024")},
			"331024106", division.Disputed, "area_report heavy title", "",
		},
		{
			"published by the county for the town",
			[]division.Claim{index(xiage), header("仙居县人民政府"), title("2023年下各镇政府信息公开工作年度报告")},
			"331024106", division.Certain, "published_above light header_table", "331024",
		},
		{
			"published by the county, town only in the breadcrumb",
			[]division.Claim{header("仙居县"), title("2023年政府信息公开工作年度报告"), crumb("首页 > 乡镇 > 下各镇")},
			"331024106", division.Certain, "published_above light header_table", "331024",
		},
		{
			"obsolete division at registration",
			[]division.Claim{index(obsoletePlace), header("丽水市人民政府办公室")},
			"331100/人民政府办公室", division.Certain, "registration_division light index_number", "",
		},
		{
			"registered in the next county",
			[]division.Claim{index(nextCounty), header("下各镇"), list("331024")},
			"331024106", division.Certain, "registration_division light index_number", "",
		},
		{
			"registered in another province",
			[]division.Claim{index(otherProvince), header("下各镇"), list("331024")},
			"331024106", division.Disputed, "registration_division heavy index_number", "",
		},
		{
			"two credit codes",
			[]division.Claim{index(xiage), {Kind: division.ClaimCreditCode, Value: otherOfXianju, Origin: division.OriginHeaderTable}, header("仙居县下各镇")},
			"331024106", division.Probable, "credit_codes middle header_table", "",
		},
		{
			"source is somebody else",
			[]division.Claim{title("仙居县下各镇2023年年报"), source("仙居县财政局")},
			"331024106", division.Probable, "other_body middle content_source", "",
		},
		{
			"source is the portal's owner",
			[]division.Claim{title("仙居县下各镇2023年年报"), source("仙居县人民政府网站"), portal("仙居县人民政府门户网站")},
			"331024106", division.Certain, "", "",
		},
		{
			"portal of another county",
			[]division.Claim{title("仙居县下各镇2023年年报"), portal("天台县人民政府门户网站")},
			"331024106", division.Probable, "other_body middle hint_source", "",
		},
		{
			"menus are no bodies",
			[]division.Claim{title("仙居县下各镇2023年年报"), crumb("首页 > 特色小镇 > 新闻中心 > 办事大厅"), source("新华社")},
			"331024106", division.Certain, "", "",
		},
	})
}

func TestResolveWithARegisterOfItsOwn(t *testing.T) {
	runResolve(t, qinghe(t), []resolveCase{
		{"invented county", []division.Claim{header("青禾县柳桥镇人民政府"), list("990121")}, "990121101", division.Certain, "", ""},
		{"ambiguous in the register", []division.Claim{header("城关镇"), portal("青禾县人民政府门户网站")}, "990121100", division.Certain, "", ""},
		{"known credit code", []division.Claim{index(qingheTown + "/2024-7")}, "990121100", division.Certain, "", ""},
		{"known credit code and its name", []division.Claim{index(qingheTown + "/2024-7"), header("城关镇")}, "990121100", division.Certain, "", ""},
		{
			"known credit code of another town",
			[]division.Claim{index(qingheTown + "/2024-7"), title("2023年柳桥镇年报"), list("990121")},
			"990121100", division.Disputed, "other_body heavy title", "",
		},
		{"unknown credit code of the county", []division.Claim{index(qingheInvented), title("2023年城关镇年报")}, "990121100", division.Certain, "", ""},
		{"name of the real world", []division.Claim{header("仙居县下各镇")}, "", division.Undecided, "", ""},
	})
}

func TestResolveWithoutARegister(t *testing.T) {
	got := division.Resolve(nil, []division.Claim{header("下各镇"), list("331024")})
	if got.Body.Key() != "" || got.Confidence != division.Undecided || got.Body.Name != "下各镇" {
		t.Errorf("%+v", got)
	}
}

func TestResolveTellsWhatItKnows(t *testing.T) {
	got := division.Resolve(embedded(t), []division.Claim{
		list("331024"), header("下各镇"), index(xiage + "/2024-104757"), title("2023年下各镇政府信息公开工作年度报告"), source("本站"),
	})
	want := division.Resolution{
		Body: division.BodyRef{
			Division: "331024106", Name: "下各镇", CreditCode: xiage, Kind: division.BodyTownship, Listed: true,
		},
		Confidence: division.Certain,
		By:         header("下各镇"),
		Used: []division.Claim{
			index(xiage + "/2024-104757"), header("下各镇"), title("2023年下各镇政府信息公开工作年度报告"), list("331024"),
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestResolveGivesTheCodeToThePublisher(t *testing.T) {
	got := division.Resolve(embedded(t), []division.Claim{index(xiage), header("仙居县人民政府"), title("2023年下各镇年报")})
	if got.Body.CreditCode != "" || got.Publisher.CreditCode != xiage {
		t.Errorf("body %+v, publisher %+v", got.Body, got.Publisher)
	}
}

func TestResolveCandidates(t *testing.T) {
	got := division.Resolve(embedded(t), []division.Claim{title("2023年城关镇年报")})
	if len(got.Candidates) != 88 || got.Body.Name != "城关镇" {
		t.Errorf("%d candidates for %+v", len(got.Candidates), got.Body)
	}
	got = division.Resolve(embedded(t), []division.Claim{list("331024"), title("2023年年报")})
	if len(got.Candidates) != 1 || got.Candidates[0].Key() != "331024" || got.Candidates[0].Kind != division.BodyGovernment {
		t.Errorf("%+v", got.Candidates)
	}
}

func TestBodyKinds(t *testing.T) {
	register := embedded(t)
	for name, want := range map[string]division.BodyKind{
		"仙居县人民政府": division.BodyGovernment, "仙居县人民政府办公室": division.BodyOffice, "仙居县财政局": division.BodyDepartment,
		"仙居县下各镇": division.BodyTownship, "仙居县南峰街道办事处": division.BodySubdistrict, "平潭综合实验区管委会": division.BodyZone,
		"石家庄高新技术产业开发区管委会": division.BodyZone, "仙居县旧岭乡": division.BodyTownship, "仙居县旧岭街道": division.BodySubdistrict,
	} {
		if got := division.Resolve(register, []division.Claim{header(name)}); got.Body.Kind != want {
			t.Errorf("%s: %q, want %q", name, got.Body.Kind, want)
		}
	}
}
