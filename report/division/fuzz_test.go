package division_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/nianbao/nianbao/report/division"
	"pgregory.net/rapid"
)

func FuzzParseCreditCode(f *testing.F) {
	for _, seed := range []string{xiage, strings.ToLower(xiage), qingheTown, "", "统一社会信用代码一二", "1133102400268125XW/2024-104757", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		code, err := division.ParseCreditCode(s)
		raw := division.CreditCode(s)
		_, _, _, _ = raw.Division(), raw.Kind(), raw.Organisation(), raw.OrganisationChecks()
		if found, ok := division.CreditCodeIn(s); ok {
			if again, err := division.ParseCreditCode(string(found)); err != nil || again != found {
				t.Errorf("found %q in %q, which is none: %v", found, s, err)
			}
		}
		if err != nil {
			return
		}
		if again, err := division.ParseCreditCode(string(code)); err != nil || again != code || len(code) != 18 {
			t.Errorf("%q does not read as itself: %q, %v", code, again, err)
		}
		if found, ok := division.CreditCodeIn(s); !ok || found != code {
			t.Errorf("%q is not found in %q", code, s)
		}
	})
}

func FuzzParseCode(f *testing.F) {
	for _, seed := range []string{"331024", "331024106000", "33", "441900101", "100000", "000000", "330000106", "３３", "331024106201"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		raw := division.Code(s)
		_, _, _, _ = raw.Parent(), raw.Province(), raw.County(), raw.TownshipKind()
		code, err := division.ParseCode(s)
		if err != nil {
			return
		}
		if again, err := division.ParseCode(code.Statistical()); err != nil || again != code {
			t.Errorf("%q: twelve digits %q read as %q, %v", code, code.Statistical(), again, err)
		}
		for up := code; up != ""; up = up.Parent() {
			if !up.Contains(code) || up.Level() == division.LevelUnknown {
				t.Errorf("%q is above %q and does not contain it", up, code)
			}
		}
	})
}

func FuzzNames(f *testing.F) {
	for _, seed := range []string{"2023年下各镇政府信息公开工作年度报告", "（下各镇）", "((", "科技城（东渚街道）", "县县县县市市区区", "\xff\xfe", "人民政府", "a/b>c"} {
		f.Add(seed)
	}
	register := embedded(f)
	f.Fuzz(func(t *testing.T, s string) {
		normal := division.Normalise(s)
		if again := division.Normalise(normal); again != normal || !utf8.ValidString(normal) {
			t.Errorf("Normalise(%q) = %q, and of that %q", s, normal, again)
		}
		division.NameIn(s)
		for _, m := range register.Find(s, "330000") {
			if d, ok := register.Lookup(m.Code); !ok || d != m.Division || !division.Code("330000").Contains(d.Code) || d.Kind == division.KindPlaceholder {
				t.Errorf("Find(%q) gives %+v", s, m)
			}
		}
	})
}

// claimsFrom makes claims of lines; the first two characters of a line choose kind and origin.
func claimsFrom(s string) []division.Claim {
	kinds := []division.ClaimKind{division.ClaimName, division.ClaimCreditCode, division.ClaimDivisionCode, "other"}
	origins := []division.Origin{
		division.OriginIndexNumber, division.OriginHeaderTable, division.OriginTitle, division.OriginBreadcrumb, division.OriginContentSource,
		division.OriginListTitle, division.OriginHintDivision, division.OriginHintSource, "other",
	}
	var claims []division.Claim
	for _, line := range strings.Split(s, "\n") {
		if len(line) >= 2 && len(claims) < 12 {
			claims = append(claims, division.Claim{
				Kind: kinds[int(line[0]-'0')%len(kinds)], Origin: origins[int(line[1]-'0')%len(origins)], Value: line[2:],
			})
		}
	}
	return claims
}

func FuzzResolve(f *testing.F) {
	for _, seed := range []string{
		"10" + xiage + "/2024\n01下各镇\n022023年下各镇政府信息公开工作年度报告",
		"01仙居县发改局\n02下各镇2023年年报\n26331024",
		"02城关镇2023年年报\n01城关镇\n04朝阳区",
		"02仙居县2023年年报\n02下各镇2023年年报\n02田市镇2023年年报",
		"01县财政局\n26331024106\n10" + obsoletePlace + "\n11" + xiage,
		"03首页>发改局>下各镇\n07天台县人民政府门户网站\n05开发区管委会办公室",
		"26990121100\n01乡\n01镇\n02/局",
	} {
		f.Add(seed)
	}
	register := embedded(f)
	f.Fuzz(func(t *testing.T, s string) {
		claims := claimsFrom(s)
		got := division.Resolve(register, claims)
		checkResolution(t, register, claims, got)
		slices.Reverse(claims)
		twice := append(claims, claims...)
		if diff := cmp.Diff(got, division.Resolve(register, twice)); diff != "" {
			t.Errorf("order or repetition matters: %s", diff)
		}
	})
}

func checkResolution(t rapid.TB, register *division.Register, claims []division.Claim, got division.Resolution) {
	t.Helper()
	worst := division.Weight(0)
	for _, c := range got.Conflicts {
		worst = max(worst, c.Weight)
		if !slices.Contains(claims, c.Claim) {
			t.Errorf("conflict of a claim that nobody made: %+v", c)
		}
	}
	for _, c := range got.Used {
		if !slices.Contains(claims, c) {
			t.Errorf("used a claim that nobody made: %+v", c)
		}
	}
	if (got.Confidence == division.Undecided) != (got.Body.Key() == "") {
		t.Errorf("%s with key %q", got.Confidence, got.Body.Key())
	}
	if (got.Confidence == division.Disputed) != (worst == division.Heavy) {
		t.Errorf("%s with conflicts %+v", got.Confidence, got.Conflicts)
	}
	if got.Confidence == division.Certain && (worst == division.Middle || !got.Body.Listed) {
		t.Errorf("certain: %+v", got)
	}
	if _, listed := register.Lookup(got.Body.Division); listed != got.Body.Listed {
		t.Errorf("listed is %v: %+v", listed, got.Body)
	}
	if len(got.Candidates) > 0 && got.Confidence != division.Undecided {
		t.Errorf("%s with candidates", got.Confidence)
	}
}
